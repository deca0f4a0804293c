"""Labelling alike: places are listed in context, the ticked are marked in one step."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.gui.dialogs.occurrences import OccurrencesSheet
from annotator.gui.window import Window
from tests.gui.hand import Hand


@pytest.fixture
def sheet(hand: Hand, window: Window) -> OccurrencesSheet:
    """Moscow is marked once; it stands in more places."""
    start = hand.page.text.index("Moscow")
    hand.drag(start, start + 6)
    hand.press("3", "a")
    (found,) = window.findChildren(OccurrencesSheet)
    return found


def quotes(hand: Hand) -> list[str]:
    return [mention.quote for mention in hand.page.mentions]


def click_tick(sheet: OccurrencesSheet, place: int) -> None:
    row = sheet.list.visualRect(sheet.list.model().index(place, 0))
    at = QPoint(row.left() + 16, row.center().y())
    QTest.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()


def test_enter_marks_all_places_as_one_step(sheet: OccurrencesSheet, hand: Hand) -> None:
    places = len(sheet.places)
    assert places > 1 and all(place.words == "Moscow" for place in sheet.places)
    hand.press("Enter")
    assert quotes(hand) == ["Moscow"] * (places + 1)
    assert len({mention.entity for mention in hand.page.mentions}) == 1
    hand.press("Ctrl+z")
    assert quotes(hand) == ["Moscow"]


def test_space_and_a_click_untick_a_place(sheet: OccurrencesSheet, hand: Hand) -> None:
    places = len(sheet.places)
    hand.press("Space")
    click_tick(sheet, 1)
    assert [place.ticked for place in sheet.places[:2]] == [False, False]
    assert sheet._foot.count.text() == f"{places - 2} of {places} ticked"
    click_tick(sheet, 1)
    assert sheet.places[1].ticked
    hand.press("Enter")
    assert len(quotes(hand)) == places


def test_all_or_none_and_with_none_there_is_nothing_to_label(
    sheet: OccurrencesSheet, hand: Hand
) -> None:
    sheet._foot.all.click()
    assert not any(place.ticked for place in sheet.places)
    assert not sheet._foot.take.isEnabled()
    sheet._foot.all.click()
    assert all(place.ticked for place in sheet.places)


def test_esc_marks_nothing(sheet: OccurrencesSheet, hand: Hand) -> None:
    hand.press("Esc")
    assert quotes(hand) == ["Moscow"]


def test_a_row_is_read_with_its_tick_and_context(sheet: OccurrencesSheet) -> None:
    index = sheet.list.model().index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("ticked: ") and "Moscow" in spoken
