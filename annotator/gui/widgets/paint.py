"""Strokes shared by painted widgets and rows: words, chips, key caps, status marks, frames."""

from typing import TypedDict, Unpack

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from annotator.gui.text.palette import FamilyColours, mixed
from annotator.gui.theme import Theme, measures, px
from annotator.gui.theme import words_width as words_width

CHIP_WIDTH = 36
CHIP_HEIGHT = 17
KEY_HEIGHT = 17
RING = 12

LONGEST = 400

# Looked up once: an enumeration of Qt costs as much as a stroke.
_BY_WORDS = Qt.LayoutDirection.LayoutDirectionAuto
_SMOOTH = QPainter.RenderHint.Antialiasing
_NO_PEN, _NO_BRUSH = Qt.PenStyle.NoPen, Qt.BrushStyle.NoBrush

_BREAKS = dict.fromkeys(map(ord, "\n\r\t\v\f\x85\u2028\u2029"), " ")
_ELIDE = {
    "end": Qt.TextElideMode.ElideRight,
    "start": Qt.TextElideMode.ElideLeft,
    "middle": Qt.TextElideMode.ElideMiddle,
    "none": Qt.TextElideMode.ElideNone,
}


class Fit(TypedDict, total=False):
    """How words stand in their box: `align` left, right or centre; `elide` their end (as usual),
    start, middle or none."""

    align: str
    elide: str


def draw_words(
    painter: QPainter,
    box: QRectF,
    words: str,
    font: QFont,
    colour: QColor,
    **fit: Unpack[Fit],
) -> float:
    """Draw one line of words in a box, elided where it does not fit; returns the width taken.

    Words keep their own direction and stand in the same column whichever way they run.
    """
    align, elide = fit.get("align", "left"), fit.get("elide", "end")
    words, known = _one_line(words, elide), measures(font)
    width = words_width(words, font)
    if width > box.width() and elide != "none":
        words = known.elidedText(words, _ELIDE[elide], box.width())
        width = words_width(words, font)
    x = box.left()
    if align == "right":
        x = box.right() - width
    elif align == "centre":
        x = box.left() + (box.width() - width) / 2
    baseline = box.top() + (box.height() + known.ascent() - known.descent()) / 2
    painter.setFont(font)
    painter.setPen(colour)
    painter.setLayoutDirection(_BY_WORDS)
    painter.drawText(QPointF(round(x), round(baseline)), words)
    return width


def _one_line(words: str, elide: str) -> str:
    """Words without breaks, and no more of them than any line could show."""
    if len(words) > LONGEST:
        if elide == "start":
            words = words[-LONGEST:]
        elif elide == "end":
            words = words[:LONGEST]
    return words.translate(_BREAKS)


def rounded(
    painter: QPainter,
    box: QRectF,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: float = 1.0,
) -> None:
    """A box with round corners; its edge is drawn inside, so that it falls on whole pixels."""
    painter.save()
    painter.setRenderHint(_SMOOTH)
    half = width / 2 if edge else 0.0
    painter.setPen(QPen(edge, width) if edge else _NO_PEN)
    painter.setBrush(fill if fill else _NO_BRUSH)
    inner = box.adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, radius - half, radius - half)
    painter.restore()


def focus_frame(painter: QPainter, box: QRectF, theme: Theme, radius: float = 4) -> None:
    """The frame that says where the keys go."""
    rounded(painter, box, radius, edge=theme.accent, width=2)


def draw_chip(
    painter: QPainter, box: QRectF, code: str, colours: FamilyColours, theme: Theme
) -> None:
    """A code chip: full fill, the bar below, the code in text colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.full)
    top = QPainterPath()
    top.setFillRule(Qt.FillRule.WindingFill)
    top.addRoundedRect(box, 2, 2)
    top.addRect(box.adjusted(0, 4, 0, 0))
    painter.drawPath(top)
    painter.fillRect(QRectF(box.left(), box.bottom() - 1.5, box.width(), 1.5), colours.bar)
    painter.restore()
    font = theme.font("fine", medium=True)
    draw_words(painter, box.adjusted(0, 0, 0, -1), code, font, theme.text, align="centre")


def key_width(key: str, theme: Theme) -> int:
    """How wide the cap of a key is."""
    font = theme.font("fine", medium=True)
    return max(px(KEY_HEIGHT), round(words_width(key, font)) + px(8))


def soft_edge(theme: Theme) -> QColor:
    """The edge of key caps and cells: 55 % of a field's."""
    return mixed(theme.edge, theme.raised, 0.55)


def draw_key(painter: QPainter, box: QRectF, key: str, theme: Theme) -> None:
    """A key cap: its edge at 55 %, its letter dim."""
    rounded(painter, box, 3, fill=theme.raised, edge=soft_edge(theme))
    draw_words(painter, box, key, theme.font("fine", medium=True), theme.dim, align="centre")


def draw_status(painter: QPainter, box: QRectF, status: str, theme: Theme) -> None:
    """The mark of an article's status: five states, five shapes, legible without their colours."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = box.width() / 12
    painter.translate(box.topLeft())
    painter.scale(unit, unit)
    {
        "untouched": _ring_empty,
        "in_progress": _ring_half,
        "done": _ring_done,
        "done_empty": _ring_nothing,
        "review": _ring_review,
    }[status](painter, theme)
    painter.restore()


def _ring(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.5))
    painter.drawEllipse(QRectF(0.75, 0.75, 10.5, 10.5))


def _disc(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(0, 0, 12, 12))


def _stroke(painter: QPainter, colour: QColor, width: float, *points: tuple[float, float]) -> None:
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline([QPointF(x, y) for x, y in points])


def _ring_empty(painter: QPainter, theme: Theme) -> None:
    _ring(painter, theme.edge)


def _ring_half(painter: QPainter, theme: Theme) -> None:
    _ring(painter, theme.accent)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.accent)
    painter.drawPie(QRectF(2.75, 2.75, 6.5, 6.5), -90 * 16, 180 * 16)


def _ring_done(painter: QPainter, theme: Theme) -> None:
    _disc(painter, theme.ok)
    _stroke(painter, theme.base, 1.6, (3.3, 6.2), (5.2, 8.1), (8.7, 4.2))


def _ring_nothing(painter: QPainter, theme: Theme) -> None:
    _disc(painter, theme.ok)
    _stroke(painter, theme.base, 1.6, (3.5, 6), (8.5, 6))


def _ring_review(painter: QPainter, theme: Theme) -> None:
    _ring(painter, theme.warn)
    _stroke(painter, theme.warn, 1.5, (6, 3.4), (6, 6.4))
    _stroke(painter, theme.warn, 1.7, (6, 8.6), (6, 8.61))
