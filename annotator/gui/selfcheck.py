"""The program tries itself: the real window on no screen, with a project that is thrown away.

It imports, marks, judges, undoes and exports as a person would, by keys on the window, and reads
back from the file what it did.
"""

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator import __version__, jobs
from annotator.gui.app import make
from annotator.gui.commands.file import import_paths
from annotator.gui.window import Window
from annotator.i18n import _
from annotator.model import Page
from annotator.project import Project

_PATIENCE_S = 60
_SIZE = (1440, 900)

Say = Callable[[str], None]


class Failed(Exception):
    """A step did not do what it should; the message says what was seen instead."""


def check(say: Say, picture: Path | None = None) -> bool:
    """Try the program and say line by line what was found, up to what does not work.

    Returns whether all was well.
    """
    if sys.platform == "win32":  # without a screen Qt looks for typefaces only where it is told
        fonts = Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "Fonts"
        os.environ.setdefault("QT_QPA_FONTDIR", str(fonts))
    versions = (__version__, platform.python_version(), PySide6.__version__, jobs.sqlite_version())
    say(_("Annotator {}, Python {}, Qt {}, SQLite {}").format(*versions))
    with tempfile.TemporaryDirectory() as place, _own_home(Path(place)):
        _app, window = make()
        trial = _Trial(window, Path(place), picture)
        try:
            return all(_passed(step, words, say) for words, step in trial.steps())
        finally:
            window.close()
            QApplication.processEvents()


def _passed(step: Callable[[], str], words: str, say: Say) -> bool:
    begun = time.perf_counter()
    try:
        seen = step()
    except Exception as error:  # whatever it is, it is the answer to what was asked
        say(f"✗ {words}: {error or type(error).__name__}")
        return False
    took = (time.perf_counter() - begun) * 1000
    say(f"✓ {words}: {seen} ({took:.0f} ms)")
    return True


@contextmanager
def _own_home(folder: Path) -> Iterator[None]:
    """Keep settings, backups and logs of the trial out of the person's own."""
    before = os.environ.get("ANNOTATOR_HOME")
    os.environ["ANNOTATOR_HOME"] = str(folder / "home")
    try:
        yield
    finally:
        if before is None:
            del os.environ["ANNOTATOR_HOME"]
        else:
            os.environ["ANNOTATOR_HOME"] = before


