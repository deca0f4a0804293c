"""The rows of doccano in all its generations, as articles.

`label` or `labels` hold triples or names; `entities` and `relations` came later; the oldest have
`annotations` with numbers of labels and users.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.errors import BadInput
from annotator.formats.common.fitting import Cover
from annotator.formats.regions.about import article, origin_of, scalar, traits, whole
from annotator.formats.regions.claims import Relation, claimed
from annotator.formats.regions.gathered import Mark, gathered
from annotator.formats.regions.stream import Value, first, values
from annotator.formats.values import ReadArticle, ReadAttribute, ReadNote, ReadOptions
from annotator.i18n import _
from annotator.model import Origin

UNITS = ("UTF-16", "graphemes", "code points")
_TEXTS = ("text", "data")
_MARKS = ("label", "labels", "entities", "annotations")
_NAMES = ("cats", *_MARKS)
_COMMENTS = ("Comments", "comments")
_RELATIONS = "relations"
_KNOWN = frozenset({"id", "meta", _RELATIONS, "cats", *_TEXTS, *_MARKS, *_COMMENTS})


@dataclass(slots=True)
class _Row:
    """What was found in a row."""

    marks: list[Mark] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    attributes: list[ReadAttribute] = field(default_factory=list)
    notes: list[ReadNote] = field(default_factory=list)
    ignored: set[str] = field(default_factory=set)

    def say(self, name: str, value: str) -> None:
        self.attributes.append(ReadAttribute(f"said-{len(self.attributes)}", name, value))


def is_row(raw: object) -> bool:
    """True for a row that only doccano writes: marks as triples, by `start_offset`, or intents."""
    if not isinstance(raw, dict) or "kind" in raw or "tokens" in raw:
        return False
    text, marks = _columns(raw)
    if not text:
        return False
    if "cats" in raw or raw.keys() & set(_COMMENTS):
        return True
    found = [each for key in marks for each in raw[key]]
    if raw.keys() & {"label", "labels"} and all(isinstance(each, str) for each in found):
        return True
    if isinstance(raw.get("entities"), list) and isinstance(raw.get(_RELATIONS), list):
        return all(_is_mark(each) for each in found)
    return bool(found) and all(_is_mark(each) for each in found[:50])


def articles(path: Path, options: ReadOptions) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file, one for each row."""
    names, origin = _label_names(path), origin_of(path, options)
    for each in values(path, options.encoding):
        yield each if isinstance(each, BadInput) else _article(each, path, options, names, origin)


def _article(
    found: Value, path: Path, options: ReadOptions, names: Mapping[int, str], origin: Origin
) -> ReadArticle | BadInput:
    raw = found.value
    text, marks = _columns(raw) if isinstance(raw, dict) else ("", ())
    if not text:
        return found.wrong(path, _("The row has no text."))
    row = _Row()
    for key in marks:
        for each in raw[key]:
            _mark(row, key, each, names)
    for each in _list(raw.get(_RELATIONS)):
        _relation(row, each)
    for each in _list(raw.get("cats")):
        row.say("cats", scalar(each))
    for key in _COMMENTS:
        for each in _list(raw.get(key)):
            _comment(row, each)
    return found.located(_made(raw, text, row, options, origin))


def _made(
    raw: dict[str, Any], text: str, row: _Row, options: ReadOptions, origin: Origin
) -> ReadArticle:
    made = gathered(raw[text], row.marks, options, units=UNITS)
    linked = claimed(made.spans, row.relations)
    meta = raw.get("meta")
    said = {**(meta if isinstance(meta, dict) else {"meta": meta}), **raw}
    known = _KNOWN | {text} if isinstance(meta, dict) or not meta else (_KNOWN | {text}) - {"meta"}
    further = traits(said, known | set(_columns(raw)[1]))
    row.ignored.update(f"relation.{each.type}" for each in linked.away)
    return replace(
        article(raw[text], said, origin),
        id=scalar(raw.get("id")),
        spans=linked.spans,
        claims=linked.claims,
        links=linked.links,
        notes=tuple(row.notes),
        attributes=(*further, *row.attributes),
        unfit=made.unfit,
        counted=made.counted,
        ignored=tuple(sorted(row.ignored)),
    )


