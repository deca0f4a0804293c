"""A sheet: a panel laid over the window, with a head, what it asks, and a foot. Esc closes it.

It is not modal to the event loop: jobs go on, and nothing waits for an answer.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.desk import Desk
from annotator.gui.theme import px, theme_of
from annotator.gui.widgets import paint
from annotator.i18n import _

MARGIN, HEAD, FOOT, CORNER, SHADOW = 16, 48, 56, 8, 24


class Sheet(QWidget):
    """Lies over the whole window; `panel` is the sheet, `WIDTH` x `HEIGHT` where there is room.

    `DIMS` darkens the window behind. A subclass fills `body` in `build`, and may add to `foot`.
    """

    TITLE = ""
    WIDTH, HEIGHT = 640, 480
    DIMS = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self.desk = desk
        self._before: QWidget | None = None
        self.panel = QWidget(self)
        self.panel.setBackgroundRole(QPalette.ColorRole.Button)
        self.panel.setAutoFillBackground(False)
        self.setAccessibleName(_(self.TITLE))
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.TITLE:
            column.addWidget(self._head())
        self.body = QVBoxLayout()
        self.body.setContentsMargins(px(20), px(12), px(20), px(12))
        self.body.setSpacing(px(8))
        column.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(px(20), px(12), px(20), px(12))
        self.foot.setSpacing(px(8))
        self.build()
        if self.foot.count():
            column.addLayout(self.foot)

    def build(self) -> None:
        """Fill `body` and `foot`."""

    def first(self) -> QWidget:
        """The widget that has the keyboard when the sheet opens."""
        return self.panel

    def place(self, room: QRect) -> QRect:
        """Where the panel stands in the window: in the middle, a little above."""
        width = min(px(self.WIDTH), room.width() - 2 * px(MARGIN))
        height = min(px(self.HEIGHT), room.height() - 2 * px(MARGIN))
        top = max(px(MARGIN), (room.height() - height) // 3)
        return QRect((room.width() - width) // 2, top, width, height)

    def open(self) -> None:
        """Show the sheet and move the keyboard into it."""
        window = self.desk.window
        if window is None:
            return
        self._before = QApplication.focusWidget()
        window.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()
        self.first().setFocus(Qt.FocusReason.PopupFocusReason)

    def shut(self) -> None:
        """Close the sheet; the keyboard goes back to where it was."""
        if self.desk.window is not None:
            self.desk.window.removeEventFilter(self)
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def button(self, words: str, act: object, *, primary: bool = False) -> QPushButton:
        """A button for the foot."""
        made = QPushButton(words)
        made.setProperty("primary", primary)
        made.setMinimumHeight(px(28))
        made.setAutoDefault(primary)
        made.clicked.connect(act)
        return made

    def _head(self) -> QWidget:
        head = QLabel(_(self.TITLE))
        head.setFont(theme_of(self).font("heading", bold=True))
        head.setFixedHeight(px(HEAD))
        head.setContentsMargins(px(20), 0, px(20), 0)
        return head

    def _fit(self) -> None:
        if self.desk.window is not None:
            self.setGeometry(self.desk.window.rect())
            self.panel.setGeometry(self.place(self.rect()))

    # overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def focusNextPrevChild(self, following: bool) -> bool:
        """Keep the keyboard inside: after the last comes the first."""
        stops = [
            widget
            for widget in self.panel.findChildren(QWidget)
            if widget.isVisible() and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]  # fmt: skip
        now = QApplication.focusWidget()
        if stops:
            place = stops.index(now) if now in stops else -1
            step = 1 if following else -1
            stops[(place + step) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        # Keys not taken here must not reach the text below.
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.shut()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), theme_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.panel.geometry())
        if self.DIMS:
            veil = QColor(theme.shadow)
            painter.fillRect(self.rect(), veil)
        reach = px(SHADOW)
        for step in range(reach, 0, -2):
            soft = QColor(theme.shadow)
            soft.setAlpha(max(1, theme.shadow.alpha() * (reach - step) // (reach * 6)))
            grown = box.adjusted(-step / 2, -step / 4, step / 2, step)
            paint.rounded(painter, grown, CORNER + step / 2, fill=soft)
        paint.rounded(painter, box, CORNER, fill=theme.raised, edge=theme.line)
        painter.end()
