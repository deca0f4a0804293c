"""Layers of other projects as mentions, entities, claims and links.

A span becomes a mention: its label is the first feature that reads like one, else its layer's
name; its other features become attributes. Chains become entities. A span with links to others
becomes a claim where their roles are those of a claim, else links. Relations become links. What
is none of this is named.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from annotator.formats.uima import layers
from annotator.formats.uima.cas import NAMED_ENTITY, Cas, Fs
from annotator.formats.uima.lifting import Lifted
from annotator.formats.uima.placing import Places
from annotator.formats.values import ReadAttribute, ReadClaim, ReadEntity, ReadLink, ReadSpan

Ends = tuple[str, str]

GOVERNOR, DEPENDENT = "Governor", "Dependent"
_CHAIN_TYPE, _CHAIN_RELATION = "referenceType", "referenceRelation"

# What every text has and we make anew: not named as unread.
_SILENT = frozenset(("Token", "Sentence", "DocumentMetaData", "DocumentAnnotation"))
_USUAL = frozenset(
    ("order", "language", "documentTitle", "documentId", "documentUri", "collectionId",
     "documentBaseUri", "isLastSegment")
)  # fmt: skip
_OURS = frozenset(each.name for each in layers.OURS)
_STRUCTURE = re.compile(
    r"de\.tudarmstadt\.ukp\.(?:dkpro\.core\.api|clarin\.webanno\.api)\."
    r"(?:segmentation\.type\.(?!SurfaceForm)|lexmorph|metadata|anomaly|transform|type\.)"
    r"|de\.tudarmstadt\.ukp\.dkpro\.core\.api\.syntax"
    r"|uima\.cas\.|uima\.tcas\.DocumentAnnotation"
    r"|(?:.*\.)?(?:Token|Sentence|Paragraph)\Z"
)
_LABELS = ("label", "value", "entity", "type", "category", "kind", "tag", "class", "name")
_NO_LABEL = frozenset(("id", "identifier", "order"))
_LONGEST_LABEL = 60
_ROLE = re.compile(r"(content|source|cue|hedge|addressee)s?[ _-]?\d*", re.IGNORECASE)
_WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)(Q\d+)")


@dataclass(slots=True)
class _Slots:
    """The links of a span to others, by role."""

    host: Fs
    links: list[tuple[str, Fs]] = field(default_factory=list)

    @property
    def roles(self) -> set[str]:
        """Those roles that are parts of a claim."""
        return {role for name, _target in self.links if (role := _role(name))}

    @property
    def is_claim(self) -> bool:
        """True if the roles are those of a claim: a content, or a source with its cue."""
        return "content" in self.roles or {"source", "cue"} <= self.roles


class Foreign:
    """Reads the layers that are not ours into what was lifted already."""

    def __init__(self, cas: Cas, marks: list[Fs], places: Places, found: Lifted) -> None:
        self.cas, self.places, self.found = cas, places, found
        self.marks = [each for each in marks if self._is_foreign(each)]
        self.slots: list[_Slots] = []
        self.chained: dict[int, str] = {}
        self.labels: dict[str, str] = {}

    def read(self) -> None:
        """Add everything to what was found."""
        self._find_chains()
        marks = self.marks
        self.slots = [found for each in marks if (found := self._slots(each)).links]
        claims = {each.host.id for each in self.slots if each.is_claim}
        fillers = self._mere_fillers()
        spans = [each for each in marks if not _is_relation(each)]
        self.labels = _label_features(spans)
        for each in spans:
            if each.id not in claims and each.id not in fillers:
                self._mention(each)
        for slots in self.slots:
            self._slot_links(slots) if slots.host.id not in claims else self._claim(slots)
        for each in marks:
            if _is_relation(each):
                self._relation(each)
        self._name_the_rest()

    def _is_foreign(self, record: Fs) -> bool:
        return not _is_structure(record.type) and record.id not in self.found.taken

    # chains

    def _find_chains(self) -> None:
        """Entities of chains, and of which each link of a chain is a mention."""
        for head in self.cas.records.values():
            first = head.refs.get("first", ())
            if head.begin >= 0 or not first or self.cas.records.get(first[0]) is None:
                continue
            links = list(self._chain(first[0]))
            self.chained.update((each.id, str(head.id)) for each in links)
            self.found.taken.add(head.id)
            named = [(p, each) for each in links if (p := self.places.range(each.begin, each.end))]
            if named:
                (start, end), _link = max(named, key=lambda each: each[0][1] - each[0][0])
                label = self._chain_label(named[0][1])
                name = self.places.cleaned.text[start:end]
                self.found.entities[str(head.id)] = ReadEntity(str(head.id), label, name)

    def _chain(self, id: int) -> Iterator[Fs]:
        seen = set[int]()
        while id and id not in seen and id in self.cas.records:
            seen.add(id)
            yield self.cas.records[id]
            id = next(iter(self.cas.records[id].refs.get("next", ())), 0)

    def _chain_label(self, record: Fs) -> str:
        return record.text(_CHAIN_TYPE) or record.short.removesuffix("Link") or record.short

    # mentions

    def _mention(self, record: Fs) -> None:
        feature = self.labels.get(record.type, "")
        label = record.text(feature) if feature else ""
        if record.id in self.chained:
            feature, label = _CHAIN_TYPE, self._chain_label(record)
        label = label.strip() or record.short
        place = self.places.taken(record, label)
        if place is None:
            return
        id = str(record.id)
        entity = self.chained.get(record.id, "") or self._wikidata(record, place, label)
        self.found.spans.append(ReadSpan(id, *place, label=label, entity=entity))
        self.found.ids[record.id] = ("span", id)
        for name in record.values:
            if name != feature and record.text(name):
                self.found.attributes.append(ReadAttribute("", name, record.text(name), span=id))

    def _wikidata(self, record: Fs, place: tuple[int, int], label: str) -> str:
        """The entity that INCEpTION's named entity layer identifies."""
        known = _WIKIDATA.fullmatch(record.text("identifier"))
        if record.type != NAMED_ENTITY or known is None:
            return ""
        name = self.places.cleaned.text[slice(*place)]
        self.found.entities.setdefault(known[1], ReadEntity(known[1], label, name, qid=known[1]))
        return known[1]

    # slots

    def _slots(self, host: Fs) -> _Slots:
        found = _Slots(host)
        for name, ids in host.refs.items():
            if name in (GOVERNOR, DEPENDENT, "next"):
                continue
            for id in ids:
                link = self.cas.records.get(id)
                target = link.refs.get("target", ()) if link else ()
                filler = self.cas.records.get(target[0]) if target else None
                if link is not None and filler is not None:
                    self.found.taken.add(link.id)
                    found.links.append((link.text("role") or name, filler))
                elif link is None or link.begin >= 0 or not link.values.keys() <= {"role"}:
                    self.found.ignored.add(f"{host.short}.{name}")
        return found

    def _mere_fillers(self) -> set[int]:
        """Spans that say nothing but which part of a claim they are."""
        parts = {
            target.id for each in self.slots if each.is_claim
            for role, target in each.links if _role(role)
        }  # fmt: skip
        other = {t.id for each in self.slots if not each.is_claim for _r, t in each.links}
        other |= {id for each in self.cas.records.values() if _is_relation(each)
                  for name in (GOVERNOR, DEPENDENT) for id in each.refs[name]}  # fmt: skip
        return {id for id in parts - other if not self.cas.records[id].values}

    def _slot_links(self, slots: _Slots) -> None:
        for role, target in slots.links:
            self._link(slots.host, target, role, f"{slots.host.id}:{target.id}:{role}")

    def _claim(self, slots: _Slots) -> None:
        host, id = slots.host, str(slots.host.id)
        parts: list[ReadSpan] = []
        orders: Counter[str] = Counter()
        for number, (name, target) in enumerate(slots.links):
            role = _role(name)
            place = self.places.taken(target, name)
            if place is None:
                continue
            if not role:
                words = self.places.cleaned.text[slice(*place)]
                self.found.attributes.append(ReadAttribute("", name, words, claim=id))
                continue
            mention = self.found.ids.get(target.id, ("", ""))[1]
            parts.append(ReadSpan(f"{id}:{number}", *place, role=role, claim=id,
                                  order=orders[role], mention=mention))  # fmt: skip
            orders[role] += 1
        own = self.places.range(host.begin, host.end)
        missing = "content" if "content" not in orders else "cue" if "cue" not in orders else ""
        if own and missing and (missing == "content" or not _covers_any(own, parts)):
            parts.append(ReadSpan(f"{id}:host", *own, role=missing, claim=id))
        if not any(part.role == "content" for part in parts):
            self.found.ignored.add(f"{host.short} without content")
            return
        self.found.claims.append(ReadClaim(id))
        self.found.spans += parts
        self.found.ids[host.id] = ("claim", id)
        for name in host.values:
            if host.text(name):
                self.found.attributes.append(ReadAttribute("", name, host.text(name), claim=id))

    # relations

    def _relation(self, record: Fs) -> None:
        ends = [self.cas.records.get(id) for name in (GOVERNOR, DEPENDENT)
                for id in record.refs[name][:1]]  # fmt: skip
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            self._link(ends[0], ends[1], "", str(record.id), record)
        else:
            self.found.ignored.add(record.short)

    def _link(self, source: Fs, target: Fs, type: str, id: str, record: Fs | None = None) -> None:
        ends = self.found.ids.get(source.id), self.found.ids.get(target.id)
        if ends[0] is None or ends[1] is None or ends[0][0] != ends[1][0]:
            name = record.short if record is not None else type or source.short
            self.found.ignored.add(f"{name} between {source.short} and {target.short}")
            return
        said = [(n, record.text(n)) for n in record.values if record.text(n)] if record else []
        if record is not None and not type:
            first = next((each for each in said if _reads_like_label(*each)), None)
            type = first[1] if first else record.short
            said = [each for each in said if each != first]
        note = "; ".join(f"{name}: {value}" for name, value in said)
        self.found.links.append(ReadLink(id, ends[0][0], ends[0][1], ends[1][1], type, note=note))

    def _name_the_rest(self) -> None:
        """Name the types of what was not read."""
        for each in self.cas.records.values():
            if each.type in _OURS or each.id in self.found.taken:
                continue
            if _is_silent(each.type):
                for name in each.values.keys() - _USUAL:
                    self.found.ignored.add(f"{each.short}.{name}")
            elif each.begin < 0 or _is_structure(each.type):
                self.found.ignored.add(each.short)


