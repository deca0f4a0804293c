"""One open project file: read a page, run an edit, undo, redo, look at the history.

The file is the model: an edit is one durable transaction, and what it returns describes only what
is on the disk. A project that cannot be written is open for reading and says why.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from annotator import codebook as codebooks
from annotator import paths
from annotator.edits.work import Edit, Work
from annotator.errors import BadInput, NotSaved, Refused
from annotator.i18n import _, filled
from annotator.model import Annotator, Article, Change, Codebook, EditRecord, Entity, Page
from annotator.store import backups, carrying, journal, opening, pages, reading, suggesting, writing
from annotator.store.filtering import (
    FINISHED,
    NEWEST,
    NOT_SECRET,
    OUTDATED,
    UNFINISHED,
    UNSAID,
    Filter,
)
from annotator.store.gate import Gate
from annotator.store.ids import new_id
from annotator.store.listing import Listed, Listing
from annotator.store.lock import ProjectLock, user_name
from annotator.store.onmarks import ANY_FIELD, NO_SOURCE, UNANSWERED
from annotator.store.remembered import Remembered
from annotator.store.transaction import transaction
from annotator.suggestion import Suggestion
from annotator.text import content_key

__all__ = [
    "ANY_FIELD", "FINISHED", "NEWEST", "NOT_SECRET", "NO_SOURCE", "OUTDATED", "SUFFIX",
    "UNANSWERED", "UNFINISHED", "UNSAID", "Filter", "Listed", "Outcome", "Project", "told",
]  # fmt: skip

SUFFIX = ".annotator"

# A write-ahead log longer than this is folded into the file at once, idle or not: by a job after
# its turn, and by an edit only where nobody found an idle moment for thousands of edits.
_LONG_FOR_JOBS, _LONG_FOR_EDITS = 16 << 20, 64 << 20
_EDITS_BETWEEN_LOOKS = 64
_LISTINGS = 8  # lists kept while nothing changes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an edit, an undo or a redo did: its answer, its entry in the history, its changes.

    `record` is None where nothing changed; `reopened` tells that a finished article is in
    progress again.
    """

    answer: Any
    record: EditRecord | None
    changes: tuple[Change, ...]
    reopened: bool = False


def told(record: EditRecord) -> str:
    """What an entry of the history did, in words."""
    return filled(record.name, record.arguments)


