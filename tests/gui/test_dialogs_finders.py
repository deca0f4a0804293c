"""The palette and the entity finder: typing finds, Enter does, what cannot be done says why."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui.dialogs.entityfinder import EntityFinder
from annotator.gui.dialogs.offers import places, rank_of
from annotator.gui.dialogs.palette import Palette
from annotator.gui.dialogs.settings import SettingsSheet
from annotator.gui.window import Window
from annotator.project import Project
from tests.gui.hand import Hand
from tests.scene import add_article


@pytest.fixture
def project(project: Project) -> Project:
    """The crocus article and another one."""
    add_article(project, "People bring flowers.", title="Flowers at the fence", outlet="Gazette")
    return project


@pytest.fixture
def palette(hand: Hand, window: Window) -> Palette:
    hand.press("Ctrl+k")
    return window.findChildren(Palette)[-1]


def words(palette: Palette) -> list[str]:
    return [offer.words for offer in palette.list.model().rows]


def found(palette: Palette, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not palette.looking.busy)
    QApplication.processEvents()


# the palette


def test_typing_ranks_by_beginning_then_word_then_letters(palette: Palette, hand: Hand) -> None:
    hand.type("next cl")
    assert words(palette)[0] == "Next claim"
    palette.field.clear()
    hand.type("nxclm")
    assert words(palette) == ["Next claim", "Next claim without source", "Next claim not judged"]
    assert palette._count.text() == "3 commands"


def test_a_command_is_found_by_other_words_than_its_own(palette: Palette, hand: Hand) -> None:
    hand.type("zoom")
    assert words(palette)[:3] == ["Larger text", "Smaller text", "Text as it was"]
    assert palette.list.model().rows[0].also == "zoom in"
    palette.field.clear()
    hand.type("clipboard")
    assert words(palette) == ["Paste an article"]
    palette.field.clear()
    hand.type("night")
    assert words(palette)[0] == "Dark"
    hand.press("Enter")
    assert palette.desk.settings.theme == "dark"


def test_enter_runs_the_chosen_command_and_the_keyboard_is_in_the_text_again(
    palette: Palette, hand: Hand, window: Window
) -> None:
    hand.type("larger")
    hand.press("Enter")
    assert window.desk.settings.zoom == 110
    assert not palette.is_open
    assert window.work.area.view.hasFocus()


def test_esc_closes_the_palette_at_once_also_after_typing(
    palette: Palette, hand: Hand, window: Window
) -> None:
    hand.type("larger")
    hand.press("Esc")
    assert not palette.is_open
    assert window.work.area.view.hasFocus()
    hand.press("Ctrl+k", "Esc")
    assert not any(one.is_open for one in window.findChildren(Palette))


def test_what_ran_last_comes_first_the_next_time(
    palette: Palette, hand: Hand, window: Window
) -> None:
    hand.type("smaller")
    hand.press("Enter", "Ctrl+k")
    again = window.findChildren(Palette)[-1]
    assert words(again)[0] == "Smaller text"


def test_what_cannot_run_is_left_out_unless_typed_in_full_then_with_the_reason(
    palette: Palette, hand: Hand, window: Window
) -> None:
    hand.type("relayed")
    assert words(palette) == []
    assert palette._none.text() == "Nothing matches “relayed”."
    hand.type(" through")
    (offer,) = palette.list.model().rows
    assert offer.why_not == "Press c on what is claimed first."
    said = []
    window.desk.said.connect(said.append)
    hand.press("Enter")
    assert said[-1].words == "Press c on what is claimed first."


def test_a_slash_finds_articles_by_title_outlet_and_text(
    palette: Palette, hand: Hand, window: Window, qtbot: QtBot
) -> None:
    for typed in ("/fence", "/gazette", "/flowers"):
        palette.field.clear()
        hand.type(typed)
        found(palette, qtbot)
        assert words(palette)[0] == "Flowers at the fence"
    hand.press("Enter")
    assert window.desk.page.article.title == "Flowers at the fence"


def test_enter_before_articles_are_found_runs_nothing(palette: Palette) -> None:
    palette.field.setText("/")
    assert words(palette) == []
    palette.run()
    assert palette.is_open


def test_signs_find_entities_claims_and_settings(hand: Hand, window: Window, qtbot: QtBot) -> None:
    hand.drag(222, 236)
    hand.press("1")
    hand.drag(85, 143)
    hand.press("n", "Esc", "Esc", "Esc", "Ctrl+k")
    palette = window.findChildren(Palette)[-1]
    hand.type("@put")
    assert words(palette) == ["Vladimir Putin"]
    palette.field.clear()
    hand.type("#1")
    (claim,) = palette.list.model().rows
    hand.press("Enter")
    assert window.desk.focus.claim == next(iter(hand.page.claims))
    assert claim.told == "author"
    hand.press("Ctrl+k")
    hand.type(":zoom")
    palette = window.findChildren(Palette)[-1]
    setting, *further = palette.list.model().rows
    assert (setting.words, setting.told) == ("Zoom", "100")
    assert further[0].words == "Larger text"
    hand.press("Enter")
    (sheet,) = window.findChildren(SettingsSheet)
    assert sheet.fields["zoom"].hasFocus()


def test_arrows_go_round_and_a_click_runs(palette: Palette, hand: Hand, window: Window) -> None:
    hand.type("text")
    hand.press("Up")
    assert palette.list.chosen_id == palette.list.model().rows[-1].id
    hand.press("Down")
    assert palette.list.chosen_id == palette.list.model().rows[0].id
    row = palette.list.visualRect(palette.list.model().index(0, 0)).center()
    first = words(palette)[0]
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert not palette.is_open and first in ("Larger text", "Text as it was", "Smaller text")


def test_the_typed_letters_are_marked() -> None:
    assert places("Next claim", "claim") == ((5, 10),)
    assert places("Next claim", "ne") == ((0, 2),)
    assert places("Next claim", "nc") == ((0, 1), (5, 6))
    assert places("Next claim", "") == ()
    assert places("İstanbul", "stan") == ()  # lower case is longer there
    assert rank_of("Next claim", "xyz") is None


# the finder of entities


def finder(window: Window) -> EntityFinder:
    return window.findChildren(EntityFinder)[-1]


def test_two_letters_and_enter_tie_the_words_to_an_entity(hand: Hand, window: Window) -> None:
    hand.drag(222, 236)
    hand.press("1")
    hand.drag(85, 143)
    hand.press("e")
    hand.type("pu")
    hand.press("Enter")
    first, second = hand.page.mentions
    assert first.entity == second.entity
    assert not finder(window).is_open


def test_the_last_rows_make_a_new_entity_of_what_is_typed(hand: Hand, window: Window) -> None:
    hand.drag(222, 236)
    hand.press("1")
    hand.drag(85, 143)
    hand.press("e")
    hand.type("the shooting")
    rows = finder(window).list.model().rows
    assert [row.code for row in rows[:3]] == ["PER", "ORG", "GPE"]
    assert {row.name for row in rows} == {"the shooting"} and all(row.id < 0 for row in rows)
    hand.press("Down", "Enter")
    made = window.desk.page.entities[window.desk.focus.entity]
    assert made.name == "the shooting"
    assert window.desk.page.codebook.label(made.label).name == "ORG"
    hand.press("Ctrl+z")
    assert len(list(hand.page.mentions)) == 1


def test_a_chosen_mention_is_split_off_under_the_typed_name(hand: Hand, window: Window) -> None:
    hand.drag(222, 236)
    hand.press("1", "e")
    hand.type("the tsar")
    hand.press("Enter")
    (mention,) = hand.page.mentions
    assert hand.page.entities[mention.entity].name == "the tsar"


def test_the_finder_stands_by_the_words_and_inside_the_window(hand: Hand, window: Window) -> None:
    window.resize(720, 480)
    QApplication.processEvents()
    hand.drag(222, 236)
    hand.press("e")
    box = finder(window).panel.geometry()
    assert window.rect().contains(box)
    words_at = window.work.area.view.rects(222, 236)[0]
    place = window.work.area.view.viewport().mapTo(window, words_at.center())
    assert not box.contains(QPoint(place.x(), place.y()))
