"""Measures work in large projects: 100,000 articles of 50 spans each, and 1,000,000 short ones.

Repeat from the project's folder (it makes 4 GB and takes about half an hour):
python -m tests.bench.large [--marked 100000] [--many 1000000] [--hits 10000] [--folder PATH]

Opening, pages of the list, filters, the concordance, labelling all hits and taking that back, and
the memory that all of it takes, each in a process of its own; at a fourth of the articles first, so
that growth shows. Lists in the window are measured by `lists`, imports by `importing`.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from annotator.project import Filter, Project
from annotator.store.listing import Listing
from tests.bench import corpus
from tests.bench.apart import figures, peak, tell
from tests.bench.finding import first_pages, label_all
from tests.bench.store import Report, filters, median, seconds

_SORTS = ("added", "title", "date", "outlet", "random")
_MEMORY_MB, _FIRST_MS, _PAGE_MS, _ARTICLE_MS, _FILTER_MS = 300, 300, 5, 10, 20


def opened(report: Report, path: Path, name: str) -> tuple[Project, float]:
    """Open a project in a process that did nothing else yet; returns how long that took."""
    began = time.perf_counter()
    project = Project.open(path, "anna")
    project.articles().page()
    took = time.perf_counter() - began
    report.bar(f"{name}: opened, first page", 1000 * took, _FIRST_MS, "ms")
    return project, took


def paged(report: Report, project: Project, name: str) -> float:
    """Further pages in every order, once from the disk and then by another connection, which has
    read none of them, from the system's memory; returns the slowest median.
    """
    slowest = 0.0
    for sort in _SORTS:
        wanted = Filter(sort=sort, seed=11)
        cold = _pages(project.articles(wanted))
        with closing(project.another_reader()) as db:
            took = median(_pages(Listing(db, wanted, project.annotator.id)))
        report.bar(f"{name}: next 200 by {sort}", 1000 * took, _PAGE_MS, "ms")
        report.say(f"from the disk {1000 * median(cold):.1f} ms")
        slowest = max(slowest, took)
    return slowest


def _pages(listing: Listing) -> list[float]:
    """How long each of some pages on end takes."""
    last, took = listing.page()[-1], list[float]()
    for _ in range(min(30, listing.count // 200 - 1)):
        began = time.perf_counter()
        last = listing.page(last)[-1]
        took.append(time.perf_counter() - began)
    return took


def read(report: Report, project: Project, name: str) -> float:
    """Articles anywhere in the project, opened, and the next that is not finished."""
    listing = project.articles(Filter(sort="random", seed=random.randrange(1000)))
    ids = [row.id for row in listing.page(limit=40)]
    took = [seconds(lambda id=id: project.page(id)) for id in ids]
    report.bar(f"{name}: an article opened", 1000 * median(took), _ARTICLE_MS, "ms")
    steps = [seconds(lambda id=id: project.articles().next_open(id)) for id in ids]
    report.bar(f"{name}: next unfinished", 1000 * median(steps), _PAGE_MS, "ms")
    return median(took)


def marks(report: Report, project: Project, name: str) -> float:
    """Filters by marks: the first time, told only, and once more after an edit."""
    slowest = 0.0
    for what, wanted in corpus.by_marks(project).items():
        first = seconds(lambda wanted=wanted: project.articles(wanted).page())
        again = list[float]()
        for _ in range(5):
            corpus.touch(project)
            again.append(seconds(lambda wanted=wanted: project.articles(wanted).page()))
        report.bar(f"{name}: {what}, after an edit", 1000 * median(again), _FILTER_MS, "ms")
        report.say(f"the first time {1000 * first:.0f} ms")
        slowest = max(slowest, median(again))
    return slowest


def measure(path: Path, name: str, hits: int, *, marked: bool) -> int:
    """Everything of one project; the figures are told at the end."""
    report = Report()
    project, first = opened(report, path, name)
    with project:
        found = {
            "opened, first page": first,
            "pages of the list": paged(report, project, name),
            "an article opened": read(report, project, name),
        }
        if marked:
            found["filters by marks"] = marks(report, project, name)
        else:
            filters(report, project)
        found["concordance, first page"] = first_pages(report, project, project.articles().count)
        found["labelling all hits"], found["undoing that"] = label_all(report, project, hits)
    found["memory"] = peak()
    report.bar(f"{name}: memory at most", found["memory"], _MEMORY_MB, "MB")
    tell(found)
    return report.missed


def grown(report: Report, small: dict[str, float], large: dict[str, float], name: str) -> None:
    """The same at four times the articles."""
    for what, value in large.items():
        report.bar(f"{name}, 4 × the articles: {what}", value / small[what], 4)


def main() -> int:
    """Measure, print, and tell by the exit code whether a budget was missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--marked", type=int, default=100_000)
    asked.add_argument("--many", type=int, default=1_000_000)
    asked.add_argument("--hits", type=int, default=10_000)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.measure:
        path, name = given.measure
        return measure(Path(path), name, given.hits, marked="spans" in name)
    report = Report()
    makers: dict[str, tuple[Callable[[Path, int], Path], int]]
    makers = {
        "of 50 spans": (corpus.marked_articles, given.marked),
        "short": (corpus.many_articles, given.many),
    }
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        os.environ["ANNOTATOR_HOME"] = folder
        for kind, (make, most) in makers.items():
            some = []
            for count in (most // 4, most) if most else ():
                path, name = make(Path(folder) / str(count), count), f"{count:,} {kind}"
                some.append(figures("tests.bench.large", "--measure", str(path), name,
                                    "--hits", str(given.hits), report=report))  # fmt: skip
                path.unlink()
            if some:
                grown(report, *some, kind)
    return int(report.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
