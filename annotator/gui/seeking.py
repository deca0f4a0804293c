"""Going to an article that the list has to be asked for; of many articles off the window."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from annotator.gui.articles import loading
from annotator.gui.desk import Desk
from annotator.gui.tasks import Tasks
from annotator.i18n import _
from annotator.jobs.asking import Listing, asked

_NAME = "seeking"
_PATIENCE_MS = 150


def seek(desk: Desk, question: Callable[[Listing], int | None], none: str) -> None:
    """Open the article that the list answers, or say that there is `none`.

    Nothing is asked twice at a time: a key held down would make a queue.
    """
    project, here = desk.project, (desk.project, desk.wanted, _open(desk))

    def come(found: int | None) -> None:
        if here != (desk.project, desk.wanted, _open(desk)):
            return  # the person went elsewhere meanwhile
        if found is None:
            desk.say(none)
        else:
            desk.open_article(found)

    if project is None:
        return
    if not project.articles().is_longer(loading.MANY):
        come(question(project.articles(desk.wanted)))
        return
    tasks = _tasks(desk)
    if not tasks.busy:
        tasks.run(_("Looking"), asked(project, desk.wanted, question), come)
        QTimer.singleShot(_PATIENCE_MS, tasks, lambda: tasks.busy and desk.say(_("Looking…")))


def is_seeking(desk: Desk) -> bool:
    """True while the list is asked off the window."""
    return _tasks(desk).busy


def _open(desk: Desk) -> int | None:
    return desk.page.article.id if desk.page is not None else None


def _tasks(desk: Desk) -> Tasks:
    found = desk.findChild(Tasks, _NAME)
    if found is None:
        found = Tasks(desk)
        found.setObjectName(_NAME)
    return found
