"""Drawing one laid-out block: fills, lanes, labels, selection, frames. Colours come in a `Look`."""

from bisect import bisect_left
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGlyphRun, QPainter, QPen, QTextLayout

from annotator.gui.text.lanes import Piece
from annotator.gui.text.lines import Laid, Line, Setting
from annotator.gui.text.marks import Mark
from annotator.gui.text.palette import TextTheme, mixed

_TICK = 2.0
_DIM = 0.45
HANDLE = 6.0


@dataclass(frozen=True, slots=True)
class Look:
    """What decides how marks are drawn but for where they are."""

    theme: TextTheme
    open_claim: int | None = None
    peeked_claim: int | None = None
    entities: str = "on"
    claims: str = "on"
    own: str = "on"

    def layer(self, mark: Mark) -> str:
        """The state of the layer a mark lies in: "on", "dim" or "off"."""
        if mark.is_mention:
            return self.entities
        return self.own if mark.own else self.claims

    def takes_lane(self, mark: Mark) -> bool:
        """True where a mark is shown at all."""
        return self.layer(mark) != "off" or self.is_lit(mark)

    def is_lit(self, mark: Mark) -> bool:
        """True for the parts of the open claim and of the one peeked at."""
        return mark.claim is not None and mark.claim in (self.open_claim, self.peeked_claim)


@dataclass(frozen=True, slots=True)
class Frames:
    """What is framed and not filled: the chosen span, a place jumped to, what a search found.

    `hits` are sorted ranges; `selection` is filled, and lies here because it moves as often.
    """

    selection: tuple[int, int] = (0, 0)
    chosen: Mark | None = None
    outline: tuple[int, int] | None = None
    hits: tuple[tuple[int, int], ...] = ()
    current_hit: int = -1


class Strokes:
    """A block's marks as rectangles and labels, ready to be drawn under one look."""

    __slots__ = ("bars", "dashes", "fills", "labels", "look", "setting", "tints")

    def __init__(self, look: Look, setting: Setting) -> None:
        self.look = look
        self.setting = setting
        self.fills: list[tuple[int, QRectF, QColor]] = []
        self.tints: list[tuple[QRectF, QColor]] = []
        self.bars: list[tuple[QRectF, QColor]] = []
        self.dashes: list[tuple[QRectF, QColor]] = []
        self.labels: list[tuple[QPointF, list[QGlyphRun], QColor]] = []


def paint_block(painter: QPainter, laid: Laid, layout: QTextLayout, strokes: Strokes,
                frames: Frames, clip: QRectF) -> None:  # fmt: skip
    """Draw a block with the painter standing at its top left corner."""
    theme = strokes.look.theme
    fill = painter.fillRect
    for _, rect, colour in strokes.fills:
        fill(rect, colour)
    for rect, colour in strokes.tints:
        fill(rect, colour)
    start, end = laid.lines[0].start, laid.lines[-1].stop
    selection = frames.selection
    if selection[0] < selection[1] and selection[0] <= end and selection[1] >= start:
        for rect in laid.rects(layout, max(start, selection[0]), min(end, selection[1])):
            fill(rect, theme.selection)
    painter.setPen(theme.text)
    layout.draw(painter, -layout.position(), [], clip)
    if strokes.bars or strokes.labels or strokes.dashes:
        _paint_lanes(painter, strokes)
    _paint_frames(painter, laid, layout, frames, theme)


def _paint_lanes(painter: QPainter, strokes: Strokes) -> None:
    fill = painter.fillRect
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for rect, colour in strokes.bars:
        fill(rect, colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if strokes.labels:
        last = None
        for place, runs, colour in strokes.labels:
            if colour is not last:
                painter.setPen(colour)
                last = colour
            for run in runs:
                painter.drawGlyphRun(place, run)
    for rect, colour in strokes.dashes:
        pen = QPen(colour, 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)


def _paint_frames(painter: QPainter, laid: Laid, layout: QTextLayout, frames: Frames,
                  theme: TextTheme) -> None:  # fmt: skip
    start, end = laid.lines[0].start, laid.lines[-1].end
    first = bisect_left(frames.hits, (start - 1_000,)) if frames.hits else 0
    for i in range(first, len(frames.hits)):
        a, b = frames.hits[i]
        if a >= end:
            break
        width = 2 if i == frames.current_hit else 1
        for rect in laid.rects(layout, a, b) if b > start else ():
            _frame(painter, rect, theme.warn, width)
    if frames.outline is not None and frames.outline[0] < end and frames.outline[1] > start:
        for rect in laid.rects(layout, *frames.outline):
            _frame(painter, rect.adjusted(-2, -1, 2, 1), theme.accent, 2)
    chosen = frames.chosen
    if chosen is not None and chosen.start < end and chosen.end > start:
        rects = laid.rects(layout, chosen.start, chosen.end)
        for rect in rects:
            _frame(painter, rect, theme.accent, 1)
        if rects and chosen.start >= start:
            _handle(painter, rects[0].topLeft(), rects[0].height(), theme, upper=True)
        if rects and chosen.end <= end:
            _handle(painter, rects[-1].topRight(), rects[-1].height(), theme, upper=False)


def _frame(painter: QPainter, rect: QRectF, colour: QColor, width: int) -> None:
    half = width / 2
    painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(half, half, -half, -half))