class Project:
    """An open project. Make one with `create` or `open`, and close it."""

    def __init__(self, path: Path, writer: Database | None, reader: Database, why: str) -> None:
        self.path, self.read_only = path, why
        self._writer, self._reader = writer, reader
        self._gate = Gate()
        self._lock: ProjectLock | None = None
        self.codebook: Codebook = reading.codebook(reader)
        self.annotator = Annotator(0, "")
        self._version = self._data_version()
        self._sound: set[int] = set()
        self._longest_log = 0
        self._last_text = 0, ""
        self._independent: bool | None = None  # not known, asked when needed
        self._edits = 0
        self._listings, self._listings_of = dict[Filter, Listing](), (0, 0)
        self.remembered = Remembered()  # which articles few marks lead to
        self.unfinished = 0  # the entry of the log that a job is still adding to

    @classmethod
    def create(cls, path: Path, annotator: str = "", codebook: Codebook | None = None) -> "Project":
        """Make a new project file and open it. Refused where a file is in the way."""
        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        book = codebook or codebooks.load_default()
        if path.exists():
            raise Refused(_("{name} exists already. Choose another name, or open it.").format(
                name=path.name))  # fmt: skip
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            opening.create(path, lambda db: writing.codebook(db, book))
        except (OSError, NotSaved) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise Refused(_("The project cannot be made here: {why}.").format(why=why)) from error
        return cls.open(path, annotator)

    @classmethod
    def open(cls, path: Path, annotator: str = "", *, read_only: bool = False) -> "Project":
        """Open a project; for reading only where it cannot be written, `read_only` says why.

        BadInput where the file is no project of ours or is damaged.
        """
        if not path.is_file():
            raise BadInput(path, 0, _("There is no such file."))
        opening.check_header(path)
        lock, writer = ProjectLock(path), None
        why = _("Opened for reading.") if read_only else lock.why_not()
        try:
            if not why:
                try:
                    writer = opening.writer(path, lambda: backups.make(path, paths.backups(path)))
                except Refused as refusal:
                    why = str(refusal)
                    lock.free()
            with opening.sound(path):
                project = cls(path, writer, opening.reader(path), why)
                project.work_as(annotator or user_name())
        except BaseException:
            if writer is not None:
                writer.close()
            lock.free()
            raise
        project._lock = lock
        return project

    def close(self) -> None:
        """Close the file; the write-ahead log is folded into it."""
        self._reader.close()
        if self._writer is not None:
            with self._gate.edit():
                opening.close(self._writer)
            self._writer, self.read_only = None, _("The project is closed.")
        if self._lock is not None:
            self._lock.free()

    @property
    def is_taken(self) -> bool:
        """True where it was opened for reading because another program had it for writing."""
        return self._lock is not None and self._lock.owner is not None

    def is_free(self) -> bool:
        """True where no program has it open for writing now; for any thread."""
        return self._lock is not None and self._lock.is_free()

    def __enter__(self) -> "Project":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # who works

    def work_as(self, name: str) -> None:
        """Say who works from now on; the first edit adds a name not seen before to the project."""
        known = (one for one in reading.annotators(self._reader) if one.name == name)
        self.annotator = next(known, None) or Annotator(new_id(), name)

    # reading

    @property
    def reader(self) -> Database:
        """The connection that the thread which opened the project reads with."""
        return self._reader

    def another_reader(self) -> Database:
        """A read-only connection for another thread; its user closes it."""
        return opening.reader(self.path)

    def page(self, article: int) -> Page | None:
        """The page of an article, as it is in the file now.

        BadInput where its text is no longer what was stored.
        """
        with opening.sound(self.path):
            page = pages.read(self._reader, article, self.codebook, only=self._only)
        if page is not None:
            self._last_text = article, page.text
        if page is not None and article not in self._sound:
            if content_key(page.text) != page.article.key:
                raise BadInput(self.path, 0, _("The text of {title} is damaged. Restore a backup "
                               "from the File menu.").format(title=page.article.title))  # fmt: skip
            self._sound.add(article)
        return page

    def _text(self, article: int) -> str:
        """The text of an article. It never changes, so the last one is at hand."""
        if self._last_text[0] != article:
            self._last_text = article, reading.text(self._reader, article)
        return self._last_text[1]

    def carry(self, page: Page, changes: tuple[Change, ...]) -> Page | None:
        """The page after these changes, without reading all of it again where that can be."""
        if carrying.reads_anew(changes):
            return self.page(page.article.id)
        return carrying.carry(self._reader, page, changes, only=self._only)

    @property
    def _only(self) -> int | None:
        if self._independent is None:
            self._independent = reading.property_of(self._reader, "independent") == "yes"
        return self.annotator.id if self._independent else None

    def articles(self, wanted: Filter | None = None) -> Listing:
        """The list of articles under a filter, read page by page.

        While nothing changes it is the same: which articles few claims or words lead to is found
        out once, and not for each page and step.
        """
        asked, state = wanted or Filter(), (self.annotator.id, opening.data_version(self._reader))
        if self._listings_of != state or len(self._listings) > _LISTINGS:
            self._listings_of, self._listings = state, {}
        if asked not in self._listings:
            me = self.annotator.id
            self._listings[asked] = Listing(self._reader, asked, me, self.remembered)
        return self._listings[asked]

    @property
    def annotators(self) -> tuple[Annotator, ...]:
        """Everybody who ever worked in the project."""
        return reading.annotators(self._reader)

    def values_of(self, column: str) -> tuple[str, ...]:
        """What stands in a column of the articles, such as "outlet", each once and in order."""
        return reading.values_of(self._reader, column)

    def suggestions(self, article: int) -> tuple[Suggestion, ...]:
        """What is suggested on an article and not decided yet, in text order."""
        return suggesting.standing(self._reader, article, self.annotator.id)

    def article(self, id: int) -> Article | None:
        """One article without its text."""
        return reading.article(self._reader, id)

    def entity(self, id: int) -> Entity | None:
        """One entity, wherever it is mentioned."""
        return reading.entities(self._reader, [id]).get(id)

    def entities_like(self, typed: str) -> tuple[Entity, ...]:
        """Entities whose name or alias begins with, then contains, what was typed."""
        return reading.entities_named_like(self._reader, typed)

    def property_named(self, name: str) -> str:
        """A property of the project, such as its guidelines ("" if never set)."""
        return reading.property_of(self._reader, name)

    def history(self, *, before: int | None = None, limit: int = 200, article: int | None = None,
                seen: bool = False) -> tuple[EditRecord, ...]:  # fmt: skip
        """What was done, newest first; to be `seen`, without what others do on their own."""
        only = self._only if seen else None
        return journal.history(self._reader, before=before, limit=limit, article=article, only=only)

    # editing

    def edit(self, edit: Edit, *args: Any, **options: Any) -> Outcome:
        """Run an edit as one durable transaction.

        Refused where a rule says no, NotSaved where the disk does; then nothing is changed.
        """
        with self._writing() as db:
            entry, me = journal.begin(db), self.annotator
            work = Work(db, me.id, self.codebook, self._text, pages.whose(self._only))
            answer = edit.run(work, *args, **options)
            told = EditRecord(entry, journal.now(), me.name, edit.name, work.told, work.article)
            done = journal.close(db, told, me.id)
        return self._outcome(done, answer, work.reopened)

    def undo(self) -> Outcome:
        """Take back this annotator's latest edit that stands. Refused where there is none."""
        return self._revert("undo", journal.to_undo, _("There is nothing to undo."))

    def redo(self) -> Outcome:
        """Do again what was undone last. Refused where there is nothing."""
        return self._revert("redo", journal.to_redo, _("There is nothing to redo."))

    @property
    def next_undo(self) -> EditRecord | None:
        """The entry that `undo` would take back."""
        return self._record(journal.to_undo)

    @property
    def next_redo(self) -> EditRecord | None:
        """The entry that `redo` would bring back."""
        return self._record(journal.to_redo)

    def _record(self, which: Callable[[Database, int], int | None]) -> EditRecord | None:
        entry = which(self._reader, self.annotator.id)
        return journal.record(self._reader, entry) if entry is not None else None

    def _revert(
        self, kind: str, which: Callable[[Database, int], int | None], nothing: str
    ) -> Outcome:
        with self._writing() as db:
            old = which(db, self.annotator.id)
            if old is None:
                raise Refused(nothing)
            if old == self.unfinished:
                raise Refused(_("This is still being done. Wait until it is, or stop it first."))
            entry, me = journal.begin(db), self.annotator
            journal.play_back(db, old, entry)
            told = replace(
                journal.record(db, old), id=entry, at=journal.now(), annotator=me.name,
                kind=kind, reverts=old,
            )  # fmt: skip
            done = journal.close(db, told, me.id)
        return self._outcome(done)

    def _outcome(self, done: journal.Entry, answer: Any = None, reopened: bool = False) -> Outcome:
        if any(change.table in ("labels", "properties") for change in done.changes):
            self._read_settings()
        return Outcome(answer, done.record, done.changes, reopened)

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        db = self._for_edits()
        with self._gate.edit():
            with transaction(db):
                journal.sign_on(db, self.annotator)
                yield db
            self._edits += 1
            if self._edits % _EDITS_BETWEEN_LOOKS == 0:
                self._keep_log_short(db, _LONG_FOR_EDITS)

    def _for_edits(self) -> Database:
        if self._writer is None:
            raise Refused(self.read_only)
        return self._writer

    # writing for jobs, and the file as a whole

    @contextmanager
    def turn(self) -> Iterator[Database]:
        """A short transaction for a job, past the journal; an edit that waits goes first."""
        db = self._for_edits()
        with self._gate.turn():
            with transaction(db):
                journal.sign_on(db, self.annotator)
                yield db
            self._independent = None
            self._keep_log_short(db, _LONG_FOR_JOBS)

    def changed_outside(self) -> bool:
        """True once after another program changed the file; a look while a job writes waits."""
        with self._gate.glance() as free:
            if not free:
                return False
            old, self._version = self._version, self._data_version()
        if old == self._version:
            return False
        self._read_settings()
        return True

    def _read_settings(self) -> None:
        self.codebook, self._independent = reading.codebook(self._reader), None

    def _data_version(self) -> int:
        return opening.data_version(self._writer if self._writer is not None else self._reader)

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file; for idle moments."""
        if self._writer is not None:
            with self._gate.turn():
                opening.fold(self._writer)

    def _keep_log_short(self, db: Database, most: int) -> None:
        """Fold a log that has grown long; while a reader is in the way, at each doubling only."""
        length = opening.log_length(self.path)
        if length <= most:
            self._longest_log = 0
        elif length > 2 * self._longest_log:
            self._longest_log = length
            opening.fold(db)
