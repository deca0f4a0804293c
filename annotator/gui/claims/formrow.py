"""The form's grid: key at 12, name at 34, value at 110; rows of 23 px with 2 between them."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QEnterEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui import icons
from annotator.gui.command import tipped
from annotator.gui.theme import Theme, px
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import IconButton, Painted, PaintedButton
from annotator.gui.widgets.controls import draw_icon
from annotator.i18n import _

KEY, NAME, VALUE, INSET = 12, 34, 110, 12
LINE, GAP = 23, 2


def column(parent: QWidget | None = None, gap: int = GAP) -> QVBoxLayout:
    """Rows one below the other, without margins."""
    found = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    found.setContentsMargins(0, 0, 0, 0)
    found.setSpacing(px(gap))
    return found


def draw_key(painter: QPainter, line: QRectF, key: str, theme: Theme) -> None:
    """Draw the cap of a key, if there is one, in its column of a row."""
    if key:
        height = px(paint.KEY_HEIGHT)
        top = (line.height() - height) // 2
        cap = QRectF(px(KEY), top, paint.key_width(key, theme), height)
        paint.draw_key(painter, cap, key, theme)


class Rows(QWidget):
    """What holds rows and draws nothing itself: when it grows, the rows that stay are not drawn
    again.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)


class Lead(PaintedButton):
    """The key cap and the name before a value; clicked, it does what the key does."""

    def __init__(self, name: str, key: str = "", tip: str = "", parent: QWidget | None = None,
                 *, width: int = VALUE) -> None:  # fmt: skip
        super().__init__(name, tipped(tip or name, key), parent)
        self.words, self.key, self._width = name, key, width
        self.strong = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_key(self, key: str, tip: str) -> None:
        """Show another key, once it was changed in the settings."""
        self.key = key
        self.name_it(self.words, tipped(tip, key))
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        line = QRectF(0, 0, self.width(), px(LINE))
        draw_key(painter, line, self.key, theme)
        font = theme.font("small", bold=self.strong)
        ink = self.ink(theme, theme.text if self.strong else theme.dim)
        name = line.adjusted(px(NAME), 0, -px(4), 0)
        paint.draw_words(painter, name, self.words, font, ink)

    def sizeHint(self) -> QSize:
        return QSize(px(self._width), px(LINE))


class FormRow(QWidget):
    """One row: the lead, then a value that takes what is left."""

    def __init__(self, lead: Lead, value: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lead, self.value = lead, value
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, px(INSET), 0)
        row.setSpacing(0)
        row.addWidget(lead, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(value, 1)


class Line(PaintedButton):
    """A value on one line that can be clicked; it elides and takes the width there is."""

    def __init__(self, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, tip, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        raise NotImplementedError

    def open_sign(self, painter: QPainter, theme: Theme) -> QRectF:
        """Under the mouse and with the focus, a chevron: this opens. Returns the room before it."""
        box = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            box.setRight(box.right() - px(18))
            end = QRectF(box.right(), 0, px(16), box.height())
            draw_icon(painter, "chevron-down", end, theme.text, 16)
        return box

    def frame(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, 1, 0, -1)

    def sizeHint(self) -> QSize:
        return QSize(px(40), px(LINE))


class Removable(QWidget):
    """A line with a cross that shows under the mouse and with the focus; Delete does the same, and
    n writes a note where it was let `take_notes`.
    """

    removed = Signal()
    noted = Signal()

    def __init__(self, line: Line, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        line.setParent(self)
        self.cross = IconButton("close", what, parent=self)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.clicked.connect(self.removed)
        self.cross.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def take_notes(self) -> None:
        """Let n, and a menu, ask for a note: `noted`."""
        action = QAction(_("Note…") + "\tn", self)
        action.triggered.connect(self.noted)
        self.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _show_cross(self, shown: bool) -> None:
        self.cross.setVisible(shown and self.isEnabled())
        self._place()

    def _place(self) -> None:
        size = self.cross.sizeHint()
        room = size.width() if self.cross.isVisible() else 0
        self.line.setGeometry(0, 0, self.width() - room, self.height())
        left, top = self.width() - size.width() + px(6), (self.height() - size.height()) // 2
        self.cross.setGeometry(left, top, size.width(), size.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._show_cross(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._show_cross(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() == Qt.Key.Key_N and self.actions() and not event.modifiers():
            self.noted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(px(60), px(LINE))


class Rule(Painted):
    """A hair line across the form, with the space around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        middle = self.height() // 2
        painter.fillRect(px(KEY), middle, self.width() - px(KEY + INSET), 1, theme.line)

    def sizeHint(self) -> QSize:
        return QSize(px(40), px(9))


def draw_sign(painter: QPainter, name: str, box: QRectF, theme: Theme, role: str) -> None:
    """A small sign of 12 px at the left of a box, in the middle of its height."""
    size = px(12)
    at = QPointF(box.left(), round(box.top() + (box.height() - size) / 2))
    icons.draw(painter, name, at, getattr(theme, role), size)
