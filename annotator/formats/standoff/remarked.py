"""What the lines of an .ann file say of its marks: attributes, comments, references, groups."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from annotator.formats.standoff import words
from annotator.formats.standoff.marks import Marks, author
from annotator.formats.standoff.parsing import Group, Said
from annotator.formats.values import (
    ReadAttribute,
    ReadEntity,
    ReadJudgement,
    ReadNote,
    ReadSpan,
)
from annotator.i18n import _
from annotator.model import LEVELS


@dataclass(slots=True)
class _Told:
    """What was read of spans, by their ids, to be set once all is known."""

    changes: dict[str, dict[str, object]] = field(default_factory=lambda: defaultdict(dict))
    chains: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    orders: Counter[tuple[str, str]] = field(default_factory=Counter)
    properties: dict[str, str] = field(default_factory=dict)
    last: Said | None = None


def read_remarks(marks: Marks, byline: str) -> None:
    """Read all that is said, then set it on the spans and claims it is about."""
    told, spans = _Told(), {each.id: each for each in marks.spans}
    for said in marks.file.said:
        if said.kind == "A":
            told.properties[said.id] = said.target
    for said in marks.file.said:
        _read(marks, told, said, spans)
        told.last = said
    for group in marks.file.groups:
        _group(marks, told, group, spans)
    marks.spans[:] = [
        replace(each, **told.changes[each.id]) if each.id in told.changes else each  # type: ignore[arg-type]
        for each in marks.spans
    ]
    _chains(marks, told, byline)


def _read(marks: Marks, told: _Told, said: Said, spans: dict[str, ReadSpan]) -> None:
    target = told.properties.get(said.target, said.target)
    if target in marks.gone:
        marks.ignored.add(_("what is said of marks that were left out"))
    elif target in marks.file.relations:
        _of_relation(marks, said, target)
    elif target not in marks.subjects:
        marks.ignored.add(_("what is said of triggers"))
    elif said.kind == "N":
        _reference(marks, told, said, spans, *marks.subjects[target])
    else:
        _of_mark(marks, told, said, spans, *marks.subjects[target])


def _of_relation(marks: Marks, said: Said, relation: str) -> None:
    link = marks.links.get(relation)
    if link is None:
        return
    if said.kind == "#" and said.name == words.NOTE:
        marks.links[relation] = replace(link, note=" ".join(filter(None, (link.note, said.value))))
    elif said.kind == "A" and said.name == words.INDEPENDENCE and marks.own.codebook:
        marks.links[relation] = replace(link, independence=said.value)
    else:
        marks.ignored.add(_("{name} of relations").format(name=said.name))


def _of_mark(
    marks: Marks, told: _Told, said: Said, spans: dict[str, ReadSpan], kind: str, id: str
) -> None:
    is_ours = marks.own.codebook is not None
    if said.kind == "#" and said.name == words.NOTE:
        about = {kind: id}
        marks.notes.append(ReadNote(marks.id(said.id), said.value, marks.who, **about))  # type: ignore[arg-type]
    elif kind == "span" and said.name == words.LEVEL and said.value in LEVELS:
        told.changes[id]["level"] = said.value
    elif is_ours and _is_flag(told, said):
        marks.notes[-1] = replace(marks.notes[-1], flag=said.value)
    elif is_ours and (read := _OURS.get((said.kind, kind, said.name))):
        read(marks, told, said, spans, id)
    elif kind == "claim" and said.name in marks.own.fields:
        order = told.orders[id, said.name]
        told.orders[id, said.name] += 1
        marks.judgements.append(
            ReadJudgement(marks.id(said.id), said.name, said.value, marks.who, id, order=order)
        )
    else:
        about = {kind: id}
        marks.attributes.append(ReadAttribute(marks.id(said.id), said.name, said.value, **about))


def _is_flag(told: _Told, said: Said) -> bool:
    """True for a flag right behind the note it belongs to."""
    last = told.last
    return (
        said.kind == "A"
        and said.name == words.FLAG
        and last is not None
        and (last.kind, last.name, last.target) == ("#", words.NOTE, said.target)
    )


def _gist(marks: Marks, told: _Told, said: Said, spans: dict[str, ReadSpan], id: str) -> None:
    marks.claims[id] = replace(marks.claims[id], gist=said.value)


def _head(marks: Marks, told: _Told, said: Said, spans: dict[str, ReadSpan], id: str) -> None:
    start, _blank, end = said.value.partition(" ")
    if start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(marks.text):
        told.changes[id] |= {"head_start": int(start), "head_end": int(end)}
    else:
        marks.ignored.add(_("heads that do not lie in the text"))


def _tie(marks: Marks, told: _Told, said: Said, spans: dict[str, ReadSpan], id: str) -> None:
    kind, mention = marks.subjects.get(said.value, ("", ""))
    told.changes[id]["mention"] = mention if kind == "span" else ""


def _chain(marks: Marks, told: _Told, said: Said, spans: dict[str, ReadSpan], id: str) -> None:
    told.chains[id] = tuple(
        None if each == words.NOBODY else each for each in said.value.split(" ") if each
    )


_Reader = Callable[[Marks, _Told, Said, dict[str, ReadSpan], str], None]
_OURS: dict[tuple[str, str, str], _Reader] = {
    ("#", "claim", words.GIST): _gist,
    ("#", "span", words.HEAD): _head,
    ("#", "span", words.MENTION): _tie,
    ("#", "claim", words.CHAIN): _chain,
}


def _reference(
    marks: Marks, told: _Told, said: Said, spans: dict[str, ReadSpan], kind: str, id: str
) -> None:
    """What a mark names in some database: the first one makes an entity, others describe it."""
    key = f"{said.name}:{said.value}"
    if kind == "claim" or not said.value or said.value == "NULL":
        about = {kind: id}
        marks.attributes.append(ReadAttribute(marks.id(said.id), said.name, said.value, **about))
        return
    is_item = said.name == words.WIKIDATA and said.value[:1] == "Q" and said.value[1:].isdecimal()
    known = str(told.changes[id].get("entity", ""))
    if not known:
        known = said.value if said.name == words.ENTITY else key
        told.changes[id]["entity"] = known
        if known not in marks.entities and not _is_listed(marks, known):
            span = spans[id]
            name = said.title or marks.text[span.start : span.end]
            qid = said.value if is_item else ""
            marks.entities[known] = ReadEntity(known, span.label or _UNKNOWN, name, qid=qid)
            if not is_item and said.name != words.ENTITY:
                told_of = ReadAttribute(f"{known}.id", said.name, said.value, entity=known)
                marks.attributes.append(told_of)
    elif is_item and known in marks.entities and not marks.entities[known].qid:
        marks.entities[known] = replace(marks.entities[known], qid=said.value)
    elif known in marks.entities and marks.entities[known].qid != said.value and known != key:
        told_of = ReadAttribute(marks.id(said.id), said.name, said.value, entity=known)
        marks.attributes.append(told_of)
    there = marks.entities.get(known)
    if there is not None and said.title not in ("", there.name, *there.aliases):
        marks.entities[known] = replace(there, aliases=(*there.aliases, said.title))


_UNKNOWN = "PER"  # of a source that is no mention, the label nobody told


def _is_listed(marks: Marks, entity: str) -> bool:
    """True for an entity that a table of ours describes."""
    is_author = marks.author is not None and marks.author.id == entity
    return is_author or entity in marks.own.known


def _group(marks: Marks, told: _Told, group: Group, spans: dict[str, ReadSpan]) -> None:
    """Marks that mean the same name one entity, that of the first of them which has one."""
    members = [marks.subjects[id][1] for id in group.members
               if marks.subjects.get(id, ("",))[0] == "span"]  # fmt: skip
    mentions = [id for id in members if spans[id].label]
    if len(mentions) < 2:
        marks.ignored.add(_("groups of what is no mention"))
        return
    having = (str(told.changes[id].get("entity", "")) for id in mentions)
    entity = next(filter(None, having), "")
    if not entity:
        longest = max((spans[id] for id in mentions), key=lambda s: (s.end - s.start, -s.start))
        entity = marks.id(f"*{group.line}")
        name = " ".join(marks.text[longest.start : longest.end].split())
        marks.entities[entity] = ReadEntity(entity, longest.label, name or longest.label)
    for id in mentions:
        told.changes[id].setdefault("entity", entity)


def _chains(marks: Marks, told: _Told, byline: str) -> None:
    """The source chain of each claim: as it is told, or by the kind of event and its source.

    A part of a claim names no entity itself: its chain does.
    """
    sources = {
        span.claim: str(told.changes[span.id].get("entity", "")) or _named(marks, told, span)
        for span in reversed(marks.spans)
        if span.role == "source"
    }
    marks.spans[:] = [replace(s, entity="") if s.role and s.entity else s for s in marks.spans]
    is_ours = marks.own.codebook is not None
    types = {marks.id(each.id): each.type for each in marks.file.events.values()}
    for id, claim in marks.claims.items():
        entity = sources.get(id) or None
        if id in told.chains:
            chain = told.chains[id]
        elif types[id] == words.CLAIM and is_ours:
            chain = (author(marks, byline).id,)
        elif entity or is_ours:
            chain = (author(marks, byline).id, entity)
        else:
            chain = ()
        marks.claims[id] = replace(claim, chain=chain)


def _named(marks: Marks, told: _Told, part: ReadSpan) -> str:
    """The entity of the mention that a part of a foreign claim is."""
    return "" if marks.own.codebook else str(told.changes[part.mention].get("entity", ""))
