"""The parts of the export sheet: the list of formats, the grid of options, the path to write to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator import formats
from annotator.formats import Writer
from annotator.gui.dialogs.fields import HEIGHT
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import Theme, px, theme_of, words_width
from annotator.gui.widgets.base import IconButton
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _

ROW, GROUP, LABEL, TWO_COLUMNS = 26, 26, 84, 520
_TOLD = ("mentions", "claims", "judgements")


@dataclass(frozen=True, slots=True)
class Offered:
    """A format in the list; the first of its group carries the group's name."""

    id: str
    title: str
    carries: tuple[str, ...]
    group: str = ""
    missing: bool = False


def offered(writers: Sequence[Writer]) -> tuple[Offered, ...]:
    """The formats there are, the program's own first."""
    own = [one for one in writers if getattr(one, "OWN", False)]
    other = [one for one in writers if one not in own]
    found = []
    for group, members in ((_("Own formats"), own), (_("Other programs"), other)):
        for place, one in enumerate(members):
            told = tuple(_(word) for word in _TOLD if word in one.CARRIES)
            found.append(Offered(
                one.NAME, _(one.TITLE), (_("everything"),) if "project" in one.CARRIES else told,
                group if not place else "", formats.missing_extra(one.EXTRA),
            ))  # fmt: skip
    return tuple(found)


class FormatList(ListView):
    """The formats by groups, each with what it carries."""

    def __init__(self, parent: QWidget) -> None:
        rows = Rows(
            (Column(_("Format"), lambda one: one.title),), spoken=_spoken, tip=_spoken,
            parent=parent,
        )  # fmt: skip
        rows.show(offered(formats.writers()))
        super().__init__(rows, _FormatDelegate(), _("Formats"), height_of=_height)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Button)
        self.first_id = rows.id_at(0)

    def keyboardSearch(self, search: str) -> None:
        """Typing goes to the format whose name begins so; no letter is a command here."""
        QTableView.keyboardSearch(self, search)


class _FormatDelegate(RowDelegate):
    """The group's name above its first row, outside of the ground of the chosen one."""

    height = ROW

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        view = option.widget
        assert isinstance(view, ListView)
        row = view.row(index)
        if row.group:
            above = RowPainter(painter, option.rect, option.palette)
            line = (0.0, float(px(GROUP)))
            above.words(row.group, px(20), above.width, line, step="small", colour=above.theme.dim)
            option.rect.setTop(option.rect.top() + px(GROUP))
        super().paint(painter, option, index)

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme, right = paint.theme, paint.width - px(12)
        ink = theme.dim if row.missing else theme.text
        taken = paint.words(row.title, px(20), right, paint.only, bold=paint.chosen, colour=ink)
        left = px(20) + taken + px(12)
        if told := _fitting(row, right - left, theme):
            paint.words(told, left, right, paint.only, step="fine", align="right", colour=theme.dim)


def _height(row: Offered) -> int:
    return ROW + GROUP if row.group else ROW


def _carried(row: Offered) -> tuple[str, ...]:
    return (_("not installed"),) if row.missing else row.carries


def _fitting(row: Offered, room: float, theme: Theme) -> str:
    """What a format carries, as many whole words as have room; the tip has them all."""
    told, font = _carried(row), theme.font("fine")
    for count in range(len(told), 0, -1):
        words = ", ".join(told[:count]) + (", …" if count < len(told) else "")
        if words_width(words, font) <= room:
            return words
    return ""


def _spoken(row: Offered) -> str:
    return ", ".join((row.title, *_carried(row)))


class OptionGrid(QWidget):
    """Named fields in two columns where there is room for them; the last one runs across."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: list[tuple[QLabel, QWidget]] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, px(4), 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(4))

    def show_fields(self, made: Sequence[tuple[str, QWidget]], across: tuple[str, QWidget]) -> None:
        """Show these fields, and one that stays and runs across."""
        for label, field in self._pairs:
            self._grid.removeWidget(label)
            self._grid.removeWidget(field)
            label.deleteLater()
            if field is not across[1]:
                field.hide()
                field.deleteLater()
        self._pairs = [(self._label(name, field), field) for name, field in (*made, across)]
        for _label, field in self._pairs:
            field.setParent(self)
        self._columns = 0
        self._arrange()
        for pair in self._pairs:
            for widget in pair:
                widget.show()

    @property
    def fields(self) -> list[QWidget]:
        """The fields in their order."""
        return [field for _label, field in self._pairs]

    def _label(self, name: str, field: QWidget) -> QLabel:
        label = QLabel(name, self)
        label.setFont(theme_of(self).font("small"))
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        label.setToolTip(field.toolTip())
        label.setBuddy(field)
        label.setMinimumWidth(px(LABEL) - px(8))
        return label

    def _arrange(self) -> None:
        columns = 2 if self.width() >= px(TWO_COLUMNS) else 1
        if columns == self._columns or not self._pairs:
            return
        self._columns = columns
        for place, (label, field) in enumerate(self._pairs[:-1]):
            row, column = divmod(place, columns)
            self._put(label, field, row, 3 * column, 1)
        row = -(-(len(self._pairs) - 1) // columns)
        self._put(*self._pairs[-1], row, 0, 4 if columns == 2 else 1)
        for column, stretch in enumerate((0, 1, 0, 0, 1)):
            self._grid.setColumnStretch(column, stretch if columns == 2 or column < 2 else 0)
        self._grid.setColumnMinimumWidth(2, px(8) if columns == 2 else 0)

    def _put(self, label: QLabel, field: QWidget, row: int, column: int, width: int) -> None:
        self._grid.addWidget(label, row, column)
        left = Qt.AlignmentFlag.AlignLeft if isinstance(field, QCheckBox) else Qt.AlignmentFlag(0)
        self._grid.addWidget(field, row, column + 1, 1, width, left)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class PathField(QLineEdit):
    """A path that is typed, or chosen by the folder at its end; "~" is the home folder."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        super().__init__()
        self.setAccessibleName(_("Into"))
        self.setToolTip(_("Where the file, or the folder of files, is written"))
        self.setMinimumHeight(px(HEIGHT))
        self.setTextMargins(0, 0, px(28), 0)
        self.chooser = IconButton("folder", _("Choose where"), parent=self)
        self.chooser.setCursor(Qt.CursorShape.ArrowCursor)
        self.chooser.clicked.connect(lambda: ask())

    def path(self) -> Path:
        """The path as it is typed."""
        return Path(self.text().strip()).expanduser()

    def show_path(self, path: Path) -> None:
        """Show a path; the home folder as "~"."""
        self.setText(short(path))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.chooser.sizeHint()
        left, top = self.width() - size.width() - 4, (self.height() - size.height()) // 2
        self.chooser.setGeometry(left, top, size.width(), size.height())

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(HEIGHT))


def short(path: Path) -> str:
    """A path as people read it: the home folder as "~"."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)
