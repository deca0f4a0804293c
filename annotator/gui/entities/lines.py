"""Lines of the details: words with a remark in dim, a cross to remove them, a field to add one."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from annotator.gui.claims.formrow import Line, Removable, column
from annotator.gui.claims.visit import LineVisit
from annotator.gui.theme import Theme, px
from annotator.gui.widgets import paint
from annotator.gui.widgets.layout import discard


class Told(Line):
    """Words on a line, after them a remark in dim; a click may go somewhere."""

    def __init__(self, words: str, remark: str = "", tip: str = "", *, goes: bool = False) -> None:
        super().__init__(f"{words} {remark}".strip(), tip)
        self.words, self.remark, self.goes = words, remark, goes

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box, font = QRectF(self.rect()), theme.font("small")
        ink = theme.accent if self.goes and self.underMouse() else theme.text
        taken = paint.draw_words(painter, box, self.words, font, ink)
        box.setLeft(box.left() + taken + px(8))
        if box.width() > px(16):
            paint.draw_words(painter, box, self.remark, theme.font("fine"), theme.dim)


class Lines(QWidget):
    """Some lines, made anew when their ground changes, and below them a field to add one."""

    def __init__(self, field: LineVisit | None = None) -> None:
        super().__init__()
        self.field = field
        self._ground: object = None
        self._list: QWidget | None = None
        self._column = column(self)
        if field is not None:
            self._column.addWidget(field)

    def show_lines(self, ground: object, make: Callable[[], Iterable[QWidget]]) -> None:
        """Show what `make` gives, unless the ground is the one it was made from before."""
        if ground == self._ground:
            return
        self._ground = ground
        if self._list is not None:
            discard(self._column, self._list)
        self._list = QWidget()
        lines, made = column(self._list), list(make())
        for line in made:
            lines.addWidget(line)
        self._column.insertWidget(0, self._list)
        self._list.setVisible(bool(made))


def removable(line: Line, what: str, act: Callable[[], object], *, editable: bool) -> Removable:
    """A line with a cross that says what it removes."""
    made = Removable(line, what)
    made.setEnabled(editable)
    made.removed.connect(lambda: act())
    return made
