"""One edit for all articles of a list: a status, or who is to do them; one entry of the history."""

import hashlib
import time
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from itertools import accumulate

from annotator.edits import articles
from annotator.edits.work import Work
from annotator.errors import Refused
from annotator.i18n import _NN, _
from annotator.jobs.adopting import add_annotators
from annotator.jobs.longedit import TURN_S, LongEdit, begun
from annotator.model import STATUSES, Article
from annotator.progress import Progress
from annotator.project import Filter, Project
from annotator.store.listing import Listed, Listing
from annotator.wording import STATUS_NAMES, lowered

_STATUS = _NN("Set {count} article to {status}", "Set {count} articles to {status}")
_ASSIGN = _NN("Assign {count} article", "Assign {count} articles")
_PAGE = 500


def set_status(project: Project, wanted: Filter, status: str) -> Generator[Progress, None, int]:
    """Set this annotator's status of all articles under a filter; returns how many it changed."""
    if status not in STATUSES:
        raise ValueError(status)
    told = {"status": lowered(_(STATUS_NAMES[status]))}
    return (yield from _each(
        project, wanted, _STATUS, told,
        lambda work, article: articles.give_status(work, article.id, status),
    ))  # fmt: skip


def assign(
    project: Project, wanted: Filter, shares: Mapping[str, int], seed: int = 0
) -> Generator[Progress, None, int]:
    """Give the articles under a filter to annotators by name, in shares; without any, to nobody.

    Who gets an article follows from its text and the seed alone, so that articles that come in
    later move none. Returns how many changed hands.
    """
    if any(share < 0 for share in shares.values()) or (shares and not sum(shares.values())):
        raise Refused(_("Shares are whole numbers, and one of them is more than 0."))
    ids = add_annotators(project, shares)
    people, ends = [ids[name] for name in shares], list(accumulate(shares.values()))

    def whose(article: Article) -> int | None:
        if not people:
            return None
        drawn = hashlib.sha256(f"{seed}:{article.key}".encode()).digest()
        return people[bisect_right(ends, int.from_bytes(drawn[:7], "big") % ends[-1])]

    return (yield from _each(
        project, wanted, _ASSIGN, {},
        lambda work, article: articles.assign(work, article.id, whose(article)),
    ))  # fmt: skip


def _each(
    project: Project, wanted: Filter, name: str, told: Mapping[str, str],
    act: Callable[[Work, Article], bool],
) -> Generator[Progress, None, int]:  # fmt: skip
    """Do something to each article under a filter in short turns, and count what it changed."""
    if project.read_only:
        raise Refused(project.read_only)
    with closing(project.another_reader()) as db, begun(project, name) as edit:
        listing = Listing(db, wanted, project.annotator.id)
        yield Progress(0, total := listing.count)
        changed = done = 0
        for page in _pages(listing):
            while page:
                some, more = _turn(edit, page, act, changed, told)
                changed, done, page = changed + more, done + some, page[some:]
                yield Progress(done, total)
    return changed


def _pages(listing: Listing) -> Iterator[list[Article]]:
    last: Listed | None = None
    while page := listing.page(last, _PAGE):
        last = page[-1]
        yield [each.article for each in page]


def _turn(
    edit: LongEdit, page: list[Article], act: Callable[[Work, Article], bool], before: int,
    told: Mapping[str, str],
) -> tuple[int, int]:  # fmt: skip
    """Do as much of a page as fits into a turn: how many articles, and how many it changed."""
    began, some, changed = time.perf_counter(), 0, 0
    with edit.turn() as work:
        while some < len(page) and time.perf_counter() - began < TURN_S:
            changed += act(work, page[some])
            some += 1
        work.tell(count=str(before + changed), **told)
    return some, changed
