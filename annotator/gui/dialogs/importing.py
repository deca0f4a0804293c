"""The sheet of an import: how far it is and how fast, and at its end what became of each article.

Closed while it runs the import goes on; the list can be filtered, copied and saved.
"""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from annotator import jobs
from annotator.gui.desk import Desk
from annotator.gui.dialogs.asking import ask_save
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.tasks import Running
from annotator.gui.theme import px
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.progress import ProgressLine
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.gui.widgets.tabstrip import TabStrip
from annotator.i18n import _N, _, ngettext
from annotator.jobs.arrivals import (
    ALREADY,
    BACK,
    FAILED,
    KINDS,
    NEAR,
    NEW,
    PASSED,
    VERSION,
    Arrival,
    write,
)
from annotator.progress import pace

_EVERY_MS = 400
_NEWEST = 200  # while it runs, only what came last is worth showing
_SIGNS = {NEW: ("plus", "ok"), BACK: ("undo", "ok"), ALREADY: ("check", "dim"),
          FAILED: ("warn", "bad"), PASSED: ("file", "dim")}  # fmt: skip
_TABS = {"": _N("All"), NEW: _N("New"), VERSION: _N("New versions"), NEAR: _N("Near-duplicates"),
         BACK: _N("Back again"), ALREADY: _N("Already there"), FAILED: _N("Failed"),
         PASSED: _N("Passed over")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """An arrival as a row; its id is its place in the list."""

    id: int
    arrival: Arrival


class ImportSheet(Sheet):
    """Shows `arrivals` as they come in; `finish` says that no more will."""

    TITLE = _N("Import")
    WIDTH, HEIGHT = 860, 560

    def __init__(self, desk: Desk, arrivals: jobs.Arrivals, *, running: bool) -> None:
        self.arrivals, self.running = arrivals, running
        self._kind, self._seen, self._begun = "", -1, time.monotonic()
        self._more: Callable[[], None] | None = None
        super().__init__(desk)

    def build(self) -> None:
        self.now, self.speed = self.label(), self.label(dim=True)
        self.line = ProgressLine(_("Progress of the import"), job=True)
        self.tabs = TabStrip(_("What the list shows"))
        for kind, name in _TABS.items():
            self.tabs.add_tab(kind or "all", _(name))
        self.tabs.chosen.connect(self._turn)
        self.rows = Rows(
            (Column(_("Article"), _words),), spoken=_aloud, tip=_tip, parent=self
        )  # fmt: skip
        self.list = ListView(self.rows, _ArrivalDelegate(), _("What became of it"), panel=self)
        self.list.viewport().setBackgroundRole(self.palette().ColorRole.Button)
        self.list.opened.connect(self._open)
        for widget in (self.now, self.line, self.speed, self.tabs):
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        self.copy = self.button(_("Copy the list"), self.copy_list)
        self.save = self.button(_("Save the list…"), self.save_list)
        self.add = self.button(_("Add the marks"), self._add_marks)
        self.add.setToolTip(_("Adds the marks of the files to the articles that are here already"))
        self.stop = self.button(_("Stop"), self.desk.tasks.cancel)
        self.leave = self.button("", self.shut, primary=True)
        for button in (self.copy, self.save):
            self.foot.addWidget(button)
        self.foot.addStretch(1)
        for button in (self.stop, self.add, self.leave):
            self.foot.addWidget(button)
        self._tick = QTimer(self, interval=_EVERY_MS)
        self._tick.timeout.connect(self.show_arrivals)
        self.desk.tasks.moved.connect(self.show_progress)
        self._show_state()

    def first(self) -> QWidget:
        return self.list if not self.running else self.leave

    def shut(self) -> None:
        """Close the sheet; an import that runs goes on."""
        self._tick.stop()
        super().shut()

    # what the import says

    def show_progress(self, running: Running | None) -> None:
        """Show how far it is, how fast it goes and when it will be through."""
        if running is None or not self.running:
            return
        at = running.progress
        self.line.show_part(at.part)
        of = _("{done} of {total} files") if at.total > 1 else ""
        of = of.format(done=at.done, total=at.total)
        name = at.at if len(at.at) <= 90 else f"{at.at[:89]}…"
        self.now.setText(" · ".join(part for part in (of, name) if part))
        self.speed.setText(pace(at, time.monotonic() - self._begun, self.arrivals.total))

    def show_arrivals(self) -> None:
        """Show what came in since."""
        if len(self.arrivals) == self._seen:
            return
        self._seen = len(self.arrivals)
        self._fill()

    def finish(self, words: str, add_marks: Callable[[], None] | None = None) -> None:
        """Show that it is through, and in a sentence what came of it; where marks on articles that
        were here were not taken, `add_marks` brings them.
        """
        self.running, self._more = False, add_marks
        self.now.setText(words)
        self._show_state()

    def _add_marks(self) -> None:
        more = self._more
        self.shut()
        if more is not None:
            more()

    def _show_state(self) -> None:
        self.add.setVisible(self._more is not None)
        for widget in (self.line, self.speed, self.stop):
            widget.setVisible(self.running)
        self.leave.setText(_("Go on in the background") if self.running else _("Close"))
        if self.running:
            self._tick.start()
        else:
            self._tick.stop()
        self._fill()

    def _fill(self) -> None:
        """The rows of the tab that is open, and how many each tab has."""
        counts = self.arrivals.counts
        for kind, name in _TABS.items():
            count = counts[kind] if kind else self.arrivals.total + self.arrivals.passed
            self.tabs.name_tab(kind or "all", f"{_(name)} {count:,}")
        every = self.arrivals.last(_NEWEST) if self.running else self.arrivals.all()
        for button in (self.copy, self.save):
            button.setEnabled(bool(every))
        shown = [ArrivalRow(place, each) for place, each in enumerate(every) if self._shows(each)]
        self.rows.show(shown)

    # what the person does

    def _turn(self, key: str) -> None:
        self._kind = "" if key == "all" else key
        self._fill()

    def _open(self, place: object) -> None:
        """Open the article of a row."""
        row = next(row for row in self.rows.rows if row.id == place)
        if row.arrival.article is not None:
            self.shut()
            self.desk.open_article(row.arrival.article)

    def copy_list(self) -> None:
        """Put the list on the clipboard, as a table parted by tabs."""
        words = io.StringIO()
        write(self._chosen(), words)
        QApplication.clipboard().setText(words.getvalue())
        n = len(self._chosen())
        told = ngettext("{n} line copied.", "{n} lines copied.", n)
        self.desk.say(told.format(n=n))

    def save_list(self) -> None:
        """Ask where, and write the list there."""
        kinds = _("Tables (*.tsv)")
        path = ask_save(self.desk.window, _("Save the list"), Path.home() / "import.tsv", kinds)
        if path is None:
            return
        try:
            jobs.save_arrivals(self._chosen(), path)
        except OSError as error:
            why = _("The list cannot be written: {why}.").format(why=error.strerror)
            self.desk.say(why, "bad")
            return
        self.desk.say(_("The list is saved as {name}.").format(name=path.name))

    def _chosen(self) -> tuple[Arrival, ...]:
        every = self.arrivals.all()
        return tuple(each for each in every if self._shows(each))

    def _shows(self, each: Arrival) -> bool:
        """True for what the open tab is about."""
        kin = {NEAR: each.like, VERSION: each.older}
        return bool(kin[self._kind]) if self._kind in kin else self._kind in ("", each.kind)


def _words(row: ArrivalRow) -> str:
    return row.arrival.title or row.arrival.path.name


def _aloud(row: ArrivalRow) -> str:
    each = row.arrival
    told = (_(KINDS[each.kind]), each.title, each.path.name, each.told)
    return ", ".join(part for part in told if part)


def _tip(row: ArrivalRow) -> str:
    each = row.arrival
    return "\n".join(part for part in (each.title, str(each.path), each.told) if part)


class _ArrivalDelegate(RowDelegate):
    """What became of it as a sign, the title (or why there is none), the file beneath."""

    height = 42

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme, each = paint.theme, row.arrival
        sign, colour = _SIGNS[each.kind]
        paint.icon(sign, px(12), paint.first, getattr(theme, colour))
        right = paint.width - px(12)
        kind = paint.words(_(KINDS[each.kind]), px(40), right, paint.first, step="small",
                           align="right", colour=theme.dim)  # fmt: skip
        first, second = each.why or _words(row), each.path.name
        if each.like or each.older:
            second = f"{each.told} · {second}"
        paint.words(first, px(40), right - kind - px(8), paint.first, bold=paint.chosen)
        paint.words(second, px(40), right, paint.second, step="fine", colour=theme.dim)