@cache
def _is_structure(type: str) -> bool:
    """True for what programs make of a text before anybody marks anything."""
    return _STRUCTURE.match(type) is not None


@cache
def _is_silent(type: str) -> bool:
    return type.rpartition(".")[2] in _SILENT


def _is_relation(record: Fs) -> bool:
    return GOVERNOR in record.refs and DEPENDENT in record.refs


def _role(name: str) -> str:
    """The role of a claim's part that a name stands for, or ""."""
    found = _ROLE.fullmatch(name)
    return found[1].lower() if found else ""


def _covers_any(own: tuple[int, int], parts: Iterable[ReadSpan]) -> bool:
    """True if a claim's own place is only the stretch that its parts lie in."""
    return any(own[0] <= part.start and part.end <= own[1] for part in parts)


def _reads_like_label(name: str, value: object) -> bool:
    return (
        isinstance(value, str) and name not in _NO_LABEL
        and 0 < len(value.strip()) <= _LONGEST_LABEL and "\n" not in value
        and not value.lstrip("-").replace(".", "", 1).isdecimal()
        and value not in ("true", "false")
    )  # fmt: skip


def _label_features(marks: Iterable[Fs]) -> dict[str, str]:
    """For each layer the feature that labels its spans: one of the usual names, else the first
    whose values all read like labels.
    """
    seen: dict[str, dict[str, bool]] = {}
    for each in marks:
        features = seen.setdefault(each.type, {})
        for name, value in each.values.items():
            if value != "":
                features[name] = features.get(name, True) and _reads_like_label(name, value)
    found = {}
    for type, features in seen.items():
        good = [name for name, fits in features.items() if fits]
        usual = [name for name in _LABELS if name in good]
        if good:
            found[type] = (usual or good)[0]
    return found
