"""What stands in the window before a project is open: new, open, the sample, recent projects."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.gui.command import tipped
from annotator.gui.commands import file
from annotator.gui.desk import Desk
from annotator.gui.lastseen import LastSeen
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import px, theme_of
from annotator.gui.troubles import Troubles
from annotator.gui.widgets.chip import KeyCap
from annotator.gui.widgets.layout import column
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _

_WIDTH = 640


@dataclass(frozen=True, slots=True)
class Recent:
    """A project opened lately."""

    id: str
    name: str
    folder: str
    opened: str
    progress: str = ""

    @property
    def exists(self) -> bool:
        """False where it was moved or deleted."""
        return bool(self.opened)


class StartPage(QWidget):
    """Name, three buttons, the recent projects; the first row is chosen, so Enter opens it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._rows = Rows(
            (Column(_("Project"), lambda recent: recent.name),),
            tip=lambda recent: recent.id,
            parent=self,
        )
        self.recent = ListView(self._rows, _RecentDelegate(), _("Recent projects"))
        self.recent.opened.connect(lambda path: desk.open(Path(path)))
        self.troubles = Troubles(desk, at_start=True)
        self._lay_out()
        desk.project_changed.connect(self.show_recent)
        desk.settings_changed.connect(lambda _settings: self.show_recent())
        self.show_recent()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setFixedWidth(px(_WIDTH))
        parts = QVBoxLayout(inner)
        parts.setContentsMargins(0, px(72), 0, px(24))
        parts.setSpacing(px(8))
        parts.addWidget(self._words("Annotator", "display"))
        parts.addWidget(self._words(_("Entities, claims and how well they are sourced."), "body",
                                     dim=True))  # fmt: skip
        parts.addSpacing(px(16))
        parts.addLayout(self._buttons())
        parts.addSpacing(px(24))
        self._head = self._words(_("Recent"), "small", bold=True)
        parts.addWidget(self._head)
        parts.addWidget(self.recent)
        parts.addLayout(self._foot())
        parts.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner)
        row.addStretch(1)
        column(self, self.troubles, row)

    def _words(self, words: str, step: str, *, dim: bool = False, bold: bool = False) -> QLabel:
        label = QLabel(words)
        label.setFont(theme_of(self).font(step, bold=bold))
        if dim:
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for command, primary in ((file.new, True), (file.open_project, False),
                                 (file.open_sample, False)):  # fmt: skip
            button = QPushButton(command.words)
            button.setProperty("primary", primary)
            button.setMinimumHeight(px(32))
            button.setToolTip(tipped(command.run.__doc__ or "", command.key))
            button.clicked.connect(lambda _on=False, command=command: command.run(self.desk))
            row.addWidget(button)
        row.addStretch(1)
        self.new = row.itemAt(0).widget()
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        drop = _("Drop a project here to open it, or texts to start a new one.")
        row.addWidget(self._words(drop, "small", dim=True), 1)
        row.addWidget(KeyCap("Ctrl+K"))
        row.addWidget(self._words(_("all commands"), "small", dim=True))
        return row

    def show_recent(self) -> None:
        """Show the projects opened lately; missing ones are said to be."""
        seen = LastSeen()
        found = tuple(_recent(path, seen) for path in self.desk.settings.recent)
        self._rows.show(found)
        for widget in (self._head, self.recent):
            widget.setVisible(bool(found))
        self.recent.setFixedHeight(px(42) * max(len(found), 1))
        if found and self.recent.chosen_id is None:
            self.recent.choose(found[0].id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.recent if self._rows.rows else self.new).setFocus()


def _recent(path: str, seen: LastSeen) -> Recent:
    file_path = Path(path)
    folder = str(file_path.parent).replace(str(Path.home()), "~", 1)
    try:
        changed = datetime.fromtimestamp(file_path.stat().st_mtime)
    except OSError:
        return Recent(path, file_path.name, folder, "")
    today = changed.date() == datetime.now().date()
    when = _("today, {time}").format(time=f"{changed:%H:%M}") if today else f"{changed:%d %B %Y}"
    return Recent(path, file_path.name, folder, when, _progress(seen.progress_of(file_path)))


def _progress(known: tuple[int, int] | None) -> str:
    if known is None:
        return ""
    return _("{done:,} of {all:,} done").format(done=known[0], all=known[1])


class _RecentDelegate(RowDelegate):
    """File icon, name and folder at the left; when it was changed at the right."""

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme, right = paint.theme, paint.width - px(12)
        told = row.opened or _("moved or deleted")
        paint.icon("file", px(14), paint.only, theme.dim)
        width = paint.words(told, px(300), right, paint.first, step="small", align="right",
                            colour=theme.dim if row.exists else theme.warn)  # fmt: skip
        ink = theme.text if row.exists else theme.dim
        paint.words(row.name, px(42), right - width - px(12), paint.first, colour=ink,
                    bold=paint.chosen)  # fmt: skip
        left = paint.words(row.progress, px(300), right, paint.second, step="fine", align="right",
                           colour=theme.dim)  # fmt: skip
        paint.words(row.folder, px(42), right - left - px(12), paint.second, step="fine",
                    colour=theme.dim, elide="middle")  # fmt: skip
