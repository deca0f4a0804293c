"""One block of text broken into lines with the lanes under them; x and y within the block."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf
from operator import attrgetter
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextLayout, QTextLine

from annotator.gui.text.bidi import (
    TRAILING,
    Stretch,
    cells,
    has_right_to_left,
    merged,
    runs_right_to_left,
    runs_rightwards,
    unit_at,
    x_of,
)
from annotator.gui.text.face import Face, wrapping
from annotator.gui.text.lanes import GAP, Lanes, Piece, pack, turn
from annotator.gui.text.marks import Mark
from annotator.gui.text.segments import Positions

BELOW_LANES = 5
MARGIN = 24
_TICK = 2
_NONE = Lanes()
_ON = QTextLine.CursorPosition.CursorOnCharacter
_BETWEEN = QTextLine.CursorPosition.CursorBetweenCharacters


class Line(NamedTuple):
    """One line: `[start, end)` in code points without the blanks a wrap swallows, `stop` where
    the next one begins; text from `y` over `height`, lanes at `lane_tops` beneath.
    """

    start: int
    end: int
    stop: int
    y: int
    height: int
    depth: int
    left: float
    right: float
    lanes: Lanes
    lane_tops: tuple[int, ...]

    @property
    def bottom(self) -> int:
        """Where the next line begins."""
        return self.y + self.depth


@dataclass(frozen=True, slots=True)
class Setting:
    """How blocks are set: face, width, and which marks take lanes."""

    face: Face
    width: float
    direction: str = ""
    labels: bool = True


class Laid:
    """A block laid out: its lines, the marks it was laid out with, and its height.

    It has a text layout of its own: Qt never frees that of a document's block.
    """

    __slots__ = (
        "_cells", "_positions", "_start", "_text", "_unit", "height", "is_blank", "is_mixed",
        "layout", "lines", "marks", "right_to_left", "strokes",
    )  # fmt: skip

    def __init__(self, start: int, text: str, positions: Positions, direction: str) -> None:
        self._start = start
        self._unit = positions.to_qt(start)
        self._positions = positions
        self._text = text
        self._cells: dict[int, list[Stretch]] = {}
        self.right_to_left = runs_right_to_left(text, direction)
        self.is_mixed = self.right_to_left or has_right_to_left(text)
        self.is_blank = not text.strip()
        self.layout = QTextLayout()
        self.lines: tuple[Line, ...] = ()
        self.marks: tuple[Mark, ...] = ()
        self.height = 0
        # What the lines look like under the last look, kept by whoever draws them.
        self.strokes: tuple[object, dict[int, Any]] = (None, {})

    def to_unit(self, point: int) -> int:
        """The position of a code point within the block, in UTF-16 units."""
        return self._positions.to_qt(point) - self._unit

    def to_point(self, unit: int) -> int:
        """The code point at a UTF-16 position within the block."""
        return self._positions.to_point(self._unit + unit)

    def line_at(self, y: float) -> int:
        """The index of the line at that height, the nearest one beyond the ends."""
        return max(0, bisect_right(self.lines, y, key=attrgetter("y")) - 1)

    def line_of(self, point: int) -> int:
        """The index of the line that shows a code point."""
        return max(0, bisect_right(self.lines, point, key=attrgetter("start")) - 1)

    def runs(self, line: QTextLine, start: int, end: int) -> tuple[Stretch, ...]:
        """Where `[start, end)` lies on a line: stretches from left to right."""
        first, last = self.to_unit(start), self.to_unit(end)
        if not self._mixes(line):
            return ((x_of(line, first), x_of(line, last)),)
        if runs_rightwards(self._text, start - self._start, end - self._start):
            left, after = x_of(line, first), x_of(line, first, TRAILING)
            if left < after:
                return ((left, x_of(line, self.to_unit(end - 1), TRAILING)),)
        return merged(cells(line, first, last))

    def point_at(self, number: int, x: float, *, between: bool) -> int:
        """The code point at a place on a line, or the gap between two."""
        line = self.layout.lineAt(number)
        if not self._mixes(line):
            return self.to_point(line.xToCursor(x, _BETWEEN if between else _ON))
        first = line.textStart()
        if number not in self._cells:
            self._cells[number] = cells(line, first, first + line.textLength())
        return self.to_point(first + unit_at(self._cells[number], x, between=between))

    def rects(self, start: int, end: int, top: float = 0.0, bottom: float = inf) -> list[QRectF]:
        """The rectangles of `[start, end)` over the words, of the lines between two heights."""
        out = []
        for i in range(max(self.line_of(start), self.line_at(top)), len(self.lines)):
            line = self.lines[i]
            if line.start >= end or line.y > bottom:
                break
            a, b = max(start, line.start), min(end, line.end)
            if a < b:
                runs: tuple[Stretch, ...] = ((line.left, line.right),)
                if a > line.start or b < line.end:
                    runs = self.runs(self.layout.lineAt(i), a, b)
                for left, right in runs:
                    out.append(QRectF(left, line.y, right - left, line.height))
        return out

    def edges(self, start: int, end: int) -> list[tuple[bool, QRectF]]:
        """Where `[start, end)` begins (True) and ends (False), if in this block: upright lines."""
        out = []
        for point, first in ((start, True), (end - 1, False)):
            i = self.line_of(point)
            line = self.lines[i]
            if line.start <= point < line.stop:
                x = self._edge(self.layout.lineAt(i), start if first else end, first=first)
                out.append((first, QRectF(x, line.y, 0, line.height)))
        return out

    def is_leftwards(self, line: QTextLine, point: int) -> bool:
        """True where a character is written from right to left."""
        if not self._mixes(line):
            return False
        unit = self.to_unit(point)
        ((lead, trail),) = cells(line, unit, unit + 1)
        return lead > trail

    def _edge(self, line: QTextLine, point: int, *, first: bool) -> float:
        unit = self.to_unit(point)
        if not self._mixes(line):
            return x_of(line, unit)
        if first:
            return cells(line, unit, unit + 1)[0][0]
        return cells(line, unit - 1, unit)[0][1]

    def _mixes(self, line: QTextLine) -> bool:
        """True where directions mix on a line, or it runs from right to left."""
        if self.right_to_left or not self.is_mixed:
            return self.right_to_left
        start = self.to_point(line.textStart()) - self._start
        return has_right_to_left(self._text, start, start + line.textLength())


class Passage(NamedTuple):
    """The characters of a block, where they stand in the text, and whether they are a heading."""

    start: int
    end: int
    text: str
    is_heading: bool = False


def lay(passage: Passage, marks: tuple[Mark, ...], setting: Setting, positions: Positions,
        old: Laid | None = None) -> Laid:  # fmt: skip
    """Break a block into lines and stack its marks under them.

    Marks change only where lines stand: those of an `old` layout of the block are kept.
    """
    begin, finish, text, is_heading = passage
    laid = Laid(begin, text, positions, setting.direction)
    laid.marks = marks
    if old is None:
        font = setting.face.heading if is_heading else setting.face.reading
        laid.layout = QTextLayout(text, font)
        laid.layout.setTextOption(wrapping(right_to_left=laid.right_to_left))
        laid.layout.setCacheEnabled(True)
        broken = break_lines(laid.layout, setting.width)
    else:
        laid.layout = old.layout
        broken = [old.layout.lineAt(i) for i in range(old.layout.lineCount())]
    starts = [begin, *(laid.to_point(line.textStart()) for line in broken[1:])]
    entries = _entries(marks, setting) if marks else []
    y = 0
    lines = []
    for line, start, stop in zip(broken, starts, [*starts[1:], finish], strict=True):
        end = stop
        if stop < finish:
            end = start + len(text[start - begin : stop - begin].rstrip(" \t"))
        line.setPosition(QPointF(0, y))
        made = _line(laid, line, (start, end, stop), y, entries, setting)
        lines.append(made)
        y += made.depth
    laid.lines = tuple(lines)
    laid.height = y
    return laid


def break_lines(layout: QTextLayout, width: float) -> list[QTextLine]:
    """Break the text of a layout into lines of a width."""
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(line)
    layout.endLayout()
    return lines


class _Entry(NamedTuple):
    """A mark with what does not change from line to line."""

    order: tuple[int, ...]
    mark: Mark
    start: int
    end: int
    level: int
    labels: tuple[tuple[str, float], ...]
    width: float


def _entries(marks: Sequence[Mark], setting: Setting) -> list[_Entry]:
    open_ends: list[int] = []
    out = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        start, end, level, width = mark.start, mark.end, 0, 0.0
        if mark.kind == "mention":
            open_ends = [other for other in open_ends if other > start]
            level = len(open_ends)
            open_ends.append(end)
        labels = setting.face.labels(mark) if setting.labels else ()
        if labels:
            width = labels[-1][1] + GAP
        out.append(_Entry(turn(mark), mark, start, end, level, labels, width))
    return out


def _line(laid: Laid, line: QTextLine, extent: tuple[int, int, int], y: int,
          entries: Sequence[_Entry], setting: Setting) -> Line:  # fmt: skip
    face = setting.face
    left, right = 0.0, line.naturalTextWidth()
    if laid.right_to_left:
        box = line.naturalTextRect()
        left, right = box.left(), box.right()
    if laid.is_blank:
        return Line(*extent, y, face.blank, face.blank, left, right, _NONE, ())
    height = max(face.text_height, ceil(line.height()))
    pieces = _pieces(laid, line, extent, right, entries) if entries else ()
    if not pieces:
        return Line(*extent, y, height, max(height, face.pitch), left, right, _NONE, ())
    lanes = pack(pieces)
    tops, bottom = _stack(lanes, face, y + height - _TICK, labels=setting.labels)
    return Line(*extent, y, height, bottom - y, left, right, lanes, tops)


def _stack(lanes: Lanes, face: Face, y: int, *, labels: bool) -> tuple[tuple[int, ...], int]:
    tops = []
    for i, lane in enumerate(lanes.rows):
        tops.append(y)
        if not labels:
            y += face.bare_lane
        elif i >= lanes.mentions and all(piece.mark.own for piece in lane):
            y += face.own_lane
        else:
            y += face.lane
    return tuple(tops), y + BELOW_LANES


def _pieces(laid: Laid, line: QTextLine, extent: tuple[int, int, int], right: float,
            entries: Sequence[_Entry]) -> list[Piece]:  # fmt: skip
    start, end, _ = extent
    straight = not laid.is_mixed
    to_unit = laid.to_unit
    out = []
    for order, mark, first, last, level, labels, width in entries:
        if first >= end:
            break
        if last <= start:
            continue
        opens, closes = first >= start, last <= end
        if straight:
            x = x_of(line, to_unit(first)) if first > start else 0.0
            edge = x_of(line, to_unit(last)) if last < end else right
            runs: tuple[Stretch, ...] = ((x, edge),)
        else:
            runs = laid.runs(line, max(first, start), min(last, end))
            x, edge = runs[0][0], runs[-1][1]
            if laid.is_leftwards(line, max(first, start)):
                opens, closes = closes, opens
        reach = max(edge + 1, x + width)
        out.append(Piece(order, mark, runs, opens, closes, level, labels, x, reach))
    return out
