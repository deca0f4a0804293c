"""What lies on a page, found by id and by claim: each way to look is prepared when first used.

Pages are frozen, so nothing here grows stale. A page after an edit keeps what the edit left alone:
of a few changed spans or judgements only those are put into what was prepared for the page before.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import compress, count
from operator import is_not
from types import MappingProxyType
from typing import Any, Generic, TypeVar

_Span = TypeVar("_Span", bound=Any)
_Claim = TypeVar("_Claim", bound=Any)
_Judgement = TypeVar("_Judgement", bound=Any)
_T = TypeVar("_T", bound=Any)

ROLES = ("content", "source", "cue", "hedge", "addressee")

_LAST = 2**62
_FEW = 256  # of more differing values than these all is prepared anew
_BLOCK = 512

About = tuple[int | None, int | None]


class Lookup(Generic[_Span, _Claim, _Judgement]):
    """Ways into the spans (in text order), claims and judgements of one page."""

    def __init__(
        self,
        spans: Sequence[_Span] = (),
        claims: Mapping[int, _Claim] = MappingProxyType({}),
        judgements: Sequence[_Judgement] = (),
    ) -> None:
        self._spans, self._claims, self._judgements = spans, claims, judgements

    def over(
        self,
        spans: Sequence[_Span],
        claims: Mapping[int, _Claim],
        judgements: Sequence[_Judgement],
    ) -> "Lookup[_Span, _Claim, _Judgement]":
        """The ways into another page, with all taken over that still holds or is soon mended."""
        other: Lookup[_Span, _Claim, _Judgement] = Lookup(spans, claims, judgements)
        ready, new = vars(self), vars(other)
        if _may_carry(self._spans, spans) and ("spans" in ready or "parts" in ready):
            gone, came = changed(self._spans, spans)
            if len(gone) + len(came) <= _FEW:
                if "spans" in ready:
                    new["spans"] = _renamed(self.spans, gone, came)
                if "parts" in ready:
                    new["parts"] = _regrouped(self.parts, gone, came, _claim_of, _by_role)
                if "starts" in ready:
                    new["starts"] = _begun(self.starts, self.parts, new["parts"])
        if _may_carry(self._judgements, judgements) and "judgements" in ready:
            gone, came = changed(self._judgements, judgements)
            if len(gone) + len(came) <= _FEW:
                new["judgements"] = _regrouped(self.judgements, gone, came, _about, _by_age)
        if claims is self._claims and new.get("parts") is ready.get("parts", ()):
            new.update((way, ready[way]) for way in ("claims", "numbers") if way in ready)
        return other

    def touched(self, before: "Lookup[_Span, _Claim, _Judgement]") -> set[int]:
        """The claims that an edit changed, came with, or gave other parts or answers."""
        found = _unlike(before._claims, self._claims) | _unlike(before.parts, self.parts)
        found |= {claim for claim, _of in _unlike(before.judgements, self.judgements)}
        return found & self._claims.keys()

    @cached_property
    def spans(self) -> dict[int, _Span]:
        """The spans by id."""
        return {span.id: span for span in self._spans}

    @cached_property
    def parts(self) -> dict[int, tuple[_Span, ...]]:
        """The parts of each claim that has some, by role and order."""
        return _regrouped({}, (), self._spans, _claim_of, _by_role)

    @cached_property
    def starts(self) -> dict[int, int]:
        """Where each claim that has some content begins."""
        return _begun({}, {}, self.parts)

    @cached_property
    def claims(self) -> tuple[_Claim, ...]:
        """The claims by the start of their first content, then by age; without one, last."""
        starts = self.starts
        placed = sorted([(starts.get(id, _LAST), id) for id in self._claims])
        return tuple([self._claims[id] for _start, id in placed])

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The place of each claim among them, from 1."""
        return {claim.id: number for number, claim in enumerate(self.claims, 1)}

    @cached_property
    def judgements(self) -> dict[About, tuple[_Judgement, ...]]:
        """The judgements by the claim or the entity that they are about, in their order."""
        return _regrouped({}, (), self._judgements, _about, _by_age)


