"""A search that runs on a worker for a moment at a time, as long as somebody wants more of it."""

from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.gui.desk import Desk
from annotator.gui.tasks import Tasks
from annotator.i18n import _
from annotator.jobs import unevenness
from annotator.jobs.unevenness import Search, Uneven
from annotator.progress import Progress
from annotator.project import Filter

ENOUGH = 100  # findings looked for before the list is scrolled to its end


class Scan(QObject):
    """What was found so far of one kind; `moved` says that it looked on, whatever it found."""

    moved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._tasks = desk, Tasks(self)
        self._tasks.failed.connect(self._failed)
        self.found: list[Uneven] = []
        self.is_complete, self.is_running = True, False
        self._search: Search | None = None
        self._wanted = ENOUGH

    def begin(self, kind: str, among: Filter) -> None:
        """Look for another kind, among other articles, or anew; what was found is forgotten."""
        project = self._desk.project
        self.found, self._wanted, self.is_running = [], ENOUGH, False
        self._search = unevenness.search(project, kind, among) if project is not None else None
        self.is_complete = self._search is None
        self._go_on()
        self.moved.emit()

    def more(self) -> None:
        """Find some more."""
        if not (self.is_running or self.is_complete):
            self._wanted = len(self.found) + ENOUGH
            self._go_on()

    def settled(self, uneven: Uneven) -> None:
        """Forget what is settled."""
        self.found = [one for one in self.found if one.id != uneven.id]
        self.moved.emit()

    def _go_on(self) -> None:
        search, project = self._search, self._desk.project
        self.is_running = search is not None and not self.is_complete
        if search is None or not self.is_running:
            return

        def in_time() -> Generator[Progress, None, Any]:
            if search is not self._search or project is not self._desk.project:
                return None
            return (yield from unevenness.on(search))

        def taken(result: tuple[list[Uneven], bool] | None) -> None:
            if result is not None and search is self._search:
                self._take(*result)

        self._tasks.run(_("Looking"), in_time(), taken)

    def _take(self, some: list[Uneven], is_last: bool) -> None:
        self.found += some
        self.is_complete = is_last
        self.is_running = False
        if not is_last and len(self.found) < self._wanted:
            self._go_on()
        self.moved.emit()

    def _failed(self, error: BaseException) -> None:
        self.is_complete, self.is_running, self._search = True, False, None
        self.moved.emit()
        self._desk.tasks.failed.emit(error)
