"""Small signs: a key's cap, the mark and the chip of an article's status."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import Painted, PaintedButton
from annotator.i18n import _
from annotator.wording import STATUS_NAMES as STATUS_NAMES


class KeyCap(Painted):
    """A key as it is written on the keyboard."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_key(key)

    def show_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.setAccessibleName(_("Key {key}").format(key=key))
        self.updateGeometry()
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        paint.draw_key(painter, self.box, self._key, theme)

    def sizeHint(self) -> QSize:
        return QSize(paint.key_width(self._key, theme_of(self)), px(paint.KEY_HEIGHT))


class StatusRing(Painted):
    """The mark of an article's status."""

    def __init__(self, status: str = "untouched", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_status(status)

    def show_status(self, status: str) -> None:
        """Show another status."""
        self._status = status
        self.setAccessibleName(_(STATUS_NAMES[status]))
        self.setToolTip(_(STATUS_NAMES[status]))
        self.updateGeometry()
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        size = px(paint.RING)
        middle = self.box.center()
        box = QRectF(round(middle.x() - size / 2), round(middle.y() - size / 2), size, size)
        paint.draw_status(painter, box, self._status, theme)

    def sizeHint(self) -> QSize:
        return QSize(px(16), px(16))


class StatusChip(PaintedButton):
    """The status with its word, on the ground of its hue: 18 px high, round at the ends. Pressed,
    it is to offer the others.
    """

    def __init__(self, status: str = "untouched", parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.show_status(status)

    def show_status(self, status: str, tip: str = "") -> None:
        """Show another status, and what the tip says of it and of its keys."""
        self._status = status
        self.name_it(_(STATUS_NAMES[status]), tip)
        self.updateGeometry()
        self.update()

    def _hues(self, theme: Theme) -> tuple[QColor, QColor]:
        """Ink and ground."""
        return {
            "untouched": (theme.dim, theme.hover),
            "in_progress": (theme.accent, theme.infobg),
            "done": (theme.ok, theme.hover),
            "done_empty": (theme.ok, theme.hover),
            "review": (theme.warn, theme.warnbg),
        }[self._status]

    def draw(self, painter: QPainter, theme: Theme) -> None:
        ink, ground = self._hues(theme)
        box = self.frame()
        edge = ink if self.underMouse() or self.isDown() else None
        paint.rounded(painter, box, self.height() / 2, fill=ground, edge=edge)
        size = px(paint.RING)
        ring = QRectF(px(8), (self.height() - size) // 2, size, size)
        paint.draw_status(painter, ring, self._status, theme)
        words = QRectF(box)
        words.setTopLeft(QPointF(px(8) + size + px(4), 0))
        name, font = _(STATUS_NAMES[self._status]), theme.font("fine", medium=True)
        paint.draw_words(painter, words, name, font, ink)

    def sizeHint(self) -> QSize:
        font = theme_of(self).font("fine", medium=True)
        words = paint.words_width(_(STATUS_NAMES[self._status]), font)
        return QSize(px(8 + paint.RING + 4 + 8) + round(words) + 1, px(18))
