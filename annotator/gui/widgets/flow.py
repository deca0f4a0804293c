"""A layout that sets its widgets beside one another and breaks into a new line where room ends."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class Flow(QLayout):
    """Places widgets in lines, each as wide as it asks for and never wider than the line."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._held: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def _lay(self, box: QRect, *, move: bool) -> int:
        """Place everything, or only measure; returns the height taken."""
        edges = self.contentsMargins()
        box = box.marginsRemoved(edges)
        at, height = box.topLeft(), 0
        for held in self._held:
            if held.isEmpty():
                continue
            size = held.sizeHint().boundedTo(QSize(max(box.width(), 1), 16_777_215))
            if at.x() > box.left() and at.x() + size.width() > box.right() + 1:
                at, height = QPoint(box.left(), at.y() + height + self._gap), 0
            if move:
                held.setGeometry(QRect(at, size))
            at, height = at + QPoint(size.width() + self._gap, 0), max(height, size.height())
        return at.y() + height - box.top() + edges.top() + edges.bottom()

    def addItem(self, held: QLayoutItem) -> None:
        self._held.append(held)

    def count(self) -> int:
        return len(self._held)

    def itemAt(self, place: int) -> QLayoutItem | None:
        return self._held[place] if 0 <= place < len(self._held) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        return self._held.pop(place) if 0 <= place < len(self._held) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        self._lay(box, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        heights = [held.sizeHint().height() for held in self._held if not held.isEmpty()]
        edges = self.contentsMargins()
        return QSize(0, max(heights, default=0) + edges.top() + edges.bottom())
