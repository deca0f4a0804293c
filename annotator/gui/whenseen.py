"""Reading what a panel shows once for all changes of a moment, and only while it is in sight."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget


class WhenSeen(QObject):
    """Runs `read` after something changed; a widget out of sight has it run `now` when shown."""

    def __init__(self, widget: QWidget, read: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget, self._read, self._is_due = widget, read, True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.now)

    def later(self) -> None:
        """Something changed: read at the end of this moment, or when the widget is shown."""
        self._is_due = True
        if self._widget.isVisible():
            self._soon.start()

    def now(self) -> None:
        """Read, unless nothing changed since it was done."""
        if self._is_due:
            self._is_due = False
            self._read()