def _handle(painter: QPainter, top: QPointF, height: float, theme: TextTheme, *,
            upper: bool) -> None:  # fmt: skip
    painter.fillRect(QRectF(top.x() - 1, top.y(), 2, height), theme.accent)
    y = top.y() if upper else top.y() + height
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.base, 1))
    painter.setBrush(theme.accent)
    painter.drawEllipse(QPointF(top.x(), y), HANDLE / 2 + 0.5, HANDLE / 2 + 0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def strokes_of(laid: Laid, look: Look, setting: Setting) -> Strokes:
    """Turn a block's pieces into rectangles and labels."""
    strokes = Strokes(look, setting)
    for line in laid.lines:
        rows = line.lanes.rows
        for top, lane in zip(line.lane_tops, rows, strict=True):
            for piece in lane:
                if piece.mark.is_mention:
                    _mention(strokes, line, piece, top)
                elif piece.mark.own:
                    _own(strokes, line, piece, top)
                else:
                    _part(strokes, line, piece, top)
        if line.lanes.hidden:
            text = f"+{line.lanes.hidden}"
            x = max(line.right + 6, setting.width - setting.face.width(text))
            _label(strokes, x, line.lane_tops[-1], text, look.theme.dim)
    strokes.fills.sort(key=lambda fill: fill[0])
    return strokes


def _mention(strokes: Strokes, line: Line, piece: Piece, top: int) -> None:
    look, mark = strokes.look, piece.mark
    colours = look.theme.family(mark.hue)
    dim = look.entities == "dim"
    bar = mixed(colours.bar, look.theme.base, _DIM) if dim else colours.bar
    inset = min(2 * piece.level, 8)
    for left, right in piece.runs:
        box = QRectF(left, line.y + inset, right - left, line.height - inset)
        if mark.dashed:
            strokes.dashes.append((box.adjusted(0.5, 0.5, -0.5, -0.5), bar))
            continue
        if not dim:
            strokes.fills.append((piece.level, box, colours.pale if mark.pale else colours.full))
        strokes.bars.append((_bar(left, right, top + _TICK, 1.5), bar))
    if not mark.dashed:
        _ticks(strokes, piece, top, 1.5, bar)
    if strokes.setting.labels:
        _label(strokes, piece.left, top, piece.label, bar)


def _part(strokes: Strokes, line: Line, piece: Piece, top: int) -> None:
    look, mark = strokes.look, piece.mark
    lit = look.is_lit(mark)
    hue = look.theme.role(mark.hue)
    if look.claims == "dim" and not lit:
        hue = mixed(hue, look.theme.base, _DIM)
    thick = 3.0 if lit else 2.0
    y = top + _TICK + 2 - thick
    for left, right in piece.runs:
        if lit:
            _tint(strokes, line, left, right, mark)
        if mark.hue == "hedge":
            _dotted(strokes, left, right, y, thick, hue)
        else:
            strokes.bars.append((_bar(left, right, y, thick), hue))
    _ticks(strokes, piece, top, thick, hue)
    if strokes.setting.labels:
        _label(strokes, piece.left + 1, top, piece.label, hue)


def _own(strokes: Strokes, line: Line, piece: Piece, top: int) -> None:
    look, theme = strokes.look, strokes.look.theme
    lit = look.is_lit(piece.mark)
    number, hair = theme.own_number, theme.own_line
    if look.own == "dim" and not lit:
        number, hair = mixed(number, theme.base, _DIM), mixed(hair, theme.base, _DIM)
    thick = 2.0 if lit else 1.0
    face = strokes.setting.face
    middle = top + _TICK + (round(face.cap / 2) + 1 if strokes.setting.labels else 0)
    start = piece.left
    if strokes.setting.labels and piece.label:
        if piece.opens:
            strokes.bars.append((QRectF(round(start), middle - 4, 1, 8), hair))
            start += 4
        place = QPointF(start, round(middle + face.cap / 2))
        strokes.labels.append((place, face.runs(piece.label), number))
        start += face.width(piece.label) + 4
    for left, right in piece.runs:
        if lit:
            _tint(strokes, line, left, right, piece.mark)
        if (left := max(left, start)) < right:
            strokes.bars.append((_bar(left, right, middle, thick), hair))
    if piece.closes:
        strokes.bars.append((QRectF(round(piece.right) - 1, middle - 3, 1, 4), hair))


def _tint(strokes: Strokes, line: Line, left: float, right: float, mark: Mark) -> None:
    colour = strokes.look.theme.tint("own" if mark.own else mark.hue)
    strokes.tints.append((QRectF(left, line.y, right - left, line.height), colour))


def _bar(left: float, right: float, y: float, thick: float) -> QRectF:
    left = round(left)
    return QRectF(left, y, round(right) - left, thick)


def _ticks(strokes: Strokes, piece: Piece, top: int, width: float, colour: QColor) -> None:
    if piece.opens:
        strokes.bars.append((QRectF(round(piece.left), top - 1, 1.5, _TICK + 1), colour))
    if piece.closes:
        right = round(piece.right) - 1.5
        strokes.bars.append((QRectF(right, top - 1, 1.5, _TICK + 1), colour))


def _dotted(strokes: Strokes, left: float, right: float, y: float, width: float,
            colour: QColor) -> None:  # fmt: skip
    x = left
    while x < right:
        strokes.bars.append((QRectF(x, y, min(3.0, right - x), width), colour))
        x += 5.0


def _label(strokes: Strokes, x: float, top: float, text: str, colour: QColor) -> None:
    if text:
        face = strokes.setting.face
        y = round(top + _TICK + 3 + face.cap)
        strokes.labels.append((QPointF(x, y), face.runs(text), colour))
