"""Saved web pages in: the article without menus, advertisements and comments; nothing is fetched.

Single files (.mhtml) are messages that hold a page. What the page says of title, date, outlet and
byline is proposed with the place where it says so.
"""

import codecs
import hashlib
from collections.abc import Iterator
from pathlib import Path

import regex

from annotator.errors import BadInput
from annotator.formats.incoming import mime
from annotator.formats.incoming.proposing import Proposals
from annotator.formats.values import DETECT, ReadArticle, ReadOptions
from annotator.i18n import _N
from annotator.model import Origin
from annotator.text import Decoded, read_text

NAME = "html"
TITLE = _N("Web page")
SUMMARY = _N("Saved web pages: the article in each, without what stands around it.")
CARRIES = ("text", "metadata")
SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht")
FOLDER = False
EXTRA = "html"
APART = True
GENERIC = True

_MESSAGES = (".mhtml", ".mht")
_LOOKS = regex.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    regex.IGNORECASE | regex.DOTALL,
)
_CHARSET = regex.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w\-:]+)|^\s*<\?xml[^>]{0,100}encoding=[\"']([\w\-]+)",
    regex.IGNORECASE,
)
_HEAD = 4096
# What browsers read these names as.
_MEANT = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "shift-jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "iso-8859-9": "cp1254", "tis-620": "cp874", "big5": "big5hkscs", "windows-874": "cp874",
}  # fmt: skip


def recognises(path: Path) -> bool:
    """True for a page by its suffix, or by how it begins where the suffix says nothing."""
    if not path.is_file():
        return False
    if path.suffix.lower() in SUFFIXES:
        return True
    if path.suffix and path.suffix.lower() not in (".php", ".asp", ".aspx", ".jsp"):
        return False
    with open(path, "rb") as file:
        return _LOOKS.match(file.read(_HEAD)) is not None


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The article in a saved page."""
    raw = path.read_bytes()
    origin = Origin(path.name, hashlib.sha256(raw).hexdigest())
    proposals = Proposals()
    charset = ""
    if path.suffix.lower() in _MESSAGES:
        raw, charset, address = mime.page_in(raw, path)
        proposals.offer("url", address, "message head")
    yield from_bytes(raw, path, origin, options, proposals, charset)


def from_bytes(
    raw: bytes, path: Path, origin: Origin, options: ReadOptions, proposals: Proposals,
    charset: str = "",
) -> ReadArticle:  # fmt: skip
    """The article in the bytes of a page; `charset` is what its envelope says of them."""
    from annotator.formats.incoming.extracting import extracted

    decoded = decode(raw, path, options.encoding, charset)
    where = Origin(origin.file, origin.sha256, decoded.encoding, place=origin.place)
    return extracted(decoded.text, path, where, options, proposals)


def decode(raw: bytes, path: Path, given: str = "", charset: str = "") -> Decoded:
    """The characters of a page: as it was given, as UTF-8 where it is that, as the page says."""
    try:
        if given:
            return read_text(raw, given)
        try:
            return Decoded(raw.decode("utf-8"), "utf-8", "strict")
        except UnicodeDecodeError:
            pass
        if declared := _declared(raw, charset):
            text = raw.decode(declared, errors="replace")
            if text.count("\ufffd") * 200 <= len(text):
                return Decoded(text, declared, "declared")
        return read_text(raw)
    except ValueError as error:
        raise BadInput(path, 0, str(error)) from None


def _declared(raw: bytes, charset: str) -> str:
    """The encoding that the envelope or the page itself names, where there is such a one."""
    inside = _CHARSET.search(raw[:_HEAD])
    found = next((each for each in inside.groups() if each), b"") if inside else b""
    for name in (charset, found.decode("ascii", "replace")):
        meant = _MEANT.get(name.strip().lower(), name.strip())
        try:
            is_text = codecs.lookup(meant)._is_text_encoding if meant else False
        except (LookupError, ValueError):
            continue
        if is_text and not meant.lower().startswith(("utf-16", "utf-32", "utf-8")):
            return meant
    return ""
