"""The palette: every command by typing, and with a sign before it articles, entities and claims."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from annotator.gui.command import Commands
from annotator.gui.desk import Desk
from annotator.gui.dialogs import offers
from annotator.gui.dialogs.looking import Looking
from annotator.gui.dialogs.sheet import Rule, Sheet
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import px, theme_of
from annotator.gui.widgets import paint as strokes
from annotator.gui.widgets.chip import KeyCap
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.gui.widgets.searchfield import SearchField
from annotator.i18n import _, ngettext

_TOP, _SHOWN, _ROW, _HEAD = 90, 8, 30, 48
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class Palette(Sheet):
    """640 wide, 90 from the top, no dimming; Enter runs the chosen row."""

    WIDTH, HEIGHT, FOOT = 640, _HEAD + _SHOWN * _ROW + 14 + 40, 38
    DIMS = False

    def __init__(self, desk: Desk, commands: Commands) -> None:
        self.commands, self.looking = commands, Looking(desk)
        super().__init__(desk)

    def build(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.field = SearchField(_("Type a command"))
        font = QFont(theme_of(self).font("heading"))
        font.setWeight(QFont.Weight.Normal)
        self.field.setFont(font)
        self.field.setTextMargins(px(32), 0, px(24), 0)
        self.field.setFrame(False)
        self.field.setFixedHeight(px(_HEAD))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.show_offers)
        self.field.left.connect(self.shut)
        self._rows = Rows(
            (Column(_("Command"), lambda offer: offer.words),), spoken=_spoken, parent=self
        )
        self.list = ListView(self._rows, _OfferDelegate(), _("Commands"), panel=self)
        self.list.viewport().setBackgroundRole(self.palette().ColorRole.Button)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.chosen.connect(self.run)
        self._count, self._none = self.label(dim=True), self.label(dim=True)
        self._count.setWordWrap(False)
        self._none.setContentsMargins(px(16), px(4), px(16), px(4))
        self._none.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        top, rows = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(px(8), 0, px(16), 0)
        top.addWidget(self.field, 1)
        top.addWidget(self._count)
        rows.setContentsMargins(px(6), px(6), px(6), px(6))
        rows.addWidget(self.list)
        self.body.addLayout(top)
        self.body.addWidget(Rule())
        self.body.addWidget(self._none)
        self.body.addLayout(rows, 1)
        self._explain()
        self.show_offers("")

    def _explain(self) -> None:
        self.foot.setSpacing(px(6))
        for sign, what in offers.SIGNS.items():
            self.foot.addWidget(KeyCap(sign))
            self.foot.addWidget(self._hint(_(what)))
            self.foot.addSpacing(px(6))
        self.foot.addStretch(1)
        self.foot.addWidget(KeyCap("Enter"))
        self.foot.addWidget(self._hint(_("run")))

    def _hint(self, words: str) -> QWidget:
        hint = self.label(words)
        hint.setWordWrap(False)
        return hint

    def first(self) -> QWidget:
        return self.field

    def place(self, room: QRect) -> QRect:
        box = super().place(room)
        box.moveTop(min(px(_TOP), room.height() - box.height()))
        return box

    def shut(self) -> None:
        """Close the palette."""
        if self.is_open:
            self.looking.end()
        super().shut()

    def show_offers(self, typed: str) -> None:
        """Show what fits, the likeliest first; articles come when they are found."""
        desk, sign, rest = self.desk, typed[:1], typed[1:].strip()
        self.looking.anew()
        if sign == "/" and desk.project is not None:
            self._rows.show(())  # so that Enter cannot run what was shown before
            self.looking.run(
                _("Finding"), offers.found_articles(desk.project, rest),
                lambda found: self._show(offers.articles(desk, found, rest), typed),
            )  # fmt: skip
        elif sign == "@":
            self._show(tuple(offers.entities(desk, rest)), typed)
        elif sign == "#":
            self._show(tuple(offers.claims(desk, rest)), typed)
        elif sign == ":":
            self._show(offers.chosen_settings(desk, self.commands, rest), typed)
        else:
            self._show(offers.commands(desk, self.commands, typed.strip()), typed)

    def _show(self, found: tuple[offers.Offer, ...], typed: str) -> None:
        self._rows.show(found)
        n = len(found)
        words = ngettext("{n} command", "{n} commands", n)
        if typed[:1] in offers.SIGNS:
            words = ngettext("{n} row", "{n} rows", n)
        self._count.setText(words.format(n=n))
        self._none.setText(_("Nothing matches “{words}”.").format(words=typed.strip()))
        self._none.setVisible(not found)
        self.list.choose(found[0].id if found else None)
        self.list.scrollToTop()

    def run(self, _id: object = None) -> None:
        """Close the palette and run the chosen row."""
        offer = self._rows.find(self.list.chosen_id)
        if offer is not None:
            self.shut()
            offer.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and (
            event.type() == QEvent.Type.KeyPress):  # fmt: skip
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.run()
                return True
            if event.key() == Qt.Key.Key_Escape:  # at once, as one that came by mistake leaves
                self.shut()
                return True
            if event.key() in _STEPS:
                self._step(_STEPS[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        rows = self._rows.rows
        if rows:
            place = (self._rows.place_of(self.list.chosen_id) or 0) + step
            if abs(step) > 1:
                place = max(0, min(place, len(rows) - 1))
            self.list.choose(rows[place % len(rows)].id)


class _OfferDelegate(RowDelegate):
    """Menu in dim, the words with what was typed in bold, the key at the right."""

    height = _ROW

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme, right = paint.theme, paint.width - px(10)
        paint.words(row.group, px(12), px(80), paint.only, step="small", colour=theme.dim)
        if row.key:
            width, height = strokes.key_width(row.key, theme), px(strokes.KEY_HEIGHT)
            top = round(paint.box.top() + (paint.box.height() - height) / 2)
            box = QRectF(round(paint.box.left() + right - width), top, width, height)
            strokes.draw_key(paint.painter, box, row.key, theme)
            right -= width + px(12)
        elif row.told:
            taken = paint.words(row.told, right - px(160), right, paint.only, step="small",
                                align="right", colour=theme.dim)  # fmt: skip
            right -= taken + px(12)
        x, ink = float(px(84)), theme.dim if row.why_not else theme.text
        for words, bold in _pieces(row.words, row.bold):
            x += paint.words(words, x, right, paint.only, bold=bold, colour=ink)
        if row.also:
            x += px(12) + paint.words(row.also, x + px(12), right, paint.only, step="small",
                                      colour=theme.dim)  # fmt: skip
        if row.why_not:
            paint.words(row.why_not, x + px(12), right, paint.only, step="small", colour=theme.warn)


def _pieces(words: str, bold: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """The words in pieces, those typed marked."""
    pieces, at = [], 0
    for start, end in bold:
        pieces += [(words[at:start], False), (words[start:end], True)]
        at = end
    pieces.append((words[at:], False))
    return [piece for piece in pieces if piece[0]]


def _spoken(row: offers.Offer) -> str:
    return ", ".join(
        filter(None, (row.words, row.also, row.group, row.key or row.told, row.why_not))
    )
