"""The text view: a read-only QTextEdit over our own lazy layout. It draws marks and reports what
the hand does; it knows no desk, and its text is never read back from Qt.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from annotator.gui.text.face import EM_MEASURE, FAMILIES, Face, first_installed
from annotator.gui.text.hold import Hold
from annotator.gui.text.keys import destination
from annotator.gui.text.layout import TOP, PageLayout
from annotator.gui.text.lines import MARGIN
from annotator.gui.text.look import Alike, Look
from annotator.gui.text.marks import Mark, Marks
from annotator.gui.text.palette import TextTheme
from annotator.gui.text.pointer import Pointer
from annotator.gui.text.segments import Segments, clipping

POINTS = 12.0
_OUTLINE_MS = 600
_BY_HAND = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class TextView(QTextEdit):
    """An article with its marks. All offsets in and out are code points."""

    selection_changed = Signal(int, int)
    clicked = Signal(int, Qt.KeyboardModifier)
    picked = Signal(object)
    span_entered = Signal(object)
    hovered = Signal(object)
    edge_dragged = Signal(object, int, int)
    zoomed = Signal(int)
    files_dropped = Signal(list)
    scrolled = Signal()

    def __init__(self, theme: TextTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self.marks = Marks()
        self.chosen: Mark | None = None
        self.is_exact = False
        self.theme = theme
        self._measure: float = EM_MEASURE
        self._labels = True
        self._chosen_id: int | None = None
        self._entered = -1
        self._seen = (0, 0, 0)
        self._font = QFont(first_installed(FAMILIES))
        self._font.setPointSizeF(POINTS)
        self._layout = PageLayout(self.document(), Look(theme), self._font)
        self._hold = Hold(self, self._layout, self.scrolled.emit)
        self._pointer = Pointer(self)
        self._outline_end = QTimer(self, singleShot=True, interval=_OUTLINE_MS)
        self._outline_end.timeout.connect(lambda: self._frame(outline=None))
        self._set_up()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(True)
        self.setTextInteractionFlags(_BY_HAND)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(240)
        self.viewport().setMouseTracking(True)
        self.document().setDocumentLayout(self._layout)
        self.document().setDefaultFont(self._font)
        self.selectionChanged.connect(self._tell_selection)
        self.cursorPositionChanged.connect(self._tell_selection)
        self.set_theme(self.theme)

    # The text and what lies on it.

    def show_text(self, text: str, direction: str = "") -> None:
        """Show another text without marks, from its beginning."""
        self.text = text
        self.marks = Marks()
        self.chosen = self._chosen_id = None
        self._entered = -1
        segments = Segments(text)
        self._layout.is_deaf = True
        self.setPlainText(segments.display)
        self._layout.is_deaf = False
        self._layout.show(segments, direction)
        self._layout.frames = replace(self._layout.frames, outline=None, chosen=None, hits=())
        self._hold.settle(0, TOP)
        self._tell_selection()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these marks; only what differs is laid out again."""
        place = self._hold.place()
        self.marks = Marks.of(marks)
        self._layout.set_marks(self.marks)
        if self._chosen_id is not None:
            self.chosen = self._mark(self._chosen_id)
            self._frame(chosen=self.chosen)
        self._hold.settle_changed(*place)

    def change_marks(self, removed: Iterable[int], added: Iterable[Mark]) -> None:
        """Take marks away by id and add others."""
        self.set_marks(self.marks.changed(removed, added))

    def light(self, claim: int | None) -> None:
        """Light the parts of the open claim."""
        self._see(open_claim=claim)

    def peek(self, claim: int | None) -> None:
        """Light the parts of the claim under the mouse as well."""
        self._see(peeked_claim=claim)

    def choose(self, span: int | None, alike: Alike | None = None) -> None:
        """Draw a span as the chosen one, with handles at its edges, and frame those alike."""
        self._chosen_id = span
        self.chosen = None if span is None else self._mark(span)
        self._frame(chosen=self.chosen, alike=alike)

    def preview_chosen(self, mark: Mark) -> None:
        """Draw the chosen span with other edges while they are dragged."""
        self.chosen = mark
        self._frame(chosen=mark)

    def outline(self, start: int, end: int) -> None:
        """Frame a place jumped to for a moment."""
        self._frame(outline=(start, end))
        self._outline_end.start()

    def set_hits(self, ranges: Sequence[tuple[int, int]], current: int = -1) -> None:
        """Frame what a search found; `current` is an index into the sorted ranges."""
        self._frame(hits=tuple(ranges), current_hit=current)

    def set_layers(self, entities: str = "on", claims: str = "on", own: str = "on") -> None:
        """Set each layer "on", "dim" or "off"."""
        self._see(entities=entities, claims=claims, own=own)

    # How it looks.

    def set_labels(self, on: bool) -> None:
        """Write codes and claim labels in the lanes, or draw bars alone."""
        self._labels = on
        self._set_again()

    def set_theme(self, theme: TextTheme) -> None:
        """Draw in other colours."""
        self.theme = theme
        self.setPalette(theme.over(self.palette()))
        self._see(theme=theme)
        self._set_again()

    def set_font_points(self, points: float) -> None:
        """Set the size of the text; lanes grow with it."""
        self._font.setPointSizeF(points)
        self._set_again()

    def set_family(self, family: str) -> None:
        """Set the family of the text; "" takes the first installed of `FAMILIES`."""
        self._font.setFamily(family or first_installed(FAMILIES))
        self._set_again()

    def set_measure(self, em: float) -> None:
        """Set how wide a line may be."""
        self._measure = em
        self._set_again()

    def set_exact(self, on: bool) -> None:
        """Select by characters and not by words."""
        self.is_exact = on

    # Selection, in code points.

    def selection(self) -> tuple[int, int]:
        """What is selected; both ends alike where only the caret stands."""
        cursor = self.textCursor()
        to_point = self._layout.segments.positions.to_point
        return to_point(cursor.selectionStart()), to_point(cursor.selectionEnd())

    def caret(self) -> int:
        """Where the caret stands."""
        return self._layout.segments.positions.to_point(self.textCursor().position())

    def anchor(self) -> int:
        """Where the selection began."""
        return self._layout.segments.positions.to_point(self.textCursor().anchor())

    def set_selection(self, start: int, end: int) -> None:
        """Select from start to end, where the caret will stand (it may come first)."""
        to_qt, last = self._layout.segments.positions.to_qt, len(self.text)
        cursor = self.textCursor()
        cursor.setPosition(to_qt(max(0, min(start, last))))
        if end != start:
            cursor.setPosition(to_qt(max(0, min(end, last))), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def let_go(self, point: int) -> None:
        """Put the caret at a point with nothing selected, and scroll nowhere."""
        with self._hold.still():
            self.set_selection(point, point)

    def reveal(self, start: int, end: int) -> bool:
        """Bring all of a place into view; False, and nothing moves, where it is in view."""
        return self._hold.reveal(start, end)

    def rects(self, start: int, end: int) -> list[QRect]:
        """Where a range stands in the viewport."""
        by = -self.verticalScrollBar().value()
        return [box.translated(0, by).toAlignedRect() for box in self._layout.rects(start, end)]

    def edges(self, start: int, end: int) -> list[tuple[bool, QRect]]:
        """Where a range begins (True) and ends (False) in the viewport: upright lines."""
        by = -self.verticalScrollBar().value()
        found = self._layout.edges(start, end)
        return [(first, edge.translated(0, by).toRect()) for first, edge in found]

    def in_view(self) -> tuple[int, int]:
        """The first and last code point in view."""
        top = self.verticalScrollBar().value()
        _, _, first = self._layout.line_at(top)
        _, _, last = self._layout.line_at(top + self.viewport().height())
        return first.start, last.stop

    # Places in the viewport.

    def point_at(self, place: QPoint) -> int:
        """The code point before which the caret would stand."""
        return self._layout.point_at(*self._on_page(place))

    def character_at(self, place: QPoint) -> int:
        """The code point of the character drawn there."""
        return self._layout.character_at(*self._on_page(place))

    def mark_at(self, place: QPoint) -> Mark | None:
        """The mark whose lane lies there, or the shortest one on the words there."""
        return self._layout.mark_at(*self._on_page(place))

    def lane_at(self, place: QPoint) -> Mark | None:
        """The mark whose lane lies there."""
        return self._layout.mark_in_lane(*self._on_page(place))

    # Inside.

    def _on_page(self, place: QPoint) -> tuple[int, int]:
        return place.x(), place.y() + self.verticalScrollBar().value()

    def _set_again(self) -> None:
        """Lay everything out anew if that looks different; the top of the view stays there."""
        face = Face(self._font, QApplication.font(), self.logicalDpiY(), self.theme.lane_weight)
        page = self.viewport().width()
        width = max(80.0, min(self._measure * face.em, page - 2 * MARGIN))
        before = self._layout.setting
        face = before.face if face.is_like(before.face) else face
        setting = replace(before, face=face, width=width, labels=self._labels)
        if (setting, page) == (before, self._layout.page_width):
            return
        place = self._hold.place()
        self.document().setDefaultFont(self._font)
        self._layout.set_setting(setting, int(page - width) // 2, page)
        self._hold.settle(*place)

    def _see(self, **changes: Any) -> None:
        look = replace(self._layout.look, **changes)
        if look == self._layout.look:
            return
        hides = look.hides or self._layout.look.hides
        self._layout.look = look
        if hides:
            self.set_marks(self.marks)
        self.viewport().update()

    def _frame(self, **changes: Any) -> None:
        frames = replace(self._layout.frames, **changes)
        if frames != self._layout.frames:
            self._layout.frames = frames
            self.viewport().update()

    def _mark(self, id: int) -> Mark | None:
        old = self.chosen
        near = self.marks.within(old.start, old.end) if old is not None and old.id == id else ()
        return next((mark for mark in near if mark.id == id), None) or self.marks.of_id(id)

    def _tell_selection(self) -> None:
        start, end = self.selection()
        caret = self.caret()
        if (start, end, caret) == self._seen:
            return
        self._seen = (start, end, caret)
        self.selection_changed.emit(start, end)
        mark = self.marks.shortest_at(caret) if start == end else None
        if mark is not None and mark.id != self._entered:
            self.span_entered.emit(mark.id)
        self._entered = -1 if mark is None else mark.id

    # Overrides.

    def createMimeDataFromSelection(self) -> QMimeData:
        start, end = self.selection()
        return clipping(self.text[start:end])

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._hold.is_settling:
            return
        self._hold.scrolled()
        super().scrollContentsBy(dx, dy)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            # QTextEdit has taken the chrome's font for the text.
            self.document().setDefaultFont(self._font)
            self._set_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._layout.frames = replace(self._layout.frames, selection=self.selection())
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != self._layout.page_width:
            self._set_again()
        else:
            self._hold.settle(*self._hold.place())

    def event(self, event: QEvent) -> bool:
        # QTextEdit claims the keys of editing (Undo!) before the window's commands see them.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            with self._hold.still():
                self.selectAll()
            return
        bar = self.verticalScrollBar()
        before, goal = (self.caret(), bar.value()), destination(event, self.text, self.caret())
        if goal is None:
            super().keyPressEvent(event)
        else:
            keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.set_selection(self.anchor() if keep else goal, goal)
        if (self.caret(), bar.value()) != before:
            self._hold.follow(self.caret())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.double(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer.leave()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._pointer.zoom(event):
            super().wheelEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)
