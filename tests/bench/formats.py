"""Measures every format there is, in both directions, on made-up projects of 2,500 and of 10,000
articles with 50 spans each: each export and each reading is a process of its own, as its memory is
counted. Four times the articles may take four times as long (and a tenth, as machines swing); more
memory goes to the ids of the entities, of which there are four times as many.

`python -m tests.bench.formats [FORMAT ...] [--articles N ...] [--keep FOLDER]`; fewer articles are
measured sooner, one number alone tells nothing of growth; the projects are made once in a FOLDER
that is kept. Seconds are of the processor, as a machine may be at other work. Pandas is kept out of
the process: it comes with the peers of `./check`, not with the program, and sqlite-utils would load
it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from annotator import formats, jobs
from annotator.__main__ import spare_collector
from annotator.formats import Format
from annotator.formats.values import DETECT
from annotator.jobs import sources
from annotator.jobs.sources import Failure, Source
from annotator.project import Project
from tests.bench import corpus
from tests.bench.store import Report

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = (2_500, 10_000)
_MEMORY, _SWING = 200, 1.1  # MB; how much longer than linear is still linear

# A process of its own asks, as a forked child is counted with what its parent held.
_ASK = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("used", used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
sys.exit(code)
"""
_RUN = """
import runpy, sys
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name == "pandas":
            raise ImportError(name)
sys.meta_path.insert(0, Hidden())
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of the processor, and the most memory in MB."""

    seconds: float
    memory: float
    articles: int

    def cells(self) -> str:
        """As cells of a table."""
        return f"{self.articles / self.seconds:,.0f} | {self.memory:.0f} MB"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one format took with so many articles: written, and read where it can be."""

    size: float
    ways: tuple[Cost, ...]

    def row(self, name: str, grown: str) -> str:
        """As a row of the table."""
        read = self.ways[1].cells() if self.ways[1:] else " | "
        return f"| {name} | {self.size:.0f} MB | {self.ways[0].cells()} | {read} | {grown} |"


def cost(*words: str) -> Cost:
    """Run a module of the project in a process of its own; its last line says how many articles
    it went through. RuntimeError with what it said where it fails.
    """
    command = [sys.executable, "-c", _ASK, sys.executable, "-c", _RUN, *words]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    *said, used = ran.stdout.rstrip().split("\n")
    if ran.returncode or not said:
        raise RuntimeError((ran.stderr or ran.stdout)[-2000:])
    _used, seconds, memory = used.split()
    return Cost(float(seconds), float(memory), int(said[-1]))


def write(path: Path, name: str, out: Path) -> int:
    """Export a project, and return how many articles went out."""
    with Project.open(path, "anna", read_only=True) as project:
        job = jobs.export(project, name, out)
        while True:
            try:
                next(job)
            except StopIteration as end:
                return int(end.value.written)


def read(name: str, out: Path) -> int:
    """Read what was exported as an import does, and return how many articles there were."""
    count = 0
    for found in sources.found([out], formats.reader(name)):
        if isinstance(found, Failure):
            raise RuntimeError(str(found))
        if isinstance(found, Source):
            count += sum(1 for _read in found.reader.read(found.path, DETECT))
    return count


def target(folder: Path, kind: Format) -> Path:
    """Where an export goes."""
    return folder / (kind.NAME if kind.FOLDER else kind.NAME + kind.SUFFIXES[0])


def written(out: Path) -> tuple[Path, ...]:
    """The files of an export that fills several, or the one."""
    return (out, *out.parent.glob(f"{out.stem}-[0-9]*{out.suffix}"))


def size(out: Path) -> float:
    """How large an export is, in MB."""
    files = [p for p in out.rglob("*") if p.is_file()] if out.is_dir() else written(out)
    return sum(each.stat().st_size for each in files) / 1e6


def measure(report: Report, kind: Format, path: Path) -> Measured:
    """One format, written and read."""
    with tempfile.TemporaryDirectory() as folder:
        out = target(Path(folder), kind)
        ways = [cost(__spec__.name, "--write", str(path), kind.NAME, str(out))]
        if hasattr(kind, "read"):
            ways.append(cost(__spec__.name, "--read", kind.NAME, *map(str, written(out))))
            if ways[1].articles < ways[0].articles:
                report.missed += 1
                came = f"{ways[1].articles} of {ways[0].articles} articles came back"
                print(f"MISS {kind.NAME}: {came}", flush=True)
        return Measured(size(out), tuple(ways))


def growth(report: Report, name: str, few: Measured, many: Measured, times: float) -> str:
    """How a format takes so many times the articles: the time, and the memory beyond."""
    pairs = list(zip(few.ways, many.ways, strict=True))
    longer = max(after.seconds / before.seconds for before, after in pairs)
    more = max(after.memory - before.memory for before, after in pairs)
    report.bar(f"{name}: time at {times:g} times the articles", longer, times * _SWING)
    return f"{longer:.1f} x, {more:+.0f} MB"


def every_size(report: Report, kind: Format, projects: dict[int, Path]) -> str:
    """A row of the table: one format at each number of articles, the largest shown."""
    found = {count: measure(report, kind, path) for count, path in sorted(projects.items())}
    few, many = min(found), max(found)
    most = max(way.memory for way in found[many].ways)
    report.bar(f"{kind.NAME}: memory, the larger of both ways", most, _MEMORY, "MB")
    if few == many:
        return found[many].row(kind.NAME, "")
    return found[many].row(
        kind.NAME, growth(report, kind.NAME, found[few], found[many], many / few)
    )


def made(folder: Path, count: int) -> Path:
    """The project of so many articles, as it was made before or now."""
    path = folder / f"articles-{count}.annotator"
    if not path.exists():
        return corpus.marked_articles(folder / "half", count).rename(path)
    Project.open(path, "anna").close()  # the program may have changed since
    return path


def main() -> int:
    """Measure, print, and tell by the exit code whether a budget was missed."""
    words = argparse.ArgumentParser()
    words.add_argument("--articles", type=int, nargs="+", default=ARTICLES)
    words.add_argument("--keep", type=Path, help="where projects are, or will be, made")
    words.add_argument("formats", nargs="*", metavar="FORMAT")
    asked = words.parse_args()
    report, rows = Report(), list[str]()
    chosen = [each for each in formats.writers() if not asked.formats or each.NAME in asked.formats]
    with tempfile.TemporaryDirectory() as name:
        os.environ["ANNOTATOR_HOME"] = name
        projects = {count: made(asked.keep or Path(name), count) for count in asked.articles}
        for kind in chosen:
            if formats.missing_extra(kind.EXTRA):
                report.say(f"{kind.NAME} needs the extra {kind.EXTRA}")
                continue
            try:
                rows.append(every_size(report, kind, projects))
                report.say(rows[-1])
            except RuntimeError as fault:
                report.missed += 1
                print(f"MISS {kind.NAME} failed: {fault}", flush=True)
    print("\n| format | size | written | memory | read | memory | at the most, beside the fewest |")
    print("|---|---|---|---|---|---|---|", *rows, sep="\n")
    return int(report.missed > 0)


def _one(way: str, first: str, *rest: str) -> int:
    """One direction, in the process that is measured."""
    spare_collector()
    if way == "--write":
        return write(Path(first), rest[0], Path(rest[1]))
    return sum(read(first, Path(each)) for each in rest)


if __name__ == "__main__":
    if sys.argv[1:2] in (["--write"], ["--read"]):
        print(_one(*sys.argv[1:]))
        sys.exit(0)
    sys.exit(main())
