"""Running an export as a job does: to its end, keeping the report."""

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from annotator.formats.values import ProjectCard, Report
from annotator.model import Page
from annotator.progress import Progress
from tests.formats.pages import card_of


def exported(
    format: ModuleType | Any,
    pages: Iterable[Page],
    out: Path,
    card: ProjectCard | None = None,
    **options: Any,
) -> Report:
    """Write the pages to a target and return the report."""
    pages = tuple(pages)
    steps = format.write(pages, card or card_of(*pages), out, format.Options(**options))
    while True:
        try:
            assert isinstance(next(steps), Progress)
        except StopIteration as end:
            assert isinstance(end.value, Report)
            return end.value
