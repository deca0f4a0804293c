"""A FactBank-style table: a row for each claim with its source and one value of factuality.

Values are those of FactBank: certain (CT), probable (PR), possible (PS) or underspecified (U),
with + for what is put as true, - for what is put as false, u where that is left open.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.formats.common import claiming
from annotator.formats.common import options as choice
from annotator.formats.common.cells import cell
from annotator.formats.common.losses import summary
from annotator.formats.common.naming import file_stem
from annotator.formats.common.output import Kind, export
from annotator.formats.reviews import judged
from annotator.formats.values import Lost, ProjectCard, Report
from annotator.i18n import _N
from annotator.model import Claim, Judgement, Page
from annotator.progress import Loss, Progress
from annotator.text import sentences

NAME = "factuality"
TITLE = _N("FactBank values")
SUMMARY = _N("A table with a value of factuality for each claim and its source, as in FactBank.")
CARRIES = ()
SUFFIXES = (".tsv",)
FOLDER = False
EXTRA = ""

AUTHOR, UNNAMED = "AUTHOR", "GEN"
_CERTAINTY = {"certain": "CT", "probable": "PR", "possible": "PS", "underspecified": "U"}
_POLARITY = {"positive": "+", "negative": "-", "unknown": "u"}
_HEAD = "article\tclaim\tsentence\tstart\tend\tannotator\tsource\tvalue\tcontent\n"


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default all claims whose certainty or polarity somebody told."""


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write the table."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """Everything but the claims that have a value."""
    return summary(_lost(page))


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    names = {each.id: each.name for each in project.annotators}
    with open(target, "wb") as file:
        file.write(_HEAD.encode())

        def add(page: Page) -> Iterable[Lost]:
            starts = [start for start, _end in sentences(page.text)]
            for claim in page.claims_in_order:
                for who, value in _values(page, claim).items():
                    row = (*_place(page, claim, starts), names[who], _source(page, claim), value,
                           claiming.words(page, claim.id, "content"))  # fmt: skip
                    file.write(("\t".join(map(cell, row)) + "\n").encode())
            return _lost(page)

        yield add


def _place(page: Page, claim: Claim, starts: list[int]) -> tuple[str, ...]:
    """The article, the claim, the sentence and the range of the claim's first content."""
    parts = page.parts(claim.id, "content") or page.parts(claim.id)
    where = ("", "", "")
    if parts:
        number = sum(start <= parts[0].start for start in starts)
        where = (str(number), str(parts[0].start), str(parts[0].end))
    return (file_stem(page), str(claim.id), *where)


def _source(page: Page, claim: Claim) -> str:
    """The source as FactBank nests it: the innermost first, the author last."""
    names = []
    for entity in claim.chain or (None,):
        source = page.entities.get(page.live(entity) or 0)
        names.append(UNNAMED if source is None else source.name)
        if source is not None and source.role == "author":
            names[-1] = AUTHOR
    if names[0] != AUTHOR:
        names.insert(0, AUTHOR)
    return "_".join(reversed(names))


def _values(page: Page, claim: Claim) -> dict[int, str]:
    """The value that each annotator's answers come to."""
    found: dict[int, tuple[str, str]] = {}
    for each in _told(page, claim):
        certainty, polarity = found.get(each.annotator, ("U", "u"))
        if each.field == "certainty":
            certainty = _CERTAINTY.get(each.value, "U")
        else:
            polarity = _POLARITY.get(each.value, "u")
        found[each.annotator] = (certainty, polarity)
    return {who: certainty + polarity for who, (certainty, polarity) in found.items()}


def _told(page: Page, claim: Claim) -> list[Judgement]:
    return [
        each for field in ("certainty", "polarity") for each in judged.answers(page, claim, field)
    ]


def _lost(page: Page) -> Iterator[Lost]:
    told = (each for claim in page.claims.values() for each in _told(page, claim))
    return judged.left_out(page, told, CARRIES)
