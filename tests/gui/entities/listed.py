"""Rows of the list of entities, found and clicked, and what they left on the disk."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.gui.entities.rows import EntityRow
from annotator.gui.panels.entities import EntitiesPanel
from annotator.gui.window import Window
from annotator.model import Entity, Page
from annotator.project import Project
from tests.gui.hand import Hand


def row_named(panel: EntitiesPanel, name: str) -> EntityRow:
    return next(row for row in panel.rows.rows if isinstance(row, EntityRow) and row.name == name)


def entity(hand: Hand, name: str) -> Entity:
    return next(one for one in hand.page.entities.values() if one.name == name)


def click(panel: EntitiesPanel, id: int, *, x: int = 120, double: bool = False) -> None:
    panel.list.scrollTo(panel.rows.index(panel.rows.place_of(id), 0))
    box = panel.list.box_of(id)
    at = QPoint(box.left() + x, box.center().y())
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    if double:
        QTest.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()


def choose(menu: QMenu, *path: str) -> None:
    """Choose an entry by its words, submenus first."""
    for words in path[:-1]:
        menu = next(one.menu() for one in menu.actions() if one.text() == words)
    next(one for one in menu.actions() if one.text().split("\t")[0] == path[-1]).trigger()


def stored(window: Window) -> Page:
    """The page as it is on the disk."""
    project, page = window.desk.project, window.desk.page
    assert project is not None and page is not None
    with Project.open(project.path, read_only=True) as other:
        found = other.page(page.article.id)
    assert found is not None
    return found
