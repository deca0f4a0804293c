"""Measures starting the program, and its memory, each time in a new process.

Repeat from the project's folder: python -m tests.bench.start
Bytecode is written first, as it is for everybody after the first start.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import corpus
from tests.bench.store import Report

ROOT = Path(__file__).resolve().parents[2]
STARTS = 5

# What the program does from its first line to a window that answers.
_PROGRAM = """
import json, sys, time
from pathlib import Path
from annotator.gui.app import make, spare_collector
app, window = make()
window.show()
spare_collector()
window.open_paths([Path(path) for path in sys.argv[1:]])
app.processEvents()
cpu = time.process_time()
until = time.monotonic() + 30
while window.desk.tasks.busy and time.monotonic() < until:
    app.processEvents()
    time.sleep(0.01)
if window.desk.project:
    articles = window.desk.project.articles().page()
    window.desk.open_article(articles[-1].id)
app.processEvents()
rss = int(open("/proc/self/statm").read().split()[1]) * 4096 / 2**20
needless = [name for name in ("numpy", "pandas", "spacy") if name in sys.modules]
print(json.dumps([cpu, rss, needless]))
window.close()
"""


def started(*paths: Path) -> tuple[float, float, list[str]]:
    """CPU seconds until the window answers, resident MB when idle, heavy packages imported."""
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *map(str, paths)],
        cwd=ROOT,
        env=os.environ,
        check=True,
        capture_output=True,
        text=True,
    )
    cpu, rss, needless = json.loads(run.stdout.splitlines()[-1])
    return cpu, rss, needless


def main() -> int:
    """Measure, print, and tell by the exit code whether a budget was missed."""
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ |= {"ANNOTATOR_HOME": name, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        made, _article = corpus.long_page(
            folder / "long", names=1_000, said=300, make=corpus.paragraphs
        )
        made.close()
        started()
        bare = [started() for _ in range(STARTS)]
        long = [started(made.path) for _ in range(STARTS)]
    middle = [statistics.median(column) for column in zip(*(run[:2] for run in bare), strict=True)]
    report.bar("start to a usable window, CPU", middle[0], 1.0, "s")
    report.bar("memory of the idle window", middle[1], 130, "MB")
    took = statistics.median(run[0] for run in long)
    report.say(f"with a project and an article of 1 MB, 10,000 spans: {took:.2f} s CPU")
    report.bar("memory with 1 MB, 10,000 spans", statistics.median(r[1] for r in long), 180, "MB")
    if bare[0][2]:
        report.say(f"imported though not needed: {', '.join(bare[0][2])}")
    return int(report.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
