"""BioC: a collection of texts in passages, with annotations in places and relations between them.

We write XML with one passage for each article, counted in code points. Read are XML and JSON;
what passages count in (characters or bytes) is found by the words of their annotations.
"""

import json
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lxml import etree

from annotator.errors import BadInput, Refused
from annotator.formats.common.output import Kind, export
from annotator.formats.graphs import drawing as drawn
from annotator.formats.graphs import passages, sheets
from annotator.formats.records import writing
from annotator.formats.regions.about import origin_of
from annotator.formats.regions.stream import first
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

NAME = "bioc"
TITLE = _N("BioC")
SUMMARY = _N("A collection of texts in XML with annotations and relations, for biomedical tools.")
CARRIES = drawn.CARRIES
SUFFIXES = (".xml", ".json")
FOLDER = False
EXTRA = ""
STREAMS = True

_HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">\n'
    b"<collection><source>Annotator</source><date></date><key>annotator.key</key>\n"
)
_UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKER = b"<collection"

Options = drawn.Options
losses = drawn.losses


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write one collection with all articles, in XML."""
    if out.suffix.lower() == ".json":
        raise Refused(_("BioC is written in XML here; give a name that ends in .xml."))
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def recognises(path: Path) -> bool:
    """True for a collection in XML or JSON."""
    if path.suffix.lower() == ".json":
        raw = first(path)
        return isinstance(raw, dict) and isinstance(raw.get("documents"), list)
    if path.suffix.lower() != ".xml" or not path.is_file():
        return False
    with open(path, "rb") as file:
        return _MARKER in file.read(2000)


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a collection."""
    origin = origin_of(path, options)
    found = passages.of_json if path.suffix.lower() == ".json" else passages.of_xml
    for line, text in found(path):
        try:
            yield sheets.article(passages.sheet(text), options, path, line, origin)
        except ValueError as error:
            told = _("An annotation or passage cannot be read ({why}).").format(why=error)
            yield BadInput(path, line, told)


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    names = writing.Names(project)
    with open(target, "wb") as file:
        file.write(_HEAD)

        def add(page: Page) -> Iterable[Lost]:
            file.write(etree.tostring(_text(page, names), encoding="utf-8") + b"\n")
            return drawn.hidden(page)

        yield add
        file.write(b"</collection>\n")


def _text(page: Page, names: writing.Names) -> Any:
    """A page as an element of the collection."""
    drawing = drawn.drawing(page, names)
    root = etree.Element("document")
    _leaf(root, "id", str(page.article.id))
    for key, value in drawing.about.items():
        _infon(root, key, value)
    # ASCII alone: XML cannot hold every character that a title may have.
    _infon(root, drawn.KEY, json.dumps(drawing.record, sort_keys=True))
    passage = etree.SubElement(root, "passage")
    _leaf(passage, "offset", "0")
    _leaf(passage, "text", page.text)
    answers: dict[int, dict[str, str]] = {}
    for span, field, value in drawn.shown_answers(page, names):
        answers.setdefault(span.id, {})[field] = value
    for region in drawing.regions:
        span = region.span
        mark = etree.SubElement(passage, "annotation", id=region.id)
        told = {"type": region.name, **drawn.features(page, span, names)}
        for key, value in {**told, **answers.get(span.id, {})}.items():
            _infon(mark, key, value)
        length = str(span.end - span.start)
        etree.SubElement(mark, "location", offset=str(span.start), length=length)
        _leaf(mark, "text", page.text[span.start : span.end])
    for each in drawing.relations:
        arrow = etree.SubElement(passage, "relation", id=each.id)
        _infon(arrow, "type", each.type)
        etree.SubElement(arrow, "node", refid=each.source, role="source")
        etree.SubElement(arrow, "node", refid=each.target, role="target")
    return root


def _infon(parent: Any, key: str, value: str) -> None:
    etree.SubElement(parent, "infon", key=_held(key)).text = _held(value)


def _leaf(parent: Any, name: str, value: str) -> None:
    etree.SubElement(parent, name).text = _held(value)


def _held(words: str) -> str:
    """The words without characters that XML cannot hold; our record has them all."""
    return _UNHELD.sub("\ufffd", words)
