"""How the open claim hangs together with others: its links, the claim it is part of, its parts."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator import jobs
from annotator.edits import claims, links
from annotator.edits.work import Edit
from annotator.gui import linknotes, spoken
from annotator.gui.choosing import choose_claim
from annotator.gui.claims.formrow import LINE, FormRow, Lead, Line, Removable, column
from annotator.gui.claims.menus import key_of, run
from annotator.gui.claims.sheet import Sheet
from annotator.gui.command import Commands
from annotator.gui.desk import Desk
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import PaintedButton
from annotator.gui.widgets.layout import discard
from annotator.gui.widgets.popups import below, choices, entry, popup
from annotator.i18n import _
from annotator.model import Link, Page
from annotator.wording import lowered


class Tie(Line):
    """One link in words, its note after them; a click opens the claim at its other end."""

    def __init__(self, words: str, tip: str, note: str = "") -> None:
        super().__init__(f"{words}, {note}" if note else words, tip)
        self.words, self.note = words, " ".join(note.split())

    def draw(self, painter: QPainter, theme: Theme) -> None:
        ink = theme.accent if self.underMouse() else theme.text
        box = QRectF(self.rect())
        taken = paint.draw_words(painter, box, self.words, theme.font("small"), ink)
        box.setLeft(box.left() + taken + px(8))
        if self.note and box.width() > px(16):
            paint.draw_words(painter, box, self.note, theme.font("fine"), theme.dim)


class Independence(PaintedButton):
    """Whether two linked claims come from different origins; a click changes it."""

    def __init__(self, words: str) -> None:
        super().__init__(words or _("independence not given"), _("Click to change it"))
        self.words = words or _("independent?")

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box, font = QRectF(self.rect()), theme.font("fine")
        paint.draw_words(painter, box, self.words, font, self.ink(theme), align="right")

    def sizeHint(self) -> QSize:
        width = paint.words_width(self.words, theme_of(self).font("fine"))
        return QSize(round(width) + 2, px(LINE))


class Ties(QWidget):
    """Rows for the links and the nesting of the open claim; nothing where there are none."""

    def __init__(self, desk: Desk, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.commands = desk, commands
        self._shown: object = None
        self._afar: Mapping[int, jobs.FarClaim] = {}
        self._row: QWidget | None = None
        self._column = column(self)
        self.hide()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the links and the nesting of the open claim."""
        page, claim = sheet.page, sheet.claim
        inside = tuple(one.id for one in page.claims.values() if one.parent == claim.id)
        self._afar = self._elsewhere(sheet)
        shown = self._numbered(sheet, inside)
        if shown == self._shown:
            return
        self._shown = shown
        if self._row is not None:
            discard(self._column, self._row)
            self._row = None
        made = self._lines(sheet, inside)
        if made:
            self._row = self._rows(made)
            self._column.addWidget(self._row)
        self.setVisible(bool(made))

    def _numbered(self, sheet: Sheet, inside: tuple[int, ...]) -> tuple[object, ...]:
        """All that the rows are made from."""
        claim, number = sheet.claim, sheet.number_of
        links = [(link, number(link.source), number(link.target)) for link in sheet.links]
        above = number(claim.parent or 0)
        within = [number(one) for one in inside]
        return (claim.id, links, claim.parent, above, within, self._afar)

    def _elsewhere(self, sheet: Sheet) -> Mapping[int, jobs.FarClaim]:
        """The claims of other articles that the open one is linked with."""
        ends = {end for link in sheet.links for end in (link.source, link.target)}
        far, project = ends - sheet.page.claims.keys(), self.desk.project
        return jobs.claims_afar(project, far) if far and project is not None else {}

    def _rows(self, made: list[QWidget]) -> QWidget:
        lead = Lead(_("Links"), key_of(self.commands, "claim.link"), _("Link to another claim"))
        lead.clicked.connect(lambda: run(self.commands, "claim.link"))
        value = QWidget()
        lines = column(value)
        for line in made:
            lines.addWidget(line)
        return FormRow(lead, value)

    def _lines(self, sheet: Sheet, inside: tuple[int, ...]) -> list[QWidget]:
        claim, made = sheet.claim, [self._link(sheet, link) for link in sheet.links]
        if claim.parent is not None:
            words = _("part of {n}").format(n=sheet.number_of(claim.parent))
            made.append(self._removable(words, claim.parent, claims.set_parent, claim.id, None))
        for one in inside:
            tie = Tie(_("holds {n}").format(n=sheet.number_of(one)), self._gist(sheet.page, one))
            tie.clicked.connect(lambda _on=False, one=one: choose_claim(self.desk, one))
            made.append(tie)
        return made

    def _link(self, sheet: Sheet, link: Link) -> QWidget:
        goes_out = link.source == sheet.claim.id
        other = link.target if goes_out else link.source
        kinds = {one.value: lowered(one.name) for one in sheet.page.codebook.claim_links}
        number = sheet.number_of(other)
        inwards = _("{n} {kind} this") if number else _("{kind} this: {n}")
        words = (_("{kind} {n}") if goes_out else inwards).format(
            kind=kinds.get(link.type, link.type), n=number or self._place_of(other)
        )
        tie = self._removable(words, other, links.remove, "claim", link.id, note=link.note)
        tie.take_notes()
        tie.noted.connect(lambda: linknotes.ask(self.desk, link))
        given = {one.value: lowered(one.name) for one in sheet.page.codebook.independence}
        button = Independence(given.get(link.independence, link.independence))
        button.clicked.connect(lambda: self._offer(button, link))
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(tie, 1)
        row.addWidget(button)
        return whole

    def _removable(
        self, words: str, other: int, edit: Edit, *rest: object, note: str = ""
    ) -> Removable:
        page = self.desk.page
        gist = self._gist(page, other) if page is not None else ""
        tie = Tie(words, "\n".join(one for one in (words, gist, note) if one), note)
        tie.clicked.connect(lambda: self._go(other))
        made = Removable(tie, _("Remove the link"))
        made.removed.connect(lambda: self._edit(edit, *rest))
        return made

    def _offer(self, button: Independence, link: Link) -> None:
        page = self.desk.page
        if page is None:
            return
        menu = popup(self)
        names = {choice.value: choice.name for choice in page.codebook.independence}
        change = partial(self._edit, links.change, "claim", link.id, "independence")
        choices(menu, names, link.independence, change)
        menu.addSeparator()
        entry(menu, _("Note…"), lambda: linknotes.ask(self.desk, link), "n")
        menu.popup(below(button))

    def _edit(self, edit: Edit, *rest: object) -> None:
        if outcome := self.desk.edit(edit, *rest):
            self.desk.tell(outcome)

    def _place_of(self, claim: int) -> str:
        """Where a claim of another article is."""
        far = self._afar.get(claim)
        return _("a claim in “{title}”").format(title=far.title) if far else _("a claim elsewhere")

    def _gist(self, page: Page, claim: int) -> str:
        """What a claim says; "" of one that is not to be seen."""
        if claim in page.claims:
            return spoken.words(page, page.claims[claim])
        return " ".join(self._afar[claim].words.split()) if claim in self._afar else ""

    def _go(self, claim: int) -> None:
        """Open a claim, in its own article."""
        far = self._afar.get(claim)
        with self.desk.turn():
            if far is not None:
                self.desk.open_article(far.article)
            choose_claim(self.desk, claim)
