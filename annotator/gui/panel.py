"""What every panel is: a widget that shows what is on the desk."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.discover import modules
from annotator.gui import panels as folder
from annotator.gui.command import Commands
from annotator.gui.desk import Desk, Hits
from annotator.gui.focus import Focus
from annotator.i18n import _
from annotator.model import Page
from annotator.settings import Settings


class Panel(QWidget):
    """A part of the window that shows the desk. `PLACE` is "left", "right" or "bottom".

    `TITLE` (marked for translation) names its tab, `ORDER` is its place among the others, and
    `OPENED_BY` the id of the command that opens it.
    """

    TITLE = ""
    OPENED_BY = ""
    PLACE = ""
    ORDER = 0

    def __init__(self, desk: Desk, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.commands = desk, commands
        self.build()
        desk.project_changed.connect(self.show_project)
        desk.page_changed.connect(self.show_page)
        desk.focus_changed.connect(self.show_focus)
        desk.list_changed.connect(self.show_list)
        desk.hits_changed.connect(self.show_hits)
        desk.settings_changed.connect(self.show_settings)

    def build(self) -> None:
        """Make the widgets; called once."""

    @property
    def tip(self) -> str:
        """What the tip of its tab says."""
        words = _(self.TITLE)
        return self.commands.tip(words, self.OPENED_BY) if self.OPENED_BY else words

    def typed(self) -> QWidget | None:
        """The widget in which plain keys are commands, if this panel has one."""
        return None

    def entrance(self) -> QWidget:
        """The widget that takes the keyboard when the panel is entered."""
        return self.typed() or self

    def enter(self) -> None:
        """Move the keyboard into the panel."""
        self.entrance().setFocus()

    def show_project(self) -> None:
        """Another project, or none, is on the desk."""

    def show_page(self, page: Page | None) -> None:
        """Another page, or the same one after an edit, is on the desk."""

    def show_focus(self, focus: Focus) -> None:
        """Something else is in focus."""

    def show_list(self) -> None:
        """The list of articles changed."""

    def show_hits(self, hits: Hits) -> None:
        """Find found something else."""

    def show_settings(self, settings: Settings) -> None:
        """A setting changed."""

    # overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing in the panel wanted returns to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.desk.ask("text")
        else:
            super().keyPressEvent(event)


def kinds() -> tuple[type[Panel], ...]:
    """The panels of the folder, in their order."""
    found = {
        value
        for module in modules(folder)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Panel) and value is not Panel
        and value.__module__ == module.__name__
    }  # fmt: skip
    return tuple(sorted(found, key=lambda kind: (kind.PLACE, kind.ORDER, kind.__name__)))
