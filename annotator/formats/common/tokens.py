"""Mentions on tokens, for formats that know no characters: widened, and flat where they must be.

Tokens come from the one tokenizer that never looks at spans; offsets are code points.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotator.formats.values import Lost
from annotator.i18n import _N
from annotator.model import Span
from annotator.text import sentences, tokens

WIDENED = _N("mention whose ends are not those of tokens")
WHOLE_TOKENS = _N("whole tokens")


@dataclass(frozen=True, slots=True)
class Placed:
    """A span on tokens `[first, last)`, under the name a format gives its label."""

    span: Span
    first: int
    last: int
    name: str


class Tokens:
    """The tokens of a text and the sentences they belong to."""

    __slots__ = ("_ends", "_starts", "ranges", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.ranges = tokens(text)
        self._starts = [start for start, _end in self.ranges]
        self._ends = [end for _start, end in self.ranges]

    def cover(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that meet a range of characters, as `[first, last)`; empty if none does."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return first, max(first, last)

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """The range of characters of some tokens."""
        return self._starts[first], self._ends[last - 1]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """The tokens of each sentence, as `[first, last)`."""
        bounds = [bisect_left(self._starts, start) for start, _end in sentences(self.text)]
        first = 0
        for last in (*bounds[1:], len(self.ranges)):
            if first < last:
                yield first, last
            first = max(first, last)


def place(found: Iterable[tuple[Span, str]], grid: Tokens, lost: list[Lost]) -> Iterator[Placed]:
    """Each span on the tokens that it meets; what moves or finds none is told."""
    for span, name in found:
        first, last = grid.cover(span.start, span.end)
        if first == last:
            what = _N("mention that covers no token")
            lost.append(Lost(what, start=span.start, end=span.end, quote=span.quote))
            continue
        if grid.characters(first, last) != (span.start, span.end):
            lost.append(Lost(WIDENED, "changed", WHOLE_TOKENS, span.start, span.end, span.quote))
        yield Placed(span, first, last, name)


def flat(placed: Iterable[Placed], policy: str, size: int, lost: list[Lost]) -> list[Placed]:
    """The spans that stay where only one may lie on a token, in text order."""
    order = {"longest": _longest, "innermost": _innermost, "first": _first}[policy]
    taken, kept = bytearray(size), []
    for each in sorted(placed, key=order):
        if any(taken[each.first : each.last]):
            what, span = _N("mention that overlaps another"), each.span
            lost.append(Lost(what, start=span.start, end=span.end, quote=span.quote))
            continue
        taken[each.first : each.last] = b"\1" * (each.last - each.first)
        kept.append(each)
    return sorted(kept, key=_first)


def _first(each: Placed) -> tuple[int, int, int]:
    return each.first, -each.last, each.span.id


def _longest(each: Placed) -> tuple[int, int, int]:
    return each.first - each.last, each.first, each.span.id


def _innermost(each: Placed) -> tuple[int, int, int]:
    return each.last - each.first, each.first, each.span.id


def first_pieces(spans: Sequence[Span], lost: list[Lost]) -> Iterator[Span]:
    """The mentions, of discontinuous ones the first piece."""
    for span in spans:
        if not span.is_mention:
            continue
        if span.part_of is None:
            yield span
        else:
            what = _N("further piece of a mention")
            lost.append(Lost(what, start=span.start, end=span.end, quote=span.quote))
