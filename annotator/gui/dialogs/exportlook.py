"""What an export would lose and what its file would look like, found out off the window."""

import tempfile
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from annotator import jobs
from annotator.formats import Writer
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import px, theme_of
from annotator.gui.widgets.base import Painted
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _N, _
from annotator.model import RIGHTS, STATUSES, Page
from annotator.progress import Loss, Progress
from annotator.project import Project

_LINES, _LONGEST, _READ = 12, 240, 16_384
_COUNT, _WHAT, _BECOMES = 60, 76, 0.58
_SIGNS = {"left out": ("close", "bad"), "changed": ("warn", "warn"), "renamed": ("next", "dim"),
          "stays": ("warn", "warn")}  # fmt: skip
FATES = {"left out": _N("left out"), "changed": _N("changed"), "renamed": _N("renamed"),
         "stays": _N("still there")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LossRow:
    """A kind of loss as a row; its id is its place."""

    id: int
    loss: Loss

    @property
    def becomes(self) -> str:
        """What happens to it, in words."""
        loss = self.loss
        if not loss.becomes:
            return _(FATES[loss.fate])
        words = _("written as {name}") if loss.fate == "renamed" else _("{name}")
        return words.format(name=_(loss.becomes))


def first_lines(
    project: Project, writer: Writer, page: Page, options: Any
) -> Generator[Progress, None, str]:
    """How the export of one article begins; "" where that is no text."""
    card = jobs.card_for(project, page, options)
    names = {field: value for field, value in _ALL.items() if hasattr(options, field)}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"sample{writer.SUFFIXES[0]}"
        yield from writer.write((page,), card, out, replace(options, **names))
        return _beginning(out, writer.SUFFIXES)


_ALL: dict[str, object] = {
    "statuses": STATUSES, "rights": ("unsaid", *RIGHTS), "annotators": (), "split": "",
}  # fmt: skip


def _beginning(out: Path, suffixes: Sequence[str]) -> str:
    found = [out] if out.is_file() else sorted(out.rglob(f"*{suffixes[0]}"))
    if not found:
        return ""
    with found[0].open("rb") as file:
        begun = file.read(_READ)
    if b"\0" in begun:
        return ""
    lines = begun.decode(errors="replace").split("\n")[:_LINES]
    return "\n".join(one if len(one) <= _LONGEST else f"{one[:_LONGEST]}…" for one in lines)


class LossTable(QWidget):
    """Count, what, what happens to it: as high as its rows, for the sheet to scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows(
            (Column(_("What"), lambda row: row.loss.what),), spoken=_spoken, tip=_examples,
            parent=self,
        )  # fmt: skip
        self.list = ListView(self.rows, _LossDelegate(), _("What this format cannot hold"))
        self.list.viewport().setBackgroundRole(self.palette().ColorRole.Button)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._heads = _Heads()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heads)
        column.addWidget(self.list)

    def show_losses(self, found: Sequence[Loss]) -> None:
        """Show these losses."""
        self.rows.show([LossRow(place, loss) for place, loss in enumerate(found)])
        self.list.setFixedHeight(px(_LossDelegate.height) * len(found))
        self.setVisible(bool(found))


class _LossDelegate(RowDelegate):
    height = 24

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme, loss = paint.theme, row.loss
        icon, role = _SIGNS[loss.fate]
        paint.icon(icon, px(4), paint.only, getattr(theme, role), px(14))
        paint.words(f"{loss.count:,}", 0, px(_COUNT), paint.only, step="small", align="right")
        middle = paint.width * _BECOMES
        paint.words(_(loss.what), px(_WHAT), middle - px(8), paint.only, step="small")
        paint.words(row.becomes, middle, paint.width, paint.only, step="small", colour=theme.dim)


class _Heads(Painted):
    """The names of the columns over a line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(px(24))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Count, what, what happens to it"))

    def draw(self, painter: Any, theme: Any) -> None:
        row = RowPainter(painter, self.rect(), self.palette())
        look: dict[str, Any] = {"step": "small", "colour": theme.dim}
        row.words(_("Count"), 0, px(_COUNT), row.only, align="right", **look)
        middle = row.width * _BECOMES
        row.words(_("What"), px(_WHAT), middle, row.only, **look)
        row.words(_("What happens to it"), middle, row.width, row.only, **look)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.line)


def _spoken(row: LossRow) -> str:
    return f"{row.loss.count} {_(row.loss.what)}: {row.becomes}"


def _examples(row: LossRow) -> str:
    shown = "\n".join(f"“{each}”" for each in row.loss.examples)
    return f"{_spoken(row)}\n{shown}" if shown else _spoken(row)


class Sample(QPlainTextEdit):
    """The first lines of a file, on a ground of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(_("First lines"))
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(theme_of(self).font("fine").pointSizeF())
        self.setFont(font)
        self.viewport().setBackgroundRole(self.palette().ColorRole.AlternateBase)
        line = self.fontMetrics().lineSpacing()
        self.setMinimumHeight(line * 5 + px(16))
        self.setMaximumHeight(line * _LINES + px(28))
