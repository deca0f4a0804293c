"""The menus of the list of articles: what it shows in which order, and what can be done to one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from annotator.edits import articles, filters
from annotator.edits.filters import PROPERTY, loaded
from annotator.gui.articles.metadata import MetadataSheet
from annotator.gui.articles.wording import SORT_NAMES, STATE_NAMES
from annotator.gui.command import Commands, tipped
from annotator.gui.desk import Desk
from annotator.gui.widgets.chip import STATUS_NAMES
from annotator.gui.widgets.popups import choices, entry, popup, tick
from annotator.i18n import _N, _
from annotator.project import Filter, Listed

Choose = Callable[[Filter], None]
COMMANDS = (
    ("listed.filtered", "listed.everything", "listed.mine", "listed.shuffled", "listed.keep"),
    ("listed.status", "listed.assign"),
)


def filter_menu(wanted: Filter, choose: Choose, parent: QWidget) -> QMenu:
    """Which status the list shows, and in what order."""
    menu = popup(parent)
    names = _named({"": _N("All"), **STATE_NAMES})
    choices(menu, names, wanted.status, lambda status: choose(replace(wanted, status=status)))
    menu.addSeparator()
    choices(menu, _named(SORT_NAMES), wanted.sort, lambda sort: choose(replace(wanted, sort=sort)))
    down = not wanted.down
    tick(entry(menu, _("Backwards"), lambda: choose(replace(wanted, down=down))), wanted.down)
    return menu


def _named(names: Mapping[str, str]) -> dict[str, str]:
    return {value: _(name) for value, name in names.items()}


def list_menu(desk: Desk, commands: Commands, choose: Choose, parent: QWidget) -> QMenu:
    """All that can be done with the list: status and order, kept filters, and what does more."""
    menu = filter_menu(desk.wanted, choose, parent)
    kept = loaded(desk.project.property_named(PROPERTY)) if desk.project is not None else {}
    if kept:
        menu.addSeparator()
        names = {one.as_json(): name for name, one in kept.items()}
        choices(menu, names, desk.wanted.as_json(), lambda json: choose(Filter.from_json(json)))
        gone = menu.addMenu(_("Forget"))
        for name in kept:
            entry(gone, name, partial(_forget, desk, name))
        gone.setEnabled(desk.project is not None and not desk.project.read_only)
    for ids in COMMANDS:
        menu.addSeparator()
        for command in map(commands.named, ids):
            action = menu.addAction(f"{command.words}\t{command.key}".strip())
            action.setToolTip(command.why_not(desk) or _(command.run.__doc__ or ""))
            action.setEnabled(command.can_run(desk))
            action.triggered.connect(lambda _on=False, command=command: commands.run(command))
    return menu


def _forget(desk: Desk, name: str) -> None:
    if outcome := desk.edit(filters.forget, name):
        desk.tell(outcome)


def article_menu(desk: Desk, row: Listed, parent: QWidget) -> QMenu:
    """What can be done to an article."""
    menu, article = popup(parent), row.article
    menu.addAction(_("Open")).triggered.connect(lambda: desk.open_article(article.id))
    status = menu.addMenu(_("Status"))
    choices(status, _named(STATUS_NAMES), row.status, partial(_set_status, desk, article.id))
    if article.family:
        versions = Filter(family=article.family)
        more = menu.addAction(_("List the versions of this text"))
        more.triggered.connect(lambda: desk.list_only(versions))
    menu.addAction(_("Metadata…")).triggered.connect(lambda: MetadataSheet(desk, article.id).open())
    menu.addSeparator()
    gone = menu.addAction(_("Remove"))
    gone.triggered.connect(lambda: remove(desk, article.id))
    can_edit = desk.project is not None and not desk.project.read_only
    for action in (status.menuAction(), gone):
        action.setEnabled(can_edit)
    return menu


def status_menu(
    desk: Desk, commands: Commands, article: int, status: str, parent: QWidget
) -> QMenu:
    """The five states of an article, with the keys of those that have one."""
    menu = popup(parent)
    names = {
        one: f"{_(name)}\t{_status_key(commands, one) if one != 'done' else ''}".rstrip("\t")
        for one, name in STATUS_NAMES.items()
    }
    choices(menu, names, status, partial(_set_status, desk, article))
    for action, one in zip(menu.actions(), STATUS_NAMES, strict=True):
        command = commands.named(f"status.{one}")
        action.setToolTip(tipped(command.words, command.key))
        action.setEnabled(desk.can_edit is True)
    return menu


def status_tip(commands: Commands, status: str) -> str:
    """What the chip of a status says: the state, what pressing does, and the keys there are."""
    keyed = [commands.named(f"status.{one}") for one in STATUS_NAMES if _status_key(commands, one)]
    keys = [tipped(command.words, command.key) for command in keyed]
    return "\n".join((_(STATUS_NAMES[status]), _("Press it to set another state."), *keys))


def _status_key(commands: Commands, status: str) -> str:
    return commands.named(f"status.{status}").key


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
