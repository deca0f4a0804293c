"""How far a file has been read, asked of the system: the place of whatever has it open.

So no reader has to count, and one that unpacks or decodes is told by what it took of the file. In a
folder that is read as one thing, the file an article came from tells how many lie behind.
"""

import os
import stat
import time
from pathlib import Path

_OFTEN = 0.1
_MOST = 512  # descriptors that are looked through


class Reached:
    """Tells how much of a file or folder this process has read, between 0 and 1; 0 where nobody can
    tell.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._next, self._share = path, time.monotonic() + _OFTEN, 0.0
        self._descriptor = -1
        self._starts: dict[str, int] | None = None  # the bytes of a folder before each file
        self._total = 0

    def look(self, name: str = "") -> float | None:
        """The share that was read, not more often than an eye can follow; None in between. In a
        folder, where the last article came out of the file of that name.
        """
        if time.monotonic() < self._next:
            return None
        self._next = time.monotonic() + _OFTEN
        try:
            if self._path.is_dir():
                self._look_through(name)
            elif size := self._path.stat().st_size:
                self._share = self._at(self._path, size) / size
        except OSError:
            return None
        self._share = min(self._share, 1.0)
        return self._share

    def _look_through(self, name: str) -> None:
        if self._starts is None:
            self._starts = {}
            for path in sorted(self._path.rglob("*")):
                self._starts.setdefault(path.name, self._total)
                self._total += path.stat().st_size
        if name in self._starts and self._total:
            self._share = max(self._share, self._starts[name] / self._total)

    def _at(self, path: Path, size: int) -> float:
        """How many bytes of a file are read; as many as before where nothing has it open."""
        file = path.stat()
        if not _is(self._descriptor, file):
            self._descriptor = next((n for n in range(3, _MOST) if _is(n, file)), -1)
        if self._descriptor < 0 or not stat.S_ISREG(file.st_mode):
            return self._share * size
        return os.lseek(self._descriptor, 0, os.SEEK_CUR)


def _is(descriptor: int, file: os.stat_result) -> bool:
    """True for a descriptor under which the file is open."""
    try:
        return os.path.samestat(os.fstat(descriptor), file)
    except OSError:
        return False
