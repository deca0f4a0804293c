"""The mouse in the text: presses, moves and releases become selections, clicks and moved edges."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from annotator.gui.text.marks import Mark
from annotator.gui.text.paint import HANDLE
from annotator.gui.text.selecting import Range, dragged, moved_edge, unit_at

if TYPE_CHECKING:
    from annotator.gui.text.view import TextView

_DRAG = 4
_GRAB = 5
_TICK_MS = 30
_NOTCH = 120


class Pointer(QObject):
    """The state of one mouse gesture over a text view."""

    def __init__(self, view: "TextView") -> None:
        super().__init__(view)
        self._view = view
        self._anchor: Range | None = None
        self._pressed_at = QPoint()
        self._last = QPoint()
        self._exact = False
        self._moved = False
        self._clicks = self._turned = 0
        self._since = QElapsedTimer()
        self._edge: bool | None = None
        self._hovered = -1
        self._moving: Mark | None = None
        self._scroll = QTimer(self, interval=_TICK_MS)
        self._scroll.timeout.connect(self._scroll_on)

    @property
    def is_down(self) -> bool:
        """True while a button is held for a selection or an edge."""
        return self._anchor is not None or self._moving is not None

    def press(self, event: QMouseEvent) -> None:
        """A button went down; after a double click close by, for the third time."""
        follows = self._clicks == 2 and self._follows(event.position().toPoint())
        self._begin(event, 3 if follows else 1)

    def double(self, event: QMouseEvent) -> None:
        """A second press followed quickly."""
        self._begin(event, 2)

    def zoom(self, event: QWheelEvent) -> bool:
        """The wheel turned; True where Ctrl was held, which zooms notch by notch."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        self._turned += event.angleDelta().y()
        if notches := int(self._turned / _NOTCH):
            self._turned -= notches * _NOTCH
            self._view.zoomed.emit(notches)
        event.accept()
        return True

    def _begin(self, event: QMouseEvent, clicks: int) -> None:
        place = event.position().toPoint()
        self._clicks = clicks
        self._pressed_at = self._last = place
        self._moved = False
        self._since.start()
        if self._clicks == 1 and self._grab(place):
            return
        point = self._view.point_at(place)
        if self._clicks >= 2:
            self._take_unit(place)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            anchor = self._view.anchor()
            self._anchor = (anchor, anchor)
            self._moved = True
            self._draw(place, event.modifiers())
        else:
            self._anchor = (point, point)
            self._view.set_selection(point, point)

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved, with or without a button."""
        place = event.position().toPoint()
        if self._moving is not None:
            self._move_edge(place, event.modifiers())
        elif self._anchor is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (place - self._pressed_at).manhattanLength() >= _DRAG
            self._moved = self._moved or far
            if self._moved:
                self._draw(place, event.modifiers())
        else:
            taken = self._edge_at(place) is not None
            shape = Qt.CursorShape.SizeHorCursor if taken else Qt.CursorShape.IBeamCursor
            if self._view.viewport().cursor().shape() != shape:
                self._view.viewport().setCursor(shape)
            self._hover(place)

    def release(self, event: QMouseEvent) -> None:
        """The button went up."""
        self._scroll.stop()
        if self._moving is not None:
            self._drop_edge(event)
            return
        if self._anchor is None:
            return
        self._anchor = None
        if not self._moved and self._clicks == 1:
            self._click(event.position().toPoint(), event.modifiers())
        else:
            self._offer_primary()

    def leave(self) -> None:
        """The mouse left the text."""
        self._enter(-1)

    def edges(self) -> list[tuple[bool, QRect]]:
        """Where the knobs at the start (True) and end of the chosen span stand."""
        chosen = self._view.chosen
        if chosen is None:
            return []
        knob = QRect(0, 0, round(HANDLE), round(HANDLE))
        return [
            (
                first,
                knob.translated((edge.topLeft() if first else edge.bottomLeft()) - knob.center()),
            )
            for first, edge in self._view.edges(chosen.start, chosen.end)
        ]

    def _hover(self, place: QPoint) -> None:
        mark = self._view.mark_at(place)
        self._enter(-1 if mark is None else mark.id)

    def _enter(self, span: int) -> None:
        if span != self._hovered:
            self._hovered = span
            self._view.hovered.emit(span)
            if span != -1:
                self._view.span_entered.emit(span)

    def _click(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        mark = self._view.lane_at(place)
        if mark is not None:
            self._view.picked.emit(mark.id)
        else:
            self._view.clicked.emit(self._view.character_at(place), modifiers)

    def _offer_primary(self) -> None:
        """Put the selected words on the selection clipboard, where there is one."""
        clipboard = QGuiApplication.clipboard()
        start, end = self._view.selection()
        if start < end and clipboard.supportsSelection():
            clipboard.setMimeData(
                self._view.createMimeDataFromSelection(), QClipboard.Mode.Selection
            )

    def _follows(self, place: QPoint) -> bool:
        near = (place - self._pressed_at).manhattanLength() <= QApplication.startDragDistance()
        wait = QGuiApplication.styleHints().mouseDoubleClickInterval()
        return self._since.isValid() and self._since.elapsed() < wait and near

    def _take_unit(self, place: QPoint) -> None:
        view = self._view
        self._anchor = unit_at(view.text, view.character_at(place), self._clicks)
        self._moved = True
        view.set_selection(*self._anchor)

    def _draw(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        if self._anchor is None:
            return
        self._last = place
        view = self._view
        self._exact = view.is_exact or bool(modifiers & Qt.KeyboardModifier.AltModifier)
        point = view.point_at(place)
        if self._anchor[0] < self._anchor[1] and self._anchor[0] <= point <= self._anchor[1]:
            view.set_selection(*self._anchor)
        else:
            view.set_selection(*dragged(view.text, self._anchor, point, exact=self._exact))
        outside = not 0 <= place.y() < view.viewport().height()
        if outside != self._scroll.isActive():
            self._scroll.start() if outside else self._scroll.stop()

    def _scroll_on(self) -> None:
        height = self._view.viewport().height()
        y = self._last.y()
        step = y if y < 0 else y - height
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + max(-60, min(60, step)))
        modifiers = QGuiApplication.keyboardModifiers()
        self._draw(QPoint(self._last.x(), max(-200, min(y, height + 200))), modifiers)

    def _edge_at(self, place: QPoint) -> bool | None:
        """Whether the start (True) or the end (False) of the chosen span is there to be taken."""
        for first, box in self.edges():
            if box.adjusted(-_GRAB, -_GRAB, _GRAB, _GRAB).contains(place):
                return first
        return None

    def _grab(self, place: QPoint) -> bool:
        self._edge = self._edge_at(place)
        self._moving = self._view.chosen if self._edge is not None else None
        return self._moving is not None

    def _move_edge(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        view, mark = self._view, self._moving
        self._moved = self._moved or (place - self._pressed_at).manhattanLength() >= _DRAG
        if mark is None or not self._moved:
            return
        exact = view.is_exact or bool(modifiers & Qt.KeyboardModifier.AltModifier)
        first = bool(self._edge)
        start, end = moved_edge(view.text, (mark.start, mark.end), first=first,
                                point=view.point_at(place), exact=exact)  # fmt: skip
        view.preview_chosen(replace(mark, start=start, end=end))

    def _drop_edge(self, event: QMouseEvent) -> None:
        view, mark = self._view, self._moving
        self._moving = None
        shown = view.chosen
        if mark is None or shown is None:
            return
        view.preview_chosen(mark)
        if (shown.start, shown.end) != (mark.start, mark.end):
            view.edge_dragged.emit(mark.id, shown.start, shown.end)
        elif not self._moved:
            self._click(event.position().toPoint(), event.modifiers())
