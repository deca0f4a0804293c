"""An article laid out as a CAS: our layers, with DKPro's tokens and sentences beneath.

What is laid out are the records of our own JSONL, so that both say the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from annotator.formats.common.tokens import Tokens
from annotator.formats.records.writing import Names, Record, article
from annotator.formats.uima import layers
from annotator.formats.uima.cas import METADATA, SENTENCE, TOKEN, Cas, Fs, Value
from annotator.model import Entity, Page
from annotator.offsets import OffsetMap

TYPES = layers.known(layers.DECLARED)

_PLACED = ("start", "end", "text", "parts", "head")


@dataclass(slots=True)
class _Sheet:
    """A CAS as it grows: where rows of the article went, by kind and id."""

    cas: Cas
    units: OffsetMap
    names: Names
    places: dict[tuple[str, str], Fs] = field(default_factory=dict)

    def add(self, type: str, start: int = -1, end: int = -1, **values: Any) -> Fs:
        """A record over code points `[start, end)`, or one that lies nowhere."""
        to_units = self.units.to_units
        place = (to_units(start), to_units(end)) if start >= 0 else (-1, -1)
        made = Fs(len(self.cas.records) + 1, type, *place, values=_values(values))
        self.cas.records[made.id] = made
        return made

    def over(self, type: str, mark: Fs, **values: Any) -> None:
        """A record with the place of another."""
        made = self.add(type, **values)
        made.begin, made.end = mark.begin, mark.end


def laid(page: Page, names: Names, *, tokens: bool = True) -> Cas:
    """The CAS of an article."""
    record = article(page, names)
    sheet = _Sheet(Cas(page.text, types=TYPES), OffsetMap(page.text), names)
    _lay_article(sheet, page, record)
    if tokens:
        _lay_tokens(sheet, page.text)
    _lay_entities(sheet, page, names)
    for mention in record.get("mentions", ()):
        _lay_mention(sheet, page, mention)
    for claim in record.get("claims", ()):
        _lay_claim(sheet, page, claim)
    for link in record.get("links", ()):
        _lay_link(sheet, link)
    _lay_remarks(sheet, record)
    return sheet.cas


def _lay_article(sheet: _Sheet, page: Page, record: Record) -> None:
    about = page.article
    sheet.add(
        METADATA, 0, len(page.text), language=about.language or "x-unspecified",
        documentTitle=about.title, documentId=str(about.id),
    )  # fmt: skip
    features = TYPES.by_name[layers.ARTICLE].features
    said = {each.name: record[each.name] for each in features if each.name in record}
    sheet.add(layers.ARTICLE, **said)


def _lay_tokens(sheet: _Sheet, text: str) -> None:
    grid = Tokens(text)
    records, to_units = sheet.cas.records, sheet.units.to_units
    for first, last in grid.sentences():
        sheet.add(SENTENCE, *grid.characters(first, last))
    for id, (start, end) in enumerate(grid.ranges, len(records) + 1):
        records[id] = Fs(id, TOKEN, to_units(start), to_units(end))


def _lay_entities(sheet: _Sheet, page: Page, names: Names) -> None:
    for id in sorted(page.entities):
        each = page.entities[id]
        own = each.article == page.article.id
        merged = "" if each.merged_into is None else str(each.merged_into)
        sheet.add(
            layers.ENTITY, id=str(id), **names.labels[each.label], **_about(each),
            merged_into=merged, own=own,
        )  # fmt: skip


def _about(entity: Entity) -> Record:
    return {
        "name": entity.name, "qid": entity.qid, "description": entity.description,
        "role": entity.role, "aliases": list(entity.aliases),
    }  # fmt: skip


def _lay_mention(sheet: _Sheet, page: Page, record: Record) -> None:
    said = {key: value for key, value in record.items() if key not in _PLACED}
    if "head" in record:
        head = [sheet.units.to_units(each) for each in record["head"]]
        said |= {"head_start": head[0], "head_end": head[1]}
    entity = page.entities.get(int(record["entity"])) if "entity" in record else None
    if entity is not None:
        said["entity_name"] = entity.name
    made = sheet.add(layers.MENTION, record["start"], record["end"], **said)
    sheet.places["span", record["id"]] = made


def _lay_claim(sheet: _Sheet, page: Page, record: Record) -> None:
    """A claim lies where its first content does; one without any lies nowhere to be seen."""
    links = []
    for part in record.get("parts", ()):
        said = {key: value for key, value in part.items() if key not in _PLACED}
        made = sheet.add(layers.PART, part["start"], part["end"], **said)
        sheet.places["span", part["id"]] = made
        link = sheet.add(layers.PART_LINK, role=part["role"])
        link.refs["target"] = (made.id,)
        links.append(link.id)
    said = {key: value for key, value in record.items() if key not in _PLACED}
    for key in ("chain", "chain_given"):
        if key in said:
            said[key] = [_named(sheet, page, id) for id in said[key]]
    claim = sheet.add(layers.CLAIM, 0, 0, **said)
    content = next((p for p in record.get("parts", ()) if p["role"] == "content"), None)
    if content is not None:
        place = sheet.places["span", content["id"]]
        claim.begin, claim.end = place.begin, place.end
    claim.refs["parts"] = tuple(links)
    sheet.places["claim", record["id"]] = claim


def _named(sheet: _Sheet, page: Page, id: str | None) -> list[str] | None:
    """An entity of a source chain by id, name, label and role, so that a reader sees who it is
    and can make it where its own record is not at hand.
    """
    known = page.entities.get(int(id)) if id else None
    if id is None or known is None:
        return [id] if id else None
    role = [known.role] if known.role else []
    return [id, known.name, sheet.names.labels[known.label]["label"], *role]


def _lay_link(sheet: _Sheet, record: Record) -> None:
    said = {key: value for key, value in record.items() if key not in ("source", "target", "type")}
    said["relation"] = record.get("type", "")
    ends = [sheet.places.get((record["kind"], record[key])) for key in ("source", "target")]
    source, target = ends
    if source is None or target is None:
        said |= {"source": record["source"], "target": record["target"]}
        sheet.add(layers.ARTICLE_LINK, **said)
        return
    sheet.over(layers.RELATION, target, **said)
    made = sheet.cas.records[len(sheet.cas.records)]
    made.refs |= {"Governor": (source.id,), "Dependent": (target.id,)}


def _lay_remarks(sheet: _Sheet, record: Record) -> None:
    kinds = (
        ("judgements", layers.ANSWER, layers.ARTICLE_ANSWER),
        ("notes", layers.NOTE, layers.ARTICLE_NOTE),
        ("attributes", layers.ATTRIBUTE, layers.ARTICLE_ATTRIBUTE),
    )
    for key, placed, elsewhere in kinds:
        for each in record.get(key, ()):
            mark = next(_marked(sheet, each), None)
            if mark is None:
                sheet.add(elsewhere, **each)
            else:
                sheet.over(placed, mark, **each)


def _marked(sheet: _Sheet, record: Record) -> Iterator[Fs]:
    for kind in ("span", "claim"):
        if kind in record and (kind, record[kind]) in sheet.places:
            yield sheet.places[kind, record[kind]]


def _values(said: dict[str, Any]) -> dict[str, Value]:
    """Values that say something; lists and maps as JSON."""
    return {
        name: value if isinstance(value, str | int | bool) else orjson.dumps(value).decode()
        for name, value in said.items()
        if value or (value == 0 and value is not False)
    }
