"""Measures the project store against floors taken in the same run, and prints ratios to budgets.

Repeat from the project's folder:
python -m tests.bench.store [--kills 200] [--rounds 200] [--articles 100000] [--folder PATH]

Every figure is the median over many rounds, its floor taken in between, as a shared machine
swings. `--folder` chooses the disk; what was made there is removed at the end.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils.utils import sqlite3

from annotator.edits import articles, spans
from annotator.jobs import counting
from annotator.model import Span
from annotator.project import Project
from annotator.store import backups, fetching
from annotator.store.filtering import Filter
from annotator.store.ids import new_id
from annotator.store.onmarks import NO_SOURCE
from tests.bench import corpus
from tests.scene import TEXT, add_article
from tests.store.killing import kill_once


class Report:
    """What was measured: each bar with its budget, printed as it comes."""

    def __init__(self) -> None:
        self.missed = 0

    def bar(self, what: str, value: float, budget: float, unit: str = "x") -> None:
        """Print a figure beside its budget; below is good."""
        self.missed += value > budget
        sign = "ok  " if value <= budget else "MISS"
        print(f"{sign} {what:58} {value:8.2f} {unit:4} budget {budget:g} {unit}", flush=True)

    def say(self, words: str) -> None:
        """Print a figure that only orients."""
        print(f"     {words}", flush=True)


def seconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def median(values: list[float]) -> float:
    """The median, in the unit of the values."""
    return statistics.median(values)


@contextmanager
def bare(folder: Path) -> Iterator[Callable[[], None]]:
    """The floor of an edit: one row put into one table, WAL, synchronous FULL."""
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as db:
        for setting in ("journal_mode = wal", "synchronous = full", "fullfsync = 1",
                        "wal_autocheckpoint = 0"):  # fmt: skip
            db.execute(f"pragma {setting}").fetchall()
        db.execute("create table t (id integer primary key, a, b, c, d, e, f, g, h)")

        def insert() -> None:
            db.execute("begin immediate")
            db.execute("insert into t values (?, 1, 2, 3, 'a quote', 4, 5, 'NAM', 6)", [new_id()])
            db.execute("commit")

        yield insert


def an_edit(report: Report, folder: Path, rounds: int) -> None:
    """Durable edits on a page of 10,000 spans, journal and all, against a bare durable insert."""
    project, article = corpus.long_page(folder / "edit")
    label, page = project.codebook.active_labels[0].id, project.page(article)
    assert page is not None
    kinds = {"a mention of a known entity": next(iter(page.entities)), "of a new one": spans.NEW}
    carried, asked = list[float](), list[float]()
    took: dict[str, list[float]] = {"bare": [], **{kind: [] for kind in kinds}}
    with bare(folder) as insert:
        for n in range(rounds):
            for m, (kind, entity) in enumerate(kinds.items()):
                took["bare"].append(seconds(insert))
                start, began = 80 * n + 40 * m + 7, time.perf_counter()
                done = project.edit(spans.add, article, start, start + 9, label, entity=entity)
                took[kind].append(time.perf_counter() - began)
                began = time.perf_counter()
                page = project.carry(page, done.changes)
                carried.append(time.perf_counter() - began)
                assert page is not None
                asked.append(seconds(lambda: project.next_undo))
            if n % 20 == 19:
                assert page == project.page(article)
    floor = median(took.pop("bare"))
    report.say(f"bare durable insert {1000 * floor:.2f} ms")
    for kind, times in took.items():
        over(report, f"edit, durable, journal included: {kind}", median(times), floor)
    report.bar("page of 10,000 spans carried along an edit", 1000 * median(carried), 5, "ms")
    report.bar("what can be undone, asked after each edit", 1000 * median(asked), 1, "ms")
    undone = [seconds(project.undo) for _ in range(20)]
    report.bar("undo / edit", median(undone) / median(took["of a new one"]), 1.3)
    project.close()


def over(report: Report, what: str, took: float, floor: float) -> None:
    """An edit against its floor: as a ratio where the disk is slow, else by what it adds."""
    if floor >= 0.001:
        report.bar(what, took / floor, 1.3)
    else:
        report.bar(what, 1000 * (took - floor), 0.4, "ms")


def a_page(report: Report, folder: Path) -> None:
    """Reading a page of 1 MB and 10,000 spans, against fetching its rows."""
    project, article = corpus.long_page(folder / "page")
    db = project.reader
    sql = f"select {fetching.columns(Span)} from spans where article = ? order by start"

    def floor() -> None:
        db.execute("select body from texts where article = ?", [article]).fetchall()
        db.execute(sql, [article]).fetchall()

    def read() -> None:
        project.page(article)

    read()
    ratios, took = [], []
    for _ in range(15):
        bare_rows = seconds(floor)
        took.append(seconds(read))
        ratios.append(took[-1] / bare_rows)
    report.bar("page of 1 MB, 10,000 spans read / its rows fetched", median(ratios), 3)
    report.say(f"that is {1000 * median(took):.0f} ms")
    project.close()


def a_list(report: Report, folder: Path, count: int) -> None:
    """The list of articles of a large project: first page, further pages, filter, counts."""
    path = corpus.many_articles(folder / "list", count)

    def open_and_look() -> None:
        with Project.open(path, "anna", read_only=True) as project:
            project.articles().page()

    report.bar(f"{count:,} articles: open and first page", 1000 * seconds(open_and_look), 300, "ms")
    with Project.open(path, "anna") as project:
        for sort in ("added", "title", "outlet", "random"):
            listing = project.articles(Filter(sort=sort))
            last, took = listing.page()[-1], []
            for _ in range(20):
                began = time.perf_counter()
                last = listing.page(last)[-1]
                took.append(time.perf_counter() - began)
            report.bar(f"next 200 by {sort}", 1000 * median(took), 5, "ms")
        listing = project.articles()
        for what in ("count", "done", "begun"):
            took = [seconds(lambda what=what: getattr(listing, what)) for _ in range(5)]
            report.bar(f"{what} of all", 1000 * median(took), 50, "ms")
        for typed in ("zeppelin", "kremlin"):
            took = [seconds(lambda t=typed: project.articles(Filter(text=t)).page())
                    for _ in range(5)]  # fmt: skip
            report.bar(f"first page with “{typed}”", 1000 * median(took), 50, "ms")
        filters(report, project)
        some = listing.page()[100].id
        took = [seconds(lambda: project.page(some)) for _ in range(10)]
        report.bar("open one article", 1000 * median(took), 10, "ms")


# One condition each of those that few or many articles meet, and two of which one is rare.
_FILTERS = {
    "not started": Filter(status="untouched"),
    "needs review, by title": Filter(status="review", sort="title"),
    "of one outlet, by date": Filter(outlet="Reuters", sort="date"),
    "of one month": Filter(since="2024-03", until="2024-03"),
    "of no outlet there is": Filter(outlet="None"),
    "in no language there is, by title": Filter(language="xx", sort="title"),
    "with a claim without source": Filter(source=NO_SOURCE),
    "not started, at random": Filter(status="untouched", sort="random", seed=7),
}


def filters(report: Report, project: Project) -> None:
    """The first page, a further one and the counts under filters of all kinds."""
    for what, wanted in _FILTERS.items():
        first, further = list[float](), list[float]()
        for _ in range(5):
            began = time.perf_counter()
            listing = project.articles(wanted)
            page = listing.page()
            first.append(time.perf_counter() - began)
            if page:
                further.append(seconds(lambda one=listing, at=page[-1]: one.page(at)))
        report.bar(f"first page: {what}", 1000 * median(first), 20, "ms")
        if further:
            report.bar(f"next 200: {what}", 1000 * median(further), 5, "ms")
        counted = seconds(lambda wanted=wanted: counting.tallied(
            project.articles(wanted), project.articles()))  # fmt: skip
        report.say(f"counts, off the window: {1000 * counted:.0f} ms")


def a_backup(report: Report, folder: Path) -> None:
    """A backup against a copy of the file, and an edit meanwhile."""
    path = corpus.many_articles(folder / "backup", 50_000)
    project = Project.open(path, "anna")
    article, copy, ratios, edits = project.articles().page()[0].id, folder / "copy", [], []

    def edit() -> None:
        project.edit(articles.describe, article, "outlet", str(len(edits)))

    def bare_copy() -> None:
        shutil.copyfile(path, copy)
        with copy.open("rb+") as file:
            os.fsync(file.fileno())

    for _ in range(5):
        edits.append(seconds(edit))
        floor = seconds(bare_copy)
        thread = threading.Thread(target=backups.make, args=[path, folder / "backups"])
        began = time.perf_counter()
        thread.start()
        while thread.is_alive():
            edits.append(seconds(edit))
            time.sleep(0.005)
        ratios.append((time.perf_counter() - began) / floor)
    report.bar("backup / file copied", median(ratios), 6)
    report.bar(f"longest of {len(edits)} edits during a backup", 1000 * max(edits), 250, "ms")
    project.close()


def kills(report: Report, folder: Path, times: int) -> None:
    """Programs killed in the middle of their edits."""
    with Project.create(folder / "kill", "anna") as project:
        add_article(project, TEXT)
        add_article(project, TEXT[::-1])
    done = lost = broken = 0
    for seed in range(times):
        left = kill_once(folder / "kill.annotator", seed)
        done, lost, broken = done + left.done, lost + left.lost, broken + bool(left.broken)
        if left.broken:
            print("\n".join(left.broken))
    report.say(f"{times} programs killed, {done} edits they had said were done")
    report.bar("edits lost", lost, 0, "")
    report.bar("files broken", broken, 0, "")


def main() -> int:
    """Measure, print, and tell by the exit code whether a budget was missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--rounds", type=int, default=200)
    asked.add_argument("--articles", type=int, default=100_000)
    asked.add_argument("--folder", type=Path)
    given = asked.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        os.environ["ANNOTATOR_HOME"] = name
        an_edit(report, folder, given.rounds)
        a_page(report, folder)
        a_list(report, folder, given.articles)
        a_backup(report, folder)
        if given.kills and sys.platform != "win32":
            kills(report, folder, given.kills)
    return int(report.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
