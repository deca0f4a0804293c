"""Where the marks of a CAS lie in the stored text: UTF-16 units of the file to code points."""

import sys
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from annotator.formats.uima.cas import Fs
from annotator.formats.values import Unfit
from annotator.offsets import reader
from annotator.text import Cleaned, to_stored


@dataclass(slots=True)
class Places:
    """Turns offsets of one text; marks that lie nowhere in it, or on words that are others than
    the file says (`wrong`), are kept in `unfit` unless `clip` takes them anyway. `lines` are those
    of the file by the place they are about, in order; none where lines mean nothing.
    """

    original: str
    cleaned: Cleaned
    clip: bool = False
    wrong: tuple[tuple[int, int, str], ...] = ()
    lines: tuple[tuple[int, int], ...] = ()
    unfit: list[Unfit] = field(default_factory=list)
    _point: Callable[[int], int | None] = field(init=False)

    def __post_init__(self) -> None:
        self._point = reader(self.original, "UTF-16")

    def range(self, begin: int | None, end: int | None) -> tuple[int, int] | None:
        """A range of the stored text, None where it is empty or not in the text."""
        start = self._stored(begin)
        stop = self._stored(end)
        if start is None or stop is None or start >= stop:
            return None
        return start, stop

    def taken(self, record: Fs, label: str) -> tuple[int, int] | None:
        """The range of a mark; where there is none it is noted as unfit."""
        begin, end = record.begin, record.end
        found = self.range(begin, end)
        for start, stop, quote in self.wrong if found and not self.clip else ():
            if start < end and begin < max(stop, start + 1):
                self._misfit(record, start, stop, label, quote)
                return None
        if found is None and self.clip:
            found = self.range(self._nearest(begin), self._nearest(end, 1))
        if found is None:
            self._misfit(record, begin, end, label, "")
        return found

    def _misfit(self, record: Fs, begin: int, end: int, label: str, quote: str) -> None:
        """Note a mark that fits nothing, with its line or that of the place where it begins."""
        at = bisect_right(self.lines, (begin, sys.maxsize)) - 1
        line = record.line or (self.lines[at][1] if at >= 0 else 0)
        found = self._between(begin, end)
        self.unfit.append(Unfit(begin, end, label, quote, found, line, record.item))

    def _stored(self, at: int | None) -> int | None:
        point = None if at is None or at < 0 else self._point(at)
        return None if point is None else to_stored(self.cleaned.removed, point)

    def _nearest(self, at: int, step: int = -1) -> int:
        """The place in the text that is nearest; inside a pair, its outer end."""
        length = len(self.original.encode("utf-16-le", "surrogatepass")) // 2
        at = min(max(at, 0), length)
        return at if self._point(at) is not None else at + step

    def _between(self, begin: int, end: int) -> str:
        units = self.original.encode("utf-16-le", "surrogatepass")
        raw = units[2 * max(begin, 0) : 2 * max(end, 0)]
        return raw.decode("utf-16-le", "replace")
