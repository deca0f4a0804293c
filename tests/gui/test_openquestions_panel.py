"""What is open: notes and checks as rows that lead to their place; settled by key and click."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.edits import claims, entities, judgements, notes, spans
from annotator.gui import undoing
from annotator.gui.panels.openquestions import OpenQuestionsPanel
from annotator.gui.questions import FLAG, NOTE, PARTLY, SOURCE, UNJUDGED, aloud, questions
from annotator.gui.window import Window
from annotator.project import Project
from tests.gui.hand import Hand


@pytest.fixture
def panel(window: Window, hand: Hand) -> OpenQuestionsPanel:
    """The panel, shown, on an article with a mention, a claim and two notes."""
    desk, page = window.desk, hand.page
    start = page.text.index("Dmitry Peskov")
    label = page.codebook.label_named("PER")
    assert label is not None
    mention = desk.edit(spans.add, page.article.id, start, start + 13, label.id).answer
    desk.edit(claims.add, page.article.id, 300, 330)
    desk.edit(notes.add, "span", mention, "which one?", flag="doubt")
    desk.edit(notes.add, "article", page.article.id, "ask the desk")
    hand.press("Ctrl+Shift+Q")
    found = window.work.panels["openquestions"]
    assert isinstance(found, OpenQuestionsPanel)
    return found


def kinds(panel: OpenQuestionsPanel) -> list[str]:
    return [row.kind for row in panel.rows.rows]


def choose(panel: OpenQuestionsPanel, place: int, x: int = 60) -> None:
    box = panel.list.visualRect(panel.rows.index(place, 0))
    at = QPoint(x if x > 0 else panel.list.viewport().width() + x, box.center().y())
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()


def test_flags_come_first_then_what_the_checks_find_then_remarks(
    panel: OpenQuestionsPanel,
) -> None:
    assert kinds(panel) == [FLAG, SOURCE, UNJUDGED, NOTE]
    doubt, source, unjudged, remark = panel.rows.rows
    assert aloud(doubt) == "“Dmitry Peskov”: Doubt: which one?"
    assert aloud(remark) == "Article: ask the desk"
    assert source.about == unjudged.about == "Claim 1"
    assert unjudged.words == "Not judged."
    assert panel.head.count == "3"
    assert panel.head.counts[NOTE].words == "1 note"


def test_done_asks_about_as_many_as_are_listed(panel: OpenQuestionsPanel, hand: Hand) -> None:
    said: list[str] = []
    hand.desk.said.connect(lambda notice: said.append(notice.words))
    hand.press("Ctrl+Return")
    assert said[-1].startswith(f"{panel.head.count} questions are open")


def test_a_click_goes_to_the_mark(panel: OpenQuestionsPanel, hand: Hand) -> None:
    choose(panel, 0)
    span = hand.page.span(hand.desk.focus.span or 0)
    assert span is not None and span.quote == "Dmitry Peskov"


def test_an_unanswered_field_waits_for_its_key(panel: OpenQuestionsPanel, hand: Hand) -> None:
    choose(panel, 2)
    [claim] = hand.page.claims
    assert hand.desk.focus.claim == claim
    assert hand.desk.focus.field == "attribution"


def test_enter_goes_to_the_text(panel: OpenQuestionsPanel, window: Window, hand: Hand) -> None:
    hand.press("Down", "Enter", on=panel.list)
    assert hand.desk.focus.claim in hand.page.claims
    assert QApplication.focusWidget() is window.work.area.view


def test_space_settles_a_note(panel: OpenQuestionsPanel, hand: Hand) -> None:
    hand.press("Space", on=panel.list)
    QTest.qWait(10)
    assert kinds(panel) == [SOURCE, UNJUDGED, NOTE]
    assert [note.resolved for note in hand.page.notes] == [True, False]
    undoing.undo(hand.desk)
    QTest.qWait(10)
    assert len(panel.rows.rows) == 4


def test_a_click_on_the_tick_settles_a_note(panel: OpenQuestionsPanel, hand: Hand) -> None:
    choose(panel, 3, x=-20)
    assert [note.resolved for note in hand.page.notes] == [False, True]
    choose(panel, 1, x=-20)  # the claim without source: it cannot be settled, only answered
    assert hand.desk.focus.claim in hand.page.claims


def test_what_is_answered_leaves_the_list(
    panel: OpenQuestionsPanel, hand: Hand, qtbot: QtBot
) -> None:
    [claim] = hand.page.claims
    hand.desk.edit(claims.own, claim)
    hand.desk.edit(judgements.answer, claim, "confidence", "high")
    qtbot.waitUntil(lambda: kinds(panel) == [FLAG, PARTLY, NOTE])
    last = panel.rows.rows[1]
    assert last.words.startswith("Not answered: ") and "confidence" not in last.words


def test_counts_filter(panel: OpenQuestionsPanel) -> None:
    panel.head.counts[SOURCE].click()
    assert kinds(panel) == [SOURCE]
    panel.head.counts[SOURCE].click()
    assert len(panel.rows.rows) == 4


def test_the_checks_rest_while_nobody_can_see_them(
    panel: OpenQuestionsPanel, window: Window, hand: Hand
) -> None:
    window.work.bottom.open("find")
    before = panel._all
    hand.desk.edit(notes.add, "article", hand.page.article.id, "later")
    QTest.qWait(10)
    assert panel._all is before
    window.work.bottom.open("openquestions")
    assert panel.rows.rows[-1].words == "later"


def test_empty_lists_say_why(window: Window, hand: Hand, empty: Project) -> None:
    panel = window.work.panels["openquestions"]
    assert isinstance(panel, OpenQuestionsPanel)
    hand.press("Ctrl+Shift+Q")
    assert [row.about for row in panel.rows.rows] == ["Article"]  # nothing is marked
    hand.desk.edit(claims.add_own, hand.page.article.id, 300, 330)
    [claim] = hand.page.claims
    for field, value in (("credibility", "2"), ("reliability", "C"), ("confidence", "low")):
        hand.desk.edit(judgements.answer, claim, field, value)
    QTest.qWait(10)
    assert panel._empty._sentence.text().startswith("Nothing is open in this article.")
    window.desk.put(empty)
    window.work.bottom.open("openquestions")
    QTest.qWait(10)
    assert panel._empty._sentence.text() == "No article is open."


def test_a_name_without_an_entity_is_asked_about(
    panel: OpenQuestionsPanel, hand: Hand, qtbot: QtBot
) -> None:
    [mention] = hand.page.mentions
    hand.desk.edit(entities.untie, mention.id)
    found = questions(hand.page, hand.desk.project.annotator.id)
    assert "A name without its entity." in [row.words for row in found]
