"""Our own layers of a CAS back as rows, also after somebody worked on them in another program.

What another program added has no id of ours and gets that of its record; what refers to something
that is gone is dropped and named, so that one lost row never costs the article.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import cache
from typing import Any, TypeVar

import orjson

from annotator.formats.uima import layers
from annotator.formats.uima.cas import Cas, Fs
from annotator.formats.uima.placing import Places
from annotator.formats.values import (
    ReadAttribute,
    ReadClaim,
    ReadEntity,
    ReadJudgement,
    ReadLink,
    ReadNote,
    ReadSpan,
)
from annotator.model import LEVELS, ROLES, STATUSES, Origin

_METADATA = ("title", "outlet", "published", "byline", "url", "language", "direction")
_ARTICLES = (layers.ARTICLE_NOTE, layers.ARTICLE_ATTRIBUTE)
_IN_CHAIN = 4  # id, name, label, role
_RENAMED = {"relation": "type"}

T = TypeVar("T")


@dataclass(slots=True)
class Lifted:
    """What our layers of a CAS say; `taken` are their records, `ids` our names for them."""

    about: dict[str, Any] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    spans: list[ReadSpan] = field(default_factory=list)
    claims: list[ReadClaim] = field(default_factory=list)
    entities: dict[str, ReadEntity] = field(default_factory=dict)
    judgements: list[ReadJudgement] = field(default_factory=list)
    links: list[ReadLink] = field(default_factory=list)
    notes: list[ReadNote] = field(default_factory=list)
    attributes: list[ReadAttribute] = field(default_factory=list)
    ignored: set[str] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    ids: dict[int, tuple[str, str]] = field(default_factory=dict)


def lift(cas: Cas, marks: list[Fs], places: Places, elsewhere: Iterable[str] = ()) -> Lifted:
    """The rows of our layers; entities `elsewhere` are defined by the project around."""
    return _Lifting(cas, marks, places, frozenset(elsewhere)).result()


class _Lifting:
    """Lifts one article; marks come first, then what refers to them."""

    def __init__(
        self, cas: Cas, marks: list[Fs], places: Places, elsewhere: frozenset[str]
    ) -> None:
        self.cas, self.places, self.elsewhere = cas, places, elsewhere
        self.found = Lifted()
        self.marks: dict[str, list[Fs]] = {}
        self.named = set[str]()
        for each in marks:
            self.marks.setdefault(each.type, []).append(each)

    def result(self) -> Lifted:
        """Everything, or nothing where the CAS holds none of our layers."""
        types = {each.type for each in self.cas.records.values()}
        if not any(each.startswith(layers.PACKAGE) for each in types):
            return self.found
        self._article()
        self._entities()
        for each in self._of(layers.MENTION):
            self._mention(each)
        for each in self._of(layers.CLAIM):
            self._claim(each)
        self._orphans()
        self._links()
        self._remarks()
        self._mend()
        return self.found

    def _of(self, type: str) -> Iterator[Fs]:
        for each in self.marks.get(type, ()):
            self.found.taken.add(each.id)
            yield each

    def _id(self, record: Fs) -> str:
        """What a mark is called; a copy made by another program does not keep the id."""
        id = record.text("id")
        if not id or id in self.named:
            id = str(record.id)
        self.named.add(id)
        return id

    # the article and its entities

    def _article(self) -> None:
        for each in self.cas.of(layers.ARTICLE):
            said = {name: each.text(name) for name in _METADATA if each.text(name)}
            self.found.about = {"id": each.text("id"), **said, "removed": _truth(each, "removed")}
            self.found.about["origin"] = _origin(_loaded(each, "origin", dict))
            statuses = _loaded(each, "statuses", dict)
            self.found.statuses = {
                who: state for who, state in statuses.items()
                if state in STATUSES and state != STATUSES[0]
            }  # fmt: skip

    def _entities(self) -> None:
        for each in self.cas.of(layers.ENTITY):
            id = each.text("id") or str(each.id)
            if id in self.elsewhere and not _truth(each, "own"):
                continue
            made = _made(ReadEntity, each, id=id, aliases=tuple(_loaded(each, "aliases", list)))
            self.found.entities[id] = made

    def _entity(self, id: str, name: str = "", label: str = "", role: str = "") -> str:
        """An entity's id, once it is defined here or elsewhere; "" where nobody says what it is."""
        found = self.found.entities
        if id and id not in found and id not in self.elsewhere:
            if not name or not label:
                self.found.ignored.add("entity that is nowhere defined")
                return ""
            found[id] = ReadEntity(id, label, name, role=role)
        return id

    # marks

    def _place(self, record: Fs, label: str) -> tuple[int, int] | None:
        return self.places.taken(record, label)

    def _mention(self, record: Fs) -> None:
        label = record.text("label") or record.short
        place = self._place(record, label)
        if place is None:
            return
        id = self._id(record)
        level = record.text("level")
        name = record.text("entity_name")
        entity = record.text("entity_given") or record.text("entity")
        head = self.places.range(_whole(record, "head_start"), _whole(record, "head_end"))
        made = _made(
            ReadSpan, record, id=id, start=place[0], end=place[1], label=label,
            entity=self._entity(entity, name, label), level=level if level in LEVELS else "",
            head_start=head[0] if head else None, head_end=head[1] if head else None,
        )  # fmt: skip
        self.found.spans.append(made)
        self.found.ids[record.id] = ("span", id)
        if level and not made.level:
            self._keep(record, "level", span=id)

    def _claim(self, record: Fs) -> None:
        """A claim and its parts; where nothing says what its content is, its own place is it."""
        id = self._id(record)
        parts = list(self._parts(record, id))
        if not any(part.role == "content" for part in parts) and record.begin < record.end:
            place = self._place(record, record.short)
            if place is None:
                return
            parts.append(ReadSpan(f"{id}:content", *place, record.text("annotator"),
                                  role="content", claim=id))  # fmt: skip
        chain = _loaded(record, "chain_given", list) or _loaded(record, "chain", list)
        self.found.claims.append(
            _made(ReadClaim, record, id=id, chain=tuple(map(self._in_chain, chain)))
        )
        self.found.spans += parts
        self.found.ids[record.id] = ("claim", id)

    def _in_chain(self, raw: object) -> str | None:
        """An entity of a source chain as we write it: nobody, or an id with what it is called."""
        if not isinstance(raw, list) or not 1 <= len(raw) <= _IN_CHAIN:
            return None
        return self._entity(*map(str, raw)) or None

    def _parts(self, record: Fs, claim: str) -> Iterator[ReadSpan]:
        for link in record.refs.get("parts", ()):
            known = self.cas.records.get(link)
            self.found.taken.add(link)
            target = known.refs.get("target", ()) if known else ()
            part = self.cas.records.get(target[0]) if target else None
            if known is None or part is None:
                continue
            role = (known.text("role") or part.text("role")).lower()
            place = self._place(part, role)
            if role not in ROLES or place is None:
                self.found.ignored.add(f"part of a claim called {role}")
                continue
            id = self._id(part) if part.type == layers.PART else f"{claim}:{link}"
            mention = part.text("mention")
            if part.type == layers.PART:
                self.found.taken.add(part.id)
                self.found.ids[part.id] = ("span", id)
            elif part.id in self.found.ids:
                mention = self.found.ids[part.id][1]
            yield _made(
                ReadSpan, part, id=id, start=place[0], end=place[1], role=role, claim=claim,
                mention=mention, label="", entity="", level="",
                annotator=part.text("annotator") or record.text("annotator"),
            )  # fmt: skip

    def _orphans(self) -> None:
        """Parts that no claim has become mentions of their role's name."""
        for each in self._of(layers.PART):
            if each.id not in self.found.ids and (place := self._place(each, each.text("role"))):
                id = self._id(each)
                label = each.text("role") or each.short
                made = ReadSpan(id, *place, each.text("annotator"), label)
                self.found.spans.append(made)
                self.found.ids[each.id] = ("span", id)

    # what refers to marks

    def _links(self) -> None:
        for each in self._of(layers.RELATION):
            ends = [self.found.ids.get(id) for name in ("Governor", "Dependent")
                    for id in each.refs.get(name, (0,))]  # fmt: skip
            if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0][0] != ends[1][0]:
                self.found.ignored.add(each.short)
                continue
            (kind, source), (_kind, target) = ends[0], ends[1]
            self.found.links.append(
                _made(ReadLink, each, id=each.text("id") or str(each.id), kind=kind,
                      source=source, target=target)
            )  # fmt: skip
        for each in self.cas.of(layers.ARTICLE_LINK):
            made = _made(ReadLink, each, id=each.text("id") or str(each.id))
            if made.kind == "entity" or made.source in self.named:
                self.found.links.append(made)
            else:
                self.found.ignored.add(each.short)

    def _remarks(self) -> None:
        self._rows(ReadJudgement, self.found.judgements, layers.ANSWER, layers.ARTICLE_ANSWER)
        self._rows(ReadNote, self.found.notes, layers.NOTE, layers.ARTICLE_NOTE)
        self._rows(ReadAttribute, self.found.attributes, layers.ATTRIBUTE, layers.ARTICLE_ATTRIBUTE)

    def _rows(self, kind: Callable[..., T], into: list[T], placed: str, elsewhere: str) -> None:
        marks = set(self.found.ids.values())
        for each in (*self._of(placed), *self.cas.of(elsewhere)):
            said = {(s, each.text(s)) for s in ("span", "claim", "entity") if each.text(s)}
            is_there = all(
                one in marks or (one[0] == "entity" and self._is_entity(one[1])) for one in said
            )
            if is_there and (said or each.type in _ARTICLES):
                into.append(_made(kind, each, id=each.text("id") or str(each.id)))
            else:
                self.found.ignored.add(f"{each.short} on what is not there")

    def _keep(self, record: Fs, name: str, **subject: str) -> None:
        self.found.attributes.append(ReadAttribute("", name, record.text(name), **subject))

    def _mend(self) -> None:
        """Let go of references to marks that are gone."""
        spans = {each.id for each in self.found.spans}
        claims = {each.id for each in self.found.claims}
        self.found.spans = [
            _without(each, {"mention": spans, "part_of": spans}) for each in self.found.spans
        ]
        self.found.claims = [_without(each, {"parent": claims}) for each in self.found.claims]
        self.found.entities = {
            id: each if self._is_entity(each.merged_into) else replace(each, merged_into="")
            for id, each in self.found.entities.items()
        }

    def _is_entity(self, id: str) -> bool:
        """True for an entity of this article or of the project, of which there may be very many."""
        return id in self.found.entities or id in self.elsewhere


