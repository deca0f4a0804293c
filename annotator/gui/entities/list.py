"""The list of entities as it is worked: the chevron folds, keys rename, go and remove."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.claims.visit import LineVisit
from annotator.gui.entities import delegate
from annotator.gui.entities.rows import EntityRow
from annotator.gui.rows import Rows
from annotator.gui.theme import px
from annotator.gui.widgets.listview import ListView
from annotator.i18n import _

_KEYS = {
    Qt.Key.Key_Return: "go",
    Qt.Key.Key_Enter: "go",
    Qt.Key.Key_F2: "rename",
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Escape: "text",
    Qt.Key.Key_Slash: "filter",
}


class EntityList(ListView):
    """`asked` tells what a key asks for: "go", "rename", "remove", "filter", "text"."""

    asked = Signal(str)

    def __init__(self, rows: Rows, panel: QWidget) -> None:
        super().__init__(
            rows, delegate.EntityDelegate(), _("Entities"), panel=panel,
            height_of=delegate.height_of,
        )  # fmt: skip
        self.name_field = NameField(self.viewport())
        self.name_field.visit.left.connect(self.setFocus)

    def box_of(self, id: int) -> QRect:
        """Where the row of an entity stands in the viewport."""
        place = self._rows.place_of(id)
        return self.visualRect(self._rows.index(place if place is not None else -1, 0))

    def name(self, row: EntityRow) -> None:
        """Let another name be typed into the row of an entity."""
        self.choose(row.id)
        self.name_field.open(row.id, row.name, delegate.name_box(self.box_of(row.id)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        what = _KEYS.get(Qt.Key(event.key())) if not held else None
        if what is None:
            super().keyPressEvent(event)
        else:
            self.asked.emit(what)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self.row(index) if index.isValid() else None
        if (
            event.button() == Qt.MouseButton.LeftButton
            and event.position().x() < px(delegate.CHIP)
            and isinstance(row, EntityRow)
            and row.count
        ):
            self.folded.emit(row.id, not row.is_open)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().x() < px(delegate.CHIP):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)


class NameField(LineVisit):
    """Laid over a name to type another: Enter or leaving keeps it, Esc gives it back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Name"), parent=parent)
        self.visit.keeps_after_pause, self.visit.leaves_with_escape = False, True
        self.visit.left.connect(self.hide)
        self.hide()

    def open(self, entity: int, name: str, box: QRect) -> None:
        """Show the name of an entity, all of it selected."""
        self.visit.show(entity, name)
        self.visit.show_again(name)
        self.setGeometry(box)
        self.show()
        self.setFocus()
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.hide()
