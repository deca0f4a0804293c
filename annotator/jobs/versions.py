"""The versions of an article: which there are, how two differ, and carrying marks over to a newer.

Comparing and planning write nothing. What is carried over is one entry of the history.
"""

import time
from collections import deque
from collections.abc import Collection, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import takewhile

from sqlite_utils import Database

from annotator.edits import carryover
from annotator.edits.carryover import Carrying
from annotator.edits.work import Work
from annotator.errors import Refused
from annotator.i18n import _N, _
from annotator.jobs.longedit import TURN_S, begun
from annotator.model import Article, Page, Span
from annotator.progress import Progress
from annotator.project import Project
from annotator.store import pages, reading
from annotator.store import versions as stored
from annotator.text.differences import (
    CHANGED,
    GONE,
    SAME,
    UNSURE,
    Alignment,
    Segment,
    differences,
)

__all__ = [
    "Carried", "Compared", "Offer", "Plan", "Segment", "carry", "compare", "plan", "source_of",
    "versions",
]  # fmt: skip

_WHY = {
    GONE: _N("Its words are gone."),
    CHANGED: _N("Its words changed."),
    UNSURE: _N("It cannot be told which of several such words it would be."),
}
_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions with their texts and how they differ."""

    older: Article
    newer: Article
    older_text: str
    newer_text: str
    segments: tuple[Segment, ...]

    @property
    def changes(self) -> int:
        """At how many places they differ: what went and what came in its stead is one."""
        is_change = [each.kind != SAME for each in self.segments]
        return sum(now and not before for before, now in zip([False, *is_change], is_change,
                                                             strict=False))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A mention or a claim of the older version, in its context there.

    `places` are its spans and where they begin in the newer version; without any it cannot be
    carried over, and `why` says why. `number` is that of a claim, `label` the id of a mention's.
    """

    id: int
    start: int
    before: str
    words: str
    after: str
    places: tuple[tuple[int, int], ...] = ()
    why: str = ""
    label: int = 0
    number: int = 0
    judged: bool = False

    @property
    def is_claim(self) -> bool:
        """True for a claim with its parts, false for a mention."""
        return bool(self.number)


