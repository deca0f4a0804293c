"""A page as marks and arrows, with our record to go along for what these cannot say."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.formats.common import options as choice
from annotator.formats.common.losses import summary
from annotator.formats.common.naming import file_stem, free_name
from annotator.formats.records import writing
from annotator.formats.regions import drawn, record
from annotator.formats.regions.about import said_of
from annotator.formats.regions.claims import Relation
from annotator.formats.regions.drawn import Region
from annotator.formats.values import Lost, ProjectCard
from annotator.i18n import _N
from annotator.model import Page, Span
from annotator.progress import Loss

KEY = record.KEY
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses", "annotators", "entity cards",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default everything that somebody worked on."""


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


@contextmanager
def in_folder(
    folder: Path,
    project: ProjectCard,
    files: Callable[[Page, writing.Names, str], Mapping[str, bytes]],
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    """A folder where each article has files of its own: what is in them by suffix is asked of
    `files`, with the name that they share.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = writing.Names(project)
    used: set[str] = set()

    def add(page: Page) -> Iterable[Lost]:
        stem = free_name(file_stem(page), used)
        used.add(stem)
        for suffix, raw in files(page, names, stem).items():
            (folder / f"{stem}{suffix}").write_bytes(raw)
        return hidden(page)

    yield add


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What other tools will not show; nothing is lost."""
    return summary(hidden(page))
