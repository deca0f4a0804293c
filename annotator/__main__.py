"""`python -m annotator`, and what the installed command `annotator` runs."""

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from annotator.cli import Window, carry_all_scripts, program


def main() -> int:
    """Run the program with the words of the command line; returns the exit code."""
    carry_all_scripts()
    spare_collector()
    try:
        program(prog_name="annotator", obj=Window(_start, _check))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def spare_collector() -> None:
    """Let the collector look less often: pages are thousands of values and no rubbish."""
    gc.set_threshold(10_000, 10, 100)


# Qt is imported only when there will be a window: the command line must work where it cannot.


def _start(paths: Sequence[Path]) -> int:
    from annotator.gui.app import start

    return int(start(paths))


def _check(say: Callable[[str], None], picture: Path | None) -> bool:
    from annotator.gui.selfcheck import check

    return bool(check(say, picture))


if __name__ == "__main__":
    sys.exit(main())
