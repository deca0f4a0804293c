"""spaCy's older training files: JSON of sentences and tokens, and pairs of text and entities."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.errors import BadInput
from annotator.formats.common.fitting import Cover
from annotator.formats.regions.about import article, origin_of, scalar, traits, whole
from annotator.formats.regions.gathered import Mark, gathered
from annotator.formats.regions.stream import values
from annotator.formats.values import ReadArticle, ReadOptions
from annotator.i18n import _
from annotator.model import Origin

_MARKS = ("entities", "spans")
_WRITTEN = {
    "``": ('"', "“"), "''": ('"', "”"), "`": ("'", "‘"), "'": ("’",), "--": ("—", "–"),
    "-LRB-": ("(",), "-RRB-": (")",), "-LSB-": ("[",), "-RSB-": ("]",),
    "-LCB-": ("{",), "-RCB-": ("}",), "...": ("…",),
}  # fmt: skip
_PARAGRAPH = frozenset({"raw", "sentences", "cats"})


def is_training(raw: object) -> bool:
    """True for a doc of paragraphs, or a pair of a text and a map with entities."""
    if isinstance(raw, dict):
        paragraphs = raw.get("paragraphs")
        return isinstance(paragraphs, list) and all(
            isinstance(each, dict) and "sentences" in each for each in paragraphs
        )
    return (
        isinstance(raw, list) and len(raw) == 2 and isinstance(raw[0], str)
        and isinstance(raw[1], dict) and bool(raw[1].keys() & set(_MARKS))
    )  # fmt: skip


def articles(path: Path, options: ReadOptions) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file, one for each doc or pair."""
    origin = origin_of(path, options)
    for each in values(path, options.encoding):
        if isinstance(each, BadInput):
            yield each
        elif not is_training(each.value):
            yield BadInput(path, each.line, _("This is no training data of spaCy."))
        elif isinstance(each.value, list):
            yield each.located(_pair(each.value, options, origin))
        else:
            yield each.located(_doc(each.value, options, origin))


def _pair(raw: list[Any], options: ReadOptions, origin: Origin) -> ReadArticle:
    text, about = raw
    marks: list[Mark] = []
    ignored = {name for name in about if name not in (*_MARKS, "cats")}
    spans = about.get("spans")
    groups = {"": about.get("entities"), **(spans if isinstance(spans, dict) else {})}
    for group in groups.values():
        for each in group if isinstance(group, (list, tuple)) else ():
            if not isinstance(each, (list, tuple)) or len(each) < 3:
                ignored.add("entities")
                continue
            start, end = whole(each[0]), whole(each[1])
            cover = Cover(-1 if start is None else start, -1 if end is None else end)
            mark = Mark(f"ent-{len(marks)}", cover, scalar(each[2]))
            if all((m.cover, m.label) != (mark.cover, mark.label) for m in marks):
                marks.append(mark)
    made = gathered(text, marks, options, units=("code points", "UTF-16"))
    cats = about.get("cats")
    said = {f"cats.{name}": value for name, value in cats.items()} if isinstance(cats, dict) else {}
    return replace(
        article(text, said, origin),
        spans=made.spans,
        attributes=traits(said, ()),
        unfit=made.unfit,
        counted=made.counted,
        ignored=tuple(sorted(ignored)),
    )


def _doc(raw: dict[str, Any], options: ReadOptions, origin: Origin) -> ReadArticle:
    """A doc: its paragraphs, each on a line of its own."""
    text, marks = "", list[Mark]()
    ignored, cats = set[str](), dict[str, Any]()
    for paragraph in raw["paragraphs"]:
        text += "\n" if text else ""
        sentences = [s for s in _list(paragraph.get("sentences")) if isinstance(s, dict)]
        tokens = [t for s in sentences for t in _list(s.get("tokens")) if isinstance(t, dict)]
        words, places = _words(tokens, paragraph.get("raw"))
        if paragraph.get("raw") not in (None, words):
            ignored.add("paragraph.raw")
        marks += _entities(tokens, places, len(text), len(marks), words)
        text += words
        ignored.update(f"token.{key}" for t in tokens for key in t.keys() - {"orth", "ner", "id"})
        ignored.update(
            f"sentence.{key}" for s in sentences for key in s.keys() - {"tokens"} if s[key]
        )
        ignored.update(f"paragraph.{key}" for key in paragraph.keys() - _PARAGRAPH)
        for each in _list(paragraph.get("cats")):
            cats[f"cats.{scalar(each.get('label'))}"] = each.get("value")
    made = gathered(text, marks, options, units=("code points",))
    return replace(
        article(text, cats, origin),
        id=scalar(raw.get("id")),
        spans=made.spans,
        attributes=traits(cats, ()),
        unfit=made.unfit,
        ignored=tuple(sorted(ignored)),
    )


def _words(tokens: list[dict[str, Any]], raw: object) -> tuple[str, list[tuple[int, int]]]:
    """The text of a paragraph and where its tokens are: in the raw text where it is given, else
    with a blank between them.
    """
    words = [scalar(each.get("orth")) for each in tokens]
    if isinstance(raw, str) and (found := _aligned(words, raw)):
        return raw, found
    text, places = "", []
    for word in words:
        text += " " if text else ""
        places.append((len(text), len(text) + len(word)))
        text += word
    return text, places


def _aligned(words: list[str], raw: str) -> list[tuple[int, int]]:
    """Where the words stand in a text, one after the other; nothing where they do not."""
    places, at = [], 0
    for word in words:
        while at < len(raw) and raw[at].isspace():
            at += 1
        there = next((w for w in (word, *_WRITTEN.get(word, ())) if raw.startswith(w, at)), "")
        if not there:
            return []
        places.append((at, at + len(there)))
        at += len(there)
    return places


def _entities(
    tokens: list[dict[str, Any]], places: list[tuple[int, int]], shift: int, count: int, text: str
) -> Iterator[Mark]:
    """The entities that tags of the scheme B I L U O make."""
    begun, label = -1, ""
    tags = [scalar(each.get("ner")) or "O" for each in tokens]
    for n, tag in enumerate([*tags, "O"]):
        kind, _dash, name = tag.partition("-")
        goes_on = begun >= 0 and kind in ("I", "L") and name == label
        if begun >= 0 and not goes_on:
            start, end = places[begun][0], places[n - 1][1]
            cover = Cover(start + shift, end + shift, text[start:end])
            yield Mark(f"ent-{count}-{begun}", cover, label)
            begun = -1
        if kind in ("B", "U", "I", "L") and name and not goes_on:
            begun, label = n, name


def _list(raw: object) -> list[Any]:
    return raw if isinstance(raw, list) else []
