"""A splitter of which one pixel is seen and seven can be grabbed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

GRAB = 7


class _Handle(QSplitterHandle):
    """Qt's own handle of one pixel, reaching three further to either side under the mouse."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Qt's own version reaches two pixels; calling it too would resize without end.
        reach = GRAB // 2
        upright = self.orientation() == Qt.Orientation.Horizontal
        self.setAttribute(Qt.WidgetAttribute.WA_MouseNoMask)
        self.setContentsMargins(*((reach, 0, reach, 0) if upright else (0, reach, 0, reach)))
        self.setMask(QRegion(self.contentsRect()))


class Splitter(QSplitter):
    """Panels side by side (or one above the other) with a line between them that moves."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)
