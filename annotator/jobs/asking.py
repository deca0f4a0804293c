"""Asking the list of articles off the window, where the answer may take long."""

from collections.abc import Callable, Generator
from contextlib import closing
from typing import TypeVar

from annotator.progress import Progress
from annotator.project import Filter, Project
from annotator.store.listing import Listing, Stretch

__all__ = ["Listing", "Stretch", "asked"]

T = TypeVar("T")


def asked(
    project: Project, wanted: Filter, question: Callable[[Listing], T]
) -> Generator[Progress, None, T]:
    """What the list under a filter answers, read over a connection of its own."""
    yield Progress(0, 1)
    with closing(project.another_reader()) as db:
        return question(Listing(db, wanted, project.annotator.id, project.remembered))
