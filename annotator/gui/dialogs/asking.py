"""The system's own file choosers, and a line of words."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget


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


def ask_words(parent: QWidget | None, title: str, words: str = "", label: str = "") -> str:
    """A line of words; "" if none were given."""
    given, taken = QInputDialog.getText(parent, title, label or title, text=words)
    return given.strip() if taken else ""
