"""REFI-QDA: a zip with a project and its texts, which programs for qualitative analysis exchange.

Marks are selections with codes, entities cases, claims selections tied by links, answers codes
below their field; our record of each article lies beside, and brings the rest back.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from annotator.errors import BadInput, Refused
from annotator.formats.common.output import Kind, export
from annotator.formats.graphs import drawing as drawn
from annotator.formats.qda import names as called
from annotator.formats.qda import parsing, reading, writing
from annotator.formats.records import reading as records
from annotator.formats.uima import bundle
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
from annotator.i18n import _N, _
from annotator.model import Label, Page
from annotator.progress import Progress

NAME = "refi_qda"
TITLE = _N("REFI-QDA project")
SUMMARY = _N("A project with codes and texts, for MAXQDA, ATLAS.ti, NVivo, QualCoder and others.")
CARRIES = (*drawn.CARRIES, "project", "entity cards", "entities in no article")
SUFFIXES = (".qdpx", ".qdc")
FOLDER = False
EXTRA = ""
APART = True

Options = drawn.Options
losses = drawn.losses


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write one project with all articles."""
    if _is_codebook(out):
        raise Refused(_("A codebook alone is read, not written: give the name of a .qdpx."))
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def recognises(path: Path) -> bool:
    """True for a project or codebook by its suffix, and for any zip that holds a project file."""
    if not path.is_file() or path.suffix.lower() not in (*SUFFIXES, ".zip"):
        return False
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        with parsing.archive_of(path) as archive:
            return any(name.lower().endswith(".qde") for name in archive.names)
    except BadInput:
        return False


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a project, and what of its sources is no text; a codebook has none."""
    if _is_codebook(path):
        if not _codes(path).codes:
            raise BadInput(path, 1, _("This is no codebook of REFI-QDA."))
        return
    known = frozenset[str]()
    with parsing.archive_of(path) as archive:
        if bundle.PROJECT in archive.names:
            with archive.opened(bundle.PROJECT) as file:
                known = records.entity_ids(file, path)
    yield from reading.articles(path, options, known)


def read_labels(path: Path) -> Declared:
    """The codes of a project or codebook of another program, with their colours and definitions."""
    try:
        found = _codes(path)
    except BadInput:
        return Declared()
    names = found.labels()
    ours = (called.CLAIM, called.ANSWERS)
    return Declared(
        tuple(
            Label(n, names[id], "", called.family(hue), "", definition)
            for n, (id, (hue, definition)) in enumerate(found.looks.items(), 1)
            if found.codes[id][0] not in ours
        )
    )


def _codes(path: Path) -> parsing.Skeleton:
    if _is_codebook(path):
        with open(path, "rb") as file:
            return parsing.codebook(file)
    with (
        parsing.archive_of(path) as archive,
        archive.opened(parsing.project_file(archive)) as file,
    ):
        return parsing.codebook(file)


def _is_codebook(path: Path) -> bool:
    return path.suffix.lower() == ".qdc"


def read_project(path: Path) -> ReadProject | None:
    """What an export of ours says of its project."""
    if _is_codebook(path):
        return None
    with parsing.archive_of(path) as archive:
        if bundle.PROJECT not in archive.names:
            return None
        with archive.opened(bundle.PROJECT) as file:
            return bundle.project_of(file)


def _opened(
    target: Path, project: ProjectCard, options: Options
) -> AbstractContextManager[Callable[[Page], Iterable[Lost]]]:
    return writing.opened(target, project, options.annotators)
