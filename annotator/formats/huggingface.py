"""Hugging Face dataset folder: parquet files and a card, for `datasets.load_dataset(folder)`.

A row for each article with flat token tags and with all spans, and, as a second configuration, a
row for each claim. `project.jsonl` and the column `record` bring everything back here.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BadInput, Refused
from annotator.formats import jsonl
from annotator.formats.common import options as choice
from annotator.formats.common.chunking import losses_in_chunks
from annotator.formats.common.losses import summary
from annotator.formats.common.output import Kind, export
from annotator.formats.common.tokens import Tokens
from annotator.formats.hub import card, columns, reading
from annotator.formats.hub.rows import Row, Rows, Tagging, tags
from annotator.formats.records import writing
from annotator.formats.values import (
    DETECT,
    Lost,
    ProjectCard,
    ReadArticle,
    ReadOptions,
    ReadProject,
    Report,
)
from annotator.i18n import _N, _
from annotator.model import LEVELS, Page
from annotator.progress import Loss, Progress

NAME = "huggingface"
TITLE = _N("Hugging Face dataset")
SUMMARY = _N("A folder of parquet files with a card, for training with the datasets library.")
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses", "annotators", "project",
    "entity cards", "entities in no article",
)  # fmt: skip
SUFFIXES = (".parquet", ".arrow")
FOLDER = True
EXTRA = "parquet"

_PARTS = {"train": "train", "dev": "validation", "test": "test"}
_CHARACTERS, _ROWS = 500_000, 100  # of a group of rows: what is held in memory at once


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default whole articles, tagged with the longest of overlapping proper names."""

    chunk: str = choice.chunk()
    overlap: str = choice.overlap()
    levels: tuple[str, ...] = choice.declared(
        LEVELS, _N("Levels of mentions that the tags show; the spans are all mentions."), LEVELS
    )
    claims: bool = choice.declared(True, _N("Write a second table with a row for each claim."))


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write the folder; parts of a division become splits of the one dataset."""
    if choice.missing_extra(EXTRA):
        raise Refused(_missing())
    kind = Kind(NAME, _opened, CARRIES, FOLDER, finish=_finish)
    return (yield from export(kind, pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What the page would lose: in the tags alone, and where chunks are cut."""

    def of(part: Page) -> Iterable[Lost]:
        lost: list[Lost] = []
        tags(part, Tokens(part.text), _tagging(options), lost)
        return lost

    return summary(losses_in_chunks(page, options.chunk, of))


def recognises(path: Path) -> bool:
    """True for a parquet or Arrow file with marks in it, and a folder with such files or a card."""
    return reading.is_marked(path)


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a folder or of one file in it, ours or anybody's with spans or tags."""
    if path.suffix != ".jsonl" and choice.missing_extra(EXTRA):
        raise Refused(_missing())
    return reading.articles(path, options)


def read_project(path: Path) -> ReadProject | None:
    """What an export of ours says of the project."""
    found = reading.project_file(path)
    return None if found is None else jsonl.read_project(found)


def _missing() -> str:
    return _("pyarrow is not installed; start once with ./run --with parquet.")


def _tagging(options: Options) -> Tagging:
    return Tagging(options.overlap, options.levels)


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    """The files of one part of a division, whose name is that of the target."""
    rows = Rows(writing.Names(project), project.codebook, _tagging(options))
    with ExitStack() as files:
        tables = {
            name: files.enter_context(_table(target, card.FOLDERS[name], declared))
            for name, declared in _declared(project, options).items()
        }

        def add(page: Page) -> Iterable[Lost]:
            lost: list[Lost] = []
            tables["articles"](rows.article(page, lost))
            if options.claims:
                for row in rows.claims(page):
                    tables["claims"](row)
            return lost

        yield add


def _declared(project: ProjectCard, options: Options) -> dict[str, columns.Columns]:
    found = {"articles": columns.articles(project.codebook)}
    return found | ({"claims": columns.claims()} if options.claims else {})


@contextmanager
def _table(target: Path, folder: str, declared: columns.Columns) -> Iterator[Callable[[Row], None]]:
    """A parquet file that takes rows and writes them in groups."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # arrow's own keeps what was freed
    path = target.parent / folder / f"{_PARTS[target.name]}-00000-of-00001.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = columns.schema(declared)
    rows: list[Row] = []
    held = 0

    def write_group() -> None:
        nonlocal held
        file.write_table(pyarrow.Table.from_pylist(rows, schema))
        rows.clear()
        held = 0

    def add(row: Row) -> None:
        nonlocal held
        rows.append(row)
        held += len(row["text"] if "text" in row else row["context"])
        if held >= _CHARACTERS or len(rows) >= _ROWS:
            write_group()

    with ParquetWriter(path, schema, compression="zstd") as file:
        yield add
        if rows:
            write_group()


def _finish(folder: Path, project: ProjectCard, options: Options) -> None:
    with open(folder / reading.PROJECT, "wb") as file:
        jsonl.write_project(file, project, writing.Names(project), options.annotators)
    card.write_card(folder, project, _declared(project, options))
