"""Measures imports: articles a second and memory, and what it costs to know copies again.

Repeat from the project's folder:
python -m tests.bench.importing [--articles 8000] [--folder PATH]

Texts of 3 KB in sentences come in from one file of rows and from a folder of text files; then the
same of which nearly all copy passages of one another, as wire reports do. Everything is done with
a fourth of the articles first, so that growth shows. Times are those of a processor, of all
processes together, as a busy machine says nothing by its clock.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import orjson

from annotator import jobs
from annotator.project import Project
from tests.bench import corpus
from tests.bench.apart import figures, peak, tell
from tests.bench.finding import run
from tests.bench.store import Report

SENTENCES, FAMILY = 30, 8
RIGHTS = "All rights to these words are with the agency."
LEAST_A_SECOND, COPIES_MOST, MOST_MB = 250, 1.6, 250


def sentences(chance: random.Random, count: int) -> list[str]:
    """So many sentences of 12 to 22 words."""
    return [
        " ".join(chance.choices(corpus.WORDS, k=chance.randint(12, 22))).capitalize() + "."
        for _ in range(count)
    ]


def distinct(chance: random.Random, number: int) -> str:
    """A text like no other."""
    return _text(number, sentences(chance, SENTENCES))


class Wire:
    """Makes texts of which each family shares half its sentences, with one in all of them."""

    def __init__(self) -> None:
        self._shared = list[str]()

    def text(self, chance: random.Random, number: int) -> str:
        """The next text: a rewrite of the one before, or the first of another family."""
        if number % FAMILY == 0:
            self._shared = sentences(chance, SENTENCES // 2)
        own = sentences(chance, SENTENCES - len(self._shared))
        return _text(
            number, [*self._shared, *own, "All rights to these words are with the agency."]
        )


def _text(number: int, made: list[str]) -> str:
    paragraphs = [" ".join(made[at : at + 5]) for at in range(0, len(made), 5)]
    return f"{number} " + "\n\n".join(paragraphs)


def rows(folder: Path, texts: list[str]) -> Path:
    """The texts as lines of one file."""
    path = folder / "rows.jsonl"
    with path.open("wb") as out:
        for number, text in enumerate(texts):
            line = {"title": f"Article {number}", "text": text, "date": "2024-03-31"}
            out.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    return path


def files(folder: Path, texts: list[str]) -> Path:
    """The texts as files of a folder."""
    path = folder / "texts"
    path.mkdir()
    for number, text in enumerate(texts):
        (path / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return path


def take_in(given: Path, count: int) -> None:
    """Import files and tell the seconds of processors that it takes, and the memory."""
    began = _spent()
    with Project.create(given.with_name(f"{given.stem}-in"), "anna") as project:
        imported = run(jobs.import_files(project, [given]))
        assert imported.new == count, imported
    tell({"seconds": _spent() - began, "MB": peak()})


def _spent() -> float:
    """Processor time of this process and those it started and saw end."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, who))


def measured(report: Report, count: int) -> dict[str, float]:
    """Import so many articles in each way; returns the seconds for each."""
    found = dict[str, float]()
    ways: dict[str, tuple[Callable[[random.Random, int], str], Callable[[Path, list[str]], Path]]]
    ways = {
        "rows of one file": (distinct, rows),
        "a folder of text files": (distinct, files),
        "rows, nearly all copies": (Wire().text, rows),
    }
    for what, (make, write) in ways.items():
        chance = random.Random(6)
        texts = [make(chance, number) for number in range(count)]
        with tempfile.TemporaryDirectory(dir=os.environ["ANNOTATOR_HOME"]) as name:
            path = write(Path(name), texts)
            told = figures("tests.bench.importing", "--take", str(path), "--articles", str(count),
                           report=report)  # fmt: skip
            found[what] = told["seconds"]
        report.bar(f"{count:,} articles, {what}: memory", told["MB"], MOST_MB, "MB")
        a_second = count / found[what]
        report.bar(f"{count:,} articles, {what}: ms each", 1000 / a_second,
                   1000 / LEAST_A_SECOND, "ms")  # fmt: skip
    copies = found["rows, nearly all copies"] / found["rows of one file"]
    report.bar(f"{count:,} articles: copies / texts like no other", copies, COPIES_MOST)
    return found


def main() -> int:
    """Measure, print, and tell by the exit code whether a budget was missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=8_000)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--take", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.take:
        take_in(given.take, given.articles)
        return 0
    report = Report()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        os.environ["ANNOTATOR_HOME"] = name
        small, large = (measured(report, n) for n in (given.articles // 4, given.articles))
        for what in large:
            report.bar(f"4 × the articles: {what}", large[what] / small[what], 5)
    return int(report.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
