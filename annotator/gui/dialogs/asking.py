"""The system's own file choosers, a small sheet for some words, and one for a yes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from annotator.gui.desk import Desk
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.theme import px, theme_of
from annotator.i18n import _

_LINE_HEIGHT, _LINES_HEIGHT = 190, 260


def ask_save(parent: QWidget | None, title: str, path: Path, kinds: str) -> Path | None:
    """Where to save a new file; None if nowhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(path), kinds)
    return Path(chosen) if chosen else None


def ask_open(
    parent: QWidget | None, title: str, folder: Path, kinds: str, *, many: bool = False
) -> list[Path]:
    """Which files to open; none if nothing was chosen."""
    if many:
        chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(folder), kinds)
        return [Path(path) for path in chosen]
    one, _kind = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
    return [Path(one)] if one else []


def ask_folder(parent: QWidget | None, title: str, folder: Path) -> Path | None:
    """Which folder; None if none was chosen."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(folder))
    return Path(chosen) if chosen else None


class WordsSheet(Sheet):
    """Asks for a line of words, or for `lines`, and hands them over; nothing where none are given,
    unless lines that stood there were taken out.

    Enter takes them; in several lines Shift+Enter begins a new one.
    """

    WIDTH = 460

    def __init__(
        self, desk: Desk, title: str, done: Callable[[str], object], *, words: str = "",
        label: str = "", lines: bool = False,
    ) -> None:  # fmt: skip
        self.TITLE, self.HEIGHT = title, _LINES_HEIGHT if lines else _LINE_HEIGHT
        self._done, self._words, self._label, self._lines = done, words, label, lines
        super().__init__(desk)

    def build(self) -> None:
        name = self._label or _(self.TITLE)
        if self._label:
            self.body.addWidget(self.label(self._label, dim=True))
        if self._lines:
            self.field: QPlainTextEdit | QLineEdit = _Lines(self.take)
            self.field.setPlainText(self._words)
        else:
            self.field = QLineEdit(self._words)
            self.field.setMinimumHeight(px(28))
        self.field.setAccessibleName(name)
        self.field.setFont(theme_of(self).font("body"))
        self.field.selectAll()
        self.body.addWidget(self.field, 1 if self._lines else 0)
        if not self._lines:
            self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.button(_("Cancel"), self.shut))
        self.foot.addWidget(self.button(_("Save"), self.take, primary=True))

    def first(self) -> QWidget:
        return self.field

    def take(self) -> None:
        """Close the sheet and hand over what was typed."""
        field = self.field
        words = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        self.shut()
        if words.strip() or (self._lines and self._words):
            self._done(words.strip())


class SureSheet(Sheet):
    """Says what is about to be done and cannot be undone by a key; does it when told to."""

    WIDTH = 460

    def __init__(
        self, desk: Desk, title: str, words: str, button: str, act: Callable[[], object]
    ) -> None:
        self.TITLE, self.HEIGHT = title, _LINE_HEIGHT
        self._words, self._button, self._act = words, button, act
        super().__init__(desk)

    def build(self) -> None:
        self.body.addWidget(self.label(self._words))
        self.body.addStretch(1)
        self._go = self.button(self._button, self.take, primary=True)
        self.foot.addStretch(1)
        self.foot.addWidget(self.button(_("Cancel"), self.shut))
        self.foot.addWidget(self._go)

    def first(self) -> QWidget:
        return self._go

    def take(self) -> None:
        """Close the sheet and do it."""
        self.shut()
        self._act()


class _Lines(QPlainTextEdit):
    """Some lines, taken by Enter."""

    def __init__(self, take: Callable[[], object]) -> None:
        super().__init__()
        self._take = take
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self._take()
        else:
            super().keyPressEvent(event)


def ask_words(desk: Desk, title: str, done: Callable[[str], object], **about: Any) -> None:
    """Ask for words; `done` gets them, if any were given. `about` is as in `WordsSheet`."""
    WordsSheet(desk, title, done, **about).open()