def _columns(raw: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The keys of the text ("" if there is none) and of the marks, whatever they are called."""
    text = next((key for key in _TEXTS if isinstance(raw.get(key), str)), "")
    marks = tuple(key for key in _MARKS if isinstance(raw.get(key), list))
    if not text and not marks:
        texts = [key for key, value in raw.items() if isinstance(value, str)]
        lists = [key for key, value in raw.items() if isinstance(value, list)]
        if len(texts) == len(lists) == 1:
            return texts[0], (lists[0],)
    return text, marks


def _is_mark(raw: object) -> bool:
    if isinstance(raw, list):
        return len(raw) == 3 and None not in map(whole, raw[:2]) and isinstance(raw[2], str)
    return isinstance(raw, dict) and ("start_offset" in raw or {"label", "user"} <= raw.keys())


def _mark(row: _Row, key: str, raw: object, names: Mapping[int, str]) -> None:
    """A mark; a name alone says something of the whole text."""
    number = f"{key}-{len(row.marks)}"
    if isinstance(raw, list) and len(raw) >= 3:
        cover = Cover(_at(raw[0]), _at(raw[1]))
        row.marks.append(Mark(number, cover, _named(raw[2], names)))
    elif isinstance(raw, dict) and "start_offset" in raw:
        cover = Cover(_at(raw["start_offset"]), _at(raw.get("end_offset")))
        id = scalar(raw["id"]) if raw.get("id") is not None else number
        who = _person(raw.get("user"))
        row.marks.append(Mark(id, cover, _named(raw.get("label"), names), annotator=who))
        row.ignored.update(f"{key}.{name}" for name in raw.keys() - _MARK if raw[name])
    elif isinstance(raw, dict):
        value = raw.get("text", raw.get("label"))
        row.say(key, _named(value, names))
    else:
        row.say(key, _named(raw, names))


_MARK = frozenset({"id", "start_offset", "end_offset", "label", "user", "prob", "manual"})


def _relation(row: _Row, raw: object) -> None:
    if not isinstance(raw, dict):
        row.ignored.add(_RELATIONS)
        return
    ends = scalar(raw.get("from_id")), scalar(raw.get("to_id"))
    id = f"relation-{len(row.relations)}"
    row.relations.append(Relation(id, *ends, scalar(raw.get("type")) or "related"))


def _comment(row: _Row, raw: object) -> None:
    id = f"comment-{len(row.notes)}"
    if isinstance(raw, dict):
        text = scalar(raw.get("text", raw.get("comment")))
        row.notes.append(ReadNote(id, text, _person(raw.get("user", raw.get("username")))))
    elif raw:
        row.notes.append(ReadNote(id, scalar(raw)))


def _at(raw: object) -> int:
    found = whole(raw)
    return -1 if found is None else found


def _named(raw: object, names: Mapping[int, str]) -> str:
    """The name of a label; by the list of labels beside the file where it has a number alone."""
    number = whole(raw)
    if number is None or isinstance(raw, str):
        return scalar(raw)
    return names.get(number, f"label {number}")


def _person(raw: object) -> str:
    return f"user {raw}" if isinstance(raw, int) else scalar(raw)


def _list(raw: object) -> list[Any]:
    return raw if isinstance(raw, list) else []


def _label_names(path: Path) -> dict[int, str]:
    """The labels by number, from a list of doccano's labels beside the file."""
    for beside in sorted(path.parent.glob("*label*.json")):
        if beside == path or not isinstance(first(beside), dict):
            continue
        rows = [each.value for each in values(beside) if isinstance(each, Value)]
        found = {
            each["id"]: scalar(each["text"])
            for each in rows
            if isinstance(each, dict) and isinstance(each.get("id"), int) and "text" in each
            and not each.keys() & set(_NAMES)
        }  # fmt: skip
        if found:
            return found
    return {}
