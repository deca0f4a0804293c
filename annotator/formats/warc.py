"""Web archives (WARC) in: the article in each page that was fetched, with its address."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.errors import BadInput
from annotator.formats import html
from annotator.formats.incoming.proposing import Proposals
from annotator.formats.values import DETECT, ReadArticle, ReadOptions
from annotator.i18n import _N, _
from annotator.model import Origin

NAME = "warc"
TITLE = _N("Web archive")
SUMMARY = _N("Web archives (WARC): the article in each page, with its address.")
CARRIES = ("text", "metadata")
SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz")
FOLDER = False
EXTRA = "warc"
APART = True
GENERIC = True
STREAMS = True

_PAGES = ("text/html", "application/xhtml+xml")
_LARGEST = 50 * 1024 * 1024
_AT_ONCE = 1024 * 1024


def recognises(path: Path) -> bool:
    """True for web archives by their suffix."""
    return path.name.lower().endswith(SUFFIXES) and path.is_file()


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of an archive; pages without one are told, other records passed over."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    pages = 0
    with open(path, "rb") as file:
        try:
            for record in ArchiveIterator(file, arc2warc=True):
                if record.rec_type == "response" and _is_page(record):
                    pages += 1
                    yield _article(record, path, options)
                elif _is_cut(record):
                    yield BadInput(path, 0, f"{_address(record)}: {_cut()}")
        except ArchiveLoadFailed as error:
            raise BadInput(path, 0, _("It is broken: {why}.").format(why=error)) from None
    if not pages:
        raise BadInput(path, 0, _("There are no web pages in this archive."))


def _is_page(record: Any) -> bool:
    if record.http_headers is None or record.http_headers.get_statuscode() != "200":
        return False
    kind = record.http_headers.get_header("Content-Type", "").partition(";")[0].strip().lower()
    return kind in _PAGES


def _is_cut(record: Any) -> bool:
    """Read a record to its end: True where the file ends or its pieces end before that."""
    while record.raw_stream.read(_AT_ONCE):
        pass
    return getattr(record.raw_stream, "limit", 0) > 0


def _cut() -> str:
    return _("The archive ends or is torn within it.")


def _address(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI", "")).strip("<>")


def _article(record: Any, path: Path, options: ReadOptions) -> ReadArticle | BadInput:
    address = _address(record)
    raw = record.content_stream().read(_LARGEST + 1)
    proposals = Proposals()
    proposals.offer("url", address, "web archive")
    origin = Origin(path.name, hashlib.sha256(raw).hexdigest(), place=address)
    kind = record.http_headers.get_header("Content-Type", "").lower()
    charset = kind.partition("charset=")[2].partition(";")[0].strip("\"' ")
    try:
        if len(raw) > _LARGEST:
            raise BadInput(path, 0, _("The page is too large."))
        if _is_cut(record):
            raise BadInput(path, 0, _cut())
        return html.from_bytes(raw, path, origin, options, proposals, charset)
    except (BadInput, RecursionError) as fault:
        why = fault.why if isinstance(fault, BadInput) else _("It is nested too deeply.")
        return BadInput(path, 0, f"{address}: {why}")