def _may_carry(before: Sequence[Any], after: Sequence[Any]) -> bool:
    return abs(len(before) - len(after)) <= _FEW


def changed(before: Sequence[_T], after: Sequence[_T]) -> tuple[Sequence[_T], Sequence[_T]]:
    """What is in one of two sequences alone; what is in both must stand there in one order."""
    gone, came = parted(before, after)
    both = set(map(id, gone)) & set(map(id, came)) if gone and came else set()
    if not both:
        return gone, came
    return (
        [one for one in gone if id(one) not in both],
        [one for one in came if id(one) not in both],
    )


def parted(before: Sequence[_T], after: Sequence[_T]) -> tuple[Sequence[_T], Sequence[_T]]:
    """What stands between the common head and the common tail of two sequences, in either."""
    if before is after:
        return before[:0], after[:0]
    shorter = min(len(before), len(after))
    head = _alike(before, after, shorter)
    tail = _alike_back(before, after, shorter - head)
    return before[head : len(before) - tail], after[head : len(after) - tail]


def _alike(before: Sequence[Any], after: Sequence[Any], most: int) -> int:
    """How many of the first `most` values are the same in both.

    Whole blocks are compared first: of the same objects that costs next to nothing.
    """
    for first in range(0, most, _BLOCK):
        end = min(first + _BLOCK, most)
        a, b = before[first:end], after[first:end]
        if a != b:
            return first + next(compress(count(), map(is_not, a, b)), end - first)
    return most


def _alike_back(before: Sequence[Any], after: Sequence[Any], most: int) -> int:
    """How many of the last `most` values are the same in both."""
    all_before, all_after = len(before), len(after)
    for first in range(0, most, _BLOCK):
        end = min(first + _BLOCK, most)
        a = before[all_before - end : all_before - first]
        b = after[all_after - end : all_after - first]
        if a != b:
            unlike = map(is_not, reversed(a), reversed(b))
            return first + next(compress(count(), unlike), end - first)
    return most


def _renamed(known: dict[int, _T], gone: Sequence[_T], came: Sequence[_T]) -> dict[int, _T]:
    if not gone and not came:
        return known
    found = known.copy()
    for one in gone:
        del found[one.id]
    found.update((one.id, one) for one in came)
    return found


def _regrouped(
    groups: dict[Any, tuple[_T, ...]],
    gone: Sequence[_T],
    came: Sequence[_T],
    of: Callable[[_T], Any],
    order: Callable[[_T], tuple[int, ...]],
) -> dict[Any, tuple[_T, ...]]:
    """Groups without some values and with others; None is no group. Untouched ones are kept."""
    moved: dict[Any, list[_T]] = {of(one): [] for one in gone}
    for one in came:
        moved.setdefault(of(one), []).append(one)
    moved.pop(None, None)
    if not moved:
        return groups
    out, found = {one.id for one in gone}, groups.copy()
    for at, new in moved.items():
        both = [one for one in groups.get(at, ()) if one.id not in out] + new
        if both:
            found[at] = tuple(sorted(both, key=order))
        else:
            found.pop(at, None)
    return found


def _unlike(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> set[Any]:
    """The keys that do not hold the same object in both."""
    if before is after:
        return set()
    return {key for key, one in after.items() if before.get(key) is not one} | (
        before.keys() - after.keys()
    )


def _claim_of(span: Any) -> int | None:
    return span.claim  # type: ignore[no-any-return]


def _about(judgement: Any) -> About:
    return judgement.claim, judgement.entity


def _by_role(span: Any) -> tuple[int, ...]:
    return ROLES.index(span.role), span.order, span.start, -span.end, span.id


def _by_age(judgement: Any) -> tuple[int, ...]:
    return (judgement.id,)


def _begun(
    known: dict[int, int], before: Mapping[int, Any], parts: Mapping[int, Any]
) -> dict[int, int]:
    """Where claims begin that have these parts; `known` tells it of those that had others."""
    if before is parts:
        return known
    found = known.copy()
    for claim in _unlike(before, parts):
        starts = [part.start for part in parts.get(claim, ()) if part.role == ROLES[0]]
        found[claim] = min(starts, default=_LAST)
    return found
