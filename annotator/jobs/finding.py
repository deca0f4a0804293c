"""Finding over the corpus: hits page by page, counted on the side, and labelled in one step.

Each call is short, so that the window can ask for more, or for something else, at any time; only
labelling runs to its end.
"""

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice

from sqlite_utils import Database

from annotator.edits import everywhere
from annotator.errors import Refused
from annotator.jobs.longedit import TURN_S, begun
from annotator.progress import Progress
from annotator.project import Project
from annotator.store import concordance, reading, standing
from annotator.store.among import passing
from annotator.store.asking import Asked, asked
from annotator.store.concordance import Found, Hit, Tally

__all__ = ["Asked", "Found", "Hit", "HitPage", "Labelled", "Places", "Tally", "Ticks", "asked"]

PAGE_HITS = 100
_COUNT_S = 0.15
_ARTICLES = 100  # read ahead while labelling
_AT_ONCE = 40  # places labelled before a turn looks at the clock

Ranges = tuple[tuple[int, int], ...]
Places = Iterable[tuple[int, Ranges]]


LEFT, RIGHT = "left", "right"  # orders of hits, by the words beside them
_NEIGHBOURS = 60  # characters that decide such an order


@dataclass(frozen=True, slots=True)
class HitPage:
    """The next articles with hits, and the last one of them, behind which the next page begins."""

    found: tuple[Found, ...]
    after: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class Ticks:
    """Which hits are ticked: all or none, but for those places (article, start, end)."""

    everything: bool = False
    but: frozenset[tuple[int, int, int]] = frozenset()

    def has(self, article: int, start: int, end: int) -> bool:
        """True for a hit that is ticked."""
        return ((article, start, end) in self.but) != self.everything

    def count(self, tally: Tally) -> int:
        """How many hits are ticked, of those counted so far."""
        return max(0, tally.hits - len(self.but)) if self.everything else len(self.but)

    def turned(self, places: Iterable[tuple[int, int, int]], on: bool) -> "Ticks":
        """The ticks with these places ticked, or not."""
        differ = on != self.everything
        return replace(self, but=self.but | set(places) if differ else self.but - set(places))


@dataclass(frozen=True, slots=True)
class Labelled:
    """What became of places: labelled, labelled so before, and the articles of both kinds."""

    made: int = 0
    there: int = 0
    articles: int = 0
    done: int = 0  # articles passed over, as somebody is done with them


def beside(order: str, before: str, after: str) -> list[str]:
    """The words beside a hit that an order goes by, the nearest first."""
    if order == LEFT:
        return before[-_NEIGHBOURS:].casefold().split()[::-1]
    return after[:_NEIGHBOURS].casefold().split()


def hits(
    project: Project, wanted: Asked, after: int = 0, least: int = PAGE_HITS
) -> Generator[Progress, None, HitPage]:
    """The next articles with `least` hits or more together."""
    yield Progress(0, 1)
    with closing(project.another_reader()) as db:
        me, found, limit = project.annotator.id, list[Found](), 20
        among = passing(db, wanted.among, me)
        while sum(len(one.hits) for one in found) < least:
            some = concordance.read(db, wanted, me, after, limit, among=among)
            found += (one for one in some if one.hits)
            after = some[-1].article if some else after
            if len(some) < limit:
                return HitPage(_marked(project, db, found), after, is_last=True)
            limit = min(limit * 2, 200)
        return HitPage(_marked(project, db, found), after, is_last=False)


def again(
    project: Project, found: tuple[Found, ...]
) -> Generator[Progress, None, tuple[Found, ...]]:
    """The same hits as they are marked now, after an edit."""
    yield Progress(0, 1)
    with closing(project.another_reader()) as db:
        finished = standing.statuses(db, [one.article for one in found], project.annotator.id)
        fresh = (replace(o, status=finished.get(o.article, "untouched")) for o in found)
        return _marked(project, db, list(fresh))


