"""The list of articles: what it shows in which order, and what is done to all it shows."""

from dataclasses import replace

from annotator.edits import filters
from annotator.gui.command import command
from annotator.gui.commands.file import can_write, has_project
from annotator.gui.desk import Desk
from annotator.i18n import _N, _
from annotator.project import Filter

_SEEDS = 1_000_000


def _is_filtered(desk: Desk) -> bool | str:
    """True where the list does not show all articles as they came in."""
    if desk.project is None:
        return _("Open a project first.")
    return desk.wanted != Filter() or _("All articles are listed.")


def _may_keep(desk: Desk) -> bool | str:
    """True where there is a filter, and a project to keep it in."""
    answer = can_write(desk)
    return answer if answer is not True else _is_filtered(desk)


@command(
    "Go",
    _N("Filter the articles…"),
    keys="Ctrl+Shift+L",
    when=has_project,
    section=4,
    also=_N("search, narrow"),
)
def filtered(desk: Desk) -> None:
    """Choose which articles are listed, and in what order."""
    from annotator.gui.articles.filtersheet import FilterSheet

    if desk.project is not None:
        FilterSheet(desk, desk.project).open()


@command("Go", _N("List all articles"), keys="Ctrl+Shift+Y", when=_is_filtered, section=4)
def everything(desk: Desk) -> None:
    """Take every condition away: list all articles, as they came in."""
    desk.list_only(Filter())


def _is_mine(desk: Desk) -> bool:
    return desk.project is not None and desk.wanted.assigned == desk.project.annotator.id


@command("Go", _N("Only what is assigned to me"), when=has_project, section=4, checked=_is_mine)
def mine(desk: Desk) -> None:
    """List only the articles that you are to do, or those of everybody again."""
    if desk.project is not None:
        me = 0 if _is_mine(desk) else desk.project.annotator.id
        desk.list_only(replace(desk.wanted, assigned=me))


@command("Go", _N("Another random order"), when=has_project, section=4, also=_N("shuffle, sample"))
def shuffled(desk: Desk) -> None:
    """List the articles at random, in an order not seen before; its seed brings it back."""
    seed = (desk.wanted.seed + 1) % _SEEDS
    desk.list_only(replace(desk.wanted, sort="random", down=False, seed=seed))


@command("Go", _N("Keep this filter…"), when=_may_keep, section=4)
def keep(desk: Desk) -> None:
    """Keep the filter of the list under a name, for everybody who opens the project."""
    from annotator.gui.dialogs.asking import ask_words

    wanted = desk.wanted

    def kept(name: str) -> None:
        if outcome := desk.edit(filters.keep, name, wanted):
            desk.tell(outcome)

    ask_words(desk, _N("Keep this filter"), kept, label=_("Its name in the menu of the list"))


@command(
    "Go",
    _N("Overview"),
    keys="Ctrl+3",
    when=has_project,
    section=3,
    also=_N("statistics, progress, figures, start"),
)
def overview(desk: Desk) -> None:
    """Show what is done and what is left: figures and charts, each a way to its articles."""
    desk.ask("overview")


@command(
    "Tools",
    _N("Status of all listed articles…"),
    when=can_write,
    section=2,
    also=_N("done, review, state"),
)
def status(desk: Desk) -> None:
    """Set the status of every article that the list shows."""
    from annotator.gui.articles.bulksheets import StatusSheet

    StatusSheet(desk).open()


@command(
    "Tools",
    _N("Assign all listed articles…"),
    when=can_write,
    section=2,
    also=_N("distribute, share out"),
)
def assign(desk: Desk) -> None:
    """Share the articles that the list shows out among annotators."""
    from annotator.gui.articles.bulksheets import AssignSheet

    AssignSheet(desk).open()
