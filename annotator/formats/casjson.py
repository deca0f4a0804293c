"""UIMA CAS as JSON 0.4, self-contained, for INCEpTION and other programs built on UIMA.

Everything survives, every character included: our layers are INCEpTION's spans, relations and
link features.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.common.output import Kind, export
from annotator.formats.uima import exchange
from annotator.formats.uima.cas import Cas
from annotator.formats.uima.casjson import as_json, read_json
from annotator.formats.values import (
    DETECT,
    Lost,
    ProjectCard,
    ReadArticle,
    ReadOptions,
    Report,
)
from annotator.i18n import _N
from annotator.model import Page
from annotator.progress import Loss, Progress

NAME = "uima_json"
TITLE = _N("UIMA CAS JSON")
SUMMARY = _N("A zip of JSON files with their types in them, for INCEpTION; all comes back.")
CARRIES = exchange.CARRIES
SUFFIXES = (".zip", ".json")
FOLDER = False
EXTRA = ""

Options = exchange.Options
read_project = exchange.read_project


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write a zip with a JSON file for each article."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """Nothing is lost."""
    return ()


def recognises(path: Path) -> bool:
    """True for a CAS in JSON, and for a zip that holds one."""
    return exchange.recognises(path, _FORM)


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The article of a JSON file, or those of a zip."""
    return exchange.read(path, options, _FORM)


def _opened(
    target: Path, project: ProjectCard, options: Options
) -> AbstractContextManager[Callable[[Page], Iterable[Lost]]]:
    return exchange.opened(target, project, options, _FORM, _encoded)


def _encoded(cas: Cas) -> tuple[bytes, list[Lost]]:
    return as_json(cas), []


def _decoded(raw: bytes, _types: bytes) -> Cas:
    return read_json(raw)


def _is_one(name: str, head: bytes) -> bool:
    keys = (b'"%TYPES"', b'"%FEATURE_STRUCTURES"', b'"%VIEWS"')
    return name.lower().endswith(".json") and any(key in head for key in keys)


_FORM = exchange.Form(suffix=".json", decode=_decoded, is_one=_is_one)
