"""Who says it: the source's chip and name, the chain where it is longer, and its menu."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from annotator.gui.claims.formrow import FormRow, Lead, Line, column, draw_sign
from annotator.gui.claims.menus import key_of, run, source_menu
from annotator.gui.claims.sheet import Sheet
from annotator.gui.command import Commands
from annotator.gui.desk import Desk
from annotator.gui.theme import Theme, px
from annotator.gui.widgets import paint
from annotator.gui.widgets.popups import below
from annotator.i18n import _
from annotator.wording import worded

_STEP = " › "


class Source(Line):
    """The innermost source with its chip; before it, in dim, who passed it on."""

    def __init__(self) -> None:
        super().__init__(_("Who"))
        self.chip, self.family, self.name, self.before, self.after = "", "", "", "", ""

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the chain of the open claim."""
        chain, source = sheet.claim.chain, sheet.source
        self.name = sheet.name(chain[-1]) if chain else ""
        self.chip, self.family = "", ""
        if source is not None and not sheet.is_own:
            label = sheet.page.codebook.label(source.label)
            self.chip, self.family = label.code, label.family
        passed_on = [sheet.name(one) for one in chain[:-1]] if len(chain) > 2 else []
        self.before = "".join(name + _STEP for name in passed_on)
        self.after = self._after(sheet)
        whole = self.before + self.name
        self.name_it(_("Who: {chain}").format(chain=whole or _("no source")), self._tip(whole))
        self.update()

    def _after(self, sheet: Sheet) -> str:
        """The kind of source, and this annotator's letter for it."""
        kind = sheet.answers("source_kind")
        field = next((one for one in sheet.page.codebook.fields if one.id == "source_kind"), None)
        words = [worded(field, kind[0].value)] if kind and field and not sheet.is_own else []
        if sheet.card:
            words.append(_("card {letter}").format(letter=sheet.card))
        return " · ".join(words)

    def _tip(self, whole: str) -> str:
        lines = [whole or _("Nobody was tied to the claim yet"), self.after]
        lines.append(_("Click to choose another source, who relayed it, or to grade the source"))
        return "\n".join(line for line in lines if line)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box, gap = self.open_sign(painter, theme), px(8)
        if not self.name:
            draw_sign(painter, "warn", box, theme, "bad")
            box.setLeft(box.left() + px(16))
            paint.draw_words(painter, box, _("no source"), theme.font("small"), theme.bad)
            return
        if self.chip:
            chip = QRectF(0, (box.height() - px(paint.CHIP_HEIGHT)) // 2, px(paint.CHIP_WIDTH),
                          px(paint.CHIP_HEIGHT))  # fmt: skip
            paint.draw_chip(painter, chip, self.chip, theme.family(self.family), theme)
            box.setLeft(chip.right() + gap)
        self._draw_chain(painter, box, theme)

    def _draw_chain(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """The name always, the chain before it and the kind after it as room allows."""
        name, plain = theme.font("small", medium=True), theme.font("small")
        width = min(paint.words_width(self.name, name), box.width())
        if self.before:
            room = max(box.width() - width, 0)
            before = QRectF(box.left(), 0, room, box.height())
            if room > px(12):
                taken = paint.draw_words(
                    painter, before, self.before, plain, theme.dim, elide="start"
                )
                box.setLeft(box.left() + taken)
        ink = theme.text if self.chip else theme.dim
        taken = paint.draw_words(painter, box, self.name, name if self.chip else plain, ink)
        box.setLeft(box.left() + taken + px(8))
        if self.after and box.width() > px(24):
            paint.draw_words(painter, box, self.after, theme.font("fine"), theme.dim)


class Who(QWidget):
    """The row of the source."""

    def __init__(self, desk: Desk, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.source = Source()
        self.source.clicked.connect(self._offer)
        chain = _("Who says it, and through whom")
        lead = Lead(_("Who"), key_of(commands, "claim.chain"), chain)
        lead.clicked.connect(lambda: run(commands, "claim.chain"))
        column(self).addWidget(FormRow(lead, self.source))
        self._sheet: Sheet | None = None

    def show_sheet(self, sheet: Sheet) -> None:
        """Show who says the open claim."""
        self._sheet = sheet
        self.source.show_sheet(sheet)

    def _offer(self) -> None:
        if self._sheet is not None:
            source_menu(self.desk, self._sheet, self).popup(below(self.source))
