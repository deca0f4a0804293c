"""Menus that come up over the window: made, filled with entries and choices, opened, and gone."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

Value = TypeVar("Value")


class Popup(QMenu):
    """A menu whose entries are taken by the single key shown at their right, too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().lower()
        for action in self.actions() if key else ():
            if action.isEnabled() and action.text().partition("\t")[2].lower() == key:
                self.close()
                action.trigger()
                return
        super().keyPressEvent(event)


def popup(parent: QWidget) -> QMenu:
    """A menu that shows the tips of its entries and goes away once it was closed."""
    menu = Popup(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    return menu


def entry(menu: QMenu, words: str, act: Callable[[], object], key: str = "") -> QAction:
    """An entry that does something, with its key at the right; an & in the words is one."""
    told = words.replace("&", "&&")
    action = menu.addAction(f"{told}\t{key}" if key else told)
    action.triggered.connect(lambda: act())
    return action


def tick(action: QAction, on: bool) -> QAction:
    """The entry with a tick, which is on or off."""
    action.setCheckable(True)
    action.setChecked(on)
    return action


def choices(
    menu: QMenu, names: Mapping[Value, str], chosen: Value, choose: Callable[[Value], object]
) -> None:
    """An entry for each value by its name, of which the chosen one is ticked."""
    group = QActionGroup(menu)
    for value, name in names.items():
        words, _tab, key = name.partition("\t")
        made = entry(menu, words, lambda value=value: choose(value), key)
        tick(made, value == chosen).setActionGroup(group)


def below(widget: QWidget) -> QPoint:
    """Where the menu of a button opens."""
    return widget.mapToGlobal(QPoint(0, widget.height()))
