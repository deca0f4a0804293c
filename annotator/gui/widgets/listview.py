"""The one list: a table view without its furniture, and the delegate that paints a row's state."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.gui.rows import Index, Row, Rows
from annotator.gui.theme import px
from annotator.gui.widgets.rowpaint import RowPainter


class RowDelegate(QStyledItemDelegate):
    """Paints the state of a row (hover, chosen, focus); a subclass paints what stands in it."""

    height = 42

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        """Paint what stands in the row; the ground and the bar are there already."""
        raise NotImplementedError

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        assert isinstance(view, ListView)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        paint = RowPainter(
            painter,
            option.rect,
            option.palette,
            chosen=chosen,
            hover=view.hovered == index.row(),
            lit=chosen and view.is_lit(),
        )
        painter.save()
        paint.ground(bar=index.column() == 0)
        self.paint_row(paint, view.row(index), index.column())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, px(self.height))


class ListView(QTableView):
    """A list of rows worked by mouse and keys, one row chosen at a time.

    `chosen`, `opened` (Enter, double click), `folded` (Left: False, Right: True) and `menu_asked`
    carry the row's id and tell only what the person did, never what the program set, so nothing
    has to be kept from echoing. `panel` is the widget whose focus lights the chosen row's bar.
    """

    chosen = Signal(object)
    opened = Signal(object)
    folded = Signal(object, bool)
    menu_asked = Signal(object, QPoint)

    def __init__(
        self,
        rows: Rows,
        delegate: RowDelegate,
        name: str,
        *,
        panel: QWidget | None = None,
        height_of: Callable[[Row], int] | None = None,
    ) -> None:
        super().__init__(panel)
        self.hovered = -1
        self._panel: QWidget = panel or self
        self._height_of = height_of
        self._remembered: Any = None
        self._moving: Any = None  # the chosen row that went, in case it comes back elsewhere
        self._bereft = False
        self._rows, self._delegate = rows, delegate
        self.setAccessibleName(name)
        self._strip()
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setModel(rows)
        self._set_widths()
        self._set_heights(0, rows.rowCount() - 1)
        rows.modelAboutToBeReset.connect(self._remember)
        rows.modelReset.connect(self._restore)
        rows.rowsInserted.connect(self._came)
        rows.rowsRemoved.connect(self._gone)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    @property
    def chosen_id(self) -> Any:
        """The id of the chosen row, or None."""
        index = self.currentIndex()
        return self._rows.id_at(index.row()) if self._is_chosen(index) else None

    def row(self, index: Index) -> Row:
        """The row an index of this list points to."""
        return self._rows.row(index.row())

    def choose(self, id: Any) -> bool:
        """Choose the row with that id (None: no row) and bring it into view; False if not there."""
        self._moving = None
        place = None if id is None else self._rows.place_of(id)
        if place is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
            return id is None
        index = self.currentIndex()
        if place != index.row() or not self._is_chosen(index):
            self.setCurrentIndex(self._rows.index(place, 0))
        return True

    def choose_amid(self, id: Any) -> None:
        """Choose the row with that id and bring it into the middle of the list."""
        self.updateGeometries()  # else it is scrolled as far as the rows before it went
        if self.choose(id):
            middle = QAbstractItemView.ScrollHint.PositionAtCenter
            self.scrollTo(self.currentIndex(), middle)

    def keep_place(self, above: int) -> None:
        """Stay with the rows that are in sight, after so many came in above them."""
        self.updateGeometries()
        header, bar = self.verticalHeader(), self.verticalScrollBar()
        bar.setValue(bar.value() + header.sectionPosition(above))

    def _is_chosen(self, index: Index) -> bool:
        """False for the place where a chosen row was before it went away."""
        return index.isValid() and self.selectionModel().isSelected(index)

    def is_lit(self) -> bool:
        """True while the panel of this list has the keyboard."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self._panel or self._panel.isAncestorOf(focus))

    def _strip(self) -> None:
        """No headers, frame, grid or cells to step through: rows and nothing else."""
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(px(self._delegate.height))
        self.verticalScrollBar().setSingleStep(px(self._delegate.height))

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        for place, column in enumerate(self._rows.columns):
            mode = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, mode)
            if column.width:
                self.setColumnWidth(place, px(column.width))

    def _set_heights(self, first: int, last: int) -> None:
        if self._height_of is None:
            return
        header, usual = self.verticalHeader(), self._delegate.height
        for place in range(first, last + 1):
            height = self._height_of(self._rows.row(place))
            if height != usual or header.sectionSize(place) != px(usual):
                header.resizeSection(place, px(height))

    def _came(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._set_heights(first, last)
        place = self._rows.place_of(self._moving) if self._moving is not None else None
        if place is not None and first <= place <= last:
            self.choose(self._moving)

    def _gone(self) -> None:
        """Qt chooses a neighbour of a chosen row that went; nobody asked for that."""
        if self._bereft:
            self.selectionModel().clearSelection()
        self._bereft = False

    def _remember(self) -> None:
        self._remembered = self.chosen_id

    def _restore(self) -> None:
        self.hovered = -1
        self._set_heights(0, self._rows.rowCount() - 1)
        if self._remembered is not None:
            self.choose(self._remembered)

    def _focus_moved(self, was: QWidget | None, now: QWidget | None) -> None:
        panel = self._panel
        if any(one is not None and (one is panel or panel.isAncestorOf(one)) for one in (was, now)):
            self.viewport().update()

    def _hover(self, place: int) -> None:
        if place == self.hovered:
            return
        for row in (self.hovered, place):
            if row >= 0:
                top, height = self.rowViewportPosition(row), self.rowHeight(row)
                self.viewport().update(0, top, self.viewport().width(), height)
        self.hovered = place

    def _tell_choice(self, before: Any) -> None:
        now = self.chosen_id
        if now is not None and now != before:
            self.chosen.emit(now)

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        index = self.currentIndex()
        if self._is_chosen(index) and start <= index.row() <= end:
            self._bereft, self._moving = True, self.chosen_id
        super().rowsAboutToBeRemoved(parent, start, end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before, key = self.chosen_id, event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and before is not None:
            self.opened.emit(before)
            return
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            if before is not None:
                self.folded.emit(before, key == Qt.Key.Key_Right)
            return
        index = self.currentIndex()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and index.isValid() and before is None:
            self.selectRow(index.row())  # where a chosen row went, its place is next
        else:
            super().keyPressEvent(event)
        self._tell_choice(before)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here; stepping to a row by its first letter would eat them."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        move = QAbstractItemView.CursorAction
        if action in (move.MoveHome, move.MoveEnd):
            return self._rows.index(0 if action == move.MoveHome else self._rows.rowCount() - 1, 0)
        return super().moveCursor(action, modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.chosen_id
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            self._tell_choice(before)
        elif index.isValid():
            self.chosen.emit(self._rows.id_at(index.row()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._rows.id_at(index.row()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        if not event.buttons():  # with a button held Qt would choose every row passed over
            super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.chosen_id is None:
            return
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_asked.emit(self.chosen_id, at)
