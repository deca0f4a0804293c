"""What the ruler shows of a page: its claims, the hits of Find, what lacks source or judgement."""

from annotator.gui import judging
from annotator.gui.desk import Hits
from annotator.gui.text.ruler import Tick
from annotator.model import Page, Span


def ticks_of(page: Page, hits: Hits, open_claim: int | None, who: int | None) -> tuple[Tick, ...]:
    """The ticks of a page, as one annotator sees it."""
    judged = judging.judged(page, who)
    ticks = [Tick(start, "hit") for start, _end in hits.ranges]
    for number, claim in enumerate(page.claims_in_order, 1):
        parts = page.parts(claim.id, "content")
        content = min(parts, key=_start) if len(parts) > 1 else parts[0] if parts else None
        point = content.start if content else 0
        tip = f"{number} {claim.gist or (content.quote if content else '')}"
        source = page.entities.get(page.live(claim.source) or 0)
        is_own = source is not None and source.role == "author"
        ticks.append(Tick(point, "own" if is_own else "content", "content", tip))
        if not judging.has_source(page, claim):
            ticks.append(Tick(point, "sourceless", "content", tip))
        if claim.id not in judged:
            ticks.append(Tick(point, "unjudged", "content", tip))
        if claim.id == open_claim:
            ticks.append(Tick(point, "open", "content", tip))
    return tuple(ticks)


def _start(span: Span) -> int:
    return span.start
