"""A part of the codebook to read, and as a text to write: its fields of one layer, or its links."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator import codebook as codebooks
from annotator.codebook import LAYERS
from annotator.errors import BadInput, Refused
from annotator.gui.command import PLAIN, Command
from annotator.gui.dialogs.fields import HEIGHT
from annotator.gui.dialogs.sheet import Rule
from annotator.gui.guiding.definitions import Writer, sections
from annotator.gui.guiding.reading import Reader
from annotator.gui.theme import px, theme_of
from annotator.gui.widgets.strip import MessageStrip
from annotator.i18n import _
from annotator.model import Codebook

LINKS = "links"
_LINK_TABLES = ("claim_links", "entity_links", "independence")


class FieldPage(QWidget):
    """Reads by itself, and after "Edit as text" writes. `kept` carries the codebook as written."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part
        self._book: Codebook | None = None
        self._begun = ""
        self.reader = Reader(_("Definitions"))
        self.reader.viewport().setBackgroundRole(self.palette().ColorRole.Button)
        self.editor = TomlEditor()
        self.editor.left.connect(self.stop)
        self.strip = MessageStrip()
        self.strip.closed.connect(self.strip.hide)
        self.edit = _button(_("Edit as text"), self.begin)
        self.keep, self.drop = (
            _button(_("Keep"), self.ask),
            _button(_("Leave as it was"), self.drop_it),
        )
        self._stack = QStackedWidget()
        for parts in ((self.reader,), (self.strip, self.editor)):
            self._stack.addWidget(_stacked(parts))
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(8), px(20), px(8))
        row.setSpacing(px(8))
        self.advice = QLabel(_("Comments (#) are not kept. Write what all should know into a "
                               "definition, or into the guidelines."))  # fmt: skip
        self.advice.setFont(theme_of(self).font("small"))
        self.advice.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.advice.setWordWrap(True)
        row.addWidget(self.advice, 1)
        row.addStretch()
        for button in (self.edit, self.drop, self.keep):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(Rule())
        column.addLayout(row)
        self._turn(0)

    @property
    def is_changed(self) -> bool:
        """True where something was written that is not kept."""
        return self._stack.currentIndex() == 1 and self.editor.toPlainText() != self._begun

    def show_book(self, book: Codebook, *, may_edit: bool) -> None:
        """Show a codebook; what is being written is left alone."""
        self.edit.setEnabled(may_edit)
        if book == self._book:
            return
        self._book = book
        self.reader.clear()
        self.reader.document().setDefaultFont(theme_of(self).font("small"))
        cursor = QTextCursor(self.reader.document())
        Writer(cursor, theme_of(self)).write(sections(portion(book, self.part)))
        self.reader.document().setDocumentMargin(px(20))
        self.reader.moveCursor(QTextCursor.MoveOperation.Start)

    def begin(self) -> None:
        """Show the text of this part, to be written in."""
        if self._book is not None:
            self._begun = codebooks.dump(portion(self._book, self.part))
            self.editor.setPlainText(self._begun)
            self.strip.hide()
            self._turn(1)
            self.editor.setFocus()

    def stop(self) -> None:
        """Go back to reading; what was written and not kept is asked about first."""
        if self.is_changed:
            self.say(_("Not kept yet. Press Keep, or Leave as it was."))
        elif self._stack.currentIndex() == 1:
            self.drop_it()
        else:
            self.left.emit()

    def drop_it(self) -> None:
        """Forget what was written."""
        self._turn(0)
        self.reader.setFocus()

    def ask(self) -> None:
        """Check what is written and hand it over, or say what is wrong in which line."""
        if self._book is None:
            return
        try:
            book = merged(self._book, codebooks.parse(self.editor.toPlainText()), self.part)
        except BadInput as fault:
            self.editor.go_to_line(fault.line)
            words = _("Line {line}: {why}") if fault.line else "{why}"
            self.say(words.format(line=fault.line, why=fault.why))
        except Refused as refusal:
            self.say(str(refusal))
        else:
            self.kept.emit(book)

    def say(self, words: str) -> None:
        """Say what keeps the text from being kept."""
        self.strip.say(words, kind="bad")

    def _turn(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        self.edit.setVisible(page == 0)
        self.keep.setVisible(page == 1)
        self.advice.setVisible(page == 1)
        self.drop.setVisible(page == 1)


class TomlEditor(QPlainTextEdit):
    """A text in TOML; Esc leaves it, Tab goes on to the buttons."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Codebook, as TOML"))
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(theme_of(self).font("small").pointSizeF())
        self.setFont(font)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(px(12))

    def go_to_line(self, line: int) -> None:
        """Choose a line, from 1, and bring it into view."""
        block = self.document().findBlockByNumber(max(line - 1, 0))
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def portion(book: Codebook, part: str) -> Codebook:
    """The part of a codebook that one page shows."""
    if part == LINKS:
        return replace(book, labels=(), fields=())
    none = dict.fromkeys(_LINK_TABLES, ())
    return replace(book, labels=(), fields=book.layer(part), **none)


def merged(book: Codebook, written: Codebook, part: str) -> Codebook:
    """A codebook with one part as it was written. Refused where more was written, or it clashes."""
    foreign = [name for name in _LINK_TABLES if getattr(written, name)]
    if written.labels or (part == LINKS and written.fields) or (part != LINKS and foreign):
        raise Refused(_("Labels, fields and links are written each on its own page."))
    if part == LINKS:
        new = replace(book, **{name: getattr(written, name) for name in _LINK_TABLES})
    else:
        others = [field for field in book.fields if field.layer != part]
        fields = sorted((*others, *written.fields), key=lambda one: LAYERS.index(one.layer))
        new = replace(book, fields=tuple(fields))
    new = replace(new, name=written.name, version=written.version)
    codebooks.check(new)
    return new


def clash(book: Codebook, commands: Sequence[Command]) -> str:
    """The sentence that says which key of a field already does something else in the text."""
    taken = {
        key: one.words.removesuffix("…") for one in commands for key in one.keys
        if one.place == PLAIN and not one.id.startswith("judge.ask.")
    }  # fmt: skip
    for field in book.fields:
        key = field.key if field.layer == "claim" else f"Shift+{field.key}"
        if field.key and not field.core and key in taken:
            return _("The key “{key}” of the field {name} already is “{what}” in the text.").format(
                key=key, name=field.name, what=taken[key])  # fmt: skip
    return ""


def _button(words: str, act: Callable[[], object]) -> QPushButton:
    made = QPushButton(words)
    made.setMinimumHeight(px(HEIGHT))
    made.clicked.connect(lambda: act())
    return made


def _stacked(parts: Sequence[QWidget]) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return page
