"""The zip of a project: texts as they come, the project file made of its parts at the end.

The schema wants people, codes, variables and cases before sources, notes and links behind; what
grows with the articles waits in files without a name.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

import orjson
from lxml import etree

from annotator.formats.graphs import drawing as drawn
from annotator.formats.qda import names as called
from annotator.formats.qda.sources import element, entities_of, held, made, value_of
from annotator.formats.records.writing import Names
from annotator.formats.uima.bundle import Bundle
from annotator.formats.values import Lost, ProjectCard
from annotator.model import ROLES, Codebook, Entity, Page

_CHUNK = 1 << 20
_WAITING = ("Sources", "Notes", "Links")


@contextmanager
def opened(
    target: Path, project: ProjectCard, annotators: tuple[str, ...]
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    """A zip with a text for each article, the project file, and what tells the rest."""
    names = Names(project)
    with ExitStack() as files, ZipFile(target, "w") as archive:
        parts = {name: files.enter_context(TemporaryFile()) for name in _WAITING}
        bundle = Bundle(archive)
        bundle.add_project(project, names, annotators)
        growing = _Growing(parts)

        def add(page: Page) -> Iterable[Lost]:
            drawing = drawn.drawing(page, names)
            guid = called.guid("article", page.article.id)
            growing.add(page, drawing, names)
            bundle.add(f"{called.SOURCES}/{guid}.txt", page.text.encode())
            record = orjson.dumps(drawing.record, option=orjson.OPT_SORT_KEYS)
            bundle.add(f"{called.OURS}/{guid}.json", record)
            return drawn.hidden(page)

        yield add
        people = annotators or tuple(each.name for each in project.annotators)
        with bundle.opened(called.PROJECT_FILE) as file:
            growing.write(file, project, people)


class _Growing:
    """The parts of the project file that grow with the articles."""

    def __init__(self, parts: Mapping[str, IO[bytes]]) -> None:
        self.parts = parts
        self.variables: dict[str, None] = {}
        self.cases: dict[int, Entity] = {}
        self.mentions: dict[int, array[int]] = {}

    def add(self, page: Page, drawing: drawn.Drawing, names: Names) -> None:
        """Add what there is of an article."""
        found = made(drawing, names)
        self._append("Sources", (found.source,))
        self._append("Notes", found.notes)
        self._append("Links", found.links)
        self.variables |= found.variables
        for entity, span in entities_of(page):
            self.cases[entity] = page.entities[entity]
            refs = self.mentions.setdefault(entity, array("q"))
            if span:
                refs.append(span)

    def _append(self, part: str, elements: Iterable[Any]) -> None:
        file = self.parts[part]
        for each in elements:
            file.write(etree.tostring(each, encoding="utf-8") + b"\n")

    def write(self, file: IO[bytes], project: ProjectCard, people: Iterable[str]) -> None:
        """Write the whole project file."""
        name = quoteattr(held(project.name or "Annotator"))
        head = f'<Project xmlns="{called.NAMESPACE}" name={name} origin="Annotator">\n'
        file.write(b'<?xml version="1.0" encoding="utf-8"?>\n' + head.encode())
        users = [element("User", guid=called.named("user", who), name=who) for who in people]
        _write_list(file, "Users", users)
        _write_list(file, "CodeBook", [_codes(project.codebook)])
        for entity in self.cases.values():
            self.variables |= dict.fromkeys(_said(entity))
        _write_list(file, "Variables", map(_variable, self.variables))
        cases = (self._case(id, project.codebook) for id in sorted(self.cases))
        _write_list(file, "Cases", cases)
        for part in _WAITING:
            self._copy(file, part)
        file.write(b"</Project>\n")

    def _case(self, id: int, codebook: Codebook) -> Any:
        """An entity, with all places that mention it."""
        entity = self.cases[id]
        found = element("Case", guid=called.guid("entity", id), name=entity.name)
        if entity.description:
            found.append(element("Description", entity.description))
        code = called.label_code(codebook, entity.label)
        found.append(element("CodeRef", targetGUID=code))
        found.extend(value_of(*each) for each in _said(entity).items())
        for span in self.mentions[id]:
            found.append(element("SelectionRef", targetGUID=called.guid("span", span)))
        return found

    def _copy(self, file: IO[bytes], name: str) -> None:
        part = self.parts[name]
        if not part.tell():
            return
        part.seek(0)
        file.write(f"<{name}>\n".encode())
        while piece := part.read(_CHUNK):
            file.write(piece)
        file.write(f"</{name}>\n".encode())


def _said(entity: Entity) -> dict[str, str]:
    """What is known of an entity, by variable."""
    told = {"wikidata": entity.qid, "aliases": "; ".join(entity.aliases), "role": entity.role}
    return {variable: value for variable, value in told.items() if value}


def _write_list(file: IO[bytes], name: str, elements: Iterable[Any]) -> None:
    """A list of elements; none where it would be empty, as the schema wants it."""
    begun = False
    for each in elements:
        if not begun:
            file.write(f"<{name}>\n".encode())
        begun = True
        file.write(etree.tostring(each, encoding="utf-8") + b"\n")
    if begun:
        file.write(f"</{name}>\n".encode())


def _variable(name: str) -> Any:
    guid = called.named("variable", name)
    return element("Variable", guid=guid, name=name, typeOfVariable="Text")


def _codes(codebook: Codebook) -> Any:
    """Labels, then the parts of claims, then the fields that are answered by choice."""
    found = etree.Element("Codes")
    live = [each for each in codebook.labels if each.merged_into is None]
    for label in sorted(live, key=lambda each: (each.position, each.id)):
        code = called.label_code(codebook, label.id)
        found.append(_code(code, label.name, label.definition, hue=called.hue(label)))
    claim = _code(called.named("code", called.CLAIM), called.CLAIM, is_codable=False)
    claim.extend(_code(called.role_code(role), role) for role in ROLES)
    found.append(claim)
    answers = _code(called.named("code", called.ANSWERS), called.ANSWERS, is_codable=False)
    for field in codebook.fields:
        if field.choices:
            guid = called.named("code", called.ANSWERS, field.id)
            above = _code(guid, field.id, field.definition or field.name, is_codable=False)
            for value in called.choices_of(field):
                code = called.answer_code(codebook, field.id, value)
                choice = field.choice(value)
                said = choice.definition if choice else ""
                above.append(_code(code, called.choice_name(field, value), said))
            answers.append(above)
    if len(answers):
        found.append(answers)
    return found


def _code(
    guid: str, name: str, description: str = "", *, is_codable: bool = True, hue: str = ""
) -> Any:
    codable = "true" if is_codable else "false"
    found = element("Code", guid=guid, name=name, isCodable=codable, color=hue)
    if description:
        found.append(element("Description", description))
    return found
