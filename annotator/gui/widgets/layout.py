"""How the parts of a panel stand: one below the other, or in one place where one is seen."""

from PySide6.QtWidgets import QLayout, QStackedWidget, QVBoxLayout, QWidget


def column(parent: QWidget, *parts: QWidget | QLayout) -> QVBoxLayout:
    """Lay the parts out from edge to edge; the last takes what the others leave."""
    found = QVBoxLayout(parent)
    found.setContentsMargins(0, 0, 0, 0)
    found.setSpacing(0)
    for part in parts:
        stretch = int(part is parts[-1])
        if isinstance(part, QLayout):
            found.addLayout(part, stretch)
        else:
            found.addWidget(part, stretch)
    return found


def discard(layout: QLayout, *widgets: QWidget) -> None:
    """Take widgets out of a layout for good; at once out of sight, as Qt deletes them later."""
    for widget in widgets:
        layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()


def stacked(*widgets: QWidget) -> QStackedWidget:
    """The widgets in one place, of which the first is seen until another is chosen."""
    stack = QStackedWidget()
    for widget in widgets:
        stack.addWidget(widget)
    return stack
