"""What the concordance holds: the hits loaded so far, their count, and which of them are ticked.

Pages and counts come from workers with readers of their own, in short pieces; what comes for an
older question is dropped.
"""

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.errors import Refused
from annotator.gui.desk import Desk
from annotator.gui.finding.kwic import ARTICLES, KwicRow, Place, arranged, head_ticked, rows_of
from annotator.gui.tasks import Tasks
from annotator.i18n import _
from annotator.jobs import finding
from annotator.jobs.asking import asked
from annotator.jobs.finding import Asked, Found, HitPage, Tally, Ticks
from annotator.model import Page
from annotator.progress import Progress
from annotator.project import Filter

FIRST, NEXT = 100, 200
SORTED_AT_MOST = 5_000


class CorpusHits(QObject):
    """The hits of one question. `grown`: there are more rows; `counted`: the count went on;
    `marked`: these rows changed; `refused`: the question cannot be answered, and why.
    """

    grown = Signal()
    counted = Signal()
    marked = Signal(object)
    refused = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._pages, self._counts = Tasks(self), Tasks(self)
        for tasks in (self._pages, self._counts):
            tasks.failed.connect(self._failed)
        self.order, self.stale = ARTICLES, False
        self._forget(Asked())

    def _forget(self, wanted: Asked) -> None:
        self.wanted, self.tally, self.ticks = wanted, Tally(is_whole=not wanted.expression), Ticks()
        self.rows: list[KwicRow] = []
        self._found: dict[int, Found] = {}
        self._after, self.is_complete = 0, not wanted.expression
        self.is_waiting = self._is_loading = not self.is_complete
        self._articles: int | None = None  # how many there are to look in

    # looking

    def look_for(self, wanted: Asked) -> None:
        """Ask something else: the first page at once, the count beside it."""
        self._forget(wanted)
        self._pages.cancel()
        self._counts.cancel()
        if wanted.expression:
            self._load(FIRST)
            self._look_round()
            self._count()

    def more(self) -> None:
        """Load the next hits, unless some are on their way."""
        if not (self._is_loading or self.is_complete):
            self._load(NEXT)

    def sort(self, order: str) -> None:
        """Put the hits into another order; sorting loads up to some thousands of them."""
        self.order = order
        self._arrange()
        self._load_to_sort()

    def _load(self, least: int) -> None:
        self._is_loading = True
        after = self._after
        self._run(
            self._pages, _("Finding"),
            lambda project: finding.hits(project, self.wanted, after, least), self._take,
        )  # fmt: skip

    def _take(self, page: HitPage) -> None:
        self._is_loading = self.is_waiting = False
        self._after, self.is_complete = page.after, page.is_last
        self._found |= {one.article: one for one in page.found}
        project = self._desk.project
        if self.order == ARTICLES and project is not None:
            self.rows = [*self.rows, *arranged(page.found, project.codebook, ARTICLES)]
        else:
            self._arrange()
        self.grown.emit()
        self._load_to_sort()

    def _load_to_sort(self) -> None:
        is_sorted = self.order != ARTICLES and len(self.rows) < SORTED_AT_MOST
        if is_sorted and not (self.is_complete or self._is_loading):
            self._load(max(NEXT, len(self.rows)))

    def _arrange(self) -> None:
        if self._desk.project is not None:
            book = self._desk.project.codebook
            self.rows = arranged(self._found.values(), book, self.order)

    def _count(self) -> None:
        so_far = self.tally
        self._run(
            self._counts, _("Counting"),
            lambda project: finding.count(project, self.wanted, so_far), self._counted,
        )  # fmt: skip

    def _counted(self, tally: Tally) -> None:
        self.tally = tally
        self.counted.emit()
        if not tally.is_whole:
            self._count()

    def _run(
        self, tasks: Tasks, title: str,
        job: Callable[..., Generator[Progress, None, Any]], done: Callable[[Any], object],
    ) -> None:  # fmt: skip
        """Run a job for the question asked now; an answer that comes too late is dropped."""
        project, wanted = self._desk.project, self.wanted

        def in_time() -> Generator[Progress, None, Any]:
            if project is None or wanted is not self.wanted:
                return None
            return (yield from job(project))

        def taken(result: Any) -> None:
            if wanted is self.wanted and result is not None and project is self._desk.project:
                done(result)

        tasks.run(title, in_time(), taken)

    def _failed(self, error: BaseException) -> None:
        self.is_complete, self.is_waiting, self._is_loading = True, False, False
        if isinstance(error, Refused):
            self.refused.emit(str(error))
        else:
            self._desk.tasks.failed.emit(error)

    # ticks

    def is_ticked(self, id: Place) -> bool:
        """True for a hit that is ticked, and for the head of an article whose hits all are."""
        if id[1] < 0:
            return head_ticked(self._found.get(id[0]), self.ticks)
        return self.ticks.has(*id)

    def turn(self, id: Place) -> None:
        """Tick a hit or untick it; the head of an article turns all of its hits."""
        if id[0] not in self._found:
            return  # a row of the question before this one, which is still shown
        places = [id]
        if id[1] < 0:
            places = [(hit.article, hit.start, hit.end) for hit in self._found[id[0]].hits]
        self.ticks = self.ticks.turned(places, on=not self.is_ticked(id))

    def turn_all(self) -> None:
        """Tick all hits of the corpus, or none where all are ticked."""
        self.ticks = Ticks(everything=self.ticks != Ticks(everything=True))

    def place_of(self, id: Place) -> Place | None:
        """The place of a hit, or of the first one below the head of an article."""
        found = self._found.get(id[0])
        if id[1] >= 0 or found is None:
            return id if found is not None else None
        return id[0], found.hits[0].start, found.hits[0].end

    # marks

    def follow(self, page: Page) -> None:
        """Show the hits of an article as they are marked on its page."""
        found = self._found.get(page.article.id)
        if found is None or self._desk.project is None:
            return
        labels = {(span.start, span.end): span.label for span in page.mentions}
        status = page.statuses.get(self._desk.project.annotator.id, "untouched")
        self._renew((finding.marked(found, status, labels),))

    def refresh(self) -> None:
        """Read anew how all hits are marked, where something may have changed; look for them again
        where articles came in or went.
        """
        if not self.stale or not self.wanted.expression:
            return
        self.stale, found = False, tuple(self._found.values())
        self._look_round()
        if found:
            self._run(
                self._pages, _("Finding"), lambda project: finding.again(project, found),
                self._renew,
            )  # fmt: skip

    def _look_round(self) -> None:
        """See whether there are as many articles as when the hits were looked for."""

        def come(articles: int) -> None:
            if self._articles not in (None, articles):
                ticks = self.ticks
                self.look_for(replace(self.wanted))  # another question: what is late is dropped
                self.ticks = ticks
            self._articles = articles

        self._run(
            self._counts, _("Counting"),
            lambda project: asked(project, Filter(), lambda all: all.count), come,
        )  # fmt: skip

    def _renew(self, fresh: tuple[Found, ...]) -> None:
        """Take over how hits are marked now, and tell which rows that changes."""
        project = self._desk.project
        changed = [one for one in fresh if one != self._found.get(one.article)]
        if project is None or not changed:
            return
        headed = self.order == ARTICLES
        new = {
            row.id: row for one in changed for row in rows_of(one, project.codebook, headed=headed)
        }
        self._found |= {one.article: one for one in changed}
        self.rows = [new.get(row.id, row) for row in self.rows]
        self.marked.emit(list(new.values()))
