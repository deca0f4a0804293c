"""What every chart shares: rows that can be gone through and opened, copied as table or picture."""

import csv
import io
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import IconButton
from annotator.gui.widgets.popups import below, entry, popup
from annotator.i18n import _

TABLE, PICTURE = QKeySequence("Ctrl+C"), QKeySequence("Ctrl+Shift+C")
TITLE, EDGE, RATIO = 28, 16, 2.0


@dataclass(frozen=True, slots=True)
class Point:
    """One row of a chart: what it counts, how many, and a colour: a theme's role or a family.

    `told` is what is said of it in place of its name and count; `remark` stands behind the count.
    """

    name: str
    count: int
    hue: str = "accent"
    told: str = ""
    remark: str = ""


class Chart(QWidget):
    """A chart under a title, of which one point is chosen at a time.

    `opened` carries the place of the point that was clicked or entered, `copied` what is on the
    clipboard now. A subclass draws the points, says where each can be hit, and which keys step
    (`BACK`, `ON`).
    """

    opened = Signal(int)
    copied = Signal(str)
    BACK, ON = Qt.Key.Key_Up, Qt.Key.Key_Down

    def __init__(self, title: str, columns: tuple[str, str], tip: str) -> None:
        super().__init__()
        self.title, self.columns = title, columns
        self.points: tuple[Point, ...] = ()
        self.chosen, self.hovered = 0, -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setToolTip(tip)
        self.more = IconButton("more", _("Copy the chart"), _("Copy the chart"), parent=self)
        self.more.clicked.connect(self._offer)
        self.show_points(())

    def show_points(self, points: tuple[Point, ...]) -> None:
        """Show other points."""
        self.points = points
        self.chosen, self.hovered = max(min(self.chosen, len(points) - 1), 0), -1
        told = ", ".join(f"{one.name} {one.count}" for one in points)
        self.more.setVisible(bool(points))
        self.setAccessibleName(f"{self.title}: {told}" if told else self.title)
        self.updateGeometry()
        self.update()

    def draw(self, painter: QPainter, theme: Theme, box: QRectF, *, lit: int = -1) -> None:
        """Paint the points into a box; `lit` is the one under the mouse or with the keyboard."""
        raise NotImplementedError

    def box_of(self, place: int) -> QRectF:
        """Where a point is hit."""
        raise NotImplementedError

    def height_of_points(self) -> int:
        """How high the points are, below the title."""
        raise NotImplementedError

    @property
    def body(self) -> QRectF:
        """Where the points stand, below the title."""
        return QRectF(0, px(TITLE), self.width(), self.height() - px(TITLE))

    # copying

    def table(self) -> str:
        """The points as CSV."""
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(self.columns)
        rows.writerows((one.name, one.count) for one in self.points)
        return out.getvalue()

    def picture(self) -> QImage:
        """The chart with its title, sharp enough to print, without what the mouse lights."""
        theme, edge = theme_of(self), px(EDGE)
        size = QSize(self.width() + 2 * edge, self.height() + 2 * edge)
        image = QImage(size * RATIO, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(RATIO)
        image.fill(theme.base)
        painter = QPainter(image)
        painter.translate(edge, edge)
        self._draw_title(painter, theme)
        self.draw(painter, theme, self.body)
        painter.end()
        return image

    def copy_table(self) -> None:
        """Put the points on the clipboard, for a spreadsheet."""
        held = QMimeData()
        held.setText(self.table())
        held.setData("text/csv", self.table().encode())
        QGuiApplication.clipboard().setMimeData(held)
        self.copied.emit(_("{title} copied as a table.").format(title=self.title))

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        QGuiApplication.clipboard().setImage(self.picture())
        self.copied.emit(_("{title} copied as a picture.").format(title=self.title))

    def menu(self) -> QMenu:
        """What can be done with the chart."""
        menu = popup(self)
        for words, key, act in (
            (_("Copy as a table"), TABLE, self.copy_table),
            (_("Copy as a picture"), PICTURE, self.copy_picture),
        ):
            entry(menu, words, act, key.toString()).setEnabled(bool(self.points))
        return menu

    # drawing

    def _draw_title(self, painter: QPainter, theme: Theme) -> None:
        box = QRectF(0, 0, self.width(), px(TITLE) - px(8))
        paint.draw_words(painter, box, self.title, theme.font("small", bold=True), theme.text)

    def _place_at(self, point: QPointF) -> int:
        hit = (at for at in range(len(self.points)) if self.box_of(at).contains(point))
        return next(hit, -1)

    # overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), theme_of(self)
        self._draw_title(painter, theme)
        if not self.points:
            dim = theme.font("small")
            box = QRectF(0, px(TITLE), self.width(), px(TITLE))
            paint.draw_words(painter, box, _("Nothing yet."), dim, theme.dim)
        else:
            lit = self.chosen if self.hasFocus() and self.hovered < 0 else self.hovered
            self.draw(painter, theme, self.body, lit=lit)
        painter.end()

    def event(self, event: QEvent) -> bool:
        # Taken here, the keys do not reach the menus of the window.
        if event.type() == QEvent.Type.ShortcutOverride and _copies(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (self.BACK, self.ON) and self.points:
            step = 1 if event.key() == self.ON else -1
            self.chosen = max(0, min(self.chosen + step, len(self.points) - 1))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.points:
            self.opened.emit(self.chosen)
        elif _is_picture(event):
            self.copy_picture()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._place_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.chosen = place
            self.opened.emit(place)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _offer(self) -> None:
        self.menu().popup(below(self.more))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.more.resize(self.more.sizeHint())
        self.more.move(self.width() - self.more.width(), -px(2))
        super().resizeEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def _hover(self, place: int) -> None:
        if place != self.hovered:
            self.hovered = place
            shape = Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(TITLE) + (self.height_of_points() if self.points else px(TITLE)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height())


def _copies(event: QEvent) -> bool:
    is_key = isinstance(event, QKeyEvent)
    return is_key and (event.matches(QKeySequence.StandardKey.Copy) or _is_picture(event))


def _is_picture(event: QKeyEvent) -> bool:
    return event.keyCombination().toCombined() == PICTURE[0].toCombined()


def number(count: int) -> str:
    """A count as people write it."""
    return f"{count:,}"
