"""Drawing one laid-out block: fills, selection, words, lanes and frames."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.gui.text.bidi import x_of
from annotator.gui.text.lines import Laid
from annotator.gui.text.look import Frames
from annotator.gui.text.palette import TextTheme
from annotator.gui.text.strokes import Strokes

HANDLE = 6.0
CARET = 1.5


def paint_block(painter: QPainter, laid: Laid, strokes: Sequence[Strokes],
                frames: Frames, theme: TextTheme, clip: QRectF) -> None:  # fmt: skip
    """Draw the lines of a block in a clip with the painter standing at its top left corner."""
    fill = painter.fillRect
    for each in strokes:
        for _, x, y, width, height, colour in each.fills:
            fill(x, y, width, height, colour)
        for tint in each.tints:
            fill(*tint)
    if frames.selection[0] < frames.selection[1]:
        for rect in laid.rects(*frames.selection, clip.top(), clip.bottom()):
            fill(rect, theme.selection)
    painter.setPen(theme.text)
    laid.layout.draw(painter, QPointF(), [], clip)
    if strokes:
        _paint_lanes(painter, strokes)
    if frames.alike is not None:
        _paint_alike(painter, laid, frames, theme, clip)
    if frames.hits or frames.outline is not None or frames.chosen is not None:
        _paint_frames(painter, laid, frames, theme)


def paint_caret(painter: QPainter, laid: Laid, point: int, colour: QColor) -> None:
    """Draw the caret before a code point of the block."""
    i = laid.line_of(point)
    line = laid.lines[i]
    x = x_of(laid.layout.lineAt(i), laid.to_unit(point))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(x - 0.5, line.y, CARET, line.height), colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_lanes(painter: QPainter, strokes: Sequence[Strokes]) -> None:
    fill = painter.fillRect
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(0.5, 0.5)
    for each in strokes:
        for bar in each.bars:
            fill(*bar)
    painter.scale(2, 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    last = None
    for each in strokes:
        for place, runs, colour in each.labels:
            if colour is not last:
                painter.setPen(colour)
                last = colour
            for run in runs:
                painter.drawGlyphRun(place, run)
        for rect, colour in each.dashes:
            pen = QPen(colour, 1)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)
            last = None


def _paint_alike(
    painter: QPainter, laid: Laid, frames: Frames, theme: TextTheme, clip: QRectF
) -> None:
    first = laid.lines[laid.line_at(clip.top())].start
    last = laid.lines[laid.line_at(clip.bottom())].end
    for start, end in frames.alike(first, last) if frames.alike is not None else ():
        for rect in laid.rects(start, end, clip.top(), clip.bottom()):
            _frame(painter, rect, theme.accent, 1)


def _paint_frames(painter: QPainter, laid: Laid, frames: Frames, theme: TextTheme) -> None:
    start, end = laid.lines[0].start, laid.lines[-1].end
    first = bisect_left(frames.hits, (start - 1_000,)) if frames.hits else 0
    for i in range(first, len(frames.hits)):
        a, b = frames.hits[i]
        if a >= end:
            break
        width = 2 if i == frames.current_hit else 1
        for rect in laid.rects(a, b) if b > start else ():
            _frame(painter, rect, theme.warn, width)
    if frames.outline is not None and frames.outline[0] < end and frames.outline[1] > start:
        for rect in laid.rects(*frames.outline):
            _frame(painter, rect.adjusted(-2, -1, 2, 1), theme.accent, 2)
    chosen = frames.chosen
    if chosen is not None and chosen.start < end and chosen.end > start:
        for rect in laid.rects(chosen.start, chosen.end):
            _frame(painter, rect, theme.accent, 1)
        for first, box in laid.edges(chosen.start, chosen.end):
            _handle(painter, box, theme, upper=first)


def _frame(painter: QPainter, rect: QRectF, colour: QColor, width: int) -> None:
    half = width / 2
    painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(half, half, -half, -half))


def _handle(painter: QPainter, edge: QRectF, theme: TextTheme, *, upper: bool) -> None:
    painter.fillRect(edge.adjusted(-1, 0, 1, 0), theme.accent)
    knob = QPointF(edge.x(), edge.top() if upper else edge.bottom())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.base, 1))
    painter.setBrush(theme.accent)
    painter.drawEllipse(knob, HANDLE / 2 + 0.5, HANDLE / 2 + 0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
