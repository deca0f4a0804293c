"""Word files (.docx) in: paragraphs, tables, breaks and notes, read with nothing but Python.

What was struck out in tracked changes is left out, what was put in stays; notes stand at the end.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.errors import BadInput
from annotator.formats.incoming.archive import Archive
from annotator.formats.incoming.flow import LINE, PARAGRAPH, Flow, joined
from annotator.formats.incoming.proposing import Proposals, article
from annotator.formats.incoming.xmltree import local, parse
from annotator.formats.values import DETECT, ReadArticle, ReadOptions
from annotator.i18n import _N, _
from annotator.model import Origin

NAME = "docx"
TITLE = _N("Word file")
SUMMARY = _N("Word files with their paragraphs, tables and notes.")
CARRIES = ("text", "metadata")
SUFFIXES = (".docx", ".docm", ".dotx")
FOLDER = False
EXTRA = ""
APART = True
GENERIC = True

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SILENT = frozenset((
    "del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "tblPr", "trPr",
    "tcPr", "sectPr", "footnotePr",
))  # fmt: skip
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_OFF = ("0", "false", "none", "off")
_NO_TITLES = ("Microsoft Word - ", "Untitled")
_PROPERTIES = "properties of the file"


def recognises(path: Path) -> bool:
    """True for Word files by their suffix."""
    return path.suffix.lower() in SUFFIXES and path.is_file()


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle]:
    """The article in a Word file."""
    origin = Origin(path.name, _sha256(path), extractor="docx 1 (tables, notes)")
    with Archive(path) as archive:
        if "word/document.xml" not in archive.names:
            raise BadInput(path, 0, _("This is not a Word file."))
        body = _Body(archive, [])
        body.walk(parse(archive.read("word/document.xml"), path, "document.xml"))
        proposals = Proposals()
        _offer_properties(archive, proposals)
        text = joined(body.flow.text(), body.notes())
        unread = tuple(_("comments") for name in archive.names if name == "word/comments.xml")
    proposals.offer("title", body.title, "heading")
    if not text:
        raise BadInput(path, 0, _("There is no text in this file."))
    yield replace(article(text, proposals, origin), ignored=unread)


class _Body:
    """Lets the words of the file flow, and remembers which notes were called for in which order."""

    def __init__(self, archive: Archive, called: list[tuple[str, str]]) -> None:
        self.flow, self.title = Flow(), ""
        self._archive, self._called = archive, called

    def walk(self, element: Element) -> None:
        """Add what stands in an element."""
        name = local(element)
        if name in _SILENT:
            return
        act = getattr(self, f"_{name}", None) if name in _ACTS else None
        if act is not None:
            act(element)
        elif name in _NOTES:
            self._called.append((_NOTES[name], _value(element, "id")))
            self.flow.verbatim(f"[{len(self._called)}]")
        else:
            self._inside(element)

    def notes(self) -> str:
        """The notes in the order they were called for, each with its number."""
        known = {kind: self._notes(kind) for kind in {kind for kind, _id in self._called}}
        texts = (known[kind].get(id, "") for kind, id in self._called)
        return "\n".join(f"[{n}] {text}" for n, text in enumerate(texts, 1) if text)

    def _notes(self, kind: str) -> dict[str, str]:
        name = f"word/{kind}.xml"
        if name not in self._archive.names:
            return {}
        found = {}
        for note in parse(self._archive.read(name), self._archive.path, name):
            body = _Body(self._archive, [])
            body._inside(note)
            found[_value(note, "id")] = body.flow.text()
        return found

    def _inside(self, element: Element) -> None:
        for child in element:
            self.walk(child)

    def _p(self, paragraph: Element) -> None:
        self.flow.part(PARAGRAPH)
        before = self.flow.length
        self._inside(paragraph)
        if not self.title and _style(paragraph) in ("title", "heading1"):
            self.title = self.flow.text()[before:].strip()
        self.flow.part(PARAGRAPH)

    def _tbl(self, table: Element) -> None:
        self.flow.part(PARAGRAPH)
        self._inside(table)
        self.flow.part(PARAGRAPH)

    def _tr(self, row: Element) -> None:
        self.flow.part(LINE)
        cells = []
        for cell in row.iter():
            if local(cell) == "tc":
                inner = _Body(self._archive, self._called)
                inner._inside(cell)
                cells.append(inner.flow.text().replace("\n\n", " ").replace("\n", " "))
        self.flow.verbatim("\t".join(cells))
        self.flow.part(LINE)

    def _r(self, run: Element) -> None:
        properties = next((each for each in run if local(each) == "rPr"), None)
        hidden = [each for each in properties or () if local(each) == "vanish"]
        if not hidden or _value(hidden[0], "val") in _OFF:
            self._inside(run)

    def _t(self, text: Element) -> None:
        self.flow.verbatim(text.text or "")

    def _tab(self, _element: Element) -> None:
        self.flow.verbatim("\t")

    def _br(self, _element: Element) -> None:
        self.flow.newline()

    def _noBreakHyphen(self, _element: Element) -> None:
        self.flow.verbatim("\u2011")

    def _sym(self, element: Element) -> None:
        code = int(_value(element, "char") or "0", 16)
        self.flow.verbatim(chr(code) if 32 <= code < 0xD800 else "\ufffd")


_ACTS = frozenset(("p", "tbl", "tr", "r", "t", "tab", "br", "cr", "noBreakHyphen", "sym"))


def _value(element: Element, name: str) -> str:
    return element.get(_W + name) or element.get(_STRICT + name) or element.get(name) or ""


def _style(paragraph: Element) -> str:
    """The paragraph's style by its id, small and without blanks."""
    for properties in paragraph:
        if local(properties) == "pPr":
            for each in properties:
                if local(each) == "pStyle":
                    return _value(each, "val").lower().replace(" ", "")
    return ""


def _offer_properties(archive: Archive, proposals: Proposals) -> None:
    """Title, author, date and language that Word keeps beside the text."""
    if "docProps/core.xml" not in archive.names:
        return
    found = {
        local(each): (each.text or "").strip()
        for each in parse(archive.read("docProps/core.xml"), archive.path, "core.xml")
    }
    if not found.get("title", "").startswith(_NO_TITLES):
        proposals.offer("title", found.get("title"), _PROPERTIES)
    proposals.offer("byline", found.get("creator"), _PROPERTIES)
    proposals.offer("published", found.get("created") or found.get("modified"), _PROPERTIES)
    proposals.offer("language", found.get("language"), _PROPERTIES)


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
