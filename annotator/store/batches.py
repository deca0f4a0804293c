"""Imports in the log: an entry each, with the articles it brought, so it can be taken back."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlite_utils import Database

from annotator.model import EditRecord
from annotator.store import journal


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


def last(db: Database, annotator: int) -> EditRecord | None:
    """This annotator's latest import that was not taken back."""
    found = db.execute(
        "select id from edits e where annotator = ? and kind = 'import' and reverts is null "
        "and not exists (select 1 from edits r where r.reverts = e.id) order by id desc limit 1",
        [annotator],
    ).fetchone()
    return journal.record(db, found[0]) if found else None


def is_standing(db: Database, edit: int) -> bool:
    """True for the entry of an import that was not taken back."""
    found = db.execute(
        "select 1 from edits e where id = ? and kind = 'import' and reverts is null "
        "and not exists (select 1 from edits r where r.reverts = e.id)",
        [edit],
    ).fetchone()
    return found is not None


def articles(db: Database, edit: int) -> tuple[int, ...]:
    """The articles an import brought that are still in sight."""
    return tuple(
        id
        for (id,) in db.execute(
            "select a.id from batches b join articles a on a.id = b.article "
            "where b.edit = ? and a.removed = 0 order by a.id",
            [edit],
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
