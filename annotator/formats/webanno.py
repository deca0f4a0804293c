"""WebAnno TSV: tokens with layers in columns, for INCEpTION and WebAnno. Version 3.3 is written,
all from 1 on are read.

Marks may nest, cross and lie inside of tokens; claims are spans with links to their parts. What
an article and its entities are beside the text has no place in it.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.common import options as choice
from annotator.formats.common.losses import summary
from annotator.formats.common.naming import file_stem
from annotator.formats.common.output import Kind, export
from annotator.formats.records.writing import Names
from annotator.formats.tsv3.columns import FORMAT
from annotator.formats.tsv3.older import is_older
from annotator.formats.tsv3.pages import written
from annotator.formats.tsv3.reading import read_tsv
from annotator.formats.uima import exchange
from annotator.formats.uima.cas import Cas
from annotator.formats.values import DETECT, Lost, ProjectCard, ReadArticle, ReadOptions, Report
from annotator.i18n import _N
from annotator.model import Page
from annotator.progress import Loss, Progress

NAME = "webanno_tsv"
TITLE = _N("WebAnno TSV")
SUMMARY = _N("A folder of tables, one line for each token with layers in columns, for INCEpTION.")
CARRIES = (
    "text", "mentions", "nested", "crossing", "discontinuous", "entities", "claims", "judgements",
    "links", "notes", "attributes", "annotators",
)  # fmt: skip
SUFFIXES = (".tsv",)
FOLDER = True
EXTRA = ""


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default everything that the format can hold."""


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write a folder with a table for each article."""
    return (yield from export(Kind(NAME, _opened, CARRIES, FOLDER), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What the page would lose."""
    return summary(written(page, exchange.nameless(page))[1])


def recognises(path: Path) -> bool:
    """True for a file that says so in its first line, and for a zip that holds one."""
    return exchange.recognises(path, _FORM)


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The article of a file, or those of a zip."""
    return exchange.read(path, options, _FORM)


@contextmanager
def _opened(
    folder: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    folder.mkdir(parents=True, exist_ok=True)
    names = Names(project)

    def add(page: Page) -> Iterable[Lost]:
        table, lost = written(page, names)
        (folder / f"{file_stem(page)}.tsv").write_bytes(table.encode())
        return lost

    yield add


def _decoded(raw: bytes, _types: bytes) -> Cas:
    return read_tsv(raw)[0]


def _is_one(name: str, head: bytes) -> bool:
    bare = head.removeprefix(b"\xef\xbb\xbf")
    is_three = bare.startswith(f"{FORMAT}3".encode())
    return name.lower().endswith(".tsv") and (is_three or is_older(bare.decode(errors="replace")))


_FORM = exchange.Form(suffix=".tsv", decode=_decoded, is_one=_is_one)
