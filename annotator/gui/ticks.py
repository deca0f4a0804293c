"""What the ruler shows of a page: its claims, the hits of Find, what lacks source or judgement."""

from collections.abc import Iterator
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
        self._known: dict[int, tuple[int, tuple[Tick, ...]]] = {}

    def read(self, page: Page, hits: Hits, who: int | None) -> tuple[Tick, ...]:
        """The ticks of a page, and of what Find found on it."""
        old, known, self._known = self._page, self._known, {}
        if old is None or who != self._who or old.codebook is not page.codebook:
            known = {}
        anew = touched(old, page) if old is not None and known else set()
        self._page, self._who = page, who
        judged = rules.judged(page, who, anew | (page.claims.keys() - known.keys()))
        for number, claim in enumerate(page.claims_in_order, 1):
            had = known.get(claim.id)
            if had is None or claim.id in anew:
                had = number, tuple(_ticks(page, claim, number, claim.id in judged))
            elif had[0] != number:
                had = number, _renumbered(had[1], number)
            self._known[claim.id] = had
        found = [Tick(start, "hit") for start, _end in hits.ranges]
        return (*found, *(tick for _number, ticks in self._known.values() for tick in ticks))


def _ticks(page: Page, claim: Claim, number: int, is_judged: bool) -> Iterator[Tick]:
    content = first_content(page, claim.id)
    point = content.start if content else 0
    tip = _tip(number, claim.gist or (content.quote if content else ""))
    source = page.entities.get(page.live(claim.source) or 0)
    is_own = source is not None and source.role == "author"
    yield Tick(point, "own" if is_own else "content", "content", tip)
    if not judging.has_source(page, claim):
        yield Tick(point, "sourceless", "content", tip)
    if not is_judged:
        yield Tick(point, "unjudged", "content", tip)


def _tip(number: int, words: str) -> str:
    return f"{number} {words}"


def _renumbered(ticks: tuple[Tick, ...], number: int) -> tuple[Tick, ...]:
    """The ticks of a claim that has another number since one came or went before it."""
    tip = _tip(number, ticks[0].tip.partition(" ")[2])
    return tuple([Tick(one.point, one.kind, one.hue, tip) for one in ticks])


def first_content(page: Page, claim: int) -> Span | None:
    """The words of a claim that come first in the text."""
    return min(page.parts(claim, "content"), key=attrgetter("start"), default=None)
