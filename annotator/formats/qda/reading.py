"""Sources of a project as articles: each code of a place makes a mark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import BadInput
from annotator.formats.common.fitting import Cover, located
from annotator.formats.graphs import sheets
from annotator.formats.graphs.sheets import Sheet
from annotator.formats.incoming.archive import Archive
from annotator.formats.qda import names as called
from annotator.formats.qda import parsing, places
from annotator.formats.qda.parsing import Case, Skeleton
from annotator.formats.regions.about import ABOUT, origin_of, whole
from annotator.formats.regions.gathered import Mark
from annotator.formats.values import ReadArticle, ReadAttribute, ReadEntity, ReadNote, ReadOptions
from annotator.i18n import _
from annotator.model import ROLES, Origin
from annotator.text import read_text

_WITH_TEXT = ("TextSource", "Representation", "TextDescription", "Transcript")
_TOLD = re.compile(r"(?:(?:level|entity|wikidata|gist): .*(?:\n|\Z))+")
_OUTSIDE = re.compile(r"(?:relative|absolute|https?|file):", re.IGNORECASE)


def articles(
    path: Path, options: ReadOptions, known: frozenset[str]
) -> Iterator[ReadArticle | BadInput]:
    """The articles of a project; `known` are the entities that the project itself defines."""
    with parsing.archive_of(path) as archive:
        found = parsing.skeleton(archive)
        reading = _Reading(archive, found, options, origin_of(path, options))
        for source in parsing.sources(archive):
            line, parts = source.sourceline or 0, list(_texts(source))
            for part in parts:
                try:
                    read = reading.article(source, part)
                except BadInput as fault:
                    yield BadInput(path, line, fault.why)
                except ValueError as error:
                    yield BadInput(path, line, str(error))
                else:
                    entities = tuple(e for e in read.entities if e.id not in known)
                    yield replace(read, entities=entities)
            if not parts:
                told = _("“{name}” holds no text; pictures and recordings cannot be read.")
                yield BadInput(path, line, told.format(name=_name(source)))


def _texts(source: Any) -> Iterator[Any]:
    """The elements of a source that are texts: itself, what represents or describes it."""
    if parsing.local(source) == "TextSource":
        yield source
    else:
        yield from (each for each in source.iterchildren() if parsing.local(each) in _WITH_TEXT)


def _name(source: Any) -> str:
    return source.get("name") or called.plain(source.get("guid"))


@dataclass(slots=True)
class _Place:
    """A selection on its way to marks."""

    id: str
    element: Any
    cover: Cover


class _Reading:
    """Reads the sources of one project."""

    def __init__(
        self, archive: Archive, found: Skeleton, options: ReadOptions, origin: Origin
    ) -> None:
        self.archive, self.found, self.options, self.origin = archive, found, options, origin
        self.files = {name.lower(): name for name in sorted(archive.names, reverse=True)}
        self.labels = found.labels()
        self.told, self.file = False, parsing.project_file(archive)

    def article(self, source: Any, part: Any) -> ReadArticle:
        """The article of a source. BadInput or ValueError where its text is not to be had."""
        text, member, encoding = self._text(part)
        id = called.plain(source.get("guid"))
        own = called.number(id, "article")
        told = dict(self._values(source, id))
        said = {k: v for k, v in told.items() if k in ABOUT} | {"title": _name(source)}
        sheet = Sheet(text, own, said, record=self._record(id), units=places.UNITS)
        sheet.same = places.same
        found = list(_selections(source, part, text))
        covers, is_wider = places.proved(text, [each.cover for each in found])
        for each, cover in zip(found, covers, strict=True):
            self._mark(sheet, replace(each, cover=cover))
        self._about(sheet, source, part, id)
        origin = replace(self.origin, place=member, encoding=encoding)
        read = sheets.article(sheet, self.options, self.archive.path, 0, origin)
        read = located(read, file=self.file)
        if isinstance(sheet.record, dict):
            return read
        if is_wider:
            told_wider = _("Ends are included in what is counted.")
            read = replace(read, counted=f"{read.counted} {told_wider}".strip())
        return self._with_rest(read)

    def _text(self, part: Any) -> tuple[str, str, str]:
        """A text, the file it lies in, and how that is encoded."""
        inside = next(parsing.inner(part, "PlainTextContent"), None)
        path = part.get("plainTextPath", "")
        if not path:
            if inside is None:
                told = _("“{name}” has no plain text.").format(name=_name(part))
                raise BadInput(self.archive.path, 0, told)
            return inside.text or "", parsing.project_file(self.archive), "utf-8"
        member = self._member(path)
        decoded = read_text(self.archive.read(member), self.options.encoding or None)
        return decoded.text, member, decoded.encoding

    def _member(self, path: str) -> str:
        """The file of a text. Only what lies in the zip is read, whatever a path says."""
        bare = path.removeprefix(called.INTERNAL).replace("\\", "/").lstrip("/")
        if _OUTSIDE.match(path) or ".." in bare.split("/"):
            told = _("The text {path} lies outside of the file, and is not read.")
            raise BadInput(self.archive.path, 0, told.format(path=path))
        for name in (f"{called.SOURCES}/{bare}", bare):
            if name.lower() in self.files:
                return self.files[name.lower()]
        raise BadInput(self.archive.path, 0, _("{name} is not in it.").format(name=bare))

    def _record(self, id: str) -> object:
        """What we wrote of the article beside what the program knows of."""
        name = f"{called.OURS}/{id}.json"
        if name not in self.archive.names:
            return None
        try:
            return orjson.loads(self.archive.read(name))
        except orjson.JSONDecodeError:
            return None

    def _values(self, source: Any, id: str) -> list[tuple[str, str]]:
        return [*parsing.values(source, self.found.variables), *self.found.values.get(id, ())]

    def _about(self, sheet: Sheet, source: Any, part: Any, id: str) -> None:
        """What is said of a source as a whole."""
        for n, (name, value) in enumerate(self._values(source, id)):
            if name not in ABOUT:
                sheet.attributes.append(ReadAttribute(f"{id} value {n}", name, value))
        for n, code in enumerate(_codes(source, part)):
            label = self.labels.get(code, code)
            sheet.attributes.append(ReadAttribute(f"{id} code {n}", "code", label))
        if description := parsing.words(source, "Description"):
            sheet.notes.append(ReadNote(f"{id} description", description))
        self._notes(sheet, source, id, "", "")
        for name in ("creationDateTime", "modifiedDateTime"):
            if value := source.get(name):
                sheet.attributes.append(ReadAttribute(f"{id} {name}", name, value))
        for each in part.iterchildren():
            if parsing.local(each) == "TranscriptSelection":
                sheet.ignored.add("TranscriptSelection")

    def _mark(self, sheet: Sheet, place: _Place) -> None:
        """A mark for each code of a selection; what answers a question is said of the first."""
        element, first = place.element, called.number(place.id, "span")
        line = element.sourceline or 0
        codings = list(parsing.inner(element, "Coding"))
        paths = [self.found.codes.get(parsing.target(each, "CodeRef"), ()) for each in codings]
        is_part = any(path[:1] == (called.CLAIM,) and path[-1] in ROLES for path in paths)
        count = 0
        for coding, path in zip(codings, paths, strict=True):
            if is_part and path[:1] == (called.ANSWERS,) and len(path) == 3:
                sheet.say(first, path[1], called.choice_value(path[2]))
                continue
            own = first if not count else called.plain(coding.get("guid"))
            code = parsing.target(coding, "CodeRef")
            label = path[-1] if path[:1] == (called.CLAIM,) else self.labels.get(code, code)
            who = self._user(coding) or self._user(element)
            name = label or called.UNCODED
            sheet.marks.append(Mark(own, place.cover, name, annotator=who, line=line))
            if case := self.found.case(place.id):
                sheet.entities[own] = self._entity(case, name)
            sheet.say(own, "created", coding.get("creationDateTime"))
            self._notes(sheet, coding, "", own, who)
            count += 1
        if not count:
            who = self._user(element)
            sheet.marks.append(Mark(first, place.cover, called.UNCODED, "", who, line=line))
        self._said(sheet, place, first)

    def _entity(self, case: Case, label: str) -> ReadEntity:
        qid = next((value for name, value in case.values if name == "wikidata"), "")
        own, name = called.number(case.id, "entity"), case.name or case.id
        return ReadEntity(own, self.labels.get(case.code, "") or label, name, qid=qid)

    def _said(self, sheet: Sheet, place: _Place, first: str) -> None:
        element, who = place.element, self._user(place.element)
        description = parsing.words(element, "Description")
        if _TOLD.fullmatch(description):
            for line in description.strip("\n").split("\n"):
                name, _colon, value = line.partition(": ")
                sheet.say(first, name, value)
        elif description:
            sheet.notes.append(ReadNote(f"{first} description", description, who, span=first))
        if not places.same(place.cover.quote or "", element.get("name", "")):
            sheet.say(first, "name", element.get("name"))
        sheet.say(first, "created", element.get("creationDateTime"))
        sheet.say(first, "modified", element.get("modifiedDateTime"))
        self._notes(sheet, element, place.id, first, who)
        for id, target, name in self.found.links.get(place.id):
            if self.found.note(target) is None:
                sheet.relate(first, called.number(target, "span"), name, id)

    def _notes(self, sheet: Sheet, element: Any, id: str, span: str, who: str) -> None:
        linked = (one for (one,) in self.found.about.get(id) if self.found.note(one))
        for n, ref in enumerate(dict.fromkeys(chain(parsing.targets(element, "NoteRef"), linked))):
            note = self.found.note(ref)
            if note is None:
                continue
            text = note.text or self._note_text(note.path, sheet)
            head = "" if not note.name or places.same(text, note.name) else f"{note.name}: "
            sheet.notes.append(
                ReadNote(f"{ref} {span} {n}", head + text, self.found.users.get(note.user, who),
                         span=span)
            )  # fmt: skip

    def _note_text(self, path: str, sheet: Sheet) -> str:
        if not path:
            return ""
        try:
            return read_text(self.archive.read(self._member(path))).text
        except (BadInput, ValueError):
            sheet.ignored.add("note whose text is not there")
            return ""

    def _user(self, element: Any) -> str:
        return self.found.users.get(called.plain(element.get("creatingUser")), "")

    def _with_rest(self, read: ReadArticle) -> ReadArticle:
        """The first article tells what of the project is not read."""
        if self.told:
            return read
        self.told = True
        return replace(read, ignored=tuple(sorted({*read.ignored, *self.found.ignored})))


def _codes(source: Any, part: Any) -> Iterator[str]:
    """The codes of a source as a whole."""
    for element in (source,) if source is part else (source, part):
        for coding in parsing.inner(element, "Coding"):
            yield parsing.target(coding, "CodeRef")


def _selections(source: Any, part: Any, text: str) -> Iterator[_Place]:
    """The places of a text; those of a PDF by their words alone."""
    for each in parsing.inner(part, "PlainTextSelection"):
        start, end = whole(each.get("startPosition")), whole(each.get("endPosition"))
        cover = Cover(
            -1 if start is None else start, -1 if end is None else end, each.get("name") or None
        )
        yield _Place(called.plain(each.get("guid")), each, cover)
    for each in parsing.inner(source, "PDFSelection"):
        shown = next(parsing.inner(each, "Representation"), None)
        inside = parsing.words(shown, "PlainTextContent") if shown is not None else ""
        quote = inside or each.get("name", "")
        place = places.found_once(text, quote) or (-1, -1)
        yield _Place(called.plain(each.get("guid")), each, Cover(*place, quote))
