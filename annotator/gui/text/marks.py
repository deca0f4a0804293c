"""What the text view draws on the words: marks, found by place, made only when looked at."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from operator import sub
from typing import Any

from annotator.lookup import changed
from annotator.model import Claim, Page, Span

# Marks longer than this lie in a list of their own, so that the search never reaches far back.
LONG = 4_000
FEW = 64  # of more spans than these all marks are made anew
_MANY_ADDED = 500


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


class Marks:
    """The marks of one text, found by place. `spans` must be sorted by start.

    A page of 100,000 spans is searched without making 100,000 marks: `make` turns a span into a
    mark when it is asked for. `columns` gives starts and ends where spans do not have them, and
    no span is longer than `reach` where that is known.
    """

    __slots__ = ("_added", "_ends", "_long", "_make", "_reach", "_removed", "_spans", "_starts")

    def __init__(
        self,
        spans: Sequence[Any] = (),
        make: Callable[[Any], Mark] = _as_it_is,
        columns: tuple[list[int], list[int]] | None = None,
        reach: int | None = None,
    ) -> None:
        self._spans = spans
        self._make = make
        self._starts, self._ends = columns or ([s.start for s in spans], [s.end for s in spans])
        if reach is None:
            reach = max(map(sub, self._ends, self._starts), default=0)
        self._reach = reach
        self._long: tuple[tuple[int, int, Any], ...] = ()
        self._removed: frozenset[int] = frozenset()
        self._added: tuple[Mark, ...] = ()
        if self._reach > LONG:
            rows = zip(self._starts, self._ends, self._spans, strict=True)
            self._long = tuple(row for row in rows if row[1] - row[0] > LONG)
            self._reach = LONG

    @classmethod
    def of(cls, marks: "Iterable[Mark] | Marks") -> "Marks":
        """Ready marks in any order."""
        return marks if isinstance(marks, Marks) else cls(sorted(marks, key=_place))

    def over(self, spans: Sequence[Any], make: Callable[[Any], Mark]) -> "Marks":
        """The marks of other spans; where few differ from these, the places are taken over."""
        gone, came = changed(self._spans, spans)
        longest = max((span.end - span.start for span in came), default=0)
        if len(gone) + len(came) > FEW or self._long or longest > LONG:
            return Marks(spans, make)
        starts, ends = self._starts.copy(), self._ends.copy()
        for span in reversed(gone):
            at = bisect_left(self._spans, _span_place(span), key=_span_place)
            del starts[at], ends[at]
        for span in came:
            at = bisect_left(spans, _span_place(span), key=_span_place)
            starts.insert(at, span.start)
            ends.insert(at, span.end)
        return Marks(spans, make, (starts, ends), max(self._reach, longest))

    @property
    def count(self) -> int:
        """About how many there are."""
        return len(self._spans) + len(self._added)

    def __iter__(self) -> Iterator[Mark]:
        marks = self._kept(map(self._make, self._spans))
        return iter(sorted((*marks, *self._added), key=_place) if self._added else marks)

    def within(self, start: int, end: int) -> tuple[Mark, ...]:
        """The marks that meet `[start, end)`, in text order."""
        far = start - self._reach
        first, last = bisect_left(self._starts, far), bisect_left(self._starts, end)
        found = [span for a, b, span in self._long if a < far and b > start]
        for span, span_end in zip(self._spans[first:last], self._ends[first:last], strict=True):
            if span_end > start:
                found.append(span)
        marks = self._kept(map(self._make, found))
        added = [m for m in self._added if m.start < end and m.end > start]
        return tuple(sorted((*marks, *added), key=_place) if added else marks)

    def shortest_at(self, point: int) -> Mark | None:
        """The shortest mark over a code point, a mention before a part of the same length."""
        return shortest(self.within(point, point + 1))

    def of_id(self, id: int) -> Mark | None:
        """The mark of that id."""
        for mark in self._added:
            if mark.id == id:
                return mark
        span = next((span for span in self._spans if span.id == id), None)
        return None if span is None or id in self._removed else self._make(span)

    def changed(self, removed: Iterable[int] = (), added: Iterable[Mark] = ()) -> "Marks":
        """These marks without the removed ids and with the added marks."""
        other = copy(self)
        gone = frozenset(removed)
        other._removed = self._removed | gone
        kept = [mark for mark in self._added if mark.id not in gone]
        other._added = tuple(sorted((*kept, *added), key=_place))
        return other if len(other._added) < _MANY_ADDED else Marks(tuple(other))

    def _kept(self, marks: Iterable[Mark]) -> Iterable[Mark]:
        if not self._removed:
            return marks
        return (mark for mark in marks if mark.id not in self._removed)


def shortest(marks: Iterable[Mark]) -> Mark | None:
    """The shortest of some marks, a mention before a part of the same length."""
    return min(marks, key=lambda m: (m.end - m.start, not m.is_mention, m.id), default=None)


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _span_place(span: Span) -> tuple[int, int, int]:
    return span.start, -span.end, span.id


def marks_of(page: Page, before: Marks | None = None) -> Marks:
    """The marks of a page: its mentions, and its claims' parts with the claims' numbers.

    `before` are the marks of the same page before an edit.
    """
    make = made_for(page)
    return before.over(page.spans, make) if before is not None else Marks(page.spans, make)


def made_for(page: Page) -> Callable[[Span], Mark]:
    """What makes the mark of a span of that page."""
    labels = {label.id: page.codebook.label(label.id) for label in page.codebook.labels}
    doubted = {note.span for note in page.notes if note.flag and not note.resolved}

    def make(span: Span) -> Mark:
        if span.label is not None:
            label = labels[span.label]
            return Mark(
                span.id, span.start, span.end, "mention", label.code, label.family,
                pale=span.level in ("NOM", "PRO"), doubt=span.id in doubted,
            )  # fmt: skip
        claim = page.claims.get(span.claim) if span.claim is not None else None
        is_own = claim is not None and span.role == "content" and _is_own(page, claim)
        return Mark(
            span.id, span.start, span.end, "part", "", span.role,
            claim=span.claim, number=page.number(claim.id) if claim is not None else 0,
            own=is_own, doubt=span.id in doubted,
        )  # fmt: skip

    return make


def _is_own(page: Page, claim: Claim) -> bool:
    if len(claim.chain) != 1 or claim.chain[0] is None:
        return False
    source = page.entities.get(claim.chain[0])
    return source is not None and source.role == "author"
