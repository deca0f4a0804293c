"""A column beside the page that lies over it, while it is used, where the window has no room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from annotator.gui.theme import px, theme_of


class Side(QWidget):
    """Holds a column in its place; without a place the column comes and goes over the page.

    `left` says that the keyboard is to go back to the page.
    """

    left = Signal()

    def __init__(self, column: QWidget, page: QWidget, edge: Qt.Edge, width: int) -> None:
        super().__init__()
        self._column = column
        self._over = _Over(page, edge, width)
        self._over.left.connect(self.left)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(column)
        QApplication.instance().focusChanged.connect(self._focus_moved)

    @property
    def is_over(self) -> bool:
        """True while the column lies over the page."""
        return self._over.isVisible()

    def place(self, *, there: bool) -> None:
        """Stand beside the page, or leave it the room."""
        if there:
            self.put_back()
        self.setVisible(there)
        self._over.fit()

    def show_column(self) -> None:
        """Lay the column over the page if it has no place beside it."""
        if self.isVisibleTo(self.parentWidget()) or self.is_over:
            return
        self._over.hold(self._column)

    def has_keys(self, panel: QWidget) -> bool:
        """True while the keyboard is in a panel of the column that lies over the page."""
        now = QApplication.focusWidget()
        return self.is_over and now is not None and (now is self._over or panel.isAncestorOf(now))

    def take_keys(self) -> None:
        """Have the keyboard where nothing in the column takes it, so that Esc works."""
        now = QApplication.focusWidget()
        if self.is_over and not (now and self._over.isAncestorOf(now)):
            self._over.setFocus()

    def put_back(self) -> None:
        """Take the column from the page."""
        if self.is_over:
            self._over.hide()
            self.layout().addWidget(self._column)
            self._column.show()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Go when the keyboard goes elsewhere in the window; a menu or another window is not."""
        if new is None or not self.is_over or new.window() is not self.window():
            return
        if new is not self._over and not self._over.isAncestorOf(new):
            self.put_back()


class _Over(QWidget):
    """What a column stands in over the page: as high as it, with a line at its inner edge."""

    left = Signal()

    def __init__(self, page: QWidget, edge: Qt.Edge, width: int) -> None:
        super().__init__(page)
        self._edge, self._width = edge, width
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        box = QVBoxLayout(self)
        left = edge is Qt.Edge.LeftEdge
        box.setContentsMargins(0 if left else 1, 0, 1 if left else 0, 0)
        self.hide()

    def hold(self, column: QWidget) -> None:
        """Take a column and come to the front."""
        self.layout().addWidget(column)
        column.show()
        self.fit()
        self.show()
        self.raise_()

    def fit(self) -> None:
        """Stay as high as the page, and at its edge."""
        page = self.parentWidget()
        width = min(px(self._width), page.width())
        left = 0 if self._edge is Qt.Edge.LeftEdge else page.width() - width
        self.setGeometry(left, 0, width, page.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        at = self.width() - 1 if self._edge is Qt.Edge.LeftEdge else 0
        painter.fillRect(at, 0, 1, self.height(), theme_of(self).line)
        painter.end()
