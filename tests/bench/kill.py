"""Kills programs in the middle of their edits and counts what was lost: `... kill [TIMES]`."""

import os
import sys
import tempfile
from pathlib import Path

from tests.bench.store import Report, kills


def main() -> int:
    """Measure, print, and tell by the exit code whether an edit was lost."""
    report, times = Report(), int(sys.argv[1]) if sys.argv[1:] else 200
    with tempfile.TemporaryDirectory() as name:
        os.environ["ANNOTATOR_HOME"] = name
        kills(report, Path(name), times)
    return int(report.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
