"""Measures everything, each part in a process of its own, and prints one table at the end.

`python -m tests.bench [PART ...]`: view, window, lists, store, finding, importing, large, start,
export, peers, uima, formats, kill; all where none is named. Budgets are multiples of floors
measured in the same run, as machines differ and swing.
"""

import os
import subprocess
import sys

PARTS = {
    "view": ("tests.bench.view",),
    "window": ("tests.bench.window",),
    "lists": ("tests.bench.lists",),
    "store": ("tests.bench.store", "--kills", "0"),
    "finding": ("tests.bench.finding",),
    "importing": ("tests.bench.importing",),
    "large": ("tests.bench.large",),
    "start": ("tests.bench.start",),
    "export": ("tests.bench.export",),
    "peers": ("tests.bench.peers",),
    "uima": ("tests.bench.uima",),
    "formats": ("tests.bench.formats",),
    "kill": ("tests.bench.kill",),
}
OTHER_NAMES = {"memory": "start"}


def run(part: str) -> list[str]:
    """Run one part, print what it says as it comes, and return its bars."""
    bars = []
    command = [sys.executable, "-m", *PARTS[part]]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        for line in program.stdout or ():
            print(line, end="", flush=True)
            if line.startswith(("ok ", "MISS ")):
                bars.append(line.rstrip())
    if program.returncode and not any(bar.startswith("MISS ") for bar in bars):
        bars.append(f"MISS {part} ended with exit code {program.returncode}")
    return bars


def main() -> int:
    """Run the parts that are named, or all."""
    asked = [OTHER_NAMES.get(name, name) for name in sys.argv[1:]] or list(PARTS)
    if unknown := set(asked) - set(PARTS):
        print(f"There is no part {', '.join(unknown)}; there are {', '.join(PARTS)}.")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    table = [bar for part in dict.fromkeys(asked) for bar in run(part)]
    missed = sum(bar.startswith("MISS ") for bar in table)
    print(f"\n{len(table)} figures, {missed} over budget", *table, sep="\n")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
