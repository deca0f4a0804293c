"""Loading the list of articles: its first rows, those around an article, further ones at both ends.

Of many articles all that may take long is read off the window, and comes when it is there.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.gui.desk import Desk
from annotator.gui.rows import PAGE, Rows
from annotator.gui.tasks import Tasks
from annotator.i18n import _
from annotator.jobs.asking import Listing, Stretch, asked
from annotator.project import Listed

# More loaded rows than these are not all read anew because one article's status changed.
RENEW_AT_MOST = 2000
# More articles than these are filtered, counted and gone through off the window.
MANY = 2000


class Loading(QObject):
    """Keeps `rows` to a stretch of the list that the desk wants.

    Signals: `looking` (rows are looked for off the window), `shown` (others are shown, from the
    first one of the list), `found` (the article that was sought is among them) and `grown` (so
    many rows came in above the first).
    """

    looking = Signal()
    shown = Signal()
    found = Signal(object)
    grown = Signal(int)

    def __init__(self, desk: Desk, rows: Rows, parent: QObject) -> None:
        super().__init__(parent)
        self.desk, self.rows, self.is_large = desk, rows, False
        self._before: Listed | None = None  # the row of the list before the first loaded one
        self._pages, self._seeking = Tasks(self), Tasks(self)

    @property
    def is_busy(self) -> bool:
        """True while rows are looked for off the window."""
        return self._pages.busy or self._seeking.busy

    @property
    def takes_long(self) -> bool:
        """True where the rows are to be looked for off the window."""
        return self.is_large and not self.desk.wanted.is_any

    @property
    def begins_later(self) -> bool:
        """True where the list has rows before the first one that is loaded."""
        return self._before is not None

    def measure(self) -> None:
        """Look anew whether there are many articles."""
        project = self.desk.project
        self.is_large = project is not None and project.articles().is_longer(MANY)

    def show(self) -> None:
        """Show the list from its first row."""
        self._before = None
        self._stop()
        if self.takes_long:
            self._ask(self._pages, lambda listing: listing.page(limit=PAGE), self._show_first)
            self.looking.emit()
        else:
            self._show_first(None)

    def renew(self) -> None:
        """Read the loaded rows anew, after one of them may have changed."""
        loaded = len(self.rows.rows)
        if not loaded and not self.takes_long:
            self._show_first(None)
        elif not loaded:
            self.find_again()
        elif loaded <= RENEW_AT_MOST and not self.takes_long:
            self.rows.renew(self._fetch)
        else:
            self._renew_open()

    def find_again(self) -> None:
        """Read the loaded rows anew after a job, where that takes long."""
        if self.desk.project is None or not self.takes_long:
            return
        self._stop()
        before, limit = self._before, max(PAGE, len(self.rows.rows))
        self._ask(self._pages, lambda listing: listing.page(before, limit), self._show_again)

    def seek(self, article: int) -> None:
        """Load the rows around an article, if it is one of the list."""
        project = self.desk.project
        if self.is_large:
            take = partial(self._show_around, article)
            self._ask(self._seeking, lambda listing: listing.around(article, PAGE), take)
        elif project is not None:
            stretch = project.articles(self.desk.wanted).around(article, PAGE)
            self._show_around(article, stretch)

    def load_above(self) -> None:
        """Load the rows above the first one, where there are any."""
        project = self.desk.project
        if project is None or self._before is None or self.is_busy:
            return
        first = self.rows.row(0)
        if self.takes_long:
            take = partial(self._take_above, first)
            self._ask(self._pages, lambda listing: listing.before(first, PAGE + 1), take)
        else:
            self._take_above(first, project.articles(self.desk.wanted).before(first, PAGE + 1))

    # off the window

    def _stop(self) -> None:
        self._pages.cancel()
        self._seeking.cancel()

    def _ask(
        self, tasks: Tasks, question: Callable[[Listing], object], take: Callable[..., object]
    ) -> None:
        """Ask the list, and take the answer unless another filter is wanted by then."""
        project, wanted = self.desk.project, self.desk.wanted
        assert project is not None

        def come(answer: object) -> None:
            if project is self.desk.project and wanted is self.desk.wanted:
                take(answer)

        tasks.run(_("Filtering"), asked(project, wanted, question), come)

    # what comes

    def _fetch(self, after: int | None, limit: int) -> Sequence[Listed] | None:
        """The rows behind one, or the first; None where they come later."""
        project = self.desk.project
        if project is None:
            return ()
        last = self.rows.find(after) if after is not None else self._before
        if after is None or not self.takes_long:
            return project.articles(self.desk.wanted).page(last, limit)
        come = partial(self.rows.come, after)
        self._ask(self._pages, lambda listing: listing.page(last, limit), come)
        return None

    def _show_first(self, first: Sequence[Listed] | None) -> None:
        self.rows.show_pages(self._fetch, first)
        self.shown.emit()

    def _show_again(self, again: Sequence[Listed]) -> None:
        self.rows.renew(self._fetch, again)
        self.found.emit(None)

    def _show_around(self, article: int, stretch: Stretch | None) -> None:
        page = self.desk.page
        if stretch is None or page is None or page.article.id != article:
            return
        self._before = stretch.before
        self.rows.show_pages(self._fetch, stretch.rows)
        self.found.emit(article)

    def _take_above(self, first: Listed, above: Sequence[Listed]) -> None:
        if not self.rows.rows or self.rows.id_at(0) != first.id:
            return
        self._before = above[0] if len(above) > PAGE else None
        come = above[-PAGE:]
        self.rows.prepend(come)
        self.grown.emit(len(come))

    def _renew_open(self) -> None:
        """Read the row of the open article anew, and let what came behind the last be fetched."""
        page, project = self.desk.page, self.desk.project
        if page is None or project is None:
            return
        if (row := project.articles().one(page.article.id)) is not None:
            self.rows.change(row)
