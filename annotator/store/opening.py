"""Opening a project file, maybe a stranger's: checked before it is trusted, never damaged.

One connection writes and keeps the rollback safe with WAL and synchronous=FULL; every other one
is read-only. SQLite comes through sqlite-utils, which prefers the newer pysqlite3.
"""

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator.errors import BadInput, NotSaved, OldProject, Refused
from annotator.i18n import _
from annotator.store import journal, schema, search
from annotator.store.folders import keeps_wal, uri
from annotator.store.transaction import refusal_of_the_disk

_HEADER = b"SQLite format 3\x00"
_SETTINGS = (
    "busy_timeout = 3000",
    "foreign_keys = 1",
    "recursive_triggers = 1",
    "trusted_schema = 0",
    "cell_size_check = 1",
    "mmap_size = 0",
    "cache_size = -65536",
    "temp_store = 2",
)
# pysqlite3 throws out the newest statement once its cache is full, so that every later one would be
# prepared anew each time; the cache holds all there are.
_CONNECTION: dict[str, Any] = {
    "isolation_level": None,
    "check_same_thread": False,
    "cached_statements": 2000,
}
# A write-ahead log that grew in a long job is cut back to this once it was folded in.
_DURABLE = (
    "synchronous = full",
    "fullfsync = 1",
    "checkpoint_fullfsync = 1",
    "wal_autocheckpoint = 0",
    "journal_size_limit = 4194304",
)


def create(path: Path, fill: Callable[[Database], object]) -> None:
    """Make a project file of the present version and fill it; nothing is left where that fails.

    FileExistsError if something is there, NotSaved where the disk refuses.
    """
    with path.open("xb"):
        pass
    try:
        with _connected(path, "rw") as db:
            db.execute(f"pragma application_id = {schema.APPLICATION_ID}")
            schema.migrations.apply(db)
            with db.atomic():
                fill(db)
            db.close()
    except BaseException as error:
        path.unlink(missing_ok=True)
        if why := refusal_of_the_disk(error.__cause__ or error):
            raise NotSaved(why) from error
        raise


def writer(path: Path, before_migration: Callable[[], object]) -> Database:
    """The one connection that writes; an older file is migrated after `before_migration`.

    Refused where the file can only be read, BadInput where it is not sound.
    """
    try:
        with _connected(path, "rw") as db:
            _check_ours(db, path)
            if is_newer(db):
                raise Refused(
                    _("Opened read-only: a newer version of the program wrote this project.")
                )
            _check_nothing_planted(db, path)
            if schema.migrations.pending(db):
                before_migration()
                schema.migrations.apply(db)
            _check_schema(db, path)
            _make_durable(db, path)
            journal.install(db)
            db.execute(search.VOCABULARY)
            return db
    except BadInput as error:
        cause = error.__cause__
        if isinstance(cause, sqlite3.OperationalError) and (why := refusal_of_the_disk(cause)):
            raise Refused(_("Opened read-only: {why}.").format(why=why)) from error
        raise


def reader(path: Path) -> Database:
    """A connection that cannot write, also where no write-ahead log can lie beside the file."""
    try:
        return _reader(path, immutable=False)
    except BadInput as error:
        # Where no log can lie beside the file nobody changes it either.
        if not isinstance(error.__cause__, sqlite3.OperationalError) or log_length(path):
            raise
        return _reader(path, immutable=True)


def _reader(path: Path, *, immutable: bool) -> Database:
    with _connected(path, "ro", immutable=immutable) as db:
        _check_ours(db, path)
        if not is_newer(db):
            _check_nothing_planted(db, path)
            _check_schema(db, path)
        db.execute(search.VOCABULARY)
        db.execute("pragma query_only = 1")
        return db


