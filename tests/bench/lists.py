"""Measures the list of articles in the real window: from a filter or an order to painted rows.

Repeat from the project's folder:
python -m tests.bench.lists [--articles 100000] [--marked 8000] [--folder PATH]

Conditions on marks are asked of articles with 50 spans each, all others of short texts. Counts come
after the rows; when they are there is told, not judged, and so is how long it takes where a filter
is asked for the first time. Meanwhile the window may never stand still for longer than 50 ms. What
was made is removed at the end.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.gui.app import make, spare_collector
from annotator.gui.desk import Desk
from annotator.gui.panels.articles import ArticlesPanel
from annotator.gui.rows import PAGE
from annotator.gui.window import Window
from annotator.project import NO_SOURCE, Filter, Project
from tests.bench import corpus
from tests.bench.store import Report, median

ROUNDS, BUDGET_MS, LONGEST_MS, BLOCK_MS = 9, 35, 10_000, 50

LISTED = {
    "as they came in": Filter(),
    "by title": Filter(sort="title"),
    "by date, backwards": Filter(sort="date", down=True),
    "at random": Filter(sort="random", seed=7),
    "not started": Filter(status="untouched"),
    "needs review, by title": Filter(status="review", sort="title"),
    "of one month": Filter(since="2024-03", until="2024-03"),
    "of one outlet, by date": Filter(outlet="Reuters", sort="date"),
    "a word in half of them": Filter(text="kremlin"),
    "a word in one of them": Filter(text="zeppelin"),
    "two words in a row": Filter(text="war peace"),
    "a claim without source": Filter(source=NO_SOURCE),
}


class Painted(QObject):
    """Runs the window until the list has painted the rows that were asked for."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        panel = window.work.panels["articles"]
        assert isinstance(panel, ArticlesPanel)
        self.panel, self.at = panel, 0.0
        self._loop, self._came = QEventLoop(), True
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._longest.timeout.connect(self._loop.quit)
        panel.rows.modelReset.connect(self._note)
        panel.list.viewport().installEventFilter(self)

    def wait(self, act: Callable[[], object], *, anew: bool = True) -> float:
        """Seconds from an act to the painted rows; `anew` where all of them are shown anew."""
        self._came, self.at = not anew, 0.0
        began = time.perf_counter()
        act()
        if not self.at:
            self._longest.start()
            self._loop.exec()
            self._longest.stop()
        assert self.at, "the list never changed"
        return self.at - began

    def rest(self) -> None:
        """Run the window until nothing is counted any more."""
        while self.panel.busy:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()

    def _note(self) -> None:
        self._came = True
        if not self.panel.rows.rows:  # a sentence stands in the place of the list
            QTimer.singleShot(0, self._end)

    def _end(self) -> None:
        self.at = time.perf_counter()
        self._loop.quit()

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:
        if not self._came or self.at or event.type() != QEvent.Type.Paint:
            return False
        seen.removeEventFilter(self)
        QApplication.sendEvent(seen, event)
        seen.installEventFilter(self)
        self._end()
        return True


class Beat(QObject):
    """Notes how long the window's thread at most did not come to a timer."""

    def __init__(self) -> None:
        super().__init__()
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now

    def taken(self) -> float:
        """The longest stand in ms since it was asked last."""
        self._beat()
        longest, self.longest = self.longest, 0.0
        return 1000 * longest


def lists(
    report: Report, window: Window, path: Path, count: int,
    asked: Callable[[Project], dict[str, Filter]] = lambda _project: LISTED,
) -> dict[str, float]:  # fmt: skip
    """Each filter from the window's rest to painted rows; returns what each took, in ms."""
    painted, desk, beat = Painted(window), window.desk, Beat()
    desk.put(project := Project.open(path, "anna"))
    painted.rest()
    found, worst = dict[str, float](), 0.0
    for what, wanted in asked(project).items():
        rows, counts, stands = list[float](), list[float](), list[float]()
        for _ in range(ROUNDS):
            painted.wait(lambda: desk.list_only(Filter(down=True)))
            painted.rest()
            beat.taken()
            began = time.perf_counter()
            rows.append(painted.wait(lambda wanted=wanted: desk.list_only(wanted)))
            painted.rest()
            counts.append(time.perf_counter() - began)
            stands.append(beat.taken())
        found[what] = 1000 * median(rows)
        report.bar(f"{count:,} articles: {what}, painted", found[what], BUDGET_MS, "ms")
        report.say(f"the first time {1000 * rows[0]:.0f} ms")
        report.say(f"counted after {1000 * median(counts):.0f} ms")
        report.say(f"stood still for {median(stands):.0f} ms")
        worst = max(worst, median(stands))
    report.bar(f"{count:,} articles: window stood still while filtering", worst, BLOCK_MS, "ms")
    found["an article far off"] = far_off(report, painted, beat, desk, count)
    found["further rows"] = 1000 * scrolled(painted, desk, count)
    report.bar(f"{count:,} articles: further rows, painted", found["further rows"], BUDGET_MS, "ms")
    desk.put(None)
    return found


def far_off(report: Report, painted: Painted, beat: Beat, desk: Desk, count: int) -> float:
    """Opening articles whose rows are not loaded, to their rows painted; returns the median ms."""
    assert desk.project is not None
    listing = desk.project.articles(Filter(down=True))
    painted.wait(lambda: desk.list_only(Filter()))
    painted.rest()
    ends = listing.page()[-1].id, desk.project.articles().page()[-1].id
    took, stands = list[float](), list[float]()
    desk.open_article(ends[1])
    painted.rest()
    for n in range(ROUNDS):
        beat.taken()
        took.append(painted.wait(lambda n=n: desk.open_article(ends[n % 2])))
        painted.rest()
        stands.append(beat.taken())
        assert painted.panel.list.chosen_id == ends[n % 2]
    ms, still = 1000 * median(took), median(stands)
    report.say(f"an article far off opened, its row painted after {ms:.0f} ms")
    report.bar(f"{count:,} articles: window stood still for that", still, BLOCK_MS, "ms")
    return ms


def scrolled(painted: Painted, desk: Desk, count: int) -> float:
    """Seconds from the key that goes to the last row there is to the further rows, painted."""
    took = []

    def down() -> None:
        QTest.keyClick(painted.panel.list, Qt.Key.Key_End)

    for sort in ("added", "title", "random"):
        painted.wait(lambda sort=sort: desk.list_only(Filter(sort=sort, seed=3)))
        painted.rest()
        pages = min(ROUNDS, count // PAGE - 1)
        took += [painted.wait(down, anew=False) for _ in range(pages)]
    return median(took)


def main() -> int:
    """Measure, print, and tell by the exit code whether a budget was missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=100_000)
    asked.add_argument("--marked", type=int, default=8_000)
    asked.add_argument("--folder", type=Path)
    given = asked.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        os.environ["ANNOTATOR_HOME"] = name
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _app, window = make()
        window.show()
        spare_collector()
        for made, most, asked_of in (
            (corpus.many_articles, given.articles, lambda _project: LISTED),
            (corpus.marked_articles, given.marked, corpus.by_marks),
        ):
            growth = list[dict[str, float]]()
            for count in (most // 4, most):
                path = made(Path(name) / str(count), count)
                growth.append(lists(report, window, path, count, asked_of))
                path.unlink()
            small, large = growth
            for what, ms in large.items():
                report.bar(f"4 × the articles: {what}", ms / small[what], 4)
        window.close()
    return int(report.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
