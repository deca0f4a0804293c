"""Measures the text view alone, by the script that measured the ways to build it.

It is looked for beside the project, or where ANNOTATOR_MEASURE says; it paints the same viewport
full of plain text, and every figure is a multiple of that.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.store import Report

ROOT = Path(__file__).resolve().parents[2]
VIEW = "tests.bench.measured_view:View"
SCRIPT = Path(os.environ.get("ANNOTATOR_MEASURE", ROOT.parent / "shared" / "measure")) / (
    "textview.py"
)
TEXTS = {
    "3k": 3_400, "100k": 100_000, "1m": 1_000_000, "5m": 5_000_000, "nest6": 100_000,
    "line1m": 1_000_000, "mixed": 100_000,
}  # fmt: skip
BUDGETS = {
    "open": 16, "paint": 2.5, "scroll": 3, "page": 6, "jump": 6, "add": 3, "remove": 3,
    "select": 1, "zoom": 9, "width": 9,
}  # fmt: skip
LONG = {"paint": 3, "page": 7, "jump": 7, "zoom": 15, "width": 15}
MEMORY_MB, LONG_MEMORY_MB, OPEN_MS, LONG_OPEN_MS, BLOCK_MS = 10, 14, 40, 200, 5


def measured(texts: str) -> dict[str, dict[str, dict[str, float]]]:
    """What the script found, by text."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.json"
        words = [SCRIPT, "--views", "none", "--view", VIEW, "--docs", texts, "--json", found]
        quiet = {"QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(
            [sys.executable, *map(str, words)], cwd=ROOT, env=os.environ | quiet, check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        return json.loads(found.read_text())  # type: ignore[no-any-return]


def judge(report: Report, text: str, found: dict[str, float]) -> None:
    """Hold one text's figures to the budgets; a long one may take longer."""
    is_long = text == "5m"
    times = found["x"]
    assert isinstance(times, dict)
    for what, budget in BUDGETS.items():
        if not (is_long and what == "open"):
            most = LONG.get(what, budget) if is_long else budget
            report.bar(f"view, {text}: {what} / painting the same", times[what], most)
    most_ms = LONG_OPEN_MS if is_long else OPEN_MS
    report.bar(f"view, {text}: open to first frame", found["open"], most_ms, "ms")
    report.bar(f"view, {text}: longest block afterwards", found["later_block"], BLOCK_MS, "ms")
    memory = LONG_MEMORY_MB if is_long else max(MEMORY_MB, MEMORY_MB * TEXTS[text] / 1e6)
    report.bar(f"view, {text}: memory beside the text", found["rss_mb"], memory, "MB")


def main() -> int:
    """Measure, print, and tell by the exit code whether a budget was missed."""
    report = Report()
    if not SCRIPT.is_file():
        report.say("view: not measured, as ../shared/measure/textview.py is not there")
        return 0
    texts = sys.argv[1] if sys.argv[1:] else ",".join(TEXTS)
    for text, found in measured(texts).items():
        judge(report, text, found[VIEW])
    return int(report.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
