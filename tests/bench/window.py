"""Measures the real window: from a key to the row on the disk and the repainted window.

Repeat from the project's folder:
python -m tests.bench.window         without a screen
python -m tests.bench.window --xcb   on a virtual screen, where xvfb-run is installed

The disk's own time is measured beside it: a bare durable insert, which is one fsync.
"""

import gc
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.gui.app import make, spare_collector
from annotator.gui.text.view import TextView
from annotator.gui.window import Window
from annotator.project import Project
from tests.bench import corpus
from tests.bench.store import Report, bare, median, seconds
from tests.scene import TEXT, add_article

PRESSES, OPENINGS = 40, 7  # the median of so many
BUDGET_MS = 16


class Frame(QObject):
    """Notes when a text view has next painted a whole frame."""

    def __init__(self, view: TextView) -> None:
        super().__init__()
        self.at, self._seen = 0.0, view.viewport()
        self._seen.installEventFilter(self)

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint or event.rect() != self._seen.rect():  # type: ignore[attr-defined]
            return False
        seen.removeEventFilter(self)
        QApplication.sendEvent(seen, event)
        self.at = time.perf_counter()
        return True


class Bench:
    """A window on a project of one short and one long article."""

    def __init__(self, window: Window, folder: Path, characters: int) -> None:
        self.window, self.desk = window, window.desk
        self.view = window.work.area.view
        project, self.long = corpus.long_page(
            folder / f"long-{characters}", characters, characters // 100 if characters < 5_000_000
            else 100_000, names=1_000, said=300, make=corpus.paragraphs,
        )  # fmt: skip
        self.short, self.path = add_article(project, TEXT), project.path
        project.close()
        self.place = 0

    def put(self) -> None:
        """Open the project anew, with the short article on the desk."""
        self.desk.put(Project.open(self.path, "anna"))
        self.desk.open_article(self.short)
        while self.desk.tasks.busy:
            QApplication.processEvents()
            time.sleep(0.005)
        QApplication.processEvents()

    def open(self) -> tuple[float, float]:
        """Seconds until the long article's first frame is painted, read for the first time, and
        until all panels show it as well.
        """
        self.put()
        gc.collect()
        frame = Frame(self.view)
        began = time.perf_counter()
        took = seconds(lambda: (self.desk.open_article(self.long), QApplication.processEvents()))
        return frame.at - began, took

    def press(
        self, key: Qt.Key, prepare: Callable[[], object] = lambda: None,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> float:  # fmt: skip
        """Seconds from a key to the repainted window, after what `prepare` does."""
        prepare()
        QApplication.processEvents()
        before = self.desk.page, self.desk.focus
        took = seconds(lambda: (QTest.keyClick(self.view, key, held),  # type: ignore[call-overload]
                                QApplication.processEvents()))  # fmt: skip
        assert (self.desk.page, self.desk.focus) != before, f"{key} did nothing"
        return took

    def edit(self, key: Qt.Key, *further: Any) -> float:
        """The same for a key that writes; its entry must be in the file then."""
        project = self.desk.project
        assert project is not None
        last = project.history(limit=1)
        took = self.press(key, *further)
        assert project.history(limit=1) != last, f"{key} wrote nothing"
        return took

    def select(self) -> None:
        """Select the next word, from the middle of the article on."""
        text = self.view.text
        after = max(self.place, len(text) // 2)
        found = re.compile(r"\w{4,}").search(text, after)
        assert found is not None
        self.place = found.end() + 30
        self.desk.look(start=found.start(), end=found.end(), ready=-1, span=None, claim=None,
                       field="")  # fmt: skip

    def judge(self) -> None:
        """Open the next claim with its first field waiting."""
        page = self.desk.page
        assert page is not None
        core = page.codebook.core[0]
        claims = page.claims_in_order
        claim = claims[(len(claims) // 2 + self.place) % len(claims)].id
        self.place += 1
        given = page.answers(claim=claim).get(core.id, ())
        self.key = Qt.Key.Key_1 if not given or given[0].value != _first(core) else Qt.Key.Key_2
        self.desk.look(claim=claim, span=None, start=0, end=0, field=core.id)

    def rest(self) -> None:
        """Nothing selected, nothing waiting, the caret in the middle."""
        self.desk.look(field="", span=None, start=len(self.view.text) // 2,
                       end=len(self.view.text) // 2)  # fmt: skip


def _first(field: object) -> str:
    return field.choices[0].value  # type: ignore[attr-defined, no-any-return]


def edits(report: Report, bench: Bench, folder: Path, size: str) -> dict[str, float]:
    """Keys that write: label, undo, claim, answer; each beside a bare durable insert."""
    took: dict[str, list[float]] = {"label": [], "undo": [], "claim": [], "answer": []}
    disk = []
    with tempfile.TemporaryDirectory(dir=folder) as disk_folder, bare(Path(disk_folder)) as insert:
        for _ in range(PRESSES):
            disk.append(seconds(insert))
            took["label"].append(bench.edit(Qt.Key.Key_1, bench.select))
            took["undo"].append(bench.edit(
                Qt.Key.Key_Z, lambda: None, Qt.KeyboardModifier.ControlModifier))  # fmt: skip
            took["claim"].append(bench.edit(Qt.Key.Key_C, bench.select))
            bench.judge()
            took["answer"].append(bench.edit(bench.key))
    sync = 1000 * median(disk)
    report.say(f"{size}: a bare durable insert takes {sync:.2f} ms")
    middle = {what: 1000 * median(times) for what, times in took.items()}
    for what, ms in middle.items():
        report.bar(f"{size}: {what}, on disk and repainted, less one fsync", ms - sync, BUDGET_MS,
                   "ms")  # fmt: skip
    return middle


def steps(report: Report, bench: Bench, size: str) -> None:
    """Keys that only look: next span, next claim."""
    bench.rest()
    alt, plain = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
    for what, key, held in (("next span", Qt.Key.Key_Tab, plain),
                            ("next claim", Qt.Key.Key_Down, alt)):  # fmt: skip
        times = [bench.press(key, lambda: None, held) for _ in range(PRESSES)]
        report.bar(f"{size}: {what}, repainted", 1000 * median(times), BUDGET_MS, "ms")


def screenful(window: Window) -> float:
    """The floor of opening: seconds to lay out and draw one view full of plain text."""
    view = window.work.area.view
    size, text = view.viewport().size(), view.text[:40_000]
    image = QImage(size, QImage.Format.Format_RGB32)

    def paint() -> None:
        painter, y = QPainter(image), 0.0
        painter.fillRect(image.rect(), Qt.GlobalColor.white)
        for paragraph in text.split("\n"):
            layout = QTextLayout(paragraph, view.document().defaultFont())
            y += _laid_out(layout, size.width()) or 20
            layout.draw(painter, QPointF(0, y - layout.boundingRect().height()), [],
                        QRectF(image.rect()))  # fmt: skip
            if y > size.height():
                break
        painter.end()

    return median([seconds(paint) for _ in range(15)])


def _laid_out(layout: QTextLayout, width: int) -> float:
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return y


def opening(report: Report, bench: Bench, size: str, most_ms: float) -> float:
    """Opening the article for the first time, to its first frame in the whole window."""
    frames, wholes = zip(*(bench.open() for _ in range(OPENINGS)), strict=True)
    took = statistics.median(frames)
    report.bar(f"{size}: open, read to first frame of the window", 1000 * took, most_ms, "ms")
    report.say(f"{size}: until all panels show it {1000 * statistics.median(wholes):.0f} ms")
    floor = screenful(bench.window)
    report.say(f"{size}: that is {took / floor:.0f} times laying out and drawing a screenful")
    return took


def on_virtual_screen() -> int:
    """Run once more under a virtual X server."""
    if (xvfb := shutil.which("xvfb-run")) is None:
        print("     xvfb-run is not installed: not measured on a virtual screen")
        return 0
    words = [xvfb, "-a", "-s", "-screen 0 1600x1000x24", sys.executable, "-m", "tests.bench.window"]
    screen = {"QT_QPA_PLATFORM": "xcb"}
    return subprocess.run(words, env=os.environ | screen, check=False).returncode


def main() -> int:
    """Measure, print, and tell by the exit code whether a budget was missed."""
    if "--xcb" in sys.argv:
        return on_virtual_screen()
    report, faults = Report(), []
    sys.excepthook = lambda kind, fault, trace: faults.append(fault)  # Qt would print and go on
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ANNOTATOR_HOME"] = name
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _app, window = make()
        window.show()
        spare_collector()
        QApplication.setActiveWindow(window)  # keys of menus act in the active window alone
        once: dict[int, tuple[float, dict[str, float]]] = {}
        for characters, size in ((1_000_000, "1 MB/10,000"), (4_000_000, "4 MB/40,000")):
            bench = Bench(window, folder, characters)
            took = opening(report, bench, size, 40 if characters == 1_000_000 else 160)
            once[characters] = took, edits(report, bench, folder, size)
            steps(report, bench, size)
        (small, keys), (large, more) = once.values()
        report.bar("four times the spans: open", large / small, 4)
        for what in keys:
            report.bar(f"four times the spans: {what}", more[what] / keys[what], 4)
        opening(report, Bench(window, folder, 5_000_000), "5 MB/100,000", 200)
        window.close()
    report.bar("faults in the window meanwhile", len(faults), 0, "")
    report.say(f"the first fault: {faults[0]!r}" if faults else "no fault was raised")
    return int(report.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
