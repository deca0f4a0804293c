"""Keys of the sheets in which rows are ticked and then taken in one step."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def typed(event: QEvent, tick: Callable[[], None], take: Callable[[], None]) -> bool:
    """Space ticks the chosen row, Enter takes the ticked ones; True where it was one of these."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    if event.key() == Qt.Key.Key_Space:
        tick()
    elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        take()
    else:
        return False
    return True
