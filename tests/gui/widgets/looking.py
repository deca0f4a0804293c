"""How a widget looks, and what it says of itself."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)

from annotator.model import Choice

LEFT = Qt.MouseButton.LeftButton


def put(window: QWidget, *widgets: QWidget) -> None:
    for widget in widgets:
        window.layout().addWidget(widget)
        widget.show()
    QApplication.processEvents()
    for widget in widgets:  # whatever test left the mouse there
        widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def colours(widget: QWidget) -> set[str]:
    image = picture(widget)
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def shows(widget: QWidget, colour: QColor) -> bool:
    """True where a pixel comes close to the colour: small letters are all edge."""
    wanted = colour.getRgb()
    return any(
        max(abs(a - b) for a, b in zip(QColor(seen).getRgb(), wanted, strict=True)) < 24
        for seen in colours(widget)
    )


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def choices(values: str, keys: str, *names: str) -> list[Choice]:
    return [Choice(v, k, n, f"{n}, defined") for v, k, n in zip(values, keys, names, strict=True)]
