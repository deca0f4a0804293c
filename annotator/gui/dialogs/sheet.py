"""A sheet: a panel laid over the window, with a head, what it asks, and a foot. Esc closes it.

It is not modal to the event loop: jobs go on, and nothing waits for an answer.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.desk import Desk
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import Painted
from annotator.i18n import _

MARGIN, HEAD, INSET, CORNER, SHADOW = 16, 50, 20, 8, 24
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Sheet(QWidget):
    """Lies over the whole window; `panel` is the sheet, `WIDTH` x `HEIGHT` where there is room.

    `DIMS` darkens the window behind, and then a click beside the sheet leaves it open. `PASSES`
    are keys of the window that still act while the sheet has the keyboard, such as "Ctrl+Z".
    A subclass fills `body` in `build`, and may add to `head` and `foot`.
    """

    TITLE = ""
    ABOUT = ""
    WIDTH, HEIGHT, FOOT = 640, 480, 56
    DIMS = True
    PASSES: tuple[str, ...] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self.desk = desk
        self.is_open = False
        self._before: QWidget | None = None
        self._primary: QPushButton | None = None
        self.panel = QWidget(self)
        self.panel.setBackgroundRole(QPalette.ColorRole.Button)
        self.panel.setAutoFillBackground(False)
        self.setAccessibleName(_(self.TITLE))
        self.hide()
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)  # the edge, which the sheet paints
        column.setSpacing(0)
        self.head, self.foot = QHBoxLayout(), QHBoxLayout()
        if self.TITLE:
            self._name()
            column.addWidget(_band(self.head, HEAD))
            column.addWidget(Rule())
        self.body = QVBoxLayout()
        self.body.setContentsMargins(px(INSET), px(12), px(INSET), px(12))
        self.body.setSpacing(px(8))
        column.addLayout(self.body, 1)
        below = Rule(), _band(self.foot, self.FOOT)
        for part in below:
            column.addWidget(part)
        self.build()
        for part in below:
            part.setVisible(bool(self.foot.count()))

    def build(self) -> None:
        """Fill `body`, and what else there is to fill."""

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
        """Show the sheet and move the keyboard into it; one of its kind is open at a time."""
        window = self.desk.window
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        there = window.findChildren(type(self), options=direct) if window is not None else []
        if window is None or any(other.is_open for other in there):
            self.deleteLater()
            return
        self.is_open = True
        self._before = QApplication.focusWidget()
        window.installEventFilter(self)
        self.desk.project_changed.connect(self.shut)
        self._fit()
        self.show()
        self.raise_()
        self.first().setFocus(Qt.FocusReason.PopupFocusReason)

    def shut(self) -> None:
        """Close the sheet; the keyboard goes back to where it was."""
        if not self.is_open:
            return
        self.is_open = False
        if self.desk.window is not None:
            self.desk.window.removeEventFilter(self)
        self.desk.project_changed.disconnect(self.shut)
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def button(
        self, words: str, act: Callable[[], object], *, primary: bool = False
    ) -> QPushButton:
        """A button for the foot; Enter presses the primary one from anywhere in the sheet."""
        made = QPushButton(words)
        made.setProperty("primary", primary)
        made.setMinimumHeight(px(28))
        made.setAutoDefault(primary)
        made.clicked.connect(lambda: act())
        if primary:
            self._primary = made
        return made

    def label(self, words: str = "", *, dim: bool = False) -> QLabel:
        """Words in the small step that are read, wrapped where they are long."""
        made = QLabel(words)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setFont(theme_of(self).font("small"))
        made.setWordWrap(True)
        if dim:
            made.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return made

    def _name(self) -> None:
        title = QLabel(_(self.TITLE))
        title.setFont(theme_of(self).font("heading", bold=True))
        self.head.addWidget(title)
        if self.ABOUT:
            self.head.addSpacing(px(8))
            self.head.addWidget(_About(_(self.ABOUT)), 1)
        else:
            self.head.addStretch(1)

    def _fit(self) -> None:
        if self.desk.window is not None:
            self.setGeometry(self.desk.window.rect())
            self.panel.setGeometry(self.place(self.rect()))

    def _stops(self) -> list[QWidget]:
        """Where Tab stops, in the order of the focus chain."""
        stops, widget = [], self.panel.nextInFocusChain()
        while widget is not None and widget is not self.panel:
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy()
            here = self.panel.isAncestorOf(widget)
            if takes and here and widget.isVisible() and widget.isEnabled():
                stops.append(widget)
            widget = widget.nextInFocusChain()
        return stops

    # overrides

    def event(self, event: QEvent) -> bool:
        # Taken here, a key of the window's menus does not act on what lies below.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.keyCombination().toCombined() not in _combined(self.PASSES):
                event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.desk.window:
            if event.type() == QEvent.Type.Resize:
                self._fit()
            elif event.type() == QEvent.Type.Close:
                self.shut()  # so that what was typed is kept, and nothing is counted any longer
        return False

    def focusNextPrevChild(self, following: bool) -> bool:
        """Keep the keyboard inside: after the last comes the first."""
        stops, now = self._stops(), QApplication.focusWidget()
        if stops:
            place = stops.index(now) if now in stops else -1 if following else 0
            step = 1 if following else -1
            reason = (
                Qt.FocusReason.TabFocusReason if following else Qt.FocusReason.BacktabFocusReason
            )
            stop = stops[(place + step) % len(stops)]
            stop.setFocus(reason)
            _bring_into_view(stop)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        elif event.key() in _ENTER and isinstance(now, QAbstractButton):
            now.click()
        elif event.key() in _ENTER and self._primary is not None:
            self._primary.click()
        # Keys not taken here must not reach the text below.
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.DIMS and not self.panel.geometry().contains(event.position().toPoint()):
            self.shut()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), theme_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.panel.geometry())
        if self.DIMS:
            painter.fillRect(self.rect(), theme.shadow)
        reach = px(SHADOW)
        for step in range(reach, 0, -2):
            soft = QColor(theme.shadow)
            soft.setAlpha(max(1, theme.shadow.alpha() * (reach - step) // (reach * 6)))
            grown = box.adjusted(-step / 2, -step / 4, step / 2, step)
            paint.rounded(painter, grown, CORNER + step / 2, fill=soft)
        paint.rounded(painter, box, CORNER, fill=theme.raised, edge=theme.line)
        painter.end()


class Rule(Painted):
    """A line that parts head, body and foot, or (`upright`) two columns."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(*(fixed, free) if upright else (free, fixed))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        # the edge of the sheet has the same colour, so the line may end on it
        painter.fillRect(self.rect(), theme.line)

    def sizeHint(self) -> QSize:
        return QSize(1, 1)


class _About(Painted):
    """A sentence beside the title, elided where there is no room for it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        paint.draw_words(painter, self.box, self._words, theme.font("small"), theme.dim)


def scrolled(inside: QWidget) -> QScrollArea:
    """A widget that scrolls upright where the sheet is too low for it."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    for widget in (area.viewport(), inside):
        widget.setAutoFillBackground(False)
        widget.setBackgroundRole(QPalette.ColorRole.Button)
    return area


def _band(row: QHBoxLayout, height: int) -> QWidget:
    """A row of the sheet's own height."""
    band = QWidget()
    band.setFixedHeight(px(height))
    row.setContentsMargins(px(INSET), 0, px(INSET), 0)
    row.setSpacing(px(8))
    band.setLayout(row)
    return band


def _bring_into_view(widget: QWidget) -> None:
    """Scroll what the widget stands in, if it stands in something that scrolls."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget, 0, px(12))


def _combined(keys: tuple[str, ...]) -> set[int]:
    return {QKeySequence(key)[0].toCombined() for key in keys}
