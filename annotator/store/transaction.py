"""One transaction on the connection that writes: all of it is on the disk, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator.errors import NotSaved
from annotator.i18n import _N, _

_REASONS = {
    "SQLITE_FULL": _N("the disk is full, free some space"),
    "SQLITE_READONLY": _N("the file can no longer be written"),
    "SQLITE_BUSY": _N("another program holds the file"),
    "SQLITE_CANTOPEN": _N("the file or its folder is gone"),
    "SQLITE_IOERR": _N("the disk reports an error"),
    "SQLITE_CORRUPT": _N("the file is damaged"),
    "SQLITE_NOTADB": _N("the file is damaged"),
}


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Begin, and commit at the end unless it was rolled back by then; anything raised rolls back.

    NotSaved where the disk refuses.
    """
    try:
        db.execute("begin immediate")
        yield
        db.commit()
    except BaseException as error:
        roll_back(db)
        if why := refusal_of_the_disk(error):
            raise NotSaved(why) from error
        raise


def roll_back(db: Database) -> None:
    """Undo what the open transaction did; nothing to do where SQLite has rolled back by itself."""
    with suppress(sqlite3.OperationalError):
        db.rollback()


def refusal_of_the_disk(error: BaseException) -> str:
    """Why the disk, and not a rule or a bug, stopped a statement; "" for any other error."""
    name = getattr(error, "sqlite_errorname", "") if isinstance(error, sqlite3.Error) else ""
    return next((_(why) for code, why in _REASONS.items() if name.startswith(code)), "")
