"""The labels of a codebook: a list with what each is called and a form for the chosen one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.edits import labels
from annotator.gui.desk import Desk
from annotator.gui.dialogs.asking import ask_words
from annotator.gui.dialogs.fields import HEIGHT
from annotator.gui.dialogs.labelform import LabelForm
from annotator.gui.dialogs.sheet import Rule
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import px
from annotator.gui.widgets import paint as strokes
from annotator.gui.widgets.base import IconButton
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _N, _, ngettext
from annotator.model import Codebook, Label

LIST = 400


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label as the list shows it, and how many mentions have it (None: not counted yet)."""

    id: int
    label: Label
    mentions: int | None


class LabelPage(QWidget):
    """List at the left, form at the right; every change is an edit of its own."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._counts: Mapping[int, int] | None = None
        self._rows = Rows((Column(_("Label"), lambda row: row.label.name),), spoken=_spoken,
                          tip=lambda row: row.label.definition, parent=self)  # fmt: skip
        self.list = ListView(self._rows, _LabelDelegate(), _("Labels"), panel=self)
        self.list.viewport().setBackgroundRole(self.palette().ColorRole.Button)
        self.list.chosen.connect(lambda _id: self.show_label())
        self.form = LabelForm(desk)
        self.form.changed.connect(self.changed)
        self.form.merged.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._left())
        row.addWidget(Rule(upright=True))
        row.addWidget(self.form, 1)
        for before, after in pairwise((self.list, self.add, self.up, self.down, self.form.name)):
            QWidget.setTabOrder(before, after)

    def _left(self) -> QVBoxLayout:
        self.add = QPushButton(_("Add a label"))
        self.add.setMinimumHeight(px(HEIGHT))
        self.add.clicked.connect(self._ask_name)
        self.up = IconButton("chevron-up", _("Move up"))
        self.up.clicked.connect(partial(self._move, -1))
        self.down = IconButton("chevron-down", _("Move down"))
        self.down.clicked.connect(partial(self._move, 1))
        tools = QHBoxLayout()
        tools.setContentsMargins(px(20), px(8), px(12), px(8))
        tools.addWidget(self.add)
        tools.addStretch(1)
        tools.addWidget(self.up)
        tools.addWidget(self.down)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addSpacing(px(8))
        left.addWidget(self.list, 1)
        left.addWidget(Rule())
        left.addLayout(tools)
        return left

    @property
    def book(self) -> Codebook | None:
        """The codebook of the project that is open."""
        return self.desk.project.codebook if self.desk.project else None

    @property
    def chosen(self) -> Label | None:
        """The label that the form shows."""
        row = self._rows.find(self.list.chosen_id)
        return row.label if row is not None else None

    def show_book(self, *, may_edit: bool) -> None:
        """Show the labels as they are now: those in use in their order, then the retired ones."""
        book = self.book
        if book is None:
            return
        retired = sorted((x for x in book.labels if x.retired and x.merged_into is None),
                         key=lambda label: label.name)  # fmt: skip
        known = self._counts
        rows = [
            LabelRow(label.id, label, None if known is None else known.get(label.id, 0))
            for label in (*book.active_labels, *retired)
        ]
        self._rows.show(rows)
        if self.chosen is None and rows:
            self.list.choose(rows[0].id)
        for widget in (self.add, self.up, self.down):
            widget.setEnabled(may_edit)
        self.form.setEnabled(may_edit)
        self.show_label()

    def show_counts(self, counts: Mapping[int, int]) -> None:
        """Show how many mentions have each label."""
        self._counts = counts

    def show_label(self) -> None:
        """Show the chosen label in the form."""
        row = self._rows.find(self.list.chosen_id)
        if row is not None:
            self.form.show_label(row.label, row.mentions)

    def fit(self, width: int) -> None:
        """Take what the list needs of the sheet's width, and no more than half."""
        self.list.setFixedWidth(min(px(LIST), width // 2))

    def keep(self) -> None:
        """Keep what is typed and not kept yet."""
        self.form.keep()

    def _ask_name(self) -> None:
        ask_words(self.desk, _N("New label"), self._add, label=_("Name"))

    def _add(self, name: str) -> None:
        book = self.book
        if book is not None and (
            outcome := self.desk.edit(labels.add, name, free_code(book, name), "other")
        ):
            self.changed.emit()
            self.desk.tell(outcome)
            self._choose(outcome.answer)
            self.form.code.setFocus()

    def _choose(self, label: object) -> None:
        self.list.choose(label)
        self.show_label()

    def _move(self, step: int) -> None:
        label = self.chosen
        if label is not None and self.desk.edit(labels.move, label.id, step):
            self.changed.emit()


class _LabelDelegate(RowDelegate):
    """Chip, name, what it becomes in CoNLL, how many mentions; retired ones in dim."""

    height = 30

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme, label, right = paint.theme, row.label, paint.width - px(12)
        ink = theme.dim if label.retired else theme.text
        if label.key:
            width, height = strokes.key_width(label.key, theme), px(strokes.KEY_HEIGHT)
            top = paint.box.top() + (paint.box.height() - height) / 2
            cap = QRectF(paint.box.left() + px(20), top, width, height)
            strokes.draw_key(paint.painter, cap, label.key, theme)
        paint.chip(label.code, label.family, px(48), paint.only)
        count = "" if row.mentions is None else f"{row.mentions:,}"
        paint.words(count, right - px(60), right, paint.only, step="small", align="right",
                    colour=theme.dim)  # fmt: skip
        told = _("retired") if label.retired else label.conll
        paint.words(told, right - px(120), right - px(60), paint.only, step="fine",
                    colour=theme.dim)  # fmt: skip
        paint.words(label.name, px(96), right - px(128), paint.only, bold=paint.chosen, colour=ink)


def _spoken(row: LabelRow) -> str:
    label = row.label
    told = [label.code, label.name, _("key {key}").format(key=label.key) if label.key else ""]
    if row.mentions is not None:
        words = ngettext("{n} mention", "{n} mentions", row.mentions)
        told.append(words.format(n=row.mentions))
    told.append(_("retired") if label.retired else "")
    return ", ".join(filter(None, told))


def free_code(book: Codebook, name: str) -> str:
    """A code of up to four letters made of a name, with a number where it is taken."""
    taken = {label.code.casefold() for label in book.active_labels}
    letters = "".join(filter(str.isalnum, name.upper()))[:4] or "X"
    code, number = letters, 1
    while code.casefold() in taken:
        number += 1
        code = f"{letters[: 4 - len(str(number))]}{number}"
    return code
