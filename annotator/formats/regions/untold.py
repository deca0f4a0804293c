"""What regions and relations do not tell of a page, one by one."""

from collections.abc import Collection, Iterator

from annotator.formats.common.leftovers import unsaid
from annotator.formats.common.tokens import lost_span
from annotator.formats.regions import drawn
from annotator.formats.regions.claims import CONTENT
from annotator.formats.values import Lost
from annotator.i18n import _N
from annotator.model import ROLES, Page

CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "claims", "links",
)  # fmt: skip
"""What regions and relations carry."""


def untold(page: Page, carries: Collection[str] = CARRIES) -> Iterator[Lost]:
    """All that is lost of a page which is written as regions, and as relations where links are
    carried.
    """
    yield from unsaid(page, tuple(page.mentions), carries)
    for span in page.mentions:
        if span.level:
            yield lost_span(_N("level of a mention"), span)
        if span.head_start is not None:
            yield lost_span(_N("head of a mention"), span)
        name = page.codebook.label(span.label or 0).name
        if "links" in carries and drawn.label_name(name) != name:
            yield lost_span(_N("label that is called like a part of a claim"), span, "changed")
    if "claims" in carries:
        yield from _claims(page)
    if "links" in carries:
        yield from _links(page)


def _claims(page: Page) -> Iterator[Lost]:
    for id, claim in page.claims.items():
        parts = page.parts(id)
        if claim.gist:
            yield Lost(_N("gist of a claim"), quote=claim.gist)
        if claim.chain:
            yield Lost(_N("chain of sources of a claim"), quote=claim.gist)
        if claim.parent is not None and not (
            drawn.anchor(page, id) and drawn.anchor(page, claim.parent)
        ):
            yield Lost(_N("claim within a claim"), quote=claim.gist)
        if not drawn.anchor(page, id):
            yield Lost(_N("claim without content"), quote=claim.gist)
            yield from (lost_span(_N("part of a claim without content"), part) for part in parts)
            continue
        for role in ROLES:
            those = [part for part in parts if part.role == role]
            if those != sorted(those, key=lambda each: (each.start, each.end)):
                yield lost_span(
                    _N("order of the parts of a claim"),
                    those[0],
                    "changed",
                    _N("order of the text"),
                )
        for part in parts:
            if part.mention is not None:
                yield lost_span(_N("mention that a part of a claim lies on"), part)
            if part.part_of is not None:
                yield lost_span(_N("further piece of a part of a claim"), part, "changed")


def _links(page: Page) -> Iterator[Lost]:
    told = {each.span.id: each.span for each in drawn.told(page)}
    for link in page.links:
        if link.kind == "entity":
            continue
        if link.independence or link.note:
            yield Lost(_N("note on a link"), quote=link.note or link.independence)
        if link.kind == "claim":
            ends = (drawn.anchor(page, link.source), drawn.anchor(page, link.target))
            if link.source in page.claims and None in ends:
                yield Lost(_N("link between claims"), quote=link.type)
        elif link.source not in told or link.target not in told:
            yield Lost(_N("link between spans"), quote=link.type)
        elif {told[link.source].role, told[link.target].role} == {CONTENT}:
            becomes = _N("link between their claims")
            yield Lost(_N("link between two contents"), "changed", becomes, quote=link.type)
