"""Rows of tables gathered by article and made into articles again, one at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import orjson

from annotator.errors import BadInput
from annotator.formats.records import reading
from annotator.formats.records.checking import Place
from annotator.formats.records.marks import Known
from annotator.formats.sheets import tables
from annotator.formats.sheets.tables import Record, Table
from annotator.formats.values import ReadArticle, ReadProject
from annotator.i18n import _

Row = tuple[int, dict[str, str]]


class Rows(Protocol):
    """Reads a table by its name, row by row, from the beginning at each call."""

    def __call__(self, table: str, only: str = "") -> Iterable[Row]:
        """All rows; where but one column is asked for, the others are not looked at."""


_BY_NAME = {table.name: table for table in tables.tables()}
_PARTS = ("texts", "mentions", "claims", "judgements", "entities", "links", "notes")
_SUBJECTS = {"mentions": "span", "claims": "claim", "entities": "entity"}


@dataclass(frozen=True, slots=True)
class Book:
    """Some tables of one export: `path` names the file or folder, `name_of` a table in it."""

    path: Path
    rows: Rows
    name_of: Callable[[str], str]

    def place(self, table: str, line: int) -> Place:
        """A row of a table, for telling what is wrong with it."""
        return Place(self.path / self.name_of(table) if self.path.is_dir() else self.path, line)


def read_project(book: Book) -> ReadProject | None:
    """What the tables say of the project; None where they do not."""
    record = _project_record(book)
    return None if record is None else reading.project_of(record, book.place("project", 2))


def articles(book: Book) -> Iterator[ReadArticle | BadInput]:
    """The articles in their order; a row at fault costs its article alone."""
    known = Known()
    place = book.place("articles", 1)
    if (record := _project_record(book)) is not None:
        known.learn(project := reading.project_of(record, book.place("project", 2)))
        known.define(project.entities, place)
    order = {cells.get("id", ""): n for n, (_line, cells) in enumerate(book.rows("articles", "id"))}
    parts = {name: _Part(book, name, order) for name in _PARTS}
    for part in parts.values():
        yield from part.strays
    for line, cells in book.rows("articles"):
        place = book.place("articles", line)
        # All rows are taken before one is looked at: a fault must not leave any for the next.
        rows = {name: part.of(cells.get("id", "")) for name, part in parts.items()}
        try:
            found = {name: parts[name].records(some) for name, some in rows.items()}
            yield reading.article(_article(cells, found, place), place, known)
        except BadInput as fault:
            yield fault
    known.check_end(book.path)


class _Part:
    """A table beside that of the articles. Where its rows come in the order of the articles they
    are read one article at a time, else (somebody sorted them) all at once.
    """

    def __init__(self, book: Book, name: str, order: Mapping[str, int]) -> None:
        self.strays: list[BadInput] = []
        self._book, self._name = book, name
        last, sorted_so = -1, True
        for line, cells in book.rows(name, "article"):
            if not (id := cells.get("article", "")):
                continue
            if id not in order:
                why = _("There is no article {id} in the table of articles.").format(id=id)
                place = book.place(name, line)
                self.strays.append(BadInput(place.path, line, why))
                continue
            sorted_so = sorted_so and order[id] >= last
            last = order[id]
        known = ((n, c) for n, c in book.rows(name) if c.get("article", "") in order)
        self._rows = iter(known)
        self._ahead: Row | None = None
        self._all: dict[str, list[Row]] | None = None if sorted_so else self._loaded()

    def of(self, article: str) -> list[Row]:
        """The rows of an article."""
        if self._all is not None:
            return self._all.pop(article, [])
        found = []
        row = self._ahead or next(self._rows, None)
        while row is not None and row[1].get("article") == article:
            found.append(row)
            row = next(self._rows, None)
        self._ahead = row
        return found

    def _loaded(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for line, cells in self._rows:
            found.setdefault(cells["article"], []).append((line, cells))
        return found

    def records(self, rows: Iterable[Row]) -> list[Record]:
        """The records of rows; BadInput where one is at fault."""
        name, table = self._name, _BY_NAME[self._name]
        return [record(table, cells, self._book.place(name, line)) for line, cells in rows]


def record(table: Table, cells: Mapping[str, str], place: Place) -> Record:
    """The record of a row; BadInput names the cell at fault."""
    try:
        return table.record(cells)
    except ValueError as error:
        place.wrong(_("The cell under {name} cannot be read."), name=str(error))


def _article(cells: Mapping[str, str], parts: Mapping[str, list[Record]], place: Place) -> Record:
    found = record(tables.ARTICLES, cells, place)
    attributes: list[Record] = found.pop("attributes", [])
    for name, subject in _SUBJECTS.items():
        for each in parts[name]:
            attributes += _attributes(each, subject)
    pieces = sorted(parts["texts"], key=lambda each: int(each.get("piece", 0)))
    lists = {name: [_own(each) for each in parts[name]] for name in _PARTS if name != "texts"}
    return {
        **found,
        **lists,
        "text": "".join(each["text"] for each in pieces),
        "attributes": attributes,
    }


def _attributes(record: Record, subject: str) -> list[Record]:
    """The attributes in the column of a mention, claim or entity."""
    return [{subject: record.get("id", ""), **each} for each in record.pop("attributes", [])]


def _own(record: Record) -> Record:
    return {key: value for key, value in record.items() if key != "article"}


def _project_record(book: Book) -> Record | None:
    """The record of the project, put together from its pieces and from rows of no article."""
    pieces: dict[str, list[tuple[int, str]]] = {}
    for line, cells in book.rows("project"):
        each = record(tables.PROJECT, cells, book.place("project", line))
        key = str(each.get("key", ""))
        pieces.setdefault(key, []).append((each.get("piece", 0), each.get("value", "")))
    if not pieces:
        return None
    found: Record = {"kind": "project"}
    for key, some in pieces.items():
        try:
            found[key] = orjson.loads("".join(value for _n, value in sorted(some)))
        except orjson.JSONDecodeError:
            book.place("project", 1).wrong(_("The value of {name} cannot be read."), name=key)
    attributes: list[Record] = []
    for name in ("entities", "judgements", "links", "notes"):
        found[name] = [_own(each) for each in _of_no_article(book, name)]
    for each in found["entities"]:
        attributes += _attributes(each, "entity")
    return {**found, "attributes": attributes}


def _of_no_article(book: Book, name: str) -> Iterator[Record]:
    for line, cells in book.rows(name):
        if not cells.get("article"):
            yield record(_BY_NAME[name], cells, book.place(name, line))
