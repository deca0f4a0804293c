"""What the rules say of the open claim, as quiet lines; nothing where they are content."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.choosing import choose
from annotator.gui.claims.formrow import INSET, NAME, column, draw_sign
from annotator.gui.claims.sheet import Sheet
from annotator.gui.desk import Desk
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets.base import PaintedButton
from annotator.gui.widgets.layout import discard
from annotator.i18n import _
from annotator.rules import Hint

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
BROKEN = "broken"


class HintLine(PaintedButton):
    """A hint on as many lines as it needs; a click goes where it points."""

    def __init__(self, hint: Hint, parent: QWidget | None = None) -> None:
        super().__init__(hint.text, parent=parent)
        self.hint = hint
        broken = hint.rule == BROKEN
        self.setToolTip(_("This has to be mended") if broken else _("A hint: you may know better"))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        broken = self.hint.rule == BROKEN
        name, role = ("warn", "bad") if broken else ("info", "dim")
        sign = QRectF(px(14), px(3), px(12), px(12))
        draw_sign(painter, name, sign, theme, role)
        painter.setFont(theme.font("fine"))
        painter.setPen(theme.bad if broken else self.ink(theme))
        box = QRectF(self.rect()).adjusted(px(NAME), px(2), -px(INSET), 0)
        painter.drawText(box, int(_WRAP), self.hint.text)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetricsF(theme_of(self).font("fine"))
        room = QRectF(0, 0, max(width - px(NAME + INSET), px(60)), 10_000)
        return round(metrics.boundingRect(room, int(_WRAP), self.hint.text).height()) + px(5)

    def sizeHint(self) -> QSize:
        return QSize(px(200), self.heightForWidth(max(self.width(), px(200))))


class Hints(QWidget):
    """The hints about the open claim."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._shown: tuple[Hint, ...] = ()
        self._lines: list[HintLine] = []
        self._column = column(self)
        self.hide()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what the rules say of the open claim."""
        hints = sheet.hints
        if hints == self._shown:
            return
        self._shown = hints
        discard(self._column, *self._lines)
        self._lines = [self._line(hint) for hint in hints]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(hints))

    def _line(self, hint: Hint) -> HintLine:
        line = HintLine(hint)
        line.clicked.connect(lambda: self._go(hint))
        return line

    def _go(self, hint: Hint) -> None:
        page = self.desk.page
        span = page.span(hint.span) if page is not None and hint.span is not None else None
        if hint.field:
            self.desk.look(field=hint.field, waits="")
        elif span is not None:
            choose(self.desk, span)
