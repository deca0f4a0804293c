"""Counting off the window: the articles under a filter, and the figures of the whole project."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass

from annotator.model import STATUSES
from annotator.progress import Progress
from annotator.project import Filter, Project
from annotator.store import figures, reading
from annotator.store.figures import Bar, Figures
from annotator.store.listing import Listing

__all__ = ["Bar", "Figures", "Tally", "by_status", "figures_of", "tallied", "tally"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles pass a filter, how many of them are done and begun, and how many there
    are in all.
    """

    count: int
    done: int
    begun: int
    total: int


def tallied(listing: Listing, whole: Listing) -> Tally:
    """The counts of a list, and of the list of all articles."""
    return Tally(listing.count, listing.done, listing.begun, whole.count)


def tally(project: Project, wanted: Filter) -> Generator[Progress, None, Tally]:
    """The counts of the articles under a filter, read over a connection of its own."""
    yield Progress(0, 1)
    me = project.annotator.id
    with closing(project.another_reader()) as db:
        found = Listing(db, wanted, me, project.remembered)
        return tallied(found, Listing(db, Filter(), me))


def by_status(project: Project, wanted: Filter) -> Generator[Progress, None, dict[str, int]]:
    """How many of the articles under a filter are in each status of this annotator."""
    yield Progress(0, 1)
    with closing(project.another_reader()) as db:
        found = Listing(db, wanted, project.annotator.id).by_status()
    return {status: found.get(status, 0) for status in STATUSES}


def figures_of(project: Project) -> Generator[Progress, None, Figures]:
    """The figures of the project for its annotator, read over a connection of its own."""
    yield Progress(0, 1)
    asked = [field.id for field in project.codebook.core]
    with closing(project.another_reader()) as db:
        me = project.annotator.id
        return figures.read(db, me, asked, only=reading.only_of(db, me))
