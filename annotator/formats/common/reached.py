"""How far a file has been read, asked of the system: the place of whatever has it open.

So no reader has to count, and one that unpacks or decodes is told by what it took of the file.
"""

import os
import stat
import time
from pathlib import Path

_OFTEN = 0.1
_MOST = 512  # descriptors that are looked through


class Reached:
    """Tells how much of a file this process has read, between 0 and 1; 0 where nobody can tell."""

    def __init__(self, path: Path) -> None:
        self._path, self._descriptor = path, -1
        self._file: os.stat_result | None = None
        self._next, self._share = time.monotonic() + _OFTEN, 0.0

    def look(self) -> float | None:
        """The share that was read, not more often than an eye can follow; None in between."""
        if time.monotonic() < self._next:
            return None
        self._next = time.monotonic() + _OFTEN
        try:
            self._file = self._file or os.stat(self._path)
        except OSError:
            return None
        if not self._is(self._descriptor):
            self._descriptor = next(filter(self._is, range(3, _MOST)), -1)
        if self._descriptor >= 0 and stat.S_ISREG(self._file.st_mode) and self._file.st_size:
            at = os.lseek(self._descriptor, 0, os.SEEK_CUR)
            self._share = min(at / self._file.st_size, 1.0)
        return self._share

    def _is(self, descriptor: int) -> bool:
        """True for a descriptor under which the file is open."""
        try:
            return self._file is not None and os.path.samestat(os.fstat(descriptor), self._file)
        except OSError:
            return False
