"""Undo and redo lead to what they changed: the claim, the mention, or the words where it was."""

from pytestqt.qtbot import QtBot

from annotator import jobs
from annotator.edits import articles, claims, entities, judgements, notes, spans
from annotator.gui import judging, undoing
from annotator.gui.dialogs.asking import SureSheet
from annotator.gui.window import Window
from annotator.project import Project, told
from tests.gui.hand import Hand
from tests.scene import add_article


def test_an_undone_grade_opens_its_claim_again(window: Window, hand: Hand) -> None:
    desk, article = window.desk, hand.page.article.id
    claim = desk.edit(claims.add, article, 222, 260).answer
    other = desk.edit(claims.add, article, 2000, 2040).answer
    desk.edit(judgements.answer, claim, "credibility", "3")
    desk.look(claim=other)
    hand.press("Ctrl+z", on=hand.view)
    assert desk.focus.claim == claim
    assert "credibility" not in hand.page.answers(claim=claim)
    desk.look(claim=other)
    hand.press("Ctrl+y", on=hand.view)
    assert desk.focus.claim == claim


def test_while_judging_the_field_waits_again_whose_answer_was_taken_back(
    window: Window, hand: Hand
) -> None:
    desk = window.desk
    claim = desk.edit(claims.add, hand.page.article.id, 222, 260).answer
    desk.look(claim=claim, field="credibility")
    judging.answer(desk, "credibility", "3")
    assert desk.focus.field != "credibility"
    undoing.undo(desk)
    assert desk.focus.field == "credibility"


def test_an_undone_mark_leaves_its_words_selected_and_redo_chooses_it(
    window: Window, hand: Hand
) -> None:
    desk, article = window.desk, hand.page.article.id
    label = hand.page.codebook.label_named("PER").id
    desk.edit(spans.add, article, 222, 236, label)
    desk.look(start=0, end=0, span=None)
    undoing.undo(desk)
    assert (desk.focus.start, desk.focus.end, desk.focus.span) == (222, 236, None)
    undoing.redo(desk)
    chosen = hand.page.span(desk.focus.span)
    assert (chosen.start, chosen.end) == (222, 236)


def test_a_removed_mark_that_comes_back_is_chosen(window: Window, hand: Hand) -> None:
    desk, article = window.desk, hand.page.article.id
    label = hand.page.codebook.label_named("PER").id
    made = desk.edit(spans.add, article, 222, 236, label).answer
    desk.edit(spans.remove, made)
    desk.look(start=0, end=0)
    undoing.undo(desk)
    assert desk.focus.span == made


def test_an_undone_name_chooses_its_entity(window: Window, hand: Hand) -> None:
    desk, article = window.desk, hand.page.article.id
    label = hand.page.codebook.label_named("PER").id
    made = desk.edit(spans.add, article, 222, 236, label).answer
    entity = hand.page.span(made).entity
    desk.edit(entities.rename, entity, "V. V. Putin")
    desk.look(entity=None, span=None)
    undoing.undo(desk)
    assert (desk.focus.entity, desk.focus.span) == (entity, None)


def test_undo_leads_to_the_claim_of_another_article(
    window: Window, hand: Hand, project: Project
) -> None:
    desk, article = window.desk, hand.page.article.id
    claim = desk.edit(claims.add, article, 222, 260).answer
    desk.edit(notes.add, "claim", claim, "look again")
    desk.open_article(add_article(project, "Some other text.", title="The other"))
    undoing.undo(desk)
    assert desk.page.article.id == article
    assert desk.focus.claim == claim


def test_undoing_everything_stops_at_the_import_and_asks(window: Window, hand: Hand) -> None:
    label = hand.desk.project.codebook.labels[0].id
    hand.desk.edit(spans.add, hand.page.article.id, 222, 236, label)
    hand.press("Ctrl+z", "Ctrl+z", "Ctrl+z", "Ctrl+z", on=hand.view)
    assert hand.page.spans == () and not hand.page.article.removed
    (sheet,) = window.findChildren(SureSheet)
    hand.press("Esc", on=sheet)
    assert hand.desk.page is not None and not hand.page.article.removed


def test_an_import_is_taken_back_when_told_so_twice(
    qtbot: QtBot, window: Window, hand: Hand
) -> None:
    hand.press("Ctrl+z", "Enter")
    qtbot.waitUntil(lambda: hand.desk.page is None)


def test_redo_brings_an_import_again_and_then_what_was_marked_on_it(
    qtbot: QtBot, window: Window, hand: Hand
) -> None:
    desk, article = window.desk, hand.page.article.id
    label = desk.project.codebook.label_named("PER").id
    desk.edit(spans.add, article, 222, 236, label)
    desk.edit(claims.add, article, 222, 260)
    marked = hand.page
    hand.press("Ctrl+z", "Ctrl+z", "Ctrl+z", "Enter")
    qtbot.waitUntil(lambda: desk.page is None)
    assert told(undoing.next_redo(desk)).startswith("Import 1 article from")
    hand.press("Ctrl+y")
    qtbot.waitUntil(lambda: desk.page is not None)
    assert hand.page.article.id == article and hand.page.spans == ()
    hand.press("Ctrl+y", "Ctrl+y", on=hand.view)
    assert hand.page == marked
    assert undoing.next_redo(desk) is None
    hand.press("Ctrl+z", "Ctrl+z", "Ctrl+z", "Enter")
    qtbot.waitUntil(lambda: desk.page is None)


def test_the_edit_menu_names_the_import_that_redo_brings_again(
    qtbot: QtBot, window: Window, hand: Hand
) -> None:
    hand.press("Ctrl+z", "Enter")
    qtbot.waitUntil(lambda: hand.desk.page is None)
    (menu,) = [each for each in window.menuBar().actions() if each.text().strip("&") == "Edit"]
    menu.menu().aboutToShow.emit()
    texts = [each.text() for each in menu.menu().actions()]
    assert any(text.startswith("Redo: import 1 article from") for text in texts), texts


def test_an_article_that_was_removed_is_never_opened(
    window: Window, hand: Hand, project: Project
) -> None:
    desk, article = window.desk, hand.page.article.id
    other = add_article(project, "Some other text.", title="The other")
    label = hand.page.codebook.label_named("PER").id
    desk.edit(spans.add, other, 0, 4, label)
    desk.edit(articles.remove, other)
    undoing.undo(desk)
    assert desk.page.article.id == other
    undoing.redo(desk)
    assert desk.page.article.id == article


def test_undo_of_work_on_an_import_that_was_taken_back_stays_where_one_is(
    qtbot: QtBot, window: Window, hand: Hand, project: Project
) -> None:
    desk, article = window.desk, hand.page.article.id
    other = add_article(project, "Some other text.", title="The other")
    label = hand.page.codebook.label_named("PER").id
    desk.edit(spans.add, article, 222, 236, label)
    desk.open_article(other)
    undoing.take_back(desk, jobs.last_import(project).id)
    qtbot.waitUntil(lambda: desk.project.articles().count == 1)
    undoing.undo(desk)
    assert desk.page.article.id == other
    undoing.redo(desk)
    assert desk.page.article.id == other
