"""Statements of the W3C standard about a text: their selectors, and where the text lies."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from annotator.errors import BadInput
from annotator.formats.common.fitting import Cover
from annotator.formats.graphs import drawing
from annotator.formats.graphs.sheets import Sheet
from annotator.formats.regions.about import scalar, whole
from annotator.formats.regions.gathered import Mark
from annotator.formats.regions.stream import values
from annotator.formats.values import ReadNote, ReadOptions
from annotator.i18n import _
from annotator.text import read_text

Statement = dict[str, Any]
_TYPE = "Annotation"
_URN = re.compile(r"^urn:annotator:")
_UNITS = ("code points", "UTF-16", "bytes")

_LARGEST = 50_000_000
_HEAD = 1 << 16  # bytes that tell what a long file is


def of(text: str, start: int, end: int, around: int) -> list[dict[str, Any]]:
    """Both selectors of a range."""
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(start - around, 0) : start],
        "suffix": text[end : end + around],
    }
    return [{"type": "TextPositionSelector", "start": start, "end": end}, quote]


def is_about_text(raw: object) -> bool:
    """True for statements of which the first is about a piece of text."""
    found = next(iter(_statements(raw)), None)
    if found is None:
        return isinstance(raw, dict) and raw.get("type") == "AnnotationPage"
    return any(True for target in _list(found.get("target")) for _s in _selectors(target))


def begins_as_page(path: Path) -> bool:
    """True for a file too long to look into that names the standard at its beginning."""
    with open(path, "rb") as file:
        return b"www.w3.org/ns/anno" in file.read(_HEAD)


def of_file(path: Path, options: ReadOptions) -> Iterator[tuple[Path, Sheet] | BadInput]:
    """Each text that a file is about, and what the file says of it."""
    raws: list[Any] = []
    for each in values(path):
        if isinstance(each, BadInput):
            yield each
        else:
            raws.append(each.value)
    statements = tuple(_statements(raws))
    alone = raws[0] if len(raws) == 1 and isinstance(raws[0], dict) else {}
    texts, numbers = _by_text(statements), {id(each): n for n, each in enumerate(statements, 1)}
    for name, those in texts.items():
        try:
            source = _source(path, name, statements)
            yield source, _sheet(source, alone, [(numbers[id(s)], s) for s in those], options)
        except BadInput as fault:
            if len(texts) == 1:
                raise
            yield fault


def _sheet(
    source: Path, own: dict[str, Any], statements: list[tuple[int, Statement]], options: ReadOptions
) -> Sheet:
    if source.stat().st_size > _LARGEST:
        raise BadInput(source, 0, _("The text is too large for one article."))
    text = read_text(source.read_bytes(), options.encoding or None).text
    found = Sheet(text, _short(own.get("id")), record=own.get(drawing.KEY), units=_UNITS)
    found.said = {"title": own["label"]} if isinstance(own.get("label"), str) else {}
    for n, (number, each) in enumerate(statements, 1):
        _add(found, each, _short(each.get("id")) or f"a{n}", number)
    return found


def _by_text(statements: tuple[Statement, ...]) -> dict[str, list[Statement]]:
    """The statements by the name of their text; arrows stand where what they begin at stands."""
    found: dict[str, list[Statement]] = {}
    places: dict[str, str] = {}
    arrows = []
    for each in statements:
        named = [_named(target) for target in _list(each.get("target"))]
        if not any(named) and "linking" in _list(each.get("motivation")):
            arrows.append(each)
            continue
        name = next(filter(None, named), "")
        places[scalar(each.get("id"))] = name
        found.setdefault(name, []).append(each)
    for each in arrows:
        ends = [
            scalar(t.get("id") if isinstance(t, dict) else t) for t in _list(each.get("target"))
        ]
        name = next((places[end] for end in ends if end in places), next(iter(found), ""))
        found.setdefault(name, []).append(each)
    if "" in found and len(found) == 2:
        [name] = found.keys() - {""}
        return {name: [*found[name], *found[""]]}
    return found or {"": []}


def _named(target: object) -> str:
    """The name of the file that a target is in."""
    source = target.get("source") if isinstance(target, dict) else None
    return unquote(scalar(source).rpartition("/")[2])


def _statements(raw: object) -> Iterator[Statement]:
    """The statements in a list, a page, a collection, or alone."""
    if isinstance(raw, list):
        for each in raw:
            yield from _statements(each)
    elif isinstance(raw, dict):
        if _TYPE in _list(raw.get("type")):
            yield raw
        else:
            for key in ("items", "first", "@graph"):
                yield from _statements(raw.get(key))


def _source(path: Path, named: str, statements: tuple[Statement, ...]) -> Path:
    """The file of a text: the one named, or, where one alone is named, one called as the file."""
    names = {_named(target) for each in statements for target in _list(each.get("target"))}
    beside = (f"{path.stem}.txt", f"{path.name}.txt") if len(names - {""}) < 2 else ()
    name: str
    for name in (named, *beside):
        if name and name != path.name and (path.parent / name).is_file():
            return path.parent / name
    told = _("The text that this is about does not lie beside it; it would be called {name}.")
    raise BadInput(path, 0, told.format(name=named or f"{path.stem}.txt"))


def _add(sheet: Sheet, raw: Statement, id: str, number: int) -> None:
    """Add a mark, or an arrow; `number` is its place among the statements of the file."""
    bodies = _list(raw.get("body"))
    if raw.get("motivation") == "linking" or "linking" in _list(raw.get("motivation")):
        _link(sheet, raw, bodies)
        return
    labels = [text for body in bodies if (text := _label(body))]
    annotator = _creator(raw.get("creator"))
    at = 0
    targets = _list(raw.get("target"))
    name = next(filter(None, map(_named, targets)), "")
    for target in targets:
        cover = _cover(sheet.text, tuple(_selectors(target)))
        if cover is None or _named(target) not in ("", name):
            sheet.ignored.add("target")
            continue
        own = id if not at else f"{id}.{at}"
        label = labels[0] if labels else scalar(raw.get("motivation")) or _TYPE
        sheet.marks.append(Mark(own, cover, label, annotator=annotator, item=number))
        if at:
            sheet.relate(own, id, "part_of")
        at += 1
    if at:
        _say(sheet, raw, id, annotator, labels[1:])


def _say(sheet: Sheet, raw: Statement, id: str, annotator: str, further: list[str]) -> None:
    """Keep comments as notes, and all else that is said as properties of the mark."""
    for label in further:
        sheet.say(id, "tagging", label)
    for n, body in enumerate(_list(raw.get("body"))):
        if isinstance(body, dict) and not _label(body) and isinstance(body.get("value"), str):
            purpose = scalar(body.get("purpose")) or "commenting"
            if purpose in ("commenting", "describing", "replying"):
                note = ReadNote(f"{id} note {n}", body["value"], annotator, span=id)
                sheet.notes.append(note)
            else:
                sheet.say(id, purpose, body["value"])
        elif isinstance(body, str) or (isinstance(body, dict) and not _label(body)):
            sheet.say(id, "body", body)
    for key in ("created", "modified", "generator", "rights"):
        sheet.say(id, key, raw.get(key))


def _link(sheet: Sheet, raw: Statement, bodies: list[Any]) -> None:
    """An arrow from the target to the body, called as its tag says."""
    types = [text for body in bodies if (text := _label(body))]
    ends = [_short(body if isinstance(body, str) else body.get("id")) for body in bodies
            if isinstance(body, str) or (isinstance(body, dict) and body.get("id"))]  # fmt: skip
    starts = [_short(each if isinstance(each, str) else each.get("id"))
              for each in _list(raw.get("target")) if isinstance(each, str | dict)]  # fmt: skip
    for start in starts:
        for end in ends:
            sheet.relate(start, end, types[0] if types else "linking", _short(raw.get("id")))


def _label(body: object) -> str:
    """The label in a body: a tag, or text whose purpose is to say what something is."""
    if not isinstance(body, dict):
        return ""
    purposes = _list(body.get("purpose")) or [""]
    if {"tagging", "classifying"} & {str(p) for p in purposes}:
        return scalar(body.get("value") or body.get("source") or body.get("id"))
    return ""


def _creator(raw: object) -> str:
    """Who made a statement."""
    for each in _list(raw):
        if isinstance(each, dict):
            return scalar(each.get("name") or each.get("nickname") or each.get("id"))
        return scalar(each)
    return ""


def _selectors(target: object) -> Iterator[dict[str, Any]]:
    if isinstance(target, dict):
        for each in _list(target.get("selector")):
            if isinstance(each, dict):
                yield each
                yield from _selectors({"selector": each.get("refinedBy")})


def _cover(text: str, selectors: tuple[dict[str, Any], ...]) -> Cover | None:
    """The range that selectors give: a position, proved by a quote, or a quote found but once, with
    what stands around it or, as others may tell that otherwise (with fewer blanks), without.
    """
    quotes = [each for each in selectors if isinstance(each.get("exact"), str)]
    exact = quotes[0]["exact"] if quotes else None
    for each in selectors:
        start, end = whole(each.get("start")), whole(each.get("end"))
        if start is not None and end is not None:
            return Cover(start, end, exact)
    if exact is None:
        return None
    before, after = scalar(quotes[0].get("prefix")), scalar(quotes[0].get("suffix"))
    start = _once(text, before + exact + after)
    start = start + len(before) if start >= 0 else _once(text, exact)
    return Cover(start, start + len(exact), exact)


def _once(text: str, words: str) -> int:
    """Where words stand, if they stand there but once; else -1."""
    start = text.find(words) if words else -1
    return start if text.find(words, start + 1) < 0 else -1


def _short(id: object) -> str:
    return _URN.sub("", scalar(id))


def _list(raw: object) -> list[Any]:
    return raw if isinstance(raw, list) else [] if raw is None else [raw]
