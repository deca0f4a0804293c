"""Plain text in: one file is one article, in whatever encoding; a folder is many.

The text stays character for character but for the cleaning that every text gets; a header such as
"Title: ..." fills the metadata and is not cut off.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.values import DETECT, NO_ORIGIN, ReadArticle, ReadOptions
from annotator.i18n import _N
from annotator.model import Origin
from annotator.text import clean, direction_of, header, language_of, read_text, title_of

NAME = "plain"
TITLE = _N("Plain text")
SUMMARY = _N("Text files in any encoding, one article each, or a folder of them.")
CARRIES = ("text", "metadata")
SUFFIXES = (".txt", ".text", ".md", ".markdown")
FOLDER = False
EXTRA = ""
GENERIC = True


def recognises(path: Path) -> bool:
    """True for a text file by its suffix, and for a folder that holds one."""
    if path.is_dir():
        return next(_files(path), None) is not None
    return path.suffix.lower() in SUFFIXES


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle]:
    """The article in a file, or those in the text files below a folder, by path."""
    for file in _files(path) if path.is_dir() else (path,):
        yield from_bytes(file.read_bytes(), file, options)


def from_bytes(raw: bytes, file: Path, options: ReadOptions = DETECT) -> ReadArticle:
    """An article from the bytes of a file; BadInput where they are not text."""
    try:
        decoded = read_text(raw, options.encoding or None)
    except ValueError as error:
        raise BadInput(file, 0, str(error)) from None
    origin = Origin(file.name, hashlib.sha256(raw).hexdigest(), decoded.encoding)
    return from_text(decoded.text, origin)


def from_text(text: str, origin: Origin = NO_ORIGIN) -> ReadArticle:
    """An article from characters, such as those of the clipboard."""
    cleaned = clean(text)
    found = header(cleaned.text)
    return ReadArticle(
        text=cleaned.text,
        title=found.get("title") or title_of(cleaned.text, origin.file),
        outlet=found.get("outlet", ""),
        published=found.get("published", ""),
        byline=found.get("byline", ""),
        url=found.get("url", ""),
        language=found.get("language") or language_of(cleaned.text),
        direction=direction_of(cleaned.text),
        origin=replace(origin, changes=cleaned.changes, removed=cleaned.removed),
    )


def _files(folder: Path) -> Iterator[Path]:
    """The text files below a folder in a fixed order, hidden ones and their folders left out."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.suffix.lower() in SUFFIXES:
            yield path
