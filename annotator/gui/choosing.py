"""Choosing with mouse and keys: what a click means, and which entity a key means."""

from annotator import text as texts
from annotator.edits import claims
from annotator.gui import linking
from annotator.gui.desk import Desk
from annotator.gui.focus import Focus
from annotator.model import Page, Span


def click(desk: Desk, point: int) -> None:
    """A click in the text: the span lying there, again the next one, elsewhere a ready chunk."""
    page = desk.page
    if page is None:
        return
    focus = desk.focus
    here = page.spans_at(point)
    mentions = [span for span in here if span.is_mention]
    if not mentions and _offers_chunk(desk, point):
        start, end, level = _chunk(page, point, focus)
        desk.look(start=start, end=end, ready=level, span=None, entity=None, field="")
        return
    ring = [*mentions, *(span for span in here if not span.is_mention)]
    if ring:
        choose(desk, _next(ring, focus.span), at=point)
    else:
        desk.look(start=point, end=point, ready=-1, span=None, entity=None, field="",
                  waits=focus.awaited)  # fmt: skip


def _offers_chunk(desk: Desk, point: int) -> bool:
    """True unless chunks are off, or this place was clicked and a claim's part lies there too."""
    focus, page = desk.focus, desk.page
    if page is None or not desk.settings.chunks or focus.waits:
        return False
    clicked = focus.ready >= 0 and focus.start <= point < focus.end
    shown = focus.span is not None and any(s.id == focus.span for s in page.spans_at(point))
    return not (clicked or shown) or not page.spans_at(point)


def _chunk(page: Page, point: int, focus: Focus) -> tuple[int, int, int]:
    """The chunk to offer: the smallest, or the next larger than the one offered here already."""
    ladder = texts.chunks_at(page.text, point, page.article.language)
    again = focus.ready >= 0 and focus.start <= point < focus.end
    level = focus.ready + 1 if again and focus.ready + 1 < len(ladder) else 0
    return (*ladder[level], level)


def _next(ring: list[Span], chosen: int | None) -> Span:
    places = [i for i, span in enumerate(ring) if span.id == chosen]
    return ring[(places[0] + 1) % len(ring)] if places else ring[0]


def choose(desk: Desk, span: Span, *, at: int | None = None) -> None:
    """Choose a span: a mention shows its entity, a part opens its claim, unless a link waits."""
    page, focus = desk.page, desk.focus
    if page is None:
        return
    if focus.awaited in ("chain", "entity") and span.is_mention:
        choose_entity(desk, page.entity_of(span), span.id)
        return
    if focus.awaited == "mention" and span.is_mention:
        linking.take(desk, span.id, span.id)
        return
    if focus.awaited in ("link", "parent") and span.claim is not None:
        choose_claim(desk, span.claim, span.id)
        return
    caret = span.start if at is None else at
    claim = span.claim if span.claim is not None else focus.claim
    desk.look(
        start=caret, end=caret, ready=-1, span=span.id, claim=claim, field="",
        entity=page.entity_of(span), waits=focus.awaited,
    )  # fmt: skip


def choose_claim(desk: Desk, claim: int | None, span: int | None = None) -> None:
    """Open a claim, or take it, met at a span, as the other end of what waits."""
    focus, page = desk.focus, desk.page
    if focus.awaited == "link" and claim is not None and page is not None:
        parts = page.parts(claim, "content")
        linking.take(desk, claim, span if span is not None else parts[0].id if parts else None)
    elif focus.waits == "parent" and focus.claim is not None:
        outcome = desk.edit(claims.set_parent, focus.claim, claim)
        desk.look(waits="")
        if outcome is not None:
            desk.tell(outcome)
    else:
        desk.look(claim=claim, span=None, field="", waits="")


def choose_entity(desk: Desk, entity: int | None, span: int | None = None) -> None:
    """Show an entity, or take it as what waits: a relay of the chain, the end of a link met at
    a span.
    """
    focus = desk.focus
    if focus.waits == "chain" and entity is not None and focus.claim is not None:
        outcome = desk.edit(claims.relay, focus.claim, entity)
        desk.look(waits="")
        if outcome is not None:
            desk.tell(outcome)
    elif focus.awaited == "entity":
        linking.take(desk, entity, span)
    else:
        desk.look(entity=entity, waits="")


def clause(page: Page, focus: Focus) -> tuple[int, int] | None:
    """The words a claim is made of: those selected on purpose, else the clause at the caret."""
    if focus.has_words and not focus.is_offered:
        return focus.start, focus.end
    start, end = texts.clause_at(page.text, focus.start, page.article.language)
    return (start, end) if start < end else None


def recent_entities(page: Page, label: int, point: int, *, but: int | None = None) -> list[int]:
    """Entities of which some mention, or they themselves, have a label; the last met first.

    Met last is what stands nearest before `point` in the text, as one reads; what only stands
    behind it follows. `but` is a mention that does not count.
    """
    tied = [(page.entity_of(span), span) for span in page.mentions if span.id != but]
    fits = {entity for entity, span in tied if span.label == label}
    fits |= {entity.id for entity in page.entities.values() if entity.label == label}
    met = sorted(tied, key=lambda one: (one[1].start >= point, -one[1].start, -one[1].id))
    return list(dict.fromkeys(id for id, _span in met if id in page.entities and id in fits))
