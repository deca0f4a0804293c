"""The marks in a record of our JSONL: mentions, claims with their parts, what is said of them."""

from dataclasses import dataclass, field
from pathlib import Path

from annotator.formats.records.checking import NEEDED, Place, Raw
from annotator.formats.values import (
    ReadAttribute,
    ReadClaim,
    ReadDecision,
    ReadEntity,
    ReadJudgement,
    ReadLink,
    ReadNote,
    ReadPrediction,
    ReadProject,
    ReadSpan,
)
from annotator.i18n import _
from annotator.model import LEVELS, ROLES
from annotator.text import to_stored

_COVERED = {
    "id": (str, NEEDED), "start": (int, NEEDED), "end": (int, NEEDED), "text": (str, NEEDED),
    "annotator": (str, ""), "part_of": (str, ""), "order": (int, 0),
}  # fmt: skip
_MENTION = {
    **_COVERED, "label": (str, NEEDED), "label_given": (str, ""), "entity": (str, ""),
    "entity_given": (str, ""), "level": (str, ""), "head": (list, None),
}  # fmt: skip
_PART = {**_COVERED, "role": (str, NEEDED), "mention": (str, "")}
_CLAIM = {
    "id": (str, NEEDED), "annotator": (str, ""), "gist": (str, ""), "chain": (list, []),
    "chain_given": (list, None), "parent": (str, ""), "parts": (list, []),
}  # fmt: skip
_ENTITY = {
    "id": (str, NEEDED), "label": (str, NEEDED), "label_given": (str, ""), "name": (str, NEEDED),
    "qid": (str, ""), "description": (str, ""), "role": (str, ""), "aliases": (list, []),
    "merged_into": (str, ""),
}  # fmt: skip
_LINK = {
    "id": (str, NEEDED), "kind": (str, NEEDED), "source": (str, NEEDED), "target": (str, NEEDED),
    "type": (str, NEEDED), "annotator": (str, ""), "independence": (str, ""), "note": (str, ""),
}  # fmt: skip
_SUBJECT = {"claim": (str, ""), "entity": (str, "")}
_JUDGEMENT = {
    "id": (str, NEEDED), "field": (str, NEEDED), "value": (str, ""), "annotator": (str, ""),
    "order": (int, 0), "derived": (bool, False), **_SUBJECT,
}  # fmt: skip
_NOTE = {
    "id": (str, NEEDED), "text": (str, ""), "annotator": (str, ""), "flag": (str, ""),
    "resolved": (bool, False), "span": (str, ""), **_SUBJECT,
}  # fmt: skip
_ATTRIBUTE = {
    "id": (str, NEEDED), "name": (str, NEEDED), "value": (str, ""), "span": (str, ""), **_SUBJECT,
}  # fmt: skip
_SUGGESTION = {
    "start": (int, NEEDED), "end": (int, NEEDED), "text": (str, NEEDED), "label": (str, NEEDED),
    "provider": (str, ""), "score": (float, None),
}  # fmt: skip
_DECISION = {
    "start": (int, NEEDED), "end": (int, NEEDED), "text": (str, NEEDED), "label": (str, NEEDED),
    "verdict": (str, NEEDED), "annotator": (str, ""),
}  # fmt: skip
SHAPES = {
    "mention": _MENTION, "part": _PART, "claim": _CLAIM, "entity": _ENTITY, "link": _LINK,
    "judgement": _JUDGEMENT, "note": _NOTE, "attribute": _ATTRIBUTE,
    "suggestion": _SUGGESTION, "decision": _DECISION,
}  # fmt: skip
_LINKED = ("claim", "entity", "span")
_VERDICTS = ("accepted", "rejected")


@dataclass(slots=True)
class Known:
    """The names and ids that records may refer to; None where the file does not list them.

    Entities of one article may be named before the line that defines them, as may the targets of
    links: they are `awaited`, by the line that named them first.
    """

    labels: frozenset[str] | None = None
    annotators: frozenset[str] | None = None
    entities: set[str] = field(default_factory=set)
    awaited: dict[str, int] = field(default_factory=dict)

    def learn(self, project: ReadProject) -> None:
        """Take in what the first line of a file makes known."""
        self.labels = frozenset(label.name for label in project.codebook.labels)
        self.annotators = frozenset(each.name for each in project.annotators)

    def define(self, entities: tuple[ReadEntity, ...], place: Place) -> None:
        """Take in entities."""
        self.entities.update(each.id for each in entities)
        for each in entities:
            self.awaited.pop(each.id, None)
            self.check_label(each.label, place)
            self.check_entity(each.merged_into, place)

    def check_entity(self, id: str, place: Place) -> None:
        """Note an entity that is not defined yet."""
        if id and id not in self.entities:
            self.awaited.setdefault(id, place.line)

    def forget(self, line: int) -> None:
        """Await nothing any more of what that line alone named: it was not taken."""
        self.awaited = {id: first for id, first in self.awaited.items() if first != line}

    def check_end(self, path: Path) -> None:
        """Give up if an entity was named and nowhere defined."""
        for id, line in self.awaited.items():
            Place(path, line).wrong(_("The entity “{id}” is nowhere in the file."), id=id)

    def check_label(self, name: str, place: Place) -> None:
        """Give up if the codebook of the file has no label of that name."""
        if self.labels is not None and name not in self.labels:
            place.wrong(_("The label “{name}” is not in the codebook of the file."), name=name)

    def check_annotator(self, name: str, place: Place) -> None:
        """Give up if the file lists annotators and not this one."""
        if name and self.annotators is not None and name not in self.annotators:
            place.wrong(_("The annotator “{name}” is not listed in the file."), name=name)


