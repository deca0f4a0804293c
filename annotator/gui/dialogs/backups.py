"""The backups of the project: one can take its place; what stood there is kept beside it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from annotator import jobs
from annotator.gui.desk import Desk
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import px
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _N, _


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
        desk.tasks.run(
            _("Restoring"),
            jobs.restore(Path(chosen), path),
            lambda aside: _reopen(desk, path, aside),
        )


def _reopen(desk: Desk, path: Path, aside: Path) -> None:
    if desk.open(path):
        desk.say(_("Restored. What stood there is kept as {name}.").format(name=aside.name))


def _copy(path: Path) -> Copy:
    stat = path.stat()
    made = datetime.fromtimestamp(stat.st_mtime)
    return Copy(str(path), f"{made:%d %B %Y, %H:%M}", QLocale().formattedDataSize(stat.st_size))


class _CopyDelegate(RowDelegate):
    """When it was made, and its size at the right."""

    height = 30

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme, right = paint.theme, paint.width - px(12)
        paint.icon("clock", px(12), paint.only, theme.dim)
        paint.words(row.made, px(40), right - px(90), paint.only, bold=paint.chosen)
        paint.words(row.size, right - px(90), right, paint.only, step="small", align="right",
                    colour=theme.dim)  # fmt: skip
