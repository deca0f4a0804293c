"""Imports in the log: an entry each, with the articles it brought, so it can be taken back."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator.model import EditRecord
from annotator.store import journal

UNFINISHED = "unfinished"  # an argument of an entry whose job was not done to its end
_FINISHED = f"(json_extract(arguments, '$.{UNFINISHED}') is null)"


def begin(db: Database, annotator: int, name: str, *, reverts: int | None = None) -> int:
    """Open an entry for an import, or for taking one back; `note` says what came of it."""
    cursor = db.execute(
        "insert into edits (at, annotator, name, kind, reverts) values (?, ?, ?, 'import', ?)",
        [datetime.now(UTC).isoformat(timespec="milliseconds"), annotator, name, reverts],
    )
    return int(cursor.lastrowid or 0)


def note(db: Database, edit: int, arguments: dict[str, str], articles: Iterable[int]) -> None:
    """Say how far an import has come, and which further articles belong to it."""
    db.execute(
        "update edits set arguments = ? where id = ?",
        [json.dumps(arguments, ensure_ascii=False), edit],
    )
    db.conn.executemany(
        "insert or ignore into batches (edit, article) values (?, ?)",
        ((edit, article) for article in articles),
    )


def last(db: Database, annotator: int, after: int = 0) -> EditRecord | None:
    """This annotator's latest import that stands and is newer than an entry; one that was brought
    again is told as what it once was.
    """
    return _latest(db, annotator, after, is_standing)


def last_taken_back(db: Database, annotator: int) -> EditRecord | None:
    """The latest taking back of an import that this annotator can have undone, told as the import;
    none once they did something new.
    """
    new = db.execute(
        "select id from edits where annotator = ? and (kind = 'do' or "
        "(kind = 'import' and reverts is null)) order by id desc limit 1",
        [annotator],
    ).fetchone()
    return _latest(db, annotator, new[0] if new else 0, is_taken_back)


def _latest(
    db: Database, annotator: int, after: int, fits: Callable[[Database, int], bool]
) -> EditRecord | None:
    found = db.execute(
        "select id from edits where annotator = ? and kind = 'import' and id > ? order by id desc",
        [annotator, after],
    )
    entry = next((id for (id,) in found if fits(db, id)), None)
    return replace(journal.record(db, _line(db, entry)[-1]), id=entry) if entry else None


def is_standing(db: Database, entry: int) -> bool:
    """True for the entry of an import, or of bringing one again, that was not taken back."""
    return len(_line(db, entry)) % 2 == 1 and not _is_reverted(db, entry)


def is_taken_back(db: Database, entry: int) -> bool:
    """True for the entry of taking an import back, where that can be undone and was not yet.

    Programs before ours did not note which articles they took out of sight.
    """
    line = _line(db, entry)
    takes_back = bool(line) and len(line) % 2 == 0
    return takes_back and not _is_reverted(db, entry) and _has_noted(db, entry)


def unfinished(db: Database, entry: int) -> int | None:
    """The entry that was to revert this one, and was stopped on the way."""
    sql = f"select id from edits where reverts = ? and not {_FINISHED}"
    found = db.execute(sql, [entry]).fetchone()
    return int(found[0]) if found else None


def play_back(db: Database, entry: int, into: int) -> None:
    """Put the marks of an import back as they were before it, noted `into` another entry; only when
    the transaction ends must all that they stand on be there, as when they were brought.
    """
    db.execute("pragma defer_foreign_keys = 1")
    with journal.noting(db, into):
        journal.play_back(db, entry, into)


@contextmanager
def refusing() -> Iterator[None]:
    """Refused where a transaction ends with marks that stand on nothing."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise journal.built_on() from error


def _line(db: Database, entry: int) -> list[int]:
    """What an entry reverts, what that reverts, and so on: ends at the import; none for others."""
    line, sql = list[int](), "select reverts, arguments from edits where id = ? and kind = 'import'"
    following: int | None = entry
    while following is not None:
        found = db.execute(sql, [following]).fetchone()
        if found is None or (not line and UNFINISHED in json.loads(found[1])):
            return []
        line.append(following)
        following = found[0]
    return line


def _has_noted(db: Database, entry: int) -> bool:
    """True for an entry that says which articles it moved, or which rows it changed."""
    found = db.execute("select 1 from batches where edit = ? limit 1", [entry]).fetchone()
    return found is not None or not journal.is_empty(db, entry)


def _is_reverted(db: Database, entry: int) -> bool:
    sql = f"select 1 from edits where reverts = ? and {_FINISHED}"
    return db.execute(sql, [entry]).fetchone() is not None


def articles(db: Database, edit: int) -> tuple[int, ...]:
    """The articles an import brought that are still in sight."""
    return _of(db, edit, 0)


def hidden(db: Database, edit: int) -> tuple[int, ...]:
    """The articles that the taking back of an import took out of sight, and that still are."""
    return _of(db, edit, 1)


def _of(db: Database, edit: int, removed: int) -> tuple[int, ...]:
    return tuple(
        id
        for (id,) in db.execute(
            "select a.id from batches b join articles a on a.id = b.article "
            "where b.edit = ? and a.removed = ? order by a.id",
            [edit, removed],
        )
    )


def marked(db: Database, edit: int) -> frozenset[int]:
    """The articles that were there already and on which an import put marks, or answers, links
    and remarks about them.
    """
    found = db.execute(
        "select distinct coalesce(json_extract(x.after, '$.article'), c.article, s.article) "
        "from changes x left join claims c on c.id = coalesce(json_extract(x.after, '$.claim'), "
        "case x.\"table\" when 'claim_links' then json_extract(x.after, '$.source') end) "
        "left join spans s on s.id = coalesce(json_extract(x.after, '$.span'), "
        "case x.\"table\" when 'span_links' then json_extract(x.after, '$.source') end) "
        "where x.edit = ?",
        [edit],
    )
    return frozenset(id for (id,) in found if id is not None)


def hide(db: Database, found: Iterable[int]) -> None:
    """Take articles out of sight; nothing of them is lost."""
    db.conn.executemany("update articles set removed = 1 where id = ?", ((a,) for a in found))
