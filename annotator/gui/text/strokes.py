"""The marks of one line as rectangles and labels, ready to be drawn under one look."""

from operator import itemgetter

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QGlyphRun

from annotator.gui.text.lanes import Piece
from annotator.gui.text.lines import MARGIN, Line, Setting
from annotator.gui.text.look import Look
from annotator.gui.text.marks import Mark
from annotator.gui.text.palette import mixed

_TICK = 2.0
_DIM = 0.45


class Strokes:
    """A line's marks as rectangles and labels, ready to be drawn under one look."""

    __slots__ = ("bars", "dashes", "fills", "labels", "look", "setting", "tints")

    def __init__(self, look: Look, setting: Setting) -> None:
        self.look = look
        self.setting = setting
        self.fills: list[tuple[int, QRectF, QColor]] = []
        self.tints: list[tuple[QRectF, QColor]] = []
        self.bars: list[tuple[QRectF, QColor]] = []
        self.dashes: list[tuple[QRectF, QColor]] = []
        self.labels: list[tuple[QPointF, list[QGlyphRun], QColor]] = []


def strokes_of(line: Line, look: Look, setting: Setting) -> Strokes:
    """Turn a line's pieces into rectangles and labels."""
    strokes = Strokes(look, setting)
    edge = setting.width + MARGIN
    for top, lane in zip(line.lane_tops, line.lanes.rows, strict=True):
        limits = [*(piece.left for piece in lane[1:]), edge]
        for piece, limit in zip(lane, limits, strict=True):
            if piece.mark.kind == "mention":
                _mention(strokes, line, piece, top)
            elif piece.mark.own:
                _own(strokes, line, piece, top, piece.label(limit))
            else:
                _part(strokes, line, piece, top, piece.label(limit))
    if line.lanes.hidden:
        text = f"+{line.lanes.hidden}"
        x = max(line.right + 6, setting.width - setting.face.width(text))
        _label(strokes, x, line.lane_tops[-1], text, look.theme.dim)
    if len(strokes.fills) > 1:
        strokes.fills.sort(key=itemgetter(0))
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
    if piece.labels:
        _label(strokes, piece.left, top, piece.labels[0][0], bar)


def _part(strokes: Strokes, line: Line, piece: Piece, top: int, label: str) -> None:
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
    _label(strokes, piece.left + 1, top, label, hue)


def _own(strokes: Strokes, line: Line, piece: Piece, top: int, label: str) -> None:
    look, theme = strokes.look, strokes.look.theme
    lit = look.is_lit(piece.mark)
    number, hair = theme.own_number, theme.own_line
    if look.own == "dim" and not lit:
        number, hair = mixed(number, theme.base, _DIM), mixed(hair, theme.base, _DIM)
    thick = 2.0 if lit else 1.0
    face = strokes.setting.face
    middle = top + _TICK + (round(face.cap / 2) + 1 if strokes.setting.labels else 0)
    start = piece.left
    if label:
        if piece.left_end:
            strokes.bars.append((QRectF(round(start), middle - 4, 1, 8), hair))
            start += 4
        place = QPointF(start, round(middle + face.cap / 2))
        strokes.labels.append((place, face.runs(label), number))
        start += face.width(label) + 4
    for left, right in piece.runs:
        if lit:
            _tint(strokes, line, left, right, piece.mark)
        if (left := max(left, start)) < right:
            strokes.bars.append((_bar(left, right, middle, thick), hair))
    if piece.right_end:
        strokes.bars.append((QRectF(round(piece.right) - 1, middle - 3, 1, 4), hair))


def _tint(strokes: Strokes, line: Line, left: float, right: float, mark: Mark) -> None:
    colour = strokes.look.theme.tint("own" if mark.own else mark.hue)
    strokes.tints.append((QRectF(left, line.y, right - left, line.height), colour))


def _bar(left: float, right: float, y: float, thick: float) -> QRectF:
    left = round(left)
    return QRectF(left, y, round(right) - left, thick)


def _ticks(strokes: Strokes, piece: Piece, top: int, width: float, colour: QColor) -> None:
    if piece.left_end:
        strokes.bars.append((QRectF(round(piece.left), top - 1, 1.5, _TICK + 1), colour))
    if piece.right_end:
        right = round(piece.right) - 1.5
        strokes.bars.append((QRectF(right, top - 1, 1.5, _TICK + 1), colour))


def _dotted(strokes: Strokes, left: float, right: float, y: float, width: float,
            colour: QColor) -> None:  # fmt: skip
    x = left
    while x < right:
        strokes.bars.append((QRectF(x, y, min(3.0, right - x), width), colour))
        x += 5.0


def _label(strokes: Strokes, x: float, top: float, text: str, colour: QColor) -> None:
    if not text:
        return
    face = strokes.setting.face
    y = round(top + _TICK + 3 + face.cap)
    # Number and word apart, so that not every number makes the words anew.
    number, blank, word = text.partition(" ")
    strokes.labels.append((QPointF(x, y), face.runs(number), colour))
    if word:
        place = QPointF(x + face.width(number) + face.width(blank), y)
        strokes.labels.append((place, face.runs(word), colour))
