"""Measuring in a process of its own, so that its memory and its first steps are its own."""

import resource
import subprocess
import sys
from pathlib import Path

import orjson

from tests.bench.store import Report

_FIGURES = "figures "
_STATUS = Path("/proc/self/status")


def peak() -> float:
    """The most memory this process ever held, in MB."""
    if _STATUS.exists():  # the other figure begins with that of the process that started this one
        [most] = (line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(most.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def tell(found: dict[str, float]) -> None:
    """Tell the figures to the process that asked for them."""
    print(_FIGURES + orjson.dumps(found).decode(), flush=True)


def figures(module: str, *words: str, report: Report) -> dict[str, float]:
    """Run a module, print what it says as it comes, and return the figures that it tells."""
    found = dict[str, float]()
    command = [sys.executable, "-m", module, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        for line in program.stdout or ():
            if line.startswith(_FIGURES):
                found = orjson.loads(line.removeprefix(_FIGURES))
            else:
                print(line, end="", flush=True)
                report.missed += line.startswith("MISS ")
    if not found:
        raise SystemExit(f"{module} ended with exit code {program.returncode}")
    return found
