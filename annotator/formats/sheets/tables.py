"""Which tables there are, and which columns: the records of our JSONL laid out in rows.

What a record holds beyond its columns goes into `more`, as JSON, so that nothing is left behind.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from annotator.model import ROLES

Record = dict[str, Any]
Cell = str | int

TEXT, NUMBER, JSON, TOLD = "text", "number", "json", "told"
"""Kinds of cells; what is told to people, such as an entity's name beside its id, is not read."""

MORE = "more"


@dataclass(frozen=True, slots=True)
class Table:
    """A table by name; `needed` are texts that are there even where they are empty."""

    name: str
    columns: Mapping[str, str]
    needed: tuple[str, ...] = ()

    def row(self, record: Record, told: Mapping[str, Cell]) -> list[Cell]:
        """The cells of a record, in the order of the columns."""
        more = {key: value for key, value in record.items() if key not in self.columns}
        known = {**record, **told, MORE: more or None}
        return [
            "" if (value := known.get(name)) is None else _cell(value, kind)
            for name, kind in self.columns.items()
        ]

    def record(self, cells: Mapping[str, str]) -> Record:
        """The record of a row, by the names of its columns. ValueError names a cell at fault."""
        found: Record = dict.fromkeys(self.needed, "")
        for name, text in cells.items():
            kind = self.columns.get(name, TOLD)
            if kind != TOLD and text:
                found[name] = _value(name, text, kind)
        more = found.pop(MORE, {})
        if not isinstance(more, dict):
            raise ValueError(MORE)
        return {**more, **found}


def _cell(value: object, kind: str) -> Cell:
    if kind == JSON:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _value(name: str, text: str, kind: str) -> object:
    if kind == NUMBER:
        if not text.removesuffix(".0").isdecimal():
            raise ValueError(name)
        return int(text.removesuffix(".0"))
    if kind == JSON:
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            raise ValueError(name) from None
    return text


def _columns(names: str, **kinds: str) -> dict[str, str]:
    """Columns by name, texts where nothing else is said, `more` at the end."""
    return {name: kinds.get(name, TEXT) for name in names.split()} | {MORE: JSON}


PROJECT = Table("project", {"key": TEXT, "piece": NUMBER, "value": TEXT})
ARTICLES = Table(
    "articles",
    _columns(
        "id title outlet published byline url language statuses characters mentions claims"
        " direction key",
        statuses=JSON, characters=TOLD, mentions=TOLD, claims=TOLD,
    ),
)  # fmt: skip
TEXTS = Table("texts", {"article": TEXT, "piece": NUMBER, "text": TEXT}, ("text",))
MENTIONS = Table(
    "mentions",
    _columns(
        "article id start end text label entity entity_name level head part_of order annotator"
        " attributes",
        start=NUMBER, end=NUMBER, entity_name=TOLD, head=JSON, order=NUMBER, attributes=JSON,
    ),
)  # fmt: skip
_CLAIMS = (
    "article id number gist " + " ".join(ROLES) + " source_name author_own annotator"
    " {fields} parent chain parts attributes"
)
ENTITIES = Table(
    "entities",
    _columns(
        "article id label name qid description role aliases merged_into attributes",
        aliases=JSON, attributes=JSON,
    ),
    ("name",),
)  # fmt: skip
JUDGEMENTS = Table(
    "judgements",
    _columns(
        "article id claim entity entity_name field value annotator order derived",
        entity_name=TOLD, order=NUMBER, derived=JSON,
    ),
)  # fmt: skip
LINKS = Table("links", _columns("article id kind source target type annotator independence note"))
NOTES = Table(
    "notes",
    _columns("article id text span claim entity flag resolved annotator", resolved=JSON),
)


def claims(fields: Iterable[str]) -> Table:
    """The table of claims, with a column for each question, told for people to sort by."""
    answers = {_answer(field): TOLD for field in fields}
    told = {**dict.fromkeys((*ROLES, "source_name", "author_own", "number"), TOLD), **answers}
    names = _CLAIMS.format(fields=" ".join(answers))
    return Table("claims", _columns(names, **told, chain=JSON, parts=JSON, attributes=JSON))


def _answer(field: str) -> str:
    return f"answer.{field}"


def answered(answers: Mapping[str, str]) -> dict[str, Cell]:
    """Answers under the names of their columns."""
    return {_answer(field): value for field, value in answers.items()}


NAMES = ("project", "articles", "texts", "mentions", "claims", "judgements", "entities", "links",
         "notes")  # fmt: skip


def tables(fields: Iterable[str] = ()) -> tuple[Table, ...]:
    """All tables, in the order people look at them."""
    found = (PROJECT, ARTICLES, TEXTS, MENTIONS, claims(fields), JUDGEMENTS, ENTITIES, LINKS, NOTES)
    return tuple(sorted(found, key=lambda table: NAMES.index(table.name)))
