"""What a delegate paints a row with: the row's box, its state, and strokes placed by columns."""

from typing import Unpack

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPalette

from annotator.gui import icons
from annotator.gui.theme import Theme, px, theme_in
from annotator.gui.widgets import paint

BAR = 3


class Look(paint.Fit, total=False):
    """How words look: the type `step` (body as usual), `colour` (text as usual), `bold`."""

    step: str
    colour: QColor | None
    bold: bool


class RowPainter:
    """One row while it is painted. `x` counts from the row's left edge; lines are boxes in it."""

    def __init__(
        self,
        painter: QPainter,
        box: QRect,
        palette: QPalette,
        *,
        chosen: bool = False,
        hover: bool = False,
        lit: bool = False,
    ) -> None:
        self.painter, self.box = painter, QRectF(box)
        self.theme: Theme = theme_in(palette)
        self.chosen, self.hover, self.lit = chosen, hover, lit

    @property
    def width(self) -> float:
        """The row's width."""
        return self.box.width()

    @property
    def first(self) -> tuple[float, float]:
        """Top and height of the first of two lines."""
        return px(4), px(18)

    @property
    def second(self) -> tuple[float, float]:
        """Top and height of the second of two lines."""
        return px(22), px(16)

    @property
    def only(self) -> tuple[float, float]:
        """Top and height of a row's single line."""
        return 0.0, self.box.height()

    def ground(self, *, bar: bool = True) -> None:
        """Fill the row by its state, with the accent bar where its panel has the keys."""
        theme = self.theme
        if self.chosen:
            self.painter.fillRect(self.box, theme.row if self.lit else theme.rowidle)
        elif self.hover:
            self.painter.fillRect(self.box, theme.hover)
        if self.chosen and self.lit and bar:
            left = QRectF(self.box.left(), self.box.top(), BAR, self.box.height())
            self.painter.fillRect(left, theme.accent)

    def words(
        self,
        words: str,
        x: float,
        right: float,
        line: tuple[float, float],
        **look: Unpack[Look],
    ) -> float:
        """Words between two x of one line; returns the width they took."""
        top, height = line
        space = QRectF(self.box.left() + x, self.box.top() + top, max(right - x, 0), height)
        font = self.theme.font(look.get("step", "body"), bold=look.get("bold", False))
        ink = look.get("colour") or self.theme.text
        align, elide = look.get("align", "left"), look.get("elide", "end")
        return paint.draw_words(self.painter, space, words, font, ink, align=align, elide=elide)

    def chip(self, code: str, family: str, x: float, line: tuple[float, float]) -> float:
        """A label's code chip; returns its width."""
        width, height = px(paint.CHIP_WIDTH), px(paint.CHIP_HEIGHT)
        box = self._centred(x, line, width, height)
        paint.draw_chip(self.painter, box, code, self.theme.family(family), self.theme)
        return width

    def icon(
        self, name: str, x: float, line: tuple[float, float], colour: QColor, size: int = 16
    ) -> None:
        """An icon, centred on its line."""
        box = self._centred(x, line, size, size)
        icons.draw(self.painter, name, QPointF(round(box.left()), round(box.top())), colour, size)

    def status(self, status: str, middle: float, line: tuple[float, float]) -> None:
        """An article's status mark, centred at an x."""
        size = px(paint.RING)
        box = self._centred(middle - size / 2, line, size, size)
        paint.draw_status(self.painter, box, status, self.theme)

    def stroke(self, colour: QColor, x: float, line: tuple[float, float], width: int = 2) -> None:
        """An upright bar before words: the hue of a role."""
        self.painter.fillRect(self._centred(x, line, width, line[1] - px(4)), colour)

    def _centred(self, x: float, line: tuple[float, float], width: float, height: float) -> QRectF:
        top = self.box.top() + line[0] + round((line[1] - height) / 2)
        return QRectF(self.box.left() + x, top, width, height)
