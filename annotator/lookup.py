"""What lies on a page, found by id and by claim: each way to look is prepared when first used.

Pages are frozen, so nothing here grows stale; a page after an edit keeps what the edit left alone.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

_Span = TypeVar("_Span", bound=Any)
_Claim = TypeVar("_Claim", bound=Any)
_Judgement = TypeVar("_Judgement", bound=Any)


class Lookup(Generic[_Span, _Claim, _Judgement]):
    """Ways into the spans (in text order), claims and judgements of one page."""

    def __init__(
        self,
        spans: Iterable[_Span],
        claims: Mapping[int, _Claim],
        judgements: Iterable[_Judgement],
    ) -> None:
        self._spans, self._claims, self._judgements = spans, claims, judgements

    def over(
        self,
        spans: Iterable[_Span],
        claims: Mapping[int, _Claim],
        judgements: Iterable[_Judgement],
    ) -> "Lookup[_Span, _Claim, _Judgement]":
        """The ways into another page, with those taken over whose values are the same objects."""
        kept: list[str] = []
        if spans is self._spans:
            kept += ("spans", "parts")
            if claims is self._claims:
                kept += ("claims", "numbers")
        if judgements is self._judgements:
            kept.append("judgements")
        other = Lookup(spans, claims, judgements)
        ready = vars(self)
        vars(other).update((way, ready[way]) for way in kept if way in ready)
        return other

    @cached_property
    def spans(self) -> dict[int, _Span]:
        """The spans by id."""
        return {span.id: span for span in self._spans}

    @cached_property
    def parts(self) -> dict[int, list[_Span]]:
        """The parts of each claim that has some, in text order."""
        found: dict[int, list[_Span]] = {}
        for part in [span for span in self._spans if span.claim is not None]:
            found.setdefault(part.claim, []).append(part)
        return found

    @cached_property
    def claims(self) -> tuple[_Claim, ...]:
        """The claims by the start of their first content, then by age; without one, last."""
        first: dict[int, int] = {}
        for claim, parts in self.parts.items():
            if starts := [part.start for part in parts if part.role == "content"]:
                first[claim] = starts[0]
        placed = sorted((first.get(id, _LAST), id) for id in self._claims)
        return tuple(self._claims[id] for _start, id in placed)

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The place of each claim among them, from 1."""
        return {claim.id: number for number, claim in enumerate(self.claims, 1)}

    @cached_property
    def judgements(self) -> dict[tuple[int | None, int | None], list[_Judgement]]:
        """The judgements by the claim or the entity that they are about, in their order."""
        found: dict[tuple[int | None, int | None], list[_Judgement]] = {}
        for one in self._judgements:
            found.setdefault((one.claim, one.entity), []).append(one)
        return found


_LAST = 2**62
