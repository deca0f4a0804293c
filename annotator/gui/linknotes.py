"""A note on a link: why two claims, or two entities, were tied."""

from annotator.edits import links
from annotator.gui.desk import Desk
from annotator.i18n import _N
from annotator.model import Link


def ask(desk: Desk, link: Link) -> None:
    """Ask for the note on a link; an empty one takes it away."""
    from annotator.gui.dialogs.asking import ask_words

    def keep(words: str) -> None:
        if words != link.note and (
            outcome := desk.edit(links.change, link.kind, link.id, "note", words)
        ):
            desk.tell(outcome)

    if desk.can_edit is True:
        ask_words(desk, _N("Note on the link"), keep, words=link.note, lines=True)
    else:
        desk.say(str(desk.can_edit), "warn")
