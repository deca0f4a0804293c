"""Keys, first hints, and what this program is."""

from annotator.gui.command import command
from annotator.gui.desk import Desk
from annotator.i18n import _N


@command("Help", _N("Keys"), keys="F1", also=_N("shortcuts, keyboard, cheat sheet"))
def keys(desk: Desk) -> None:
    """Show all keys."""
    desk.ask("keys")


@command("Help", _N("First hints"), also=_N("help, tour, introduction"))
def hints(desk: Desk) -> None:
    """Show the first hints again."""
    desk.set(hints_done=0)


@command("Help", _N("About Annotator"), section=1, also=_N("version, licence"))
def about(desk: Desk) -> None:
    """Show version, libraries and where files lie."""
    from annotator.gui.dialogs.about import AboutSheet

    AboutSheet(desk).open()
