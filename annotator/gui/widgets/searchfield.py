"""The field that filters a list: a glass at the left, a cross at the right to empty it."""

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.gui import icons
from annotator.gui.theme import px, theme_of
from annotator.gui.widgets.base import IconButton
from annotator.i18n import _

HEIGHT = 26
PAUSE_MS = 120


class SearchField(QLineEdit):
    """A line edit that says what is searched for after a short pause.

    `searched` carries the words; Enter says them at once, Esc empties the field and then emits
    `left`; Down emits `stepped_down`, for the list below to take the keys.
    """

    searched = Signal(str)
    left = Signal()
    stepped_down = Signal()

    def __init__(self, placeholder: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setToolTip(placeholder)
        self.setMinimumHeight(px(HEIGHT))
        self.setMaximumHeight(px(HEIGHT))
        self.setTextMargins(px(22), 0, px(20), 0)
        self._clear = IconButton("close", _("Clear the filter"), parent=self)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.empty)
        self._clear.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._say)
        self._said = ""
        self.textEdited.connect(self._pause.start)
        self.textChanged.connect(lambda words: self._clear.setVisible(bool(words)))

    def empty(self) -> None:
        """Take the words out and say so at once."""
        self.clear()
        self._say()

    def show_words(self, words: str) -> None:
        """Show words that are searched for already."""
        self._said = words
        if self.text() != words:
            self.setText(words)

    def _say(self) -> None:
        self._pause.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.searched.emit(self._said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.empty()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._say()
        elif event.key() == Qt.Key.Key_Down:
            self._say()
            self.stepped_down.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, size = theme_of(self), px(icons.SIZE)
        painter = QPainter(self)
        at = QPointF(px(8), (self.height() - size) // 2)
        icons.draw(painter, "search", at, theme.dim if self.isEnabled() else theme.disabled, size)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._clear.sizeHint()
        self._clear.setGeometry(
            self.width() - size.width() - 2, (self.height() - size.height()) // 2,
            size.width(), size.height(),
        )  # fmt: skip

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(HEIGHT))
