"""Our own JSONL: one line for the project, then one per article. Complete, and read back exactly.

Line 1 holds the codebook, annotators and entities; offsets are code points, ids are strings.
`docs/formats.md` documents it field by field.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import orjson

from annotator.errors import BadInput
from annotator.formats.common import options as choice
from annotator.formats.common.output import Kind, export
from annotator.formats.records import reading, writing
from annotator.formats.values import (
    DETECT,
    Lost,
    ProjectCard,
    ReadArticle,
    ReadOptions,
    ReadProject,
    Report,
)
from annotator.i18n import _N
from annotator.model import STATUSES, Page
from annotator.progress import Loss, Progress

NAME = "jsonl"
TITLE = _N("Annotator JSONL")
SUMMARY = _N("Everything in a project, one line per article; can be imported again.")
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses", "annotators", "project",
    "entity cards", "entities in no article", "suggestions",
)  # fmt: skip
SUFFIXES = (".jsonl",)
FOLDER = False
EXTRA = ""
OWN = True

_SORTED = orjson.OPT_SORT_KEYS


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default everything, so that importing the file gives an equal project."""

    statuses: tuple[str, ...] = choice.statuses(STATUSES)
    removed: bool = choice.declared(True, _N("Export removed articles as well, marked so."))


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write the chosen pages after a line about the project."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """Nothing is lost."""
    return ()


def recognises(path: Path) -> bool:
    """True for a file whose first line is ours."""
    return path.suffix in SUFFIXES and path.is_file() and reading.is_ours(path)


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file, each checked against its own text; one that does not fit is told."""
    return reading.articles(path)


def read_project(path: Path) -> ReadProject | None:
    """What the first line says about the project; None where the file begins with an article."""
    return reading.project(path)


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    names = writing.Names(project)
    with open(target, "wb") as file:
        write_project(file, project, names, options.annotators)

        def add(page: Page) -> Iterable[Lost]:
            record = writing.article(page, names)
            suggested = project.suggested(page.article.id)
            record |= writing.suggested(suggested, page.text, names, options.annotators)
            file.write(orjson.dumps(record, option=_SORTED | orjson.OPT_APPEND_NEWLINE))
            return ()

        yield add


def write_project(
    file: IO[bytes], project: ProjectCard, names: writing.Names, only: tuple[str, ...] = ()
) -> None:
    """The first line, written piece by piece: a project may have a million entities."""
    whole = writing.project(project)
    long = writing.streamed(project, names, only)
    for n, key in enumerate(sorted(whole.keys() | long.keys())):
        file.write((b"," if n else b"{") + orjson.dumps(key) + b":")
        if key in whole:
            file.write(orjson.dumps(whole[key], option=_SORTED))
        else:
            _write_list(file, long[key])
    file.write(b"}\n")


def _write_list(file: IO[bytes], found: Iterable[writing.Record]) -> None:
    file.write(b"[")
    for n, each in enumerate(found):
        file.write((b"," if n else b"") + orjson.dumps(each, option=_SORTED))
    file.write(b"]")
