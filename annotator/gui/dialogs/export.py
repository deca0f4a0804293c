"""The sheet of exports: a format, its options, what it cannot hold before the button is pressed."""

from collections.abc import Generator, Sequence
from dataclasses import fields, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator import formats, jobs
from annotator.errors import BadInput, Refused
from annotator.formats import Report, Writer
from annotator.gui.desk import Desk
from annotator.gui.dialogs import exportlook as look
from annotator.gui.dialogs import fields as made_of
from annotator.gui.dialogs.asking import ask_folder, ask_save
from annotator.gui.dialogs.exportform import FormatList, OptionGrid, PathField, short
from annotator.gui.dialogs.looking import Looking
from annotator.gui.dialogs.sheet import Rule, Sheet, scrolled
from annotator.gui.tasks import Running
from annotator.gui.theme import px, theme_of
from annotator.i18n import _N, _, ngettext
from annotator.jobs import Preview
from annotator.progress import Loss, Progress

LIST, NARROW_LIST, INSET, NARROW = 316, 190, 24, 860
_PAUSE_MS = 200
_COUNTING = _N("Counting")


class ExportSheet(Sheet):
    """Formats at the left; at the right options, losses and the first lines of the chosen one."""

    TITLE = _N("Export")
    WIDTH, HEIGHT = 952, 720

    def __init__(self, desk: Desk) -> None:
        self.writer: Writer = formats.writers()[0]
        self.given: dict[str, object] = {}
        self._articles, self._loses = 0, False  # that would be written; not counted yet
        self.looking = Looking(desk)
        self.looking.tasks.failed.connect(self._show_refusal)
        self.looking.tasks.moved.connect(self._show_counting)
        super().__init__(desk)

    def build(self) -> None:
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._look)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.list = FormatList(self)
        self.list.chosen.connect(self.choose)
        self.list.opened.connect(lambda _name: self.take())
        left = QVBoxLayout()
        left.setContentsMargins(0, px(8), 0, px(8))
        left.addWidget(self.list)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(left)
        row.addWidget(Rule(upright=True))
        self._area = scrolled(self._right())
        row.addWidget(self._area, 1)
        self.body.addLayout(row, 1)
        self._word = self.label(dim=True)
        self.foot.addWidget(self._word, 1)
        self._take = self.button(_("Export"), self.take, primary=True)
        self._buttons = (self.button(_("Cancel"), self.shut), self._take)
        for button in self._buttons:
            self.foot.addWidget(button)
        self.path = PathField(self._ask_path)
        self.path.textChanged.connect(self._judge_path)
        self.path.show_path(self._suggestion())
        self.list.choose(self.list.first_id)
        self.choose(self.list.first_id)

    def first(self) -> QWidget:
        return self.list

    def place(self, room: QRect) -> QRect:
        self.list.setFixedWidth(px(LIST if room.width() >= px(NARROW) else NARROW_LIST))
        return super().place(room)

    def shut(self) -> None:
        """Close the sheet; what is being counted stops at its next step."""
        if self.is_open:
            self._pause.stop()
            self.looking.end()
        super().shut()

    # what the right side is made of

    def _right(self) -> QWidget:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(px(INSET), px(12), px(INSET), px(12))
        self._column.setSpacing(px(8))
        self._title, self._about = QLabel(), self.label(dim=True)
        self._title.setFont(theme_of(self).font("title", bold=True))
        self._options = OptionGrid()
        self._lost, self._sum = QLabel(_("What this format cannot hold")), self.label(dim=True)
        self._lost.setFont(theme_of(self).font("body", bold=True))
        self._sum.setWordWrap(False)
        head = QHBoxLayout()
        head.addWidget(self._lost, 1)
        head.addWidget(self._sum)
        self.table, self.refusal = look.LossTable(), self.label()
        self.sample, self._first = look.Sample(), self.label(_("First lines"), dim=True)
        for widget in (self._title, self._about, self._options):
            self._column.addWidget(widget)
        self._column.addSpacing(px(8))
        self._column.addLayout(head)
        for widget in (self.refusal, self.table, self._first):
            self._column.addWidget(widget)
        self._column.addWidget(self.sample, 9)
        self._column.addStretch(1)
        return inside

    # choosing

    def choose(self, name: object) -> None:
        """Show another format with its options."""
        project, before = self.desk.project, self.writer
        if project is None:
            return
        self.writer, self.given = formats.writer(str(name)), {}
        path = self.path.path()
        if path == self._suggestion(before) or not path.name:
            self.path.show_path(self._suggestion())
        else:
            suffix = "" if self.writer.FOLDER else self.writer.SUFFIXES[0]
            self.path.show_path(path.with_suffix(suffix))
        self._area.verticalScrollBar().setValue(0)
        self._title.setText(_(self.writer.TITLE))
        self._about.setText(_(self.writer.SUMMARY))
        self._show_options(
            [one.name for one in jobs.card_of(project, project.reader, ()).annotators]
        )
        self._look()

    def _show_options(self, names: Sequence[str]) -> None:
        """Fields for the options; `names` are those of the annotators."""
        made = []
        for one in fields(self.writer.Options):
            if one.name == "annotators" and len(names) < 2:
                continue
            among = names if one.name == "annotators" else ()
            field = made_of.made(one, one.default, partial(self._set, one.name), among)
            made.append((made_of.name_of(one), field))
        self._options.show_fields(made, (_("Into"), self.path))
        stops = (
            self.list, *self._options.fields, self.path.chooser, self.table.list, self.sample,
            *self._buttons,
        )  # fmt: skip
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _set(self, name: str, value: object) -> None:
        self.given[name] = value
        self.looking.anew()
        self._pause.start()

    def _suggestion(self, writer: Writer | None = None) -> Path:
        writer, project = writer or self.writer, self.desk.project
        here = project.path if project is not None else Path()
        if writer.FOLDER:
            return here.with_name(f"{here.stem}-{writer.NAME}")
        return here.with_suffix(writer.SUFFIXES[0])

    def _ask_path(self) -> None:
        path = self.path.path()
        if self.writer.FOLDER:
            folder = ask_folder(self.desk.window, _("Export"), path.parent)
            found = folder / path.name if folder is not None else None
        else:
            kinds = " ".join(f"*{suffix}" for suffix in self.writer.SUFFIXES)
            found = ask_save(
                self.desk.window, _("Export"), path, f"{_(self.writer.TITLE)} ({kinds})"
            )
        if found is not None:
            self.path.show_path(found)

    def _judge_path(self) -> None:
        path = self.path.path()
        there = path.exists() and not self.writer.FOLDER and not path.is_dir()
        words = (
            _("{name} is there already and will be replaced.").format(name=path.name)
            if there else _("The list of losses is saved beside the file.") if self._loses else ""
        )  # fmt: skip
        if n := self._articles:
            goes = ngettext("{n} article goes out.", "{n} articles go out.", n).format(n=f"{n:,}")
            words = f"{goes} {words}".rstrip()
        self._word.setText(words)
        self._allow()

    def _allow(self) -> None:
        ready = bool(self.path.text().strip()) and not self.refusal.isVisibleTo(self)
        self._take.setEnabled(ready)

    # looking ahead

    def _look(self) -> None:
        """Find out anew what would be lost, and how the file begins."""
        self._pause.stop()
        self.looking.anew()
        project, page, writer = self.desk.project, self.desk.page, self.writer
        self._refuse(self._missing())
        self.table.show_losses(())
        self._sum.clear()
        self._articles, self._loses = 0, False
        self._judge_path()
        self._show_sample("")
        if project is None or self._missing():
            return
        try:
            options = formats.made(writer.Options, self.given)
        except Refused as error:
            self._refuse(str(error))
            return
        if page is not None:
            job = look.first_lines(project, writer, page, options)
            self.looking.run(_("First lines"), job, self._show_sample)
        self.looking.run(
            _(_COUNTING), jobs.preview(project, writer.NAME, dict(self.given)), self._show_preview
        )

    def _missing(self) -> str:
        extra = self.writer.EXTRA
        if not formats.missing_extra(extra):
            return ""
        return _("This format needs {extra}. Close the program and start it once with: "
                 "./run --with {extra}").format(extra=extra)  # fmt: skip

    def _refuse(self, why: str) -> None:
        theme = theme_of(self)
        inks = self.refusal.palette()
        inks.setColor(QPalette.ColorRole.WindowText, theme.bad)
        self.refusal.setPalette(inks)
        self.refusal.setText(why)
        self.refusal.setVisible(bool(why))
        self.refusal.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lost.setVisible(not why)
        self._allow()

    def _show_refusal(self, error: BaseException) -> None:
        if not isinstance(error, Refused | BadInput | OSError):
            self.desk.tasks.failed.emit(error)
        self._refuse(str(error))

    def _show_counting(self, running: Running | None) -> None:
        if running is not None and running.title == _(_COUNTING) and running.progress.total:
            at = running.progress
            words = _("Counting: {done:,} of {all:,}").format(done=at.done, all=at.total)
            self._sum.setText(words)

    def _show_preview(self, found: Preview) -> None:
        """Show what would be lost and how many articles go out; none is a reason not to."""
        none = _("No article goes out: none has the chosen states and rights. Choose others above.")
        self._refuse("" if found.articles else none)
        self.table.show_losses(found.losses)
        self._sum.setText(told(found.losses) if found.articles else "")
        self._articles, self._loses = found.articles, bool(found.losses)
        self._judge_path()

    def _show_sample(self, lines: str) -> None:
        self.sample.setPlainText(lines)
        self.sample.setVisible(bool(lines))
        self._first.setVisible(bool(lines))

    # exporting

    def take(self) -> None:
        """Close the sheet and write the file off the window."""
        project, writer, out = self.desk.project, self.writer, self.path.path()
        if project is None or not self._take.isEnabled():
            return
        if not out.suffix and not writer.FOLDER:
            out = out.with_suffix(writer.SUFFIXES[0])
        job = _written(jobs.export(project, writer.NAME, out, dict(self.given)), out)
        desk = self.desk
        self.shut()
        desk.tasks.run(_("Exporting"), job, lambda report: desk.say(*exported(report, out)))


