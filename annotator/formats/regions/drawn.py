"""A page as regions and relations, for tools that know nothing of claims: the other way of
`claims`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.formats.regions.claims import CONTENT, PARENT, PIECE, Relation
from annotator.model import ROLES, Page, Span


@dataclass(frozen=True, slots=True)
class Region:
    """A span under the name it has as a region."""

    span: Span
    name: str

    @property
    def id(self) -> str:
        """Its id in the file."""
        return str(self.span.id)


def regions(page: Page) -> tuple[Region, ...]:
    """All spans, in the order of the page. A label that is called like a part gets a stroke."""
    return tuple(Region(span, _name(page, span)) for span in page.spans)


def told(page: Page) -> tuple[Region, ...]:
    """The spans that can be told from one another by relations: no parts without a content."""
    return tuple(
        each for each in regions(page)
        if each.span.claim is None or anchor(page, each.span.claim)
    )  # fmt: skip


def label_name(name: str) -> str:
    """How a label is called among regions, where parts of claims have names of their own."""
    return f"{name}_" if name.lower() in ROLES else name


def relations(page: Page) -> Iterator[Relation]:
    """The arrows that hold claims together, further pieces of mentions, and links between spans
    and between claims.
    """
    anchors = {claim: part for claim in page.claims if (part := anchor(page, claim))}
    for id, first in anchors.items():
        for part in page.parts(id):
            if part.id != first.id:
                yield _arrow(f"{part.id}r", first, part, part.role)
        around = anchors.get(page.claims[id].parent or 0)
        if around:
            yield _arrow(f"{id}p", first, around, PARENT)
    for span in page.spans:
        if span.is_mention and span.part_of is not None and (whole := page.span(span.part_of)):
            yield _arrow(f"{span.id}r", span, whole, PIECE)
    for link in page.links:
        is_claims = link.kind == "claim"
        one = anchors.get(link.source) if is_claims else page.span(link.source)
        other = anchors.get(link.target) if is_claims else page.span(link.target)
        if one and other and link.kind != "entity":
            yield _arrow(str(link.id), one, other, link.type)


def anchor(page: Page, claim: int) -> Span | None:
    """The part that stands for a claim: its first content. Without any, nothing does."""
    parts = page.parts(claim, CONTENT)
    return parts[0] if parts else None


def _arrow(id: str, one: Span, other: Span, type: str) -> Relation:
    return Relation(id, str(one.id), str(other.id), type)


def _name(page: Page, span: Span) -> str:
    return span.role if span.label is None else label_name(page.codebook.label(span.label).name)
