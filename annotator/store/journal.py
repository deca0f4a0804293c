"""The log that is undo, redo, audit trail and history at once.

TEMP triggers write down every changed row before and after, so nothing in the program can bypass
them, cascades included, and the file itself carries no trigger. Undo and redo are one function:
it plays the before-images of an entry back and appends what it did as a new entry.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator.errors import Refused
from annotator.i18n import _
from annotator.model import Annotator, Change, EditRecord
from annotator.store.schema import JOURNALLED

Row = Mapping[str, Any]


def install(db: Database) -> None:
    """Put the triggers on this connection; they act while an entry is open."""
    db.execute("create temp table if not exists entry (edit integer)")
    for table in JOURNALLED:
        columns = [row[1] for row in db.execute(f"pragma table_info({table})")]
        before, after = _as_json("old", columns), _as_json("new", columns)
        differs = f"{_as_list('old', columns)} is not {_as_list('new', columns)}"
        for verb, row, when, old, new in (
            ("insert", "new.id", "true", "null", after),
            ("update", "new.id", differs, before, after),
            ("delete", "old.id", "true", before, "null"),
        ):
            db.execute(
                f"create temp trigger if not exists log_{table}_{verb} "
                f"after {verb} on main.{table} "
                f"when exists (select 1 from temp.entry) and {when} begin "
                'insert into changes (edit, "table", "row", before, after) '
                f"values ((select edit from temp.entry), '{table}', {row}, {old}, {new}); end"
            )


def _as_json(row: str, columns: list[str]) -> str:
    pairs = ", ".join(f"'{column}', {row}.\"{column}\"" for column in columns)
    return f"json_object({pairs})"


def _as_list(row: str, columns: list[str]) -> str:
    return "(" + ", ".join(f'{row}."{column}"' for column in columns) + ")"


def sign_on(db: Database, annotator: Annotator) -> None:
    """Add an annotator to the project, if they are not there: a row that nobody can undo."""
    sql = "insert or ignore into annotators (id, name, kind) values (?, ?, ?)"
    db.execute(sql, [annotator.id, annotator.name, annotator.kind])


def begin(db: Database) -> int:
    """Open the next entry inside the running transaction; `close` writes it down."""
    sql = "insert into temp.entry select coalesce(max(id), 0) + 1 from main.edits returning edit"
    return int(db.execute(sql).fetchall()[0][0])


def go_on(db: Database, entry: int) -> None:
    """Let further changes of this transaction go into an entry begun in an earlier one."""
    db.execute("insert into temp.entry values (?)", [entry])


@contextmanager
def noting(db: Database, entry: int) -> Iterator[None]:
    """Write down what is changed within, as changes of an entry that is in the log already."""
    go_on(db, entry)
    yield
    db.execute("delete from temp.entry")


def pause(db: Database, record: EditRecord, annotator: int) -> bool:
    """Leave an entry that more transactions may add to, as told so far; True once it is in the
    log, which is when something was changed.
    """
    db.execute("delete from temp.entry")
    if not is_empty(db, record.id):
        _write_down(db, record, annotator)
        return True
    return False


def is_empty(db: Database, entry: int) -> bool:
    """True for an entry that changed nothing yet."""
    return db.execute("select 1 from changes where edit = ? limit 1", [entry]).fetchone() is None


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished entry: how the history tells it, and the rows it changed; none, no entry."""

    record: EditRecord | None
    changes: tuple[Change, ...]


def close(db: Database, record: EditRecord, annotator: int) -> Entry:
    """End the open entry and write it down. One that changed nothing is rolled back."""
    db.execute("delete from temp.entry")
    changes = changes_of(db, record.id)
    if not changes:
        db.rollback()
        return Entry(None, ())
    _write_down(db, record, annotator)
    return Entry(record, changes)


def _write_down(db: Database, record: EditRecord, annotator: int) -> None:
    """Write an entry into the log, or tell anew what it did."""
    arguments = orjson.dumps(dict(record.arguments)).decode()
    db.execute(
        "insert into edits (id, at, annotator, name, arguments, article, kind, reverts) "
        "values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set "
        "arguments = excluded.arguments",
        [record.id, record.at, annotator, record.name, arguments, record.article, record.kind,
         record.reverts],
    )  # fmt: skip


