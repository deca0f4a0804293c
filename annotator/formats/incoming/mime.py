"""Messages and what is in them: headers as words, the text a reader sees, names of the rest."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import regex

from annotator.errors import BadInput
from annotator.formats.incoming import markup
from annotator.i18n import _

_MOST_PARTS = 2000
_ADDRESS = regex.compile(r"\s*<[^>]*>")


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a message, in which encoding it was sent, by what it was read, what was not."""

    text: str
    encoding: str
    extractor: str
    unread: tuple[str, ...] = ()


def message(raw: bytes) -> EmailMessage:
    """A message; whatever is wrong with it shows where it is asked for."""
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def page_in(raw: bytes, path: Path) -> tuple[bytes, str, str]:
    """The page in a page saved as a single file: its bytes, their encoding, its address."""
    whole = message(raw)
    for part in _parts(whole):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            found = part.get_payload(decode=True)
            at = header(whole, "Snapshot-Content-Location") or header(part, "Content-Location")
            if isinstance(found, bytes):
                return found, part.get_content_charset() or "", at
    raise BadInput(path, 0, _("There is no page in this file."))


def header(part: EmailMessage, name: str) -> str:
    """A header as words; "" where it is not there or cannot be read."""
    try:
        return " ".join(str(part.get(name, "")).split())
    except (ValueError, TypeError, IndexError, AttributeError, KeyError):
        return ""  # the stdlib fails in many ways over headers that are bent


def sender(whole: EmailMessage) -> str:
    """Who a message is from: the name, or the address where there is none."""
    words = header(whole, "From")
    return _ADDRESS.sub("", words).strip(" \"'") or words.strip("<> ")


def day(whole: EmailMessage) -> str:
    """The date of a message as 2024-03-31, in the sender's own time zone."""
    try:
        return parsedate_to_datetime(header(whole, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def body(whole: EmailMessage) -> Body:
    """What a reader sees: the plain part, or the HTML one where the plain one is a stub."""
    plain: list[tuple[str, str]] = []
    rich: list[tuple[str, str]] = []
    unread: list[str] = []
    for part in _parts(whole):
        kind, name = part.get_content_type(), part.get_filename()
        if name or part.get_content_disposition() == "attachment":
            unread.append(name or kind)
        elif kind == "text/plain":
            text, encoding = _decoded(part)
            plain.append((_flowed(text, part), encoding))
        elif kind in ("text/html", "application/xhtml+xml"):
            text, encoding = _decoded(part)
            rich.append((markup.text_of(text), encoding))
    seen = "\n\n".join(text for text, _encoding in rich)
    words = "\n\n".join(text.strip("\n") for text, _encoding in plain)
    if seen and len(words.split()) * 2 < len(seen.split()):
        return Body(seen, rich[0][1], "HTML part", tuple(unread))
    return Body(words, plain[0][1] if plain else "", "plain part", tuple(unread))


def _parts(whole: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something themselves; a message within a message is looked into."""
    for n, part in enumerate(whole.walk()):
        if n > _MOST_PARTS:
            return
        if not part.is_multipart() and isinstance(part, EmailMessage):
            yield part


def _decoded(part: EmailMessage) -> tuple[str, str]:
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    named = part.get_content_charset() or "utf-8"
    for encoding in ("utf-8", named, "cp1252"):
        try:
            return raw.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("latin-1"), "latin-1"


def _flowed(text: str, part: EmailMessage) -> str:
    """A plain part with the lines joined that were broken for the road (RFC 3676)."""
    text = text.replace("\r\n", "\n")
    if part.get_param("format") != "flowed":
        return text
    is_cut = part.get_param("delsp") == "yes"
    lines: list[str] = []
    runs_on = False
    for raw in text.split("\n"):
        line = raw.removeprefix(" ") if not raw.startswith(">") else raw
        soft = line.endswith(" ") and line != "-- " and not line.startswith(">")
        kept = line[:-1] if soft and is_cut else line
        if runs_on:
            lines[-1] += kept
        else:
            lines.append(kept)
        runs_on = soft
    return "\n".join(lines)
