"""Mentions on tokens, for formats that know no characters: widened, and flat where they must be.

Tokens come from the one tokenizer that never looks at spans; offsets are code points.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from annotator.formats.values import Lost
from annotator.i18n import _N
from annotator.model import Span
from annotator.text import sentences, token_table


class Placed(NamedTuple):
    """A span on tokens `[first, last)`, under the name a format gives its label."""

    span: Span
    first: int
    last: int
    name: str


class Tokens:
    """The tokens of a text: where they start, what lies one `behind` their ends, their words
    (`forms`), and their sentences.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.behind, self.forms = token_table(text)

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def ends(self) -> list[int]:
        """Where the tokens end."""
        return [at - 1 for at in self.behind]

    @cached_property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Where the tokens stand."""
        return tuple(zip(self.starts, self.ends, strict=True))

    def cover(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that meet a range of characters, as `[first, last)`; empty if none does."""
        first = bisect_right(self.behind, start + 1)
        return first, bisect_left(self.starts, end, first)

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """The range of characters of some tokens."""
        return self.starts[first], self.behind[last - 1] - 1

    def sentences(self) -> Iterator[tuple[int, int]]:
        """The tokens of each sentence, as `[first, last)`."""
        bounds = [bisect_left(self.starts, start) for start, _end in sentences(self.text)]
        first = 0
        for last in (*bounds[1:], len(self)):
            if first < last:
                yield first, last
            first = max(first, last)


MENTION = (
    _N("mention whose ends are not those of tokens"),
    _N("mention that covers no token"),
    _N("whole tokens"),
)
"""What is said of a span that moves, of one that finds no token, and what the first becomes; and
what the second becomes where it stands elsewhere in the file.
"""


def place(
    found: Iterable[tuple[Span, str]],
    grid: Tokens,
    lost: list[Lost],
    wording: tuple[str, ...] = MENTION,
) -> Iterator[Placed]:
    """Each span on the tokens that it meets; what moves or finds none is told."""
    moved, nowhere, becomes, *elsewhere = wording
    for span, name in found:
        first, last = grid.cover(span.start, span.end)
        if first == last:
            lost.append(
                lost_span(nowhere, span, "changed", *elsewhere) if elsewhere
                else lost_span(nowhere, span)
            )  # fmt: skip
            continue
        if grid.characters(first, last) != (span.start, span.end):
            lost.append(lost_span(moved, span, "changed", becomes))
        yield Placed(span, first, last, name)


def flat(
    placed: Iterable[Placed], policy: str, size: int
) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
    """The spans that stay where only one may lie on a token, and those that go, in text order."""
    found = tuple(placed)
    if all(one.last <= other.first for one, other in pairwise(found)):
        return found, ()  # as most are
    order = {"longest": _longest, "innermost": _innermost, "first": _first}[policy]
    taken, kept, gone = bytearray(size), [], []
    for each in sorted(found, key=order):
        if taken.find(1, each.first, each.last) >= 0:
            gone.append(each)
        else:
            taken[each.first : each.last] = b"\1" * (each.last - each.first)
            kept.append(each)
    return tuple(sorted(kept, key=_first)), tuple(sorted(gone, key=_first))


ENDS = _N("mention over a sentence end"), _N("one mention in each sentence")
"""What is said of a mention that is cut where a sentence ends, and what it becomes."""


def cut_at_ends(
    placed: Iterable[Placed],
    sentences: Sequence[tuple[int, int]],
    lost: list[Lost],
    wording: tuple[str, str] = ENDS,
) -> Iterator[tuple[int, int, Placed]]:
    """The tokens of each span, one that runs over a sentence end cut there."""
    starts = [first for first, _last in sentences]
    for each in placed:
        cuts = starts[bisect_right(starts, each.first) : bisect_left(starts, each.last)]
        if not cuts:
            yield each.first, each.last, each
            continue
        what, becomes = wording
        lost.append(lost_span(what, each.span, "changed", becomes))
        for first, last in pairwise((each.first, *cuts, each.last)):
            yield first, last, each


def lost_span(what: str, span: Span, fate: str = "left out", becomes: str = "") -> Lost:
    """A loss at the place of a span."""
    return Lost(what, fate, becomes, span.start, span.end, span.quote)


def _first(each: Placed) -> tuple[int, int, int]:
    return each.first, -each.last, each.span.id


def _longest(each: Placed) -> tuple[int, int, int]:
    return each.first - each.last, each.first, each.span.id


def _innermost(each: Placed) -> tuple[int, int, int]:
    return each.last - each.first, each.first, each.span.id
