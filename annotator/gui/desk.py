"""The desk: the open project, the page on it, and what is in focus; everything goes through here.

A command or a panel asks the desk for an edit; the desk runs it, carries the page over and says
`page_changed`. Nobody is told of an edit that is not on the disk, and what a command does in
several steps is told once, at the end of its turn: a page with the focus that belongs on it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from annotator import jobs
from annotator.edits.work import Edit
from annotator.errors import BadInput, NotSaved, Refused
from annotator.gui import beginning, spoken
from annotator.gui.focus import Focus
from annotator.gui.lastseen import LastSeen
from annotator.gui.patience import Patience
from annotator.gui.saving import Act, Saving
from annotator.gui.tasks import Tasks
from annotator.i18n import _
from annotator.jobs import Imported
from annotator.model import Page
from annotator.project import SUFFIX, Filter, Outcome, Project, told
from annotator.settings import Settings, save

_LOOK_OUTSIDE_MS = 1000
_IDLE_MS = 5000
_LISTED = {"articles", "statuses"}
_NOTHING: tuple[object, object, object] = (object(), None, None)  # told as yet of a project


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the status line; `kind` is "told", "warn" or "bad"."""

    words: str
    kind: str = "told"


@dataclass(frozen=True, slots=True)
class Hits:
    """What Find found: ranges in code points, and which of them is current (-1: none)."""

    ranges: tuple[tuple[int, int], ...] = ()
    current: int = -1


