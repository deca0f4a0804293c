"""Label Studio JSON: tasks with regions, relations and answers, and the configuration beside them.

What Label Studio has no place for travels in the task's `meta`, which it keeps: what comes back
from there is whole, and what was changed there is taken as it is now.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson

from annotator.errors import BadInput
from annotator.formats.common import options as choice
from annotator.formats.common.joining import joined
from annotator.formats.common.losses import summary
from annotator.formats.common.output import Kind, export
from annotator.formats.records import writing
from annotator.formats.regions.about import origin_of
from annotator.formats.regions.stream import first, values
from annotator.formats.studio.config import Used, configuration, text_fields
from annotator.formats.studio.reading import Reading, articles, is_task
from annotator.formats.studio.tasks import sheet_of
from annotator.formats.values import DETECT, Lost, ProjectCard, ReadArticle, ReadOptions, Report
from annotator.i18n import _N
from annotator.model import Annotator, Page
from annotator.progress import Loss, Progress

NAME = "labelstudio"
TITLE = _N("Label Studio JSON")
SUMMARY = _N("Tasks for Label Studio with its configuration; what it exports comes back whole.")
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses", "annotators", "entity cards",
)  # fmt: skip
SUFFIXES = (".json",)
FOLDER = False
EXTRA = ""
STREAMS = True
_LINES = ".jsonl"  # tasks that somebody put a line each; none are written so


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default a file that any Label Studio server takes."""

    people: bool = choice.declared(
        False, _N("Say who completed what; a server takes only the addresses of its own users.")
    )


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write the tasks, and `NAME.config.xml` beside them."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What Label Studio will not show; nothing is lost."""
    people = {s.annotator for s in page.spans} | {j.annotator for j in page.judgements}
    people |= {n.annotator for n in page.notes} | {x.annotator for x in page.links}
    people |= {claim.annotator for claim in page.claims.values()} | page.statuses.keys()
    card = ProjectCard("", page.codebook, tuple(Annotator(id, str(id)) for id in people))
    return summary(sheet_of(page, writing.Names(card), Used(), people=False).hidden)


def recognises(path: Path) -> bool:
    """True for a file whose first value is a task, or a row of JSON_MIN."""
    return path.suffix.lower() in (*SUFFIXES, _LINES) and is_task(first(path))


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file, one for each task that holds a text."""
    reading = Reading(path, options, text_fields(path), origin_of(path, options))
    return articles(values(path, options.encoding), reading)


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    names, used = writing.Names(project), Used()
    with joined(target) as put:

        def add(page: Page) -> Iterable[Lost]:
            sheet = sheet_of(page, names, used, people=options.people)
            put(orjson.dumps(sheet.task))
            return sheet.hidden

        yield add
    config = configuration(project.codebook, used)
    target.with_name(f"{target.stem}.config.xml").write_bytes(config.encode())
