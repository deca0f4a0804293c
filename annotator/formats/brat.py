"""brat standoff in PolNeAR's shape: a folder with a .txt and an .ann for each article.

Nested, crossing and discontinuous spans, claims with their roles, links and answers survive;
`annotation.conf` lets brat show them and `articles.tsv` keeps what brat has no place for.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.formats.common import options as choice
from annotator.formats.common.losses import author_losses, summary
from annotator.formats.common.naming import file_stem, one_line, plain_labels
from annotator.formats.common.output import Kind, export
from annotator.formats.standoff.config import configuration
from annotator.formats.standoff.lines import ATTRIBUTION, CLAIM, NO_SOURCE, sheet_of
from annotator.formats.standoff.sheet import PARTS, Sheet, Used, Wanted
from annotator.formats.values import Lost, ProjectCard, Report
from annotator.i18n import _N
from annotator.model import Codebook, Page
from annotator.progress import Loss, Progress

NAME = "brat"
TITLE = _N("brat standoff")
SUMMARY = _N("A folder of .txt and .ann files with claims in PolNeAR's shape, for brat and others.")
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses",
)  # fmt: skip
SUFFIXES = (".ann",)
FOLDER = True
EXTRA = ""

CLAIMS = ("all", "attributed", "polnear", "none")
ANSWERS = ("all", "text", "none")

_COLUMNS = (
    "file", "title", "outlet", "published", "byline", "url", "language", "statuses", "sha256",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """By default everything that the format can hold."""

    annotators: tuple[str, ...] = choice.annotators()
    statuses: tuple[str, ...] = choice.statuses()
    split: str = choice.split()
    seed: int = choice.seed()
    mentions: bool = choice.declared(True, _N("Write mentions of entities as well as claims."))
    claims: str = choice.declared(
        "all",
        _N("Which claims: all, those attributed to somebody, these as PolNeAR has them, or none."),
        CLAIMS,
    )
    answers: str = choice.declared(
        "all", _N("Which answers about claims: all, those about the text alone, or none."), ANSWERS
    )


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write a folder with two files for each article."""
    return (yield from export(Kind(NAME, _opened, CARRIES, FOLDER), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What the page would lose."""
    return summary([*_sheet(page, options, Used()).lost, *author_losses(page)])


@contextmanager
def _opened(
    folder: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    folder.mkdir(parents=True, exist_ok=True)
    who = {each.id: each.name for each in project.annotators}
    used = Used()
    with open(folder / "articles.tsv", "wb") as table:
        table.write(("\t".join(_COLUMNS) + "\n").encode())

        def add(page: Page) -> Iterable[Lost]:
            sheet = _sheet(page, options, used)
            stem = file_stem(page)
            (folder / f"{stem}.txt").write_bytes(page.text.encode())
            (folder / f"{stem}.ann").write_bytes("".join(sheet.lines).encode())
            table.write(_row(stem, page, who).encode())
            return [*sheet.lost, *author_losses(page)]

        yield add
    labels = set(_types(project.codebook).values())
    config = configuration(project.codebook, labels, used)
    (folder / "annotation.conf").write_bytes(config.encode())


def _sheet(page: Page, options: Options, used: Used) -> Sheet:
    wanted = Wanted(options.mentions, options.claims, options.answers)
    return sheet_of(page, _types(page.codebook), wanted, used)


def _types(codebook: Codebook) -> dict[int, str]:
    return plain_labels(codebook, taken=(*PARTS, ATTRIBUTION, NO_SOURCE, CLAIM))


def _row(stem: str, page: Page, who: dict[int, str]) -> str:
    about = page.article
    statuses = "; ".join(f"{who[id]}={status}" for id, status in sorted(page.statuses.items()))
    cells = (stem, about.title, about.outlet, about.published, about.byline, about.url,
             about.language, statuses, about.key)  # fmt: skip
    return "\t".join(one_line(cell) for cell in cells) + "\n"
