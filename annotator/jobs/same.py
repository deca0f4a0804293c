"""Which rows of a page that was read are rows of the page of the same text that is here already.

Two marks are the same where the same annotator put the same label on the same place; two claims
where the same annotator gave them the same parts; an entity of the file is the one here that the
same marks name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from annotator.model import Attribute, Claim, Judgement, Link, Note, Page, Span

_Row = TypeVar("_Row", Judgement, Note, Attribute)
_Key = tuple[object, ...]


@dataclass(slots=True)
class Same:
    """Ids of a file's page to the ids here; what is not in them is not here."""

    article: int
    spans: dict[int, int] = field(default_factory=dict)
    claims: dict[int, int] = field(default_factory=dict)
    entities: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page, there: Page) -> "Same":
        """What of a page is on the one that is there."""
        same = cls(there.article.id)
        roles = {e.role: e.id for e in there.entities.values() if e.article == there.article.id}
        same.entities = {
            e.id: roles[e.role] for e in page.entities.values() if e.role and e.role in roles
        }
        same.spans = dict(_same(dict(_places(page)), dict(_places(there))))
        same.claims = dict(_same(_shapes(page), _shapes(there)))
        same._learn(page, there)
        for ours, theirs in same.claims.items():
            parts = (sorted(each, key=_part) for each in (page.parts(ours), there.parts(theirs)))
            same.spans |= {read.id: mine.id for read, mine in zip(*parts, strict=True)}
        return same

    def _learn(self, page: Page, there: Page) -> None:
        """Take entities that the same marks name for the same; two of one side stay two."""
        taken = {page.live(s.entity) for s in page.spans} | set(self.entities.values())
        for span in page.mentions:
            theirs, mark = page.live(span.entity), there.span(self.spans.get(span.id, 0))
            ours = there.entity_of(mark) if mark is not None else None
            if theirs is None or ours is None or ours in taken or theirs in self.entities:
                continue
            if theirs in page.entities:
                self.entities[theirs] = ours
                taken.add(ours)

    def entity(self, id: int | None) -> int | None:
        """The entity here."""
        return self.entities.get(id, id) if id is not None else None

    def span(self, span: Span) -> Span:
        """A span with what it refers to as it is called here."""
        return replace(
            span,
            article=self.article,
            entity=self.entity(span.entity),
            mention=self.spans.get(span.mention or 0, span.mention),
            part_of=self.spans.get(span.part_of or 0, span.part_of),
        )

    def claim(self, claim: Claim) -> Claim:
        """A claim with what it refers to as it is called here."""
        return replace(
            claim,
            article=self.article,
            chain=tuple(map(self.entity, claim.chain)),
            parent=self.claims.get(claim.parent or 0, claim.parent),
        )

    def about(self, rows: Iterable[_Row]) -> Iterator[_Row]:
        """Rows about something, about the same thing here."""
        for row in rows:
            told = replace(
                row,
                claim=self.claims.get(row.claim or 0, row.claim),
                entity=self.entity(row.entity),
            )
            if not isinstance(told, Judgement):
                told = replace(told, span=self.spans.get(told.span or 0, told.span))
            if isinstance(told, Note) and told.article is not None:
                told = replace(told, article=self.article)
            yield told

    def links(self, rows: Iterable[Link]) -> Iterator[Link]:
        """Links between the same ends here; none that then leads from a thing to itself."""
        homes = {"span": self.spans, "claim": self.claims, "entity": self.entities}
        for row in rows:
            home = homes[row.kind]
            source, target = home.get(row.source, row.source), home.get(row.target, row.target)
            if source != target:
                yield replace(row, source=source, target=target)


def _places(page: Page) -> Iterator[tuple[int, _Key]]:
    """Each mention and what makes it the same as another: whose it is, its label, its pieces."""
    pieces: dict[int, list[Span]] = {}
    for span in page.mentions:
        pieces.setdefault(span.part_of or span.id, []).append(span)
    for some in pieces.values():
        label = page.codebook.label(some[0].label or 0).id
        whole = tuple((s.start, s.end) for s in some)
        for span in some:
            yield span.id, (span.annotator, label, whole, span.start, span.end)


def _shapes(page: Page) -> dict[int, _Key]:
    """Each claim and what makes it the same as another: whose it is, and its parts."""
    return {
        claim.id: (
            claim.annotator, *sorted((s.role, s.start, s.end) for s in page.parts(claim.id))
        )
        for claim in page.claims.values()
    }  # fmt: skip


def _part(span: Span) -> tuple[str, int, int, int]:
    return span.role, span.start, span.end, span.order


def _same(found: Mapping[int, _Key], there: Mapping[int, _Key]) -> Iterator[tuple[int, int]]:
    """The rows that are equal; of several that are, the first to the first and so on."""
    ids: dict[_Key, list[int]] = {}
    for id, key in there.items():
        ids.setdefault(key, []).append(id)
    for id, key in found.items():
        if same := ids.get(key):
            yield id, same.pop(0) if len(same) > 1 else same[0]
