"""What the ruler shows of a page: its claims, the hits of Find, what lacks source or judgement."""

from collections.abc import Iterator
from itertools import chain
from operator import attrgetter

from annotator import rules
from annotator.gui import judging
from annotator.gui.claims.rows import touched
from annotator.gui.desk import Hits
from annotator.gui.text.ruler import Tick
from annotator.model import Claim, Page, Span


class Overview:
    """Makes the ticks of a page as one annotator sees it; of claims that an edit left alone they
    are kept.
    """

    def __init__(self) -> None:
        self._page: Page | None = None
        self._who: int | None = None
        self._known: dict[int, tuple[Tick, ...]] = {}

    def read(self, page: Page, hits: Hits, who: int | None) -> tuple[Tick, ...]:
        """The ticks of a page, and of what Find found on it."""
        old, known, self._known = self._page, self._known, {}
        if old is None or who != self._who or old.codebook is not page.codebook:
            known = {}
        anew = touched(old, page) if old is not None and known else set()
        anew |= page.claims.keys() - known.keys()
        self._page, self._who = page, who
        judged = rules.judged(page, who, anew)
        for claim in page.claims_in_order:
            if claim.id in anew:
                self._known[claim.id] = tuple(_ticks(page, claim, claim.id in judged))
            else:
                self._known[claim.id] = known[claim.id]
        found = [Tick(start, "hit") for start, _end in hits.ranges]
        return (*found, *chain.from_iterable(self._known.values()))


def _ticks(page: Page, claim: Claim, is_judged: bool) -> Iterator[Tick]:
    content = first_content(page, claim.id)
    point = content.start if content else 0
    source = page.entities.get(page.live(claim.source) or 0)
    is_own = source is not None and source.role == "author"
    yield Tick(point, "own" if is_own else "content", claim=claim.id)
    if not judging.has_source(page, claim):
        yield Tick(point, "sourceless", claim=claim.id)
    if not is_judged:
        yield Tick(point, "unjudged", claim=claim.id)


def tip(page: Page | None, tick: Tick) -> str:
    """What a tick says under the mouse: its claim's number, and its gist or words."""
    claim = page.claims.get(tick.claim or 0) if page is not None else None
    if page is None or claim is None:
        return ""
    content = first_content(page, claim.id)
    return f"{page.number(claim.id)} {claim.gist or (content.quote if content else '')}"


def first_content(page: Page, claim: int) -> Span | None:
    """The words of a claim that come first in the text."""
    return min(page.parts(claim, "content"), key=attrgetter("start"), default=None)
