"""What every painted widget shares: a theme from its palette, hover, focus frame, spoken names."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from annotator.gui import icons
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint


class Painted(QLabel):
    """A sign that draws itself whole: `draw` gets a painter and the theme it stands in.

    It is a label so that screen readers find static text under its accessible name.
    """

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the widget."""
        raise NotImplementedError

    @property
    def box(self) -> QRectF:
        """The widget's own rectangle."""
        return QRectF(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw(painter, theme_of(self))
        painter.end()

    def minimumSizeHint(self) -> QSize:
        # a label without words still asks for the height of a line
        return QSize(0, 0)


class PaintedButton(QAbstractButton):
    """A button that draws itself; keys, clicks, name and role are Qt's own."""

    def __init__(self, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.name_it(name, tip)

    def name_it(self, name: str, tip: str = "") -> None:
        """Set what a screen reader and the tip say; the tip is the name where none is given."""
        self.setAccessibleName(name)
        self.setToolTip(tip or name)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the button; the focus frame is added after."""
        raise NotImplementedError

    def frame(self) -> QRectF:
        """Where the focus frame stands."""
        return QRectF(self.rect())

    def ink(self, theme: Theme, rest: QColor | None = None) -> QColor:
        """The colour of icon or words: at rest, under the mouse, disabled."""
        if not self.isEnabled():
            return theme.disabled
        return theme.text if self.underMouse() or self.isDown() else rest or theme.dim

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), theme_of(self)
        self.draw(painter, theme)
        if self.hasFocus():
            paint.focus_frame(painter, self.frame(), theme)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


class IconButton(PaintedButton):
    """A button that is an icon: 24 x 24 to hit, 16 drawn, dim until the mouse is over it."""

    def __init__(self, icon: str, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, tip, parent)
        self._icon = icon

    def show_icon(self, icon: str, name: str, tip: str = "") -> None:
        """Show another icon under another name."""
        self._icon = icon
        self.name_it(name, tip)
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        colour = self.ink(theme)
        if self.isCheckable() and self.isChecked() and self.isEnabled():
            colour = theme.accent
        size = px(icons.SIZE)
        at = QPointF((self.width() - size) // 2, (self.height() - size) // 2)
        icons.draw(painter, self._icon, at, colour, size)

    def sizeHint(self) -> QSize:
        return QSize(px(24), px(24))


class LinkButton(PaintedButton):
    """A button that is words in accent: what can be done about the sentence before it."""

    def __init__(self, words: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, tip, parent)
        self.setText(words)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        ink = self.ink(theme, theme.accent)
        font = theme.font("small", medium=True)
        paint.draw_words(painter, QRectF(self.rect()), self.text(), font, ink, align="centre")

    def sizeHint(self) -> QSize:
        width = paint.words_width(self.text(), theme_of(self).font("small", medium=True))
        return QSize(round(width) + px(8), px(24))
