"""Imports taken back and brought again: their articles hidden or shown, their marks played back.

Both are jobs of short turns, and both go on where they were stopped: until then the import stands,
or stays taken back, as before.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.errors import Refused
from annotator.i18n import _N, _
from annotator.model import EditRecord
from annotator.progress import Progress
from annotator.project import Project
from annotator.store import batches, journal, writing

TAKEN_BACK = _N("Take back the import of {count} from {name}")
BROUGHT_AGAIN = _N("Bring again the import of {count} from {name}")
UNFINISHED = batches.UNFINISHED
_AT_ONCE = 1000  # articles a turn
_Move = Callable[[Database, Iterable[int]], None]


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of bringing an import again: how many articles, and the first of them."""

    articles: int
    first: int | None


def last_import(project: Project, after: int = 0) -> EditRecord | None:
    """This annotator's latest import that stands, newer than an entry; to offer taking it back."""
    return batches.last(project.reader, project.annotator.id, after)


def last_taken_back(project: Project) -> EditRecord | None:
    """The import that this annotator took back last, to offer bringing it again; its id is that of
    the entry of taking it back.
    """
    return batches.last_taken_back(project.reader, project.annotator.id)


def next_undo(project: Project) -> EditRecord | None:
    """What one would take back next: the latest edit, or an import that came after it."""
    edit = project.next_undo
    return last_import(project, edit.id if edit is not None else 0) or edit


def next_redo(project: Project) -> EditRecord | None:
    """What one would do again next: what was taken back last, an edit or an import."""
    edit, imported = project.next_redo, last_taken_back(project)
    is_last = imported is not None and (edit is None or imported.id > edit.id)
    return imported if is_last else edit


def has_marks(project: Project, entry: int) -> bool:
    """True where an import added to articles that were here, or where that was taken back."""
    return not journal.is_empty(project.reader, entry)


def take_back(project: Project, entry: int) -> Generator[Progress, None, int]:
    """Take the articles of an import out of sight, and its marks off others.

    Returns how many articles that were. Refused where the entry is no import that stands, or
    where something was built on its marks since.
    """
    with closing(project.another_reader()) as db:
        if not batches.is_standing(db, entry):
            raise Refused(_("This import was taken back already."))
        articles, marked = batches.articles(db, entry), batches.marked(db, entry)
    yield from _revert(project, entry, TAKEN_BACK, batches.hide, articles)
    return len({*articles, *marked})


def bring_again(project: Project, entry: int) -> Generator[Progress, None, Brought]:
    """Undo the taking back of an import: what that hid is in sight again, and its marks are there.

    Refused where the entry took no import back, or where its marks no longer fit.
    """
    with closing(project.another_reader()) as db:
        if not batches.is_taken_back(db, entry):
            raise Refused(
                _("The import is there already, or an older program took it back; import it anew.")
            )
        articles, marked = batches.hidden(db, entry), batches.marked(db, entry)
    yield from _revert(project, entry, BROUGHT_AGAIN, writing.bring_back, articles)
    back = {*articles, *marked}
    return Brought(len(back), min(back, default=None))


def _revert(
    project: Project, entry: int, name: str, move: _Move, articles: Sequence[int]
) -> Iterator[Progress]:
    """Play back the marks of an entry and move its articles, into an entry that reverts it."""
    if project.read_only:
        raise Refused(project.read_only)
    with closing(project.another_reader()) as db:
        told = journal.record(db, entry).arguments
        into = _Into(project, entry, name, {key: str(word) for key, word in told.items()})
        into.id = batches.unfinished(db, entry) or 0
        has_more = not journal.is_empty(db, entry) and journal.is_empty(db, into.id)
    if has_more:  # in one turn: where one of its marks cannot move, nothing does
        into.play_back()
    for start in range(0, len(articles), _AT_ONCE):
        yield Progress(start, len(articles))
        into.move(move, articles[start : start + _AT_ONCE])
    into.end()


@dataclass(slots=True)
class _Into:
    """The entry that reverts another one, written in several turns; 0 until it is begun."""

    project: Project
    reverts: int
    name: str
    words: dict[str, str]
    id: int = 0

    def play_back(self) -> None:
        """Put the marks back as they were before. Refused where something was built on them."""
        with batches.refusing(), self._turn() as db:
            batches.play_back(db, self.reverts, self.id)
            batches.note(db, self.id, {**self.words, UNFINISHED: "yes"}, ())

    def move(self, move: _Move, articles: Sequence[int]) -> None:
        """Hide articles, or show them, and note which they are."""
        with self._turn() as db:
            move(db, articles)
            batches.note(db, self.id, {**self.words, UNFINISHED: "yes"}, articles)

    def end(self) -> None:
        """Let it count: from now on the other entry is reverted."""
        with self._turn() as db:
            batches.note(db, self.id, self.words, ())

    @contextmanager
    def _turn(self) -> Iterator[Database]:
        with self.project.turn() as db:
            me = self.project.annotator.id
            self.id = self.id or batches.begin(db, me, self.name, reverts=self.reverts)
            yield db
