"""Measures the JSONL export against reading the same rows, encoding and writing them bare.

The floor fetches the rows of the pages as tuples, encodes the same lines and writes them: nothing
can be exported with less. Both in seconds of the processor, in turns.
"""

import os
import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path

import orjson

from annotator import jobs
from annotator.__main__ import spare_collector
from annotator.project import Project
from annotator.store import opening
from tests.bench import corpus
from tests.bench.peers import busy
from tests.bench.store import Report

ARTICLES, ROUNDS = 2_000, 5
_QUERIES = (
    "select * from articles a join texts t on t.article = a.id order by a.id",
    "select * from spans order by article, start",
    "select * from claims order by article",
    "select * from judgements order by claim",
)


def floor(path: Path, lines: list[object], out: Path) -> None:
    """Fetch all rows, encode the lines, write them."""
    db = opening.reader(path)
    for query in _QUERIES:
        for _row in db.execute(query):
            pass
    db.close()
    with out.open("wb") as file:
        for line in lines:
            file.write(orjson.dumps(line, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))
        file.flush()
        os.fsync(file.fileno())


def export(path: Path, out: Path) -> None:
    """Export the project as the program does."""
    with Project.open(path, "anna", read_only=True) as project:
        for _progress in jobs.export(project, "jsonl", out):
            pass


def main() -> int:
    """Measure, print, and tell by the exit code whether a budget was missed."""
    spare_collector()
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ANNOTATOR_HOME"] = name
        path = corpus.marked_articles(folder / "many", ARTICLES)
        out, ratios, took = folder / "out.jsonl", [], []
        export(path, out)
        lines = [orjson.loads(line) for line in out.read_bytes().splitlines()]
        for n in range(ROUNDS):
            bare = busy(partial(floor, path, lines, folder / "floor"))
            took.append(busy(partial(export, path, folder / f"again{n}.jsonl")))
            ratios.append(took[-1] / bare)
        report.bar("JSONL export / rows fetched, encoded, written", statistics.median(ratios), 1.25)
        speed = ARTICLES / statistics.median(took)
        report.say(f"{speed:,.0f} articles a second, {out.stat().st_size / 1e6:.0f} MB in all")
    return int(report.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
