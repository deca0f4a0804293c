"""Excel: one workbook with a sheet for articles, mentions, claims, answers and so on."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from annotator.errors import BadInput, Refused
from annotator.formats.common import options as choice
from annotator.formats.common.chunking import losses_in_chunks
from annotator.formats.common.losses import card_of, summary
from annotator.formats.common.output import Kind, export
from annotator.formats.sheets import gathering, laying, workbook, worksheets
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

NAME = "excel"
TITLE = _N("Excel workbook")
SUMMARY = _N("One workbook with a sheet for articles, mentions, claims, answers and entities.")
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses", "annotators", "project",
    "entity cards", "entities in no article",
)  # fmt: skip
SUFFIXES = (".xlsx",)
FOLDER = False
EXTRA = "excel"

_ZIP = b"PK\x03\x04"
_OURS = ("articles", "texts", "mentions")

Options = laying.Options


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write the workbook."""
    if choice.missing_extra(EXTRA):
        raise Refused(_missing())
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What cells cannot hold: beyond 32,767 units, and two characters that XML has not."""
    return summary(losses_in_chunks(page, options.chunk, _lost))


def recognises(path: Path) -> bool:
    """True for a workbook with our sheets."""
    if path.suffix.lower() not in SUFFIXES or not path.is_file() or choice.missing_extra(EXTRA):
        return False
    with open(path, "rb") as file:
        if file.read(len(_ZIP)) != _ZIP:
            return False
    try:
        with closing(workbook.Workbook(path)) as book:
            return {*_OURS} <= {*book.names}
    except BadInput:
        return False


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a workbook that we wrote, also where somebody edited or sorted it."""
    with _book(path) as book:
        yield from gathering.articles(book)


def read_project(path: Path) -> ReadProject | None:
    """What the workbook says of the project."""
    with _book(path) as book:
        return gathering.read_project(book)


def _missing() -> str:
    return _("What Excel needs is not installed; start once with ./run --with excel.")


@contextmanager
def _book(path: Path) -> Iterator[gathering.Book]:
    if choice.missing_extra(EXTRA):
        raise Refused(_missing())
    with closing(workbook.Workbook(path)) as book:
        yield gathering.Book(path, book.rows, str)


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    layout = laying.Layout(project, workbook.PIECE)
    by_name = {table.name: table for table in layout.tables}

    def write_all(lines: Iterable[laying.Line]) -> Iterator[Lost]:
        for name, cells in lines:
            fitting, lost = workbook.fitted(by_name[name], cells)
            sheets.add(by_name[name], fitting)
            yield from lost

    with worksheets.opened(target, layout.tables) as sheets:
        # What cells cannot hold of the project is told with the first article.
        before = list(write_all(layout.project(options.annotators)))

        def add(page: Page) -> Iterable[Lost]:
            lost = [*before, *write_all(layout.page(page))]
            before.clear()
            return lost

        yield add


def _lost(page: Page) -> Iterator[Lost]:
    layout = laying.Layout(card_of(page), workbook.PIECE)
    by_name = {table.name: table for table in layout.tables}
    for name, cells in layout.page(page):
        yield from workbook.fitted(by_name[name], cells)[1]
