"""Marks and arrows as a file has them, made into an article: places proved, claims put together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.formats.regions import about, record
from annotator.formats.regions.claims import Relation, claimed
from annotator.formats.regions.gathered import Mark, gathered
from annotator.formats.values import (
    NO_ORIGIN,
    ReadArticle,
    ReadAttribute,
    ReadEntity,
    ReadNote,
    ReadOptions,
)
from annotator.model import Origin
from annotator.offsets import UNITS


@dataclass(slots=True)
class Sheet:
    """What a file says of one article. `known` are the keys of `said` that were read; what is
    said of marks is by their ids; the units come in the order to prefer them; `same` tells when
    a text is what a mark says it covers, where that need not be equal; `entities` are those that
    marks mention, by the marks' ids.
    """

    text: str
    id: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    marks: list[Mark] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    attributes: list[ReadAttribute] = field(default_factory=list)
    notes: list[ReadNote] = field(default_factory=list)
    ignored: set[str] = field(default_factory=set)
    record: object = None
    units: Sequence[str] = UNITS
    same: Callable[[str, str], bool] | None = None
    entities: dict[str, ReadEntity] = field(default_factory=dict)

    def say(self, span: str, name: str, value: object) -> None:
        """Keep what the file says of a mark, where it says anything."""
        if value not in (None, "", [], {}):
            id = f"{span} {name} {len(self.attributes)}"
            self.attributes.append(ReadAttribute(id, name, about.scalar(value), span=span))

    def relate(self, source: object, target: object, type: object, id: object = None) -> None:
        """Keep an arrow between two marks."""
        ends = (about.scalar(source), about.scalar(target))
        own = about.scalar(id) or f"arrow {len(self.relations)}"
        self.relations.append(Relation(own, *ends, about.scalar(type)))


def article(
    sheet: Sheet, options: ReadOptions, path: Path, line: int = 0, origin: Origin = NO_ORIGIN
) -> ReadArticle:
    """The article; where our record is in the file, with all that it adds."""
    made = gathered(sheet.text, sheet.marks, options, units=sheet.units, same=sheet.same)
    found = claimed(made.spans, sheet.relations)
    there = {span.id for span in found.spans}
    gone = {f"relation.{each.type}" for each in found.away}
    gone |= {each.name for each in sheet.attributes if each.span and each.span not in there}
    read = replace(
        about.article(sheet.text, sheet.said, origin),
        id=sheet.id,
        spans=found.spans,
        claims=found.claims,
        links=found.links,
        notes=tuple(n for n in sheet.notes if not n.span or n.span in there),
        attributes=(
            *about.traits(sheet.said, sheet.known),
            *(each for each in sheet.attributes if not each.span or each.span in there),
        ),
        predictions=made.predictions,
        unfit=made.unfit,
        counted=made.counted,
        ignored=tuple(sorted(sheet.ignored | gone)),
    )
    if not isinstance(sheet.record, dict):
        return _with_entities(read, sheet.entities)
    # What marks show of entities and answers is told better, and whole, by the record.
    bare = replace(read, attributes=(), notes=())
    return record.restored(sheet.record, bare, path, line)


def _with_entities(read: ReadArticle, named: Mapping[str, ReadEntity]) -> ReadArticle:
    """The article with the entities that its mentions name."""
    there = {s.id: named[s.id] for s in read.spans if s.label and s.id in named}
    if not there:
        return read
    spans = (replace(s, entity=there[s.id].id) if s.id in there else s for s in read.spans)
    entities = {each.id: each for each in there.values()}
    return replace(read, spans=tuple(spans), entities=tuple(entities.values()))
