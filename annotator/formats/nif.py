"""NIF 2.0: texts and what lies on them as linked data, in Turtle or JSON-LD.

Each stretch of a text has an address; offsets are code points. Classes are our labels, identities
Wikidata's where they are known. Our record lies on the context and brings the rest back.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from annotator.errors import BadInput, Refused
from annotator.formats.common import options as choice
from annotator.formats.common.fitting import located
from annotator.formats.common.output import Kind, export
from annotator.formats.graphs import drawing as drawn
from annotator.formats.graphs import sheets
from annotator.formats.linked import jsonld, loading, reading, turtle
from annotator.formats.linked.laying import laid
from annotator.formats.linked.nodes import NIF
from annotator.formats.records.writing import Names
from annotator.formats.regions.about import origin_of
from annotator.formats.values import (
    DETECT,
    Lost,
    ProjectCard,
    ReadArticle,
    ReadOptions,
    Report,
)
from annotator.i18n import _N, _
from annotator.model import Page
from annotator.progress import Progress

NAME = "nif"
TITLE = _N("NIF 2.0 (RDF)")
SUMMARY = _N("Texts with their marks as linked data, in Turtle or JSON-LD, for the semantic web.")
CARRIES = drawn.CARRIES
SUFFIXES = (".ttl", ".jsonld", ".nt", ".json", ".rdf", ".owl")
FOLDER = False
EXTRA = "rdf"
APART = True
STREAMS = True

Options = drawn.Options
losses = drawn.losses


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write one file with all articles: JSON-LD under a name that says so, else Turtle."""
    if out.suffix.lower() in (".nt", ".rdf", ".owl"):
        raise Refused(_("N-Triples and RDF/XML are read, not written: give the name of a .ttl."))
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def recognises(path: Path) -> bool:
    """True for linked data that speaks of NIF."""
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    return loading.begins_with(path, NIF.encode())


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file."""
    if choice.missing_extra(EXTRA):
        raise Refused(_("rdflib is not installed; start once with ./run --with rdf."))
    origin, found = origin_of(path, options), False
    for each in loading.graphs(path):
        if isinstance(each, BadInput):
            found = True
            yield each
            continue
        for sheet in reading.sheets(each.graph):
            found = True
            place = replace(origin, place=sheet.id)
            yield located(sheets.article(sheet, options, path, each.line, place), each.line)
    if not found:
        raise BadInput(path, 0, _("It holds no text (nif:isString)."))


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    names, is_json = Names(project), target.suffix.lower() in (".jsonld", ".json")
    with open(target, "w", encoding="utf-8", newline="\n") as file:
        file.write(jsonld.FIRST if is_json else turtle.head())
        is_first = True

        def add(page: Page) -> Iterable[Lost]:
            nonlocal is_first
            nodes = laid(drawn.drawing(page, names), names)
            if is_json:
                file.write(jsonld.block(nodes, is_first=is_first))
            else:
                file.write(turtle.block(str(page.article.id), nodes))
            is_first = False
            return drawn.hidden(page)

        yield add
        if is_json:
            file.write(jsonld.LAST)
