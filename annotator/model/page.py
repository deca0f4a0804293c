"""A page: one article with all that lies on it, and what one asks of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from annotator.lookup import Lookup
from annotator.model.article import Article, Attribute, Claim, Entity, Judgement, Link, Note, Span
from annotator.model.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Page:
    """A frozen snapshot of one article with all that lies on it.

    `spans` are sorted by (start, -end, id); `entities` holds every entity that a span, chain or
    link of this article points to, and the author; `statuses` maps annotator id to status.
    """

    article: Article
    text: str
    codebook: Codebook
    spans: tuple[Span, ...] = ()
    entities: Mapping[int, Entity] = field(default_factory=dict)
    claims: Mapping[int, Claim] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    statuses: Mapping[int, str] = field(default_factory=dict)
    _lookup: Lookup[Span, Claim, Judgement] = field(default=Lookup(), repr=False, compare=False)

    def __post_init__(self) -> None:
        lookup = self._lookup.over(self.spans, self.claims, self.judgements)
        object.__setattr__(self, "_lookup", lookup)

    @property
    def mentions(self) -> Iterator[Span]:
        """The mentions, in text order."""
        return (span for span in self.spans if span.is_mention)

    def span(self, id: int) -> Span | None:
        """The span of that id."""
        return self._lookup.spans.get(id)

    def spans_at(self, point: int) -> tuple[Span, ...]:
        """All spans covering a code point, shortest first."""
        here = [s for s in self.spans if s.start <= point < s.end]
        return tuple(sorted(here, key=lambda s: (s.end - s.start, not s.is_mention, s.id)))

    def mentions_of(self, entity: int) -> tuple[Span, ...]:
        """The mentions of one entity, in text order."""
        return tuple(s for s in self.spans if s.is_mention and self.entity_of(s) == entity)

    def entity_of(self, span: Span) -> int | None:
        """The live entity a mention names, merges followed."""
        return self.live(span.entity)

    def live(self, entity: int | None) -> int | None:
        """The entity that now stands for this one, merges followed."""
        known = self.entities.get(entity) if entity is not None else None
        return known.merged_into if known and known.merged_into is not None else entity

    def parts(self, claim: int, role: str = "") -> tuple[Span, ...]:
        """The spans of a claim, of one role where it is given, by role and order."""
        found = self._lookup.parts.get(claim, ())
        return tuple([s for s in found if s.role == role]) if role else found

    @property
    def claims_in_order(self) -> tuple[Claim, ...]:
        """The claims in text order: by the start of their first content, then by age."""
        return self._lookup.claims

    def number(self, claim: int) -> int:
        """The number of a claim: its place among the claims in order, from 1. KeyError if none."""
        return self._lookup.numbers[claim]

    def touched_since(self, old: "Page") -> set[int]:
        """The claims that are not as they were on an older page, parts and answers included."""
        return self._lookup.touched(old._lookup)

    def about(self, claim: int | None = None, entity: int | None = None) -> tuple[Judgement, ...]:
        """All judgements about one claim or one source card, in their order."""
        return self._lookup.judgements.get((claim, entity), ())

    def answers(self, *, claim: int | None = None, entity: int | None = None,
                annotator: int | None = None) -> dict[str, tuple[Judgement, ...]]:  # fmt: skip
        """Field id to answers about one claim or source card; of one annotator where given."""
        found: dict[str, tuple[Judgement, ...]] = {}
        for one in self.about(claim=claim, entity=entity):
            if annotator in (None, one.annotator):
                found[one.field] = (*found.get(one.field, ()), one)
        return found
