"""Values by key in a file that nobody sees: for more of them than memory should hold."""

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

import orjson


class Aside:
    """Keeps values that JSON can hold, several under a key; they are asked for after all are in.
    Its length is how many there are.
    """

    def __init__(self) -> None:
        # Without a buffer, for what is read next lies somewhere else.
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - it is closed when this goes
        self._size = 0
        self._hashes, self._places, self._lengths = array("q"), array("q"), array("q")
        self._sorted = True

    def add(self, key: str, *value: object) -> None:
        """Put a value under a key."""
        raw = orjson.dumps((key, *value))
        self._hashes.append(hash(key))
        self._places.append(self._size)
        self._lengths.append(len(raw))
        self._file.seek(self._size)
        self._size += self._file.write(raw)
        self._sorted = False

    def get(self, key: str) -> Iterator[list[Any]]:
        """The values under a key, in the order they came."""
        if not self._sorted:
            order = sorted(range(len(self._hashes)), key=self._hashes.__getitem__)
            self._hashes = array("q", map(self._hashes.__getitem__, order))
            self._places = array("q", map(self._places.__getitem__, order))
            self._lengths = array("q", map(self._lengths.__getitem__, order))
            self._sorted = True
        wanted = hash(key)
        for at in range(bisect_left(self._hashes, wanted), len(self._hashes)):
            if self._hashes[at] != wanted:
                return
            self._file.seek(self._places[at])
            named, *value = orjson.loads(self._file.read(self._lengths[at]))
            if named == key:
                yield value

    def last(self, key: str) -> list[Any] | None:
        """The value that came last under a key."""
        return next(iter(deque(self.get(key), maxlen=1)), None)

    def __len__(self) -> int:
        return len(self._hashes)

    def __del__(self) -> None:
        self._file.close()
