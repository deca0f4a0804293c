"""Bringing articles in: files, folders, what is dropped or pasted; tables are asked about first."""

import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QMimeData, QObject, QTimer

from annotator import jobs
from annotator.formats import DETECT, ReadOptions
from annotator.gui import spoken
from annotator.gui.desk import Desk
from annotator.gui.dialogs.importing import ImportSheet
from annotator.gui.dialogs.importlabels import LabelsSheet, is_needed
from annotator.gui.dialogs.importtable import TableSheet
from annotator.gui.dialogs.sheet import Sheet
from annotator.i18n import _
from annotator.jobs import Imported, Survey, TableHead

_ADDRESS = re.compile(r"\s*https?://\S+\s*")
_PATIENCE_MS = 800  # an import that is through before needs no sheet


def bring_in(desk: Desk, paths: Sequence[Path]) -> None:
    """Bring in files and folders; what the columns of a table are is asked before."""
    if desk.project is None or not paths:
        return
    files = [path for path in paths if path.is_file()]

    def seen(heads: tuple[TableHead, ...]) -> None:
        tables = {head.path for head in heads}
        rest = [path for path in paths if path not in tables]
        _ask(desk, deque(heads))
        _bring(desk, rest)

    if any(path.suffix.lower() in jobs.TABLES for path in files):
        desk.tasks.run(_("Looking at tables"), jobs.table_heads(files), seen)
    else:
        _bring(desk, paths)


def _bring(desk: Desk, paths: Sequence[Path]) -> None:
    """Bring in files; what the labels of other tools become is asked before."""
    if not paths:
        return

    def seen(survey: Survey) -> None:
        if desk.project is not None and is_needed(survey, desk.project.codebook):
            LabelsSheet(desk, survey, take).open()
        else:
            Import(desk, paths, DETECT).start()

    def take(labels: dict[str, str], unfitting: bool) -> None:
        Import(desk, paths, replace(DETECT, unfitting=unfitting), labels).start()

    if any(jobs.may_be_marked(path) for path in paths):
        desk.tasks.run(_("Looking at labels"), jobs.survey(paths), seen)
    else:
        Import(desk, paths, DETECT).start()


def _ask(desk: Desk, heads: deque[TableHead]) -> None:
    """Ask what the columns of a table are; those with the same columns are asked about once."""
    if not heads:
        return
    head = heads.popleft()
    alike = [each for each in heads if each.names == head.names]
    others = deque(each for each in heads if each.names != head.names)
    paths = [each.path for each in (head, *alike)]

    def take(columns: tuple[str, ...]) -> None:
        Import(desk, paths, replace(DETECT, columns=columns)).start()
        _ask(desk, others)

    TableSheet(desk, head, take).open()


def can_take(desk: Desk, held: QMimeData) -> bool:
    """True for files, and with a project open for words and pages."""
    return held.hasUrls() or (desk.project is not None and (held.hasHtml() or held.hasText()))


def drop(desk: Desk, held: QMimeData, take: Callable[[list[Path]], object]) -> None:
    """Hand the files that were dropped over; what else was dropped becomes an article."""
    if paths := local_paths(held):
        take(paths)
    else:
        paste(desk, held)


def paste(desk: Desk, held: QMimeData | None) -> None:
    """Make an article of what was copied or dropped; say so where there is nothing to make it of.

    An address is not followed: nothing is fetched from the network.
    """
    if desk.project is None:
        return
    if held is None:  # so it is where nobody holds the clipboard any longer
        held = QMimeData()
    text = held.text()
    if paths := local_paths(held):
        bring_in(desk, paths)
    elif _ADDRESS.fullmatch(text):
        desk.say(_("A page on the web is not fetched. Save it to a file, and import that."), "warn")
    elif held.hasHtml():
        job = jobs.import_markup(desk.project, held.html(), text)
        desk.tasks.run(_("Pasting"), job, desk.show_import)
    elif text.strip():
        desk.tasks.run(_("Pasting"), jobs.import_text(desk.project, text), desk.show_import)
    else:
        desk.say(_("There is no text on the clipboard."), "warn")


def local_paths(held: QMimeData) -> list[Path]:
    """The files that were dropped or copied; an address on the web is none: nothing is fetched."""
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]


class Import(QObject):
    """One import: its job, its sheet where it takes long, and the list that it ends with."""

    def __init__(
        self, desk: Desk, paths: Sequence[Path], options: ReadOptions,
        labels: Mapping[str, str] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        super().__init__(desk)
        self.desk, self.arrivals = desk, jobs.Arrivals()
        self._project = desk.project
        self._paths, self._options, self._labels = list(paths), options, labels
        self._sheet: ImportSheet | None = None
        self._title = _("Importing")
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._late.timeout.connect(self._show)

    def start(self) -> None:
        """Begin, off the window."""
        desk = self.desk
        assert desk.project is not None
        job = jobs.import_files(desk.project, self._paths, options=self._options,
                                labels=self._labels, arrivals=self.arrivals)  # fmt: skip
        desk.tasks.cancelled.connect(self._stopped)
        desk.tasks.failed.connect(self._failed)
        desk.tasks.run(self._title, job, self._done)
        self._late.start()

    def _show(self) -> None:
        """Show how far it is, unless the person is at something else."""
        if not _is_covered(self.desk):
            self._sheet = ImportSheet(self.desk, self.arrivals, running=True)
            self._sheet.destroyed.connect(self._forget)
            self._sheet.open()

    def _forget(self) -> None:
        self._sheet = None

    def _done(self, imported: Imported) -> None:
        self.desk.show_import(imported)
        more = self._add_marks if imported.marks_left else None
        alone = len(imported.arrivals) < 2 and more is None
        self._end(spoken.imported_in_full(imported), alone=alone, more=more)

    def _add_marks(self) -> None:
        """Bring the same files in again, with their marks on articles that are here."""
        options = replace(self._options, add_marks=True)
        Import(self.desk, self._paths, options, self._labels).start()

    def _stopped(self, title: str) -> None:
        if title == self._title:
            self._end(_("Stopped. What came in so far stays."), alone=not len(self.arrivals))

    def _failed(self, _error: BaseException) -> None:
        self._end("", alone=True)

    def _end(
        self, words: str, *, alone: bool, more: Callable[[], None] | None = None
    ) -> None:  # fmt: skip
        """Show the list; a single article that came in shows itself."""
        self._late.stop()
        self.desk.tasks.cancelled.disconnect(self._stopped)
        self.desk.tasks.failed.disconnect(self._failed)
        failed = any(each.kind == "failed" for each in self.arrivals.all())
        if self._sheet is not None and self._sheet.is_open:
            self._sheet.finish(words, more)
        elif self._sheet is None and (failed or not alone):
            self._list(words, more)
            return
        self.deleteLater()

    def _list(self, words: str, more: Callable[[], None] | None) -> None:
        """Show the list as soon as no other sheet lies over the window."""
        if self.desk.project is self._project and _is_covered(self.desk):
            QTimer.singleShot(_PATIENCE_MS, self, lambda: self._list(words, more))
            return
        if self.desk.project is self._project:
            sheet = ImportSheet(self.desk, self.arrivals, running=False)
            sheet.finish(words, more)
            sheet.open()
        self.deleteLater()


def _is_covered(desk: Desk) -> bool:
    """True while a sheet lies over the window."""
    window = desk.window
    return window is None or any(sheet.is_open for sheet in window.findChildren(Sheet))
