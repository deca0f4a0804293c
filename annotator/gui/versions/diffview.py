"""The text view of two versions in one: what went is struck through, what came is underlined.

It draws only what is in view, under and over the words that the lazy layout of the article draws,
so that a megabyte is shown as fast as an article.
"""

from bisect import bisect_left
from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.text.palette import TextTheme, mixed
from annotator.gui.text.view import TextView
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.versions.merged import Merged, Piece
from annotator.i18n import _
from annotator.text.differences import GONE

_FILL = 0.16
_NONE = Merged("")


class DiffView(TextView):
    """Shows a merged text; `step` goes from one changed place to the next."""

    def __init__(self, theme: TextTheme, parent: QWidget | None = None) -> None:
        self.merged, self.changes = _NONE, _NONE.changes
        self.current = -1
        super().__init__(theme, parent)
        self.setAccessibleName(_("Differences"))
        self.setAcceptDrops(False)

    def show_merged(self, merged: Merged, direction: str = "") -> None:
        """Show another pair of versions from its beginning."""
        self.merged, self.changes, self.current = merged, merged.changes, -1
        self.show_text(merged.text, direction)

    def go(self, place: int) -> tuple[Piece, ...] | None:
        """Bring the change of that number into view and frame it; None where there is none."""
        if not self.changes:
            return None
        self.current = place % len(self.changes)
        change = self.changes[self.current]
        start, end = change[0].start, change[-1].end
        self.set_hits(((start, end),), 0)
        self.set_selection(start, start)
        self.reveal(start, end)
        return change

    def step(self, by: int) -> tuple[Piece, ...] | None:
        """Go so many changes on from the one last gone to, or from what is in view."""
        if self.current >= 0:
            return self.go(self.current + by)
        first, _last = self.in_view()
        starts = [change[0].start for change in self.changes]
        return self.go(bisect_left(starts, first) + (0 if by > 0 else -1))

    def _in_sight(self) -> Iterator[tuple[Piece, list[QRect]]]:
        """The changed pieces that are in view, and where the parts of them in view stand."""
        first, last = self.in_view()
        at = bisect_left(self.merged.pieces, first, key=lambda piece: piece.end)
        for piece in self.merged.pieces[at:]:
            if piece.start >= last:
                return
            yield piece, self.rects(max(piece.start, first), min(piece.end, last))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        seen = list(self._in_sight())
        under = QPainter(self.viewport())
        for piece, boxes in seen:
            for box in boxes:
                under.fillRect(box, mixed(hue(piece, theme), theme.base, _FILL))
        for box in self._gaps():
            under.fillRect(box, theme.alt)
        under.end()
        super().paintEvent(event)
        over = QPainter(self.viewport())
        for piece, boxes in seen:
            for box in boxes:
                over.fillRect(line_of(piece, box), hue(piece, theme))
        over.end()

    def _gaps(self) -> Iterator[QRect]:
        """The lines that stand for what was left out, over the whole width."""
        first, last = self.in_view()
        for start, end in self.merged.gaps:
            if start < last and end > first:
                for box in self.rects(start, end):
                    yield QRect(0, box.top(), self.viewport().width(), box.height())


def hue(piece: Piece, theme: Theme) -> QColor:
    """The colour of what went and of what came."""
    return theme.bad if piece.kind == GONE else theme.ok


def line_of(piece: Piece, box: QRect) -> QRect:
    """The line through what went, or under what came."""
    thick = px(2) if piece.kind != GONE else max(1, px(1.5))
    middle = box.top() + round(box.height() * 0.56)
    top = middle if piece.kind == GONE else box.bottom() - thick + 1
    return QRect(box.left(), top, box.width(), thick)
