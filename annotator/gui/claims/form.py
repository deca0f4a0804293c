"""The form of the open claim: its gist, its words, who says it, how it is judged, and the rest."""

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from annotator.edits import claims
from annotator.gui.claims.formrow import INSET, KEY, Rows, Rule, column
from annotator.gui.claims.hints import Hints
from annotator.gui.claims.judgement import JudgementPart
from annotator.gui.claims.menus import claim_menu, key_of
from annotator.gui.claims.more import More
from annotator.gui.claims.notes import Notes
from annotator.gui.claims.parts import Parts
from annotator.gui.claims.question import Question
from annotator.gui.claims.sheet import Sheet, sheet
from annotator.gui.claims.ties import Ties
from annotator.gui.claims.visit import LineVisit, TextVisit
from annotator.gui.claims.who import Who
from annotator.gui.command import Commands
from annotator.gui.desk import Desk
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import IconButton, Painted
from annotator.gui.widgets.popups import below
from annotator.i18n import _
from annotator.model import Page


class _Number(Painted):
    """The number of the open claim."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.number, self.own = 0, False

    def show_number(self, number: int, own: bool) -> None:
        """Show another number; the author's own claims have it dim."""
        self.number, self.own = number, own
        self.setAccessibleName(_("Claim {n}").format(n=number))
        self.updateGeometry()
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        font = theme.font("body", bold=True)
        ink = theme.own_number if self.own else theme.text
        paint.draw_words(painter, self.box, str(self.number), font, ink, align="right")

    def sizeHint(self) -> QSize:
        font = theme_of(self).font("body", bold=True)
        width = round(paint.words_width(str(self.number), font)) + 1
        return QSize(max(width, px(16)), px(26))


