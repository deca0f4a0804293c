"""Hands on the claims panel: what is in the file, what is clicked, what is shown and said."""

from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from annotator.edits import judgements
from annotator.gui.choosing import choose_claim
from annotator.gui.panels.claims import ClaimsPanel
from annotator.model import Claim, Page

W = TypeVar("W", bound=QWidget)


def page_on_disk(panel: ClaimsPanel) -> Page:
    """The page as it is in the file, read anew."""
    desk = panel.desk
    assert desk.project is not None and desk.page is not None
    page = desk.project.page(desk.page.article.id)
    assert page is not None
    return page


def numbered(panel: ClaimsPanel, number: int) -> Claim:
    """The claim of that number, as it is in the file."""
    return page_on_disk(panel).claims_in_order[number - 1]


def open_claim(panel: ClaimsPanel, number: int) -> int:
    claim = numbered(panel, number).id
    choose_claim(panel.desk, claim)
    QApplication.processEvents()
    return claim


def values(panel: ClaimsPanel, number: int, field: str) -> tuple[str, ...]:
    assert panel.desk.project is not None
    found = page_on_disk(panel).answers(claim=numbered(panel, number).id)
    who = panel.desk.project.annotator.id
    shared = {one.id for one in page_on_disk(panel).codebook.layer("claim")}
    return tuple(
        one.value for one in found.get(field, ()) if field in shared or one.annotator == who
    )


def edits(panel: ClaimsPanel) -> int:
    assert panel.desk.project is not None
    return len(panel.desk.project.history())


def unjudge(panel: ClaimsPanel, number: int) -> None:
    """Take back all core answers to a claim."""
    claim = open_claim(panel, number)
    for field in page_on_disk(panel).codebook.core:
        panel.desk.edit(judgements.answer, claim, field.id)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or QPoint(widget.rect().center()))
    QApplication.processEvents()


def click_row(panel: ClaimsPanel, number: int) -> None:
    view = panel.list
    index = panel.rows.index(number - 1, 0)
    view.scrollTo(index)
    click(view.viewport(), view.visualRect(index).center())


def said(panel: ClaimsPanel) -> list[str]:
    words: list[str] = []
    panel.desk.said.connect(lambda notice: words.append(notice.words))
    return words


def shown(where: QWidget, kind: type[W]) -> list[W]:
    return [one for one in where.findChildren(kind) if one.isVisible()]


def choose(panel: ClaimsPanel, button: QWidget, *words: str) -> None:
    """Open a menu and choose an entry, going through submenus."""
    click(button)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for step in words:
        (action,) = [one for one in menu.actions() if one.text().split("\t")[0] == step]
        if action.menu() is not None:
            menu = action.menu()
        else:
            action.trigger()
    for open_menu in panel.findChildren(QMenu):
        open_menu.close()
    QApplication.processEvents()
