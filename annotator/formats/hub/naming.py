"""How datasets name their columns, and where they say what the numbers of their classes mean."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

_TEXT = ("text", "sentence", "content", "document", "article", "body")
_TOKENS = ("tokens", "words")
_TAGS = ("ner_tags", "tags", "ner", "labels", "ner_labels", "bio_tags", "iob_tags")
_SPANS = ("spans", "entities", "mentions", "ner", "labels", "label")
_ENDS = (
    ("start", "end"), ("start_offset", "end_offset"), ("begin", "end"), ("start_char", "end_char"),
    ("start_idx", "end_idx"), ("char_start", "char_end"), ("offset_start", "offset_end"),
)  # fmt: skip
_LABEL = ("label", "type", "tag", "entity_type", "entity_group", "category", "class")
_QUOTE = ("text", "quote", "word", "surface", "mention", "covered_text", "value")
_ID = ("id", "doc_id", "document_id", "uuid")
_METADATA = {
    "title": "title", "headline": "title", "outlet": "outlet", "source": "outlet",
    "publisher": "outlet", "published": "published", "date": "published", "byline": "byline",
    "author": "byline", "authors": "byline", "url": "url", "link": "url", "language": "language",
    "lang": "language",
}  # fmt: skip
_COLUMN = re.compile(r"^\s*- name: [\"']?(.+?)[\"']?\s*$")
_CLASS = re.compile(r"^\s*[\"']?(\d+)[\"']?: (.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Used:
    """Which columns hold what; "" for those that are not there."""

    id: str = ""
    text: str = ""
    tokens: str = ""
    tags: str = ""
    spans: str = ""
    ends: tuple[str, str] = ("start", "end")
    label: str = "label"
    quote: str = "text"


def used(rows: Iterable[Mapping[str, Any]]) -> Used | None:
    """The columns of some rows, or None where they have neither spans nor tagged tokens."""
    shapes: dict[str, Shape] = {}
    for row in rows:
        shapes |= {name: shape for name, value in row.items() if (shape := _shape(value))}
    return _used(shapes)


def used_of_schema(schema: Any) -> Used | None:
    """The same of the columns of a parquet file."""
    return _used({field.name: _shape_of_type(field.type) for field in schema})


def metadata(name: str) -> str:
    """Which of an article's metadata a column of that name holds, if one."""
    return _METADATA.get(name.lower(), "")


Shape = str | tuple[str, ...]
"""Of a column: "text", "texts", "numbers", "", or the keys of the maps that are its values."""


def _used(shapes: Mapping[str, Shape]) -> Used | None:
    def first(names: tuple[str, ...], *wanted: str) -> str:
        return next((name for name in names if shapes.get(name) in wanted), "")

    id, text = first(_ID, "text", "number"), first(_TEXT, "text")
    for name in _SPANS:
        keys = shapes.get(name, "")
        ends = next(
            (both for both in _ENDS if isinstance(keys, tuple) and {*both} <= {*keys}), None
        )
        label = next((key for key in _LABEL if key in keys), "")
        if text and ends and label:
            quote = next((key for key in _QUOTE if key in keys), "")
            return Used(id, text, spans=name, ends=ends, label=label, quote=quote)
    tokens, tags = first(_TOKENS, "texts"), first(_TAGS, "numbers", "texts")
    return Used(id, text, tokens, tags) if tokens and tags else None


def _shape(value: object) -> Shape:
    match value:
        case str():
            return "text"
        case bool():
            return ""
        case int():
            return "number"
        case [dict() as inner, *_rest]:
            return tuple(inner)
        case [str(), *_rest]:
            return "texts"
        case [int(), *_rest]:
            return "numbers"
        case dict() if value and all(isinstance(each, list) for each in value.values()):
            return tuple(value)
    return ""


def _shape_of_type(kind: Any) -> Shape:
    from pyarrow import types

    if types.is_string(kind) or types.is_large_string(kind):
        return "text"
    if types.is_integer(kind):
        return "number"
    if types.is_struct(kind):
        return tuple(field.name for field in kind)
    if types.is_list(kind) or types.is_large_list(kind):
        inner = _shape_of_type(kind.value_type)
        return inner if isinstance(inner, tuple) else f"{inner}s" if inner else ""
    return ""


def classes(schema: Mapping[bytes, bytes]) -> dict[str, tuple[str, ...]]:
    """The names of the classes by column, as `datasets` writes them into a file."""
    try:
        features = orjson.loads(schema[b"huggingface"])["info"]["features"]
    except (KeyError, TypeError, orjson.JSONDecodeError):
        return {}
    if not isinstance(features, dict):
        return {}
    return {name: names for name, each in features.items() if (names := _names(each))}


def _names(feature: object) -> tuple[str, ...]:
    """The names of the first classes in a feature or in what it is made of."""
    if isinstance(feature, list):
        feature = dict(enumerate(feature))
    if not isinstance(feature, dict):
        return ()
    names = feature.get("names")
    if feature.get("_type") == "ClassLabel" and isinstance(names, list):
        return tuple(map(str, names))
    return next((found for each in feature.values() if (found := _names(each))), ())


def classes_of_card(raw: bytes) -> dict[str, tuple[str, ...]]:
    """The names of the classes by column, as a card has them at its head."""
    found: dict[str, list[str]] = {}
    column = ""
    for line in raw.decode("utf-8", "replace").split("\n")[1:]:
        if line.rstrip() == "---":
            break
        if match := _COLUMN.match(line):
            column = match[1]
        elif (match := _CLASS.match(line)) and int(match[1]) == len(found.get(column, ())):
            found.setdefault(column, []).append(match[2].strip("\"'"))
    return {name: tuple(names) for name, names in found.items()}
