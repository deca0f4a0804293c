"""Strips under the header: a hint, a warning or an error with what to do about it, on one line."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from annotator.gui import icons
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import IconButton, LinkButton, Painted
from annotator.gui.widgets.layout import discard
from annotator.i18n import _

HEIGHT = 32
_GAP = 4
_GROUNDS = {"info": "infobg", "warn": "warnbg", "bad": "badbg"}
_SIGNS = {"warn": ("warn", "warn"), "bad": ("warn", "bad")}


class _Sentence(Painted):
    """Words with key caps in them: a key stands between backticks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.parts: tuple[str, ...] = ()

    def say(self, sentence: str) -> None:
        """Show another sentence."""
        self.parts = tuple(sentence.split("`"))
        plain = sentence.replace("`", "")
        self.setAccessibleName(plain)
        self.setToolTip(plain)
        self.update()

    def laid(self, theme: Theme) -> list[tuple[float, str]]:
        """The words and key caps in turn, each with its left edge; a gap only where a blank is."""
        font, left, found = theme.font("small"), self.box.left(), list[tuple[float, str]]()
        for place, part in enumerate(self.parts):
            words = part.strip()
            left += px(_GAP) if place and part[:1].isspace() else 0
            found.append((left, words))
            is_key = place % 2
            left += paint.key_width(part, theme) if is_key else paint.words_width(words, font)
            left += px(_GAP) if part[-1:].isspace() and words else 0
        return found

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box, font = self.box, theme.font("small")
        for place, (left, part) in enumerate(self.laid(theme)):
            box.setLeft(left)
            if place % 2:
                height = px(paint.KEY_HEIGHT)
                cap = QRectF(left, (box.height() - height) // 2,
                             paint.key_width(part, theme), height)  # fmt: skip
                if cap.right() <= box.right():
                    paint.draw_key(painter, cap, part, theme)
            elif part and left < box.right():
                paint.draw_words(painter, box, part, font, theme.text)


class MessageStrip(QFrame):
    """One sentence on infobg, warnbg or badbg, then buttons in accent, then a cross.

    `pressed(key)` tells which button, `closed()` that the cross was pressed; hiding the strip is
    the owner's. Keys stand between backticks: "Press `c` to make a claim."
    """

    pressed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = "info"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sentence = _Sentence(self)
        self._shown: list[LinkButton] = []
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(px(8))
        self._cross = IconButton("close", _("Close"), parent=self)
        self._cross.clicked.connect(self.closed)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(px(12))
        self._row.addWidget(self._sentence, 1)
        self._row.addLayout(self._buttons)
        self._row.addWidget(self._cross)
        self.hide()

    @property
    def sentence(self) -> str:
        """What the strip says, as a screen reader says it."""
        return self._sentence.accessibleName()

    def say(
        self,
        sentence: str,
        *,
        kind: str = "info",
        buttons: Sequence[tuple[str, str]] = (),
        closes: bool = True,
    ) -> None:
        """Show a sentence of a kind ("info", "warn", "bad") with (key, words) buttons."""
        self.kind = kind
        self._sentence.say(sentence)
        self._row.setContentsMargins(px(24 if kind == "info" else 48), 0, px(12), 0)
        discard(self._buttons, *self._shown)
        self._shown = [LinkButton(words, parent=self) for _key, words in buttons]
        before: QWidget = self._sentence
        for button, (key, _words) in zip(self._shown, buttons, strict=True):
            QWidget.setTabOrder(before, button)
            before = button
            button.clicked.connect(lambda _on=False, key=key: self.pressed.emit(key))
            self._buttons.addWidget(button)
        QWidget.setTabOrder(before, self._cross)
        self._cross.setVisible(closes)
        self.setAccessibleName(self.sentence)
        self.show()
        self.update()
        told = QAccessibleAnnouncementEvent(self, self.sentence)
        QAccessible.updateAccessibility(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), theme_of(self)
        painter.fillRect(self.rect(), getattr(theme, _GROUNDS[self.kind]))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.line)
        if self.kind in _SIGNS:
            name, role = _SIGNS[self.kind]
            size = px(icons.SIZE)
            at = self.rect().topLeft().toPointF()
            at.setX(px(24))
            at.setY((self.height() - size) // 2)
            icons.draw(painter, name, at, getattr(theme, role), size)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, px(HEIGHT))


class HintStrip(MessageStrip):
    """The first-run hints: which step of how many, "Next", and a cross that ends them for good.

    `pressed("next")` asks for the next hint.
    """

    def show_step(self, sentence: str, step: int, steps: int) -> None:
        """Show one hint, 1-based."""
        self.say(sentence, buttons=(("next", _("Next")),) if step < steps else ())
        self._count(_("{step} of {steps}").format(step=step, steps=steps))

    def _count(self, words: str) -> None:
        count = LinkButton(words, parent=self)
        count.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._buttons.insertWidget(0, count)
        self._shown.append(count)
