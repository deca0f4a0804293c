"""A chart of how a number grew from day to day: steps over a scale of days."""

from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from annotator.gui.theme import Theme, px
from annotator.gui.widgets import paint
from annotator.gui.widgets.chart import TITLE, Chart, Point, number

HEIGHT, SCALE, FOOT, DOT, HIT = 128, 44, 20, 3, 8
LINES = (1, 2, 5)


class Days(Chart):
    """Points named by a date, "2024-03-31", in order; each holds until the next."""

    BACK, ON = Qt.Key.Key_Left, Qt.Key.Key_Right

    def height_of_points(self) -> int:
        return px(HEIGHT)

    def box_of(self, place: int) -> QRectF:
        field = _field(self.body)
        at = positions(self.points, field)
        before = (at[place - 1].x() + at[place].x()) / 2 if place else field.left() - px(HIT)
        last = place == len(at) - 1
        after = field.right() + px(HIT) if last else (at[place].x() + at[place + 1].x()) / 2
        return QRectF(before, px(TITLE), after - before, px(HEIGHT))

    def draw(self, painter: QPainter, theme: Theme, box: QRectF, *, lit: int = -1) -> None:
        field = _field(box)
        self._draw_scale(painter, theme, field)
        at = positions(self.points, field)
        steps = [at[0]]
        for before, after in pairwise(at):
            steps += [QPointF(after.x(), before.y()), after]
        steps.append(QPointF(field.right(), at[-1].y()))
        ground = [QPointF(field.right(), field.bottom()), QPointF(at[0].x(), field.bottom())]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.infobg)
        painter.drawPolygon(QPolygonF([*steps, *ground]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.accent, 2))
        painter.drawPolyline(QPolygonF(steps))
        shown = lit if 0 <= lit < len(at) else len(at) - 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent)
        painter.drawEllipse(at[shown], px(DOT), px(DOT))
        self._draw_foot(painter, theme, field, shown, named=lit >= 0)

    def _draw_scale(self, painter: QPainter, theme: Theme, field: QRectF) -> None:
        """Lines at round numbers, each named at the left."""
        most = top_of(self.points)
        for count in round_numbers(most):
            y = round(field.bottom() - field.height() * count / most)
            painter.fillRect(QRectF(field.left(), y, field.width(), 1), theme.line)
            box = QRectF(field.left() - px(SCALE), y - px(8), px(SCALE) - px(8), px(16))
            words = number(count)
            font = theme.font("fine")
            paint.draw_words(painter, box, words, font, theme.dim, align="right", elide="none")

    def _draw_foot(
        self, painter: QPainter, theme: Theme, field: QRectF, shown: int, *, named: bool
    ) -> None:
        """First and last day, or the chosen one with its count."""
        foot = QRectF(field.left(), field.bottom() + px(4), field.width(), px(FOOT - 4))
        font = theme.font("fine")
        if named:
            one = self.points[shown]
            words = one.told or f"{one.name}: {number(one.count)}"
            paint.draw_words(painter, foot, words, font, theme.text)
            return
        paint.draw_words(painter, foot, self.points[0].name, font, theme.dim)
        if len(self.points) > 1:
            last = self.points[-1].name
            paint.draw_words(painter, foot, last, font, theme.dim, align="right")


def positions(points: tuple[Point, ...], field: QRectF) -> list[QPointF]:
    """Where points stand in a field: days from left to right, counts upwards from 0."""
    days = [_ordinal(one.name) for one in points]
    span, most = days[-1] - days[0] + 1, top_of(points)  # the last day has its room too
    return [
        QPointF(
            field.left() + field.width() * (day - days[0]) / span,
            field.bottom() - field.height() * max(one.count, 0) / most,
        )
        for day, one in zip(days, points, strict=True)
    ]


def top_of(points: tuple[Point, ...]) -> int:
    """The number at the upper edge: the largest count, and never 0."""
    return max((one.count for one in points), default=0) or 1


def round_numbers(most: int, lines: int = 4) -> tuple[int, ...]:
    """Round numbers from 0 to the largest, so many lines at most above 0."""
    step, power = 1, 1
    while most / step > lines:
        step = next((s * power for s in LINES if most / (s * power) <= lines), step)
        power *= 10
    return tuple(range(0, most + 1, step))


def _field(box: QRectF) -> QRectF:
    return box.adjusted(px(SCALE), px(8), -px(HIT), -px(FOOT))


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
