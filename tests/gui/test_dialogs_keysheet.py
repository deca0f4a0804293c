"""The sheet of keys: all that has a key is on it, and keys can be changed but not doubled."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator import settings
from annotator.gui.dialogs.keyrecord import name_of
from annotator.gui.dialogs.keysheet import KeySheet, RowButton
from annotator.gui.window import Window
from tests.gui.hand import Hand

_Held = Qt.KeyboardModifier


@pytest.fixture
def sheet(hand: Hand, window: Window) -> KeySheet:
    hand.press("F1")
    (found,) = window.findChildren(KeySheet)
    return found


def row(sheet: KeySheet, command: str) -> RowButton:
    return next(button for button in sheet.columns.rows if button.row.command == command)


def click(button: RowButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(40, 8))
    QApplication.processEvents()


def find(sheet: KeySheet, hand: Hand, words: str) -> list[str]:
    sheet.field.setFocus()
    sheet.field.selectAll()
    hand.type(words)
    hand.press("Enter")
    return [button.row.words for button in sheet.columns.rows]


def test_every_command_with_a_key_is_on_the_sheet(sheet: KeySheet, window: Window) -> None:
    shown = {button.row.command for button in sheet.columns.rows}
    wanted = {
        one.id for one in window.commands.all
        if one.keys and one.place in ("text", "window") and not one.id.startswith("mark.join.")
    }  # fmt: skip
    assert wanted <= shown


def test_labels_stand_first_with_their_chips(sheet: KeySheet) -> None:
    first = sheet.columns.rows[0].row
    assert (first.keys, first.chip, first.words) == (("1",), "PER", "A person or a group of people")
    assert sheet.columns.rows[0].accessibleName() == "1: A person or a group of people"


def test_a_field_that_is_always_asked_shows_the_range_of_its_keys(sheet: KeySheet) -> None:
    told = {button.row.words: button.row.keys for button in sheet.columns.rows}
    assert told["credibility"] == ("1 – 6",)
    assert told["confidence"] == ("l", "m", "h")
    assert told["Leave it empty"] == ("Tab",)


def test_typing_finds_what_has_no_key_and_single_answers(sheet: KeySheet, hand: Hand) -> None:
    assert find(sheet, hand, "review") == ["Needs review"]
    assert find(sheet, hand, "doubtfully") == ["Credibility: doubtfully true"]
    assert find(sheet, hand, "ctrl+k") == ["All commands"]


def test_a_row_that_is_pressed_takes_another_key_at_once(
    sheet: KeySheet, hand: Hand, window: Window
) -> None:
    click(row(sheet, "claim.chain"))
    assert row(sheet, "claim.chain").waits
    hand.press("Shift+w")
    assert row(sheet, "claim.chain").row.keys == ("Shift+w",)
    assert window.commands.at("Shift+w").id == "claim.chain"
    assert window.commands.at("k") is None
    assert settings.load().keys == {"claim.chain": "Shift+w"}


def test_a_key_that_is_taken_is_refused_by_name(
    sheet: KeySheet, hand: Hand, window: Window
) -> None:
    click(row(sheet, "claim.chain"))
    hand.press("s")
    assert sheet._word.text() == "s already is “Source”. Give that another key first."
    assert row(sheet, "claim.chain").waits
    hand.press("Esc")
    assert sheet.isVisible() and not row(sheet, "claim.chain").waits
    assert window.desk.settings.keys == {}


def test_a_command_that_acts_everywhere_takes_no_plain_key_and_none_of_the_text(
    sheet: KeySheet, hand: Hand, window: Window
) -> None:
    click(row(sheet, "view.labels"))
    hand.press("q")
    assert "needs Ctrl or Alt" in sheet._word.text()
    hand.press("Ctrl+c")
    assert sheet._word.text() == "Ctrl+C belongs to the text: copy the selected words."
    hand.press("Ctrl+z")
    assert "already is “Undo”" in sheet._word.text()
    hand.press("Ctrl+Shift+g")
    assert window.desk.settings.keys == {"view.labels": "Ctrl+Shift+G"}
    hand.press("Esc", "Ctrl+Shift+g")
    assert not window.desk.settings.show_labels


def test_tab_is_recorded_and_not_a_step(sheet: KeySheet, hand: Hand) -> None:
    click(row(sheet, "claim.chain"))
    hand.press("Tab")
    assert "already is “Next mark”" in sheet._word.text()


def test_the_key_it_came_with_can_be_had_again(sheet: KeySheet, hand: Hand, window: Window) -> None:
    click(row(sheet, "claim.chain"))
    hand.press("Shift+w")
    assert sheet._back.isVisible() and sheet._all_back.isVisible()
    QTest.mouseClick(sheet._back, Qt.MouseButton.LeftButton)
    assert window.desk.settings.keys == {}
    assert row(sheet, "claim.chain").row.keys == ("k",)
    assert not sheet._all_back.isVisible()


def test_pressing_the_key_it_has_changes_nothing(
    sheet: KeySheet, hand: Hand, window: Window
) -> None:
    click(row(sheet, "claim.chain"))
    hand.press("k")
    assert not row(sheet, "claim.chain").waits
    assert window.desk.settings.keys == {}


def test_arrows_step_through_rows_and_tab_leaves_them(sheet: KeySheet, hand: Hand) -> None:
    assert sheet.field.hasFocus()
    hand.press("Down", "Down")
    assert sheet.columns.rows[1].hasFocus()
    hand.press("Shift+Tab")
    assert sheet.field.hasFocus()
    hand.press("Tab")
    assert sheet.columns.rows[1].hasFocus()
    hand.press("Tab")
    assert QApplication.focusWidget().accessibleName() == "Copy the list"


def test_the_list_can_be_copied(sheet: KeySheet) -> None:
    QTest.mouseClick(sheet._copy, Qt.MouseButton.LeftButton)
    assert "\tCtrl+K\tAll commands" in QApplication.clipboard().text()


@pytest.mark.parametrize(("width", "columns"), [(1440, 3), (720, 2)])
def test_columns_are_as_many_as_have_room(
    sheet: KeySheet, window: Window, width: int, columns: int
) -> None:
    window.resize(width, 700)
    QTest.qWait(20)
    assert len({button.parentWidget() for button in sheet.columns.rows}) == columns
    assert all(button.isVisible() for button in sheet.columns.rows)


def test_a_letter_of_another_layout_is_recorded_by_its_place(window: Window) -> None:
    press = QKeyEvent(
        QEvent.Type.KeyPress, 0x0421, _Held.ControlModifier, 54, 0, 0, "\x03"
    )  # С on a Russian keyboard, where C is  # fmt: skip
    assert name_of(press, window.commands.named("view.labels")) in ("Ctrl+C", "Ctrl+С")


def test_few_rows_found_take_the_whole_width(sheet: KeySheet, hand: Hand) -> None:
    whole = row(sheet, "go.palette").width()
    sheet.show_rows("all commands")
    QApplication.processEvents()
    assert row(sheet, "go.palette").width() > 2 * whole