def _without(row: T, known: dict[str, Any]) -> T:
    gone = {n: "" for n, ids in known.items() if (at := getattr(row, n)) and at not in ids}
    return replace(row, **gone) if gone else row  # type: ignore[type-var]


def _made(row: Callable[..., T], record: Fs, **given: Any) -> T:
    """A row of the record's values by the names of its fields; what is given goes first."""
    said = dict(given)
    for name, source, kind, is_needed in _plan(row):
        if name in said:
            continue
        if source not in record.values:
            if is_needed:
                said[name] = ""
        elif kind is bool:
            said[name] = _truth(record, source)
        elif kind is int:
            said[name] = _whole(record, source) or 0
        else:
            said[name] = record.text(source)
    return row(**said)


@cache
def _plan(row: Any) -> tuple[tuple[str, str, object, bool], ...]:
    """For each field of a kind of row: its name, that of the feature, its type, if it is needed."""
    named = {ours: theirs for theirs, ours in _RENAMED.items()}
    return tuple(
        (each.name, named.get(each.name, each.name), each.type,
         each.type is str and each.default is MISSING)
        for each in fields(row)
    )  # fmt: skip


def _truth(record: Fs, name: str) -> bool:
    return record.text(name) in ("true", "1")


def _whole(record: Fs, name: str) -> int | None:
    try:
        return int(record.text(name))
    except ValueError:
        return None


def _loaded(record: Fs, name: str, kind: type) -> Any:
    """A value that is a list or map in JSON; an empty one where it is not."""
    try:
        found = orjson.loads(record.text(name))
    except orjson.JSONDecodeError:
        return kind()
    return found if isinstance(found, kind) else kind()


def _origin(raw: dict[str, Any]) -> Origin:
    """Where the text came from; lists become tuples again."""
    names = {each.name for each in fields(Origin)}
    said = {name: _frozen(value) for name, value in raw.items() if name in names}
    return Origin(**said)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
