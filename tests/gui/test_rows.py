"""Rows change by small steps, lists tell only what the person did, and a long list stays quick."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.rows import PAGE, Column, Rows
from annotator.gui.style import dress
from annotator.gui.theme import LIGHT
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter

BIG = 1 << 62


@dataclass(frozen=True, slots=True)
class Line:
    """A row of these tests."""

    id: int
    words: str = ""


class Delegate(RowDelegate):
    """Paints the words."""

    def paint_row(self, paint: RowPainter, row: Line, column: int) -> None:
        paint.words(row.words, 34, paint.width - 10, paint.first, bold=paint.chosen)
        paint.words("second", 34, paint.width - 10, paint.second, step="fine")


def lines(*ids: int) -> tuple[Line, ...]:
    return tuple(Line(id, f"row {id}") for id in ids)


def rows_of(*ids: int) -> Rows:
    found = Rows([Column("Words", lambda line: line.words)], spoken=lambda line: f"Row {line.id}")
    found.show(lines(*ids))
    return found


class Steps:
    """What a model announced."""

    def __init__(self, rows: Rows) -> None:
        self.seen: list[tuple[str, int, int]] = []
        rows.modelReset.connect(lambda: self.seen.append(("reset", 0, 0)))
        rows.rowsInserted.connect(lambda _p, a, b: self.seen.append(("insert", a, b)))
        rows.rowsRemoved.connect(lambda _p, a, b: self.seen.append(("remove", a, b)))
        rows.dataChanged.connect(lambda a, b: self.seen.append(("change", a.row(), b.row())))


def test_one_new_row_is_inserted_where_it_stands(qapp: QApplication) -> None:
    rows = rows_of(1, 2, 4)
    steps = Steps(rows)
    rows.show(lines(1, 2, 3, 4))
    assert steps.seen == [("insert", 2, 2)]
    assert [row.id for row in rows.rows] == [1, 2, 3, 4]


def test_one_row_that_went_is_removed(qapp: QApplication) -> None:
    rows = rows_of(1, 2, 3)
    steps = Steps(rows)
    rows.show(lines(1, 3))
    assert steps.seen == [("remove", 1, 1)]


def test_a_row_that_changed_is_announced_alone(qapp: QApplication) -> None:
    rows = rows_of(1, 2, 3)
    steps = Steps(rows)
    rows.show((*lines(1), Line(2, "other"), *lines(3)))
    assert steps.seen == [("change", 1, 1)]
    assert rows.data(rows.index(1, 0)) == "other"


def test_the_same_rows_again_announce_nothing(qapp: QApplication) -> None:
    rows = rows_of(1, 2, 3)
    steps = Steps(rows)
    rows.show(lines(1, 2, 3))
    assert steps.seen == []


def test_a_row_that_moved_is_taken_out_and_put_in_where_it_stands(qapp: QApplication) -> None:
    rows = rows_of(*range(1000))
    steps = Steps(rows)
    rows.show(lines(*range(300), 350, *range(300, 350), *range(351, 1000)))
    assert steps.seen == [("remove", 350, 350), ("insert", 300, 300)]


def test_another_order_and_great_changes_reset(qapp: QApplication) -> None:
    rows = rows_of(*range(20))
    steps = Steps(rows)
    rows.show(lines(*reversed(range(20))))
    rows.show(lines(*range(2000)))
    assert steps.seen == [("reset", 0, 0)] * 2


ids = st.lists(st.integers(0, 30), unique=True, max_size=20)


@given(ids, ids, st.sets(st.integers(0, 30)))
def test_after_any_change_exactly_the_new_rows_are_shown(
    old: list[int], new: list[int], changed: set[int]
) -> None:
    rows = rows_of(*old)
    mirror = list(rows.rows)

    def removed(_parent: QModelIndex, first: int, last: int) -> None:
        del mirror[first : last + 1]

    def inserted(_parent: QModelIndex, first: int, last: int) -> None:
        mirror[first:first] = list(rows.rows[first : last + 1])

    def renewed() -> None:
        mirror[:] = rows.rows

    rows.rowsRemoved.connect(removed)
    rows.rowsInserted.connect(inserted)
    rows.modelReset.connect(renewed)
    wanted = tuple(
        replace(line, words="changed") if line.id in changed else line for line in lines(*new)
    )
    rows.show(wanted)
    assert tuple(rows.rows) == wanted
    assert [line.id for line in mirror] == new
    assert all(rows.place_of(id) == place for place, id in enumerate(new))


def pages(total: int, asked: list[int | None]) -> Rows:
    def fetch(after: int | None, limit: int) -> tuple[Line, ...]:
        asked.append(after)
        start = 0 if after is None else after + 1
        return lines(*range(start, min(start + limit, total)))

    rows = Rows([Column("Words", lambda line: line.words)])
    rows.show_pages(fetch)
    return rows


def test_pages_are_fetched_behind_the_last_row_until_one_is_short(qapp: QApplication) -> None:
    asked: list[int | None] = []
    rows = pages(PAGE * 2 + 10, asked)
    while rows.canFetchMore(QModelIndex()):
        rows.fetchMore(QModelIndex())
    assert rows.rowCount() == PAGE * 2 + 10
    assert asked == [None, PAGE - 1, PAGE * 2 - 1]


def test_a_short_first_page_asks_for_nothing_more(qapp: QApplication) -> None:
    rows = pages(3, [])
    assert not rows.canFetchMore(QModelIndex())


def test_a_row_is_spoken_as_a_whole(qapp: QApplication) -> None:
    rows = rows_of(7)
    assert rows.data(rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "Row 7"


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[ListView]:
    """A list of ten rows beside a field, in a window that has the focus."""
    dress(qapp, LIGHT)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(252, 300)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    field, panel = QLineEdit(), QWidget()
    inner = QVBoxLayout(panel)
    inner.setContentsMargins(0, 0, 0, 0)
    found = ListView(rows_of(*(BIG + i for i in range(10))), Delegate(), "Lines", panel=panel)
    inner.addWidget(found)
    column.addWidget(field)
    column.addWidget(panel)
    window.show()
    qtbot.waitExposed(window)
    found.setFocus()
    yield found


def told(view: ListView) -> list[int]:
    """What `chosen` carries from now on."""
    seen: list[int] = []
    view.chosen.connect(seen.append)
    return seen


def middle_of(view: ListView, place: int) -> QPoint:
    return view.visualRect(view.model().index(place, 0)).center()


def test_a_click_chooses_a_row_and_tells_its_whole_id(qtbot: QtBot, view: ListView) -> None:
    seen = told(view)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, 2))
    assert seen == [BIG + 2]
    assert view.chosen_id == BIG + 2


def test_arrows_home_and_end_choose_by_keys(qtbot: QtBot, view: ListView) -> None:
    view.choose(BIG)
    seen = told(view)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Home):
        qtbot.keyClick(view, key)
    assert seen == [BIG + 1, BIG + 9, BIG + 8, BIG]


def test_what_the_program_chooses_is_not_told(view: ListView) -> None:
    seen = told(view)
    assert view.choose(BIG + 3)
    assert not view.choose(12345)
    assert view.choose(None)
    assert seen == []


def test_letters_do_not_move_the_choice(qtbot: QtBot, view: ListView) -> None:
    view.choose(BIG + 5)
    qtbot.keyClicks(view, "row 1")
    assert view.chosen_id == BIG + 5


def test_enter_and_double_click_open_and_arrows_fold(qtbot: QtBot, view: ListView) -> None:
    opened: list[int] = []
    folded: list[tuple[int, bool]] = []
    view.opened.connect(opened.append)
    view.folded.connect(lambda id, open: folded.append((id, open)))
    view.choose(BIG + 1)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, 3))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert opened == [BIG + 1, BIG + 3]
    assert folded == [(BIG + 3, True), (BIG + 3, False)]


def test_the_choice_stays_with_its_row_through_insertions_and_resets(view: ListView) -> None:
    view.choose(BIG + 5)
    rows = view.model()
    rows.show((Line(1, "new"), *rows.rows))
    assert view.chosen_id == BIG + 5
    rows.show(tuple(reversed(rows.rows)))
    assert view.chosen_id == BIG + 5


def test_the_choice_goes_along_with_a_row_that_moves(view: ListView) -> None:
    rows = view.model()
    view.choose(rows.rows[2].id)
    moved = rows.rows[2]
    rows.show((moved, *(row for row in rows.rows if row is not moved)))
    assert view.chosen_id == moved.id
    assert view.currentIndex().row() == 0


def test_when_the_chosen_row_goes_nothing_is_chosen_and_down_goes_on_from_there(
    qtbot: QtBot, view: ListView
) -> None:
    view.choose(BIG + 4)
    seen = told(view)
    rows = view.model()
    rows.show(tuple(line for line in rows.rows if line.id != BIG + 4))
    assert view.chosen_id is None
    assert view.selectionModel().selectedRows() == []
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert seen == [BIG + 5]


def test_a_right_click_chooses_and_asks_for_the_menu_of_its_row(
    qtbot: QtBot, view: ListView
) -> None:
    seen, asked = told(view), []
    view.menu_asked.connect(lambda id, at: asked.append(id))
    spot = middle_of(view, 3)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=spot)
    QApplication.sendEvent(
        view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, spot)
    )
    assert (seen, asked) == ([BIG + 3], [BIG + 3])


def test_dragging_over_rows_chooses_only_the_pressed_one(qtbot: QtBot, view: ListView) -> None:
    seen = told(view)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, 1))
    qtbot.mouseMove(view.viewport(), middle_of(view, 3))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, 3))
    assert seen == [BIG + 1] and view.chosen_id == BIG + 1


def test_scrolling_to_the_end_fetches_the_next_page(qtbot: QtBot, qapp: QApplication) -> None:
    rows = pages(PAGE * 3, [])
    view = ListView(rows, Delegate(), "Lines")
    qtbot.addWidget(view)
    view.resize(252, 400)
    view.show()
    qtbot.waitExposed(view)
    for page in range(1, 4):
        assert rows.rowCount() == PAGE * page
        view.scrollToBottom()
        qapp.processEvents()
    assert not rows.canFetchMore(QModelIndex())


def test_the_bar_is_accent_only_while_the_panel_has_the_keys(qtbot: QtBot, view: ListView) -> None:
    view.choose(BIG + 1)
    top = view.rowViewportPosition(1) + 20

    def colours() -> tuple[str, str]:
        image = view.viewport().grab().toImage()
        return image.pixelColor(1, top).name(), image.pixelColor(230, top).name()

    assert view.is_lit()
    assert colours() == (LIGHT.accent.name(), LIGHT.row.name())
    view.window().findChild(QLineEdit).setFocus()
    assert not view.is_lit()
    assert colours() == (LIGHT.rowidle.name(), LIGHT.rowidle.name())


def test_the_row_under_the_mouse_is_shown_and_forgotten(qtbot: QtBot, view: ListView) -> None:
    spot = QPointF(middle_of(view, 2))
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        view.viewport(), QMouseEvent(QEvent.Type.MouseMove, spot, spot, none, none, plain)
    )
    assert view.hovered == 2
    image = view.viewport().grab().toImage()
    assert image.pixelColor(230, int(spot.y())) == LIGHT.hover
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert view.hovered == -1


def test_rows_of_two_heights_keep_theirs_after_changes(qtbot: QtBot) -> None:
    rows = rows_of(1, 2, 3)
    view = ListView(rows, Delegate(), "Lines", height_of=lambda line: 22 if line.id > 9 else 42)
    qtbot.addWidget(view)
    rows.show(lines(1, 10, 11, 2, 3))
    assert [view.rowHeight(place) for place in range(5)] == [42, 22, 22, 42, 42]
    rows.show(lines(10, 3, 2, 1))
    assert [view.rowHeight(place) for place in range(4)] == [22, 42, 42, 42]


def test_a_hundred_thousand_rows_are_listed_filtered_and_scrolled_in_the_budget(
    qtbot: QtBot, qapp: QApplication
) -> None:
    dress(qapp, LIGHT)
    every = lines(*range(100_000))
    some = every[::2]
    rows = rows_of()
    view = ListView(rows, Delegate(), "Lines")
    qtbot.addWidget(view)
    view.resize(252, 800)
    view.show()
    qtbot.waitExposed(view)

    def cost(deed) -> float:  # type: ignore[no-untyped-def]
        taken = []
        for _turn in range(5):
            start = time.process_time()
            deed()
            view.viewport().repaint()
            taken.append((time.process_time() - start) * 1000)
        return sorted(taken)[2]

    def listed() -> None:
        rows.show(())
        rows.show(every)

    def filtered() -> None:
        rows.show(some)
        rows.show(every)

    assert cost(listed) <= 35
    assert cost(filtered) <= 70
    assert cost(lambda: view.scrollToBottom() or view.scrollToTop()) <= 35


def test_a_place_that_is_no_more_shows_nothing() -> None:
    rows = rows_of(1, 2)
    gone = rows.index(1, 0)
    rows.show(lines(1))
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole,
             Qt.ItemDataRole.TextAlignmentRole)  # fmt: skip
    for index in (gone, QModelIndex()):
        assert [rows.data(index, role) for role in roles] == [None] * 3
    heading = (Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
    assert [rows.headerData(section, *heading) for section in (0, 1)] == ["Words", None]
