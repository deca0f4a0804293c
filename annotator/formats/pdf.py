"""PDF files in: the text layer as paragraphs, with where each page begins; no layer, no text.

PDFium reads the lines; hyphens at line ends are joined and running heads and feet dropped.
"""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

import regex

from annotator.errors import BadInput
from annotator.formats.incoming.paper import HYPHENS, Line, paper
from annotator.formats.incoming.proposing import Proposals, article
from annotator.formats.values import DETECT, ReadArticle, ReadOptions
from annotator.i18n import _N, _
from annotator.model import Origin

NAME = "pdf"
TITLE = _N("PDF")
SUMMARY = _N("PDF files that hold text; scanned pages are told, not read.")
CARRIES = ("text", "metadata")
SUFFIXES = (".pdf",)
FOLDER = False
EXTRA = "pdf"
APART = True
GENERIC = True

# PDFium ends a line with a mark of its own where the hyphen of a word ended it.
_LINE = regex.compile(rf"[^\n{HYPHENS}]*[\n{HYPHENS}]|[^\n{HYPHENS}]+")
_MOST_PAGES = 5000
_PROPERTIES = "properties of the file"
_NO_TITLES = ("untitled", "microsoft word - ", "slide 1", "powerpoint")
_FILES = (".doc", ".docx", ".pdf", ".indd", ".qxd", ".odt", ".rtf", ".txt", ".tex", ".dvi")


def recognises(path: Path) -> bool:
    """True for a PDF by its suffix, or by how it begins where it has none."""
    if not path.is_file():
        return False
    if path.suffix:
        return path.suffix.lower() in SUFFIXES
    with open(path, "rb") as file:
        return file.read(5) == b"%PDF-"


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle]:
    """The article in a PDF."""
    import pypdfium2

    raw = path.read_bytes()
    try:
        opened = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise BadInput(path, 0, _why(error)) from None
    with closing(opened) as pdf:
        pages = _pages(pdf, path)
        proposals = Proposals()
        _offer(pdf, proposals)
    found = paper(pages)
    if not found.text.strip():
        why = _("There is no text layer in this PDF: its pages are pictures.")
        raise BadInput(path, 0, why)
    named = f"pypdfium2 {version('pypdfium2')} (hyphens joined, running heads dropped)"
    origin = Origin(
        path.name, hashlib.sha256(raw).hexdigest(), changes=found.changes, extractor=named,
        pages=found.pages,
    )  # fmt: skip
    yield article(found.text, proposals, origin)


def _why(error: Exception) -> str:
    if "password" in str(error).lower():
        return _("This PDF is locked by a password.")
    return _("This is not a whole PDF: {why}.").format(why=str(error).rstrip("."))


def _pages(pdf: Any, path: Path) -> list[list[Line]]:
    import pypdfium2

    if len(pdf) > _MOST_PAGES:
        raise BadInput(path, 0, _("It has too many pages."))
    pages: list[list[Line]] = []
    for number in range(len(pdf)):
        try:
            page = pdf[number]
            pages.append(_lines(page))
            page.close()
        except pypdfium2.PdfiumError as error:
            why = _("page {n}: {why}").format(n=number + 1, why=error)
            raise BadInput(path, 0, why) from None
    return pages


def _lines(page: Any) -> list[Line]:
    """The lines of a page with their boxes, as far as PDFium counts what it says."""
    with closing(page.get_textpage()) as layer:
        text = layer.get_text_range()
        exact = layer.count_chars() == len(text)
        lines, at = [], 0
        for raw in _LINE.findall(text):
            words = raw.rstrip("\r\n")
            bounds = _box(layer, at, words) if exact else (0.0, 0.0, 0.0, 0.0)
            lines.append(Line(words.replace("\x00", ""), *bounds))
            at += len(raw)
    return lines


def _box(layer: Any, at: int, words: str) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a line: of its first, last and tallest signs."""
    shown = [n for n, sign in enumerate(words) if not sign.isspace() and sign not in HYPHENS]
    if not shown:
        return 0.0, 0.0, 0.0, 0.0
    boxes = [layer.get_charbox(at + n, loose=True) for n in {shown[0], shown[-1]}]
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), max(right), max(top), min(bottom)


def _offer(pdf: Any, proposals: Proposals) -> None:
    """What the file says of itself; a title that is a file's name says nothing."""
    told = pdf.get_metadata_dict()
    title = str(told.get("Title") or "").strip()
    if not title.lower().startswith(_NO_TITLES) and not title.lower().endswith(_FILES):
        proposals.offer("title", title, _PROPERTIES)
    proposals.offer("byline", told.get("Author"), _PROPERTIES)
    stamp = str(told.get("CreationDate") or "").removeprefix("D:")[:8]
    if len(stamp) == 8 and stamp.isdecimal():
        day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:]}"
        proposals.offer("published", day, _PROPERTIES)
