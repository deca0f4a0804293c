"""What the text view draws on the words: marks, found by place, made only when looked at."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from operator import itemgetter, sub
from typing import Any, overload

from annotator.model import Claim, Page, Span

# Marks longer than this lie in a list of their own, so that the search never reaches far back.
LONG = 4_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention or a part of a claim as it is drawn; `[start, end)` in code points.

    `hue` names the label's family or the part's role, `code` stands under a mention. `pale` is a
    description or pronoun, `own` a part of an author's own claim, `dashed` a suggestion.
    """

    id: int
    start: int
    end: int
    kind: str
    code: str
    hue: str
    pale: bool = False
    claim: int | None = None
    number: int = 0
    own: bool = False
    dashed: bool = False
    doubt: bool = False

    @property
    def is_mention(self) -> bool:
        """True for a mention, false for a part of a claim."""
        return self.kind == "mention"


def _as_it_is(mark: Any) -> Mark:
    return mark  # type: ignore[no-any-return]


class Marks(Sequence[Mark]):
    """The marks of one text, in text order. `spans` must be sorted by start and have id, start
    and end, unless `columns` gives these three.

    A page of 100,000 spans is searched without making 100,000 marks: `make` turns a span into a
    mark when it is asked for.
    """

    __slots__ = ("_ends", "_ids", "_long", "_make", "_reach", "_spans", "_starts")

    def __init__(
        self,
        spans: Sequence[Any] = (),
        make: Callable[[Any], Mark] = _as_it_is,
        columns: tuple[list[int], list[int], list[int]] | None = None,
    ) -> None:
        if columns is None:
            columns = [], [span.start for span in spans], [span.end for span in spans]
        self._spans = list(spans)
        self._make = make
        self._ids, self._starts, self._ends = columns
        self._reach = max(map(sub, self._ends, self._starts), default=0)
        self._long: tuple[tuple[int, int, Any], ...] = ()
        if self._reach > LONG:
            rows = zip(self._starts, self._ends, self._spans, strict=True)
            self._long = tuple(row for row in rows if row[1] - row[0] > LONG)
            self._reach = LONG

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> "Marks":
        """Ready marks in any order."""
        if isinstance(marks, Marks):
            return marks
        return cls(sorted(marks, key=lambda mark: (mark.start, -mark.end)))

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, index: int) -> Mark: ...
    @overload
    def __getitem__(self, index: slice) -> "tuple[Mark, ...]": ...
    def __getitem__(self, index: int | slice) -> "Mark | tuple[Mark, ...]":
        if isinstance(index, slice):
            return tuple(map(self._made, self._spans[index]))
        return self._made(self._spans[index])

    def __iter__(self) -> Iterator[Mark]:
        return map(self._made, self._spans)

    def within(self, start: int, end: int) -> tuple[Mark, ...]:
        """The marks that meet `[start, end)`, in text order."""
        far = start - self._reach
        first, last = bisect_left(self._starts, far), bisect_left(self._starts, end)
        found = [span for a, b, span in self._long if a < far and b > start]
        for span, span_end in zip(self._spans[first:last], self._ends[first:last], strict=True):
            if span_end > start:
                found.append(span)
        return tuple(map(self._made, found))

    def shortest_at(self, point: int) -> Mark | None:
        """The shortest mark over a code point, a mention before a part of the same length."""
        here = self.within(point, point + 1)
        return min(here, key=lambda m: (m.end - m.start, not m.is_mention, m.id), default=None)

    def of_id(self, id: int) -> Mark | None:
        """The mark of that id."""
        at = self._place(id)
        return None if at is None else self._made(self._spans[at])

    def of_claim(self, claim: int) -> tuple[Mark, ...]:
        """The parts of one claim, in text order."""
        return tuple(mark for mark in self if mark.claim == claim)

    def changed(self, removed: Iterable[int] = (), added: Iterable[Mark] = ()) -> "Marks":
        """These marks without the removed ids and with the added marks."""
        other = copy(self)
        other._spans, other._ids = [*self._spans], [*self._ids]
        other._starts, other._ends = [*self._starts], [*self._ends]
        for id in removed:
            other._remove(id)
        for mark in added:
            other._insert(mark)
        return other

    def _remove(self, id: int) -> None:
        at = self._place(id)
        if at is not None:
            gone = self._spans[at]
            columns: tuple[list[Any], ...] = (self._spans, self._starts, self._ends, self._ids)
            for column in columns:
                del column[at]
            self._long = tuple(row for row in self._long if row[2] is not gone)

    def _insert(self, mark: Mark) -> None:
        at = bisect_right(self._starts, mark.start)
        self._spans.insert(at, mark)
        self._starts.insert(at, mark.start)
        self._ends.insert(at, mark.end)
        if self._ids:
            self._ids.insert(at, mark.id)
        if mark.end - mark.start > LONG:
            row = (mark.start, mark.end, mark)
            self._long = tuple(sorted((*self._long, row), key=itemgetter(0)))
        else:
            self._reach = max(self._reach, mark.end - mark.start)

    def _place(self, id: int) -> int | None:
        if not self._ids:
            self._ids = [span.id for span in self._spans]
        return self._ids.index(id) if id in self._ids else None

    def _made(self, span: Any) -> Mark:
        return span if isinstance(span, Mark) else self._make(span)


def marks_of(page: Page) -> Marks:
    """The marks of a page: its mentions, and its claims' parts with the claims' numbers."""
    numbers = {claim.id: n for n, claim in enumerate(page.claims_in_order, 1)}
    own = {claim.id for claim in page.claims.values() if _is_own(page, claim)}
    labels = {label.id: page.codebook.label(label.id) for label in page.codebook.labels}
    doubted = {note.span for note in page.notes if note.flag and not note.resolved}

    def make(span: Span) -> Mark:
        if span.label is not None:
            label = labels[span.label]
            return Mark(
                span.id, span.start, span.end, "mention", label.code, label.family,
                pale=span.level in ("NOM", "PRO"), doubt=span.id in doubted,
            )  # fmt: skip
        claim = span.claim if span.claim is not None else 0
        return Mark(
            span.id, span.start, span.end, "part", "", span.role,
            claim=span.claim, number=numbers.get(claim, 0),
            own=claim in own and span.role == "content", doubt=span.id in doubted,
        )  # fmt: skip

    return Marks(page.spans, make)


def _is_own(page: Page, claim: Claim) -> bool:
    if len(claim.chain) != 1 or claim.chain[0] is None:
        return False
    source = page.entities.get(claim.chain[0])
    return source is not None and source.role == "author"
