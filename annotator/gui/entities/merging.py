"""Choosing by typing into which entity another is merged."""

from PySide6.QtCore import QPoint, QRect

from annotator.edits import entities
from annotator.gui.desk import Desk
from annotator.gui.dialogs.entityfinder import EntityFinder
from annotator.gui.dialogs.sheet import MARGIN
from annotator.gui.theme import px
from annotator.i18n import _
from annotator.model import Page


class MergeFinder(EntityFinder):
    """The finder of entities, beside the list: Enter merges; likely names stand first."""

    OFFERS_NEW = False

    def __init__(self, desk: Desk, gone: int, at: QPoint) -> None:
        self.gone, self._at = gone, at
        super().__init__(desk)
        page = desk.page
        name = page.entities[gone].name if page is not None and gone in page.entities else ""
        self.field.setPlaceholderText(_("Merge {name} into…").format(name=name))

    def show_found(self, typed: str) -> None:
        """Show the entities that fit, but not the one that goes."""
        super().show_found(typed)
        rows = tuple(row for row in self._rows.rows if row.id != self.gone)
        self._rows.show(rows)
        self.list.choose(rows[0].id if rows else None)

    def place(self, room: QRect) -> QRect:
        """By the row of the entity that goes, inside the window."""
        width, height, margin = px(self.WIDTH), px(self.HEIGHT), px(MARGIN)
        at = self.mapFromGlobal(self._at)
        left = max(margin, min(at.x(), room.width() - width - margin))
        top = max(margin, min(at.y(), room.height() - height - margin))
        return QRect(left, top, min(width, room.width() - 2 * margin), height)

    def take(self, entity: object = None) -> None:
        """Merge into the chosen entity."""
        chosen = entity if isinstance(entity, int) else self.list.chosen_id
        self.shut()
        if chosen is None:
            return
        if outcome := self.desk.edit(entities.merge, self.gone, chosen):
            self.desk.look(entity=chosen, span=None)
            self.desk.tell(outcome)

    def _words(self, page: Page) -> str:
        found = page.entities.get(self.gone)
        return found.name if found is not None else ""
