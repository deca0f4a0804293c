"""A text with stretches of it replaced, and where each place of the old text is in the new one."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """`[start, end)` of the old text that became `words`."""

    start: int
    end: int
    words: str


class Rewritten:
    """A text with some stretches replaced, and the way from the old offsets to the new ones.

    `stretches` are in order and do not overlap.
    """

    __slots__ = ("_ends", "_moved", "_starts", "stretches", "text")

    def __init__(self, text: str, stretches: Sequence[Stretch]) -> None:
        self.stretches = tuple(stretches)
        self._starts = [each.start for each in stretches]
        self._moved: list[int] = []
        pieces, reached, length = list[str](), 0, 0
        for each in stretches:
            pieces += (text[reached : each.start], each.words)
            length += each.start - reached
            self._moved.append(length)
            length, reached = length + len(each.words), each.end
        self.text = "".join([*pieces, text[reached:]])

    def start(self, point: int) -> int:
        """Where a range that began here begins now; within a stretch, at its beginning."""
        place = bisect_right(self._starts, point) - 1
        if place < 0:
            return point
        each, now = self.stretches[place], self._moved[place]
        if point < each.end:
            return now
        return now + len(each.words) + point - each.end

    def end(self, point: int) -> int:
        """Where a range that ended here ends now; within a stretch, at its end."""
        place = bisect_right(self._starts, point - 1) - 1
        if place < 0:
            return point
        each, now = self.stretches[place], self._moved[place]
        return now + len(each.words) + max(point - each.end, 0)

    def inside(self, start: int, end: int) -> Stretch | None:
        """The stretch that holds the whole range and more than it."""
        place = bisect_right(self._starts, start) - 1
        if place < 0:
            return None
        each = self.stretches[place]
        is_part = end <= each.end and (each.start, each.end) != (start, end)
        return each if is_part else None

    def cuts(self, start: int, end: int) -> bool:
        """True if a border of the range lies within a stretch."""
        return any(
            place >= 0 and self.stretches[place].start < point < self.stretches[place].end
            for point in (start, end)
            for place in (bisect_right(self._starts, point) - 1,)
        )


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Stretches in order, those that overlap made one; the longest, then first, gives the words."""
    found: list[Stretch] = []
    strongest: list[int] = []
    for each in sorted(stretches, key=lambda s: (s.start, -s.end)):
        if found and each.start < found[-1].end:
            last, length = found[-1], each.end - each.start
            words = each.words if length > strongest[-1] else last.words
            found[-1] = Stretch(last.start, max(last.end, each.end), words)
            strongest[-1] = max(length, strongest[-1])
        else:
            found.append(each)
            strongest.append(each.end - each.start)
    return tuple(found)
