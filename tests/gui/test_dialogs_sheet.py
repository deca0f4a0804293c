"""Sheets over the window: the keyboard stays inside, Esc goes back, nothing below is touched."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.gui.dialogs.asking import WordsSheet
from annotator.gui.dialogs.palette import Palette
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.window import Window
from annotator.project import Project
from tests.gui.hand import Hand


def sheets(window: Window) -> list[Sheet]:
    return [sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()]


def note(window: Window, hand: Hand) -> WordsSheet:
    hand.press("Ctrl+m")
    (sheet,) = sheets(window)
    assert isinstance(sheet, WordsSheet)
    return sheet


def test_esc_closes_a_sheet_and_the_keyboard_is_where_it_was(window: Window, hand: Hand) -> None:
    sheet = note(window, hand)
    assert QApplication.focusWidget() is sheet.field
    hand.press("Esc")
    assert sheets(window) == []
    assert window.work.area.view.hasFocus()


def test_tab_goes_round_inside_the_sheet(window: Window, hand: Hand) -> None:
    sheet = note(window, hand)
    seen = []
    for _press in range(3):
        hand.press("Tab")
        seen.append(QApplication.focusWidget())
    assert [w.text() if isinstance(w, QPushButton) else "" for w in seen] == ["Cancel", "Save", ""]
    hand.press("Shift+Tab")
    assert QApplication.focusWidget() is seen[1]
    assert sheet.isVisible()


def test_keys_of_the_window_do_not_act_below_a_sheet(window: Window, hand: Hand) -> None:
    hand.drag(222, 236)
    hand.press("1")
    note(window, hand)
    hand.press("Tab", "Ctrl+z", "Ctrl+k", "Delete", "c")
    assert len(sheets(window)) == 1
    assert [mention.quote for mention in hand.page.mentions] == ["Vladimir Putin"]
    assert not hand.page.claims


def test_enter_on_a_button_presses_that_button(window: Window, hand: Hand) -> None:
    note(window, hand)
    hand.type("never mind")
    hand.press("Tab", "Enter")
    assert sheets(window) == []
    assert not hand.page.notes


@pytest.mark.parametrize("size", [(1440, 900), (720, 480)])
def test_a_sheet_lies_inside_the_window_at_every_size(
    window: Window, hand: Hand, size: tuple[int, int]
) -> None:
    sheet = note(window, hand)
    window.resize(*size)
    QApplication.processEvents()
    assert sheet.geometry() == window.rect()
    assert window.rect().contains(sheet.panel.geometry())


def test_a_click_beside_closes_the_palette_but_no_sheet_with_fields(
    window: Window, hand: Hand
) -> None:
    note(window, hand)
    (sheet,) = sheets(window)
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(4, 400))
    assert sheets(window) == [sheet]
    hand.press("Esc", "Ctrl+k")
    (palette,) = sheets(window)
    assert isinstance(palette, Palette)
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(4, 400))
    assert sheets(window) == []


def test_a_sheet_goes_with_its_project(window: Window, hand: Hand) -> None:
    note(window, hand)
    window.desk.put(None)
    assert sheets(window) == []


def test_a_note_of_two_lines_is_taken_by_enter(window: Window, hand: Hand) -> None:
    note(window, hand)
    hand.type("Who counted?")
    hand.press("Shift+Enter")
    hand.type("Ask the desk.")
    hand.press("Enter")
    assert [one.text for one in hand.page.notes] == ["Who counted?\nAsk the desk."]


def test_working_as_another_is_one_line(window: Window, hand: Hand, project: Project) -> None:
    window.commands.run(window.commands.named("tools.work_as"))
    hand.type("R. Silva")
    hand.press("Enter")
    assert project.annotator.name == "R. Silva"
    assert window.desk.settings.annotator == "R. Silva"