def now() -> str:
    """The time of an entry: UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def changes_of(db: Database, entry: int) -> tuple[Change, ...]:
    """The row changes of an entry, in the order they happened."""
    rows = db.execute(
        'select "table", "row", before, after from changes where edit = ? order by id', [entry]
    )
    return tuple(_change(*row) for row in rows)


def changes_before(
    db: Database, entry: int, before: int | None = None, limit: int = -1
) -> list[tuple[int, Change]]:
    """The row changes of an entry with their ids, newest first, `limit` of those older than one."""
    rows = db.execute(
        'select id, "table", "row", before, after from changes where edit = ? and id < ? '
        "order by id desc limit ?",
        [entry, before if before is not None else _BEYOND, limit],
    )
    return [(id, _change(*row)) for id, *row in rows]


def _change(table: str, row: int, before: str | None, after: str | None) -> Change:
    old, new = (orjson.loads(text) if text else None for text in (before, after))
    return Change(table, row, old, new)


def to_undo(db: Database, annotator: int) -> int | None:
    """The latest entry of this annotator that still stands, or None.

    An undo and what it took back enclose only what was taken back before: both are leapt over.
    """
    entry, kind, reverts = _latest(db, annotator)
    while kind == "undo":
        entry, kind, reverts = _latest(db, annotator, reverts)
    return entry


def to_redo(db: Database, annotator: int) -> int | None:
    """The latest undone entry (an "undo" of the log) that no newer edit has overtaken."""
    entry, kind, reverts = _latest(db, annotator)
    while kind == "redo":
        entry, kind, reverts = _latest(db, annotator, reverts)
    return entry if kind == "undo" else None


def _latest(
    db: Database, annotator: int, before: int | None = None
) -> tuple[int | None, str, int | None]:
    """The id, kind and reverted entry of an annotator's last entry; imports are jobs, no edits."""
    found = db.execute(
        "select id, kind, reverts from edits where annotator = ? and kind <> 'import' and id < ? "
        "order by id desc limit 1",
        [annotator, before if before is not None else _BEYOND],
    ).fetchone()
    return found or (None, "", None)


_BEYOND = 2**62


def record(db: Database, entry: int) -> EditRecord:
    """One entry; an undo or redo carries the name of what it undid or redid."""
    return next(iter(_records(db, "where e.id = ?", [entry])))


def history(db: Database, *, before: int | None = None, limit: int = 200,
            article: int | None = None,
            only: int | None = None) -> tuple[EditRecord, ...]:  # fmt: skip
    """Entries newest first, `limit` at a time, older than `before`, of one article if given, and
    of one annotator where `only` is.
    """
    where, values = "where e.id < ?", [before if before is not None else _BEYOND]
    if article is not None:
        where, values = where + " and e.article = ?", [*values, article]
    if only is not None:
        where, values = where + " and e.annotator = ?", [*values, only]
    return _records(db, where + " order by e.id desc limit ?", [*values, limit])


def _records(db: Database, rest: str, values: list[int]) -> tuple[EditRecord, ...]:
    rows = db.execute(
        "select e.id, e.at, a.name, e.name, e.arguments, e.article, e.reverts, e.kind "
        f"from edits e join annotators a on a.id = e.annotator {rest}",
        values,
    )
    return tuple(
        EditRecord(id, at, who, name, orjson.loads(arguments), article, reverts, kind)
        for id, at, who, name, arguments, article, reverts, kind in rows
    )


def play_back(db: Database, entry: int, into: int) -> None:
    """Put every row of an entry back as it was before, newest change first, noted `into` another.

    Refused where a row no longer is what the entry left, or where others were built on it since.
    """
    put_back(db, [change for _id, change in changes_before(db, entry)], into)


def put_back(db: Database, changes: Sequence[Change], into: int) -> None:
    """Put rows back as they were before these changes, given newest first, noted `into` an entry.

    Refused as `play_back` is.
    """
    last = db.execute("select coalesce(max(id), 0) from changes").fetchone()[0]
    for change in changes:
        if not stands(db, change):
            raise changed_since()
        try:
            _put_back(db, change)
        except sqlite3.IntegrityError as error:
            raise built_on() from error
    noted = "select count(*) from changes where edit = ? and id > ?"
    if db.execute(noted, [into, last]).fetchone()[0] != len(changes):  # a cascade took others along
        raise built_on()


def stands(db: Database, change: Change) -> bool:
    """True where a row is as a change left it, in all columns that there were at that time."""
    found, left = _row(db, change), change.after
    if found is None or left is None:
        return found is left
    return all(found[name] == value for name, value in left.items())


def changed_since() -> Refused:
    """What is said where a row is no longer as an entry left it."""
    return Refused(_("This was changed again since, so it cannot be taken back."))


def count(db: Database, entry: int, most: int) -> int:
    """How many rows an entry changed, counted up to `most`."""
    sql = "select count(*) from (select 1 from changes where edit = ? limit ?)"
    return int(db.execute(sql, [entry, most]).fetchone()[0])


def built_on() -> Refused:
    """What is said where others hang on what was to be put back."""
    return Refused(_("Something else was built on this since; undo that first."))


def _row(db: Database, change: Change) -> Row | None:
    rows = db.execute(f"select * from {change.table} where id = ?", [change.row])
    names = [column[0] for column in rows.description]
    found = rows.fetchone()
    return dict(zip(names, found, strict=True)) if found else None


def _put_back(db: Database, change: Change) -> None:
    if change.before is None:
        db.execute(f"delete from {change.table} where id = ?", [change.row])
    elif change.after is None:
        columns = ", ".join(f'"{column}"' for column in change.before)
        marks = ", ".join("?" * len(change.before))
        sql = f"insert into {change.table} ({columns}) values ({marks})"
        db.execute(sql, list(change.before.values()))
    else:
        old = {name: value for name, value in change.before.items() if value != change.after[name]}
        sets = ", ".join(f'"{column}" = ?' for column in old)
        sql = f"update {change.table} set {sets} where id = ?"
        db.execute(sql, [*old.values(), change.row])
