"""Edits too large for one transaction: one entry of the history, written in short turns.

A person's edit waits for the turn that is running, never for all of them. What a stopped one had
done stays, and one undo takes it back.
"""

import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from sqlite_utils import Database

from annotator.edits.work import Work
from annotator.errors import Refused
from annotator.i18n import _
from annotator.model import Change, EditRecord
from annotator.progress import Progress
from annotator.project import Project, told
from annotator.store import journal, pages, reading

TURN_S = 0.015
_AT_ONCE = 20
LARGE = 300  # rows changed; to take back more is a job


class LongEdit:
    """One entry of the history that several transactions add to, until it is closed."""

    def __init__(self, project: Project, record: EditRecord) -> None:
        self._project, self.record = project, record
        self.is_written = False
        self._last_text = 0, ""

    def __enter__(self) -> "LongEdit":
        return self

    def __exit__(self, *error: object) -> None:
        self._project.unfinished = 0

    @contextmanager
    def turn(self) -> Iterator[Work]:
        """A short transaction of it; what is told in it becomes what the history tells."""
        project, me = self._project, self._project.annotator
        with project.turn() as db:
            if self.is_written:
                journal.go_on(db, self.record.id)
            else:
                self.record = replace(self.record, id=journal.begin(db))
            only = me.id if reading.property_of(db, "independent") == "yes" else None
            work = Work(
                db, me.id, project.codebook, lambda id: self._text(db, id), pages.whose(only)
            )
            yield work
            self.record = replace(self.record, arguments={**self.record.arguments, **work.told})
            written = journal.pause(db, self.record, me.id)
            project.unfinished = self.record.id if written else 0
        self.is_written = written

    def read_codebook(self, db: Database) -> None:
        """Let the project know the codebook that this turn leaves."""
        self._project.codebook = reading.codebook(db)

    def _text(self, db: Database, article: int) -> str:
        """The text of an article. It never changes, so the last one is at hand."""
        if self._last_text[0] != article:
            self._last_text = article, reading.text(db, article)
        return self._last_text[1]


def begun(project: Project, name: str, article: int | None = None) -> LongEdit:
    """A new entry, maybe of one article; it is in the history once a turn changed something."""
    record = EditRecord(0, journal.now(), project.annotator.name, name, article=article)
    return LongEdit(project, record)


def is_large(project: Project, record: EditRecord) -> bool:
    """True for an entry that changed so many rows that the window should not wait for its undo."""
    return journal.count(project.reader, record.id, LARGE + 1) > LARGE


def take_back(project: Project, entry: int, kind: str) -> Generator[Progress, None, str]:
    """Play a large entry back in short turns, as "undo" or "redo"; returns what it did, in words.

    Refused before anything is changed, where a row no longer is what the entry left. An edit made
    meanwhile may still be in the way; what was taken back by then stays so, and is told.
    """
    with closing(project.another_reader()) as db:
        old = journal.record(db, entry)
        total = journal.count(db, entry, -1)
        yield from _check(db, entry, total)
        me = project.annotator.name
        again = LongEdit(
            project, replace(old, id=0, at=journal.now(), annotator=me, kind=kind, reverts=entry)
        )
        done, before = 0, None
        with again:
            while changes := journal.changes_before(db, entry, before, limit=2000):
                while changes:
                    taken = _put_back(again, changes)
                    done, before, changes = done + taken, changes[taken - 1][0], changes[taken:]
                    yield Progress(done, total, told(old))
    return told(old)


def _check(db: Database, entry: int, total: int) -> Iterator[Progress]:
    """Refused where a row is not as the last change of the entry left it."""
    seen, before = set[tuple[str, int]](), None
    while changes := journal.changes_before(db, entry, before, limit=1000):
        for _id, change in changes:
            key = (change.table, change.row)
            if key not in seen and not journal.stands(db, change):
                raise journal.changed_since()
            seen.add(key)
        before = changes[-1][0]
        yield Progress(0, total)


def _put_back(again: LongEdit, changes: list[tuple[int, Change]]) -> int:
    """Put as many changes back as fit into a turn; returns how many."""
    began, done = time.perf_counter(), 0
    try:
        with again.turn() as work:
            if not again.is_written:
                _check_turn(work, again.record)
            while done < len(changes) and time.perf_counter() - began < TURN_S:
                some = [change for _id, change in changes[done : done + _AT_ONCE]]
                journal.put_back(work.db, some, again.record.id)
                done += len(some)
            if any(change.table in ("labels", "properties") for _id, change in changes[:done]):
                again.read_codebook(work.db)
    except Refused as refusal:
        if not again.is_written:
            raise
        raise Refused(
            _("{why} What was taken back before stays so; Ctrl+Y brings it again.").format(
                why=refusal
            )
        ) from refusal
    return done


def _check_turn(work: Work, record: EditRecord) -> None:
    """Refused where another edit was made before this one could begin."""
    which = journal.to_undo if record.kind == "undo" else journal.to_redo
    if which(work.db, work.annotator) != record.reverts:
        raise Refused(_("Another edit was made meanwhile. Undo that first."))
