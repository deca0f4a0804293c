"""Comparing two versions off the window, ready to be shown."""

from collections.abc import Generator
from dataclasses import dataclass

from annotator.gui.versions.merged import Merged, merged
from annotator.jobs.versions import Compared, compare
from annotator.progress import Progress
from annotator.project import Project


@dataclass(frozen=True, slots=True)
class Shown:
    """Two versions compared, and the text that shows it."""

    compared: Compared
    merged: Merged


def compared(project: Project, older: int, newer: int) -> Generator[Progress, None, Shown]:
    """Compare two versions and lay them out as one text."""
    found = yield from compare(project, older, newer)
    return Shown(found, merged(found.older_text, found.newer_text, found.segments))
