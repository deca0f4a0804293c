"""Whether a project file is sound: questions whose every answer is something wrong."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator.i18n import _N, _

_AT_ONCE = 200

# What no row may be, beyond what the file's own rules can say: what it means, and the question.
_ORPHANS = (
    (_N("Article {id} has no text."), "articles",
     "not exists (select 1 from texts where article = x.id)"),
    (_N("Claim {id} has no content."), "claims",
     "not exists (select 1 from spans where claim = x.id and role = 'content')"),
    (_N("Claim {id} is nested in one of another article."), "claims",
     "exists (select 1 from claims p where p.id = x.parent and p.article <> x.article)"),
    (_N("Part {id} lies in another article than its claim."), "spans",
     "exists (select 1 from claims c where c.id = x.claim and c.article <> x.article)"),
    (_N("Part {id} lies on a mention of another article."), "spans",
     "exists (select 1 from spans m where m.id = x.mention and m.article <> x.article)"),
    (_N("Entity {id} was merged into one that was merged itself."), "entities",
     "exists (select 1 from entities e where e.id = x.merged_into and e.merged_into is not null)"),
    (_N("Label {id} was merged into one that was merged itself."), "labels",
     "exists (select 1 from labels l where l.id = x.merged_into and l.merged_into is not null)"),
)  # fmt: skip


def sqlite_version() -> str:
    """Which SQLite reads and writes the projects."""
    return str(sqlite3.sqlite_version)


def in_file(db: Database) -> Iterator[str]:
    """What SQLite says is wrong with the file itself."""
    for (said,) in db.execute("pragma integrity_check"):
        if said != "ok":
            yield str(said)


def in_references(db: Database) -> Iterator[str]:
    """Rows that point to rows which are not there."""
    for table, row, parent, _key in db.execute("pragma foreign_key_check"):
        told = _("Row {row} of {table} points to something in {parent} that is not there.")
        yield told.format(row=row, table=table, parent=parent)


def in_rows(db: Database) -> Iterator[str]:
    """Rows that fit the tables and yet cannot be."""
    for told, table, where in _ORPHANS:
        for (id,) in db.execute(f"select id from {table} x where {where} order by id"):
            yield _(told).format(id=id)


def in_search(db: Database) -> Iterator[str]:
    """How many texts the search index lacks, or has too many."""
    sql = "select (select count(*) from texts) - (select count(*) from texts_search_docsize)"
    lacks = db.execute(sql).fetchone()[0]
    if lacks:
        yield _("The search index differs from the texts by {n}.").format(n=abs(lacks))


def count(db: Database) -> int:
    """How many articles there are to look at."""
    return int(db.execute("select count(*) from articles").fetchone()[0])


def articles(db: Database) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Every article with its title and what is wrong with its text and spans."""
    last = -1
    sql = (
        "select a.id, a.title, a.key, a.characters, t.body from articles a "
        f"join texts t on t.article = a.id where a.id > ? order by a.id limit {_AT_ONCE}"
    )
    while found := db.execute(sql, [last]).fetchall():
        spans = _spans(db, [row[0] for row in found])
        for id, title, key, characters, body in found:
            yield id, title, tuple(_faults(key, characters, body, spans.get(id, ())))
        last = found[-1][0]


def _spans(db: Database, articles: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for article, *span in db.execute(
        'select article, id, start, "end", quote, head_start, head_end from spans '
        "where article in (select value from json_each(?))",
        [json.dumps(articles)],
    ):
        found.setdefault(article, []).append(span)
    return found


def _faults(key: str, characters: int, body: str, spans: Iterable[Any]) -> Iterator[str]:
    if hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest() != key:
        yield _("The text is not the one that was imported.")
    if len(body) != characters:
        yield _("The text has another length than was noted.")
    for id, start, end, quote, head_start, head_end in spans:
        if body[start:end] != quote:
            told = _("Span {id} at {start}-{end} does not cover “{quote}”.")
            yield told.format(id=id, start=start, end=end, quote=quote)
        if head_start is not None and not start <= head_start < head_end <= end:
            yield _("The head of span {id} does not lie in it.").format(id=id)


@contextmanager
def telling(faults: list[str]) -> Iterator[None]:
    """Note a file that cannot even be read so far as one more fault."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        faults.append(_("The file is damaged ({why}).").format(why=error))
