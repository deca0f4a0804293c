import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest

from tests.gui.text.conftest import Opener
from tests.gui.text.given import mention

TEXT = "Putin's aide said 3,500.50 people left. «Они» не знали 😀 of it. Third one.\nLast line."
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


def test_ctrl_and_an_arrow_goes_by_words(shown: Opener) -> None:
    view = shown(TEXT)
    stops = []
    for _ in range(6):
        QTest.keyClick(view, Key.Key_Right, CTRL)
        stops.append(view.caret())
    assert {TEXT.index(word) for word in ("aide", "said", "3,500.50", "people")} <= set(stops)
    QTest.keyClick(view, Key.Key_Left, CTRL)
    assert view.caret() == stops[-2]


def test_shift_selects_by_characters_words_and_sentences(shown: Opener) -> None:
    view = shown(TEXT)
    QTest.keyClick(view, Key.Key_Right, SHIFT)
    assert view.selection() == (0, 1)
    view.set_selection(8, 8)
    for taken in ("aide", "aide said", "aide said 3,500.50"):
        QTest.keyClick(view, Key.Key_Right, CTRL | SHIFT)
        assert TEXT[slice(*view.selection())] == taken
    QTest.keyClick(view, Key.Key_Left, CTRL | SHIFT)
    assert TEXT[slice(*view.selection())].strip() == "aide said"
    view.set_selection(0, 0)
    QTest.keyClick(view, Key.Key_Down, CTRL | SHIFT)
    assert TEXT[slice(*view.selection())].strip() == "Putin's aide said 3,500.50 people left."


def test_ctrl_up_and_down_go_by_sentences(shown: Opener) -> None:
    view = shown(TEXT)
    QTest.keyClick(view, Key.Key_Down, CTRL)
    assert view.caret() == TEXT.index("«")
    QTest.keyClick(view, Key.Key_Down, CTRL)
    assert view.caret() == TEXT.index("Third")
    QTest.keyClick(view, Key.Key_Up, CTRL)
    assert view.caret() == TEXT.index("«")


def test_an_emoji_is_one_step(shown: Opener) -> None:
    view = shown(TEXT)
    view.set_selection(TEXT.index("😀"), TEXT.index("😀"))
    QTest.keyClick(view, Key.Key_Right)
    assert view.caret() == TEXT.index("😀") + 1


def test_down_goes_through_the_lanes_to_the_next_line(shown: Opener) -> None:
    view = shown(TEXT)
    view.set_selection(2, 2)
    QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, Key.Key_Up)
    assert view.caret() == 2


def test_the_ends_of_the_text_are_shown_with_their_margins(shown: Opener) -> None:
    view = shown(f"{TEXT}\n" * 200, (mention(1, 0, 6),), size=(500, 300))
    bar = view.verticalScrollBar()
    for _ in range(2):
        QTest.keyClick(view, Key.Key_End, CTRL)
        assert (view.caret(), bar.value()) == (len(view.text), bar.maximum())
        QTest.keyClick(view, Key.Key_Home, CTRL)
        assert (view.caret(), bar.value()) == (0, 0)


@pytest.mark.parametrize("points", [9, 24])
@pytest.mark.parametrize(
    "text", [TEXT, "قال بيسكوف إن الرئيس Putin يتألم. ثم سكت طويلا ولم يقل شيئا"]
)
def test_each_key_leaves_the_line_of_the_caret_and_its_marks_in_view(
    shown: Opener, text: str, points: int
) -> None:
    long = f"{text}\n" * 60
    marks = [mention(at, at, at + 6) for at in range(1, len(long) - 9, 25)]
    view = shown(long, tuple(marks), size=(500, 300))
    view.set_font_points(points)
    keys = [(Key.Key_Down, SHIFT)] * 30 + [(Key.Key_PageDown, PLAIN), (Key.Key_Down, CTRL)] * 5
    keys += [(Key.Key_Up, PLAIN)] * 30 + [(Key.Key_Up, CTRL), (Key.Key_PageUp, PLAIN)] * 5
    for key, held in keys:
        QTest.keyClick(view, key, held)
        caret = view.cursorRect()
        lane = view.lane_at(caret.bottomLeft() + QPoint(0, points // 2))
        bottom = caret.bottom() + (points if lane is not None else 0)
        assert caret.top() >= 0 and bottom <= view.viewport().height()


@pytest.mark.parametrize("key", [Key.Key_A, Key.Key_Delete, Key.Key_Backspace, Key.Key_Return])
def test_no_key_changes_the_text(shown: Opener, key: Key) -> None:
    view = shown(TEXT)
    view.set_selection(0, 7)
    QTest.keyClick(view, key)
    assert view.toPlainText() == TEXT


@pytest.mark.parametrize("keys", ["Ctrl+Z", "Ctrl+X", "C", "Ctrl+Down", "Del"])
def test_the_windows_commands_come_before_the_editors_keys(shown: Opener, keys: str) -> None:
    view = shown(TEXT)
    fired: list[str] = []
    shortcut = QShortcut(QKeySequence(keys), view)
    shortcut.activated.connect(lambda: fired.append(keys))
    view.activateWindow()
    view.setFocus()
    QTest.qWaitForWindowActive(view)
    pressed = QKeySequence(keys)[0]
    QTest.keyClick(view, pressed.key(), pressed.keyboardModifiers())
    assert fired == [keys]
