"""Hiding who an entity is: exports then write a pseudonym in place of its names."""

from annotator.edits import pseudonyms
from annotator.gui.command import command
from annotator.gui.desk import Desk
from annotator.gui.entities.details import known_of
from annotator.i18n import _N, _


def has_entity(desk: Desk) -> bool | str:
    """True with an entity in focus."""
    if desk.can_edit is not True:
        return desk.can_edit
    return known_of(desk) is not None or _("Choose a mention or an entity first.")


@command("Mark", _N("Use a pseudonym in exports"), when=has_entity, section=2)
def hide(desk: Desk) -> None:
    """Give the entity the next free pseudonym; where it has one, let exports name it again."""
    known = known_of(desk)
    if known is None:
        return
    edit = pseudonyms.take if known.pseudonym else pseudonyms.give
    if outcome := desk.edit(edit, known.entity.id):
        desk.tell(outcome)
