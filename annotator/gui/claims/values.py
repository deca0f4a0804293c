"""How the answer to a field stands in its row: cells of a scale, words in buttons, or words."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.claims.formrow import LINE, Line
from annotator.gui.claims.wording import short, tip
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import Painted, PaintedButton
from annotator.gui.widgets.scale import Scale
from annotator.i18n import _
from annotator.model import Choice, Field
from annotator.wording import lowered, worded

BUTTON = 21


def dashed(painter: QPainter, box: QRectF, theme: Theme, radius: float = 3) -> None:
    """The edge of a derived value: it is set, but nobody set it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.accent, 1)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


class _Mark(Painted):
    """Laid over a cell of a scale: the value there is derived."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.key_width = 0

    def draw(self, painter: QPainter, theme: Theme) -> None:
        side = px(BUTTON) if not self.key_width else px(paint.KEY_HEIGHT)
        width = self.key_width or side
        left = 0 if self.key_width else (self.width() - side) / 2
        dashed(painter, QRectF(left, (self.height() - side) // 2, width, side), theme)


class Grades(Scale):
    """A scale whose derived value is framed in dashes instead of filled; where room lacks, the
    words behind its keys are cut.
    """

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self._whole = [replace(choice, name=lowered(choice.name)) for choice in field.choices]
        self._cut = [replace(one, name=short(field, one.value)) for one in field.choices]
        self._mark: _Mark | None = None
        self._derived = False
        self._answer: tuple[tuple[str, ...], bool] | None = None
        super().__init__(field.name, self._whole, parent)
        for cell, choice in zip(self.cells, field.choices, strict=True):
            cell.setToolTip(tip(choice))
        self._mark = _Mark(self)
        self._mark.hide()

    def show_answer(self, values: Sequence[str], derived: bool) -> None:
        """Show the answer to the field; () is none."""
        if (tuple(values), derived) == self._answer:
            return
        self._answer = tuple(values), derived
        self._derived = derived
        self.show_value(values[0] if values else "")
        self.resizeEvent(QResizeEvent(self.size(), self.size()))

    def show_value(self, value: str) -> None:
        super().show_value(value)
        cell = next((cell for cell in self.cells if cell.isChecked()), None)
        if self._mark is not None:
            self._mark.setVisible(self._derived and cell is not None)
        if not self._derived:
            return
        if cell is not None:
            cell.setChecked(False)
        spoken = _("{value}, derived").format(value=self.wording)
        self.setAccessibleDescription(spoken)
        self.setToolTip(f"{self.name}: {spoken}")

    def _fit(self) -> None:
        """Whole words, cut ones, or none but the chosen value's: the first there is room for."""
        if self.plain:
            return
        bare = [c if c.value == self.value else replace(c, name="") for c in self._cut]
        for choices in (self._whole, self._cut, bare):
            for cell, choice in zip(self.cells, choices, strict=True):
                cell.choice = choice
            if self.sizeHint().width() <= self.width():
                break

    def _place_mark(self) -> None:
        cell = next((cell for cell in self.cells if cell.choice.value == self.value), None)
        if cell is not None and self._mark is not None:
            key = paint.key_width(cell.choice.key, theme_of(self))
            self._mark.key_width = 0 if self.plain else key
            self._mark.setGeometry(cell.geometry())
            self._mark.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)
        self._place_mark()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), self.sizeHint().height())


class _ValueButton(PaintedButton):
    """One value as a small button; the chosen one is filled, a derived one framed in dashes."""

    def __init__(self, choice: Choice, parent: QWidget) -> None:
        super().__init__(choice.name, tip(choice), parent)
        self.choice, self.words, self.derived = choice, lowered(choice.name), False
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """What is shown changes once the answer has been stored, not with the click."""

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box = QRectF(0, (self.height() - px(BUTTON)) // 2, self.width(), px(BUTTON))
        filled = self.isChecked() and not self.derived
        if filled:
            paint.rounded(painter, box, 3, fill=theme.accent)
        else:
            edge = theme.edge if self.underMouse() else paint.soft_edge(theme)
            paint.rounded(painter, box, 3, fill=theme.raised, edge=edge)
        if self.isChecked() and self.derived:
            dashed(painter, box, theme)
        ink = theme.onaccent if filled else theme.dim if self.derived else theme.text
        font = theme.font("fine", medium=filled)
        paint.draw_words(painter, box, self.words, font, ink, align="centre")

    def frame(self) -> QRectF:
        return QRectF(0, (self.height() - px(BUTTON)) // 2, self.width(), px(BUTTON))

    def sizeHint(self) -> QSize:
        words = paint.words_width(self.words, theme_of(self).font("fine", medium=True))
        return QSize(round(words) + px(14), px(LINE))


class Values(QWidget):
    """All values of a field as small buttons, in as many lines as they need."""

    chosen = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(field.name)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._field = field
        self._buttons = tuple(_ValueButton(choice, self) for choice in field.choices)
        for button in self._buttons:
            value = button.choice.value
            button.clicked.connect(lambda _on, value=value: self.chosen.emit(value))

    def show_answer(self, values: Sequence[str], derived: bool) -> None:
        """Show the answer to the field; () is none."""
        for button in self._buttons:
            button.derived = derived and button.choice.value in values
            button.setChecked(button.choice.value in values)
            button.update()
        spoken = ", ".join(worded(self._field, value) for value in values)
        self.setAccessibleDescription(spoken or _("not answered"))

    def _places(self, width: int) -> list[QRect]:
        places, x, y, gap = [], 0, 0, px(4)
        for button in self._buttons:
            size = button.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + size.height() + px(1)
            places.append(QRect(x, y, min(size.width(), width), size.height()))
            x += size.width() + gap
        return places

    def resizeEvent(self, event: QResizeEvent) -> None:
        for button, place in zip(self._buttons, self._places(self.width()), strict=True):
            button.setGeometry(place)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for place in self._places(width)), default=px(LINE))

    def sizeHint(self) -> QSize:
        return QSize(px(160), self.heightForWidth(max(self.width(), px(160))))


class Words(Line):
    """The answer in words; a click opens all values. Nothing is drawn where there is none."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field.name, field.definition, parent)
        self._field, self._words, self._derived = field, "", False

    def show_answer(self, values: Sequence[str], derived: bool) -> None:
        """Show the answer to the field; () is none."""
        self._words = ", ".join(worded(self._field, value) for value in values)
        self._derived = derived
        spoken = self._words or _("not answered")
        if derived:
            spoken = _("{value}, derived").format(value=spoken)
        self.setAccessibleDescription(spoken)
        self.setToolTip(f"{self._field.name}: {spoken}\n{self._field.definition}")
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box = self.open_sign(painter, theme)
        if not self._words:
            return
        ink = theme.dim if self._derived else theme.text
        font = theme.font("small", medium=not self._derived)
        if self._derived:
            width = min(paint.words_width(self._words, font) + px(10), box.width())
            dashed(painter, QRectF(0, (box.height() - px(BUTTON)) // 2, width, px(BUTTON)), theme)
            box.setLeft(px(5))
        paint.draw_words(painter, box, self._words, font, ink)
