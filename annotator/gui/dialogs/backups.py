"""The backups of the project: one can take its place; what stood there is kept beside it."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from annotator import jobs
from annotator.errors import Refused
from annotator.gui.desk import Desk
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import px
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _N, _
from annotator.progress import Progress


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup as the list shows it; `id` is its path."""

    id: str
    made: str
    size: str


class BackupSheet(Sheet):
    """The copies, newest first; Enter puts the chosen one back."""

    TITLE = _N("Restore a backup")
    WIDTH, HEIGHT = 520, 400

    def __init__(self, desk: Desk, path: Path) -> None:
        self.path = path
        super().__init__(desk)

    def build(self) -> None:
        found = tuple(map(_copy, jobs.existing_backups(self.path)))
        self._rows = Rows(
            (Column(_("Backup"), lambda copy: copy.made),),
            spoken=lambda copy: f"{copy.made}, {copy.size}",
            tip=lambda copy: copy.id,
            parent=self,
        )
        self._rows.show(found)
        self.list = ListView(self._rows, _CopyDelegate(), _("Backups"), panel=self)
        self.list.viewport().setBackgroundRole(self.palette().ColorRole.Button)
        self.list.opened.connect(lambda _id: self.restore())
        words = _("The chosen copy takes the project's place. What is in the project now is kept "
                  "beside it under another name.")  # fmt: skip
        none = _("There is no backup of this project yet. One is made when it is opened.")
        self.body.addWidget(self.label(words if found else none, dim=True))
        self.body.addWidget(self.list, 1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.button(_("Cancel"), self.shut))
        take = self.button(_("Restore"), self.restore, primary=True)
        take.setEnabled(bool(found))
        self.foot.addWidget(take)
        if found:
            self.list.choose(found[0].id)

    def first(self) -> QWidget:
        return self.list

    def restore(self) -> None:
        """Close the project, put the copy in its place, and open it again."""
        desk, path, chosen = self.desk, self.path, self.list.chosen_id
        if chosen is None:
            return
        desk.put(None)
        job = restored(Path(chosen), path)
        desk.tasks.run(_("Restoring"), job, lambda told: _reopen(desk, path, *told))


def restored(copy: Path, project: Path) -> Generator[Progress, None, tuple[str, str]]:
    """Put a copy in the project's place; returns what came of it, and the kind of sentence.

    Whatever came of it, there is a project to open again: the old one where the copy failed.
    """
    try:
        aside = yield from jobs.restore(copy, project)
    except Refused as refusal:
        return str(refusal), "bad"
    return _("Restored. What stood there is kept as {name}.").format(name=aside.name), "told"


def _reopen(desk: Desk, path: Path, words: str, kind: str) -> None:
    if desk.open(path):
        desk.say(words, kind)


def _copy(path: Path) -> Copy:
    stat = path.stat()
    size = QLocale().formattedDataSize(stat.st_size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
    return Copy(str(path), when(datetime.fromtimestamp(stat.st_mtime)), size)


def when(made: datetime) -> str:
    """A day and a time as people here write them; today by its name."""
    if made.date() == datetime.now().date():
        return _("today, {time}").format(time=f"{made:%H:%M}")
    return f"{QLocale().toString(made.date(), 'd MMMM yyyy')}, {made:%H:%M}"


class _CopyDelegate(RowDelegate):
    """When it was made, and its size at the right."""

    height = 30

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme, right = paint.theme, paint.width - px(12)
        paint.icon("clock", px(12), paint.only, theme.dim)
        paint.words(row.made, px(40), right - px(90), paint.only, bold=paint.chosen)
        paint.words(row.size, right - px(90), right, paint.only, step="small", align="right",
                    colour=theme.dim)  # fmt: skip
