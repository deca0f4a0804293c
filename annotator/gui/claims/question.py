"""One field of the codebook in the form: its answer in a row, all its values while it waits."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.gui import judging
from annotator.gui.claims.formrow import VALUE, FormRow, Lead, column
from annotator.gui.claims.opened import Opened
from annotator.gui.claims.sheet import Sheet
from annotator.gui.claims.values import Grades, Values, Words
from annotator.gui.claims.visit import TextVisit
from annotator.gui.claims.wording import is_scale
from annotator.gui.desk import Desk
from annotator.gui.widgets.popups import entry, popup
from annotator.i18n import _
from annotator.model import NOT_APPLICABLE, Field

IN_BUTTONS = 5
IN_CELLS = 4


class Question(QWidget):
    """A field and its answer. Clicks and keys answer it through `judging`, as keys elsewhere do."""

    ended = Signal()

    def __init__(self, desk: Desk, field: Field, key: str = "", *, width: int = VALUE) -> None:
        super().__init__()
        self.desk, self.field = desk, field
        self.value = self._make_value()
        lead = Lead(field.name, key, f"{field.name}\n{field.definition}", width=width)
        lead.clicked.connect(self.ask)
        self._closed = FormRow(lead, self.value)
        self._opened: Opened | None = None
        self._shown: tuple[object, ...] = ()
        self._column = column(self, 0)
        self._column.addWidget(self._closed)

    def _make_value(self) -> Grades | Values | Words | TextVisit:
        field = self.field
        if not field.choices:
            return self._make_writing()
        if is_scale(field) or (field.core and len(field.choices) <= IN_CELLS):
            grades = Grades(field)
            grades.installEventFilter(self)
            grades.chosen.connect(self._answer)
            return grades
        if len(field.choices) <= IN_BUTTONS and not field.core:
            values = Values(field)
            values.chosen.connect(self._answer)
            return values
        words = Words(field)
        words.clicked.connect(self.ask)
        return words

    def _make_writing(self) -> TextVisit:
        writing = TextVisit(self.field.name, parent=self)
        hint = _("Enter keeps it, Shift+Enter begins a line")
        writing.setToolTip(f"{self.field.definition}\n{hint}")
        writing.visit.kept.connect(self._write)
        writing.visit.left.connect(self._end)
        return writing

    def ask(self) -> None:
        """Let the field wait for a key, its values open; once more closes it."""
        waits = self.desk.focus.field == self.field.id
        self.desk.look(field="" if waits else self.field.id, waits="")

    @property
    def aloud(self) -> str:
        """What is said when the field begins to wait: its name, then keys and values."""
        keys = (f"{choice.key} {choice.name}" for choice in self.field.choices)
        return f"{self.field.name}: {', '.join(keys)}" if self.field.choices else self.field.name

    @property
    def is_open(self) -> bool:
        """True while the field waits with its values open."""
        return self._opened is not None and not self._opened.isHidden()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the answer, and whether the field waits."""
        given, waits = sheet.answers(self.field.id), sheet.waits == self.field.id
        source = sheet.source.name if sheet.source is not None else ""
        shown = (sheet.claim.id, given, waits, source, sheet.editable)
        if shown == self._shown:
            return
        self._shown = shown
        values = tuple(answer.value for answer in given)
        derived = bool(given) and all(answer.derived for answer in given)
        if isinstance(self.value, TextVisit):
            self.value.setReadOnly(not sheet.editable)
            self.value.visit.show(sheet.claim.id, ", ".join(values))
            return
        self.value.show_answer(values, derived)
        if waits:
            opened = self._opened or self._make_opened()
            opened.show_answer(values, derived)
            opened.show_foot(self._foot(source))
        self._closed.setVisible(not waits)
        if self._opened is not None:
            self._opened.setVisible(waits)

    def _make_opened(self) -> Opened:
        self._opened = Opened(self.field, self)
        self._opened.chosen.connect(self._answer)
        self._opened.left.connect(lambda: judging.leave(self.desk))
        self._column.addWidget(self._opened)
        return self._opened

    def _foot(self, source: str) -> str:
        if self.field.id != judging.CARD or not source:
            return ""
        return _("Shift and the letter grade the source: {source}").format(source=source)

    def _answer(self, value: str) -> None:
        # A scale says "" where its chosen cell is clicked again, which takes nothing back here.
        if value:
            judging.answer(self.desk, self.field.id, value)

    def _write(self, claim: int, words: str) -> None:
        judging.write(self.desk, claim, self.field.id, words)
        if isinstance(self.value, TextVisit) and self.value.visit.subject == claim:
            given = judging.answers(self.desk, claim).get(self.field.id, ())
            self.value.visit.show_again(", ".join(one.value for one in given))

    def _end(self) -> None:
        if self.desk.focus.field == self.field.id:
            judging.stop(self.desk)
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            judging.clear(self.desk, self.field.id)
            return True
        return super().eventFilter(watched, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if isinstance(self.value, TextVisit):
            return
        menu = popup(self)
        entry(menu, _("Not applicable"), lambda: self._answer(NOT_APPLICABLE), "0")
        clear = partial(judging.clear, self.desk, self.field.id)
        empty = entry(menu, _("Leave unanswered"), clear)
        empty.setEnabled(bool(judging.given(self.desk, self.field.id)))
        menu.popup(event.globalPos())