def _marked(project: Project, db: Database, found: list[Found]) -> tuple[Found, ...]:
    """The hits with the labels of the mentions on just their words."""
    independent = reading.property_of(db, "independent") == "yes"
    only = project.annotator.id if independent else None
    labels = concordance.labelled(db, [one.article for one in found], only)
    by_article: dict[int, dict[tuple[int, int], int]] = {}
    for (article, start, end), label in labels.items():
        by_article.setdefault(article, {})[start, end] = label
    return tuple(marked(one, one.status, by_article.get(one.article, {})) for one in found)


def marked(found: Found, status: str, labels: Mapping[tuple[int, int], int | None]) -> Found:
    """The hits of an article with the labels of the mentions on just their words."""
    fresh = (replace(hit, label=labels.get((hit.start, hit.end))) for hit in found.hits)
    return replace(found, status=status, hits=tuple(fresh))


def count(project: Project, wanted: Asked, so_far: Tally) -> Generator[Progress, None, Tally]:
    """Count on for a moment."""
    began = time.perf_counter()
    yield Progress(0, 1)
    with closing(project.another_reader()) as db:
        among, limit = passing(db, wanted.among, project.annotator.id), 250
        while not so_far.is_whole and time.perf_counter() - began < _COUNT_S:
            so_far = concordance.tally(db, wanted, so_far, limit, among=among)
            limit = min(limit * 2, 2000)
    return so_far


def ticked(project: Project, wanted: Asked, ticks: Ticks) -> Iterator[tuple[int, Ranges]]:
    """The places of the ticked hits, article by article."""
    if not ticks.everything:
        by_article: dict[int, list[tuple[int, int]]] = {}
        for article, start, end in sorted(ticks.but):
            by_article.setdefault(article, []).append((start, end))
        yield from ((article, tuple(ranges)) for article, ranges in by_article.items())
        return
    with closing(project.another_reader()) as db:
        after, among = 0, passing(db, wanted.among, project.annotator.id)
        while some := concordance.ranges(db, wanted, after, _ARTICLES, among=among):
            for article, ranges in some:
                left = tuple(one for one in ranges if ticks.has(article, *one))
                if left:
                    yield article, left
            after = some[-1][0]


def label(
    project: Project, places: Places, label: int, *, entity: int | None = None,
    also_done: bool = False, total: int = 0,
) -> Generator[Progress, None, Labelled]:  # fmt: skip
    """Label places over many articles as one step that one undo takes back.

    Articles this annotator is done with are passed over unless `also_done`. Refused where the
    label is retired, or all of the places have it.
    """
    if project.read_only:
        raise Refused(project.read_only)
    code, places = project.codebook.label(label).code, iter(places)
    touched, told = set[int](), Labelled()
    with closing(project.another_reader()) as db, begun(project, everywhere.NAME) as entry:
        while some := list(islice(places, _ARTICLES)):
            finished: set[int] = set()
            if not also_done:
                finished = standing.done(db, [one for one, _r in some], project.annotator.id)
            told = replace(told, done=told.done + len(finished))
            waiting = deque(_pieces(some, but=finished))
            while waiting:
                with entry.turn() as work:
                    alike = everywhere.of(work, label, entity)
                    touched |= _turn(alike, waiting)
                    told = replace(
                        told, made=told.made + alike.made, there=told.there + alike.there
                    )
                    work.tell(count=str(told.made), label=code)
                yield Progress(told.made + told.there, total, code)
    return replace(told, articles=len(touched))


def _pieces(some: Iterable[tuple[int, Ranges]], but: set[int]) -> Iterator[tuple[int, Ranges]]:
    """Articles with few places at a time, some of them left out."""
    for article, ranges in some:
        if article not in but:
            for first in range(0, len(ranges), _AT_ONCE):
                yield article, ranges[first : first + _AT_ONCE]


def _turn(alike: everywhere.Alike, waiting: deque[tuple[int, Ranges]]) -> set[int]:
    """Label what fits into a turn; returns the articles that got a mention."""
    began, touched = time.perf_counter(), set[int]()
    while waiting and time.perf_counter() - began < TURN_S:
        article, ranges = waiting.popleft()
        before = alike.made
        alike.mark(article, ranges)
        if alike.made > before:
            touched.add(article)
    return touched