class Desk(QObject):
    """What is open and in focus. Signals carry the new value; slots must not ask for edits."""

    project_changed = Signal()
    page_changed = Signal(object)
    focus_changed = Signal(object)
    list_changed = Signal()
    many_changed = Signal()
    filter_changed = Signal(object)
    hits_changed = Signal(object)
    settings_changed = Signal(object)
    disk_changed = Signal()
    said = Signal(object)
    asked = Signal(str)
    broke = Signal(object)

    def __init__(self, settings: Settings, window: QWidget | None = None) -> None:
        super().__init__(window)
        self.window, self.settings, self.patience = window, settings, Patience(self)
        self.tasks = Tasks(self, self.patience)
        self.project: Project | None = None
        self.page: Page | None = None
        self.focus, self.hits, self.saving = Focus(), Hits(), Saving(self.patience)
        self.wanted, self._seen = Filter(), LastSeen()
        self._in_turn = False
        self._told = _NOTHING
        self.patience.missed.connect(self._say_missed)
        self._outside = QTimer(self, interval=_LOOK_OUTSIDE_MS)
        self._outside.timeout.connect(self._look_outside)
        self._idle = QTimer(self, interval=_IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._fold)

    # telling

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Steps that belong together: page, hits and focus are told once, as the last one left
        them. A turn within a turn is part of it, also one that a slot begins while it is told.
        """
        if self._in_turn:
            yield
            return
        self._in_turn = True
        try:
            yield
        finally:
            try:
                self._tell()
            finally:
                self._in_turn = False

    def _tell(self) -> None:
        """Tell what differs from what was told last, until nothing does."""
        while True:
            told, now = self._told, (self.page, self.hits, self.focus)
            if now[0] is told[0] and now[1:] == told[1:]:
                return
            self._told = now
            if now[0] is not told[0]:
                self.page_changed.emit(now[0])
            if now[1] != told[1]:
                self.hits_changed.emit(now[1])
            if now[2] != told[2]:
                self.focus_changed.emit(now[2])

    # the project

    def open(self, path: Path, *, read_only: bool = False) -> bool:
        """Put a project on the desk; the last one is closed. Says why where it cannot be."""
        if self._holds(path):
            return True
        if not self.may_leave():
            return False
        try:
            project = Project.open(path, self.settings.annotator, read_only=read_only)
        except (BadInput, Refused) as error:
            self.say(str(error), "bad")
            return False
        self.put(project)
        if project.read_only:
            self.say(project.read_only, "warn")
        return True

    def take_over(self) -> None:
        """Open for writing what another program had, if that is gone; the focus stays."""
        project, focus = self.project, self.focus
        if project is not None and not project.is_free():
            self.say(project.read_only, "warn")
        elif project is not None and self.open(project.path):
            with self.turn():
                self.focus = focus.on(self.page)

    def make(self, path: Path) -> bool:
        """Make a new project and put it on the desk. Says why where it cannot be."""
        if not self.may_leave():
            return False
        try:
            self.put(Project.create(path, self.settings.annotator))
        except (BadInput, Refused) as error:
            self.say(str(error), "bad")
            return False
        return True

    def _holds(self, path: Path) -> bool:
        """True with this very file open for writing: opening it anew would find it locked."""
        project = self.project
        if project is None or project.read_only or not path.exists():
            return False
        return path.samefile(project.path)

    def may_leave(self) -> bool:
        """False, said once, where something is not stored; asked again it may be left behind."""
        self.retry()
        if not self.saving.is_behind or not self.saving.warn():
            return True
        self.say(_("The last marks are not saved. Do it once more to leave without them."), "bad")
        return False

    def make_beside(self, text: Path) -> bool:
        """Make a project beside a text that is to be its first article, under the same name."""
        if not text.exists():
            self.say(_("{name}: There is no such file.").format(name=text.name), "bad")
            return False
        path = text.with_name(text.stem + SUFFIX)
        return self.open(path) if path.exists() else self.make(path)

    def back_up(self) -> None:
        """Copy the project to its backups, off the window."""
        if self.project is not None and not self.project.read_only:
            job = jobs.backup(self.project.path, self.settings.backups)
            self.tasks.run(_("Backing up"), job)

    def put(self, project: Project | None) -> None:
        """Put an open project (or none) on the desk in place of the last one."""
        if self.project is not None:
            _leave_field()
            self._outside.stop()
            self.patience.wait(self.project.close)
        with self.turn():
            self.project, self.saving, self.wanted = project, Saving(self.patience), Filter()
            self.page, self.focus, self.hits = None, Focus(), Hits()
            self.project_changed.emit()
            self.disk_changed.emit()
            self._told = _NOTHING
        if project is not None:
            self._outside.start()
            self._begin(project)

    def _begin(self, project: Project) -> None:
        """Open the article seen last, else the first that is not done."""
        last = project.article(self._seen.of(project.path))
        if last is not None and not last.removed:
            self.open_article(last.id)
        else:
            beginning.begin(self)

    def open_article(self, article: int) -> None:
        """Put the page of an article on the desk."""
        if self.project is None or (self.page and self.page.article.id == article):
            return
        if (page := self._read(article)) is None:
            return
        with self.turn():
            self.page, self.focus, self.hits = page, self.focus.elsewhere(), Hits()
        self._seen.note(self.project.path, article)

    def note_progress(self, done: int, count: int) -> None:
        """Note how many of all articles are done, for the start page to say."""
        if self.project is not None:
            self._seen.note_progress(self.project.path, done, count)

    def put_away(self) -> None:
        """Take the article off the desk: another one, or none, lies there then."""
        with self.turn():
            self.page, self.focus, self.hits = None, Focus(), Hits()
            if self.project is not None and (first := _first(self.project)) is not None:
                self.open_article(first)

    def reread(self) -> None:
        """Read the page and the list anew, after a job or a change from outside."""
        if self.project is None:
            return
        if self.page is not None and (page := self._read(self.page.article.id)) is not None:
            self._show(page)
        self.list_changed.emit()
        self.many_changed.emit()

    def _read(self, article: int) -> Page | None:
        """The page as the file has it; None, and a sentence, where it cannot be read."""
        try:
            return self.project.page(article) if self.project is not None else None
        except BadInput as error:
            self.say(str(error), "bad")
            return None

    # edits

    def edit(self, edit: Edit, *args: Any, **options: Any) -> Outcome | None:
        """Run an edit. None where a rule or the disk said no; the status line then says why."""
        project = self.project
        if project is None:
            self.say(_("Open a project first."), "warn")
            return None
        return self.run(lambda: project.edit(edit, *args, **options))

    def retry(self) -> None:
        """Try once more to store what the disk refused; what a rule now refuses is passed over."""
        for act in self.saving.take():
            self.run(act)
        if self.saving.settle():
            self.disk_changed.emit()

    def run(self, act: Act) -> Outcome | None:
        """Run what edits the project, such as its undo. None where a rule or the disk said no, or
        where it waits for the edit before it: a pause in a field can end while that is stored.
        """
        if self.patience.puts_off(lambda: self.run(act)):
            return None
        try:
            outcome = self.saving.run(act)
        except Refused as refusal:
            self.say(str(refusal), "warn")
            return None
        except NotSaved:
            self.disk_changed.emit()
            return None
        self._take(outcome)
        return outcome

    def _take(self, outcome: Outcome) -> None:
        self.disk_changed.emit()
        self._idle.start()
        if self.project is not None and self.page is not None and outcome.changes:
            self._show(self.project.carry(self.page, outcome.changes))
        if listed := sum(change.table in _LISTED for change in outcome.changes):
            self.list_changed.emit()
            if listed > 1:
                self.many_changed.emit()
        if outcome.reopened:
            self.say(_("The article is in progress again."))

    def _show(self, page: Page | None) -> None:
        """Put a page on the desk with the focus that is left on it."""
        with self.turn():
            self.page, self.focus = page, self.focus.on(page)

    # focus, settings, words

    def look(self, **changes: Any) -> None:
        """Change what is in focus; `Focus` names what there is."""
        with self.turn():
            self.focus = self.focus.changed(**changes)

    def list_only(self, wanted: Filter) -> None:
        """List only the articles under a filter; going to the next one keeps to it."""
        self.wanted = wanted
        self.filter_changed.emit(wanted)

    def show_hits(self, hits: Hits) -> None:
        """Show what Find found."""
        with self.turn():
            self.hits = hits

    def set(self, **changes: Any) -> None:
        """Change settings; they are kept at once."""
        self.settings = replace(self.settings, **changes)
        self.patience.wait(lambda: save(self.settings))
        self.settings_changed.emit(self.settings)

    def ask(self, place: str) -> None:
        """Ask the window to show a part of itself: a panel, the palette, the keys."""
        self._tell()  # the part is to show what lies on the desk now
        self.asked.emit(place)

    def tell(self, outcome: Outcome) -> None:
        """Say in the status line what an edit did."""
        if outcome.record is not None and not outcome.reopened:
            self.say(told(outcome.record))

    def work_as(self, name: str) -> None:
        """Say who works from now on."""
        self.set(annotator=name)
        if self.project is not None:
            self.project.work_as(name)
            self.reread()

    def show_import(self, imported: Imported) -> None:
        """Show what an import brought: the list anew, the first article, and a sentence."""
        self.reread()
        if imported.first is not None:
            self.open_article(imported.first)
        self.say(spoken.imported(imported), "warn" if imported.failed else "told")

    def show_stopped(self, title: str) -> None:
        """Show what a job left that was stopped half-way."""
        self.reread()
        self.say(_("{job}: stopped. What was done stays.").format(job=title))

    def say(self, words: str, kind: str = "told") -> None:
        """Say a sentence in the status line."""
        self.said.emit(Notice(words, kind))

    def _say_missed(self) -> None:
        self.say(_("What you clicked while it was saving was not taken: the text moved."), "warn")

    # questions that commands ask

    @property
    def can_edit(self) -> bool | str:
        """True, or the sentence that says why nothing can be marked now."""
        if self.project is None:
            return _("Open a project first.")
        if self.page is None:
            return _("Open an article first.")
        return self.project.read_only or True

    # the world outside

    def _look_outside(self) -> None:
        if self.project is None or self.patience.is_waiting:
            return
        if self.project.changed_outside():
            self.reread()

    def _fold(self) -> None:
        if self.project is not None:
            self.patience.behind(self.project.checkpoint)


def _leave_field() -> None:
    """Take the keyboard out of the field being typed in, which keeps what was typed."""
    if (typed_in := QApplication.focusWidget()) is not None:
        typed_in.clearFocus()


def _first(project: Project) -> int | None:
    page = project.articles().page(limit=1)
    return page[0].id if page else None
