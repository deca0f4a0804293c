"""Rows put into tables as they come, past the journal; one that breaks a rule is Refused."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator.errors import Refused
from annotator.i18n import _

ABOUT = ("article", "span", "entity", "claim")
COLUMNS: dict[str, tuple[str, ...]] = {
    "labels": (
        "id", "name", "code", "family", "key", "definition", "conll", "position", "retired",
        "merged_into",
    ),
    "articles": (
        "id", "key", "title", "characters", "outlet", "published", "byline", "url", "language",
        "direction", "removed", "rights", "family", "version_of", "origin",
    ),
    "texts": ("article", "body"),
    "texts_search": ("rowid", "body"),
    "entities": (
        "id", "label", "name", "qid", "description", "role", "article", "merged_into",
        "annotator",
    ),
    "aliases": ("id", "entity", "name"),
    "spans": (
        "id", "article", "start", "end", "quote", "annotator", "label", "entity", "level",
        "head_start", "head_end", "role", "claim", "order", "mention", "part_of",
    ),
    "claims": ("id", "article", "annotator", "gist", "parent"),
    "chains": ("id", "claim", "position", "entity"),
    "judgements": (
        "id", "field", "value", "annotator", "claim", "entity", "order", "derived",
    ),
    "links": ("id", "source", "target", "type", "independence", "note", "annotator"),
    "notes": ("id", "text", "flag", "annotator", "resolved", *ABOUT),
    "attributes": ("id", "name", "value", *ABOUT),
    "foreign_ids": ("id", "scheme", "value", *ABOUT),
    "statuses": ("id", "article", "annotator", "status"),
    "predictions": ("id", "article", "start", "end", "label", "quote", "provider", "score"),
    "verdicts": ("id", "article", "start", "end", "label", "verdict", "annotator"),
}  # fmt: skip


def write(
    db: Database, table: str, found: Iterable[tuple[Any, ...]], columns: tuple[str, ...] = ()
) -> None:
    """Write rows with these columns, by default all of the table."""
    with refusing():
        db.conn.executemany(insert(table, columns or COLUMNS[table]), found)


def write_missing(
    db: Database, table: str, found: Iterable[tuple[Any, ...]], same: tuple[str, ...],
    columns: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """Write the rows that are not there yet, neither by their id nor by the columns given."""
    columns = columns or COLUMNS[table]
    places = {name: f"?{columns.index(name) + 1}" for name in columns}
    equal = " and ".join(f'"{name}" is {places[name]}' for name in same)
    marks = ", ".join(places.values())
    named = ", ".join(f'"{name}"' for name in columns)
    sql = (
        f"insert into {table} ({named}) select {marks} "
        f"where not exists (select 1 from {table} where id = ?1) "
        f"and not exists (select 1 from {table} where {equal})"
    )
    with refusing():
        db.conn.executemany(sql, found)


def insert(table: str, columns: tuple[str, ...]) -> str:
    """The statement that writes a row with these columns."""
    named = ", ".join(f'"{name}"' for name in columns)
    return f"insert into {table} ({named}) values ({', '.join('?' * len(columns))})"


@contextmanager
def refusing() -> Iterator[None]:
    """Refuse what breaks a rule of the project file."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError) as error:
        why = _("It breaks a rule of the project file ({why}).").format(why=error)
        raise Refused(why) from error
