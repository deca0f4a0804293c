"""What is open in the article: notes, flags and what the checks find; each leads to its place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from annotator.edits import notes
from annotator.gui.choosing import choose, choose_claim, choose_entity
from annotator.gui.panel import Panel
from annotator.gui.questions import (
    CHECK,
    FLAG,
    INSET,
    NOTE,
    PARTLY,
    SOURCE,
    UNJUDGED,
    Question,
    QuestionDelegate,
    aloud,
    questions,
    tip,
)
from annotator.gui.rows import Column, Rows
from annotator.gui.theme import px
from annotator.gui.whenseen import WhenSeen
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.layout import column, stacked
from annotator.gui.widgets.listview import ListView
from annotator.gui.widgets.panelhead import PanelHead
from annotator.i18n import _N, _, ngettext
from annotator.model import Page

SETTLE = 20


class OpenQuestionsPanel(Panel):
    """The counts, which filter, and the list."""

    TITLE = _N("Open")
    OPENED_BY = "tools.questions"
    PLACE = "bottom"
    ORDER = 1

    def build(self) -> None:
        self._only: frozenset[str] = frozenset()
        self._all: tuple[Question, ...] = ()
        self._look = WhenSeen(self, self._read)
        self.head = PanelHead(_("Open questions"))
        self.head.counted.connect(self._filter)
        self.rows = Rows(
            (Column(_("Question"), lambda row: row.words),), spoken=aloud, tip=tip, parent=self
        )
        self.list = QuestionList(self.rows, self)
        self.list.chosen.connect(self._go)
        self.list.opened.connect(self._enter_text)
        self.list.settled.connect(self._settle)
        self._empty = EmptyState("")
        self._stack = stacked(self._empty, self.list)
        column(self, self.head, self._stack)
        self._show()

    def entrance(self) -> QWidget:
        return self.list

    def enter(self) -> None:
        """Move the keyboard to the list, on its first row."""
        self._look.now()
        super().enter()
        if self.rows.rows and self.list.chosen_id is None:
            self.list.choose(self.rows.id_at(0))

    def show_page(self, page: Page | None) -> None:
        self._look.later()

    # the list

    def _read(self) -> None:
        """Run the checks."""
        page, project = self.desk.page, self.desk.project
        known = page is not None and project is not None
        self._all = questions(page, project.annotator.id) if known else ()
        self._show()

    def _show(self) -> None:
        shown = [row for row in self._all if not self._only or row.kind in self._only]
        self._show_counts()
        self.rows.show(shown)
        self._empty.say(self._why_empty())
        self._stack.setCurrentWidget(self.list if shown else self._empty)

    def _show_counts(self) -> None:
        count = {
            kind: sum(row.kind == kind for row in self._all)
            for kind in (FLAG, SOURCE, UNJUDGED, PARTLY, CHECK, NOTE)
        }
        wanting = len(self._all) - count[NOTE]
        self.head.show_count(str(wanting) if wanting else "")
        for kind, words, tip_words, sign in (
            (FLAG, ngettext("{n} flag", "{n} flags", count[FLAG]),
             _("Show only what is flagged"), ("warn", "warn")),
            (SOURCE, ngettext("{n} without source", "{n} without source", count[SOURCE]),
             _("Show only claims without a source"), ("warn", "bad")),
            (UNJUDGED, ngettext("{n} not judged", "{n} not judged", count[UNJUDGED]),
             _("Show only claims you have not judged"), ("ring-empty", "warn")),
            (PARTLY, ngettext("{n} partly judged", "{n} partly judged", count[PARTLY]),
             _("Show only claims of which you left a core question open"), ("ring-half", "warn")),
            (CHECK, ngettext("{n} to look at", "{n} to look at", count[CHECK]),
             _("Show only what the checks find odd"), ("info", "dim")),
            (NOTE, ngettext("{n} note", "{n} notes", count[NOTE]),
             _("Show only notes without a flag"), ("pen", "dim")),
        ):  # fmt: skip
            shown = words.format(n=count[kind]) if count[kind] or kind in self._only else ""
            self.head.show_further(kind, shown, tip_words)
            self.head.abridge(kind, str(count[kind]), *sign)

    def _why_empty(self) -> str:
        if self.desk.page is None:
            return _("No article is open.")
        if self._all:
            return _("Nothing of this kind is open. Clear the filter.")
        done = next((one for one in self.commands.all if one.id == "status.done"), None)
        key = done.key if done is not None else ""
        return _("Nothing is open in this article. {key} says it is done.").format(key=key)

    def _filter(self, kind: str, on: bool) -> None:
        self._only = self._only | {kind} if on else self._only - {kind}
        self._show()

    # what the person does

    def _go(self, id: object) -> None:
        """Show what a question is about; a field that was not answered waits for its key."""
        row, page, desk = self.rows.find(id), self.desk.page, self.desk
        if row is None or page is None:
            return
        span = page.span(row.span) if row.span is not None else None
        if span is not None:
            choose(desk, span)
        elif row.claim is not None:
            choose_claim(desk, row.claim)
            if row.kind in (UNJUDGED, PARTLY) and desk.can_edit is True:
                desk.look(field=row.field)
        elif row.entity is not None:
            choose_entity(desk, row.entity)

    def _enter_text(self, id: object) -> None:
        self._go(id)
        self.desk.ask("text")

    def _settle(self, id: object) -> None:
        row = self.rows.find(id)
        if row is None:
            return
        if row.note is None:
            self.desk.say(_("Only notes can be settled; this ends when it is answered."))
        elif outcome := self.desk.edit(notes.settle, row.note):
            self.desk.tell(outcome)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.now()


class QuestionList(ListView):
    """The list; Space, or a click on the tick of a note, settles it."""

    settled = Signal(object)

    def __init__(self, rows: Rows, panel: QWidget) -> None:
        super().__init__(rows, QuestionDelegate(), _("Open questions"), panel=panel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.chosen_id is not None:
            self.settled.emit(self.chosen_id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self.row(index) if index.isValid() else None
        on_tick = event.position().x() >= self.viewport().width() - px(INSET + SETTLE)
        if isinstance(row, Question) and row.note is not None and on_tick:
            self.settled.emit(row.id)
        else:
            super().mousePressEvent(event)
