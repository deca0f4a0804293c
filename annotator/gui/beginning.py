"""What lies on the desk of a project in which no article was seen yet: the first one to be done."""

from typing import TYPE_CHECKING

from annotator.gui.tasks import Tasks
from annotator.i18n import _
from annotator.jobs.asking import asked
from annotator.project import Filter

if TYPE_CHECKING:
    from annotator.gui.desk import Desk

MANY = 50_000  # more articles than these are gone through off the window


def begin(desk: "Desk") -> None:
    """Open the first article that is not done; where nothing is left to do, show how the project
    stands. Among very many articles the first one of all lies there until that is found.
    """
    project = desk.project
    if project is None or not (listed := project.articles().page(limit=1)):
        return
    first = listed[0].id
    if not project.articles().is_longer(MANY):
        _arrive(desk, project.articles().next_open(None), first)
        return
    desk.open_article(first)
    tasks, page, focus = Tasks(desk), desk.page, desk.focus  # the desk's own may make a backup

    def come(found: int | None) -> None:
        tasks.deleteLater()
        if desk.page is page and desk.focus == focus:  # nobody works there, or went elsewhere
            _arrive(desk, found, first)

    tasks.run(_("Looking"), asked(project, Filter(), lambda all: all.next_open(None)), come)


def _arrive(desk: "Desk", found: int | None, first: int) -> None:
    desk.open_article(found or first)
    if found is None:
        desk.ask("overview")
