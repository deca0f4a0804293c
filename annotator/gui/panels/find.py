"""Find in the article: hits counted as one types, framed in the text, listed in context."""

from collections.abc import Generator, Sequence

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QWidget

from annotator.errors import Refused
from annotator.gui.desk import Hits
from annotator.gui.finding.bar import FindBar
from annotator.gui.finding.hits import (
    EVERYWHERE,
    Context,
    HitDelegate,
    HitRow,
    aloud,
    within,
    words_of,
)
from annotator.gui.panel import Panel
from annotator.gui.rows import Column, Rows
from annotator.gui.tasks import Tasks
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.layout import column, stacked
from annotator.gui.widgets.listview import ListView
from annotator.i18n import _N, _, ngettext
from annotator.model import Page
from annotator.progress import Progress
from annotator.text.finding import MOST, Wanted, find

# Longer texts, and all patterns, are searched off the window.
LONG_TEXT = 1_000_000
LONGEST_SELECTION = 200

Found = tuple[tuple[int, int], ...]


class FindPanel(Panel):
    """The bar, and the hits below it."""

    TITLE = _N("Find")
    OPENED_BY = "find.find"
    PLACE = "bottom"
    ORDER = 0

    def build(self) -> None:
        self._tasks = Tasks(self)
        self._shown: Page | None = None
        self._asked: tuple[int | None, Wanted, str] | None = None
        self._wrong = ""
        self._context: Context | None = None
        self.bar = FindBar()
        self.bar.asked.connect(self.search)
        self.bar.stepped.connect(self._step)
        self.bar.label_chosen.connect(self._label_all)
        self.bar.field.left.connect(lambda: self.desk.ask("text"))
        self.bar.field.stepped_down.connect(self._enter_list)
        self.rows = Rows((Column(_("Hit"), words_of),), spoken=aloud, tip=words_of, parent=self)
        self.list = ListView(self.rows, HitDelegate(), _("Hits"), panel=self)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda _start: self.desk.ask("text"))
        self._empty = EmptyState("")
        self._stack = stacked(self._empty, self.list)
        column(self, self.bar, self._stack)
        self._tell()

    def entrance(self) -> QWidget:
        return self.bar.field

    def enter(self) -> None:
        """Move the keyboard to the field; words selected in the text are looked for at once."""
        page, focus = self.desk.page, self.desk.focus
        field = self.bar.field
        if page is not None and focus.has_words and focus.end - focus.start <= LONGEST_SELECTION:
            field.look_for(" ".join(page.text[focus.start : focus.end].split()))
        field.setFocus()
        field.selectAll()

    def show_page(self, page: Page | None) -> None:
        old, self._shown = self._shown, page
        self.bar.labels = page.codebook.active_labels if page is not None else ()
        if page is None or old is None or page.article.id != old.article.id:
            self._asked = None
            self._soon(self.search)
        elif page.spans is not old.spans:
            # Hits may have become marked, or are no longer.
            self._soon(self.search if self.bar.scope != EVERYWHERE else self._show_rows)

    def show_hits(self, hits: Hits) -> None:
        self._tell()
        if hits.current >= 0:
            self._show_current(hits.ranges[hits.current][0])

    # searching

    def search(self) -> None:
        """Look for what stands in the bar, at once or off the window."""
        page, wanted, scope = self.desk.page, self.bar.wanted, self.bar.scope
        asked = (page.article.id if page is not None else None, wanted, scope)
        self._asked = asked
        self._tasks.cancel()
        if page is None or not wanted.words.strip():
            self._found(asked, ())
        elif wanted.pattern or len(page.text) > LONG_TEXT:
            title = _("Finding “{words}”").format(words=wanted.words)
            self._tasks.run(
                title, _job(page.text, wanted), lambda result: self._found(asked, result)
            )
        else:
            self._found(asked, find(page.text, wanted))

    def _found(self, asked: object, result: Found | Refused) -> None:
        page = self.desk.page
        if asked != self._asked:
            return  # something else was asked for meanwhile
        self._wrong = str(result) if isinstance(result, Refused) else ""
        ranges = () if isinstance(result, Refused) else result
        self.desk.show_hits(Hits(within(page, ranges, self.bar.scope) if page else ()))
        self._show_rows()

    def _soon(self, act: object) -> None:
        """Act once the desk has told everybody: what it shows may not change while it tells."""
        QTimer.singleShot(0, self, act)

    # the list

    def _show_rows(self) -> None:
        if self.desk.page is not None and self.desk.hits.ranges:
            self.rows.show_pages(self._fetch)
        else:
            self.rows.show(())
        self._tell()

    def _fetch(self, after: int | None, limit: int) -> Sequence[HitRow]:
        page, ranges = self.desk.page, self.desk.hits.ranges
        if page is None:
            return ()
        if self._context is None or self._context.page is not page:
            self._context = Context(page)
        start = len(self.rows.rows) if after is not None else 0
        return self._context.rows(ranges[start : start + limit])

    def _show_current(self, start: int) -> None:
        while self.rows.place_of(start) is None and self.rows.canFetchMore(QModelIndex()):
            self.rows.fetchMore(QModelIndex())
        self.list.choose(start)

    def _tell(self) -> None:
        """Say how many hits there are, which is the current one, or what is wrong."""
        hits, words = self.desk.hits, self.bar.field.text()
        count = len(hits.ranges)
        self.bar.show_hits(self.desk.can_edit is True, bool(count))
        self._stack.setCurrentWidget(self.list if count else self._empty)
        self._empty.say(self._why_empty(words))
        if self._wrong:
            self.bar.told.tell(self._wrong, "bad")
        elif not words.strip() or self.desk.page is None:
            self.bar.told.tell("")
        elif hits.current >= 0:
            text = _("{n} of {all}")
            self.bar.told.tell(text.format(n=hits.current + 1, all=count))
        elif count >= MOST:
            self.bar.told.tell(_("the first {n} hits").format(n=count), "warn")
        else:
            self.bar.told.tell(ngettext("{n} hit", "{n} hits", count).format(n=count))

    def _why_empty(self, words: str) -> str:
        if self.desk.page is None:
            return _("No article is open.")
        if not words.strip():
            return _("Type what to find in this article.")
        return self._wrong or _("Nothing matches “{words}”.").format(words=words.strip())

    # what the person does

    def _enter_list(self) -> None:
        if self.rows.rows:
            self.list.setFocus()
            if self.list.chosen_id is None:
                self.list.choose(self.rows.id_at(0))
                self._chosen(self.rows.id_at(0))

    def _step(self, step: int) -> None:
        name = "find.next_hit" if step > 0 else "find.previous_hit"
        if self.desk.hits.ranges:
            self.commands.run(self.commands.named(name))

    def _chosen(self, start: int) -> None:
        place, ranges = self.rows.place_of(start), self.desk.hits.ranges
        if place is not None and place < len(ranges):
            self.desk.show_hits(Hits(ranges, place))
            start, end = ranges[place]
            self.desk.look(start=start, end=end, ready=-1, span=None, field="")

    def _label_all(self, label: int) -> None:
        from annotator.gui.dialogs.occurrences import HitsSheet, unmarked

        page = self.desk.page
        if page is None:
            return
        code = page.codebook.label(label).code
        if places := unmarked(page, self.desk.hits.ranges, label):
            told = _("“{words}” as {label}.").format(words=self.bar.field.text(), label=code)
            HitsSheet(self.desk, places, label, None, told).open()
        else:
            self.desk.say(_("All of these already are {label}.").format(label=code))


def _job(text: str, wanted: Wanted) -> Generator[Progress, None, Found | Refused]:
    """Find off the window. A refusal comes back as the result: it is told in the bar."""
    yield Progress(0, 1)
    try:
        return find(text, wanted)
    except Refused as refusal:
        return refusal
