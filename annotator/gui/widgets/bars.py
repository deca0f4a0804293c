"""A chart of bars, one under the other: name at the left, count at the right of its bar."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from annotator.gui.theme import Theme, px
from annotator.gui.widgets import paint
from annotator.gui.widgets.chart import TITLE, Chart, Point, number

ROW, BAR, NAME, GAP, SHORTEST, REMARK = 22, 10, 0.42, 8, 2, 0.6
_ROLES = ("accent", "ok", "warn", "edge", "dim")


class Bars(Chart):
    """Bars in the order given, all on the scale of the longest."""

    def height_of_points(self) -> int:
        return px(ROW) * len(self.points)

    def box_of(self, place: int) -> QRectF:
        return QRectF(0, px(TITLE) + place * px(ROW), self.width(), px(ROW))

    def draw(self, painter: QPainter, theme: Theme, box: QRectF, *, lit: int = -1) -> None:
        most = max((one.count for one in self.points), default=0)
        font = theme.font("small")
        left = box.left() + round(box.width() * NAME)
        counts = [counted(one) for one in self.points]
        widest = max(paint.words_width(words, font) for words in counts)
        if widest > (box.right() - left) * REMARK:
            counts = [number(one.count) for one in self.points]
            widest = max(paint.words_width(words, font) for words in counts)
        room = box.right() - left - widest - 2 * px(GAP)
        for place, one in enumerate(self.points):
            row = QRectF(box.left(), box.top() + place * px(ROW), box.width(), px(ROW))
            if place == lit:
                paint.rounded(painter, row, 4, fill=theme.hover)
            name = row.adjusted(px(4), 0, 0, 0)
            name.setRight(left - px(GAP))
            ink = theme.accent if place == lit else theme.text
            paint.draw_words(painter, name, one.name, font, ink)
            length = bar_length(one.count, most, room)
            top = row.top() + (row.height() - px(BAR)) / 2
            bar = QRectF(left, round(top), length, px(BAR))
            paint.rounded(painter, bar, 2, fill=colour(theme, one))
            count = QRectF(left + length + px(GAP), row.top(), widest + 1, row.height())
            paint.draw_words(painter, count, counts[place], font, theme.dim, elide="none")


def counted(point: Point) -> str:
    """How many, and the remark to it."""
    return f"{number(point.count)} · {point.remark}" if point.remark else number(point.count)


def bar_length(count: int, most: int, room: float) -> float:
    """How long a bar is: nothing for nothing, else at least as much as can be seen."""
    return max(float(SHORTEST), room * count / most) if count and most else 0.0


def colour(theme: Theme, point: Point) -> QColor:
    """The colour of a point: a role of the theme, or the strong one of a label family."""
    return getattr(theme, point.hue) if point.hue in _ROLES else theme.family(point.hue).bar
