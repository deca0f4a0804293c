"""Metadata as a file proposes it, each piece with where it was read, and the article made of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import regex

from annotator.formats.values import ReadArticle
from annotator.model import Origin
from annotator.text import clean, direction_of, header, iso_date, language_of, title_of

FIELDS = ("title", "outlet", "published", "byline", "url", "language", "direction")
IN_TEXT = "text"  # read in, or guessed from, the text itself

_LONGEST = 1000
_LETTER = regex.compile(r"\p{L}")
_LATIN = regex.compile(r"\p{Latin}")
_TAG = regex.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")
_STAMP = regex.compile(r"(\d{4})-?(\d{2})-?(\d{2})T\d{2}")


@dataclass(slots=True)
class Proposals:
    """Field to (value, place); what is offered first for a field stays."""

    found: dict[str, tuple[str, str]] = field(default_factory=dict)

    def offer(self, field: str, value: object, place: str) -> None:
        """Offer a value; what says nothing, and a date or language that is none, is passed over."""
        if field in self.found or not isinstance(value, str):
            return
        words = " ".join(value.split())[:_LONGEST]
        if field == "published":
            words = date_of(words)
        elif field == "language":
            words = tag.group(1).lower() if (tag := _TAG.fullmatch(words)) else ""
        elif field == "url" and not words.startswith(("http://", "https://")):
            words = ""
        if words:
            self.found[field] = words, place

    def offer_date(self, words: str, place: str) -> None:
        """Offer a date somebody put into a field for it: as it is written where it is unclear."""
        self.offer("published", words, place)
        if "published" not in self.found and (plain := " ".join(words.split())[:40]):
            self.found["published"] = plain, place

    def offer_all(self, field: str, values: Iterable[object], place: str) -> None:
        """Offer several names as one value."""
        names = dict.fromkeys(" ".join(v.split()) for v in values if isinstance(v, str))
        self.offer(field, ", ".join(name for name in names if name), place)

    def value(self, field: str) -> str:
        """What stands for a field, or ""."""
        return self.found.get(field, ("", ""))[0]


def date_of(words: str) -> str:
    """A date as 2024-03-31, read from an ISO time stamp or from words; "" where it is unclear."""
    if stamp := _STAMP.match(words):
        words = "-".join(stamp.groups())
    return iso_date(words)


def article(text: str, proposals: Proposals, origin: Origin) -> ReadArticle:
    """An article of that text: cleaned, described by the file first and by the text after."""
    cleaned = clean(text)
    for name, value in header(cleaned.text).items():
        if not proposals.found:  # a head such as "Title: …" speaks only where nobody else does
            proposals.offer(name, value, IN_TEXT)
    _offer_language(cleaned.text, proposals)
    direction = direction_of(cleaned.text)
    proposals.found.setdefault("direction", (direction, IN_TEXT))
    proposals.offer("title", title_of(cleaned.text, origin.file), IN_TEXT)
    places = tuple((name, place) for name, (_value, place) in proposals.found.items())
    changes = (*origin.changes, *cleaned.changes)
    told = proposals.value
    return ReadArticle(
        text=cleaned.text,
        title=told("title"),
        outlet=told("outlet"),
        published=told("published"),
        byline=told("byline"),
        url=told("url"),
        language=told("language"),
        direction=told("direction"),
        origin=replace(origin, changes=changes, removed=cleaned.removed, proposed=places),
    )


def _offer_language(text: str, proposals: Proposals) -> None:
    """The language the text tells; where it tells none or one of like letters, the file's own."""
    told, seen = proposals.value("language"), language_of(text)
    if seen and (not told or (seen != told and not _is_latin(text))):
        proposals.found["language"] = seen, IN_TEXT


def _is_latin(text: str) -> bool:
    sample = text[:20_000]
    return len(_LATIN.findall(sample)) * 2 > len(_LETTER.findall(sample))
