"""Which key was pressed, on keyboards that are not American."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.gui.keys import name_of, place_of

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT_GR = Qt.KeyboardModifier.GroupSwitchModifier
LINUX = {"1": 10, "2": 11, "8": 17, "a": 38, "c": 54, "q": 24, "[": 34}


def pressed(code: int, text: str, place: int = 0, held: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, code, held, place, 0, 0, text)


@pytest.mark.parametrize(
    ("event", "name"),
    [
        (pressed(Qt.Key.Key_C, "c", LINUX["c"]), "c"),
        (pressed(Qt.Key.Key_C, "C", LINUX["c"], SHIFT), "Shift+c"),
        (pressed(Qt.Key.Key_2, "2"), "2"),
        (pressed(Qt.Key.Key_At, "@", LINUX["2"], SHIFT), "Shift+2"),
        (pressed(0x0421, "с", LINUX["c"]), "c"),
        (pressed(0x0421, "С", LINUX["c"], SHIFT), "Shift+c"),
        (pressed(Qt.Key.Key_Ampersand, "&", LINUX["1"]), "1"),
        (pressed(Qt.Key.Key_1, "1", LINUX["1"], SHIFT), "Shift+1"),
        (pressed(Qt.Key.Key_A, "a", LINUX["q"]), "a"),
        (pressed(Qt.Key.Key_BracketLeft, "[", LINUX["8"], ALT_GR), "["),
        (pressed(Qt.Key.Key_Udiaeresis, "ü", LINUX["["]), "["),
        (pressed(Qt.Key.Key_BraceLeft, "{", LINUX["["], SHIFT), "Shift+["),
        (pressed(Qt.Key.Key_Tab, "\t", 23), "Tab"),
        (pressed(Qt.Key.Key_Backtab, "", 23, SHIFT), "Shift+Tab"),
        (pressed(Qt.Key.Key_C, "\x03", LINUX["c"], Qt.KeyboardModifier.ControlModifier), ""),
    ],
)
def test_a_key_means_the_same_on_every_keyboard(event: QKeyEvent, name: str) -> None:
    assert name_of(event) == name


@pytest.mark.parametrize(
    ("key", "text", "virtual", "place"),
    [
        (0x0421, "с", 8, "c"),  # Russian: the C key writes с
        (0x0424, "ф", 0, "a"),  # the A key, whose code is 0
        (Qt.Key.Key_Ampersand, "&", 18, "1"),  # French: digits are shifted
        (Qt.Key.Key_1, "1", 0, ""),  # made by a program: no key was pressed
    ],
)
def test_on_a_mac_the_virtual_key_tells_the_place(
    key: int, text: str, virtual: int, place: str
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, NONE, 0, virtual, 0, text)
    assert place_of(event, "darwin") == place


def test_on_windows_scan_codes_count_from_one_less_than_the_rows_of_linux() -> None:
    assert place_of(pressed(0x0421, "с", 46), "win32") == "c"
    assert place_of(pressed(0x0421, "с", 54), "linux") == "c"
