"""An article as a source of REFI-QDA: a text, and selections of it with codes, notes and links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from annotator.formats.graphs import drawing as drawn
from annotator.formats.graphs.drawing import Drawing
from annotator.formats.qda import names as called
from annotator.formats.records import writing
from annotator.formats.regions.drawn import Region, anchor
from annotator.model import Judgement, Note, Page

LONGEST = 200
"""How much of its words a selection is called by."""

_UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TITLE = 60


@dataclass(slots=True)
class Made:
    """The elements of an article, and the variables that they have values of."""

    source: Any
    notes: list[Any] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    variables: dict[str, None] = field(default_factory=dict)


def element(name: str, text: str = "", /, **attributes: str) -> Any:
    """An element with what it says; attributes that say nothing are left out."""
    said = {key: held(value) for key, value in attributes.items() if value}
    found = etree.Element(name, said)
    if text:
        found.text = held(text)
    return found


def held(words: str) -> str:
    """The words without characters that XML cannot hold; our record has them all."""
    return _UNHELD.sub("\ufffd", words)


def value_of(variable: str, text: str) -> Any:
    """A value of a variable."""
    found = etree.Element("VariableValue")
    etree.SubElement(found, "VariableRef", targetGUID=called.named("variable", variable))
    etree.SubElement(found, "TextValue").text = held(text)
    return found


def made(drawing: Drawing, names: writing.Names) -> Made:
    """The elements of an article."""
    return _Making(drawing, names).made()


class _Making:
    """Makes the elements of one article."""

    def __init__(self, drawing: Drawing, names: writing.Names) -> None:
        self.drawing, self.page, self.names = drawing, drawing.page, names
        self.answers: dict[int, list[Judgement]] = {}
        self.noted: dict[int, list[str]] = {}
        page = drawing.page
        self.anchors = {id: part for id in page.claims if (part := anchor(page, id))}
        guid = called.guid("article", page.article.id)
        self.into = Made(
            element("TextSource", guid=guid, name=page.article.title or guid,
                    plainTextPath=f"{called.INTERNAL}{guid}.txt")
        )  # fmt: skip

    def made(self) -> Made:
        """The source with its selections, then its notes and links."""
        self._answers()
        about = [self._note(n) for n in self.page.notes if not (n.span or n.claim or n.entity)]
        self._notes()
        for region in self.drawing.regions:
            self.into.source.append(self._selection(region))
        self.into.source.extend(map(_note_ref, about))
        for variable, value in self._said():
            self.into.variables[variable] = None
            self.into.source.append(value_of(variable, value))
        self._links()
        return self.into

    def _said(self) -> Iterator[tuple[str, str]]:
        for key, value in self.drawing.about.items():
            if key != "title":
                yield key, value
        for each in self.page.attributes:
            if not (each.span or each.claim or each.entity) and each.name:
                yield each.name, each.value

    def _answers(self) -> None:
        """Sort answers by the part that stands for their claim; some are in words of their own."""
        for id, first in self.anchors.items():
            found = [j for some in self.page.answers(claim=id).values() for j in some]
            for each in sorted(found, key=lambda one: one.id):
                if called.answer_code(self.page.codebook, each.field, each.value):
                    self.answers.setdefault(first.id, []).append(each)
                elif each.value:
                    guid = called.named("answer", str(each.id))
                    self._add_note(
                        guid, each.field, each.value, self.names.annotators[each.annotator]
                    )
                    self.noted.setdefault(first.id, []).append(guid)

    def _notes(self) -> None:
        for note in self.page.notes:
            first = self.anchors.get(note.claim or 0)
            span = note.span or (first.id if first else None)
            if span is not None:
                self.noted.setdefault(span, []).append(self._note(note))

    def _note(self, note: Note) -> str:
        guid = called.guid("note", note.id)
        name = note.flag or " ".join(note.text.split())[:_TITLE] or "note"
        self._add_note(guid, name, note.text, self.names.annotators[note.annotator])
        return guid

    def _add_note(self, guid: str, name: str, text: str, annotator: str) -> None:
        found = element("Note", guid=guid, name=name, creatingUser=called.named("user", annotator))
        etree.SubElement(found, "PlainTextContent").text = held(text)
        self.into.notes.append(found)

    def _selection(self, region: Region) -> Any:
        span = region.span
        words = " ".join(self.page.text[span.start : span.end].split())
        short = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
        guid = called.guid("span", span.id)
        who = called.named("user", self.names.annotators[span.annotator])
        found = element(
            "PlainTextSelection", guid=guid, name=short, startPosition=str(span.start),
            endPosition=str(span.end), creatingUser=who,
        )  # fmt: skip
        if told := self._told(region):
            found.append(element("Description", told))
        code = called.role_code(span.role)
        if span.label is not None:
            code = called.label_code(self.page.codebook, span.label)
        found.append(_coding(guid, code, who))
        for each in self.answers.get(span.id, ()):
            code = called.answer_code(self.page.codebook, each.field, each.value)
            judge = called.named("user", self.names.annotators[each.annotator])
            found.append(_coding(called.named("answer", str(each.id)), code, judge))
        found.extend(map(_note_ref, self.noted.get(span.id, ())))
        return found

    def _told(self, region: Region) -> str:
        """What a tool can show of a selection beside its code, a line for each."""
        said = drawn.features(self.page, region.span, self.names)
        said.pop("annotator", None)
        claim = self.page.claims.get(region.span.claim or 0)
        if claim and claim.gist and self.anchors.get(claim.id) == region.span:
            said["gist"] = claim.gist
        return "\n".join(f"{key}: {' '.join(value.split())}" for key, value in said.items())

    def _links(self) -> None:
        for each in self.drawing.relations:
            self.into.links.append(
                element(
                    "Link", guid=called.named("link", each.id), name=each.type, direction="OneWay",
                    originGUID=called.guid("span", int(each.source)),
                    targetGUID=called.guid("span", int(each.target)),
                )
            )  # fmt: skip


def _coding(of: str, code: str, who: str) -> Any:
    found = element("Coding", guid=called.named("coding", of, code), creatingUser=who)
    etree.SubElement(found, "CodeRef", targetGUID=code)
    return found


def _note_ref(guid: str) -> Any:
    return element("NoteRef", targetGUID=guid)


def entities_of(page: Page) -> Iterator[tuple[int, int]]:
    """The entities that are named, each with a mention of it; those nobody mentions with 0."""
    named = set()
    for span in page.mentions:
        entity = page.entity_of(span)
        if entity in page.entities and entity is not None:
            named.add(entity)
            yield entity, span.id
    for claim in page.claims.values():
        for each in claim.chain:
            entity = page.live(each)
            if entity is not None and entity in page.entities and entity not in named:
                named.add(entity)
                yield entity, 0
