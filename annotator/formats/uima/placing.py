"""Where the marks of a CAS lie in the stored text: UTF-16 units of the file to code points."""

from collections.abc import Callable
from dataclasses import dataclass, field

from annotator.formats.values import Unfit
from annotator.offsets import reader
from annotator.text import Cleaned, to_stored


@dataclass(slots=True)
class Places:
    """Turns offsets of one text; marks that lie nowhere in it, or on words that are others than
    the file says (`wrong`), are kept in `unfit` unless `clip` takes them anyway.
    """

    original: str
    cleaned: Cleaned
    clip: bool = False
    wrong: tuple[tuple[int, int, str], ...] = ()
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

    def taken(self, begin: int, end: int, label: str) -> tuple[int, int] | None:
        """The range of a mark; where there is none it is noted as unfit."""
        found = self.range(begin, end)
        for start, stop, quote in self.wrong if found and not self.clip else ():
            if start < end and begin < stop:
                self.unfit.append(Unfit(start, stop, label, quote, self._between(start, stop)))
                return None
        if found is None and self.clip:
            found = self.range(self._nearest(begin), self._nearest(end, 1))
        if found is None:
            self.unfit.append(Unfit(begin, end, label, "", self._between(begin, end)))
        return found

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
