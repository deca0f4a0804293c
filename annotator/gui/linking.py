"""A link that is being made: it begins at a claim, an entity or a mention, waits for the other end,
which may lie on another article, then for its kind.
"""

from dataclasses import dataclass

from annotator.edits import links
from annotator.gui import spoken
from annotator.gui.desk import Desk
from annotator.gui.focus import Beginning
from annotator.i18n import _N, _
from annotator.model import Page


@dataclass(frozen=True, slots=True)
class Way:
    """A way to link: what is waited for, the kind of row at both ends, and what is said then.
    `section` is where the types stand in their menu.
    """

    waits: str
    kind: str
    menu: str
    section: int
    asked: str
    where: str


WAYS = (
    Way("link", "claim", "Claim", 4, _N("Choose the other claim"),
        _N("Choose the other claim, here or in another article. Esc stops.")),
    Way("entity", "entity", "Mark", 7, _N("Choose the other entity"),
        _N("Choose the other entity: a mention or a row of the entities. Esc stops.")),
    Way("mention", "span", "Mark", 8, _N("Choose the other mention"),
        _N("Choose the other mention, in the text or the list. Esc stops.")),
)  # fmt: skip
_LONGEST = 40


def way_of(waits: str) -> Way | None:
    """The link that waits, if it is one."""
    return next((way for way in WAYS if way.waits == waits), None)


def begin(desk: Desk, waits: str, source: int | None) -> None:
    """Wait for the other end of a link from that claim, entity or mention."""
    way, page = way_of(waits), desk.page
    if way is not None and page is not None and source is not None:
        beginning = Beginning(
            source, page.article.id, desk.focus.span, _words(page, way.kind, source)
        )
        desk.look(waits=waits, beginning=beginning, field="")
        desk.say(_(way.where))


def asked(desk: Desk) -> str:
    """What the bar asks for while the other end is to be chosen; from afar, with what it is for."""
    way, beginning = way_of(desk.focus.awaited), desk.focus.beginning
    if way is None or desk.page is None or beginning is None:
        return ""
    if desk.page.article.id == beginning.article:
        return _(way.asked)
    return _("{asked}, for {words}").format(asked=_(way.asked), words=beginning.words)


def _words(page: Page, kind: str, id: int) -> str:
    """What a link begins at, in a few words."""
    if kind == "claim":
        words = spoken.words(page, page.claims[id])
    elif kind == "entity":
        words = page.entities[id].name
    else:
        span = page.span(id)
        words = span.quote if span is not None else ""
    words = " ".join(words.strip("“”").split())
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"


def take(desk: Desk, end: int | None, span: int | None) -> None:
    """Take the other end and show the span it is met at; what was taken before is let go."""
    focus = desk.focus
    if focus.beginning is not None and end is not None:
        is_other = end != focus.beginning.id
        desk.look(waits=f"{focus.awaited}:{end}" if is_other else focus.awaited, span=span)


def let_go(desk: Desk) -> None:
    """Wait no more; what was chosen before is chosen again."""
    page, beginning = desk.page, desk.focus.beginning
    span = desk.focus.span
    if beginning is not None:
        there = page is not None and beginning.span is not None and page.span(beginning.span)
        span = beginning.span if there else None
    desk.look(waits="", beginning=None, span=span)


def tie(desk: Desk, type: str) -> None:
    """Make the link, of that type."""
    way, beginning, other = way_of(desk.focus.awaited), desk.focus.beginning, desk.focus.other
    if way is not None and beginning is not None and other is not None:
        let_go(desk)
        _store(desk, way, beginning, other, type)


def ask_type(desk: Desk) -> None:
    """Let the type be typed; what another link of the article has is offered."""
    from annotator.gui.dialogs.asking import ask_words

    way, beginning, other = way_of(desk.focus.awaited), desk.focus.beginning, desk.focus.other
    if way is None or desk.page is None or beginning is None or other is None:
        return
    ask_words(
        desk, _N("Kind of link"), lambda words: _typed(desk, way, beginning, other, words),
        words=_typed_last(desk.page, way.kind),
    )  # fmt: skip


def _typed(desk: Desk, way: Way, beginning: Beginning, other: int, words: str) -> None:
    let_go(desk)
    _store(desk, way, beginning, other, words)


def _typed_last(page: Page, kind: str) -> str:
    """The type typed last for a link of the article."""
    known = {one.value for one in page.codebook.link_types(kind)}
    typed = [link.type for link in page.links if link.kind == kind and link.type not in known]
    return typed[-1] if typed else ""


def _store(desk: Desk, way: Way, beginning: Beginning, other: int, type: str) -> None:
    outcome = desk.edit(links.add, way.kind, beginning.id, other, type)
    if outcome is None or desk.page is None:
        return
    if way.kind == "claim":  # the form of the end that lies here shows the link
        desk.look(claim=beginning.id if beginning.id in desk.page.claims else other)
    desk.tell(outcome)
