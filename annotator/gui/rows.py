"""The table model behind every list: frozen rows, known by their ids, shown whole or in pages.

Panels say what a row holds in `Column`s; filtering and sorting are done where the rows come from.
Ids are 63 bits wide: hand them through signals as `object`, Qt's own int would cut them.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, count
from operator import attrgetter, is_not, ne
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

PAGE = 256
DIFF_AT_MOST = 400
MOVE_AT_MOST = 8  # rows taken out and put in again elsewhere; of more all are shown anew

Row = Any
Fetch = Callable[[Any, int], Sequence[Row] | None]
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the words a row shows in it, its width (0 takes what is left)."""

    name: str
    words: Callable[[Row], str]
    width: int = 0
    right: bool = False


class Rows(QAbstractTableModel):
    """A table of frozen rows, known by their ids; shown whole or fetched page by page."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        key: Callable[[Row], Any] = attrgetter("id"),
        spoken: Callable[[Row], str] | None = None,
        tip: Callable[[Row], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key, self._spoken, self._tip = key, spoken, tip
        self._rows: list[Row] = []
        self._places: dict[Any, int] | None = None
        self._fetch: Fetch | None = None
        self._waits_for: Any = None  # the row behind which more were asked for

    @property
    def rows(self) -> Sequence[Row]:
        """The rows that are loaded, in order."""
        return self._rows

    def row(self, place: int) -> Row:
        """The row at a place, 0-based."""
        return self._rows[place]

    def id_at(self, place: int) -> Any:
        """The id of the row at a place; None where there is no such place."""
        return self._key(self._rows[place]) if 0 <= place < len(self._rows) else None

    def place_of(self, id: Any) -> int | None:
        """The place of the row with that id among the loaded ones."""
        if self._places is None:
            self._places = {self._key(row): place for place, row in enumerate(self._rows)}
        return self._places.get(id)

    def find(self, id: Any) -> Row | None:
        """The row with that id among the loaded ones; None where there is none."""
        place = self.place_of(id)
        return None if place is None else self._rows[place]

    def show(self, rows: Sequence[Row]) -> None:
        """Show exactly these rows; what stayed keeps its place, its choice and its pixels."""
        self._fetch = None
        new = list(rows)
        if not self._patch(new):
            self._reset(new)

    def show_pages(self, fetch: Fetch, first: Sequence[Row] | None = None) -> None:
        """Show rows page by page: `fetch(key of the last row or None, limit)` gives the next, or
        None where they `come` later; `first` are the first ones, where they are there already.
        """
        self._fetch, self._waits_for = fetch, None
        rows = list(first if first is not None else fetch(None, PAGE) or ())
        if len(rows) < PAGE:
            self._fetch = None
        self._reset(rows)

    def renew(self, fetch: Fetch, again: Sequence[Row] | None = None) -> None:
        """Read the loaded rows anew, as many as there are; what stayed keeps its place."""
        loaded = max(len(self._rows), PAGE)
        rows = list(again if again is not None else fetch(None, loaded) or ())
        self.show(rows)
        self._waits_for = None
        self._fetch = fetch if len(rows) == loaded else None

    def come(self, after: Any, more: Sequence[Row]) -> None:
        """Take further rows that were asked for, unless others are shown by now."""
        if self._fetch is not None and after == self._waits_for == self.id_at(len(self._rows) - 1):
            self._append(more)

    def prepend(self, rows: Sequence[Row]) -> None:
        """Show further rows above the first one."""
        if rows:
            self.beginInsertRows(_NO_INDEX, 0, len(rows) - 1)
            self._rows[:0] = rows
            self._places = None
            self.endInsertRows()

    def change(self, row: Row) -> None:
        """Show a row anew that has the id of one shown already."""
        place = self.place_of(self._key(row))
        if place is not None and self._rows[place] != row:
            self._rows[place] = row
            self._tell_changed(place, place)

    def _reset(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows, self._places = rows, None
        self.endResetModel()

    def _patch(self, new: list[Row]) -> bool:
        """Turn the rows into the new ones by few small steps; False where a reset is cheaper."""
        old = self._rows
        if not old or not new or abs(len(old) - len(new)) > DIFF_AT_MOST:
            return False
        first, old_end, new_end = _between(old, new, is_not)
        before = list(map(self._key, old[first:old_end]))
        after = list(map(self._key, new[first:new_end]))
        head, gone_end, come_end = _between(before, after, ne)
        gone, come = before[head:gone_end], after[head:come_end]
        if len(gone) + len(come) > DIFF_AT_MOST:
            return False
        kept = _staying(gone, come)
        if len(set(gone) & set(come)) - len(kept) > MOVE_AT_MOST:
            return False
        self._remove(_runs(gone, kept, first + head))
        self._insert(_runs(come, kept, first + head), new)
        self._renew(new, first, new_end)
        return True

    def _remove(self, runs: list[tuple[int, int]]) -> None:
        for first, last in reversed(runs):
            self.beginRemoveRows(_NO_INDEX, first, last)
            del self._rows[first : last + 1]
            self._places = None
            self.endRemoveRows()

    def _insert(self, runs: list[tuple[int, int]], new: list[Row]) -> None:
        for first, last in runs:
            self.beginInsertRows(_NO_INDEX, first, last)
            self._rows[first:first] = new[first : last + 1]
            self._places = None
            self.endInsertRows()

    def _renew(self, new: list[Row], first: int, end: int) -> None:
        """Take over the new rows; those between two places may differ from what is shown."""
        changed = [
            place
            for place in range(first, end)
            if self._rows[place] is not new[place] and self._rows[place] != new[place]
        ]
        self._rows = new
        for start, last in _stretches(changed):
            self._tell_changed(start, last)

    def _tell_changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Views and screen readers may still hold an index of a row that is gone.
        if not (0 <= index.row() < len(self._rows) and 0 <= index.column() < len(self.columns)):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[index.column()].words(self._rows[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row, column = self._rows[index.row()], self.columns[index.column()]
            return self._spoken(row) if self._spoken else column.words(row)
        if role == Qt.ItemDataRole.ToolTipRole and self._tip:
            return self._tip(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[index.column()].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.columns[section].name if shown and section < len(self.columns) else None

    def canFetchMore(self, parent: Index) -> bool:
        return self._fetch is not None and self._waits_for is None and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self._fetch is None or self._waits_for is not None or parent.isValid():
            return
        last = self.id_at(len(self._rows) - 1)
        more = self._fetch(last, PAGE)
        if more is None:
            self._waits_for = last
        else:
            self._append(more)

    def _append(self, more: Sequence[Row]) -> None:
        self._waits_for = None
        if len(more) < PAGE:
            self._fetch = None
        if more:
            first = len(self._rows)
            self.beginInsertRows(_NO_INDEX, first, first + len(more) - 1)
            self._rows.extend(more)
            self._places = None
            self.endInsertRows()


def _between(
    before: Sequence[Any], after: Sequence[Any], differ: Callable[[Any, Any], bool]
) -> tuple[int, int, int]:
    """Where two lists part: the end of their common head, and both starts of their common tail."""
    shorter = min(len(before), len(after))
    head = _alike(before, after, differ, shorter)
    tail = _alike(reversed(before), reversed(after), differ, shorter - head)
    return head, len(before) - tail, len(after) - tail


def _alike(
    a: Iterable[Any], b: Iterable[Any], differ: Callable[[Any, Any], bool], most: int
) -> int:
    """How many pairs are alike before the first that differ; never more than `most`."""
    return min(most, next(compress(count(), map(differ, a, b)), most))


def _staying(before: Sequence[Any], after: Sequence[Any]) -> set[Any]:
    """As many ids as stand in the same order in both: what need not move."""
    places = {id: place for place, id in enumerate(after)}
    ends: list[int] = []  # the lowest place at which a run of each length can end
    runs: list[list[Any]] = []
    for id in before:
        if (place := places.get(id)) is not None:
            length = bisect_left(ends, place)
            ends[length:], runs[length:] = (
                [place, *ends[length + 1 :]],
                [[*(runs[length - 1] if length else ()), id], *runs[length + 1 :]],
            )
    return set(runs[-1]) if runs else set()


def _runs(ids: list[Any], kept: set[Any], offset: int) -> list[tuple[int, int]]:
    """First and last place of each stretch of ids that are not kept."""
    return _stretches([offset + i for i, id in enumerate(ids) if id not in kept])


def _stretches(places: list[int]) -> list[tuple[int, int]]:
    """Ascending places joined to (first, last) stretches."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