@dataclass(frozen=True, slots=True)
class Plan:
    """What of an older version can be carried over to a newer one, and what cannot."""

    older: Article
    newer: Article
    offers: tuple[Offer, ...]

    @property
    def able(self) -> tuple[Offer, ...]:
        """What can be carried over, in text order."""
        return tuple(each for each in self.offers if each.places)

    @property
    def left(self) -> tuple[Offer, ...]:
        """What cannot, in text order."""
        return tuple(each for each in self.offers if not each.places)


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried over; `there` was so already, `reopened` tells of a finished article."""

    mentions: int = 0
    claims: int = 0
    there: int = 0
    reopened: bool = False


def versions(project: Project, article: int) -> tuple[Article, ...]:
    """All versions of an article in sight, the oldest first."""
    return stored.chain(project.reader, article)


def source_of(project: Project, article: int) -> Article | None:
    """The version whose marks would be carried over to an article: of those before it the nearest
    that has some, else the one before; None where it is the oldest.
    """
    chain = versions(project, article)
    before = list(takewhile(lambda each: each.id != article, chain))[::-1]
    marked = stored.marked(project.reader, [each.id for each in before])
    return next((each for each in before if each.id in marked), before[0] if before else None)


def compare(project: Project, older: int, newer: int) -> Generator[Progress, None, Compared]:
    """Compare two articles."""
    yield Progress(0, 1)
    with closing(project.another_reader()) as db:
        a, b = (_article(db, id) for id in (older, newer))
        before, now = (reading.text(db, id) for id in (older, newer))
    return Compared(a, b, before, now, differences(before, now))


def _article(db: Database, id: int) -> Article:
    found = reading.article(db, id)
    if found is None:
        raise Refused(_("There is no article {id}.").format(id=id))
    return found


def plan(project: Project, older: int, newer: int) -> Generator[Progress, None, Plan]:
    """Find out what of an older version can be carried over: what covers the same characters at
    the place that its words have in the newer one, and can be taken for no others.
    """
    yield Progress(0, 2)
    with closing(project.another_reader()) as db:
        old, new = _page(project, db, older), _page(project, db, newer)
    yield Progress(1, 2)
    found = Alignment(differences(old.text, new.text))
    planned = _Plan(old, new, found, project.annotator.id)
    offers = (*planned.mentions(), *planned.claims())
    return Plan(old.article, new.article, tuple(sorted(offers, key=lambda o: (o.start, o.id))))


def _page(project: Project, db: Database, article: int) -> Page:
    independent = reading.property_of(db, "independent") == "yes"
    only = project.annotator.id if independent else None
    page = pages.read(db, article, reading.codebook(db), only=only)
    if page is None:
        raise Refused(_("There is no article {id}.").format(id=article))
    return page


class _Plan:
    """Looks at the marks of the older page one by one."""

    def __init__(self, old: Page, new: Page, found: Alignment, me: int) -> None:
        self._old, self._new, self._found, self._me = old, new, found, me
        self._labels = {x.id: old.codebook.label(x.id).id for x in old.codebook.labels}
        self._taken = {
            (s.start, s.end, self._labels[s.label]) for s in new.mentions if s.label is not None
        }
        self._claimed = {
            tuple((s.start, s.end) for s in new.parts(claim, "content")) for claim in new.claims
        }

    def mentions(self) -> Iterator[Offer]:
        """The mentions, each with all its pieces."""
        pieces = dict[int, list[Span]]()
        for span in self._old.mentions:
            pieces.setdefault(span.part_of or span.id, []).append(span)
        for first, spans in pieces.items():
            spans.sort(key=lambda span: (span.id != first, span.order, span.start))
            places, why = self._places(spans)
            label = self._labels[spans[0].label or 0]
            if places and any((start, start + s.end - s.start, label) in self._taken
                              for s, (_id, start) in zip(spans, places, strict=True)):  # fmt: skip
                code = self._old.codebook.label(label).code
                places, why = (), _("These words already are {label}.").format(label=code)
            yield self._offer(spans[0], spans, first, places=places, why=why, label=label)

    def claims(self) -> Iterator[Offer]:
        """The claims, each with all its parts."""
        for number, claim in enumerate(self._old.claims_in_order, 1):
            parts, content = self._old.parts(claim.id), self._old.parts(claim.id, "content")
            if not content:
                continue
            places, why = self._places(parts)
            starts = dict(places)
            here = tuple((starts.get(s.id, -1), starts.get(s.id, -1) + s.end - s.start)
                         for s in content)  # fmt: skip
            if places and here in self._claimed:
                places, why = (), _("These words are a claim already.")
            yield self._offer(content[0], content, claim.id, places=places, why=why, number=number,
                              judged=self._is_judged(claim.id))  # fmt: skip

    def _is_judged(self, claim: int) -> bool:
        told = {each.id for each in self._old.codebook.layer("claim")}
        return any(
            one.annotator == self._me and not one.derived and one.field not in told
            for one in self._old.about(claim=claim)
        )

    def _places(self, spans: Collection[Span]) -> tuple[tuple[tuple[int, int], ...], str]:
        """Where all of these spans stand in the newer version; without one of them, none does."""
        places = list[tuple[int, int]]()
        for span in spans:
            became, start = self._found.of(span.start, span.end)
            if became != SAME:
                return (), self._why(span, became)
            places.append((span.id, start))
        return tuple(places), ""

    def _why(self, span: Span, became: str) -> str:
        if not span.role:
            return _(_WHY[became])
        words = " ".join(span.quote.split())
        words = words if len(words) <= _CONTEXT else words[:_CONTEXT] + "…"
        told = _("The {role} “{words}”: {why}")
        return told.format(role=_(span.role), words=words, why=_(_WHY[became]))

    def _offer(self, span: Span, spans: Collection[Span], id: int, **more: object) -> Offer:
        """What is offered, with the words around it."""
        text, end = self._old.text, span.end
        words = " … ".join(" ".join(each.quote.split()) for each in spans)
        before = text[max(0, span.start - _CONTEXT) : span.start].replace("\n", " ")
        after = text[end : end + _CONTEXT].replace("\n", " ")
        return Offer(id, span.start, before, words, after, **more)  # type: ignore[arg-type]


def carry(
    project: Project, planned: Plan, chosen: Collection[int], *, answers: bool = False
) -> Generator[Progress, None, Carried]:
    """Carry the chosen ones of what can be over, as one step that one undo takes back.

    With `answers` this annotator's judgements of the chosen claims go along, and the claims say on
    which version they were given.
    """
    if project.read_only:
        raise Refused(project.read_only)
    # Mentions first: a claim's parts lie on them.
    waiting = deque(sorted((o for o in planned.able if o.id in chosen), key=lambda o: o.is_claim))
    carrying, told, total = Carrying(planned.newer.id, answers), Carried(), len(waiting)
    with begun(project, carryover.NAME, planned.newer.id) as edit:
        while waiting:
            began = time.perf_counter()
            with edit.turn() as work:
                while waiting and time.perf_counter() - began < TURN_S:
                    told = _carry_one(carrying, work, waiting.popleft(), told)
                if not waiting:
                    carrying.finish(work)
                told = replace(told, reopened=told.reopened or work.reopened)
                work.tell(count=str(told.mentions + told.claims), title=planned.newer.title)
            yield Progress(total - len(waiting), total)
    return told


def _carry_one(carrying: Carrying, work: Work, offer: Offer, told: Carried) -> Carried:
    if offer.is_claim:
        carrying.claim(work, offer.id, offer.places)
        return replace(told, claims=told.claims + 1)
    if carrying.mention(work, offer.places):
        return replace(told, mentions=told.mentions + 1)
    return replace(told, there=told.there + 1)
