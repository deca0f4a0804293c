"""What may go wrong without being a bug: a rule says no, a file is at fault, the disk refuses."""

from pathlib import Path

from annotator.i18n import _


class Refused(Exception):
    """A rule said no. The message is a whole sentence for the person at the keyboard."""


class BadInput(Exception):
    """A file's fault: which file, which line (1-based, 0 where lines mean nothing), and why; `item`
    is the number of what is at fault in a list of such, 0 where there is no list.
    """

    def __init__(self, path: Path | str, line: int, why: str, item: int = 0) -> None:
        self.path, self.line, self.why, self.item = Path(path), line, why, item
        told = _("{file}, line {line}: {why}") if line else _("{file}: {why}")
        if line and item:
            told = _("{file}, line {line}, number {item}: {why}")
        super().__init__(told.format(file=self.path.name, line=line, why=why, item=item))


class OldProject(BadInput):
    """A project of an older version that is to be brought up to date before it can be read."""


class NotSaved(Exception):
    """The disk did not take an edit; nothing of it is in the file. The message says why."""
