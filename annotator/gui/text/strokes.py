"""The marks of one line as rectangles and labels, ready to be drawn under one look."""

from operator import itemgetter

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QGlyphRun

from annotator.gui.text.lanes import Piece
from annotator.gui.text.lines import MARGIN, Line, Setting
from annotator.gui.text.look import Look
from annotator.gui.text.marks import Mark
from annotator.gui.text.palette import mixed

_TICK = 2
_DIM = 0.45

# Whole numbers, and one tuple for each: every object made here is made some hundred times a screen.
Fill = tuple[int, int, int, int, int, QColor]
Bar = tuple[int, int, int, int, QColor]
Label = tuple[QPointF, list[QGlyphRun], QColor]


class Strokes:
    """A line's marks as rectangles and labels.

    `fills` and `tints` are in pixels, fills with their level first; `bars` in half pixels.
    """

    __slots__ = ("bars", "dashes", "fills", "labels", "look", "setting", "tints")

    def __init__(self, look: Look, setting: Setting) -> None:
        self.look = look
        self.setting = setting
        self.fills: list[Fill] = []
        self.bars: list[Bar] = []
        self.labels: list[Label] = []
        self.tints: tuple[Bar, ...] = ()
        self.dashes: tuple[tuple[QRectF, QColor], ...] = ()


def strokes_of(line: Line, look: Look, setting: Setting) -> Strokes:
    """Turn a line's pieces into rectangles and labels."""
    strokes = Strokes(look, setting)
    for top, lane in zip(line.lane_tops, line.lanes.rows, strict=True):
        for i, piece in enumerate(lane):
            if piece.mark.kind == "mention":
                _mention(strokes, line, piece, top)
                continue
            edge = lane[i + 1].left if i + 1 < len(lane) else setting.width + MARGIN
            draw = _own if piece.mark.own else _part
            draw(strokes, line, piece, top, piece.label(edge))
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
    if mark.dashed:
        _dash(strokes, line, piece, bar)
    else:
        inset = min(2 * piece.level, 8)
        y, height = line.y + inset, line.height - inset
        colour = colours.pale if mark.pale else colours.full
        for left, right in piece.runs:
            left, right = round(left), round(right)
            if not dim:
                strokes.fills.append((piece.level, left, y, right - left, height, colour))
            strokes.bars.append((2 * left, 2 * (top + _TICK), 2 * (right - left), 3, bar))
        _ticks(strokes, piece, top, bar)
    if piece.labels:
        _label(strokes, piece.left, top, piece.labels[0][0], bar)


def _part(strokes: Strokes, line: Line, piece: Piece, top: int, label: str) -> None:
    look, mark = strokes.look, piece.mark
    lit = look.is_lit(mark)
    hue = look.theme.role(mark.hue)
    if look.claims == "dim" and not lit:
        hue = mixed(hue, look.theme.base, _DIM)
    thick = 3 if lit else 2
    y = top + _TICK + 2 - thick
    for left, right in piece.runs:
        left, right = round(left), round(right)
        if lit:
            _tint(strokes, line, left, right, mark)
        if mark.dashed:
            continue
        if mark.hue == "hedge":
            for x in range(left, right, 5):
                strokes.bars.append((2 * x, 2 * y, 2 * min(3, right - x), 2 * thick, hue))
        else:
            strokes.bars.append((2 * left, 2 * y, 2 * (right - left), 2 * thick, hue))
    if mark.dashed:
        _dash(strokes, line, piece, hue)
    else:
        _ticks(strokes, piece, top, hue)
    _label(strokes, piece.left + 1, top + 0.6, label, hue)


def _own(strokes: Strokes, line: Line, piece: Piece, top: int, label: str) -> None:
    look, theme = strokes.look, strokes.look.theme
    lit = look.is_lit(piece.mark)
    number, hair = theme.own_number, theme.own_line
    if look.own == "dim" and not lit:
        number, hair = mixed(number, theme.base, _DIM), mixed(hair, theme.base, _DIM)
    thick = 2 if lit else 1
    face, bars = strokes.setting.face, strokes.bars
    middle = top + _TICK + (round(face.cap / 2) + 1 if strokes.setting.labels else 0)
    start = round(piece.left)
    if label:
        if piece.left_end:
            bars.append((2 * start, 2 * (middle - 4), 2, 16, hair))
            start += 4
        place = QPointF(start, round(middle + face.cap / 2))
        strokes.labels.append((place, face.runs(label), number))
        start += round(face.width(label)) + 4
    for left, right in piece.runs:
        left, right = round(left), round(right)
        if lit:
            _tint(strokes, line, left, right, piece.mark)
        if (left := max(left, start)) < right:
            bars.append((2 * left, 2 * middle, 2 * (right - left), 2 * thick, hair))
    if piece.right_end:
        bars.append((2 * round(piece.right) - 2, 2 * (middle - 3), 2, 8, hair))


def _tint(strokes: Strokes, line: Line, left: int, right: int, mark: Mark) -> None:
    colour = strokes.look.theme.tint("own" if mark.own else mark.hue)
    strokes.tints += ((left, line.y, right - left, line.height, colour),)


def _dash(strokes: Strokes, line: Line, piece: Piece, colour: QColor) -> None:
    boxes = (QRectF(a, line.y, b - a, line.height) for a, b in piece.runs)
    strokes.dashes += tuple((box.adjusted(0.5, 0.5, -0.5, -0.5), colour) for box in boxes)


def _ticks(strokes: Strokes, piece: Piece, top: int, colour: QColor) -> None:
    y, height = 2 * (top - 1), 2 * (_TICK + 1)
    if piece.left_end:
        strokes.bars.append((2 * round(piece.left), y, 3, height, colour))
    if piece.right_end:
        strokes.bars.append((2 * round(piece.right) - 3, y, 3, height, colour))


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
