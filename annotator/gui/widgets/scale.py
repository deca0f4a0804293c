"""A scale: all values of one question in a row, each with its key, the chosen one in accent."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QGroupBox, QSizePolicy, QWidget

from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import PaintedButton
from annotator.i18n import _
from annotator.model import NOT_APPLICABLE, Choice

CELL, PITCH = 21, 23


class _Cell(PaintedButton):
    """One value: a cell of 21 px where key and value are one, else a key cap with its wording."""

    def __init__(self, choice: Choice, plain: bool, parent: QWidget) -> None:
        tip = choice.definition or choice.name
        name = f"{choice.value}: {choice.name}" if plain else choice.name
        super().__init__(name, f"{name}\n{tip}" if tip != choice.name else name, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(True)
        self.choice, self.plain, self.framed = choice, plain, False

    def draw(self, painter: QPainter, theme: Theme) -> None:
        if self.plain:
            self._draw_cell(painter, theme)
        else:
            self._draw_named(painter, theme)
        if self.framed:
            self._draw_frame(painter, theme)

    def _draw_frame(self, painter: QPainter, theme: Theme) -> None:
        """Where Space would choose; on the chosen cell the accent parts from it by a light line."""
        box = self._box()
        paint.focus_frame(painter, box, theme, 3)
        if self.isChecked():
            paint.rounded(painter, box.adjusted(2, 2, -2, -2), 2, edge=theme.onaccent)

    def _box(self) -> QRectF:
        """The cell, or the cap of its key."""
        if self.plain:
            width = height = px(CELL)
        else:
            width = paint.key_width(self.choice.key, theme_of(self))
            height = px(paint.KEY_HEIGHT)
        return QRectF(0, (self.height() - height) // 2, width, height)

    def _draw_cell(self, painter: QPainter, theme: Theme) -> None:
        box = self._box()
        self._ground(painter, box, theme)
        font = theme.font("small", bold=self.isChecked())
        paint.draw_words(
            painter, box, self.choice.value.upper(), font, self._letter(theme), align="centre"
        )

    def _draw_named(self, painter: QPainter, theme: Theme) -> None:
        key = self.choice.key
        box, width = self._box(), self._box().width()
        if self.isChecked():
            self._ground(painter, box, theme)
            font = theme.font("fine", medium=True)
            paint.draw_words(painter, box, key, font, self._letter(theme), align="centre")
        else:
            paint.draw_key(painter, box, key, theme)
        words = QRectF(width + px(6), 0, self.width() - width - px(6), self.height())
        ink = theme.text if self.isEnabled() else theme.disabled
        font = theme.font("small", bold=self.isChecked())
        paint.draw_words(painter, words, self.choice.name, font, ink)

    def _ground(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        if self.isChecked():
            fill = theme.accent if self.isEnabled() else theme.disabled
            paint.rounded(painter, box, 3, fill=fill)
            return
        edge = theme.edge if self.underMouse() else paint.soft_edge(theme)
        paint.rounded(painter, box, 3, fill=theme.raised, edge=edge)

    def _letter(self, theme: Theme) -> QColor:
        if self.isChecked():
            return theme.onaccent
        return theme.text if self.isEnabled() else theme.disabled

    def sizeHint(self) -> QSize:
        if self.plain:
            return QSize(px(PITCH), px(PITCH))
        theme = theme_of(self)
        words = paint.words_width(self.choice.name, theme.font("small", bold=True))
        return QSize(paint.key_width(self.choice.key, theme) + px(6) + round(words) + 1, px(PITCH))


class Scale(QGroupBox):
    """The values of one question as cells; the wording of the chosen one beside them.

    `chosen(value)` tells what the person chose: a click or the value's own key; the key 0 where no
    value has it says "not applicable", Backspace, Delete or a click on the chosen cell "" (no
    answer). Left and Right only move a frame over the cells, Space and Enter choose what is framed.
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.value, self.wording = name, "", ""
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        plain = all(choice.key.lower() == choice.value.lower() for choice in choices)
        self.cells = tuple(_Cell(choice, plain, self) for choice in choices)
        self.plain, self._framed = plain, 0
        for cell in self.cells:
            cell.clicked.connect(lambda _on, cell=cell: self._person_chose(cell.choice.value))
        self.show_value("")

    def show_value(self, value: str) -> None:
        """Show an answer: a value of the scale, "na" for not applicable, "" for none."""
        self.value, self.wording = value, ""
        for place, cell in enumerate(self.cells):
            cell.setChecked(cell.choice.value == value)
            if cell.isChecked():
                self._framed, self.wording = place, cell.choice.name
        if value == NOT_APPLICABLE and not self.wording:
            self.wording = _("not applicable")
        spoken = self.wording or _("not answered")
        self.setAccessibleDescription(spoken)
        self.setToolTip(f"{self.name}: {spoken}")
        changed = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(changed)
        self._show_frame()
        self.update()

    @property
    def says_wording(self) -> bool:
        """True where the wording is not in the cells themselves and fits beside them."""
        if not self.wording or (not self.plain and self.value != NOT_APPLICABLE):
            return False
        font = theme_of(self).font("fine")
        return paint.words_width(self.wording, font) <= self.width() - self._cells_width() - px(8)

    def _cells_width(self) -> int:
        return sum(cell.sizeHint().width() for cell in self.cells) + self._gap() * (
            len(self.cells) - 1
        )

    def _gap(self) -> int:
        return 0 if self.plain else px(12)

    def _show_frame(self) -> None:
        for place, cell in enumerate(self.cells):
            cell.framed = self.hasFocus() and place == self._framed
            cell.update()

    def _person_chose(self, value: str) -> None:
        """Take a click back visually: what is shown changes when the answer has been stored."""
        again = value == self.value
        self.show_value(self.value)
        self.chosen.emit("" if again else value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self.cells) - 1
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._framed = min(max(self._framed + step, 0), last)
            self._show_frame()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.cells[self._framed].choice.value)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.chosen.emit("")
        elif (value := self._value_of(event.text())) is not None:
            self.chosen.emit(value)
        else:
            super().keyPressEvent(event)

    def _value_of(self, typed: str) -> str | None:
        for cell in self.cells:
            if typed and cell.choice.key.lower() == typed.lower():
                return cell.choice.value
        return NOT_APPLICABLE if typed == "0" else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_frame()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_frame()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), theme_of(self)
        if self.says_wording:
            box = QRectF(self.rect())
            box.setLeft(self._cells_width() + px(8))
            paint.draw_words(painter, box, self.wording, theme.font("fine"), theme.dim)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        x = 0
        for cell in self.cells:
            size = cell.sizeHint()
            cell.resize(size)
            cell.move(QPoint(x, (self.height() - size.height()) // 2))
            x += size.width() + self._gap()

    def sizeHint(self) -> QSize:
        return QSize(self._cells_width(), px(PITCH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
