"""The menus of the list of articles: what it shows in which order, and what can be done to one."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from annotator.edits import articles
from annotator.gui.articles.metadata import MetadataSheet
from annotator.gui.desk import Desk
from annotator.gui.widgets.chip import STATUS_NAMES
from annotator.i18n import _N, _
from annotator.project import Filter, Listed

SORT_NAMES = {
    "added": _N("As they came in"),
    "title": _N("By title"),
    "date": _N("By date"),
    "outlet": _N("By outlet"),
}


def filter_menu(wanted: Filter, choose: Callable[[Filter], None], parent: QWidget) -> QMenu:
    """Which status the list shows, and in what order."""
    menu = _menu(parent)
    names = {"": _N("All"), **STATUS_NAMES}
    _radio(menu, names, wanted.status, lambda status: choose(replace(wanted, status=status)))
    menu.addSeparator()
    _radio(menu, SORT_NAMES, wanted.sort, lambda sort: choose(replace(wanted, sort=sort)))
    return menu


def article_menu(desk: Desk, row: Listed, parent: QWidget) -> QMenu:
    """What can be done to an article."""
    menu, article = _menu(parent), row.article
    menu.addAction(_("Open")).triggered.connect(lambda: desk.open_article(article.id))
    status = menu.addMenu(_("Status"))
    _radio(status, STATUS_NAMES, row.status, lambda value: _set_status(desk, article.id, value))
    menu.addAction(_("Metadata…")).triggered.connect(lambda: MetadataSheet(desk, article.id).open())
    menu.addSeparator()
    gone = menu.addAction(_("Remove"))
    gone.triggered.connect(lambda: remove(desk, article.id))
    can_edit = desk.project is not None and not desk.project.read_only
    for action in (status.menuAction(), gone):
        action.setEnabled(can_edit)
    return menu


def remove(desk: Desk, article: int) -> None:
    """Remove an article; where it was open, the one beside it opens."""
    if desk.project is None:
        return
    listed = desk.project.articles()
    beside = listed.beside(article, 1) or listed.beside(article, -1)
    if (outcome := desk.edit(articles.remove, article)) is None:
        return
    if desk.page is not None and desk.page.article.id == article:
        if beside is None:
            desk.put_away()
        else:
            desk.open_article(beside)
    desk.tell(outcome)


def _set_status(desk: Desk, article: int, status: str) -> None:
    if outcome := desk.edit(articles.set_status, article, status):
        desk.tell(outcome)


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _radio(menu: QMenu, names: dict[str, str], chosen: str, choose: Callable[[str], None]) -> None:
    """One action a name, of which one is ticked."""
    group = QActionGroup(menu)
    for value, name in names.items():
        action = menu.addAction(_(name))
        action.setCheckable(True)
        action.setChecked(value == chosen)
        action.setActionGroup(group)
        action.triggered.connect(lambda _on=False, value=value: choose(value))
