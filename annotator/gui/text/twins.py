"""The layouts of the document's own blocks, for the caret, cursor keys and screen readers.

The text is drawn from layouts of ours. Qt looks into those of the document's blocks, so a block
gets its lines there too, but only once Qt asks: such a layout is never freed.
"""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout

from annotator.gui.text.face import wrapping
from annotator.gui.text.lines import Laid, Setting, break_lines


class Twins:
    """Keeps the lines of blocks that Qt has asked for where ours are."""

    def __init__(self) -> None:
        self._known: dict[int, Laid] = {}

    def put(self, block: QTextBlock, laid: Laid, place: QPointF, setting: Setting) -> None:
        """Give a block the lines of its twin, and the place where they stand."""
        layout, number = block.layout(), block.blockNumber()
        if not layout.lineCount():
            if laid.layout.font() != setting.face.reading:
                layout.setFormats([_whole(block, laid)])
            layout.setTextOption(wrapping(right_to_left=laid.right_to_left))
            break_lines(layout, setting.width)
        if self._known.get(number) is not laid:
            for i, line in enumerate(laid.lines[: layout.lineCount()]):
                layout.lineAt(i).setPosition(QPointF(0, line.y))
            self._known[number] = laid
        layout.setPosition(place)

    def forget(self, document: QTextDocument) -> None:
        """Lines are broken otherwise from now on.

        The document is asked for each time: PySide lets go of the one it gave out before.
        """
        for number in self._known:
            document.findBlockByNumber(number).clearLayout()
        self._known.clear()

    def drop(self) -> None:
        """The document has other blocks now."""
        self._known.clear()


def _whole(block: QTextBlock, laid: Laid) -> QTextLayout.FormatRange:
    span = QTextLayout.FormatRange()
    span.start = 0
    span.length = block.length() - 1
    span.format.setFont(laid.layout.font())
    return span
