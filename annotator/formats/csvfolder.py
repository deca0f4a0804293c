"""CSV: a folder with a table for articles, mentions, claims, answers and so on, for spreadsheets.

Text that a spreadsheet would take for a formula gets a "'" before it, which is taken off again.
"""

import csv
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.common.chunking import losses_in_chunks
from annotator.formats.common.losses import summary
from annotator.formats.common.output import Kind, export
from annotator.formats.sheets import gathering, laying
from annotator.formats.sheets.tables import Cell
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
from annotator.model import Page
from annotator.progress import Loss, Progress

NAME = "csv"
TITLE = _N("CSV tables")
SUMMARY = _N(
    "A folder of tables for spreadsheets and statistics, a row for each mention and claim."
)
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses", "annotators", "project",
    "entity cards", "entities in no article",
)  # fmt: skip
SUFFIXES = (".csv",)
FOLDER = True
EXTRA = ""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_BOM = b"\xef\xbb\xbf"

Options = laying.Options


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write a folder of tables."""
    return (yield from export(Kind(NAME, _opened, CARRIES, FOLDER), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """Nothing is lost, unless articles are cut."""
    return summary(losses_in_chunks(page, options.chunk, lambda _part: ()))


def recognises(path: Path) -> bool:
    """True for a folder with our tables of articles and of texts."""
    if not path.is_dir():
        return False
    return all(_head(path / f"{name}.csv")[: len(c)] == c for name, c in _RECOGNISED.items())


_RECOGNISED = {
    "articles": ["id", "title", "outlet"], "texts": ["article", "piece", "text"],
}  # fmt: skip


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a folder that we wrote, also where somebody edited or sorted its tables."""
    return gathering.articles(_book(path))


def read_project(path: Path) -> ReadProject | None:
    """What the tables say of the project."""
    return gathering.read_project(_book(path))


@contextmanager
def _opened(
    folder: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    folder.mkdir(parents=True, exist_ok=True)
    layout = laying.Layout(project, sys.maxsize)
    with ExitStack() as files:
        writers = {}
        for table in layout.tables:
            name = folder / f"{table.name}.csv"
            file = files.enter_context(open(name, "w", encoding="utf-8-sig", newline=""))
            writers[table.name] = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
            writers[table.name].writerow(table.columns)

        def write_all(lines: Iterable[laying.Line]) -> None:
            for name, cells in lines:
                writers[name].writerow(map(_guarded, cells))

        def add(page: Page) -> Iterable[Lost]:
            write_all(layout.page(page))
            return ()

        write_all(layout.project(options.annotators))
        yield add


def _guarded(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _unguarded(cell: str) -> str:
    return cell.removeprefix("'")


def _book(path: Path) -> gathering.Book:
    folder = path if path.is_dir() else path.parent

    def rows(table: str, only: str = "") -> Iterator[gathering.Row]:
        return _rows(folder / f"{table}.csv", only)

    return gathering.Book(folder, rows, lambda name: f"{name}.csv")


def _rows(path: Path, only: str) -> Iterator[gathering.Row]:
    """The rows of a table, or but one column of them, with the lines they begin on; none where
    there is no such table.
    """
    if not path.is_file():
        return
    csv.field_size_limit(sys.maxsize)
    with open(path, encoding="utf-8-sig", newline="") as file:
        try:
            reader = csv.reader(file, delimiter=_delimiter(path), strict=True)
            names = next(reader, [])
            wanted = [n for n, name in enumerate(names) if only in ("", name)]
            line = reader.line_num + 1
            for cells in reader:
                if any(cells):
                    there = (n for n in wanted if n < len(cells))
                    yield line, {names[n]: _unguarded(cells[n]) for n in there}
                line = reader.line_num + 1
        except csv.Error as error:
            why = _("This is not a table ({error}).").format(error=error)
            raise BadInput(path, reader.line_num, why) from None
        except UnicodeDecodeError:
            raise BadInput(path, 0, _("This is not text in UTF-8.")) from None


def _head(path: Path) -> list[str]:
    """The names of the columns."""
    return next(csv.reader([_first_line(path)], delimiter=_delimiter(path)), [])


def _delimiter(path: Path) -> str:
    """What parts the cells: a spreadsheet may have saved the table in another way than ours."""
    line = _first_line(path)
    return max(",;\t", key=line.count)


def _first_line(path: Path) -> str:
    if not path.is_file():
        return ""
    with open(path, "rb") as file:
        return file.readline(10_000).removeprefix(_BOM).decode("utf-8", "replace").rstrip("\r\n")
