"""Fields that are typed in: a visit is one edit, kept by Enter, by leaving, or after a pause."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from annotator.gui.theme import px, theme_of

PAUSE_MS = 2000
LINES_AT_LEAST, LINES_AT_MOST = 2, 6


class Visit(QObject):
    """What a field shows of whom, and whether something else was typed since.

    `kept(subject, words)` asks for the edit, `left` says that Enter or Esc ended the visit. A text
    in which Enter begins a line and Esc keeps what was typed ends its visits by itself.
    """

    kept = Signal(object, str)
    left = Signal()

    def __init__(
        self, field: QWidget, words: Callable[[], str], write: Callable[[str], None],
        *, is_text: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(field)
        self.subject: int | None = None
        self.keeps_after_pause = True
        self.leaves_with_escape = False  # also where that gave back what was typed
        self._words, self._write, self._stored = words, write, ""
        # What the field made of what is stored: without its edge blanks, and as Qt would have it.
        self._shown = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        if not is_text:
            field.installEventFilter(self)

    @property
    def is_changed(self) -> bool:
        """True where something was typed that is not kept yet."""
        return self._words().strip() != self._shown

    def show(self, subject: int | None, stored: str) -> None:
        """Show what is stored of a subject. What was typed about another one is kept first."""
        if subject != self.subject:
            if self.is_changed and self.subject is not None:
                self._keep_late(self.subject, self._words().strip())
            self.subject, self._stored = subject, stored
            self._put(stored)
        elif stored != self._stored:
            self._stored = stored
            self._put(stored)

    def show_again(self, stored: str) -> None:
        """Show what is stored, whatever is typed: after an edit that was refused."""
        self._stored = stored
        if self._words().strip() != stored:
            self._put(stored)
        self._shown = self._words().strip()

    def keep(self) -> None:
        """Ask for the edit, if anything changed."""
        self._pause.stop()
        if self.subject is not None and self.is_changed:
            words = self._words().strip()
            self._stored = self._shown = words
            self.kept.emit(self.subject, words)

    def give_back(self) -> None:
        """Take back what was typed."""
        self._put(self._stored)

    def typed(self) -> None:
        """Something was typed: the pause begins anew."""
        if self.keeps_after_pause:
            self._pause.start()

    def _put(self, words: str) -> None:
        self._pause.stop()
        self._write(words)
        self._shown = self._words().strip()
        self._pause.stop()

    def _keep_late(self, subject: int, words: str) -> None:
        # The field is told of another subject by a signal of the desk, whose slots must not edit.
        QTimer.singleShot(0, self, lambda: self.kept.emit(subject, words))

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        """What the field gets: keys that end the visit, and its leaving."""
        if _is_escape(event) and self.is_changed:
            event.accept()  # it gives back what was typed, before it may leave the field
            return True
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() != Qt.FocusReason.PopupFocusReason:  # a menu over it is no leaving
                self.keep()
            return False
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        return is_press and self._takes(event)

    def _takes(self, event: QKeyEvent) -> bool:
        """True for a key that ends the visit; it has been acted on."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            was_changed = self.is_changed
            if was_changed:
                self.give_back()
            if self.leaves_with_escape or not was_changed:
                self.left.emit()
            return True
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.keep()
            self.left.emit()
            return True
        return False


def _is_escape(event: QEvent) -> bool:
    """True where Esc is about to be taken as a shortcut."""
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.ShortcutOverride
        and event.key() == Qt.Key.Key_Escape
    )


class LineVisit(QLineEdit):
    """A line that is typed in; see `Visit`."""

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.visit = Visit(self, self.text, self._write)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFont(theme_of(self).font("body"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self.visit.typed)

    def _write(self, words: str) -> None:
        self.setText(words)
        self.setCursorPosition(0)

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(26))


class TextVisit(QPlainTextEdit):
    """Some lines that are typed in, as high as they need; Shift+Enter begins a new one."""

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.visit = Visit(self, self.toPlainText, self.setPlainText)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFont(theme_of(self).font("small"))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(px(4))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)

    def _changed(self) -> None:
        self.visit.typed()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        lines = max(LINES_AT_LEAST, min(round(self.document().size().height()), LINES_AT_MOST))
        return QSize(px(120), lines * self.fontMetrics().lineSpacing() + px(12))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), self.sizeHint().height())
