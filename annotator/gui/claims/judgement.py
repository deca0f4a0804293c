"""The judgement of the open claim: whose it is, how much of it is there, and its core fields."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.claims.formrow import INSET, LINE, NAME, Rows, column, draw_key
from annotator.gui.claims.menus import key_of, run
from annotator.gui.claims.question import Question
from annotator.gui.claims.sheet import Sheet
from annotator.gui.command import Commands, tipped
from annotator.gui.desk import Desk
from annotator.gui.theme import Theme, px
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import PaintedButton
from annotator.gui.widgets.layout import discard
from annotator.i18n import _
from annotator.model import Field

JUDGE = "judge.judge"


class JudgementHead(PaintedButton):
    """Key, "Judgement", then who judges and how many of the core fields are answered."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        tip = tipped(_("Judge the claim, one key a field"), key)
        super().__init__(_("Judgement"), tip, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.key, self.told = key, ""

    def tell(self, told: str) -> None:
        """Say whose judgement it is and how far it has come."""
        self.told = told
        self.setAccessibleDescription(told)
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        line = QRectF(self.rect())
        draw_key(painter, line, self.key, theme)
        box = line.adjusted(px(NAME), 0, -px(INSET), 0)
        font = theme.font("small", bold=True)
        taken = paint.draw_words(painter, box, _("Judgement"), font, theme.text)
        box.setLeft(box.left() + taken + px(12))
        paint.draw_words(painter, box, self.told, theme.font("small"), theme.dim, align="right")

    def sizeHint(self) -> QSize:
        return QSize(px(160), px(LINE + 2))


class JudgementPart(Rows):
    """Head and core fields."""

    def __init__(self, desk: Desk, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._head = JudgementHead(key_of(commands, JUDGE))
        self._head.clicked.connect(lambda: run(commands, JUDGE))
        self.questions: dict[str, Question] = {}
        self._core: tuple[Field, ...] = ()
        self._column = column(self)
        self._column.addWidget(self._head)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the judgement of the open claim."""
        core = sheet.page.codebook.core
        if core != self._core:
            self._renew(core)
        for question in self.questions.values():
            question.show_sheet(sheet)
        answered = sum(field.id in sheet.given for field in core)
        text = _("{who} · {n} of {all}")
        self._head.tell(text.format(who=sheet.annotator.name, n=answered, all=len(core)))

    def _renew(self, core: tuple[Field, ...]) -> None:
        discard(self._column, *self.questions.values())
        self._core = core
        self.questions = {field.id: Question(self.desk, field) for field in core}
        for question in self.questions.values():
            self._column.addWidget(question)
