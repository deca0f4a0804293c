"""Copies of the project: made at opening and before a migration, a few kept, put back on ask."""

import os
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils.utils import sqlite3

from annotator.errors import Refused
from annotator.i18n import _
from annotator.store.folders import uri
from annotator.store.lock import ProjectLock
from annotator.store.transaction import refusal_of_the_disk

KEPT, KEPT_LARGE = 10, 2
LARGE = 500 * 1024 * 1024
_BESIDE = ("-wal", "-journal")


def make(
    project: Path, folder: Path, now: Callable[[], datetime] = datetime.now, *, kept: int = KEPT
) -> Path | None:
    """Copy a project into the folder, in one step; None where nothing changed since the last copy.

    The newest `kept` copies stay, of a large project fewer. Refused where the disk has no room.
    """
    folder.mkdir(parents=True, exist_ok=True)
    size = sum(path.stat().st_size for path in _files(project) if path.exists())
    earlier = existing(project, folder)
    if earlier and _state(earlier[0]) == _state(project):
        return None
    if shutil.disk_usage(folder).free < 2 * size:
        raise Refused(_("No backup was made: the disk has too little room. The project is safe."))
    copy = _free(folder, f"{project.stem} {now():%Y-%m-%d %H.%M.%S}", project.suffix)
    partial = copy.with_suffix(".partial")
    try:
        _copy(project, partial)
        partial.replace(copy)
    except (OSError, sqlite3.OperationalError) as error:
        raise Refused(_("No backup was made: {why}. The project is safe.").format(
            why=refusal_of_the_disk(error) or error)) from error  # fmt: skip
    finally:
        partial.unlink(missing_ok=True)
    for old in existing(project, folder)[min(kept, KEPT_LARGE) if size > LARGE else kept :]:
        old.unlink()
    return copy


def _copy(project: Path, partial: Path) -> None:
    partial.unlink(missing_ok=True)
    with closing(_read(project)) as source, closing(sqlite3.connect(partial)) as target:
        source.backup(target, pages=-1)
        # A copy that stands alone: no write-ahead log appears beside it when it is looked at.
        target.execute("pragma journal_mode = delete").fetchall()


def existing(project: Path, folder: Path) -> tuple[Path, ...]:
    """The copies of a project, newest first."""
    when = r"\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d( \d+)?"
    name = re.compile(f"{re.escape(project.stem)} {when}{re.escape(project.suffix)}")
    copies = folder.iterdir() if folder.exists() else ()
    return tuple(sorted((c for c in copies if name.fullmatch(c.name)), key=_age, reverse=True))


def _age(copy: Path) -> tuple[str, int]:
    stem, number = re.fullmatch(r"(.*\d\d\.\d\d\.\d\d)(?: (\d+))?", copy.stem).groups()  # type: ignore[union-attr]
    return stem, int(number or 1)


def restore(copy: Path, project: Path) -> Path:
    """Put a copy in the project's place; what stood there is kept beside it and returned.

    Refused while anybody has the project open, and where there is no room for the copy.
    """
    lock = ProjectLock(project)
    if lock.take() is not None:
        raise Refused(_("The project is open. Close it everywhere before restoring a backup."))
    aside = _free(project.parent, f"{project.stem} before restoring", project.suffix)
    fresh = _free(project.parent, f".{project.stem} restoring", project.suffix)
    try:
        _copy_whole(copy, fresh)
        # The log beside a damaged project may hold its last edits, so it moves along.
        for old_file, kept in zip(_files(project), _files(aside), strict=True):
            if old_file.exists():
                old_file.replace(kept)
        project.with_name(project.name + "-shm").unlink(missing_ok=True)
        fresh.replace(project)
    finally:
        fresh.unlink(missing_ok=True)
        lock.free()
    return aside


def _copy_whole(copy: Path, fresh: Path) -> None:
    """Write a copy to the disk. Refused where the disk does not take it."""
    try:
        with copy.open("rb") as old, fresh.open("xb") as new:
            shutil.copyfileobj(old, new)
            new.flush()
            os.fsync(new.fileno())
    except OSError as error:
        raise Refused(_("No backup was put back: {why}. The project is as it was.").format(
            why=error.strerror or error)) from error  # fmt: skip


def _files(project: Path) -> tuple[Path, ...]:
    return (project, *(project.with_name(project.name + end) for end in _BESIDE))


def _free(folder: Path, stem: str, suffix: str) -> Path:
    """A path in the folder where nothing is yet; numbered from the second on."""
    path, number = folder / f"{stem}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem} {number}{suffix}"
    return path


def _read(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(uri(path.absolute(), mode="ro"), uri=True)


def _state(path: Path) -> tuple[object, ...]:
    """What tells two states of a project apart: its version, last edit, last article, people.

    A copy that cannot be read is like no other.
    """
    try:
        with closing(_read(path)) as connection:
            version = connection.execute("pragma user_version").fetchone()
            rest = connection.execute(
                "select (select max(id) from edits), (select arguments from edits "
                "order by id desc limit 1), (select max(id) from articles), "
                "(select count(*) from annotators)"
            ).fetchone()
    except sqlite3.DatabaseError:
        return (path,)
    return (*version, *rest)
