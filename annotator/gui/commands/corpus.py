"""Finding in all articles: the concordance and its hits, and what is labelled unevenly."""

from annotator.gui.command import command
from annotator.gui.commands.file import has_project
from annotator.gui.desk import Desk
from annotator.i18n import _N

NEXT, PREVIOUS = "next place", "previous place"


@command(
    "Find",
    _N("Find in all articles"),
    keys="Ctrl+Shift+F",
    when=has_project,
    section=1,
    also=_N("search, concordance, context"),
)
def concordance(desk: Desk) -> None:
    """Show the concordance; selected words are looked for at once."""
    desk.ask("concordance")


@command("Find", _N("Next hit in all articles"), keys="F4", when=has_project, section=1)
def next_place(desk: Desk) -> None:
    """Open the article of the next hit of the concordance, at its place."""
    desk.ask(NEXT)


@command("Find", _N("Previous hit in all articles"), keys="Shift+F4", when=has_project, section=1)
def previous_place(desk: Desk) -> None:
    """Open the article of the hit before, at its place."""
    desk.ask(PREVIOUS)


@command(
    "Find",
    _N("What is uneven"),
    keys="Ctrl+Shift+U",
    when=has_project,
    section=1,
    also=_N("consistency, inconsistent"),
)
def consistency(desk: Desk) -> None:
    """Show what is marked or judged in more than one way."""
    desk.ask("consistency")
