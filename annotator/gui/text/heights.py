"""Heights of many rows, some known and some guessed, with quick sums in between."""

from bisect import bisect_right
from itertools import accumulate

_CHUNK = 256


class Heights:
    """Row heights in whole pixels. A change costs nothing; a sum looks at some 256 rows."""

    __slots__ = ("_rows", "_sums", "_tops")

    def __init__(self, rows: list[int]) -> None:
        self._rows = rows
        chunks = range(0, len(self._rows), _CHUNK)
        self._sums = [sum(self._rows[i : i + _CHUNK]) for i in chunks]
        self._tops: list[int] | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> int:
        return self._rows[row]

    def __setitem__(self, row: int, height: int) -> None:
        change = height - self._rows[row]
        if change:
            self._rows[row] = height
            self._sums[row // _CHUNK] += change
            self._tops = None

    @property
    def total(self) -> int:
        """All rows together."""
        return sum(self._sums)

    def top(self, row: int) -> int:
        """Where a row begins."""
        chunk = row // _CHUNK
        return self._chunk_tops()[chunk] + sum(self._rows[chunk * _CHUNK : row])

    def at(self, y: float) -> int:
        """The row at that height, the first or last one beyond the ends."""
        tops = self._chunk_tops()
        chunk = max(0, min(bisect_right(tops, y), len(self._sums)) - 1)
        rows = self._rows[chunk * _CHUNK : (chunk + 1) * _CHUNK]
        within = bisect_right(list(accumulate(rows)), y - tops[chunk])
        return chunk * _CHUNK + min(within, len(rows) - 1)

    def _chunk_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = [0, *accumulate(self._sums)]
        return self._tops
