"""Hits of the whole corpus as rows: under their article, or sorted by the words beside them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.finding.hits import ground
from annotator.gui.keys import name_of
from annotator.gui.rows import Rows
from annotator.gui.theme import px
from annotator.gui.widgets import paint
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _, ngettext
from annotator.jobs.finding import Found, Hit, Ticks, beside
from annotator.model import Codebook
from annotator.text import direction_of

ARTICLES = "articles"
TICK, TEXT, INSET, KEYWORD_AT = 12, 36, 12, 0.46
TITLE_SHARE, TITLE_LEAST = 0.2, 560
_DONE = ("done", "done_empty")

Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class KwicRow:
    """A hit, or the head over the hits of an article (then `count` is how many).

    `id` is (article, start, end), with start -1 for a head. `family` is that of the mention on
    just these words.
    """

    id: Place
    title: str
    status: str
    before: str = ""
    words: str = ""
    after: str = ""
    code: str = ""
    family: str = ""
    count: int = 0

    @property
    def is_head(self) -> bool:
        """True for the head of an article."""
        return self.id[1] < 0


def rows_of(found: Found, book: Codebook, *, headed: bool) -> Iterator[KwicRow]:
    """The rows of one article."""
    if headed:
        yield KwicRow((found.article, -1, -1), found.title, found.status, count=len(found.hits))
    for hit in found.hits:
        yield _row(hit, found, book, titled=not headed)


def _row(hit: Hit, found: Found, book: Codebook, *, titled: bool) -> KwicRow:
    label = book.label(hit.label) if hit.label is not None else None
    return KwicRow(
        (hit.article, hit.start, hit.end),
        found.title if titled else "",
        found.status,
        hit.before,
        hit.words,
        hit.after,
        label.code if label else "",
        label.family if label else "",
    )


def arranged(found: Iterable[Found], book: Codebook, order: str) -> list[KwicRow]:
    """The rows of many articles in an order."""
    made = [row for one in found for row in rows_of(one, book, headed=order == ARTICLES)]
    if order != ARTICLES:
        made.sort(key=lambda row: (beside(order, row.before, row.after), row.id))
    return made


def words_of(row: KwicRow) -> str:
    """A row as words: the hit in its context, or the title over the hits."""
    return row.title if row.is_head else f"{row.before}{row.words}{row.after}"


def aloud(row: KwicRow, ticked: bool) -> str:
    """A row as a screen reader says it."""
    tick = _("ticked") if ticked else _("not ticked")
    if row.is_head:
        hits = ngettext("{n} hit", "{n} hits", row.count).format(n=row.count)
        return f"{row.title}, {hits}"
    return ", ".join(one for one in (tick, row.code, words_of(row), row.title) if one)


class KwicDelegate(RowDelegate):
    """24 px: a tick, the context with the keyword at 46 % of the width, the title in fine."""

    height = 24

    def __init__(self, is_ticked: Callable[[KwicRow], bool]) -> None:
        super().__init__()
        self._is_ticked = is_ticked

    def paint_row(self, at: RowPainter, row: KwicRow, column: int) -> None:
        """Paint what stands in the row."""
        paint_tick(at, ticked=self._is_ticked(row))
        if row.is_head:
            self._paint_head(at, row)
            return
        right = at.width - px(INSET)
        if row.title and at.width >= px(TITLE_LEAST):
            room = at.width * TITLE_SHARE
            at.words(row.title, right - room, right, at.only, step="fine", align="right",
                     colour=at.theme.dim)  # fmt: skip
            right -= room + px(8)
        self._paint_hit(at, row, right)

    def _paint_head(self, at: RowPainter, row: KwicRow) -> None:
        theme, right = at.theme, at.width - px(INSET)
        at.status(row.status, px(TEXT) + px(6), at.only)
        number = str(row.count)
        taken = at.words(number, right - px(48), right, at.only, step="fine", align="right",
                         colour=theme.dim)  # fmt: skip
        at.words(row.title, px(TEXT) + px(20), right - taken - px(8), at.only, step="small",
                 bold=True)  # fmt: skip

    def _paint_hit(self, at: RowPainter, row: KwicRow, right: float) -> None:
        x, left = float(round(at.width * KEYWORD_AT)), px(TEXT) + px(20)
        if row.family:
            ground(at, row.words, row.family, x, right)
        width = at.words(row.words, x, right, at.only, step="quote", bold=True)
        beside = (left, x), (x + width, right)
        # What is read from right to left has the words before the hit at its right.
        before, after = beside[::-1] if direction_of(words_of(row)) == "rtl" else beside
        for words, (start, end), elide in (
            (row.before, before, "start"), (row.after, after, "end"),
        ):  # fmt: skip
            if end - start > px(8):
                align = "right" if start == left else "left"
                at.words(words, start, end, at.only, step="quote", align=align, elide=elide,
                         colour=at.theme.dim)  # fmt: skip


def paint_tick(at: RowPainter, *, ticked: bool) -> None:
    """The box that is ticked, or not."""
    theme, size = at.theme, px(14)
    top = at.box.top() + round((at.box.height() - size) / 2)
    box = QRectF(at.box.left() + px(TICK), top, size, size)
    if ticked:
        paint.rounded(at.painter, box, 3, fill=theme.accent)
        at.icon("check", px(TICK) + px(1), at.only, theme.onaccent, px(12))
    else:
        paint.rounded(at.painter, box, 3, fill=theme.base, edge=theme.edge)


class KwicList(ListView):
    """The hits. Space and a click on the tick turn it (`ticked`), Ctrl+A all of them
    (`all_ticked`); any other plain key is named (`key_pressed`), as it may be that of a label.
    """

    ticked = Signal(object)
    all_ticked = Signal()
    key_pressed = Signal(str)
    near_end = Signal()

    def __init__(self, rows: Rows, delegate: RowDelegate, name: str, panel: QWidget) -> None:
        super().__init__(rows, delegate, name, panel=panel)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value >= bar.maximum() - 2 * bar.pageStep():
            self.near_end.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, name = event.key(), name_of(event)
        if key == Qt.Key.Key_Space and self.chosen_id is not None:
            self.ticked.emit(self.chosen_id)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_ticked.emit()
        elif len(name) == 1 and not event.modifiers():
            self.key_pressed.emit(name)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if index.isValid() and is_left and event.position().x() < px(TEXT):
            self.ticked.emit(self.row(index).id)
        else:
            super().mousePressEvent(event)


def head_ticked(found: Found | None, ticks: Ticks) -> bool:
    """True where all hits of an article are ticked."""
    return found is not None and all(
        ticks.has(hit.article, hit.start, hit.end) for hit in found.hits
    )