class _Trial:
    """The steps, each of which says what it saw."""

    def __init__(self, window: Window, folder: Path, picture: Path | None) -> None:
        self.window, self.desk, self.folder, self.picture = window, window.desk, folder, picture
        self.view = window.work.area.view
        self.path = folder / "trial.annotator"

    def steps(self) -> list[tuple[str, Callable[[], str]]]:
        """What is tried, in this order."""
        found = [
            (_("The window opens"), self.open),
            (_("An article comes in, character for character"), self.bring_in),
            (_("A key marks a mention"), self.mark),
            (_("Keys make a claim with source and cue"), self.claim),
            (_("Keys judge it"), self.judge),
            (_("Undo and redo"), self.undo),
            (_("The export, imported again, is equal"), self.export),
            (_("Closed and opened again, all is there"), self.reopen),
        ]
        return [*found, (_("A picture"), self.draw)] if self.picture else found

    @property
    def page(self) -> Page:
        """The page on the desk, which must be the one in the file."""
        page, project = self.desk.page, self.desk.project
        if page is None or project is None:
            raise Failed(_("no article is open"))
        if page != project.page(page.article.id):
            raise Failed(_("the window shows what is not in the file"))
        return page

    def open(self) -> str:
        """Show the window."""
        self.window.resize(*_SIZE)
        self.window.show()
        QApplication.processEvents()
        _expect(self.window.isVisible(), _("it is not visible"))
        return f"{self.window.width()} × {self.window.height()}"

    def bring_in(self) -> str:
        """Make a project and import a text."""
        text = jobs.samples()[0].with_name("quay-fire.txt")
        _expect(self.desk.make(self.path), _("the project could not be made"))
        import_paths(self.desk, [text])
        self._wait()
        raw = text.read_bytes().decode("utf-8")
        _expect(self.page.text == raw, _("the text is another"))
        return _("{n} characters").format(n=len(raw))

    def mark(self) -> str:
        """Mark a name with the first label's key."""
        label = self.page.codebook.active_labels[0]
        self._press("Mirela Dostan", label.key)
        found = [span for span in self.page.mentions if span.quote == "Mirela Dostan"]
        _expect(len(found) == 1 and found[0].label == label.id, _("there is no such mention"))
        return f"{found[0].quote} {label.code} {found[0].start}–{found[0].end}"

    def claim(self) -> str:
        """Make a claim of a statement, then give it its source and cue."""
        self._press("“a tragedy that could have been prevented”", "c")
        self._press("Mayor Mirela Dostan", "s")
        self._press("called", "u")
        page = self.page
        _expect(len(page.claims) == 1, _("there is no claim"))
        claim = next(iter(page.claims.values()))
        roles = [part.role for part in page.parts(claim.id)]
        _expect(roles == ["content", "source", "cue"], ", ".join(roles))
        source = page.entities.get(claim.source or 0)
        _expect(source is not None, _("the source is nobody"))
        return source.name if source else ""

    def judge(self) -> str:
        """Answer every field that waits with its second choice."""
        self._key("Escape")
        self._key("J")
        asked = []
        while (name := self.desk.focus.field) and len(asked) < len(self.page.codebook.fields):
            asked.append(name)
            self._key(self.page.codebook.field(name).choices[1].key)
        given = {one.field for one in self.page.judgements if not one.derived}
        _expect(bool(asked) and set(asked) <= given, _("not stored: {}").format(", ".join(asked)))
        return ", ".join(asked)

    def undo(self) -> str:
        """Take the last answer back and give it again."""
        after = self.page
        self._run("edit.undo")
        before = self.page
        _expect(len(before.judgements) < len(after.judgements), _("nothing was undone"))
        self._run("edit.redo")
        _expect(self.page == after, _("redo gave something else"))
        return _("{n} answers, one fewer, and back").format(n=len(after.judgements))

    def export(self) -> str:
        """Export everything, import it into an empty project and export that."""
        first, second = self.folder / "first.jsonl", self.folder / "second.jsonl"
        _expect(self.desk.project is not None, _("no project is open"))
        if self.desk.project is not None:
            _done(jobs.export(self.desk.project, "jsonl", first))
        with Project.create(self.folder / "copy" / self.path.name, "somebody else") as copy:
            _done(jobs.import_files(copy, [first]))
            _done(jobs.export(copy, "jsonl", second))
        _expect(first.read_bytes() == second.read_bytes(), _("the two differ"))
        return _("{n} bytes").format(n=first.stat().st_size)

    def reopen(self) -> str:
        """Close the project, open it again, and look it through."""
        before = self.page
        self.desk.put(None)
        _expect(self.desk.open(self.path), _("it does not open"))
        self._wait()
        _expect(self.page == before, _("the page is another"))
        faults = _done(jobs.verify(self.desk.project)) if self.desk.project else ()
        _expect(not faults, "; ".join(map(str, faults)))
        return _("{n} marks, no faults").format(n=len(before.spans))

    def draw(self) -> str:
        """Leave a picture of the window with the marked sample."""
        path = self.folder / "sample.annotator"
        # Not through the window: of several articles it would show a report, over all the rest.
        with Project.create(path, self.desk.settings.annotator) as sample:
            _done(jobs.import_files(sample, jobs.samples()))
        _expect(self.desk.open(path), _("it does not open"))
        self._wait()
        claims = self.page.claims_in_order
        self.desk.look(claim=claims[4].id if len(claims) > 4 else None)
        self._wait()
        QTest.qWait(100)  # the form finds its heights only when it is laid out
        _expect(
            self.picture is not None and self.window.grab().save(str(self.picture)),
            _("it could not be written"),
        )
        return str(self.picture)

    # the hand

    def _press(self, words: str, key: str) -> None:
        """Select words in the text and press a key."""
        start = self.page.text.index(words)
        self.view.set_selection(start, start + len(words))
        QApplication.processEvents()
        self._key(key)

    def _key(self, key: str) -> None:
        code = getattr(Qt.Key, f"Key_{key if len(key) > 1 else key.upper()}")
        QTest.keyClick(self.view, code)
        QApplication.processEvents()

    def _run(self, command: str) -> None:
        self.window.commands.run(self.window.commands.named(command))
        QApplication.processEvents()

    def _wait(self) -> None:
        """Wait until the window's jobs are through."""
        end = time.monotonic() + _PATIENCE_S
        while self.desk.tasks.busy and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)
        QApplication.processEvents()
        _expect(not self.desk.tasks.busy, _("it does not come to an end"))


def _expect(holds: bool, seen: str) -> None:
    if not holds:
        raise Failed(seen)


def _done(job: Generator[Any, None, Any]) -> Any:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value
