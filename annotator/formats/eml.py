"""E-mail in: a message is an article, a mailbox (.mbox) many; attachments are named, not read."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import regex

from annotator.errors import BadInput
from annotator.formats.incoming import mime
from annotator.formats.incoming.proposing import Proposals, article
from annotator.formats.values import DETECT, ReadArticle, ReadOptions
from annotator.i18n import _N, _
from annotator.model import Origin

NAME = "eml"
TITLE = _N("E-mail")
SUMMARY = _N("Saved messages and mailboxes, one article for each message.")
CARRIES = ("text", "metadata")
SUFFIXES = (".eml", ".mbox", ".mbx")
FOLDER = False
EXTRA = ""
APART = True
GENERIC = True
STREAMS = True

_HEAD = "message head"
_QUOTED = regex.compile(rb"^>(>*From )", regex.MULTILINE)
_LONGEST = 100 * 1024 * 1024


def recognises(path: Path) -> bool:
    """True for messages and mailboxes by their suffix."""
    return path.suffix.lower() in SUFFIXES and path.is_file()


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The messages in a file."""
    for n, raw in enumerate(_messages(path), 1):
        place = _("message {n}").format(n=n) if path.suffix.lower() != ".eml" else ""
        try:
            yield _article(raw, path, place)
        except BadInput as fault:
            if not place:
                raise
            yield fault


def _article(raw: bytes, path: Path, place: str) -> ReadArticle:
    whole = mime.message(raw)
    body = mime.body(whole)
    if not body.text.strip():
        why = _("There is no text in this message.")
        raise BadInput(path, 0, f"{place}: {why}" if place else why)
    proposals = Proposals()
    proposals.offer("title", mime.header(whole, "Subject"), _HEAD)
    proposals.offer("byline", mime.sender(whole), _HEAD)
    proposals.offer("published", mime.day(whole), _HEAD)
    proposals.offer("url", mime.header(whole, "Archived-At").strip("<>"), _HEAD)
    proposals.offer("language", mime.header(whole, "Content-Language"), _HEAD)
    origin = Origin(path.name, hashlib.sha256(raw).hexdigest(), body.encoding,
                    extractor=f"e-mail 1 ({body.extractor})", place=place)  # fmt: skip
    told = (_("attachments"),) if body.unread else ()
    return replace(article(body.text, proposals, origin), ignored=told)


def _messages(path: Path) -> Iterator[bytes]:
    """The messages of a file, one at a time: a mailbox parts them by lines of "From "."""
    if path.suffix.lower() == ".eml":
        yield path.read_bytes()
        return
    lines: list[bytes] = []
    size, after_blank = 0, True
    with open(path, "rb") as file:
        for line in iter(lambda: file.readline(_LONGEST), b""):
            if after_blank and line.startswith(b"From "):
                if size:
                    yield _unquoted(lines)
                lines, size = [], 0
                continue
            size += len(line)
            if size > _LONGEST:
                raise BadInput(path, 0, _("It holds a message that is too large."))
            lines.append(line)
            after_blank = line in (b"\n", b"\r\n")
    if size:
        yield _unquoted(lines)


def _unquoted(lines: list[bytes]) -> bytes:
    """A message without the marks that kept its own lines of "From " apart."""
    return _QUOTED.sub(rb"\1", b"".join(lines))
