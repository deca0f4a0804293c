"""The head of a panel: its name, what it counts, and the buttons at its right."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import IconButton, Painted, PaintedButton

HEIGHT = 32
INSET = 12


class Count(PaintedButton):
    """A number with its thing ("3 without source"): dim words, or an icon with the number alone
    where room lacks. It filters when it is clicked and stays down while the filter holds."""

    def __init__(self, words: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, tip, parent)
        self.words = words
        self.setCheckable(True)

    def show_words(self, words: str, tip: str = "") -> None:
        """Say another number."""
        self.words = words
        self.name_it(words, tip or self.toolTip())
        self.updateGeometry()
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        colour = theme.accent if self.isChecked() else self.ink(theme)
        font = theme.font("small")
        paint.draw_words(painter, QRectF(self.rect()), self.words, font, colour, align="centre")

    def sizeHint(self) -> QSize:
        width = paint.words_width(self.words, theme_of(self).font("small"))
        return QSize(round(width) + px(4), px(24))


class PanelHead(Painted):
    """Name in semibold, count in dim, tools at the right; 32 px high.

    `add_tool` puts a button at the right, `add_count` one more count behind a middle dot.
    """

    counted = Signal(str, bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.count = title, ""
        self.counts: dict[str, Count] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, 8, 0)
        row.setSpacing(0)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._right)
        self._left.setSpacing(px(16))
        self._right.setSpacing(px(4))
        self._make_room()

    def show_count(self, count: str) -> None:
        """Show what the panel holds, as words; "" shows nothing."""
        self.count = count
        self._make_room()

    def add_tool(self, icon: str, name: str, tip: str = "") -> IconButton:
        """A button at the right end; connect its `clicked`."""
        button = IconButton(icon, name, tip, self)
        self._right.addWidget(button)
        return button

    def show_further(self, key: str, words: str, tip: str = "") -> None:
        """Show a further count under a key ("" hides it); a click emits `counted(key, on)`."""
        if key not in self.counts:
            count = Count(words, tip, self)
            count.toggled.connect(lambda on, key=key: self.counted.emit(key, on))
            self.counts[key] = count
            self._left.addWidget(count)
        self.counts[key].show_words(words, tip)
        self.counts[key].setVisible(bool(words))

    def _make_room(self) -> None:
        """Keep the left free for the title and the count, which are painted."""
        self.setAccessibleName(f"{self.title} {self.count}".strip())
        self._left.setContentsMargins(round(self._taken()) + px(18), 0, 0, 0)
        self.update()

    def _taken(self) -> float:
        theme = theme_of(self)
        title = paint.words_width(self.title, theme.font("small", bold=True))
        count = paint.words_width(self.count, theme.font("small"))
        return title + (px(8) + count if self.count else 0)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box = self.box.adjusted(INSET, 0, -INSET, 0)
        width = paint.draw_words(
            painter, box, self.title, theme.font("small", bold=True), theme.text
        )
        box.setLeft(box.left() + width + px(8))
        paint.draw_words(painter, box, self.count, theme.font("small"), theme.dim, elide="none")
        for count in self.counts.values():
            if count.isVisible():
                dot = QPointF(count.x() - px(8), self.height() / 2 + 0.5)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.dim)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.drawEllipse(dot, 1, 1)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(HEIGHT))
