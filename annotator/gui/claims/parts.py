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
        super().__init__("")
        self.show_span(span)

    def show_span(self, span: Span) -> None:
        """Show another piece."""
        self.span, self.quote = span, " ".join(span.quote.split())
        hint = _("Click shows it in the text, Delete removes it")
        self.name_it(f"{_(NAMES[span.role])}: {self.quote}", f"{span.quote}\n{hint}")
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        bar = QRectF(0, px(5), 2, self.height() - px(10))
        painter.fillRect(bar, theme.roles[self.span.role])
        words = QRectF(self.rect()).adjusted(px(8), 0, 0, 0)
        paint.draw_words(painter, words, self.quote, theme.font("quote"), theme.text)


class Role(FormRow):
    """The row of one role: its key and name, then its pieces. Widgets are kept for the next claim:
    making them costs more than all that is drawn.
    """

    def __init__(self, desk: Desk, role: str, lead: Lead) -> None:
        pieces = QWidget()
        super().__init__(lead, pieces)
        self.desk, self.role = desk, role
        self._lines = column(pieces)
        self._made: list[tuple[Piece, Removable]] = []
        self._shown: tuple[Span, ...] = ()

    def show_spans(self, spans: tuple[Span, ...]) -> None:
        """Show the pieces of the open claim."""
        if spans != self._shown:
            self._shown = spans
            for made, span in zip(self._made, spans, strict=False):
                self._show(made, span)
            for _piece, line in self._made[len(spans) :]:
                line.hide()
            for span in spans[len(self._made) :]:
                self._add(span)
        self.setVisible(bool(spans) or self.role in CORE_ROLES)

    def _add(self, span: Span) -> None:
        piece = Piece(span)
        line = Removable(piece, "")
        piece.clicked.connect(lambda: choose(self.desk, piece.span))
        line.removed.connect(lambda: self._remove(piece.span.id))
        self._made.append((piece, line))
        self._lines.addWidget(line)
        self._show(self._made[-1], span)

    def _show(self, made: tuple[Piece, Removable], span: Span) -> None:
        piece, line = made
        piece.show_span(span)
        line.cross.name_it(_("Remove {quote} from the claim").format(quote=piece.quote))
        line.show()

    def _remove(self, part: int) -> None:
        if outcome := self.desk.edit(claims.remove_part, part):
            self.desk.tell(outcome)


class Parts(QWidget):
    """Rows for source, cue and content, and for hedge and addressee where there are any."""

    def __init__(self, desk: Desk, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.commands = desk, commands
        self._keys_of: object = None
        self._roles = tuple(Role(desk, role, self._lead(role)) for role in ROLES)
        rows = column(self)
        for row in self._roles:
            rows.addWidget(row)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the pieces of the open claim."""
        if self._keys_of is not self.commands.all:
            self._keys_of = self.commands.all
            for row in self._roles:
                key = key_of(self.commands, _COMMANDS[row.role])
                row.lead.show_key(key, self._tip(row.role))
        for row in self._roles:
            row.show_spans(sheet.of_role(row.role))

    def _lead(self, role: str) -> Lead:
        lead = Lead(_(NAMES[role]))
        if role != "content":
            lead.clicked.connect(lambda: run(self.commands, _COMMANDS[role]))
        return lead

    def _tip(self, role: str) -> str:
        if role == "content":
            return _("What is claimed")
        return _("Select the words that are the {role}").format(role=_(role))
