"""Measures finding over the corpus: the concordance, and labelling all hits and taking that back.

Repeat from the project's folder:
python -m tests.bench.finding [--articles 100000] [--hits 10000] [--folder PATH]

Everything is done at a fourth of the articles first, so that growth shows; what was made is
removed at the end.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from annotator.edits import articles
from annotator.jobs import finding, longedit, unevenness
from annotator.jobs.finding import Tally, Ticks
from annotator.progress import Progress
from annotator.project import Filter, Project
from tests.bench import corpus
from tests.bench.store import Report, median, seconds

_ASKED = ("kremlin", '"war peace"', "NEAR(gas price, 3)", "kremlin NOT peskov", "zepp*", "pe*")


def run(job: Generator[Progress, None, Any]) -> Any:
    """Run a job to its end."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


def effort(report: Report, act: Callable[[], object]) -> float:
    """How much of a processor something takes, in seconds; how long it took is told beside it."""
    began = time.process_time()
    report.say(f"took {seconds(act):.1f} s by the clock")
    return time.process_time() - began


def first_pages(report: Report, project: Project, count: int) -> float:
    """The first page of several searches, each on a connection just opened; returns the slowest."""
    took = []
    for typed in _ASKED:
        wanted = finding.asked(typed)
        times = [
            seconds(lambda wanted=wanted: run(finding.hits(project, wanted))) for _ in range(5)
        ]
        took.append(max(times[0], median(times)))
        report.say(f"{typed}: first {1000 * times[0]:.1f} ms, then {1000 * median(times):.1f} ms")
    report.bar(f"{count:,} articles: concordance, first page", 1000 * max(took), 100, "ms")
    among = [
        seconds(lambda some=some: run(finding.hits(project, finding.asked("kremlin", some))))
        for some in (Filter(outlet="Reuters"), Filter(rights="free"))
    ]
    report.bar("the same in the articles of a filter, a third of all or none", 1000 * max(among),
               100 * max(1, count / 100_000), "ms")  # fmt: skip
    wanted, page = finding.asked("kremlin"), run(finding.hits(project, finding.asked("kremlin")))
    more = [seconds(lambda: run(finding.hits(project, wanted, page.after, 200))) for _ in range(10)]
    report.bar("concordance, a further page", 1000 * median(more), 100, "ms")
    tally, began, slices = Tally(), time.perf_counter(), list[float]()
    while not tally.is_whole:
        before = time.perf_counter()
        tally = run(finding.count(project, wanted, tally))
        slices.append(time.perf_counter() - before)
    whole = time.perf_counter() - began
    report.say(f"{tally.hits:,} hits in {tally.articles:,} articles counted in {whole:.1f} s")
    report.bar("longest stretch of the count", 1000 * max(slices), 500, "ms")
    return max(took)


def label_all(report: Report, project: Project, hits: int) -> tuple[float, float]:
    """Label so many hits as one step and take it back, a person editing meanwhile.

    Returned are seconds of a processor, as a busy machine says nothing by its clock.
    """
    wanted, label = finding.asked("kremlin"), project.codebook.active_labels[1].id
    places, left = list[tuple[int, finding.Ranges]](), hits
    for article, ranges in finding.ticked(project, wanted, Ticks(everything=True)):
        places.append((article, ranges[:left]))
        left -= len(ranges[:left])
        if not left:
            break
    other = project.articles().page()[0].id
    waits = list[float]()

    def edit() -> None:
        project.edit(articles.describe, other, "outlet", str(len(waits)))

    def person(stop: threading.Event) -> None:
        while not stop.wait(0.2):
            waits.append(seconds(edit))

    stop = threading.Event()
    editing = threading.Thread(target=person, args=[stop])
    editing.start()
    made = effort(report, lambda: run(finding.label(project, places, label, also_done=True)))
    stop.set()
    editing.join()
    while (entry := project.next_undo) is not None and not longedit.is_large(project, entry):
        project.undo()
    assert entry is not None
    undone = effort(report, lambda: run(longedit.take_back(project, entry.id, "undo")))
    report.bar(f"{hits:,} hits labelled as one step", made, 6, "s")
    report.bar(f"{hits:,} hits, undone", undone, 6, "s")
    report.bar(f"longest of {len(waits)} edits meanwhile", 1000 * max(waits, default=0), 100, "ms")
    return made, undone


def uneven(report: Report, path: Path) -> None:
    """How soon something uneven is found, and how long a search keeps from looking at the clock."""
    with Project.open(path, "anna") as project:
        for kind in unevenness.KINDS:
            search, took = unevenness.search(project, kind), list[float]()
            for _ in range(10):
                took.append(seconds(lambda search=search: run(unevenness.on(search))))
            report.bar(f"uneven {kind}: longest of 10 stretches", 1000 * max(took), 1000, "ms")


def main() -> int:
    """Measure, print, and tell by the exit code whether a budget was missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=100_000)
    asked.add_argument("--hits", type=int, default=10_000)
    asked.add_argument("--folder", type=Path)
    given = asked.parse_args()
    report, figures = Report(), list[tuple[float, float, float]]()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        os.environ["ANNOTATOR_HOME"] = name
        for count in (given.articles // 4, given.articles):
            path = corpus.many_articles(Path(name) / str(count), count)
            with Project.open(path, "anna") as project:
                page = first_pages(report, project, count)
                some = [label_all(report, project, hits) for hits in (given.hits // 4, given.hits)]
            figures.append((page, *some[-1]))
            growth = (some[1][0] / some[0][0], some[1][1] / some[0][1])
            report.bar("4 × the hits: labelling", growth[0], 6)
            report.bar("4 × the hits: undoing", growth[1], 6)
            path.unlink()
        for what, small, large in zip(("labelling", "undoing"), figures[0][1:], figures[1][1:],
                                      strict=True):  # fmt: skip
            report.bar(f"4 × the articles: {what} as many hits", large / small, 2)
        uneven(report, corpus.marked_articles(Path(name) / "marked", 1_000))
    return int(report.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
