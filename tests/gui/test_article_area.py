"""The article in the middle: what is chosen beside it is shown in its words, its status set."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QMenu

from annotator.edits import entities
from annotator.gui.text.view import TextView
from annotator.gui.theme import text_theme, theme_of
from annotator.gui.widgets.chip import STATUS_NAMES
from annotator.gui.window import Window
from annotator.project import Filter, Project
from tests.gui.hand import Hand


def _framed(view: TextView, start: int, end: int) -> bool:
    """True where the upper edge of the words is drawn in the accent, as it is seen."""
    QApplication.processEvents()
    picture = view.viewport().grab().toImage()
    box, accent = view.rects(start, end)[0], text_theme(theme_of(view)).accent.rgb()
    rows = range(box.top() - 1, box.top() + 3)
    return any(picture.pixel(box.center().x(), y) == accent for y in rows)


def test_choosing_an_entity_frames_all_its_mentions_and_no_others(
    hand: Hand, window: Window
) -> None:
    view, text = window.work.area.view, hand.page.text
    places = [(at, at + 6) for at in (text.index("Moscow"), text.index("Moscow", 100))][:2]
    for start, end in places:
        hand.drag(start, end)
        hand.press("3")
    other = text.index("Kremlin", 900)
    hand.drag(other, other + 7)
    hand.press("2")
    moscow = next(one for one in hand.page.entities.values() if one.name == "Moscow")
    kremlin = next(one for one in hand.page.entities.values() if one.name == "Kremlin")
    assert len(hand.page.mentions_of(moscow.id)) == 2
    hand.desk.look(span=None, entity=moscow.id, start=0, end=0)
    assert [_framed(view, *place) for place in places] == [True, True]
    assert not _framed(view, other, other + 7)
    hand.desk.edit(entities.merge, kremlin.id, moscow.id)
    hand.desk.look(entity=moscow.id)
    assert _framed(view, other, other + 7)
    hand.desk.look(entity=None)
    assert not any(_framed(view, *place) for place in places)


def test_the_chip_of_the_status_offers_the_five_states(
    window: Window, hand: Hand, project: Project
) -> None:
    chip, article = window.work.area.header.chip, hand.page.article.id
    assert "Done, next unfinished  Ctrl+Enter" in chip.toolTip()
    chip.setFocus()
    hand.press("Space", on=chip)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == list(STATUS_NAMES.values())
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Not started"]
    assert menu.actions()[2].toolTip() == "Done, next unfinished  Ctrl+Enter"
    menu.setActiveAction(menu.actions()[-1])
    hand.press("Enter", on=menu)
    listed = project.articles(Filter(status="review")).page()
    assert [one.id for one in listed] == [article]
    assert chip.accessibleName() == "Needs review"
    hand.press("Ctrl+Z", on=hand.view)
    assert chip.accessibleName() == "Not started"


def test_esc_after_selecting_all_leaves_the_caret_and_what_is_in_view(
    hand: Hand, window: Window
) -> None:
    view = window.work.area.view
    point = hand.page.text.index("Kremlin", 3000)
    hand.click(point)
    hand.press("Esc")
    caret, seen = view.selection(), view.verticalScrollBar().value()
    assert seen > 0
    hand.press("Ctrl+a")
    assert view.selection() == (0, len(hand.page.text))
    assert view.verticalScrollBar().value() == seen
    hand.press("Esc")
    assert view.selection() == caret and caret[0] > 0
    assert view.verticalScrollBar().value() == seen


def test_esc_lets_go_of_words_that_were_scrolled_away_without_going_back_to_them(
    hand: Hand, window: Window
) -> None:
    view = window.work.area.view
    hand.drag(85, 143)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    seen = view.verticalScrollBar().value()
    hand.press("Esc")
    assert view.selection() == (85, 85)
    assert view.verticalScrollBar().value() == seen


def test_a_mark_is_told_to_a_screen_reader_once_when_it_is_made_and_when_a_key_leads_to_it(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[str]()

    class Listening(QAccessible):
        """Qt's way to a screen reader, and what goes along it."""

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            told.append(event.message())

    monkeypatch.setattr("annotator.gui.article.QAccessible", Listening)
    for words, key in (((222, 236), "1"), ((344, 351), "2")):
        hand.drag(*words)
        hand.press(key)
        QApplication.processEvents()
    hand.press("Shift+Tab")
    hand.press("Tab")
    assert [words.split()[0] for words in told] == ["PER", "ORG", "PER", "ORG"]
