"""The strip beside the text: where its claims lie, what lacks a source or a judgement, what a
search found, and which part is in view. Places are shares of the text's code points: they never
wander, however much of the text was laid out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from annotator.gui.text.view import TextView
from annotator.i18n import _

WIDTH = 20
_NEAR = 4
# Drawn in this order, so that what matters more lies above.
KINDS = ("own", "content", "hit", "unjudged", "sourceless")


@dataclass(frozen=True, slots=True)
class Tick:
    """One sign on the ruler. `kind` is one of `KINDS`; `hue` the role of a content tick; `claim`
    the id of the claim that it is about.
    """

    point: int
    kind: str
    hue: str = "content"
    claim: int | None = None


class Ruler(QWidget):
    """Ticks over the height of a view's text; a click tells the code point to go to, the mouse over
    one shows its `tip`, asked for only then: numbers of claims change with every new one.
    """

    jumped = Signal(int)

    def __init__(
        self, view: TextView, parent: QWidget | None = None,
        *, tip: Callable[[Tick], str] = lambda tick: "",
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._view, self._tip = view, tip
        self._ticks: tuple[Tick, ...] = ()
        self._rows: tuple[tuple[int, Tick], ...] = ()
        self._rows_for = (0, 0)
        self._drawn: tuple[object, QPixmap] | None = None
        self._open: int | None = None
        self._drawn_part = (0, 0)
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Overview of the article"))
        view.scrolled.connect(self._follow)

    def set_ticks(self, ticks: Iterable[Tick]) -> None:
        """Show these ticks."""
        ticks = tuple(ticks)
        if ticks != self._ticks:
            self._ticks, self._rows_for = ticks, (0, 0)
            self.update()

    def show_open(self, point: int | None) -> None:
        """Show where the open claim lies, where one is open."""
        if point != self._open:
            self._open = point
            self.update()

    def _follow(self) -> None:
        """Draw the part in view where it is now."""
        if self._part() != self._drawn_part:
            self.update()

    def _part(self) -> tuple[int, int]:
        """The first and last pixel row of the part in view."""
        first, last = self._view.in_view()
        return self.y_of(first), self.y_of(last)

    def y_of(self, point: int) -> int:
        """The pixel row of a code point."""
        return round(point / max(1, len(self._view.text)) * (self.height() - 1))

    def point_at(self, y: int) -> int:
        """The code point of a pixel row: that of a tick close by, else the share of the text."""
        near = [(abs(row - y), tick) for row, tick in self._by_row() if abs(row - y) <= _NEAR]
        if near:
            return min(near, key=lambda found: found[0])[1].point
        share = max(0, min(y, self.height() - 1)) / max(1, self.height() - 1)
        return round(share * len(self._view.text))

    def _by_row(self) -> tuple[tuple[int, Tick], ...]:
        """The ticks with their rows, one of each kind and hue a row."""
        size = (self.height(), len(self._view.text))
        if self._rows_for != size:
            kept: dict[tuple[int, str, str], Tick] = {}
            for tick in self._ticks:
                kept.setdefault((self.y_of(tick.point), tick.kind, tick.hue), tick)
            order = {kind: i for i, kind in enumerate(KINDS)}
            found = sorted(kept.items(), key=lambda pair: order.get(pair[0][1], 0))
            self._rows = tuple((key[0], tick) for key, tick in found)
            self._rows_for = size
        return self._rows

    def _picture(self) -> QPixmap:
        """The ticks drawn once: the part in view wanders over them with every line scrolled."""
        ratio = self.devicePixelRatioF()
        ground = self._by_row(), self._view.theme, self.size(), ratio
        if self._drawn is None or self._drawn[0] != ground:
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for y, tick in self._by_row():
                self._draw(painter, y, tick)
            painter.end()
            self._drawn = ground, picture
        return self._drawn[1]

    def _draw(self, painter: QPainter, y: int, tick: Tick) -> None:
        theme = self._view.theme
        if tick.kind == "content":
            painter.fillRect(QRectF(3, y - 1, 6, 2), theme.role(tick.hue))
        elif tick.kind == "own":
            painter.fillRect(QRectF(3, y, 4, 1), theme.own_line)
        elif tick.kind == "hit":
            painter.fillRect(QRectF(9, y - 1, 3, 2), theme.warn)
        elif tick.kind == "sourceless":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.bad)
            painter.drawPolygon(_triangle(y))
        elif tick.kind == "unjudged":
            _ring(painter, y, theme.warn)

    # Overrides.

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._view.theme.base)
        self._drawn_part = top, bottom = self._part()
        painter.fillRect(0, top, self.width(), max(6, bottom - top), self._view.theme.hover)
        painter.drawPixmap(0, 0, self._picture())
        if self._open is not None:
            y = self.y_of(self._open)
            painter.fillRect(QRectF(2, y - 2, 10, 4), self._view.theme.accent)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.jumped.emit(self.point_at(event.position().toPoint().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.jumped.emit(self.point_at(event.position().toPoint().y()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            y = event.pos().y()
            tips = [self._tip(tick) for row, tick in self._by_row() if abs(row - y) <= _NEAR]
            QToolTip.showText(event.globalPos(), "\n".join(dict.fromkeys(filter(None, tips))), self)
            return True
        return super().event(event)


def _triangle(y: int) -> QPolygonF:
    return QPolygonF([QPointF(15.5, y), QPointF(19, y - 3), QPointF(19, y + 3)])


def _ring(painter: QPainter, y: int, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(13, y), 2, 2)
