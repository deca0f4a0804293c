"""How far something is: a line of 4 px."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from annotator.gui.theme import px, theme_of
from annotator.gui.widgets import paint


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

    def show_part(self, part: float) -> None:
        """Show how much of the work is done, between 0 and 1."""
        self.show_progress(round(1000 * part), 1000)
        self.setToolTip(f"{part:.0%}")

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
