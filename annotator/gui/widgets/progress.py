"""How far something is: a line of 4 px, and a ring that turns while nobody knows how far."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimerEvent
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import Painted

TURN_MS = 900
STEP_MS = 60


class ProgressLine(QProgressBar):
    """A line of 4 px: what is done in ok (or all in accent for a job), what is begun in accent."""

    def __init__(self, name: str, *, job: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job, self._begun = job, 0
        self.setAccessibleName(name)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, done: int, total: int, begun: int = 0) -> None:
        """Show how many of all are done, and how many more are begun."""
        self._begun = begun
        self.setRange(0, max(total, 1))
        self.setValue(min(done, max(total, 1)))
        self.setToolTip(f"{done} / {total}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), theme_of(self)
        thin = px(4)
        box = QRectF(0, (self.height() - thin) // 2, self.width(), thin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.rounded(painter, box, thin / 2, fill=theme.line)
        painter.setClipRect(box)
        done = box.width() * max(self.value(), 0) / self.maximum()
        begun = box.width() * self._begun / self.maximum()
        if self._begun:
            self._part(painter, box, done + begun, theme.accent)
        if self.value() > 0:
            self._part(painter, box, done, theme.accent if self._job else theme.ok)
        painter.end()

    def _part(self, painter: QPainter, box: QRectF, width: float, colour: QColor) -> None:
        part = QRectF(box)
        part.setWidth(max(min(width, box.width()), box.height()))
        paint.rounded(painter, part, box.height() / 2, fill=colour)

    def sizeHint(self) -> QSize:
        return QSize(px(80), px(16))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(24), px(4))


class TurningRing(Painted):
    """A ring that turns while it is shown; still where less motion is asked for."""

    def __init__(self, name: str, *, still: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._still, self._timer, self._angle = still, 0, 0
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.dim, px(2) * 0.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        size = px(11)
        box = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        painter.drawArc(box, -self._angle * 16, 270 * 16)

    def timerEvent(self, event: QTimerEvent) -> None:
        self._angle = (self._angle + 360 * STEP_MS // TURN_MS) % 360
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        if not self._still and not self._timer:
            self._timer = self.startTimer(STEP_MS)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0
        super().hideEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(px(16), px(16))
