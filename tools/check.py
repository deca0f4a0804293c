"""Lints, checks types and runs the tests inside `.venv`; `./check` starts it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
)


class Wanting:
    """Counts the tests that skip because the shared corpora are not there."""

    def __init__(self) -> None:
        self.count = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest for each phase of each test."""
        self.count += report.skipped and "shared/data" in str(report.longrepr)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Called by pytest for each module: one that skips as a whole counts once."""
        self.count += report.skipped and "shared/data" in str(report.longrepr)


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; 0 if all of it passed. The last line tells what was not tested."""
    os.chdir(ROOT)
    rest = [each for each in arguments if each not in ("--peers", "--bench")]
    if "--bench" in arguments:
        return python("tests.bench", *rest)
    if "--peers" in arguments:
        rest = ["-rs", *(rest or ["tests/peers"])]  # what could not be set up says why
    failed = [] if "--peers" in arguments else [step for step in STEPS if python(*step) != 0]
    wanting = Wanting()
    if pytest.main(rest, plugins=[wanting]) != pytest.ExitCode.OK:
        failed.append(("pytest",))
    for step in failed:
        print("Failed:", " ".join(step))
    print(f"{wanting.count} tests were skipped for want of ../shared/data.", flush=True)
    return 1 if failed else 0


def python(module: str, *arguments: str) -> int:
    """Run a module with the Python that runs us; its exit code."""
    print("$", module, *arguments, flush=True)
    return subprocess.call([sys.executable, "-m", module, *arguments])


if __name__ == "__main__":
    result = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    # Python would take hundreds of windows apart that Qt has closed: minutes, and for nobody.
    os._exit(result)
