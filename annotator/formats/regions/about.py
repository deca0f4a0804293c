"""What files of other tools say of an article itself: the usual names, and values as words."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.formats.values import ReadArticle, ReadAttribute, ReadOptions
from annotator.model import Article, Origin
from annotator.text import clean, direction_of, language_of, title_of

ABOUT = ("title", "outlet", "published", "byline", "url", "language")
"""The metadata of an article, under the keys that we write and look for."""


def said_of(about: Article) -> dict[str, str]:
    """The metadata of an article that is there, by key."""
    return {key: value for key in ABOUT if (value := getattr(about, key))}


def article(text: str, said: Mapping[str, Any], origin: Origin) -> ReadArticle:
    """An article from a text and what a file says of it; language and direction as the text has."""
    cleaned = clean(text)

    def word(key: str) -> str:
        return scalar(said[key]) if isinstance(said.get(key), str) else ""

    return ReadArticle(
        text=cleaned.text,
        title=word("title") or title_of(cleaned.text, ""),
        outlet=word("outlet"),
        published=word("published"),
        byline=word("byline"),
        url=word("url"),
        language=word("language") or language_of(cleaned.text),
        direction=direction_of(cleaned.text),
        origin=replace(origin, changes=cleaned.changes, removed=cleaned.removed),
    )


def origin_of(path: Path, options: ReadOptions) -> Origin:
    """Where the texts of a file come from."""
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Origin(path.name, digest, options.encoding or "utf-8")


def traits(said: Mapping[str, Any], known: Iterable[str]) -> tuple[ReadAttribute, ...]:
    """What else a file says of an article, under its own names; lists and maps as JSON."""
    read = {*ABOUT, *known}
    return tuple(
        ReadAttribute(f"trait {name}", scalar(name), scalar(value))
        for name, value in said.items()
        if value not in (None, "", [], {})
        and (name not in read or (name in ABOUT and not isinstance(value, str)))
    )


def scalar(value: Any) -> str:
    """A value as text: words as they are, all else as JSON; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return scalar(json.dumps(value, ensure_ascii=False, sort_keys=True))


def whole(value: object) -> int | None:
    """A whole number, also where a file has it as text or with a zero behind the point."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
        return int(value)
    return None
