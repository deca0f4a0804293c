"""Feeds in (RSS, Atom, RDF) that were saved to a file: one article for each entry."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, tostring

import regex

from annotator.errors import BadInput
from annotator.formats.common.options import missing_extra
from annotator.formats.html import decode
from annotator.formats.incoming import markup
from annotator.formats.incoming.proposing import Proposals, article
from annotator.formats.incoming.xmltree import local, parse
from annotator.formats.values import DETECT, ReadArticle, ReadOptions
from annotator.i18n import _N, _
from annotator.model import Origin

NAME = "feed"
TITLE = _N("Feed")
SUMMARY = _N("RSS and Atom feeds saved to a file, one article for each entry.")
CARRIES = ("text", "metadata")
SUFFIXES = (".rss", ".atom", ".xml", ".rdf")
FOLDER = False
EXTRA = ""
APART = True
GENERIC = True

_ROOTS = regex.compile(
    rb"<(?:\w+:)?(?:rss|feed)[\s>]|<(?:\w+:)?RDF\b.*?purl\.org/rss/",
    regex.DOTALL | regex.IGNORECASE,
)
_HEAD = 4096
_ENTRY = "feed entry"
_CHANNEL = "feed"
_TEXTS = ("encoded", "content", "body", "description", "summary")


def recognises(path: Path) -> bool:
    """True for a file that begins as feeds do."""
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    with open(path, "rb") as file:
        return _ROOTS.search(file.read(_HEAD)) is not None


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The entries of a feed."""
    raw = path.read_bytes()
    sha256 = hashlib.sha256(raw).hexdigest()
    try:
        root = parse(raw, path)
    except BadInput as fault:
        if "well-formed" not in fault.why or missing_extra("feeds"):
            raise _with_hint(fault) from None
        yield from _mended(raw, path, sha256)
        return
    channel = next((each for each in root if local(each) == "channel"), root)
    outlet = _words(_child(channel, "title"))
    language = _words(_child(channel, "language")) or root.get(
        "{http://www.w3.org/XML/1998/namespace}lang"
    )
    entries = [each for each in root.iter() if local(each) in ("item", "entry")]
    for n, entry in enumerate(entries, 1):
        proposals = Proposals()
        _offer(entry, proposals)
        proposals.offer("outlet", outlet, _CHANNEL)
        proposals.offer("language", language, _CHANNEL)
        place = _("entry {n}").format(n=n)
        yield _made(_text(entry), proposals, Origin(path.name, sha256, place=place), path)


def _with_hint(fault: BadInput) -> BadInput:
    if "well-formed" not in fault.why:
        return fault
    hint = _("Broken feeds can be read with the extra feeds: ./run --with feeds.")
    return BadInput(fault.path, fault.line, f"{fault.why} {hint}")


def _made(
    text: str, proposals: Proposals, origin: Origin, path: Path, by: str = "feed 1"
) -> ReadArticle | BadInput:
    """The article of an entry; where it has no text, its title."""
    text = text or proposals.value("title")
    if not text:
        return BadInput(path, 0, _("{place}: there is no text.").format(place=origin.place))
    made = Origin(origin.file, origin.sha256, extractor=by, place=origin.place)
    return article(text, proposals, made)


def _offer(entry: Element, proposals: Proposals) -> None:
    proposals.offer("title", markup.text_of(_words(_child(entry, "title"))), _ENTRY)
    for name in ("published", "pubDate", "date", "issued", "created", "updated"):
        proposals.offer("published", _words(_child(entry, name)), _ENTRY)
    people = [each for each in entry if local(each) in ("creator", "author")]
    names = [_words(_child(each, "name")) or _words(each) for each in people]
    proposals.offer_all("byline", [_person(name) for name in names], _ENTRY)
    proposals.offer("url", _link(entry), _ENTRY)
    proposals.offer("language", _words(_child(entry, "language")), _ENTRY)
    source = _child(entry, "source")
    if source is not None:
        proposals.offer("outlet", _words(_child(source, "title")) or _words(source), _ENTRY)


def _person(name: str) -> str:
    """A name out of "address (name)" as RSS has it."""
    inside = regex.search(r"\(([^)]+)\)\s*$", name)
    return inside[1] if inside and "@" in name else name


def _link(entry: Element) -> str:
    links = [each for each in entry if local(each) == "link"]
    for each in links:
        if each.get("href") and each.get("rel", "alternate") == "alternate":
            return str(each.get("href"))
    found = next((_words(each) for each in links if _words(each)), "")
    guid = _child(entry, "guid")
    if not found and guid is not None and guid.get("isPermaLink", "true") == "true":
        found = _words(guid)
    return found


def _text(entry: Element) -> str:
    """The fullest text that an entry has."""
    for name in _TEXTS:
        found = _child(entry, name)
        if found is None:
            continue
        kind = found.get("type", "html")
        inner = tostring(found, encoding="unicode") if len(found) else found.text or ""
        plain = kind in ("text", "text/plain") and not len(found)
        if text := (inner.strip() if plain else markup.text_of(_bare(inner))):
            return text
    return ""


def _bare(markup_words: str) -> str:
    """Markup without the prefixes of its namespaces."""
    return regex.sub(r"(</?)\w+:(?=\w)", r"\1", markup_words)


def _child(element: Element | None, name: str) -> Element | None:
    return next((e for e in element if local(e) == name), None) if element is not None else None


def _words(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _mended(raw: bytes, path: Path, sha256: str) -> Iterator[ReadArticle | BadInput]:
    """The entries of a feed that is not well-formed, as far as feedparser can tell them."""
    import feedparser

    text = "<?xml version='1.0' encoding='utf-8'?>" + _undeclared(decode(raw, path).text)
    # A stream: words that look like an address or a path it would go and fetch.
    found: Any = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")))
    if not found.entries:
        raise BadInput(path, 0, _("There are no entries in this feed."))
    for n, entry in enumerate(found.entries, 1):
        proposals = Proposals()
        for field, key in (("title", "title"), ("byline", "author"), ("url", "link")):
            proposals.offer(field, entry.get(key), _ENTRY)
        proposals.offer("published", entry.get("published") or entry.get("updated"), _ENTRY)
        proposals.offer("outlet", found.feed.get("title"), _CHANNEL)
        proposals.offer("language", found.feed.get("language"), _CHANNEL)
        inner = [each.get("value", "") for each in entry.get("content", ())]
        text = markup.text_of((inner or [entry.get("summary", "")])[0])
        by = f"feedparser {feedparser.__version__}"
        origin = Origin(path.name, sha256, place=_("entry {n}").format(n=n))
        yield _made(text, proposals, origin, path, by)


def _undeclared(text: str) -> str:
    return regex.sub(r"^\s*\ufeff?<\?xml[^>]*\?>", "", text)
