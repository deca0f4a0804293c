"""brat standoff in PolNeAR's shape: a folder with a .txt and an .ann for each article.

Nested, crossing and discontinuous spans, claims with their roles, links and answers survive;
`annotation.conf` lets brat show them; `articles.tsv`, `entities.tsv` and `codebook.toml` keep what
brat has no place for, so that a folder of ours comes back whole.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator import codebook as codebooks
from annotator.errors import BadInput
from annotator.formats.common import options as choice
from annotator.formats.common.losses import author_losses, summary
from annotator.formats.common.naming import file_stem
from annotator.formats.common.output import Kind, export
from annotator.formats.standoff import places, reading, tables, words
from annotator.formats.standoff.config import configuration
from annotator.formats.standoff.declared import declared
from annotator.formats.standoff.lines import sheet_of
from annotator.formats.standoff.sheet import Sheet, Used, Wanted
from annotator.formats.values import (
    DETECT,
    Declared,
    Lost,
    ProjectCard,
    ReadArticle,
    ReadOptions,
    ReadProject,
    Report,
)
from annotator.i18n import _N
from annotator.model import Page
from annotator.progress import Loss, Progress

NAME = "brat"
TITLE = _N("brat standoff")
SUMMARY = _N("A folder of .txt and .ann files with claims in PolNeAR's shape, for brat and others.")
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses", "entity cards",
    "entities in no article",
)  # fmt: skip
SUFFIXES = (".ann",)
FOLDER = True
EXTRA = ""
SHARED = True

CLAIMS = ("all", "attributed", "polnear", "none")
ANSWERS = ("all", "text", "none")


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default everything that the format can hold."""

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
    kind = Kind(NAME, _opened, CARRIES, FOLDER)
    return (yield from export(kind, pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What the page would lose."""
    return summary([*_sheet(page, options, Used()).lost, *author_losses(page)])


def recognises(path: Path) -> bool:
    """True for a folder with .ann files and their texts, and for one of the two."""
    return places.holds_pairs(path) if path.is_dir() else places.is_pair(path)


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a folder, or of an .ann and its text; what is broken is told line by line."""
    return reading.articles(path, options)


def read_project(path: Path) -> ReadProject | None:
    """The codebook and entities that lie in a folder of ours; None for any other."""
    folder = path if path.is_dir() else path.parent
    if (book := tables.codebook(folder)) is None:
        return None
    return ReadProject(book.name, book, entities=tables.entities(folder, book))


def read_labels(path: Path) -> Declared:
    """What the annotation.conf and visual.conf beside the marks declare."""
    return declared(path if path.is_dir() else path.parent)


@contextmanager
def _opened(
    folder: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    folder.mkdir(parents=True, exist_ok=True)
    who = {each.id: each.name for each in project.annotators}
    used, book = Used(), project.codebook
    (folder / words.CODEBOOK).write_bytes(codebooks.dump(book).encode())
    with open(folder / words.ARTICLES, "wb") as table, open(folder / words.ENTITIES, "wb") as names:
        table.write(tables.HEADS[words.ARTICLES])
        names.write(tables.HEADS[words.ENTITIES])
        names.writelines(tables.entity_row(each, book, "") for each in project.entities)

        def add(page: Page) -> Iterable[Lost]:
            sheet = _sheet(page, options, used)
            stem = file_stem(page)
            (folder / f"{stem}.txt").write_bytes(page.text.encode())
            (folder / f"{stem}.ann").write_bytes("".join(sheet.lines).encode())
            table.write(tables.article_row(stem, page, who, sheet.maker))
            own = (e for e in page.entities.values() if e.article == page.article.id)
            names.writelines(tables.entity_row(each, book, stem) for each in own)
            return [*sheet.lost, *author_losses(page)]

        yield add
    config = configuration(book, words.types_of(book).values(), used)
    (folder / "annotation.conf").write_bytes(config.encode())


def _sheet(page: Page, options: Options, used: Used) -> Sheet:
    wanted = Wanted(options.mentions, options.claims, options.answers)
    return sheet_of(page, words.types_of(page.codebook), wanted, used)
