"""UIMA CAS as XMI with its type system, for INCEpTION, DKPro and other programs built on UIMA.

Everything survives: our layers are INCEpTION's spans, relations and link features.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.common.losses import summary
from annotator.formats.common.output import Kind, export
from annotator.formats.uima import exchange, layers
from annotator.formats.uima.cas import Cas
from annotator.formats.uima.laying import laid
from annotator.formats.uima.parsing import read_xmi
from annotator.formats.uima.typesystem import read_types, types_xml
from annotator.formats.uima.xmi import UNHOLDABLE, xmi
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

NAME = "uima_xmi"
TITLE = _N("UIMA CAS XMI")
SUMMARY = _N("A zip of XMI files with their type system, for INCEpTION and UIMA; all comes back.")
CARRIES = exchange.CARRIES
SUFFIXES = (".zip", ".xmi")
FOLDER = False
EXTRA = ""

Options = exchange.Options
read_project = exchange.read_project


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write a zip with an XMI file for each article, and their type system."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """Characters that XML cannot hold; nothing else is lost."""
    return summary(_encoded(laid(page, exchange.nameless(page), tokens=False))[1])


def recognises(path: Path) -> bool:
    """True for an XMI file, and for a zip that holds one."""
    return exchange.recognises(path, _FORM)


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The article of an XMI file, or those of a zip; the type system is looked for beside it."""
    return exchange.read(path, options, _FORM)


def _opened(
    target: Path, project: ProjectCard, options: Options
) -> AbstractContextManager[Callable[[Page], Iterable[Lost]]]:
    return exchange.opened(target, project, options, _FORM, _encoded)


def _encoded(cas: Cas) -> tuple[bytes, list[Lost]]:
    """The bytes of a CAS; where XML cannot hold a character, with a blank in its place."""
    raw = xmi(cas)
    if not UNHOLDABLE.search(raw.decode()):
        return raw, []
    lost = []
    for record in cas.records.values():
        for name, value in record.values.items():
            if isinstance(value, str) and UNHOLDABLE.search(value):
                record.values[name] = UNHOLDABLE.sub(" ", value)
                lost.append(Lost(_CHARACTER, "changed", _N("blank"), quote=record.text(name)))
    cas.text = UNHOLDABLE.sub(" ", cas.text)
    return xmi(cas), lost


def _decoded(raw: bytes, types: bytes) -> Cas:
    return read_xmi(raw, read_types(types) if types else None)


def _is_one(name: str, head: bytes) -> bool:
    return name.lower().endswith((".xmi", ".xml")) and b"http://www.omg.org/XMI" in head


_CHARACTER = _N("character that XML cannot hold")
_FORM = exchange.Form(
    suffix=".xmi",
    decode=_decoded,
    is_one=_is_one,
    beside=(("TypeSystem.xml", types_xml(layers.DECLARED)),),
    is_beside=lambda name: name.lower().endswith("typesystem.xml"),
)
