"""A page as marks and arrows, with our record to go along for what these cannot say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotator.formats.records import writing
from annotator.formats.regions import drawn, record
from annotator.formats.regions.about import said_of
from annotator.formats.regions.claims import Relation
from annotator.formats.regions.drawn import Region
from annotator.formats.values import Lost, ProjectCard
from annotator.i18n import _N
from annotator.model import Annotator, Claim, Judgement, Link, Note, Page, Span

KEY = record.KEY
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses", "annotators",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawing:
    """The regions of a page, the relations between them, its metadata and its record."""

    page: Page
    regions: tuple[Region, ...]
    relations: tuple[Relation, ...]
    about: dict[str, str]
    record: dict[str, Any]


def drawing(page: Page, names: writing.Names) -> Drawing:
    """What there is to write of a page."""
    return Drawing(
        page,
        drawn.regions(page),
        tuple(drawn.relations(page)),
        said_of(page.article),
        record.embedded(page, names),
    )


def features(page: Page, span: Span, names: writing.Names) -> dict[str, str]:
    """What a tool can show of a mark beside its name; only what is there."""
    entity = page.entities.get(page.entity_of(span) or 0)
    found = {
        "level": span.level,
        "entity": entity.name if entity else "",
        "wikidata": entity.qid if entity else "",
        "annotator": names.annotators[span.annotator],
    }
    return {key: value for key, value in found.items() if value}


def shown_answers(page: Page, names: writing.Names) -> Iterator[tuple[Span, str, str]]:
    """The answers about each claim in words, on the mark that stands for it."""
    for id in page.claims:
        if first := drawn.anchor(page, id):
            for judgement in sorted(
                (j for some in page.answers(claim=id).values() for j in some), key=lambda j: j.id
            ):
                yield first, judgement.field, judgement.value


def hidden(page: Page) -> Iterator[Lost]:
    """What no mark stands for, so that other tools do not show it; it is in the record."""
    for id, claim in page.claims.items():
        if drawn.anchor(page, id) is None:
            becomes = _N("in our record alone")
            yield Lost(_N("claim without content"), "changed", becomes, quote=claim.gist)


def names_of(page: Page) -> writing.Names:
    """Names for everybody on a page, where their own are not at hand."""
    marks: tuple[Span | Claim | Judgement | Link | Note, ...]
    marks = (*page.spans, *page.claims.values(), *page.judgements, *page.links, *page.notes)
    people = {*page.statuses, *(each.annotator for each in marks)}
    annotators = tuple(Annotator(id, str(id)) for id in sorted(people))
    return writing.Names(ProjectCard("", page.codebook, annotators))