@contextmanager
def sound(path: Path) -> Iterator[None]:
    """Read inside of this: BadInput where a page of the file is damaged."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if _is_damage(error):
            raise _damaged(path, error) from error
        raise


def log_length(path: Path) -> int:
    """How many bytes of write-ahead log lie beside a file."""
    try:
        return os.stat(f"{path}-wal").st_size
    except OSError:
        return 0


def close(writer: Database) -> None:
    """Fold the write-ahead log into the file and let go; a full disk keeps the log beside it."""
    with suppress(sqlite3.OperationalError):
        writer.execute("pragma wal_checkpoint(truncate)").fetchall()
    writer.close()


def fold(writer: Database) -> None:
    """Fold the write-ahead log into the file as far as no reader is in the way."""
    with suppress(sqlite3.OperationalError):
        writer.execute("pragma wal_checkpoint(passive)").fetchall()


def data_version(db: Database) -> int:
    """A number that differs once another connection changed the file."""
    return int(db.execute("pragma data_version").fetchone()[0])


def check_header(path: Path) -> None:
    """BadInput unless the file begins as every SQLite file does."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        why = _("The file cannot be opened ({why}).").format(why=error.strerror)
        raise BadInput(path, 0, why) from error
    if not header.startswith(_HEADER):
        raise BadInput(path, 0, _("This is not an Annotator project."))
    if len(header) < 100:
        raise _damaged(path, _("it is cut off"))


def is_newer(db: Database) -> bool:
    """True for a file that a later version of the program wrote."""
    return bool(db.execute("pragma user_version").fetchone()[0] > schema.VERSION)


@contextmanager
def _connected(path: Path, mode: str, *, immutable: bool = False) -> Iterator[Database]:
    """A new connection, closed where something goes wrong: BadInput where the file is at fault."""
    where = uri(path.absolute(), mode=mode, immutable=int(immutable))
    connection = None
    try:
        connection = sqlite3.connect(where, uri=True, **_CONNECTION)
        for setting in _SETTINGS:
            connection.execute(f"pragma {setting}")
        yield Database(connection, execute_plugins=False)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, sqlite3.OperationalError):
            why = _("The file cannot be opened ({why}).").format(why=error)
            raise BadInput(path, 0, why) from error
        if _is_damage(error):
            raise _damaged(path, error) from error
        raise


def _make_durable(db: Database, path: Path) -> None:
    db.execute(f"pragma journal_mode = {'wal' if keeps_wal(path) else 'delete'}").fetchall()
    for setting in _DURABLE:
        db.execute(f"pragma {setting}").fetchall()


def _check_ours(db: Database, path: Path) -> None:
    """BadInput unless the file has our application id."""
    if db.execute("pragma application_id").fetchone()[0] != schema.APPLICATION_ID:
        why = _("This is a database of another program, not an Annotator project.")
        raise BadInput(path, 0, why)


def _is_damage(error: BaseException) -> bool:
    name = getattr(error, "sqlite_errorname", "") if isinstance(error, sqlite3.Error) else ""
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _damaged(path: Path, why: object) -> BadInput:
    words = _("The file is damaged ({why}). Restore a backup from the File menu.")
    return BadInput(path, 0, words.format(why=why))


def _check_nothing_planted(db: Database, path: Path) -> None:
    """BadInput where somebody added triggers, views or virtual tables that act on their own."""
    odd = db.execute(
        "select name from sqlite_master where type in ('trigger', 'view') "
        "or (type = 'table' and sql like 'create virtual table%' and name <> 'texts_search')"
    ).fetchall()
    if odd:
        names = ", ".join(sorted(name for (name,) in odd))
        raise BadInput(path, 0, _("The file holds parts that are not ours: {names}. Export it with "
                                  "the program that added them.").format(names=names))  # fmt: skip


def _check_schema(db: Database, path: Path) -> None:
    """BadInput unless our tables are all there, as we make them; others beside them do no harm."""
    if schema.migrations.pending(db):
        raise OldProject(path, 0, _("An older version of the program wrote this project. Open it "
                                    "once where it can be written."))  # fmt: skip
    missing = _our_tables() - set(db.execute(_TABLES).fetchall())
    if missing:
        names = ", ".join(sorted(name for name, _sql in missing))
        raise _damaged(path, _("{names} is not as it should be").format(names=names))


_TABLES = (
    "select name, sql from sqlite_master where type = 'table' "
    "and name not like 'sqlite\\_%' escape '\\' and name not like '\\_sqlite\\_%' escape '\\'"
)


@functools.cache
def _our_tables() -> frozenset[tuple[str, str]]:
    db = Database(memory=True, execute_plugins=False)
    schema.migrations.apply(db)
    tables = frozenset(db.execute(_TABLES).fetchall())
    db.close()
    return tables
