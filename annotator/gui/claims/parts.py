"""The words a claim is made of, by role: shown with the role's bar, revealed by a click."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from annotator.edits import claims
from annotator.gui.choosing import choose
from annotator.gui.claims.formrow import (
    FormRow,
    Lead,
    Line,
    Removable,
    column,
)
from annotator.gui.claims.menus import key_of, run
from annotator.gui.claims.sheet import CORE_ROLES, ROLES, Sheet
from annotator.gui.command import Commands
from annotator.gui.desk import Desk
from annotator.gui.theme import Theme, px
from annotator.gui.widgets import paint
from annotator.i18n import _N, _
from annotator.model import Span

NAMES = {
    "source": _N("Source"),
    "cue": _N("Cue"),
    "content": _N("Content"),
    "hedge": _N("Hedge"),
    "addressee": _N("Addressee"),
}
_COMMANDS = {role: f"claim.{role}" for role in ROLES} | {"content": "claim.new"}


class Piece(Line):
    """The words of one piece of a role."""

    def __init__(self, span: Span) -> None:
        self.quote = " ".join(span.quote.split())
        hint = _("Click shows it in the text, Delete removes it")
        super().__init__(f"{_(NAMES[span.role])}: {self.quote}", f"{span.quote}\n{hint}")
        self.role = span.role

    def draw(self, painter: QPainter, theme: Theme) -> None:
        bar = QRectF(0, px(5), 2, self.height() - px(10))
        painter.fillRect(bar, theme.roles[self.role])
        words = QRectF(self.rect()).adjusted(px(8), 0, 0, 0)
        paint.draw_words(painter, words, self.quote, theme.font("quote"), theme.text)


class Parts(QWidget):
    """Rows for source, cue and content, and for hedge and addressee where there are any."""

    def __init__(self, desk: Desk, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.commands = desk, commands
        self._rows = column(self)
        self._shown: dict[str, tuple[Span, ...] | None] = dict.fromkeys(ROLES)
        self._made: dict[str, QWidget] = {}

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the pieces of the open claim."""
        for place, role in enumerate(ROLES):
            spans = sheet.of_role(role)
            if spans != self._shown[role] or role not in self._made:
                self._shown[role] = spans
                self._renew(place, role, spans)

    def _renew(self, place: int, role: str, spans: tuple[Span, ...]) -> None:
        old = self._made.pop(role, None)
        if old is not None:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        row = self._row(role, spans)
        self._rows.insertWidget(place, row)
        row.setVisible(bool(spans) or role in CORE_ROLES)
        self._made[role] = row

    def _row(self, role: str, spans: tuple[Span, ...]) -> QWidget:
        key = key_of(self.commands, _COMMANDS[role])
        lead = Lead(_(NAMES[role]), key, self._tip(role, key))
        if role != "content":
            lead.clicked.connect(lambda: run(self.commands, _COMMANDS[role]))
        pieces = QWidget()
        lines = column(pieces)
        for span in spans:
            lines.addWidget(self._piece(span))
        return FormRow(lead, pieces)

    def _tip(self, role: str, key: str) -> str:
        if role == "content":
            return _("What is claimed")
        text = _("Select the words that are the {role} and press {key}")
        return text.format(role=_(role), key=key)

    def _piece(self, span: Span) -> Removable:
        piece = Piece(span)
        piece.clicked.connect(lambda: choose(self.desk, span))
        made = Removable(piece, _("Remove {quote} from the claim").format(quote=piece.quote))
        made.removed.connect(lambda: self._remove(span.id))
        return made

    def _remove(self, part: int) -> None:
        if outcome := self.desk.edit(claims.remove_part, part):
            self.desk.tell(outcome)
