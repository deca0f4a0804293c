"""What is uneven as rows: what it is and in which ways, and below it, unfolded, its places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.finding.kwic import KEYWORD_AT, TITLE_LEAST, TITLE_SHARE
from annotator.gui.rows import Rows
from annotator.gui.theme import px
from annotator.gui.widgets import paint
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _, ngettext
from annotator.jobs.unevenness import Spot, Uneven
from annotator.model import Codebook, Label

CHEVRON, TEXT, INSET, WAYS_AT = 12, 36, 12, 0.36


@dataclass(frozen=True, slots=True)
class Way:
    """One of the ways something was done, as it is shown; with a label it has a chip."""

    words: str
    count: int
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class UnevenRow:
    """A finding (`spot` is None), or one of its places. `id` is that of the finding and the place
    among its places, -1 for itself.
    """

    id: tuple[tuple[str, str, object], int]
    uneven: Uneven
    ways: tuple[Way, ...]
    spot: Spot | None = None
    is_open: bool = False


def rows_of(
    found: Iterable[Uneven], book: Codebook, unfolded: frozenset[object]
) -> Iterator[UnevenRow]:
    """The rows of all findings, those of the places of unfolded ones below them."""
    for one in found:
        is_open = one.id in unfolded
        yield UnevenRow((one.id, -1), one, tuple(_ways(one, book)), None, is_open)
        for place, spot in enumerate(one.spots if is_open else ()):
            yield UnevenRow((one.id, place), one, tuple(_way_of(one, spot, book)), spot)


def _ways(one: Uneven, book: Codebook) -> Iterator[Way]:
    if one.kind in ("labels", "unmarked"):
        for side in one.sides:
            yield Way(side.name, side.count, book.label(int(side.value)))
        if one.kind == "unmarked":
            yield Way(_("not marked"), one.count)
    elif one.kind == "entities":
        for side in one.sides:
            yield Way(side.name, side.count, book.label(side.label or 0))
    elif one.kind == "sources":
        for side in one.sides:
            yield Way(side.name, side.count)
    else:
        count = len(one.sides)
        words = ngettext("in {n:,} article", "in {n:,} articles", count).format(n=count)
        yield Way(_("{words}, {origins}").format(words=words, origins=origins(one.origins)), 0)


def origins(count: int) -> str:
    """From how many origins something comes, in words."""
    return ngettext("{n} origin", "{n} origins", count).format(n=count)


def _way_of(one: Uneven, spot: Spot, book: Codebook) -> Iterator[Way]:
    """The way that stands before a place."""
    if one.kind == "labels":
        label = book.label(int(spot.side))
        yield Way(label.code, 0, label)
    elif one.kind == "entities":
        side = next((side for side in one.sides if side.value == spot.side), None)
        if side is not None:
            yield Way(side.name, 0, book.label(side.label or 0))
    elif one.kind == "sources":
        yield Way(str(spot.side), 0)


def words_of(row: UnevenRow) -> str:
    """A row as words."""
    if row.spot is not None:
        return f"{row.spot.before}{row.spot.words}{row.spot.after}"
    return " ".join(row.uneven.words.split())


def aloud(row: UnevenRow) -> str:
    """A row as a screen reader says it."""
    ways = [f"{way.words} {way.count or ''}".strip() for way in row.ways]
    title = [row.spot.title] if row.spot is not None else []
    return ", ".join([*ways, words_of(row), *title] if row.spot else [words_of(row), *ways])


class UnevenDelegate(RowDelegate):
    """24 px: a finding with its ways, or a place with its way, context and title."""

    height = 24

    def paint_row(self, at: RowPainter, row: UnevenRow, column: int) -> None:
        """Paint what stands in the row."""
        if row.spot is not None:
            self._paint_spot(at, row, row.spot)
            return
        theme = at.theme
        at.icon("chevron-down" if row.is_open else "chevron-right", px(CHEVRON), at.only, theme.dim)
        ways_at = at.width * WAYS_AT if row.uneven.kind != "claims" else at.width - px(140)
        at.words(words_of(row), px(TEXT), ways_at - px(8), at.only, step="small", bold=True)
        x = ways_at
        for left, way in zip(range(len(row.ways) - 1, -1, -1), row.ways, strict=True):
            x += _paint_way(at, way, x) + px(12)
            if left and x > at.width - px(60):
                at.words("…", x, at.width, at.only, step="small", colour=theme.dim)
                break

    def _paint_spot(self, at: RowPainter, row: UnevenRow, spot: Spot) -> None:
        theme, right, left = at.theme, at.width - px(INSET), px(TEXT)
        for way in row.ways:
            left += round(_paint_way(at, way, left)) + px(8)
        if at.width >= px(TITLE_LEAST):
            room = at.width * TITLE_SHARE
            at.words(spot.title, right - room, right, at.only, step="fine", align="right",
                     colour=theme.dim)  # fmt: skip
            right -= room + px(8)
        x = round(at.width * KEYWORD_AT)
        at.words(spot.before, left, x, at.only, step="quote", align="right", elide="start",
                 colour=theme.dim)  # fmt: skip
        width = at.words(spot.words, x, right, at.only, step="quote", bold=True)
        if right - x - width > px(8):
            at.words(spot.after, x + width, right, at.only, step="quote", colour=theme.dim)


def _paint_way(at: RowPainter, way: Way, x: float) -> float:
    """A way with how often; returns the width it took."""
    began = x
    if way.label is not None:
        x += at.chip(way.label.code, way.label.family, x, at.only) + px(4)
    if way.label is None or way.words != way.label.code:
        font = at.theme.font("small")
        room = min(paint.words_width(way.words, font), at.width * 0.2) + 1
        x += at.words(way.words, x, x + room, at.only, step="small", colour=at.theme.dim) + px(4)
    if way.count:
        x += at.words(str(way.count), x, at.width, at.only, step="small")
    return x - began


class UnevenList(ListView):
    """The findings. Right and Left unfold and fold; Space and the menu key settle (`settling`)."""

    settling = Signal(object)
    near_end = Signal()

    def __init__(self, rows: Rows, name: str, panel: QWidget) -> None:
        super().__init__(rows, UnevenDelegate(), name, panel=panel)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep():
            self.near_end.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.chosen_id is not None:
            self.settling.emit(self.chosen_id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        super().mousePressEvent(event)
        if index.isValid() and is_left and event.position().x() < px(TEXT):
            row = self.row(index)
            if row.spot is None:
                self.folded.emit(row.id, not row.is_open)
