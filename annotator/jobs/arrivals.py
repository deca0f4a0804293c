"""What became of each article and file of an import: the list that it ends with."""

import csv
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from annotator.i18n import _N, _

if TYPE_CHECKING:
    from annotator.jobs.imported import Misfit

NEW, BACK, ALREADY, FAILED = "new", "back", "already there", "failed"
PASSED = "passed over"
KINDS = {
    NEW: _N("new"), BACK: _N("back again"), ALREADY: _N("already there"), FAILED: _N("failed"),
    PASSED: _N("passed over"),
}  # fmt: skip
# No kinds of their own: what is nearly the text of another, or a later version, came in as well.
NEAR, VERSION = "near", "version"
MOST = 50_000  # lines of articles that went well; what failed is told to the last


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of an article, or of a file that gave none, and why where it failed or was
    passed over.

    `like` is the title of an article that it shares passages with, `older` that of the one whose
    new version it is; "" where there is none.
    """

    kind: str
    path: Path
    title: str = ""
    why: str = ""
    article: int | None = None
    like: str = ""
    older: str = ""

    @property
    def told(self) -> str:
        """What is to be said of it: why it failed, or which article it is like or a version of."""
        if self.older:
            return _("New version of “{title}”").format(title=self.older)
        if self.why or not self.like:
            return self.why
        return _("Near-duplicate of “{title}”").format(title=self.like)


class Arrivals:
    """Collects arrivals in the order in which they become known."""

    def __init__(self) -> None:
        self._found: list[Arrival] = []
        self.counts = dict.fromkeys((*KINDS, NEAR, VERSION), 0)

    def add(self, arrival: Arrival) -> None:
        """Note an arrival; beyond some number only those with something to tell."""
        self.counts[arrival.kind] += 1
        self.counts[NEAR] += bool(arrival.like)
        self.counts[VERSION] += bool(arrival.older)
        is_told = arrival.why and arrival.kind != PASSED
        if arrival.kind == FAILED or is_told or len(self._found) < MOST:
            self._found.append(arrival)

    def pass_over(self, path: Path, why: str) -> None:
        """Note a file that is none to read."""
        self.add(Arrival(PASSED, path, why=why))

    @property
    def passed(self) -> int:
        """How many files were passed over."""
        return self.counts[PASSED]

    @property
    def total(self) -> int:
        """How many articles and failures there were, those beyond that number as well."""
        return sum(self.counts[kind] for kind in KINDS if kind != PASSED)

    def set_apart(self, articles: Container[int | None]) -> None:
        """Take back of some articles that they are like others."""
        for place, each in enumerate(self._found):
            if each.like and each.article in articles:
                self._found[place] = replace(each, like="")
                self.counts[NEAR] -= 1

    def __len__(self) -> int:
        return len(self._found)

    def __bool__(self) -> bool:
        return True  # an empty one is one to be filled

    def last(self, count: int) -> tuple[Arrival, ...]:
        """The last of them, the newest first."""
        return tuple(reversed(self._found[-count:]))

    def all(self) -> tuple[Arrival, ...]:
        """All of them."""
        return tuple(self._found)


def rows(arrivals: Iterable[Arrival]) -> Iterable[tuple[str, str, str, str]]:
    """The list as rows of words under a head."""
    yield _("what"), _("title"), _("file"), _("why")
    for each in arrivals:
        yield _(KINDS[each.kind]), each.title, str(each.path), each.told


def write(arrivals: Iterable[Arrival], out: IO[str]) -> None:
    """Write the list as a table, parted by tabs."""
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows(arrivals))


def save(arrivals: Iterable[Arrival], path: Path, misfits: "Iterable[Misfit]" = ()) -> None:
    """Write the list, and marks that fitted nothing, to a file. OSError where it cannot be."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        write(arrivals, file)
        out = csv.writer(file, delimiter="\t", lineterminator="\n")
        out.writerows((_("mark left out"), x.title, str(x.path), str(x)) for x in misfits)
