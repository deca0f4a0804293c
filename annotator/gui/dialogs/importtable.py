"""The sheet that asks what the columns of a table are, and shows its first rows as articles."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QWidget

from annotator.gui.desk import Desk
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import px, theme_of
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _N, _
from annotator.jobs import TableHead

FIELDS = {
    "text": _N("Text"), "title": _N("Title"), "published": _N("Date"), "outlet": _N("Outlet"),
    "byline": _N("Byline"), "url": _N("Address"), "language": _N("Language"),
}  # fmt: skip
FIELD_HEIGHT = 28


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of the table as the article it would become; `id` is its place."""

    id: int
    text: str
    title: str
    facts: str


class TableSheet(Sheet):
    """A choice of column for each field; `done` gets them as "field=Column"."""

    TITLE = _N("Import a table")
    WIDTH, HEIGHT = 720, 560

    def __init__(
        self, desk: Desk, head: TableHead, done: Callable[[tuple[str, ...]], object]
    ) -> None:
        self.head_of_table, self._done = head, done
        self.fields: dict[str, QComboBox] = {}
        super().__init__(desk)

    def build(self) -> None:
        words = _("What are the columns of {name}? Each row becomes an article.")
        self.body.addWidget(self.label(words.format(name=self.head_of_table.path.name), dim=True))
        self.body.addLayout(self._choices())
        self.body.addSpacing(px(4))
        self.body.addWidget(self.label(_("The first rows would come in like this:"), dim=True))
        self.rows = Rows(
            (Column(_("Article"), lambda sample: sample.title),), spoken=_aloud, tip=_aloud,
            parent=self,
        )  # fmt: skip
        self.list = ListView(self.rows, _SampleDelegate(), _("First rows"), panel=self)
        self.list.viewport().setBackgroundRole(self.palette().ColorRole.Button)
        self.body.addWidget(self.list, 1)
        self.none = self.label(_("Choose the column that holds the text."))
        self.foot.addWidget(self.none)
        self.foot.addStretch(1)
        self.foot.addWidget(self.button(_("Cancel"), self.shut))
        self.take: QPushButton = self.button(_("Import"), self.finish, primary=True)
        self.foot.addWidget(self.take)
        self.show_samples()

    def first(self) -> QWidget:
        return self.fields["text"]

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        for place, (field, name) in enumerate(FIELDS.items()):
            box = self._box(field, _(name))
            label = QLabel(_(name))
            label.setFont(theme_of(self).font("small"))
            label.setBuddy(box)
            row, side = divmod(place, 2)
            grid.addWidget(label, row, 2 * side, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(box, row, 2 * side + 1)
            grid.setColumnStretch(2 * side + 1, 1)
        return grid

    def _box(self, field: str, name: str) -> QComboBox:
        guessed = dict(self.head_of_table.matched).get(field, "")
        box = QComboBox()
        box.setAccessibleName(name)
        box.setMinimumHeight(px(FIELD_HEIGHT))
        box.setMinimumContentsLength(12)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        box.setSizeAdjustPolicy(policy)
        box.addItem(_("(none)"), "")
        for column in self.head_of_table.names:
            box.addItem(" ".join(column.split()) or _("(without a name)"), column)
        box.setCurrentIndex(max(box.findData(guessed), 0))
        box.currentIndexChanged.connect(lambda _place: self.show_samples())
        self.fields[field] = box
        return box

    def chosen(self) -> dict[str, str]:
        """Field to column, "" where there is none."""
        return {field: str(box.currentData()) for field, box in self.fields.items()}

    def show_samples(self) -> None:
        """Show the first rows as they would come in."""
        chosen = self.chosen()
        self.rows.show(
            [_sample(place, row, chosen) for place, row in enumerate(self.head_of_table.rows)]
        )
        self.take.setEnabled(bool(chosen["text"]))
        self.none.setVisible(not chosen["text"])

    def finish(self) -> None:
        """Close the sheet and say which columns are what."""
        columns = tuple(f"{field}={column}" for field, column in self.chosen().items())
        self.shut()
        self._done(columns)


def _sample(place: int, row: dict[str, str], chosen: dict[str, str]) -> Sample:
    def words(field: str) -> str:
        return " ".join(row.get(chosen[field], "").split()) if chosen[field] else ""

    facts = [words(field) for field in ("outlet", "published", "byline", "language", "url")]
    text = words("text")
    title = words("title") or text[:80]
    return Sample(place, text, title, " · ".join(fact for fact in facts if fact))


def _aloud(sample: Sample) -> str:
    return ", ".join(part for part in (sample.title, sample.facts, sample.text) if part)


class _SampleDelegate(RowDelegate):
    """Title, what is known of it, and how the text begins."""

    height = 60

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme, left, right = paint.theme, px(12), paint.width - px(12)
        third = px(38), px(18)
        nothing = _("No text in this row")
        paint.words(row.title or _("Without a title"), left, right, paint.first, bold=True)
        paint.words(row.facts, left, right, paint.second, step="fine", colour=theme.dim)
        colour = theme.text if row.text else theme.warn
        paint.words(row.text or nothing, left, right, third, step="small", colour=colour)