def _written(
    job: Generator[Progress, None, Report], out: Path
) -> Generator[Progress, None, Report]:
    """The export, with a sentence where the disk does not take it."""
    try:
        return (yield from job)
    except OSError as error:
        why = _("Not exported to {path}: {why}. Choose another place.")
        raise Refused(why.format(path=short(out), why=error.strerror or error)) from error


def told(found: Sequence[Loss]) -> str:
    """What is lost, summed up in one line."""
    sums = {fate: sum(x.count for x in found if x.fate == fate) for fate in look.FATES}
    pieces = [f"{n:,} {_(look.FATES[fate])}" for fate, n in sums.items() if n]
    return ", ".join(pieces) or _("Nothing: it holds everything that is chosen.")


def exported(report: Report, out: Path) -> tuple[str, str]:
    """What an export did, in a sentence, and its kind; secret articles that stayed are told."""
    if n := report.secret:
        words, _kind = exported(replace(report, secret=0), out)
        told = ngettext("{words} {n} secret article stayed behind.",
                        "{words} {n} secret articles stayed behind.", n)  # fmt: skip
        return told.format(words=words, n=n), "warn"
    if n := report.unread:
        words, _kind = exported(replace(report, unread=0), out)
        told = ngettext("{words} Nobody has read {n} article of these to its end.",
                        "{words} Nobody has read {n} articles of these to their end.",
                        n)  # fmt: skip
        return told.format(words=words, n=n), "warn"
    if not report.written:
        return _("No article was exported: none has the chosen states."), "warn"
    words = ngettext(
        "{n:,} article exported to {path}", "{n:,} articles exported to {path}", report.written
    ).format(n=report.written, path=short(out))
    lists = [path.name for path in report.files if path.name.endswith(".losses.tsv")]
    if lists:
        return _("{words}; what was left out stands in {name}.").format(
            words=words, name=lists[0]), "told"  # fmt: skip
    return f"{words}.", "told"
