"""Values of the model as the records of our own JSONL: what is not set is not written.

`docs/formats.md` describes every key; `resources/schemas/jsonl.schema.json` checks them.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from annotator.formats.values import ProjectCard
from annotator.model import (
    Article,
    Attribute,
    Claim,
    Codebook,
    Entity,
    Judgement,
    Label,
    Link,
    Note,
    Origin,
    Page,
    Span,
)
from annotator.suggestion import Decision, Suggested, Suggestion

VERSION = 1
SUBJECTS = ("span", "entity", "claim")
Record = dict[str, Any]


class Names:
    """What ids are called in one project: annotators, and labels by their live name, with the
    label given where that was since merged. `versions` has the content keys of older versions.
    """

    __slots__ = ("annotators", "labels", "versions")

    def __init__(self, project: ProjectCard) -> None:
        self.annotators = {each.id: each.name for each in project.annotators}
        self.versions = project.versions
        self.labels: dict[int, Record] = {}
        for each in project.codebook.labels:
            live = project.codebook.label(each.id)
            given = {"label_given": str(each.id)} if live.id != each.id else {}
            self.labels[each.id] = {"label": live.name, **given}


def project(card: ProjectCard) -> Record:
    """The first line, without the parts that are streamed: see `streamed`."""
    return {
        "kind": "project",
        "version": VERSION,
        "name": card.name,
        "codebook": _codebook(card.codebook),
        "annotators": [
            {"id": str(each.id), "name": each.name, "kind": each.kind} for each in card.annotators
        ],
        "guidelines": card.guidelines,
        "independent": card.independent,
        "properties": dict(card.properties),
    }


def streamed(
    card: ProjectCard, names: Names, only: tuple[str, ...] = ()
) -> dict[str, Iterable[Record]]:
    """The lists of the first line that may be long, by key; the work of some where given."""

    def chosen(value: Link | Judgement | Note) -> bool:
        return not only or names.annotators[value.annotator] in only

    return {
        "entities": (entity(each, names) for each in card.entities),
        "links": (_link(each, names) for each in card.links if chosen(each)),
        "judgements": (_judgement(each, names) for each in card.judgements if chosen(each)),
        "notes": (_note(each, names) for each in card.notes if chosen(each)),
        "attributes": (_attribute(each) for each in card.attributes),
    }


def article(page: Page, names: Names) -> Record:
    """One line: an article with its text and all that lies on it."""
    own = {id for id, e in page.entities.items() if e.article == page.article.id}
    named = {id: _live(page, "entity", id) for id in {span.entity for span in page.spans}}
    record = {
        **_metadata(page.article, names),
        "mentions": [_mention(s, page, names, named) for s in page.spans if s.label is not None],
        "claims": [_claim(claim, page, names) for claim in page.claims_in_order],
        "entities": [entity(page.entities[id], names) for id in sorted(own)],
        "statuses": {names.annotators[who]: state for who, state in page.statuses.items()},
    }
    return {"kind": "article", "text": page.text} | _set(record | _about(page, own, names))


def suggested(found: Suggested, text: str, names: Names, only: tuple[str, ...] = ()) -> Record:
    """What is suggested on an article and who decided what on it; of some alone where given."""
    decided = ((names.annotators[each.annotator], each) for each in found.decisions)
    return _set({
        "suggestions": [_suggestion(each) for each in found.proposed],
        "decisions": [
            _decision(each, text, who) for who, each in decided if not only or who in only
        ],
    })  # fmt: skip


def _decision(made: Decision, text: str, who: str) -> Record:
    place = {"start": made.start, "end": made.end, "text": text[made.start : made.end]}
    return {**place, "label": made.label, "verdict": made.verdict, "annotator": who}


def _suggestion(proposed: Suggestion) -> Record:
    said = {"provider": proposed.provider, "score": proposed.score}
    place = {"start": proposed.start, "end": proposed.end, "text": proposed.quote}
    return _set({**place, "label": proposed.label, **said})


def _about(page: Page, own: set[int], names: Names) -> Record:
    """What is said about the marks of this article and about entities of its own."""
    spans = {span.id for span in page.spans}

    def here(value: Note | Attribute | Judgement) -> bool:
        return value.entity is None or value.entity in own

    def starts_here(link: Link) -> bool:
        if link.kind == "entity":
            owners = [page.entities[end].article for end in (link.source, link.target)]
            return page.article.id == next((o for o in owners if o is not None), None)
        return link.source in (spans if link.kind == "span" else page.claims)

    return {
        "links": [_link(x, names) for x in page.links if starts_here(x)],
        "judgements": [_judgement(j, names) for j in page.judgements if here(j)],
        "notes": [_note(n, names) for n in page.notes if here(n)],
        "attributes": [_attribute(a) for a in page.attributes if here(a)],
    }


def _set(record: Record) -> Record:
    """Only what says something; numbers always do."""
    return {k: v for k, v in record.items() if v or (v == 0 and v is not False)}


def _codebook(book: Codebook) -> Record:
    parts = asdict(book)
    parts["labels"] = [_label(each) for each in book.labels]
    return parts


def _label(label: Label) -> Record:
    into = label.merged_into
    return asdict(label) | {"id": str(label.id), "merged_into": None if into is None else str(into)}


def _metadata(about: Article, names: Names) -> Record:
    return {
        "id": str(about.id),
        "key": about.key,
        "title": about.title,
        "outlet": about.outlet,
        "published": about.published,
        "byline": about.byline,
        "url": about.url,
        "language": about.language,
        "direction": about.direction,
        "origin": _set(asdict(about.origin)) if about.origin != Origin() else None,
        "removed": about.removed,
        "rights": about.rights,
        "version_of": names.versions.get(about.version_of or 0, ""),
    }


def _mention(span: Span, page: Page, names: Names, named: dict[int | None, Record]) -> Record:
    """A mention; `named` holds what is said of the entity of each."""
    start, end = span.start, span.end
    record = {
        "id": str(span.id),
        "start": start,
        "end": end,
        "text": page.text[start:end],
        "annotator": names.annotators[span.annotator],
        **names.labels[span.label or 0],
        **named[span.entity],
    }
    if span.level:
        record["level"] = span.level
    if span.head_start is not None:
        record["head"] = [span.head_start, span.head_end]
    if span.part_of is not None:
        record["part_of"] = str(span.part_of)
    if span.order:
        record["order"] = span.order
    return record


def _live(page: Page, key: str, entity: int | None) -> Record:
    """The entity that now stands, and the one given where that was merged into it."""
    if entity is None:
        return {}
    live = page.live(entity)
    return {key: str(live)} | ({f"{key}_given": str(entity)} if live != entity else {})


def _part(span: Span, page: Page, names: Names) -> Record:
    record = {
        "id": str(span.id),
        "role": span.role,
        "order": span.order,
        "start": span.start,
        "end": span.end,
        "text": page.text[span.start : span.end],
        "annotator": names.annotators[span.annotator],
    }
    if span.mention is not None:
        record["mention"] = str(span.mention)
    if span.part_of is not None:
        record["part_of"] = str(span.part_of)
    return record


def _claim(claim: Claim, page: Page, names: Names) -> Record:
    live = [page.live(each) for each in claim.chain]
    record = {
        "id": str(claim.id),
        "annotator": names.annotators[claim.annotator],
        "gist": claim.gist,
        "chain": [_id(each) for each in live],
        "parent": _id(claim.parent),
        "parts": [_part(span, page, names) for span in page.parts(claim.id)],
    }
    if tuple(live) != claim.chain:
        record["chain_given"] = [_id(each) for each in claim.chain]
    return _set(record)


def _id(id: int | None) -> str | None:
    return None if id is None else str(id)


def entity(entity: Entity, names: Names) -> Record:
    """An entity with all that is known of it."""
    return {"name": entity.name} | _set(
        {
            "id": str(entity.id),
            **names.labels[entity.label],
            "qid": entity.qid,
            "description": entity.description,
            "role": entity.role,
            "aliases": list(entity.aliases),
            "merged_into": _id(entity.merged_into),
        }
    )


def _link(link: Link, names: Names) -> Record:
    return _set(
        {
            "id": str(link.id),
            "kind": link.kind,
            "source": str(link.source),
            "target": str(link.target),
            "type": link.type,
            "annotator": names.annotators[link.annotator],
            "independence": link.independence,
            "note": link.note,
        }
    )


def _judgement(judgement: Judgement, names: Names) -> Record:
    record = {
        **_subject(judgement),
        "id": str(judgement.id),
        "field": judgement.field,
        "annotator": names.annotators[judgement.annotator],
    }
    if judgement.value:
        record["value"] = judgement.value
    if judgement.order:
        record["order"] = judgement.order
    if judgement.derived:
        record["derived"] = True
    return record


def _note(note: Note, names: Names) -> Record:
    return _subject(note) | _set(
        {
            "id": str(note.id),
            "text": note.text,
            "annotator": names.annotators[note.annotator],
            "flag": note.flag,
            "resolved": note.resolved,
        }
    )


def _attribute(attribute: Attribute) -> Record:
    return _subject(attribute) | {
        "id": str(attribute.id),
        "name": attribute.name,
        "value": attribute.value,
    }


def _subject(about: Judgement | Note | Attribute) -> Record:
    """What a judgement, note or attribute is about; a note about nothing else is the article's."""
    if about.claim is not None:
        return {"claim": str(about.claim)}
    if about.entity is not None:
        return {"entity": str(about.entity)}
    span = None if isinstance(about, Judgement) else about.span
    return {} if span is None else {"span": str(span)}
