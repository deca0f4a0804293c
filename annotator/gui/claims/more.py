"""All that is not core: a fold that names what is set inside, and opens for a field that waits."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.claims.formrow import INSET, LINE, NAME, VALUE, column
from annotator.gui.claims.menus import key_of
from annotator.gui.claims.question import Question
from annotator.gui.claims.sheet import Sheet
from annotator.gui.command import Commands
from annotator.gui.desk import Desk
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import Painted
from annotator.gui.widgets.fold import Fold
from annotator.gui.widgets.layout import discard
from annotator.i18n import _
from annotator.model import Field
from annotator.wording import lowered, worded

WIDEST = 158
SHOWN_ABOVE = ("source_kind",)


class _Group(Painted):
    """The name of a group of fields."""

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name, self._hint = name, hint

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box = self.box.adjusted(px(NAME), 0, -px(INSET), 0)
        font = theme.font("small", bold=True)
        width = paint.draw_words(painter, box, self._name, font, theme.text)
        box.setLeft(box.left() + width + px(12))
        paint.draw_words(painter, box, self._hint, theme.font("fine"), theme.dim, align="right")

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(LINE + 4))


class More(QWidget):
    """The fold and the fields in it, which are made when it is first opened."""

    ended = Signal()

    def __init__(self, desk: Desk, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.commands = desk, commands
        self.fold = Fold(_("More"), _("All further fields of the claim and its judgement"))
        self.fold.toggled.connect(self._toggled)
        self.questions: dict[str, Question] = {}
        self._fields: tuple[Field, ...] = ()
        self._body: QWidget | None = None
        self._sheet: Sheet | None = None
        self._column = column(self)
        self._column.addWidget(self.fold)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the further fields of the open claim."""
        self._sheet = sheet
        fields = tuple(field for field in sheet.page.codebook.fields if not field.core)
        if fields != self._fields:
            self._fields = fields
            self._drop()
        self.fold.show_inside(" · ".join(_inside(sheet, fields)))
        if sheet.waits in {field.id for field in fields} and not self.fold.isChecked():
            self.fold.setChecked(True)
        elif self.fold.isChecked():
            self._show_body()

    def _toggled(self, on: bool) -> None:
        if on:
            self._show_body()
        elif self._body is not None:
            self._body.hide()

    def _show_body(self) -> None:
        if self._sheet is None:
            return
        if self._body is None:
            self._body = self._make()
            self._column.addWidget(self._body)
        for question in self.questions.values():
            question.show_sheet(self._sheet)
        self._body.show()

    def _make(self) -> QWidget:
        body = QWidget()
        body.hide()
        rows = column(body)
        for layer, name, hint in (
            ("judgement", _("Further judgement"), _("Shift and the letter")),
            ("claim", _("What the text says"), ""),
        ):
            fields = [field for field in self._fields if field.layer == layer]
            if fields:
                rows.addWidget(_Group(name, hint))
            for field in fields:
                self.questions[field.id] = self._question(field)
                rows.addWidget(self.questions[field.id])
        return body

    def _question(self, field: Field) -> Question:
        key = key_of(self.commands, f"judge.ask.{field.id}")
        # A capital stands for Shift and the letter: the cap has the width of one letter.
        cap = key[len("Shift+") :].upper() if key.startswith("Shift+") else key
        question = Question(self.desk, field, cap, width=self._lead())
        question.ended.connect(self.ended)
        return question

    def _lead(self) -> int:
        """The width of the leads: as wide as the longest name, within reason."""
        font = theme_of(self).font("small")
        widest = max(paint.words_width(field.name, font) for field in self._fields)
        return max(VALUE, min(round(widest / max(px(100) / 100, 1)) + NAME + 10, WIDEST))

    def _drop(self) -> None:
        self.questions = {}
        if self._body is not None:
            discard(self._column, self._body)
            self._body = None


def _inside(sheet: Sheet, fields: tuple[Field, ...]) -> Iterator[str]:
    """What is set inside, in short: the judgement first, then what the text says."""
    for layer in ("judgement", "claim"):
        for field in fields:
            if field.layer != layer or field.id in SHOWN_ABOVE or field.id not in sheet.given:
                continue
            if not field.choices:
                yield lowered(field.name)
            for answer in sheet.answers(field.id):
                if field.choices:
                    yield worded(field, answer.value)
