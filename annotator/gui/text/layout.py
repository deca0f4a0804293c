"""The lazy layout under the text view: blocks are broken into lines only when they come into view.

Blocks never seen have a guessed height. `hold` keeps what is in view where it is when a guess
turns out wrong. Qt asks the overridden functions at the end; all else is ours.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QAccessible,
    QFont,
    QPainter,
    QTextBlock,
    QTextDocument,
)

from annotator.gui.text.face import Face
from annotator.gui.text.heights import Heights
from annotator.gui.text.lines import MARGIN, Laid, Line, Passage, Setting, lay
from annotator.gui.text.look import Frames, Look
from annotator.gui.text.marks import Mark, Marks, shortest
from annotator.gui.text.paint import paint_block, paint_caret
from annotator.gui.text.segments import Segments
from annotator.gui.text.strokes import Strokes, strokes_of
from annotator.gui.text.twins import Twins
from annotator.text import snap_grapheme

TOP = 16
BOTTOM = 48
_KEPT = 240


class PageLayout(QAbstractTextDocumentLayout):
    """Lays out and draws a text with its marks. Points are code points, x and y of the page."""

    def __init__(self, document: QTextDocument, look: Look, font: QFont) -> None:
        super().__init__(document)
        self.segments = Segments("")
        self.marks = Marks()
        self.look = look
        # A first setting, till the view knows how wide it is.
        face = Face(font, font, 96, look.theme.lane_weight)
        self.setting = Setting(face, 600.0)
        self.left = MARGIN
        self.page_width = 648
        self.frames = Frames()
        self.is_deaf = False
        self.relaid: set[int] = set()
        self.drifted: Callable[[int, int], None] | None = None
        self._headings: dict[int, bool] = {}
        self._laid: dict[int, Laid] = {}
        self._stale: set[int] = set()
        self._twins = Twins()
        self._heights = Heights([face.pitch])
        self._size = QSizeF()

    # What the view tells.

    def show(self, segments: Segments, direction: str) -> None:
        """Take another text; the document must already hold its display copy."""
        self.segments = segments
        self.marks = Marks()
        self._laid.clear()
        self._stale.clear()
        self._twins.drop()
        self._headings.clear()
        self.setting = replace(self.setting, direction=direction)
        self._guess()

    def set_marks(self, marks: Marks) -> None:
        """Take other marks; blocks are laid out again only where theirs differ."""
        self.marks = marks
        self._stale.update(self._laid)

    def set_setting(self, setting: Setting, left: int, page_width: int) -> None:
        """Take another face, width or choice of lanes: everything is laid out anew."""
        self.setting, self.left, self.page_width = setting, left, page_width
        self._laid.clear()
        self._stale.clear()
        self._twins.forget(self.document())
        self._guess()

    # What the view asks.

    @property
    def total(self) -> int:
        """How high the page is."""
        return self._heights.total + TOP + BOTTOM

    def laid(self, block: int) -> Laid:
        """A block, laid out."""
        found = self._laid.get(block)
        if found is None or block in self._stale:
            found = self._fresh(block, found)
        return found

    def is_known(self, block: int) -> bool:
        """True where the height of a block is no guess."""
        return block in self._laid and block not in self._stale

    def first_known(self, top: float, bottom: float) -> int:
        """The first block between two heights whose height is no guess, else the first."""
        first = self.block_at(top)
        last = self.block_at(bottom)
        known = (block for block in range(first, last + 1) if self.is_known(block))
        return next(known, first)

    def top(self, block: int) -> int:
        """Where a block begins."""
        return TOP + self._heights.top(block)

    def block_at(self, y: float) -> int:
        """The block at that height."""
        return self._heights.at(y - TOP)

    def lay_out(self, top: float, bottom: float) -> bool:
        """Lay out what lies between two heights; False where all of it was."""
        block = self.block_at(top)
        y = self.top(block)
        changed = False
        while y < bottom and block < len(self.segments):
            if not self.is_known(block):
                self._fresh(block, self._laid.get(block))
                changed = True
            y += self._heights[block]
            block += 1
        return changed

    def visible(self, top: float, bottom: float) -> Iterator[tuple[int, int, Laid]]:
        """The blocks between two heights, each with where it begins."""
        block = self.block_at(top)
        y = self.top(block)
        while y < bottom and block < len(self.segments):
            laid = self.laid(block)
            yield block, y, laid
            y += laid.height
            block += 1

    def line_top(self, point: int) -> int:
        """Where the line that shows a code point begins; lays out its block."""
        return self.line_extent(point)[0]

    def line_extent(self, point: int) -> tuple[int, int]:
        """Where the line that shows a code point begins and where the next one does."""
        block = self.segments.at(point)
        laid = self.laid(block)
        top, line = self.top(block), laid.lines[laid.line_of(point)]
        return top + line.y, top + line.bottom

    def line_at(self, y: float) -> tuple[int, int, Line]:
        """The line at a height, its block, and where the block begins."""
        block = self.block_at(y)
        laid = self.laid(block)
        top = self.top(block)
        return block, top, laid.lines[laid.line_at(y - top)]

    def line_after(self, block: int, line: Line) -> int | None:
        """The code point at which the line after one of a block's lines begins."""
        if line.stop < self.segments.extent(block)[1]:
            return line.stop
        return self.segments.starts[block + 1] if block + 1 < len(self.segments) else None

    def point_at(self, x: float, y: float) -> int:
        """The code point before which the caret would stand at a place."""
        return self._point(x, y, between=True)

    def character_at(self, x: float, y: float) -> int:
        """The code point of the character drawn at a place; the line's end beyond its words."""
        return self._point(x, y, between=False)

    def _point(self, x: float, y: float, *, between: bool) -> int:
        block = self.block_at(y)
        laid = self.laid(block)
        index = laid.line_at(y - self.top(block))
        line = laid.lines[index]
        x -= self.left
        beyond = x <= line.left if laid.right_to_left else x >= line.right
        if beyond or line.start == line.end:
            return line.end
        point = laid.point_at(index, x, between=between)
        # Qt stops inside some clusters, such as conjuncts of Devanagari.
        point = snap_grapheme(self.segments.text, point, forward=between)
        return max(line.start, min(point, line.end))

    def covered(self, x: float, y: float) -> bool:
        """True where a place lies on the words of its line, not beside or below them."""
        _, top, line = self.line_at(y)
        return line.left <= x - self.left <= line.right and 0 <= y - top - line.y < line.height

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Where `[start, end)` stands on the page; lays out its blocks."""
        out: list[QRectF] = []
        for block in range(self.segments.at(start), self.segments.at(max(start, end - 1)) + 1):
            boxes = self.laid(block).rects(start, end)
            top = self.top(block)
            out += [box.translated(self.left, top) for box in boxes]
        return out

    def edges(self, start: int, end: int) -> list[tuple[bool, QRectF]]:
        """Where `[start, end)` begins (True) and ends (False) on the page: upright lines."""
        out: list[tuple[bool, QRectF]] = []
        for block in dict.fromkeys((self.segments.at(start), self.segments.at(end - 1))):
            for first, edge in self.laid(block).edges(start, end):
                out.append((first, edge.translated(self.left, self.top(block))))
        return out

    def mark_at(self, x: float, y: float) -> Mark | None:
        """The mark whose lane lies at a place, or the shortest one on the words there."""
        mark = self.mark_in_lane(x, y)
        if mark is not None or not self.covered(x, y):
            return mark
        point = self.character_at(x, y)
        here = self.marks.within(point, point + 1)
        return shortest(mark for mark in here if self.look.takes_lane(mark))

    def mark_in_lane(self, x: float, y: float) -> Mark | None:
        """The mark whose lane lies at a place below the words."""
        _, top, line = self.line_at(y)
        x -= self.left
        if y - top >= line.bottom:
            return None
        lane = sum(1 for lane_top in line.lane_tops if lane_top <= y - top) - 1
        if lane < 0 or y - top - line.y < line.height:
            return None
        for piece in line.lanes.rows[lane]:
            if piece.left <= x <= piece.reach:
                return piece.mark
        return None

    def tell_size(self) -> None:
        """Tell Qt how large the page is, if that changed."""
        size = self.documentSize()
        if size != self._size:
            self._size = size
            self.documentSizeChanged.emit(size)

    def prune(self, top: float, bottom: float) -> None:
        """Drop the lines of blocks far from view; their heights stay known."""
        if len(self._laid) <= _KEPT:
            return
        first, last = self.block_at(top), self.block_at(bottom)
        far = sorted(self._laid, key=lambda b: max(first - b, b - last), reverse=True)
        for block in far[: len(far) - _KEPT // 2]:
            if not first <= block <= last:
                del self._laid[block]
                self._stale.discard(block)

    # Inside.

    def _fresh(self, block: int, old: Laid | None) -> Laid:
        start, end = self.segments.extent(block)
        marks = self.marks.within(start, end)
        if self.look.hides:
            marks = tuple(mark for mark in marks if self.look.takes_lane(mark))
        self._stale.discard(block)
        if old is not None and old.marks == marks:
            return old
        passage = Passage(start, end, self.segments.shown(block), self._is_heading(block))
        made = lay(passage, marks, self.setting, self.segments.positions, old)
        self._laid[block] = made
        self.relaid.add(block)
        if made.height != self._heights[block]:
            change = made.height - self._heights[block]
            self._heights[block] = made.height
            if self.drifted is not None:
                self.drifted(block, change)
        return made

    def _is_heading(self, block: int) -> bool:
        known = self._headings.get(block)
        if known is None:
            known = self._headings[block] = self.segments.is_crosshead(block)
        return known

    def _guess(self) -> None:
        """Guess all heights from the length of the blocks and the number of marks."""
        face, lengths = self.setting.face, self.segments.lengths
        fit = max(1, int(self.setting.width / face.average * 1.04))
        share = self.marks.count * 400 // max(1, len(self.segments.text))
        pitch, blank = face.pitch + min(share, 4) * face.lane, face.blank
        self._heights = Heights(
            [-(-length // fit) * pitch if length else blank for length in lengths]
        )

    # Overrides: all that Qt asks of a layout.

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        """Nothing: the text never changes but by `show`."""

    def documentSize(self) -> QSizeF:
        return QSizeF(self.page_width, self.total)

    def pageCount(self) -> int:
        return 1

    def frameBoundingRect(self, frame: object) -> QRectF:
        return QRectF(QPointF(), self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        number = block.blockNumber()
        if self.is_deaf or not 0 <= number < len(self.segments):
            return QRectF()
        laid = self.laid(number)
        place = QPointF(self.left, self.top(number))
        self._twins.put(block, laid, place, self.setting)
        return QRectF(place.x(), place.y(), self.setting.width, laid.height)

    def hitTest(self, place: Any, accuracy: Qt.HitTestAccuracy) -> int:
        if self.is_deaf:
            return 0
        return self.segments.positions.to_qt(self.point_at(place.x(), place.y()))

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        if self.is_deaf:
            return
        clip = context.clip
        if clip.isEmpty():
            clip = QRectF(QPointF(), self.documentSize())
        caret = context.cursorPosition
        caret = self.segments.positions.to_point(caret) if caret >= 0 else -1
        at = self.segments.at(caret) if caret >= 0 else -1
        # A screen reader looks at what is in view.
        is_read = QAccessible.isActive()
        for block, y, laid in self.visible(clip.top(), clip.bottom()):
            if is_read:
                self.blockBoundingRect(self.document().findBlockByNumber(block))
            painter.translate(self.left, y)
            within = clip.translated(-self.left, -y)
            strokes = self._strokes(laid, within.top(), within.bottom())
            paint_block(painter, laid, strokes, self.frames, self.look.theme, within)
            if block == at:
                paint_caret(painter, laid, caret, self.look.theme.text)
            painter.translate(-self.left, -y)

    def _strokes(self, laid: Laid, top: float, bottom: float) -> list[Strokes]:
        """The strokes of a block's lines between two heights, made once for each look."""
        if not laid.marks:
            return []
        look, made = laid.strokes
        if look is not self.look:
            look, made = laid.strokes = (self.look, {})
        out = []
        # The words of a line may reach a little above it, and handles and labels below.
        for i in range(laid.line_at(top - MARGIN), laid.line_at(bottom + MARGIN) + 1):
            line = laid.lines[i]
            if not line.lane_tops:
                continue
            if i not in made:
                made[i] = strokes_of(line, self.look, self.setting)
            out.append(made[i])
        return out
