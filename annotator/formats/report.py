"""A report to read and print: marked articles with claims, answers and a legend, as HTML or PDF.

The HTML file stands alone and needs no script. PDF is laid out by a process of its own, since
what knows paper (Qt) has no place here.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from annotator.errors import Refused
from annotator.formats.common import options as choice
from annotator.formats.common.losses import author_losses, summary
from annotator.formats.common.output import Kind, export
from annotator.formats.common.tokens import lost_span
from annotator.formats.printed import frame
from annotator.formats.printed.sections import Wanted, anchor, section
from annotator.formats.values import Lost, ProjectCard, Report
from annotator.i18n import _N, _
from annotator.model import Page
from annotator.progress import Loss, Progress

NAME = "report"
TITLE = _N("Report to print")
SUMMARY = _N("Marked articles with claims, answers and a legend, as an HTML file or as PDF.")
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses", "annotators",
)  # fmt: skip
SUFFIXES = (".html", ".pdf")
FOLDER = False
EXTRA = ""

PRINTING = "annotator.gui.printing"
SECTION = b"<!-- section -->\n"
"""What parts the sections on the way to the process that lays them out."""

# Without a screen; and fonts go into the file in the order of a hash, which is to stay the same.
_SETTINGS = {"QT_QPA_PLATFORM": "offscreen", "QT_HASH_SEED": "0"}


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default all that was worked on, with everything there is to show."""

    claims: bool = choice.declared(True, _N("List the claims of each article with the answers."))
    entities: bool = choice.declared(True, _N("List the entities that each article names."))
    notes: bool = choice.declared(True, _N("List notes, flags and further properties."))


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write the report; as PDF where the target is called so."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What the report does not show."""
    return summary(_lost(page, options))


def _lost(page: Page, options: Options) -> Iterator[Lost]:
    for span in page.mentions:
        if span.head_start is not None:
            yield lost_span(_N("head of a mention"), span)
    if not options.claims:
        yield from (Lost(_N("claim"), quote=claim.gist) for claim in page.claims.values())
    if not options.notes:
        notes = (note for note in page.notes if note.entity is None)
        yield from (Lost(_N("note"), quote=note.text) for note in notes)
    yield from author_losses(page)


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    names = {each.id: each.name for each in project.annotators}
    wanted = Wanted(options.claims, options.entities, options.notes)
    opened = _paper if target.suffix.lower() == ".pdf" else _screen
    with opened(target, project) as put:

        def add(page: Page) -> Iterable[Lost]:
            put(page, section(page, names, wanted))
            return _lost(page, options)

        yield add


Put = Callable[[Page, str], None]


@contextmanager
def _screen(target: Path, project: ProjectCard) -> Iterator[Put]:
    """An HTML file that takes the sections of articles."""
    listed: list[tuple[str, str]] = []
    with open(target, "wb") as file:
        file.write(frame.head(project).encode())

        def put(page: Page, html: str) -> None:
            file.write(f"<section>\n{html}\n</section>\n".encode())
            listed.append((anchor(page), page.article.title or _("Untitled")))

        yield put
        file.write(frame.foot(listed).encode())


@contextmanager
def _paper(target: Path, project: ProjectCard) -> Iterator[Put]:
    """A PDF file that takes the sections of articles."""
    with _printing(target, project.name) as pipe:
        pipe.write(frame.style("paper.css").encode() + SECTION)
        pipe.write(frame.legend(project).encode() + SECTION)

        def put(page: Page, html: str) -> None:
            pipe.write(html.encode() + SECTION)

        yield put


@contextmanager
def _printing(target: Path, title: str) -> Iterator[IO[bytes]]:
    """The process that lays out what is written to it; Refused where it fails."""
    process = subprocess.Popen(
        [sys.executable, "-m", PRINTING, str(target), title],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**os.environ, **_SETTINGS, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    try:
        assert process.stdin is not None
        yield process.stdin
        _out, told = process.communicate()
    except BrokenPipeError:
        _out, told = b"", process.stderr.read() if process.stderr else b""
    finally:
        process.kill()
        process.wait()
    if process.returncode or not target.is_file():
        last = told.decode(errors="replace").strip().split("\n")[-1]
        raise Refused(_("The PDF could not be made: {why}").format(why=last))
