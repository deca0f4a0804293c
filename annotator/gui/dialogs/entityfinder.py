"""Finding an entity by typing: those of the article first, then those of the whole project."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.edits import entities
from annotator.gui.commands.mark import tie
from annotator.gui.dialogs.sheet import MARGIN, Sheet
from annotator.gui.focus import Focus
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import px
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.gui.widgets.searchfield import SearchField
from annotator.i18n import _
from annotator.model import Entity, Label, Page

_SHOWN, _SHORT, _LANES = 12, 3, 28


@dataclass(frozen=True, slots=True)
class Found:
    """An entity that fits what was typed; `id` is below 0 for one to be made, with that label."""

    id: int
    code: str
    family: str
    name: str
    qid: str
    mentions: int


class EntityFinder(Sheet):
    """A field and a list by the words; the first row is chosen, Enter takes it."""

    WIDTH, HEIGHT = 380, 320
    DIMS = False
    OFFERS_NEW = True

    def build(self) -> None:
        self.body.setContentsMargins(px(8), px(8), px(8), px(8))
        self.field = SearchField(_("Find an entity"))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.show_found)
        self.field.left.connect(self.shut)
        self._rows = Rows(
            (Column(_("Entity"), lambda found: found.name),), spoken=_spoken, parent=self
        )
        self.list = ListView(self._rows, _EntityDelegate(), _("Entities found"), panel=self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.chosen.connect(self.take)
        self.list.opened.connect(self.take)
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.show_found("")

    def first(self) -> QWidget:
        return self.field

    def place(self, room: QRect) -> QRect:
        """By the selected words, below them where there is room, else above; never over them."""
        window, focus = self.desk.window, self.desk.focus
        boxes = window.work.area.view.rects(focus.start, max(focus.end, focus.start + 1))
        if not boxes:
            return super().place(room)
        view = window.work.area.view.viewport()
        box = QRect(view.mapTo(window, boxes[-1].topLeft()), boxes[-1].size())
        width, margin = px(self.WIDTH), px(MARGIN)
        left = min(max(margin, box.left()), room.width() - width - margin)
        below, above = box.bottom() + px(_LANES), box.top() - px(8)
        free = max(room.height() - below - margin, above - margin)
        height = min(px(self.HEIGHT), free)
        top = below if below + height + margin <= room.height() else above - height
        return QRect(left, top, width, height)

    def show_found(self, typed: str) -> None:
        """Show the entities that fit, the likeliest first."""
        page, project = self.desk.page, self.desk.project
        if page is None or project is None:
            return
        here = found_here(page, typed, self._words(page))
        known = {entity.id for entity in here}
        elsewhere = project.entities_like(typed) if typed else ()
        there = [entity for entity in elsewhere if entity.id not in known]
        rows = tuple(_found(page, entity) for entity in (*here, *there)[:_SHOWN])
        if self.OFFERS_NEW and (name := typed.strip()):
            new = labels_for(page, self.desk.focus)
            rows += tuple(Found(-one.id, one.code, one.family, name, "", 0) for one in new)
        self._rows.show(rows)
        if rows:
            self.list.choose(rows[0].id)

    def _words(self, page: Page) -> str:
        """The words that are to be tied: selected, or those of the chosen mention."""
        focus = self.desk.focus
        chosen = page.span(focus.span) if focus.span is not None else None
        return (
            chosen.quote if chosen and not focus.has_words else page.text[focus.start : focus.end]
        )

    def take(self, entity: object = None) -> None:
        """Tie the words to the chosen entity."""
        chosen = entity if isinstance(entity, int) else self.list.chosen_id
        name = self.field.text().strip()
        self.shut()
        if chosen is not None and chosen < 0:
            self._make(name, -chosen)
        elif chosen is not None:
            tie(self.desk, chosen)

    def _make(self, name: str, label: int) -> None:
        """Tie the words to a new entity of that name and label."""
        page, focus = self.desk.page, self.desk.focus
        if page is None:
            return
        if focus.has_words:
            outcome = self.desk.edit(
                entities.add, page.article.id, focus.start, focus.end, label, name
            )
        else:
            outcome = self.desk.edit(entities.split, focus.span, name)
        if outcome is not None and self.desk.page is not None:
            span = outcome.answer if focus.has_words else focus.span
            made = self.desk.page.span(span)
            end = focus.end if focus.has_words else focus.start
            self.desk.look(
                start=end, end=end, ready=-1, span=span, field="",
                entity=self.desk.page.entity_of(made) if made else None,
            )  # fmt: skip
            self.desk.tell(outcome)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            return self._typed(event)
        return super().eventFilter(watched, event)

    def _typed(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        else:
            return False
        return True

    def _step(self, step: int) -> None:
        rows = self._rows.rows
        if rows:
            place = self._rows.place_of(self.list.chosen_id) or 0
            self.list.choose(rows[(place + step) % len(rows)].id)


def labels_for(page: Page, focus: Focus) -> tuple[Label, ...]:
    """The labels of an entity to be made: that of the chosen mention; for words any, the one given
    last before the others.
    """
    chosen = page.span(focus.span) if focus.span is not None and not focus.has_words else None
    if chosen is not None and chosen.label is not None:
        return (page.codebook.label(chosen.label),)
    last = max(page.mentions, key=lambda span: span.id, default=None)
    active = page.codebook.active_labels
    return tuple(sorted(active, key=lambda one: last is None or one.id != last.label))


def found_here(page: Page, typed: str, words: str = "") -> list[Entity]:
    """The page's entities that fit what was typed: a name begins so, a word does, or it holds it.

    Before anything is typed those come first that share words with the `words` to be tied; then
    the last used.
    """
    last = {}
    for span in page.mentions:
        entity = page.entity_of(span)
        if entity is not None:
            last[entity] = max(span.id, last.get(entity, 0))
    fits = []
    for entity in page.entities.values():
        rank = _rank(entity, typed.casefold())
        if rank is not None and entity.merged_into is None and not entity.role:
            order = rank if typed else -_shared(page, entity, words)
            fits.append((order, -last.get(entity.id, 0), entity.name, entity))
    return [entity for *_order, entity in sorted(fits, key=lambda one: one[:3])]


def _rank(entity: Entity, typed: str) -> int | None:
    """0 where a name begins so, 1 where a word in it does, 2 where it holds it, None where not."""
    names = [name.casefold() for name in (entity.name, *entity.aliases)]
    if any(name.startswith(typed) for name in names):
        return 0
    if any(word.startswith(typed) for name in names for word in name.split()):
        return 1
    return 2 if any(typed in name for name in names) else None


def _shared(page: Page, entity: Entity, words: str) -> float:
    """How alike the words are to one of the names of an entity, from 0 to 1."""
    wanted = _long_words(words)
    quotes = {span.quote for span in page.mentions_of(entity.id)}
    names = (_long_words(name) for name in {entity.name, *entity.aliases, *quotes})
    return max((_alike(wanted, name) for name in names if name), default=0.0)


def _alike(words: set[str], name: set[str]) -> float:
    pairs = [w for w in words if any(w.startswith(n) or n.startswith(w) for n in name)]
    return len(pairs) / max(len(words), len(name))


def _long_words(words: str) -> set[str]:
    return {word for word in words.casefold().split() if len(word) > _SHORT}


def _found(page: Page, entity: Entity) -> Found:
    label = page.codebook.label(entity.label)
    return Found(entity.id, label.code, label.family, entity.name, entity.qid,
                 len(page.mentions_of(entity.id)))  # fmt: skip


def _spoken(row: Found) -> str:
    if row.id < 0:
        return _("New entity “{name}” as {code}").format(name=row.name, code=row.code)
    return ", ".join(filter(None, (row.name, row.code, row.qid)))


class _EntityDelegate(RowDelegate):
    """Chip, name, Wikidata id, how many mentions in the article."""

    height = 26

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme, right = paint.theme, paint.width - px(12)
        paint.chip(row.code, row.family, px(8), paint.only)
        if row.id < 0:
            words = _("New entity “{name}”").format(name=row.name)
            paint.words(words, px(52), right, paint.only, bold=paint.chosen)
            return
        count = str(row.mentions) if row.mentions else ""
        width = paint.words(count, right - px(40), right, paint.only, step="small", align="right",
                            colour=theme.dim)  # fmt: skip
        end = right - width - px(8)
        taken = paint.words(row.name, px(52), end, paint.only, bold=paint.chosen)
        paint.words(row.qid, px(52) + taken + px(8), end, paint.only, step="fine",
                    colour=theme.dim)  # fmt: skip
