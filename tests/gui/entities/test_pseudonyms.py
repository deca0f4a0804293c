"""Choosing who goes out under a pseudonym: by menu and field, shown, spoken, undone, exported."""

from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from annotator.edits import pseudonyms
from annotator.gui import undoing
from annotator.gui.dialogs.export import ExportSheet
from annotator.gui.entities.menus import entity_menu
from annotator.gui.entities.rows import EntityRow, Register, aloud, tip
from annotator.gui.panels.entities import EntitiesPanel
from annotator.gui.window import Window
from tests.gui.entities.listed import row_named
from tests.gui.hand import Hand


def row_of(panel: EntitiesPanel, name: str = "Dmitry Peskov") -> EntityRow:
    return row_named(panel, name)


def chosen(panel: EntitiesPanel) -> EntityRow:
    row = row_of(panel)
    panel._chosen(row.id)
    QApplication.processEvents()
    return row


def stored(window: Window, entity: int) -> str:
    """The pseudonym in the file."""
    page = window.desk.project.page(window.desk.page.article.id)
    kept = [a.value for a in page.attributes if (a.entity, a.name) == (entity, "pseudonym")]
    return kept[0] if kept else ""


def tick(panel: EntitiesPanel, hand: Hand) -> bool:
    """Run the entry of the menu; tells whether it was ticked before."""
    menu = entity_menu(hand.desk, panel.commands, row_of(panel), panel._ask, panel)
    entry = next(a for a in menu.actions() if a.text().startswith("Use a pseudonym"))
    was = entry.isChecked()
    entry.trigger()
    QApplication.processEvents()
    return was


def test_the_menu_gives_a_pseudonym_and_takes_it_back(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    row = chosen(panel)
    assert not row.pseudonym and tick(panel, hand) is False
    given = stored(window, row.id)
    assert given.startswith("Person ")
    shown = row_of(panel)
    assert shown.pseudonym == given and f"in exports {given}" in aloud(shown)
    assert f"in exports {given}" in tip(shown)
    assert Register().read(hand.page, "count") == Register().read(
        hand.desk.project.page(hand.page.article.id), "count"
    )
    undoing.undo(hand.desk)
    QApplication.processEvents()
    assert not stored(window, row.id) and not row_of(panel).pseudonym
    tick(panel, hand)
    assert tick(panel, hand) is True
    assert not stored(window, row.id)


def test_a_pseudonym_is_typed_and_one_that_tells_is_refused(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    row = chosen(panel)
    panel.fold.setChecked(True)
    QApplication.processEvents()
    field = panel.details.pseudonym
    field.setFocus()
    hand.type("The Source")
    hand.press("Enter")
    assert stored(window, row.id) == "The Source"
    assert "in exports The Source" in panel.fold.inside
    assert "pseudonym" not in panel.fold.inside
    field.setFocus()
    field.selectAll()
    hand.type("Peskov II")
    hand.press("Enter")
    assert stored(window, row.id) == "The Source" and field.text() == "The Source"
    field.selectAll()
    hand.press("Delete")
    hand.press("Enter")
    assert not stored(window, row.id)


def test_the_export_sheet_offers_pseudonyms_and_shows_what_comes_out(
    panel: EntitiesPanel, window: Window, hand: Hand, qtbot: QtBot
) -> None:
    row = chosen(panel)
    hand.desk.edit(pseudonyms.give, row.id, "The Source")
    hand.press("Ctrl+e")
    (sheet,) = window.findChildren(ExportSheet)

    def settled() -> None:
        qtbot.waitUntil(lambda: not sheet._pause.isActive() and not sheet.looking.busy)
        QApplication.processEvents()

    settled()
    field = next(f for f in sheet._options.fields if f.accessibleName() == "Pseudonyms")
    told = {(one.loss.what, one.loss.fate) for one in sheet.table.rows.rows}
    assert ("name of the hidden", "renamed") in told
    assert "Peskov" not in sheet.sample.toPlainText()
    assert isinstance(field, QComboBox) and field.currentData() == "marked"
    field.setCurrentIndex(field.findData("none"))
    field.activated.emit(field.currentIndex())
    settled()
    assert "The Source" not in sheet.sample.toPlainText()
    assert ("name of the hidden", "renamed") not in {
        (one.loss.what, one.loss.fate) for one in sheet.table.rows.rows
    }
    sheet.shut()
