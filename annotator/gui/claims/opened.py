"""A field while it waits: framed in accent, all its values with their keys in two columns."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.claims.formrow import INSET, LINE, NAME
from annotator.gui.claims.values import dashed
from annotator.gui.claims.wording import tip
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import PaintedButton
from annotator.i18n import _
from annotator.model import NOT_APPLICABLE, Choice, Field
from annotator.wording import lowered

PITCH, EDGE, PAD = 22, 4, 5


class KeyWords(PaintedButton):
    """A key cap with words behind it; the key and a click do the same."""

    def __init__(self, key: str, words: str, tip: str = "", parent: QWidget | None = None,
                 *, quiet: bool = False) -> None:  # fmt: skip
        super().__init__(words, tip, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(True)
        self.setAccessibleDescription(_("Key {key}").format(key=key))
        self.key, self.words, self.quiet = key, words, quiet
        self.derived, self.bare = False, False

    def nextCheckState(self) -> None:
        """What is shown changes once the answer has been stored, not with the click."""

    def draw(self, painter: QPainter, theme: Theme) -> None:
        width, height = paint.key_width(self.key, theme), px(paint.KEY_HEIGHT)
        cap = QRectF(0, (self.height() - height) // 2, width, height)
        chosen = self.isChecked()
        if chosen and not self.derived:
            paint.rounded(painter, cap, 3, fill=theme.accent)
            font = theme.font("fine", medium=True)
            paint.draw_words(painter, cap, self.key, font, theme.onaccent, align="centre")
        else:
            paint.draw_key(painter, cap, self.key, theme)
            if chosen:
                dashed(painter, cap, theme)
        if self.bare:
            return
        words = QRectF(self.rect())
        words.setLeft(width + px(5))
        rest = theme.dim if self.quiet or self.derived else theme.text
        font = theme.font("fine" if self.quiet else "small", medium=chosen and not self.derived)
        paint.draw_words(painter, words, self.words, font, self.ink(theme, rest))

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        font = theme.font("fine" if self.quiet else "small", medium=True)
        words = 0 if self.bare else px(6) + round(paint.words_width(self.words, font)) + 1
        return QSize(paint.key_width(self.key, theme) + words, px(PITCH))


class Opened(QWidget):
    """The frame: the field's name, what Tab and 0 do, then the values. Nothing here decides
    anything: `chosen` carries a value ("na": not applicable), `left` that it stays empty.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.foot = field, ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(field.name)
        self.setToolTip(field.definition)
        self._choices = tuple(self._button(choice) for choice in field.choices)
        none = _("It cannot be asked of this claim; not the same as a value such as 6 or F.")
        self._none = KeyWords("0", _("not applicable"), none, self, quiet=True)
        self._none.clicked.connect(lambda: self.chosen.emit(NOT_APPLICABLE))
        key, words = ("Enter", _("go on")) if field.many else ("Tab", _("leave empty"))
        self._leave = KeyWords(key, words, parent=self, quiet=True)
        self._leave.clicked.connect(self.left)

    def _button(self, choice: Choice) -> KeyWords:
        button = KeyWords(choice.key, lowered(choice.name), tip(choice), self)
        button.clicked.connect(lambda _on=False, value=choice.value: self.chosen.emit(value))
        return button

    def show_answer(self, values: tuple[str, ...], derived: bool) -> None:
        """Show the answer so far; () is none."""
        for button, choice in zip(self._choices, self.field.choices, strict=True):
            button.derived = derived and choice.value in values
            button.setChecked(choice.value in values)
            button.update()
        self._none.setChecked(NOT_APPLICABLE in values)
        self._none.derived = derived and NOT_APPLICABLE in values
        self._none.update()

    def show_foot(self, foot: str) -> None:
        """Show a quiet line below the values ("" none)."""
        if foot != self.foot:
            self.foot = foot
            self.updateGeometry()
            self.update()

    @property
    def _lines(self) -> int:
        return (len(self._choices) + 1) // 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        left, right, top = px(NAME), self.width() - px(INSET), px(PAD)
        width = (right - left) // 2
        for place, button in enumerate(self._choices):
            column, line = divmod(place, self._lines)
            y = top + px(LINE) + line * px(PITCH)
            button.setGeometry(left + column * width, y, width - px(6), px(PITCH))
        self._place_keys(left, right, top)

    def _place_keys(self, left: int, right: int, top: int) -> None:
        """The two keys at the right of the title; where room lacks, the caps without words."""
        title = paint.words_width(self.field.name, theme_of(self).font("small", bold=True))
        gap, keys = px(12), (self._leave, self._none)
        for bare in ((), (self._leave,), keys):
            for key in keys:
                key.bare = key in bare
            if sum(key.sizeHint().width() + gap for key in keys) <= right - left - title:
                break
        for key in keys:
            right -= key.sizeHint().width()
            key.setGeometry(right, top, key.sizeHint().width(), px(LINE))
            right -= gap

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), theme_of(self)
        box = QRectF(self.rect()).adjusted(px(EDGE), 1, -px(EDGE), -1)
        paint.rounded(painter, box, 4, fill=theme.base, edge=theme.accent, width=2)
        line = QRectF(px(NAME), px(PAD), self.width() - px(NAME + INSET), px(LINE))
        font = theme.font("small", bold=True)
        paint.draw_words(painter, line, self.field.name, font, theme.text)
        if self.foot:
            below = self.height() - px(PAD + 1 + PITCH)
            foot = QRectF(line.left(), below, line.width(), px(PITCH))
            paint.draw_words(painter, foot, self.foot, theme.font("fine"), theme.dim)
        painter.end()

    def sizeHint(self) -> QSize:
        lines = self._lines + bool(self.foot)
        return QSize(px(200), px(PAD) + px(LINE) + lines * px(PITCH) + px(PAD + 1))
