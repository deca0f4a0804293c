"""Plain keys as commands: a letter pressed in the text or the claim list runs its command."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.gui import keys
from annotator.gui.command import Commands


class TypedKeys(QObject):
    """Listens to some widgets; a key that no command has goes on to the widget. `only` begins the
    places of those commands that count, where not all do.
    """

    def __init__(self, commands: Commands, parent: QObject, *, only: str = "") -> None:
        super().__init__(parent)
        self._commands, self._only = commands, only

    def listen(self, widget: QWidget) -> None:
        """Take plain keys from this widget."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        name = keys.name_of(event)
        found = self._commands.at(name) if name else None
        if found is None or not found.place.startswith(self._only):
            return False
        self._commands.run(found)
        return True
