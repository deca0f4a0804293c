"""An analyst's hand: real mouse and key events on the window, every physical action counted."""

from collections import Counter

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from annotator.gui.widgets.listview import ListView
from annotator.gui.window import Window
from annotator.model import Page

_NAMED = {
    "Tab": Qt.Key.Key_Tab,
    "Enter": Qt.Key.Key_Return,
    "Return": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Delete": Qt.Key.Key_Delete,
    "Backspace": Qt.Key.Key_Backspace,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Space": Qt.Key.Key_Space,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "F1": Qt.Key.Key_F1,
    "F2": Qt.Key.Key_F2,
    "F3": Qt.Key.Key_F3,
    "F6": Qt.Key.Key_F6,
    "F7": Qt.Key.Key_F7,
    "F10": Qt.Key.Key_F10,
}
_DOUBLE_CLICK_MS = 20
_MODIFIERS = {
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


class Hand:
    """Presses and clicks; `actions` counts keys, letters, clicks, double clicks and drags."""

    def __init__(self, window: Window) -> None:
        self.window, self.desk = window, window.desk
        self.view = window.work.area.view
        self.actions: Counter[str] = Counter()
        QApplication.setDoubleClickInterval(_DOUBLE_CLICK_MS)

    @property
    def page(self) -> Page:
        """The page on the desk."""
        assert self.desk.page is not None
        return self.desk.page

    # keys

    def press(self, *keys: str, on: QWidget | None = None) -> None:
        """Press keys one after the other, on the widget that has the keyboard."""
        for key in keys:
            self._count("key")
            *modifiers, last = key.split("+") if key != "+" else ["+"]
            held = Qt.KeyboardModifier.NoModifier
            for modifier in modifiers:
                held |= _MODIFIERS[modifier]
            code = _NAMED.get(last) or Qt.Key(ord(last.upper()))
            QTest.keyClick(on or self._focus(), code, held)
            QApplication.processEvents()

    def type(self, words: str) -> None:
        """Type words where the keyboard is."""
        self.actions["letter"] += len(words)
        QTest.keyClicks(self._focus(), words)
        QApplication.processEvents()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.view

    # mouse

    def click(self, point: int, *, ctrl: bool = False) -> None:
        """Click on the character at a code point."""
        self._count("click")
        held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, held, self._place(point))
        self._wait_out_double_click()

    def double(self, point: int) -> None:
        """Double click on the character at a code point."""
        self._count("dbl")
        QTest.mouseDClick(
            self.view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            self._place(point),
        )
        self._wait_out_double_click()

    def drag(self, start: int, end: int, *, exact: bool = False) -> None:
        """Drag from the first to the last character of `[start, end)`, with Alt for exact ones."""
        self._count("drag")
        held = Qt.KeyboardModifier.AltModifier if exact else Qt.KeyboardModifier.NoModifier
        port, button = self.view.viewport(), Qt.MouseButton.LeftButton
        self._show(end - 1)
        first = self._edge(start, after=False)
        QTest.mousePress(port, button, held, first)
        last = self._edge(end - 1, after=True)
        for place in (first + QPoint(4, 0), (first + last) / 2, last):
            QTest.mouseMove(port, place)
            QApplication.processEvents()
        QTest.mouseRelease(port, button, held, last)
        self._wait_out_double_click()

    def click_row(self, rows: ListView, id: int) -> None:
        """Click a row of a list, scrolled to by the wheel, which costs no action."""
        self._count("click")
        place = rows.model().place_of(id)
        assert place is not None
        index = rows.model().index(place, 0)
        rows.scrollTo(index)
        middle = rows.visualRect(index).center()
        button, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(rows.viewport(), button, held, middle)
        self._wait_out_double_click()

    def choose_in_menu(self, rows: ListView, *words: str) -> None:
        """Open the menu of the chosen row and go through it by keys, submenu by submenu."""
        place = rows.visualRect(rows.currentIndex()).center()
        reason = QContextMenuEvent.Reason.Keyboard
        at = rows.viewport().mapToGlobal(place)
        QApplication.sendEvent(rows.viewport(), QContextMenuEvent(reason, place, at))
        for step, word in enumerate(words, 1):
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            entries = {action.text().split("\t")[0]: action for action in menu.actions()}
            menu.setActiveAction(entries[word])
            self.press("Right" if step < len(words) else "Enter", on=menu)

    def _place(self, point: int) -> QPoint:
        self._show(point)
        return self.view.rects(point, point + 1)[0].center()

    def _edge(self, point: int, *, after: bool) -> QPoint:
        if not after:
            self._show(point)
        box = self.view.rects(point, point + 1)[0]
        return QPoint(box.right() - 1 if after else box.left() + 1, box.center().y())

    def _show(self, point: int) -> None:
        """Scroll as an analyst does with the wheel, which costs no action."""
        self.view.reveal(point, point + 1)
        QApplication.processEvents()

    def _wait_out_double_click(self) -> None:
        QTest.qWait(_DOUBLE_CLICK_MS + 5)
        QApplication.processEvents()

    def _count(self, kind: str) -> None:
        self.actions[kind] += 1
