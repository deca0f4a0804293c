"""The details of an entity: typed in, graded, shown and removed; rows on disk tell."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.edits import entities, links, notes
from annotator.gui.claims.values import Grades
from annotator.gui.panels.entities import EntitiesPanel
from annotator.gui.window import Window
from tests.gui.entities.listed import click, entity, row_named, stored
from tests.gui.hand import Hand


def test_the_details_leave_room_for_the_list(panel: EntitiesPanel, window: Window) -> None:
    window.resize(1440, 900)
    panel.fold.setChecked(True)
    QApplication.processEvents()
    row = panel.list.visualRect(panel.rows.index(0, 0)).height()
    assert panel.list.viewport().height() >= 5 * row
    assert panel._scroll.height() >= 100
    assert panel.details.height() > panel._scroll.height()  # the rest of it is scrolled to


def test_details_are_typed_one_edit_a_visit(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    peskov = row_named(panel, "Dmitry Peskov")
    click(panel, peskov.id)
    before = len(window.desk.project.history())
    panel._ask("qid")
    details = panel.details
    assert QApplication.focusWidget() is details.qid
    hand.type("q1234")
    hand.press("Enter")
    details.description.setFocus()
    QTest.keyClicks(details.description, "spokesman")
    details.alias.setFocus()
    hand.type("Peskov")
    hand.press("Enter")
    found = stored(window).entities[peskov.id]
    assert (found.qid, found.description, found.aliases[-1]) == ("Q1234", "spokesman", "Peskov")
    assert len(window.desk.project.history()) == before + 3
    assert "also" in panel.fold.inside and "Q1234" in panel.fold.inside


def test_a_wrong_wikidata_id_is_refused_and_taken_back(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    putin = row_named(panel, "Vladimir Putin")
    click(panel, putin.id)
    panel._ask("qid")
    panel.details.qid.selectAll()
    hand.type("Putin")
    hand.press("Enter")
    assert panel.details.qid.text() == "Q7747"
    assert stored(window).entities[putin.id].qid == "Q7747"


def test_the_card_of_a_source_is_graded_in_the_details(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    kremlin = row_named(panel, "Kremlin")
    click(panel, kremlin.id)
    panel.fold.setChecked(True)
    QApplication.processEvents()
    grades = panel.details.findChild(Grades)
    assert grades is not None
    cell = next(cell for cell in grades.cells if cell.choice.value == "E")
    QTest.mouseClick(cell, Qt.MouseButton.LeftButton)
    who = window.desk.project.annotator.id
    assert stored(window).answers(entity=kremlin.id, annotator=who)["reliability"][0].value == "E"


def test_links_notes_and_properties_are_shown_and_removed(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    peskov, kremlin = entity(hand, "Dmitry Peskov"), entity(hand, "Kremlin")
    hand.desk.edit(links.add, "entity", peskov.id, kremlin.id, "speaks_for")
    hand.desk.edit(notes.add, "entity", peskov.id, "which office?", flag="ask")
    hand.desk.edit(entities.set_attribute, "entity", peskov.id, "rank", "high")
    click(panel, peskov.id)
    panel.fold.setChecked(True)
    QApplication.processEvents()
    assert "1 note" in panel.fold.inside and "rank: high" in panel.fold.inside
    panel.details.attribute.setFocus()
    hand.type("rank: low")
    hand.press("Enter")
    page = stored(window)
    assert [a.value for a in page.attributes if a.entity == peskov.id and a.name == "rank"] == [
        "low"
    ]
