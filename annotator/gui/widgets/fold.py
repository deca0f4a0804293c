"""A fold: a chevron with a name, and what is set inside while it is shut."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui import icons
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import PaintedButton


class Fold(PaintedButton):
    """A button of 25 px on the form's columns; checked while open, `toggled(bool)` tells."""

    def __init__(self, words: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, tip, parent)
        self.words, self.inside = words, ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_inside(self, inside: str) -> None:
        """Name what is set inside; shown while the fold is shut."""
        if inside == self.inside:
            return
        self.inside = inside
        self.setAccessibleDescription(inside)
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        size = px(icons.SIZE)
        at = QPointF(px(12), (self.height() - size) // 2)
        name = "chevron-down" if self.isChecked() else "chevron-right"
        icons.draw(painter, name, at, self.ink(theme), size)
        box = QRectF(self.rect()).adjusted(px(34), 0, -px(12), 0)
        ink = theme.text if self.isEnabled() else theme.disabled
        width = paint.draw_words(painter, box, self.words, theme.font("small"), ink)
        if not self.isChecked():
            box.setLeft(max(px(110), box.left() + width + px(12)))
            paint.draw_words(painter, box, self.inside, theme.font("small"), theme.dim)

    def sizeHint(self) -> QSize:
        width = paint.words_width(self.words, theme_of(self).font("small"))
        return QSize(px(46) + round(width), px(25))
