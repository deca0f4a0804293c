"""Where marks go: the tokens, and the parts of tokens, that INCEpTION's writer puts them on.

Blanks at the ends of a mark fall away, one without any width goes to the token before it. What
covers several tokens stands on each; where it begins or ends inside of one, a part of that token
gets a line of its own. Offsets are UTF-16 units.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.formats.uima.cas import Fs


@dataclass(eq=False, slots=True)
class Unit:
    """A token or a part of one, with the records that stand on it by type."""

    id: str
    begin: int
    end: int
    marks: dict[str, list[Fs]] = field(default_factory=dict)
    parts: list["Unit"] = field(default_factory=list)


class Grid:
    """The tokens of a text, sentence by sentence."""

    __slots__ = ("_begins", "_ends", "_tokens", "sentences")

    def __init__(self, sentences: Sequence[Sequence[tuple[int, int]]]) -> None:
        self.sentences = [
            [Unit(f"{n}-{k}", *place) for k, place in enumerate(tokens, 1)]
            for n, tokens in enumerate(sentences, 1)
        ]
        self._tokens = [unit for tokens in self.sentences for unit in tokens]
        self._begins = [unit.begin for unit in self._tokens]
        self._ends = [unit.end for unit in self._tokens]

    def place(self, begin: int, end: int) -> list[Unit]:
        """The units of a mark in text order, the first of which names it; none where it meets no
        token. They may be made by this.
        """
        if not self._tokens:
            return []
        first, last = self._first(begin), self._last(end)
        if begin == end:
            return [self._without_width(begin, self._tokens[last])]
        if first > last:
            return []
        head, tail = self._tokens[first], self._tokens[last]
        if first == last:
            start, stop = max(begin, head.begin), min(end, head.end)
            if start >= stop:
                return []
            return [head if (start, stop) == (head.begin, head.end) else _part(head, start, stop)]
        found = self._tokens[first : last + 1]
        if head.begin < begin:
            found[0] = _part(head, begin, head.end)
        if tail.end > end:
            found[-1] = _part(tail, tail.begin, end)
        return found

    def token(self, begin: int, end: int) -> Unit | None:
        """The token that lies exactly there."""
        at = bisect_left(self._begins, begin)
        found = self._tokens[at] if at < len(self._tokens) else None
        return found if found and (found.begin, found.end) == (begin, end) else None

    def _first(self, begin: int) -> int:
        """The token that begins at or before a place, or the next one where that ends before."""
        at = bisect_right(self._begins, begin) - 1
        if at < 0 or (self._ends[at] < begin and self._ends[-1] > begin):
            at = bisect_right(self._ends, begin)
        return min(at, len(self._tokens) - 1)

    def _last(self, end: int) -> int:
        """The token that ends at or after a place, or the one before where that begins after."""
        at = bisect_left(self._ends, end)
        if at >= len(self._tokens) or (self._begins[at] > end and self._ends[0] < end):
            at = bisect_left(self._ends, end) - 1
        return max(at, 0)

    def _without_width(self, at: int, token: Unit) -> Unit:
        place = max(min(token.end, at), token.begin)
        return _part(token, place, place)


def _part(token: Unit, begin: int, end: int) -> Unit:
    for each in token.parts:
        if (each.begin, each.end) == (begin, end):
            return each
    made = Unit(f"{token.id}.{len(token.parts) + 1}", begin, end)
    token.parts.append(made)
    return made