@dataclass(frozen=True, slots=True)
class Line:
    """The line an article stands on: where, what it may refer to, its text and what cleaning
    dropped from it. Offsets of the file count in `text`, those of spans in the cleaned one.
    """

    place: Place
    known: Known
    text: str
    removed: tuple[int, ...] = ()

    def fit(self, values: Raw, what: str) -> None:
        """Hold a span against the text it says it covers and count its ends in the clean text."""
        start, end, quote = values["start"], values["end"], values.pop("text")
        if not 0 <= start < end <= len(self.text):
            where, length = f"{start}-{end}", len(self.text)
            self.place.wrong(
                _("{what} {where} does not lie in the text of {length} characters."),
                what=what, where=where, length=length,
            )  # fmt: skip
        if self.text[start:end] != quote:
            self.place.wrong(
                _("{what} {start}-{end} covers “{found}”, not “{quote}”."),
                what=what, start=start, end=end, found=self.text[start:end], quote=quote,
            )  # fmt: skip
        if self.removed:
            values["start"], values["end"] = self.stored(start), self.stored(end)
            if values["start"] == values["end"]:
                self.place.wrong(_("{what} covers nothing but a line end."), what=what)

    def stored(self, point: int) -> int:
        """A position of the file in the clean text."""
        return to_stored(self.removed, point) if self.removed else point


def entity(raw: object, place: Place) -> ReadEntity:
    """An entity of a record."""
    values = place.taken(raw, _ENTITY, "entity")
    return ReadEntity(**{**values, "aliases": place.texts(values["aliases"], "entity.aliases")})


def mention(raw: object, line: Line) -> ReadSpan:
    """A mention of a record."""
    values = line.place.taken(raw, _MENTION, "mention")
    line.fit(values, "mention")
    line.known.check_label(values["label"], line.place)
    line.known.check_annotator(values["annotator"], line.place)
    values["entity"] = values.pop("entity_given") or values["entity"]
    line.known.check_entity(values["entity"], line.place)
    if values["level"]:
        line.place.among(values["level"], LEVELS, "mention.level")
    if (head := values.pop("head")) is not None:
        if [type(each) for each in head] != [int, int] or not 0 <= head[0] < head[1]:
            line.place.wrong(_("The head of a mention is a start and an end."))
        values["head_start"], values["head_end"] = line.stored(head[0]), line.stored(head[1])
    return ReadSpan(**values)


def claim(raw: object, line: Line) -> tuple[ReadClaim, tuple[ReadSpan, ...]]:
    """A claim of a record, and its parts."""
    values = line.place.taken(raw, _CLAIM, "claim")
    line.known.check_annotator(values["annotator"], line.place)
    live, given, parts = values.pop("chain"), values.pop("chain_given"), values.pop("parts")
    chain = line.place.texts(live if given is None else given, "claim.chain", gaps=True)
    for each in chain:
        line.known.check_entity(each or "", line.place)
    found = ReadClaim(chain=chain, **values)
    return found, tuple(_part(each, found, line) for each in parts)


def _part(raw: object, claim: ReadClaim, line: Line) -> ReadSpan:
    values = line.place.taken(raw, _PART, "part")
    line.fit(values, "part")
    line.known.check_annotator(values["annotator"], line.place)
    line.place.among(values["role"], ROLES, "part.role")
    return ReadSpan(claim=claim.id, **values)


def link(raw: object, place: Place) -> ReadLink:
    """A link of a record."""
    values = place.taken(raw, _LINK, "link")
    place.among(values["kind"], _LINKED, "link.kind")
    return ReadLink(**values)


def judgement(raw: object, place: Place) -> ReadJudgement:
    """A judgement of a record."""
    return ReadJudgement(**place.taken(raw, _JUDGEMENT, "judgement"))


def note(raw: object, place: Place) -> ReadNote:
    """A note of a record."""
    return ReadNote(**place.taken(raw, _NOTE, "note"))


def attribute(raw: object, place: Place) -> ReadAttribute:
    """An attribute of a record."""
    return ReadAttribute(**place.taken(raw, _ATTRIBUTE, "attribute"))


def suggestion(raw: object, line: Line) -> ReadPrediction:
    """A suggestion of a record. Its label may be one that the codebook does not know."""
    if isinstance(raw, dict) and type(raw.get("score")) is int:
        raw = {**raw, "score": float(raw["score"])}
    values = line.place.taken(raw, _SUGGESTION, "suggestion")
    line.fit(values, "suggestion")
    return ReadPrediction(**values)


def decision(raw: object, line: Line) -> ReadDecision:
    """What an annotator decided on a suggestion."""
    values = line.place.taken(raw, _DECISION, "decision")
    line.fit(values, "decision")
    line.place.among(values["verdict"], _VERDICTS, "decision.verdict")
    line.known.check_annotator(values["annotator"], line.place)
    return ReadDecision(**values)
