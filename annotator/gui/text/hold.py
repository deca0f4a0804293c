"""Keeps what is in view where it is while guessed heights turn into known ones."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QTextEdit

from annotator.gui.text.layout import BOTTOM, TOP, PageLayout


class Hold:
    """Moves the scroll bar of a text view whenever the layout above the view changes."""

    def __init__(self, view: QTextEdit, layout: PageLayout, tell: Callable[[], None]) -> None:
        self._view = view
        self._tell = tell
        self._layout = layout
        self.is_settling = False
        layout.drifted = self.drifted

    def place(self) -> tuple[int, int]:
        """The first whole line in view, and how far below the top of the view it stands."""
        value = self._view.verticalScrollBar().value()
        if value <= TOP:
            return 0, TOP - value
        layout = self._layout
        block, top, line = layout.line_at(value)
        if top + line.y >= value:
            return line.start, top + line.y - value
        after = layout.line_after(block, line)
        return (line.start, top + line.y - value) if after is None else (
            after, top + line.bottom - value)  # fmt: skip

    @contextmanager
    def still(self) -> Iterator[None]:
        """Scroll nowhere, whatever Qt would bring into view."""
        place = self.place()
        yield
        self.settle(*place)

    def settle(self, point: int, offset: int) -> None:
        """Lay out what comes into view with the line of a point `offset` below the view's top."""
        self._put(point, offset)
        self._view.viewport().update()

    def settle_changed(self, point: int, offset: int) -> None:
        """The same after a change of marks: only what looks different is drawn again."""
        bar, viewport = self._view.verticalScrollBar(), self._view.viewport()
        value, total = bar.value(), self._layout.total
        self._layout.relaid.clear()
        self._put(point, offset)
        if bar.value() != value:
            viewport.update()
        elif self._layout.relaid:
            top = self._layout.top(min(self._layout.relaid)) - value
            bottom = viewport.height()
            if self._layout.total == total:
                last = max(self._layout.relaid)
                bottom = self._layout.top(last) + self._layout.laid(last).height - value
            viewport.update(0, top, viewport.width(), bottom - top)

    def reveal(self, start: int, end: int) -> bool:
        """Bring all of a place into view, a third below the top where it fits there; False where
        it is in view already. What is higher than the view is shown from its beginning.
        """
        layout, height = self._layout, self._view.viewport().height()
        top = layout.line_top(start)
        layout.lay_out(top, top + height)
        top = layout.line_top(start)
        _, bottom = layout.line_extent(max(start, end - 1))
        depth = min(bottom - top, height)
        if 0 <= top - self._view.verticalScrollBar().value() <= height - depth:
            return False
        self.settle(start, min(height // 3, height - depth))
        return True

    def follow(self, point: int) -> None:
        """Scroll no further than shows the whole line of a point with its lanes, and the margin
        of the page beside its first and last line (Qt looks at the caret alone).
        """
        bar, height = self._view.verticalScrollBar(), self._view.viewport().height()
        top, bottom = self._layout.line_extent(point)
        top = 0 if top == TOP else top
        bottom = self._layout.total if bottom == self._layout.total - BOTTOM else bottom
        lowest = max(bar.value(), bottom - height)
        bar.setValue(min(lowest, top))

    def scrolled(self) -> None:
        """The scroll bar moved: what was in view moves with it and nothing else does."""
        value = self._view.verticalScrollBar().value()
        height = self._view.viewport().height()
        block = self._layout.first_known(value, value + height)
        offset = self._layout.top(block) - value
        self._put(self._layout.segments.starts[block], offset)
        if self._layout.top(block) - self._view.verticalScrollBar().value() != offset:
            self._view.viewport().update()

    def drifted(self, block: int, change: int) -> None:
        """A block that Qt asked for turned out higher or lower than guessed."""
        if self.is_settling:
            return
        self.is_settling = True
        bar = self._view.verticalScrollBar()
        value = bar.value()
        above = self._layout.top(block) < value
        self._layout.tell_size()
        bar.setValue(value + change if above else value)
        self.is_settling = False

    def _put(self, point: int, offset: int) -> None:
        layout, bar = self._layout, self._view.verticalScrollBar()
        height = self._view.viewport().height()
        self.is_settling = True
        value = 0
        for _ in range(8):
            lowest = int(layout.documentSize().height()) - height
            value = max(0, min(layout.line_top(point) - offset, lowest))
            if not layout.lay_out(value, value + height):
                break
        layout.tell_size()
        bar.setSingleStep(layout.setting.face.pitch)
        bar.setValue(value)
        layout.prune(value, value + height)
        self.is_settling = False
        self._tell()
