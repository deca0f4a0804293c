"""Texts to read and to write: a browser that loads nothing, and the editor of the guidelines."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextBrowser, QWidget

from annotator.gui.claims.visit import Visit
from annotator.gui.theme import px, theme_of
from annotator.i18n import _

MARGIN = 12


class Reader(QTextBrowser):
    """Shows a text. Pictures and pages are never fetched: a project may be a stranger's."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(px(MARGIN))

    def show_markdown(self, words: str) -> None:
        """Show Markdown; HTML in it is shown as it is written."""
        place = self.verticalScrollBar().value()
        self.document().setDefaultFont(theme_of(self).font("body"))
        features = QTextDocument.MarkdownFeature
        self.document().setMarkdown(words, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        self.document().setDocumentMargin(px(MARGIN))
        self._set_headings()
        self.verticalScrollBar().setValue(place)

    def _set_headings(self) -> None:
        """Headings in the steps of the window's type; Qt's own are twice as large."""
        theme, cursor = theme_of(self), QTextCursor(self.document())
        steps = {1: "heading", 2: "title"}
        block = self.document().begin()
        while block.isValid():
            if level := block.blockFormat().headingLevel():
                cursor.setPosition(block.position())
                cursor.movePosition(
                    QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
                )
                shape = QTextCharFormat()
                shape.setFont(theme.font(steps.get(level, "body"), bold=True))
                shape.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
                cursor.mergeCharFormat(shape)
            block = block.next()

    def loadResource(self, kind: int, name: QUrl) -> None:
        """Nothing is loaded, from the network or from the disk."""
        return None


class Editor(QPlainTextEdit):
    """The guidelines while they are written: kept by leaving and after a pause, Esc ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.visit = Visit(self, self.toPlainText, self.setPlainText, is_text=True)
        self.setAccessibleName(_("Guidelines, as Markdown"))
        self.setPlaceholderText(_("How your team marks. Markdown: # heading, - list, **bold**."))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setFont(theme_of(self).font("body"))
        self.document().setDocumentMargin(px(MARGIN))
        self.textChanged.connect(self.visit.typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.visit.keep()
            self.visit.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.visit.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        self.visit.keep()
        super().hideEvent(event)
