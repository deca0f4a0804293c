"""The palette: every command by typing, and with a sign before it articles, entities and claims."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotator.gui import choosing, spoken
from annotator.gui.command import Command, Commands
from annotator.gui.desk import Desk
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import px, theme_of
from annotator.gui.widgets import paint as strokes
from annotator.gui.widgets.chip import KeyCap
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.gui.widgets.searchfield import SearchField
from annotator.i18n import _, ngettext
from annotator.project import Filter

_TOP, _SHOWN, _ROW = 90, 8, 30
_SIGNS = {"/": "articles", "@": "entities", "#": "claims", ":": "settings"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A row of the palette: where it belongs, its words with the typed letters, its key."""

    id: str
    group: str
    words: str
    typed: str
    key: str
    act: Callable[[], object]
    why_not: str = ""


class Palette(Sheet):
    """640 wide, 90 from the top, no dimming; Enter runs the chosen row."""

    WIDTH, HEIGHT = 640, 100 + _SHOWN * _ROW + 44
    DIMS = False

    def __init__(self, desk: Desk, commands: Commands) -> None:
        self.commands = commands
        super().__init__(desk)

    def build(self) -> None:
        self.body.setContentsMargins(px(8), px(8), px(8), px(8))
        self.field = SearchField(_("Type a command"))
        self.field.setFont(theme_of(self).font("heading"))
        self.field.setMinimumHeight(px(36))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.show_offers)
        self.field.left.connect(self.shut)
        self._rows = Rows((Column(_("Command"), lambda offer: offer.words),), parent=self)
        self.list = ListView(self._rows, _OfferDelegate(), _("Commands"), panel=self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.chosen.connect(self.run)
        self._count = QLabel()
        self._count.setFont(theme_of(self).font("small"))
        top = QHBoxLayout()
        top.addWidget(self.field, 1)
        top.addWidget(self._count, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(top)
        self.body.addWidget(self.list, 1)
        self._explain()
        self.show_offers("")

    def _explain(self) -> None:
        for sign, what in _SIGNS.items():
            self.foot.addWidget(KeyCap(sign))
            self.foot.addWidget(QLabel(_(what)))
        self.foot.addStretch(1)
        self.foot.addWidget(KeyCap("Enter"))
        self.foot.addWidget(QLabel(_("run")))

    def first(self) -> QWidget:
        return self.field

    def place(self, room: QRect) -> QRect:
        box = super().place(room)
        box.moveTop(min(px(_TOP), room.height() - box.height()))
        return box

    def show_offers(self, typed: str) -> None:
        """Show what fits, the likeliest first."""
        offers = tuple(self._offers(typed))
        self._rows.show(offers)
        words = ngettext("{n} row", "{n} rows", len(offers))
        if typed[:1] not in _SIGNS:
            words = ngettext("{n} command", "{n} commands", len(offers))
        self._count.setText(words.format(n=len(offers)))
        if offers:
            self.list.choose(offers[0].id)

    def _offers(self, typed: str) -> Iterable[Offer]:
        sign, rest = typed[:1], typed[1:].strip()
        if sign == "/":
            return self._articles(rest)
        if sign == "@":
            return self._entities(rest)
        if sign == "#":
            return self._claims(rest)
        if sign == ":":
            return self._commands(rest, {"View", "Tools"})
        return self._commands(typed.strip(), None)

    def _commands(self, typed: str, menus: set[str] | None) -> list[Offer]:
        found = []
        for place, command in enumerate(self.commands.all):
            rank = rank_of(command.words, typed)
            if not command.menu or rank is None or (menus and command.menu not in menus):
                continue
            why = command.why_not(self.desk)
            if why and command.words.casefold() != typed.casefold():
                continue
            found.append((rank, place, self._offer(command, typed, why)))
        return [offer for _rank, _place, offer in sorted(found, key=lambda one: one[:2])]

    def _offer(self, command: Command, typed: str, why: str) -> Offer:
        return Offer(command.id, _(command.menu), command.words, typed, command.key,
                     lambda: self.commands.run(command), why)  # fmt: skip

    def _articles(self, typed: str) -> Iterator[Offer]:
        if self.desk.project is not None:
            for listed in self.desk.project.articles(Filter(text=typed)).page(limit=50):
                yield self._row("article", listed.id, listed.article.title, typed,
                                self.desk.open_article)  # fmt: skip

    def _entities(self, typed: str) -> Iterator[Offer]:
        if self.desk.project is not None:
            for entity in self.desk.project.entities_like(typed):
                yield self._row("entity", entity.id, entity.name, typed, self._show_entity)

    def _show_entity(self, entity: int) -> None:
        page = self.desk.page
        mentions = page.mentions_of(entity) if page else ()
        if mentions:
            choosing.choose(self.desk, mentions[0])
        else:
            self.desk.say(_("It is not mentioned in this article."))

    def _claims(self, typed: str) -> Iterator[Offer]:
        page = self.desk.page
        for number, claim in enumerate(page.claims_in_order if page else (), 1):
            words = f"{number} {spoken.words(page, claim)}" if page else ""
            if rank_of(words, typed) is not None:
                yield self._row("claim", claim.id, words, typed,
                                lambda id: choosing.choose_claim(self.desk, id))  # fmt: skip

    def _row(self, kind: str, id: int, words: str, typed: str,
             act: Callable[[int], object]) -> Offer:  # fmt: skip
        return Offer(f"{kind}.{id}", _(kind), words, typed, "", lambda: act(id))

    def run(self, _id: object = None) -> None:
        """Close the palette and run the chosen row."""
        place = self._rows.place_of(self.list.chosen_id)
        if place is not None:
            offer = self._rows.row(place)
            self.shut()
            offer.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and (
            event.type() == QEvent.Type.KeyPress):  # fmt: skip
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.run()
                return True
            if event.key() in steps:
                self._step(steps[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        rows = self._rows.rows
        if rows:
            place = self._rows.place_of(self.list.chosen_id) or 0
            self.list.choose(rows[(place + step) % len(rows)].id)


def rank_of(words: str, typed: str) -> int | None:
    """0 where the words begin so, 1 where a word does, 2 where they hold it, 3 where its letters
    stand in order, None where not.
    """
    words, typed = words.casefold(), typed.casefold()
    if words.startswith(typed):
        return 0
    if f" {typed}" in words:
        return 1
    if typed in words:
        return 2
    letters = iter(words)
    return 3 if all(letter in letters for letter in typed if letter != " ") else None


class _OfferDelegate(RowDelegate):
    """Menu in dim, the words with what was typed in bold, the key at the right."""

    height = _ROW

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme, right = paint.theme, paint.width - px(12)
        paint.words(row.group, px(16), px(84), paint.only, step="small", colour=theme.dim)
        if row.key:
            width, height = strokes.key_width(row.key, theme), px(strokes.KEY_HEIGHT)
            box = paint.box.toRect()
            box.setLeft(round(paint.box.left() + right - width))
            box.setTop(round(paint.box.top() + (paint.box.height() - height) / 2))
            box.setWidth(width)
            box.setHeight(height)
            strokes.draw_key(paint.painter, box.toRectF(), row.key, theme)
            right -= width + px(12)
        x, ink = px(88), theme.disabled if row.why_not else theme.text
        for words, bold in _pieces(row.words, row.typed.lstrip("/@#:").strip()):
            x += paint.words(words, x, right, paint.only, bold=bold, colour=ink)
        if row.why_not:
            paint.words(row.why_not, x + px(12), right, paint.only, step="small", colour=theme.dim)


def _pieces(words: str, typed: str) -> list[tuple[str, bool]]:
    """The words in pieces, those typed marked."""
    at = words.casefold().find(typed.casefold()) if typed else -1
    if at < 0:
        return [(words, False)]
    end = at + len(typed)
    pieces = [(words[:at], False), (words[at:end], True), (words[end:], False)]
    return [piece for piece in pieces if piece[0]]
