"""A project and its pages laid out in rows, table by table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from annotator.formats.common import claiming
from annotator.formats.common import options as choice
from annotator.formats.records import writing
from annotator.formats.sheets import tables
from annotator.formats.sheets.tables import Cell, Record, Table
from annotator.formats.values import ProjectCard
from annotator.i18n import _N
from annotator.model import ROLES, Page

Line = tuple[str, list[Cell]]
"""The name of a table, and a row of it."""


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default everything that somebody worked on."""

    removed: bool = choice.declared(False, _N("Export removed articles as well, marked so."))
    chunk: str = choice.chunk()


class Layout:
    """Lays out what belongs to one project; texts are cut into pieces of `most` characters."""

    __slots__ = ("_claims", "_most", "_names", "_project", "tables")

    def __init__(self, project: ProjectCard, most: int) -> None:
        self.tables = tables.tables(field.id for field in project.codebook.fields)
        self._claims = next(table for table in self.tables if table.name == "claims")
        self._project, self._most, self._names = project, most, writing.Names(project)

    def project(self, only: tuple[str, ...]) -> Iterator[Line]:
        """What is said of the project, and of entities that belong to no single article."""
        for key, value in writing.project(self._project).items():
            if key != "kind":
                told = orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
                for piece, part in enumerate(self._pieces(told), 1):
                    yield _line(tables.PROJECT, {"key": key, "piece": piece, "value": part})
        said = writing.streamed(self._project, self._names, only)
        about = _Attributes(said["attributes"])
        judged = {str(each.entity) for each in self._project.judgements}
        names: dict[str, str] = {}
        for entity in said["entities"]:
            if entity["id"] in judged:
                names[entity["id"]] = entity["name"]
            yield _line(tables.ENTITIES, entity | about.of("entity", entity["id"]))
        for each in said["judgements"]:
            yield _line(tables.JUDGEMENTS, each, entity_name=names.get(each["entity"], ""))
        yield from (_line(tables.LINKS, each) for each in said["links"])
        yield from (_line(tables.NOTES, each) for each in said["notes"])

    def page(self, page: Page) -> Iterator[Line]:
        """An article and all that lies on it."""
        record = writing.article(page, self._names)
        lists = {name: record.pop(name, []) for name in _LISTS}
        here = {"article": str(page.article.id)}
        for piece, part in enumerate(self._pieces(record.pop("text")), 1):
            yield _line(tables.TEXTS, {**here, "piece": piece, "text": part})
        about = _Attributes(lists["attributes"])
        for mention in lists["mentions"]:
            name = _name(page, mention.get("entity"))
            row = here | mention | about.of("span", mention["id"])
            yield _line(tables.MENTIONS, row, entity_name=name)
        for claim in lists["claims"]:
            row, told = here | claim | about.of("claim", claim["id"]), self._told(page, claim["id"])
            yield self._claims.name, self._claims.row(row, told)
        for entity in lists["entities"]:
            yield _line(tables.ENTITIES, here | entity | about.of("entity", entity["id"]))
        for each in lists["judgements"]:
            name = _name(page, each.get("entity"))
            yield _line(tables.JUDGEMENTS, here | each, entity_name=name)
        yield from (_line(tables.LINKS, here | each) for each in lists["links"])
        yield from (_line(tables.NOTES, here | each) for each in lists["notes"])
        del record["kind"]
        yield _line(
            tables.ARTICLES, record | about.rest(), characters=len(page.text),
            mentions=len(lists["mentions"]), claims=len(page.claims),
        )  # fmt: skip

    def _told(self, page: Page, claim_id: str) -> dict[str, Cell]:
        id = int(claim_id)
        claim = page.claims[id]
        answers = claiming.told_answers(page, id, self._names.annotators)
        return {
            "number": page.number(id),
            "source_name": claiming.source_name(page, claim),
            "author_own": "yes" if claiming.is_authors_own(page, claim) else "",
            **{role: claiming.words(page, id, role) for role in ROLES},
            **tables.answered(answers),
        }

    def _pieces(self, text: str) -> Iterator[str]:
        if not text:
            yield ""
        for start in range(0, len(text), self._most):
            yield text[start : start + self._most]


_LISTS = ("mentions", "claims", "entities", "judgements", "links", "notes", "attributes")


def _line(table: Table, record: Record, **told: Cell) -> Line:
    return table.name, table.row(record, told)


class _Attributes:
    """Attributes by what they are about; each is given out once."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by: dict[tuple[str, str], list[Record]] = {}
        for each in records:
            subject = next((s for s in writing.SUBJECTS if s in each), "")
            self._by.setdefault((subject, each.pop(subject, "")), []).append(each)

    def of(self, subject: str, id: str) -> Record:
        """Those about a mention, claim or entity, under the name of their column."""
        found = self._by.pop((subject, id), None)
        return {"attributes": found} if found else {}

    def rest(self) -> Record:
        """Those about the article, and about parts of claims, which have no rows of their own."""
        left = [
            each | ({subject: id} if subject else {})
            for (subject, id), some in self._by.items()
            for each in some
        ]
        return {"attributes": left} if left else {}


def _name(page: Page, id: str | None) -> str:
    entity = page.entities.get(int(id)) if id else None
    return entity.name if entity else ""
