"""Finding in the article: a bar below the text; F3 goes on."""

from annotator.gui.command import command
from annotator.gui.commands.go import has_page
from annotator.gui.desk import Desk, Hits
from annotator.i18n import _N, _


@command(
    "Find",
    _N("Find in the article"),
    keys="Ctrl+F",
    when=has_page,
    bar=_N("find"),
    also=_N("search"),
)
def find(desk: Desk) -> None:
    """Show the Find bar; selected words are looked for at once."""
    desk.ask("find")


@command("Find", _N("Next hit"), keys="F3", when=has_page)
def next_hit(desk: Desk) -> None:
    """Go to the next place found."""
    _step(desk, 1)


@command("Find", _N("Previous hit"), keys="Shift+F3", when=has_page)
def previous_hit(desk: Desk) -> None:
    """Go to the place found before."""
    _step(desk, -1)


def _step(desk: Desk, step: int) -> None:
    hits = desk.hits
    if not hits.ranges:
        desk.say(_("Nothing was found yet. Press Ctrl+F and type."))
        return
    if hits.current < 0:
        after = [i for i, (start, _end) in enumerate(hits.ranges) if start >= desk.focus.end]
        current = (after or [0])[0] if step > 0 else (after or [0])[0] - 1
    else:
        current = hits.current + step
    current %= len(hits.ranges)
    desk.show_hits(Hits(hits.ranges, current))
    start, end = hits.ranges[current]
    desk.look(start=start, end=end, ready=-1, span=None, field="")
