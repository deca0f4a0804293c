"""The head of a panel: its name, what it counts, and the buttons at its right."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from annotator.gui import icons
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import IconButton, Painted, PaintedButton

HEIGHT = 32
INSET = 12


class Count(PaintedButton):
    """A number with its thing ("3 without source"), or an icon with the number where room lacks.

    It filters when it is clicked and stays in accent while the filter holds.
    """

    def __init__(self, words: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, tip, parent)
        self.words, self.number, self.icon_name, self.role = words, "", "", "dim"
        self.short = False
        self.setCheckable(True)

    def show_words(self, words: str, tip: str = "") -> None:
        """Say another number."""
        if words != self.words:
            self.words = words
            self.name_it(words, tip)
            self._refit()

    def abridge(self, number: str, icon: str, role: str) -> None:
        """What stands for the words where room lacks: a number behind an icon in a theme role."""
        now = number, icon, role
        if now != (self.number, self.icon_name, self.role):
            self.number, self.icon_name, self.role = now
            self._refit()

    def shorten(self, short: bool) -> None:
        """Show the icon with the number, if there are any, or the words."""
        short = short and bool(self.icon_name)
        if short != self.short:
            self.short = short
            self._refit()

    def _refit(self) -> None:
        self.updateGeometry()
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        colour = theme.accent if self.isChecked() else self.ink(theme)
        font, box = theme.font("small"), QRectF(self.rect())
        if not self.short:
            paint.draw_words(painter, box, self.words, font, colour, align="centre")
            return
        size = px(14)
        at = QPointF(px(2), (self.height() - size) // 2)
        icons.draw(painter, self.icon_name, at, getattr(theme, self.role), size)
        box.setLeft(px(2) + size + px(4))
        paint.draw_words(painter, box, self.number, font, colour)

    def width_as(self, short: bool) -> int:
        """How wide it is as icon and number, or in words."""
        font = theme_of(self).font("small")
        if short and self.icon_name:
            return px(22) + round(paint.words_width(self.number, font)) + 1
        return round(paint.words_width(self.words, font)) + px(4)

    def sizeHint(self) -> QSize:
        return QSize(self.width_as(self.short), px(24))


class PanelHead(Painted):
    """Name in semibold, count in dim, tools at the right; 32 px high.

    `add_tool` puts a button at the right, `show_further` one more count behind a middle dot;
    where they do not all fit, the counts that have an icon are shown as icon and number. A `bare`
    head has neither name nor count: it stands beside the tab that names the panel.
    """

    counted = Signal(str, bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.count, self.is_bare = title, "", False
        self.counts: dict[str, Count] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, 8, 0)
        row.setSpacing(0)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._right)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._left.setSpacing(px(16))
        self._right.setSpacing(px(4))
        self._make_room()

    def show_count(self, count: str) -> None:
        """Show what the panel holds, as words; "" shows nothing."""
        if count != self.count:
            self.count = count
            self._make_room()

    def bare(self, bare: bool) -> None:
        """Show the counts as signs and the tools alone, or the whole head."""
        self.is_bare = bare
        kind = QSizePolicy.Policy.Fixed if bare else QSizePolicy.Policy.Expanding
        self.setSizePolicy(kind, QSizePolicy.Policy.Fixed)
        self._row.setContentsMargins(*((0, 0, 0, 0) if bare else (INSET, 0, 8, 0)))
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
            count.hide()  # else Qt shows it with the window, words or none
            self.counts[key] = count
            self._left.addWidget(count)
        count = self.counts[key]
        if words != count.words or count.isHidden() == bool(words):
            count.show_words(words, tip)
            count.setVisible(bool(words))
            self._fit()
            self.update()  # the dots stand outside of the counts that come, go and move

    def abridge(self, key: str, number: str, icon: str, role: str) -> None:
        """What stands for a further count where room lacks."""
        self.counts[key].abridge(number, icon, role)
        self._fit()

    def _fit(self) -> None:
        shown = [count for count in self.counts.values() if not count.isHidden()]
        tools = [self._right.itemAt(place).widget() for place in range(self._right.count())]
        needed = INSET + self._taken() + sum(px(16) + count.width_as(False) for count in shown)
        needed += 8 + sum(px(4) + tool.sizeHint().width() for tool in tools if tool)
        for count in shown:
            count.shorten(self.is_bare or needed > self.width())
        if self.is_bare:
            self.updateGeometry()

    def _make_room(self) -> None:
        """Keep the left free for the title and the count, which are painted."""
        self.setAccessibleName(f"{self.title} {self.count}".strip())
        free = 0 if self.is_bare else round(self._taken()) + px(18)
        self._left.setContentsMargins(free, 0, 0, 0)
        self._fit()
        self.update()

    def _taken(self) -> float:
        theme = theme_of(self)
        title = paint.words_width(self.title, theme.font("small", bold=True))
        count = paint.words_width(self.count, theme.font("small"))
        return title + (px(8) + count if self.count else 0)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        if self.is_bare:
            return
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        width = self._row.sizeHint().width() + px(8) if self.is_bare else px(200)
        return QSize(width, px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, px(HEIGHT))
