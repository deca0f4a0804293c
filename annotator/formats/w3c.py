"""W3C Web Annotation (JSON-LD): a text file and a page of statements about it for each article.

Both selectors stand for each mark: its position in code points, and its words with what is
around them, which prove how a file counts. Our record lies in the page under a term of its own.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import BadInput
from annotator.formats.common.fitting import located
from annotator.formats.common.output import Kind, export
from annotator.formats.graphs import drawing as drawn
from annotator.formats.graphs import selectors, sheets
from annotator.formats.records import writing
from annotator.formats.regions.about import origin_of
from annotator.formats.regions.claims import Relation
from annotator.formats.regions.drawn import Region
from annotator.formats.regions.stream import first
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
from annotator.progress import Progress

NAME = "w3c"
TITLE = _N("W3C Web Annotation")
SUMMARY = _N("A folder of texts with JSON-LD about them, the standard of the web.")
CARRIES = drawn.CARRIES
SUFFIXES = (".jsonld", ".json")
FOLDER = True
EXTRA = ""

_URN = "urn:annotator:"
_AROUND = 32  # characters before and after a mark that help to find it again
_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {drawn.KEY: {"@id": f"{_URN}record", "@type": "@json"}},
]

Options = drawn.Options
losses = drawn.losses


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write a folder with two files for each article."""
    return (yield from export(Kind(NAME, _opened, CARRIES, FOLDER), pages, project, out, options))


def recognises(path: Path) -> bool:
    """True for JSON that is a page, a list or a single statement of the standard, and for a
    folder of such, where the texts beside them are no articles of their own.
    """
    if path.is_dir():
        found = next(_inside(path), None)
        return found is not None and recognises(found)
    if path.suffix.lower() not in SUFFIXES:
        return False
    raw = first(path)
    return selectors.is_about_text(raw) or (raw is None and selectors.begins_as_page(path))


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """An article for each text beside it that a file is about; or a folder of such."""
    for each in _inside(path) if path.is_dir() else (path,):
        try:
            for found in selectors.of_file(each, options):
                if isinstance(found, BadInput):
                    yield found
                    continue
                source, sheet = found
                read = sheets.article(sheet, options, each, 1, origin_of(source, options))
                yield located(read, file="" if each == path else each.name)
        except BadInput as fault:
            if each == path:
                raise
            yield fault


def _inside(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.suffix == SUFFIXES[0])


def _opened(
    folder: Path, project: ProjectCard, options: Options
) -> AbstractContextManager[Callable[[Page], Iterable[Lost]]]:
    return drawn.in_folder(folder, project, _files)


def _files(page: Page, names: writing.Names, stem: str) -> dict[str, bytes]:
    told = orjson.dumps(_page(page, names, stem), option=orjson.OPT_INDENT_2)
    return {".txt": page.text.encode(), ".jsonld": told + b"\n"}


def _page(page: Page, names: writing.Names, stem: str) -> dict[str, Any]:
    drawing = drawn.drawing(page, names)
    said: dict[int, list[dict[str, Any]]] = {}
    for span, field, value in drawn.shown_answers(page, names):
        said.setdefault(span.id, []).append(_words("assessing", f"{field}: {value}"))
    for note in page.notes:
        if note.span is not None:
            said.setdefault(note.span, []).append(_words("commenting", note.text))
    marks = [
        _mark(page, region, drawn.features(page, region.span, names), said, f"{stem}.txt")
        for region in drawing.regions
    ]
    return {
        "@context": _CONTEXT,
        "id": f"{_URN}{page.article.id}",
        "type": "AnnotationPage",
        "items": [*marks, *map(_arrow, drawing.relations)],
        drawn.KEY: drawing.record,
    }


def _mark(
    page: Page,
    region: Region,
    features: dict[str, str],
    said: dict[int, list[dict[str, Any]]],
    source: str,
) -> dict[str, Any]:
    span = region.span
    bodies = [_words("tagging", region.name)]
    if "wikidata" in features:
        entity = f"http://www.wikidata.org/entity/{features['wikidata']}"
        bodies.append({"type": "SpecificResource", "purpose": "identifying", "source": entity})
    if "entity" in features:
        bodies.append(_words("identifying", features["entity"]))
    selector = selectors.of(page.text, span.start, span.end, _AROUND)
    return {
        "id": f"{_URN}{region.id}",
        "type": "Annotation",
        "motivation": "tagging",
        "creator": {"type": "Person", "name": features["annotator"]},
        "body": [*bodies, *said.get(span.id, [])],
        "target": {"source": source, "selector": selector},
    }


def _arrow(each: Relation) -> dict[str, Any]:
    return {
        "id": f"{_URN}{each.id}",
        "type": "Annotation",
        "motivation": "linking",
        "body": [_words("tagging", each.type), f"{_URN}{each.target}"],
        "target": f"{_URN}{each.source}",
    }


def _words(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}
