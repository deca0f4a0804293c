"""Going about: spans, claims, articles, panels."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from annotator import rules
from annotator.gui import judging
from annotator.gui.choosing import choose, choose_claim
from annotator.gui.command import command
from annotator.gui.desk import Desk
from annotator.gui.focus import Focus
from annotator.gui.seeking import seek
from annotator.i18n import _N, _
from annotator.model import Claim, Page, Span


def has_page(desk: Desk) -> bool | str:
    """True with an article open."""
    return desk.page is not None or _("Open an article first.")


@command(
    "Go",
    _N("Next mark"),
    keys="Tab",
    place="text",
    when=has_page,
    bar=_N("next mark"),
    also=_N("span, mention"),
)
def next_span(desk: Desk) -> None:
    """Choose the next span in the text."""
    _step_span(desk, 1)


@command(
    "Go",
    _N("Previous mark"),
    keys="Shift+Tab",
    place="text",
    when=has_page,
    also=_N("span, mention"),
)
def previous_span(desk: Desk) -> None:
    """Choose the span before."""
    _step_span(desk, -1)


def _step_span(desk: Desk, step: int) -> None:
    page = desk.page
    if page is None or not page.spans:
        desk.say(_("Nothing is marked here yet."))
        return
    spans, now = _to_choose(page, desk.focus.awaited), desk.focus.span
    chosen = page.span(now) if now is not None else None
    if chosen is not None:
        place = bisect_left(spans, _place(chosen), key=_place) + step
    else:
        before = bisect_left(spans, desk.focus.start, key=lambda span: span.start)
        place = before if step > 0 else before - 1
    choose(desk, spans[place % len(spans)])


def _to_choose(page: Page, awaited: str) -> Sequence[Span]:
    """The spans to step through: all, or those that can be what a link waits for."""
    if awaited in ("chain", "entity", "mention"):
        return tuple(page.mentions) or page.spans
    if awaited in ("link", "parent"):
        return tuple(span for span in page.spans if not span.is_mention) or page.spans
    return page.spans


def _place(span: Span) -> tuple[int, int, int]:
    """Where a span stands among those of its page."""
    return span.start, -span.end, span.id


@command("Go", _N("Next mention of the entity"), keys="Alt+Right", when=has_page)
def next_mention(desk: Desk) -> None:
    """Choose the next mention of the entity in focus."""
    _step_mention(desk, 1)


@command("Go", _N("Previous mention of the entity"), keys="Alt+Left", when=has_page)
def previous_mention(desk: Desk) -> None:
    """Choose the mention before, of the entity in focus."""
    _step_mention(desk, -1)


def _step_mention(desk: Desk, step: int) -> None:
    page, entity = desk.page, desk.focus.entity
    mentions = page.mentions_of(entity) if page and entity is not None else ()
    if not mentions:
        desk.say(_("Choose an entity with mentions in this article first."), "warn")
        return
    choose(desk, _stepped(mentions, desk.focus, step))


def _stepped(mentions: tuple[Span, ...], focus: Focus, step: int) -> Span:
    places = [i for i, span in enumerate(mentions) if span.id == focus.span]
    if places:
        return mentions[(places[0] + step) % len(mentions)]
    after = [span for span in mentions if span.start >= focus.start]
    before = [span for span in mentions if span.start < focus.start]
    return (after or list(mentions))[0] if step > 0 else (before or list(mentions))[-1]


@command("Go", _N("Next claim"), keys="Alt+Down", when=has_page, bar=_N("next claim"), section=1)
def next_claim(desk: Desk) -> None:
    """Open the next claim."""
    _step_claim(desk, 1, lambda page, claim: True)


@command("Go", _N("Previous claim"), keys="Alt+Up", when=has_page, section=1)
def previous_claim(desk: Desk) -> None:
    """Open the claim before."""
    _step_claim(desk, -1, lambda page, claim: True)


@command("Go", _N("Next claim without source"), keys="Alt+Shift+Down", when=has_page, section=1)
def next_sourceless(desk: Desk) -> None:
    """Open the next claim that has no source."""
    _step_claim(desk, 1, lambda page, claim: not judging.has_source(page, claim))


@command("Go", _N("Next claim not judged"), keys="Alt+j", when=has_page, section=1)
def next_unjudged(desk: Desk) -> None:
    """Open the next claim that this annotator has not judged."""
    who = desk.project.annotator.id if desk.project else None
    done = rules.judged(desk.page, who) if desk.page else set()
    _step_claim(desk, 1, lambda page, claim: claim.id not in done)


def _step_claim(desk: Desk, step: int, wanted: Callable[[Page, Claim], bool]) -> None:
    page = desk.page
    if page is None:
        return
    claims = page.claims_in_order
    focus = desk.focus
    now = focus.claim
    if focus.awaited == "link" and focus.beginning is not None:
        now = focus.beginning.id if focus.other is None else focus.other
    places = [i for i, claim in enumerate(claims) if claim.id == now]
    start = places[0] if places else (-1 if step > 0 else 0)
    ring = [claims[(start + step * i) % len(claims)] for i in range(1, len(claims) + 1)]
    found = next((claim for claim in ring if wanted(page, claim)), None)
    if found is None:
        desk.say(_("There is no such claim in this article."))
        return
    choose_claim(desk, found.id)


@command("Go", _N("Next article"), keys="Ctrl+PgDown", when=has_page, section=2)
def next_article(desk: Desk) -> None:
    """Open the article that follows in the list."""
    _step_article(desk, 1)


@command("Go", _N("Previous article"), keys="Ctrl+PgUp", when=has_page, section=2)
def previous_article(desk: Desk) -> None:
    """Open the article before in the list."""
    _step_article(desk, -1)


def _step_article(desk: Desk, step: int) -> None:
    if desk.page is not None:
        here = desk.page.article.id
        none = _("This is the last article.") if step > 0 else _("This is the first.")
        seek(desk, lambda listing: listing.beside(here, step), none)


@command("Go", _N("Next unfinished article"), keys="Ctrl+J", when=has_page, section=2)
def next_unfinished(desk: Desk) -> None:
    """Open the next article that this annotator has not finished."""
    here, is_any = desk.page.article.id if desk.page else None, desk.wanted.is_any
    none = _("All articles are done.") if is_any else _("All articles under the filter are done.")
    seek(desk, lambda listing: listing.next_open(here), none)


@command("Go", _N("All commands…"), keys="Ctrl+K", section=3, also=_N("palette"))
def palette(desk: Desk) -> None:
    """Find any command, article, entity or claim by typing."""
    desk.ask("palette")


@command("Go", _N("Next part of the window"), keys="F6", section=3, also=_N("panel, focus"))
def next_panel(desk: Desk) -> None:
    """Move the keyboard to the next part of the window; Esc returns to the text."""
    desk.ask("next part")


@command("Go", _N("Menus"), keys="F10", section=3, also=_N("menu bar"))
def menus(desk: Desk) -> None:
    """Open the menus by keyboard; the arrows lead through them."""
    desk.ask("menus")


@command("Go", _N("Articles"), keys="Ctrl+1", section=3)
def articles(desk: Desk) -> None:
    """Move the keyboard to the list of articles."""
    desk.ask("articles")


@command("Go", _N("Entities and claims"), keys="Ctrl+2", section=3)
def marks(desk: Desk) -> None:
    """Move the keyboard to the entities and claims."""
    desk.ask("claims")
