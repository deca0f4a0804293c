"""Values by key in a file that nobody sees: for more of them than memory should hold."""

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

import orjson


class Aside:
    """Keeps values that JSON can hold, several under a key; they are asked for after all are in."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it is closed when this goes
        self._hashes, self._places = array("q"), array("q")
        self._sorted = True

    def add(self, key: str, *value: object) -> None:
        """Put a value under a key."""
        self._hashes.append(hash(key))
        self._places.append(self._file.seek(0, 2))
        self._file.write(orjson.dumps((key, *value), option=orjson.OPT_APPEND_NEWLINE))
        self._sorted = False

    def get(self, key: str) -> Iterator[list[Any]]:
        """The values under a key, in the order they came."""
        if not self._sorted:
            order = sorted(range(len(self._hashes)), key=self._hashes.__getitem__)
            self._hashes = array("q", map(self._hashes.__getitem__, order))
            self._places = array("q", map(self._places.__getitem__, order))
            self._sorted = True
        wanted = hash(key)
        for at in range(bisect_left(self._hashes, wanted), len(self._hashes)):
            if self._hashes[at] != wanted:
                return
            self._file.seek(self._places[at])
            named, *value = orjson.loads(self._file.readline())
            if named == key:
                yield value

    def last(self, key: str) -> list[Any] | None:
        """The value that came last under a key."""
        return next(iter(deque(self.get(key), maxlen=1)), None)

    def __del__(self) -> None:
        self._file.close()
