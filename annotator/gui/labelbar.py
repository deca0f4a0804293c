"""The bar below the text: what the keys do now; each hint is a button, the rest is behind "…"."""

from operator import is_

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QSizePolicy

from annotator.gui import linking, suggesting
from annotator.gui.command import PLAIN, Command, Commands, shown_key, tipped
from annotator.gui.desk import Desk
from annotator.gui.focus import Focus
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import IconButton, Painted, PaintedButton
from annotator.i18n import _
from annotator.model import Page

HEIGHT, INSET, GAP, CHIP_GAP = 34, 12, 12, 8
_NOTHING = ("go.next_span", "go.next_claim", "find.find", "status.done")
_READING = ("go.next_span", "go.next_claim", "find.find")
_WORDS = ("claim.new", "claim.own", "mark.find_entity", "mark.label_all", "mark.not_the_same")
_SUGGESTED = ("suggestion.accept", "suggestion.reject", "suggestion.following")
_CLAIM = ("claim.source", "claim.cue", "claim.hedge", "claim.addressee", "claim.own", "judge.judge")


class LabelBar(Painted):
    """Shows the state by its first words, then a button for each key that counts now."""

    def __init__(self, desk: Desk, commands: Commands) -> None:
        super().__init__()
        self.desk, self.commands = desk, commands
        self._state = ""
        self._hints: list[Hint] = []
        self._made: dict[str, Hint] = {}
        self._of: tuple[Command, ...] = ()
        self._key: tuple[str, tuple[Command, ...]] | None = None
        self._seen: tuple[object, ...] = (None,) * 4
        self._more = IconButton("more", _("More keys"), parent=self)
        self._more.clicked.connect(self._show_more)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        desk.focus_changed.connect(self._show)
        desk.page_changed.connect(self._show)
        desk.project_changed.connect(self._show)
        self._show()

    def _show(self, _value: object = None) -> None:
        desk = self.desk
        seen = desk.project, desk.page, desk.focus, self.commands.all
        if all(map(is_, seen, self._seen)):
            return  # told of the page, then of the focus on it
        self._seen = seen
        state, commands = self.state()
        key = (state, tuple(commands))
        if key == self._key:
            return
        before, self._key = self._state, key
        hints = [self._hint(one) for one in commands]
        for hint in self._hints:
            if hint not in hints:
                hint.hide()
        self._state, self._hints = state, hints
        self._arrange()
        if state != before:
            self.setAccessibleName(state)
            self.update()

    def _hint(self, command: Command) -> "Hint":
        """The button of a command; made once, as the bar changes with every word selected."""
        if self._of is not self.commands.all:
            for hint in self._made.values():
                hint.deleteLater()
            self._made, self._of = {}, self.commands.all
        if command.id not in self._made:
            self._made[command.id] = Hint(command, self.commands, self.desk, self)
        return self._made[command.id]

    def state(self) -> tuple[str, list[Command]]:
        """What the bar says, and the commands it offers."""
        desk, focus = self.desk, self.desk.focus
        page = desk.page
        if page is None or desk.project is None:
            return _("Open an article to mark it."), []
        if desk.project.read_only:
            return _("Read-only:"), self._named(_READING)
        if focus.other is not None:
            return _("How are they linked?"), self._at(f"waits:{focus.awaited}")
        if focus.waits and focus.waits != "done":
            told = linking.asked(desk) or _WAITS[focus.waits]()
            return told, [self.commands.named("claim.stop")]
        if focus.field:
            return self._asking(page, focus)
        if (suggested := suggesting.waiting(desk)) is not None:
            told = _("{code}? by {provider}").format(
                code=suggesting.code_of(page, suggested), provider=suggested.provider
            )
            return told, [*self._named(_SUGGESTED), *self._labels()]
        if focus.has_words:
            return "", [*self._labels(), *self._named(_WORDS[:3])]
        if focus.span is not None and (span := page.span(focus.span)) and span.is_mention:
            return "", [*self._labels(), *self._named(_WORDS[2:])]
        if focus.claim is not None and focus.claim in page.claims:
            return _("Claim {n}").format(n=page.number(focus.claim)), self._named(_CLAIM)
        return _("Select words, or"), self._named(_NOTHING)

    def _asking(self, page: Page, focus: Focus) -> tuple[str, list[Command]]:
        words = _("{field} of claim {n}").format(
            field=page.codebook.field(focus.field).name, n=page.number(focus.claim)
        )
        here = [c for c in self._at(f"field:{focus.field}") if not c.id.startswith("judge.card")]
        return words, [*here, self.commands.named("claim.stop")]

    def _at(self, place: str) -> list[Command]:
        return [c for c in self.commands.all if c.place == place and c.keys != ("Enter",)]

    def _named(self, ids: tuple[str, ...]) -> list[Command]:
        return [self.commands.named(id) for id in ids]

    def _labels(self) -> list[Command]:
        return [c for c in self.commands.all if c.chip and c.keys and c.place == PLAIN]

    def _arrange(self) -> None:
        """Place as many hints as have room; the rest is in the menu behind "…"."""
        x, right = self._words_end(), self.width() - px(INSET)
        room = right - px(24 + GAP)
        fits = True
        for hint in self._hints:
            size = hint.sizeHint()
            fits = fits and x + size.width() <= room
            hint.setVisible(fits)
            if fits:
                hint.setGeometry(round(x), (self.height() - size.height()) // 2, size.width(),
                                 size.height())  # fmt: skip
                x += size.width() + px(CHIP_GAP if hint.command.chip else GAP)
        self._more.setVisible(not fits)
        self._more.move(right - px(24), (self.height() - px(24)) // 2)
        self._more.resize(px(24), px(24))

    def _words_end(self) -> float:
        font = theme_of(self).font("small", bold=bool(self.desk.focus.claim))
        return px(INSET) + (paint.words_width(self._state, font) + px(GAP) if self._state else 0)

    def _show_more(self) -> None:
        menu = QMenu(self)
        for hint in self._hints:
            if not hint.isVisible():
                one = hint.command
                action = menu.addAction(f"{one.words}\t{one.key}")
                action.triggered.connect(lambda _on=False, one=one: self.commands.run(one))
        menu.popup(self._more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        painter.fillRect(self.rect(), theme.window)
        painter.fillRect(0, 0, self.width(), 1, theme.line)
        font = theme.font("small", bold=bool(self.desk.focus.claim))
        box = QRectF(px(INSET), 0, self.width(), self.height())
        paint.draw_words(painter, box, self._state, font, theme.text)

    def resizeEvent(self, event: object) -> None:
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, px(HEIGHT))


_WAITS = {
    "chain": lambda: _("Choose who relayed it"),
    "parent": lambda: _("Choose the claim this is part of"),
}


class Hint(PaintedButton):
    """A key and what it does: a label's chip, or a word."""

    def __init__(self, command: Command, commands: Commands, desk: Desk, parent: LabelBar) -> None:
        super().__init__(command.words, tipped(command.words, command.key), parent)
        self.command = command
        self._family = _family(desk, command)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(lambda: commands.run(command))

    @property
    def _words(self) -> str:
        return _(self.command.bar) if self.command.bar else self.command.words

    def draw(self, painter: QPainter, theme: Theme) -> None:
        key = shown_key(self.command.keys[0])
        cap = paint.key_width(key, theme)
        height = px(paint.KEY_HEIGHT)
        top = (self.height() - height) / 2
        paint.draw_key(painter, QRectF(0, top, cap, height), key, theme)
        rest = QRectF(cap + px(6), 0, self.width() - cap - px(6), self.height())
        if self.command.chip:
            box = QRectF(cap + px(4), (self.height() - px(paint.CHIP_HEIGHT)) / 2,
                         px(paint.CHIP_WIDTH), px(paint.CHIP_HEIGHT))  # fmt: skip
            paint.draw_chip(painter, box, self.command.chip, theme.family(self._family), theme)
        else:
            paint.draw_words(painter, rest, self._words, theme.font("small"),
                             self.ink(theme, theme.text))  # fmt: skip

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        cap = paint.key_width(shown_key(self.command.keys[0]), theme)
        if self.command.chip:
            return QSize(cap + px(4 + paint.CHIP_WIDTH), px(24))
        words = paint.words_width(self._words, theme.font("small"))
        return QSize(round(cap + px(6) + words) + 2, px(24))


def _family(desk: Desk, command: Command) -> str:
    labels = desk.project.codebook.labels if desk.project and command.chip else ()
    return next((label.family for label in labels if label.code == command.chip), "other")
