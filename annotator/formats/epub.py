"""Books (.epub) in: the chapters one after the other, as one article; where each begins is kept."""

import hashlib
import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from annotator.errors import BadInput
from annotator.formats.html import decode
from annotator.formats.incoming import markup
from annotator.formats.incoming.archive import Archive
from annotator.formats.incoming.proposing import Proposals, article
from annotator.formats.incoming.xmltree import local, parse
from annotator.formats.values import DETECT, ReadArticle, ReadOptions
from annotator.i18n import _N, _
from annotator.model import Origin

NAME = "epub"
TITLE = _N("E-book")
SUMMARY = _N("E-books and magazines in EPUB, each as one article.")
CARRIES = ("text", "metadata")
SUFFIXES = (".epub",)
FOLDER = False
EXTRA = ""
APART = True
GENERIC = True

_PACKAGE = "package of the book"
_FIELDS = {"title": "title", "creator": "byline", "date": "published", "publisher": "outlet",
           "language": "language", "source": "url"}  # fmt: skip
_BREAK = "\n\n"


def recognises(path: Path) -> bool:
    """True for books by their suffix."""
    return path.suffix.lower() in SUFFIXES and path.is_file()


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle]:
    """The book, as one article."""
    with open(path, "rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    with Archive(path) as archive:
        place = _package_in(archive)
        package = parse(archive.read(place), path, place)
        proposals = Proposals()
        _offer(package, proposals)
        texts = [_chapter(archive, name) for name in _chapters(package, place)]
    texts = [text for text in texts if text]
    if not texts:
        raise BadInput(path, 0, _("There is no text in this book."))
    begins = [0]
    for text in texts[:-1]:
        begins.append(begins[-1] + len(text) + len(_BREAK))
    origin = Origin(path.name, sha256, extractor="epub 1", pages=tuple(begins))
    yield article(_BREAK.join(texts), proposals, origin)


def _package_in(archive: Archive) -> str:
    """Where the book says what it is made of."""
    path = archive.path
    if "META-INF/container.xml" not in archive.names:
        raise BadInput(path, 0, _("This is not an e-book."))
    for each in parse(archive.read("META-INF/container.xml"), path, "container.xml").iter():
        if local(each) == "rootfile" and each.get("full-path"):
            return str(each.get("full-path"))
    raise BadInput(path, 0, _("This e-book does not say where its text is."))


def _offer(package: Element, proposals: Proposals) -> None:
    authors = [each.text for each in package.iter() if local(each) == "creator"]
    proposals.offer_all("byline", authors, _PACKAGE)
    for each in package.iter():
        if field := _FIELDS.get(local(each)):
            proposals.offer(field, each.text, _PACKAGE)


def _chapters(package: Element, place: str) -> Iterator[str]:
    """The names of the files that make the book, in reading order."""
    files = {each.get("id"): each for each in package.iter() if local(each) == "item"}
    for each in package.iter():
        if local(each) != "itemref" or each.get("linear") == "no":
            continue
        file = files.get(each.get("idref"))
        if file is not None and "html" in (file.get("media-type") or "html"):
            if "nav" in (file.get("properties") or "").split():
                continue  # the list of chapters
            href = unquote((file.get("href") or "").partition("#")[0])
            yield posixpath.normpath(posixpath.join(posixpath.dirname(place), href))


def _chapter(archive: Archive, name: str) -> str:
    """The text of a chapter."""
    raw = archive.read(name)
    try:
        return markup.text_of(decode(raw, archive.path).text)
    except BadInput as fault:
        if "META-INF/encryption.xml" in archive.names:
            raise BadInput(archive.path, 0, _("This book is locked against copying.")) from None
        raise fault
