"""What lies on a page, found by claim without searching, and carried from page to page.

A page of 10,000 spans has tens of thousands of answers, and an edit changes a few: only those are
looked at, told apart from the rest by identity, since a page carries over what did not change.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, count
from operator import attrgetter, is_not
from typing import TypeVar

from annotator.model import ROLES, Claim, Entity, Judgement, Page, Span

_T = TypeVar("_T", Span, Judgement)


class Index:
    """The claims of one page in text order, their parts and answers; the cards of sources."""

    def __init__(self) -> None:
        self.order: tuple[int, ...] = ()
        self._spans: Sequence[Span] = ()
        self._marks: Sequence[Span] = ()
        self._judgements: Sequence[Judgement] = ()
        self._claims: Mapping[int, Claim] = {}
        self._entities: Mapping[int, Entity] = {}
        self._parts: dict[int, tuple[Span, ...]] = {}
        self._answers: dict[int, tuple[Judgement, ...]] = {}
        self._cards: dict[int, tuple[Judgement, ...]] = {}
        self._numbers: dict[int, int] = {}

    def read(self, page: Page) -> set[int]:
        """Take over another page; returns the claims of which more than the number may differ."""
        moved = self._read_spans(page) | self._read_claims(page)
        answered = self._read_judgements(page)
        touched = moved | answered | self._read_entities(page)
        if moved:
            self._put_in_order(page)
        return {claim for claim in touched if claim in page.claims}

    def parts(self, claim: int) -> tuple[Span, ...]:
        """The parts of a claim, as `Page.parts` has them."""
        return self._parts.get(claim, ())

    def answers(self, claim: int) -> tuple[Judgement, ...]:
        """All answers about a claim."""
        return self._answers.get(claim, ())

    def card(self, entity: int) -> tuple[Judgement, ...]:
        """All answers on the cards of a source."""
        return self._cards.get(entity, ())

    def number(self, claim: int) -> int:
        """The number of a claim; 0 where it is not on the page."""
        return self._numbers.get(claim, 0)

    def _read_spans(self, page: Page) -> set[int]:
        if page.spans is self._spans:
            return set()
        marks = [span for span in page.spans if span.claim is not None]
        gone, came = parted(self._marks, marks)
        self._spans, self._marks = page.spans, marks
        touched = _regroup(self._parts, "claim", gone, came)
        for claim in touched:
            self._parts[claim] = tuple(sorted(self._parts[claim], key=_place))
        return touched

    def _read_judgements(self, page: Page) -> set[int]:
        if page.judgements is self._judgements:
            return set()
        gone, came = parted(self._judgements, page.judgements)
        self._judgements = page.judgements
        cards = _regroup(self._cards, "entity", gone, came)
        touched = _regroup(self._answers, "claim", gone, came)
        return touched | self._from(page, cards)

    def _read_claims(self, page: Page) -> set[int]:
        before, self._claims = self._claims, page.claims
        if before is page.claims:
            return set()
        changed = {id for id, claim in page.claims.items() if before.get(id) is not claim}
        return changed | (before.keys() - page.claims.keys())

    def _read_entities(self, page: Page) -> set[int]:
        before, self._entities = self._entities, page.entities
        if before is page.entities:
            return set()
        changed = {id for id, one in page.entities.items() if before.get(id) is not one}
        return self._from(page, changed) if changed else set()

    def _from(self, page: Page, entities: set[int]) -> set[int]:
        """The claims whose source is one of these entities."""
        if not entities:
            return set()
        return {
            claim.id
            for claim in page.claims.values()
            if claim.source in entities or page.live(claim.source) in entities
        }

    def _put_in_order(self, page: Page) -> None:
        """Order the claims as the page does."""
        self.order = tuple(claim.id for claim in page.claims_in_order)
        self._numbers = {claim: n for n, claim in enumerate(self.order, 1)}


def parted(before: Sequence[_T], after: Sequence[_T]) -> tuple[Sequence[_T], Sequence[_T]]:
    """What stands between the common head and the common tail of two lists, in either."""
    shorter = min(len(before), len(after))
    head = _alike(before, after, shorter)
    tail = _alike(reversed(before), reversed(after), shorter - head)
    return before[head : len(before) - tail], after[head : len(after) - tail]


def _alike(before: Iterable[_T], after: Iterable[_T], most: int) -> int:
    """How many pairs are the same objects before the first that are not; at most `most`."""
    return min(most, next(compress(count(), map(is_not, before, after)), most))


def _regroup(
    groups: dict[int, tuple[_T, ...]], subject: str, gone: Sequence[_T], came: Sequence[_T]
) -> set[int]:
    """Take values out of the groups of their subjects and put others in; returns the touched."""
    out, of = {one.id for one in gone}, attrgetter(subject)
    new: dict[int, list[_T]] = {at: [] for at in map(of, gone) if at is not None}
    for at, one in zip(map(of, came), came, strict=True):
        if at in new:
            new[at].append(one)
        elif at is not None:
            new[at] = [one]
    for at in new:
        stayed: list[_T] = [one for one in groups.get(at, ()) if one.id not in out]
        groups[at] = tuple(stayed + new[at])
    return set(new)


def _place(span: Span) -> tuple[int, ...]:
    return ROLES.index(span.role), span.order, span.start
