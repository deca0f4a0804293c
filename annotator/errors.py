"""The two things that may go wrong without being a bug: a rule says no, or a file is at fault."""

from pathlib import Path


class Refused(Exception):
    """A rule said no. The message is a whole sentence for the person at the keyboard."""


class BadInput(Exception):
    """A file's fault: which file, which line (1-based, 0 where lines mean nothing), and why."""

    def __init__(self, path: Path | str, line: int, why: str) -> None:
        self.path, self.line, self.why = Path(path), line, why
        place = f"{self.path.name}, line {line}" if line else self.path.name
        super().__init__(f"{place}: {why}")