class _Sentence(Painted):
    """What stands in the form while no claim is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""

    def say(self, words: str) -> None:
        """Say another sentence."""
        if words == self.words:
            return
        self.words = words
        self.setAccessibleName(words)
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        painter.setFont(theme.font("small"))
        painter.setPen(theme.dim)
        box = QRectF(px(KEY), px(8), self.width() - px(KEY + INSET), self.height() - px(8))
        painter.drawText(box, int(Qt.TextFlag.TextWordWrap), self.words)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(60))


class Form(Rows):
    """All about the open claim. `asked_for` carries the part that has to be seen now."""

    asked_for = Signal(QWidget)

    def __init__(self, desk: Desk, commands: Commands) -> None:
        super().__init__()
        self.desk, self.commands = desk, commands
        self._came_from: QWidget | None = None
        self._waits = ""
        self._page: Page | None = None
        self._looked_at: tuple[object, ...] = ()
        self._number = _Number()
        self.gist = self._make_gist()
        self._more_button = IconButton("more", _("What can be done with the claim"))
        self._more_button.clicked.connect(self._offer)
        self.parts, self.who = Parts(desk, commands), Who(desk, commands)
        self.ties, self.hints = Ties(desk, commands), Hints(desk)
        self.judgement = JudgementPart(desk, commands)
        self.more, self.notes = More(desk, commands), Notes(desk, commands)
        self.notes.field.visit.left.connect(self._go_back)
        self.more.ended.connect(self._go_back)
        self._arrange()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._remember)

    def _make_gist(self) -> LineVisit:
        gist = LineVisit(_("Gist"), _("What is claimed, in one sentence"))
        gist.visit.kept.connect(self._keep_gist)
        gist.visit.left.connect(self._go_back)
        return gist

    def _arrange(self) -> None:
        self.nothing = _Sentence()
        self._whole = Rows()
        rows = column(self._whole)
        rows.setContentsMargins(0, px(8), 0, px(12))
        rows.addWidget(self._head())
        rows.addSpacing(px(4))
        parts = (self.parts, self.who, self.ties, Rule(), self.judgement, self.hints, self.more)
        for part in (*parts, self.notes):
            rows.addWidget(part)
        rows.addStretch(1)
        both = column(self, 0)
        both.addWidget(self.nothing)
        both.addWidget(self._whole)
        self._whole.hide()

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(px(KEY), 0, px(6), 0)
        row.setSpacing(px(8))
        row.addWidget(self._number)
        row.addWidget(self.gist, 1)
        row.addWidget(self._more_button)
        return head

    def show_desk(self) -> None:
        """Show what is open on the desk now; a caret that moves changes nothing here."""
        desk = self.desk
        looked_at = (desk.focus.claim, desk.focus.field, desk.can_edit)
        if desk.page is self._page and looked_at == self._looked_at:
            return
        self._page, self._looked_at = desk.page, looked_at
        now = sheet(desk)
        if now is None:
            self._show_nothing()
            return
        self._number.show_number(now.number, now.is_own)
        self.gist.setAccessibleName(_("Gist of claim {n}").format(n=now.number))
        self.gist.setToolTip(now.claim.gist)
        self.gist.setReadOnly(not now.editable)
        self.gist.visit.show(now.claim.id, now.claim.gist)
        for part in (self.parts, self.who, self.ties, self.judgement, self.hints, self.more,
                     self.notes):  # fmt: skip
            part.show_sheet(now)
        self._show_whole()
        self._attend(now)

    def _show_whole(self) -> None:
        """Show the parts at the height they need: else Qt first squeezes all into what was left
        from the sentence before, and lays them out a second time.
        """
        if self._whole.isHidden():
            self.nothing.hide()
            self.setMinimumHeight(self._whole.sizeHint().height())
            self._whole.show()
            self.setMinimumHeight(0)

    def _show_nothing(self) -> None:
        self._waits = ""
        visits = [self.gist.visit, self.notes.field.visit]
        for visit in (*visits, *(writing.visit for writing in self._writings())):
            visit.show(None, "")
        page = self.desk.page
        key = key_of(self.commands, "go.next_claim")
        text = _("No claim is open. Click one, in the list or in the text, or press {key}.")
        self.nothing.say(text.format(key=key) if page is not None and page.claims else "")
        self._whole.hide()
        self.nothing.show()

    def _attend(self, now: Sheet) -> None:
        """Bring the field that begins to wait into view; into one that is written, the keys."""
        waits, self._waits = self._waits, now.waits
        question = self._question(now.waits)
        if question is None or now.waits == waits:
            return
        self.asked_for.emit(question)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, question.aloud))
        if isinstance(question.value, TextVisit) and not question.value.hasFocus():
            question.value.setFocus(Qt.FocusReason.OtherFocusReason)

    def _question(self, field: str) -> Question | None:
        found = self.judgement.questions.get(field)
        return found if found is not None else self.more.questions.get(field)

    def _writings(self) -> list[TextVisit]:
        values = (question.value for question in self.more.questions.values())
        return [value for value in values if isinstance(value, TextVisit)]

    def edit_gist(self) -> None:
        """Put the keyboard into the gist; Enter and Esc bring it back to where it was."""
        if self.gist.isVisible():
            self.gist.setFocus(Qt.FocusReason.OtherFocusReason)
            self.gist.selectAll()
            self.asked_for.emit(self.gist)

    def _keep_gist(self, claim: int, words: str) -> None:
        if outcome := self.desk.edit(claims.set_gist, claim, words):
            self.desk.tell(outcome)
        page = self.desk.page
        if page is not None and self.gist.visit.subject == claim and claim in page.claims:
            self.gist.visit.show_again(page.claims[claim].gist)

    def _offer(self) -> None:
        claim_menu(self.desk, self.commands, self).popup(below(self._more_button))

    def _remember(self, was: QWidget | None, now: QWidget | None) -> None:
        """Note where the keyboard was before it came into the form."""
        came = now is not None and self.isAncestorOf(now)
        if came and was is not None and not self.isAncestorOf(was):
            self._came_from = was
            was.destroyed.connect(self._forget)

    def _forget(self, gone: QObject | None = None) -> None:
        self._came_from = None

    def _go_back(self) -> None:
        back = self._came_from
        if back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
