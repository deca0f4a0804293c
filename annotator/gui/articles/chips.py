"""The conditions of the filter as chips above the list, each taken away by a click or a key."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui import icons
from annotator.gui.articles.wording import Told, told
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import PaintedButton
from annotator.gui.widgets.flow import Flow
from annotator.gui.widgets.layout import discard
from annotator.i18n import _
from annotator.project import Filter, Project

HEIGHT, CROSS, INSET, GAP = 20, 12, 8, 4


class ConditionChip(PaintedButton):
    """A condition and a cross; a click, Space or Delete takes it away."""

    def __init__(self, words: str) -> None:
        super().__init__(
            _("{words}: take this condition away").format(words=words),
            _("{words}\nClick to take this condition away").format(words=words),
        )
        self.words = words
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box = QRectF(self.rect())
        fill = theme.row if self.underMouse() or self.isDown() else theme.infobg
        paint.rounded(painter, box, box.height() / 2, fill=fill)
        words = box.adjusted(px(INSET), 0, -px(CROSS + GAP + INSET - 2), 0)
        paint.draw_words(painter, words, self.words, theme.font("fine", medium=True), theme.text)
        size = px(CROSS)
        at = QPointF(box.right() - size - px(INSET - 2), (self.height() - size) // 2)
        icons.draw(painter, "close", at, self.ink(theme), size)

    def sizeHint(self) -> QSize:
        words = paint.words_width(self.words, theme_of(self).font("fine", medium=True))
        return QSize(round(words) + 1 + px(2 * INSET + GAP + CROSS - 2), px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
            self.click()
        else:
            super().keyPressEvent(event)


class Conditions(QWidget):
    """The chips of a filter in as many lines as they need; hidden without any."""

    def __init__(self, choose: Callable[[Filter], None]) -> None:
        super().__init__()
        self._choose = choose
        self._row = Flow(px(GAP))
        self._row.setContentsMargins(px(INSET), 0, px(INSET), px(INSET))
        self.setLayout(self._row)
        self.setAccessibleName(_("Filter"))
        self.chips: tuple[ConditionChip, ...] = ()
        self._told: tuple[Told, ...] = ()
        self.hide()

    def show_filter(self, project: Project | None, wanted: Filter) -> None:
        """Show a chip for each condition."""
        found = told(project, wanted) if project is not None else ()
        if found == self._told:
            return
        self._told = found
        discard(self._row, *self.chips)
        self.chips = tuple(self._chip(one) for one in found)
        self.setVisible(bool(found))

    def _chip(self, one: Told) -> ConditionChip:
        chip = ConditionChip(one.words)
        chip.clicked.connect(lambda: self._choose(one.without))
        self._row.addWidget(chip)
        return chip
