"""An article as a file: our layers beside tokens, and what columns beside tokens cannot hold."""

import re
from collections.abc import Iterator
from itertools import zip_longest

import orjson

from annotator.formats.common.losses import author_losses
from annotator.formats.records.writing import Names
from annotator.formats.tsv3.columns import Column, Layer
from annotator.formats.tsv3.writing import Sheet, grid_of, sheet_of, tsv, used
from annotator.formats.uima import layers
from annotator.formats.uima.cas import ANNOTATION, ARRAY, SENTENCE, Cas, Fs, Type
from annotator.formats.uima.laying import laid
from annotator.formats.values import Lost
from annotator.i18n import _N
from annotator.model import Page
from annotator.offsets import OffsetMap

_MARKS = (
    layers.ANSWER, layers.ATTRIBUTE, layers.MENTION, layers.NOTE, layers.PART, layers.CLAIM,
    layers.RELATION,
)  # fmt: skip
_LEFT_OUT = {
    layers.MENTION: _N("mention that covers no token"),
    layers.PART: _N("part of a claim that covers no token"),
    layers.CLAIM: _N("claim whose content covers no token"),
    layers.RELATION: _N("link of what is not in the file"),
    layers.ANSWER: _N("answer about what is not in the file"),
    layers.NOTE: _N("note on what is not in the file"),
    layers.ATTRIBUTE: _N("attribute of what is not in the file"),
    layers.ARTICLE_NOTE: _N("note on the article"),
    layers.ARTICLE_LINK: _N("link to another article"),
    layers.ARTICLE_ANSWER: _N("answer about what is not in the file"),
    layers.ARTICLE_ATTRIBUTE: _N("attribute of the article"),
}
_OF_MARK = {layers.ARTICLE_NOTE: layers.NOTE, layers.ARTICLE_ATTRIBUTE: layers.ATTRIBUTE}
_MOVED = {
    layers.MENTION: _N("mention with blanks at its ends"),
    layers.PART: _N("part of a claim with blanks at its ends"),
}
_NOWHERE = (-1, -1)
_TIES = ("mention", "part_of", "parent")
_METADATA = ("title", "outlet", "published", "byline", "url", "language")
_LAST_BACKSLASHES = re.compile(r"\\+\Z")
_FILLED = re.compile(r"\n *")


def written(page: Page, names: Names) -> tuple[str, list[Lost]]:
    """The file of an article, and what it lost."""
    cas = laid(page, names)
    lost = [*_about(page), *_fit_sentences(cas)]
    _place_claims(cas)
    lost += _sound_values(cas)
    sheet = sheet_of(cas, used(map(_layer, map(_type, _MARKS)), cas))
    lost += [*_misplaced(sheet), *_entities(sheet)]
    return tsv(sheet), lost


def _type(name: str) -> Type:
    return layers.DECLARED.by_name[name]


def _layer(type: Type) -> Layer:
    """A layer with its features by name, as INCEpTION orders them."""
    columns = []
    for each in sorted(type.features, key=lambda feature: feature.name):
        if each.range == ARRAY:
            columns += [Column("role", each.name, each.element),
                        Column("target", each.name, layers.PART)]  # fmt: skip
        elif each.range != ANNOTATION:
            columns.append(Column("value", each.name))
    if type.name == layers.RELATION:
        return Layer(type.name, "relation", (*columns, Column("base", type=ANNOTATION)))
    return Layer(type.name, "span", tuple(columns))


def _fit_sentences(cas: Cas) -> Iterator[Lost]:
    """Let each sentence reach up to the next where a reader would not fill the gap with the same,
    and tell what stands before the first and is no blank.
    """
    units, text = OffsetMap(cas.text), cas.text
    found = list(cas.of(SENTENCE))
    for one, other in zip_longest(found, found[1:]):
        end = other.begin if other else units.to_units(len(text))
        gap = text[units.to_point(one.end) : units.to_point(end)]
        if other is None or not _FILLED.fullmatch(gap):
            one.end = end
    first = units.to_point(found[0].begin) if found else len(text)
    if not found and text:
        yield Lost(_N("text without any word"), start=0, end=len(text), quote=text)
    elif text[:first].strip(" "):
        what = _N("line ends and the like before the first word")
        yield Lost(what, "changed", _N("blanks"), 0, first, text[:first])


def _place_claims(cas: Cas) -> None:
    """A claim goes to the first of its contents that meets a token, and what is said of it goes
    with it. One without such lies nowhere, and nor do its parts.
    """
    grid = grid_of(cas)
    places: dict[str, tuple[int, int]] = {}
    for claim in cas.of(layers.CLAIM):
        links = [cas.records[id] for id in claim.refs["parts"]]
        parts = [cas.records[link.refs["target"][0]] for link in links]
        contents = [each for each in parts if each.text("role") == "content"]
        met = next((each for each in contents if grid.place(each.begin, each.end)), None)
        claim.begin, claim.end = places[claim.text("id")] = (
            (met.begin, met.end) if met else _NOWHERE
        )
        for each in parts if met is None else ():
            each.begin, each.end = _NOWHERE
    lost = {e.text("id"): _NOWHERE for e in cas.of(layers.PART) if e.begin < 0}
    for each in cas.of(layers.ANSWER, layers.NOTE, layers.ATTRIBUTE):
        known = places.get(each.text("claim")) or lost.get(each.text("span"))
        each.begin, each.end = known or (each.begin, each.end)


def _sound_values(cas: Cas) -> Iterator[Lost]:
    """Take out of values what INCEpTION could not read back."""
    for record in cas.records.values():
        for name, value in record.values.items():
            if not isinstance(value, str) or record.begin < 0:
                continue
            sound = _LAST_BACKSLASHES.sub("", value.replace("\r", " "))
            if sound != value.replace("\r", " "):
                yield Lost(_N("backslash at the end of a value"), quote=value)
            if "\r" in value:
                yield Lost(_N("carriage return in a value"), "changed", _N("blank"), quote=value)
            record.values[name] = sound
        for name in [name for name, value in record.values.items() if value == ""]:
            del record.values[name]


def _misplaced(sheet: Sheet) -> Iterator[Lost]:
    cas = sheet.cas
    gone = _gone(sheet)
    points = OffsetMap(cas.text)
    names = {cas.records[id].text("id") for id in gone}

    def lost(record: Fs, what: str, fate: str = "left out", becomes: str = "") -> Lost:
        start, end = points.to_point(max(record.begin, 0)), points.to_point(max(record.end, 0))
        at = (start, end) if record.begin >= 0 else _NOWHERE
        return Lost(what, fate, becomes, *at, cas.text[start:end] or _said(record))

    for record in cas.records.values():
        if record.type != layers.MENTION and record.values.get("entity"):
            continue  # told with the other things about the article's own entities
        if record.id in gone:
            is_of_mark = bool(record.text("span") or record.text("claim"))
            type = _OF_MARK.get(record.type) if is_of_mark else None
            yield lost(record, _LEFT_OUT[type or record.type])
            continue
        if record.type in _MOVED:
            place = (sheet.homes[record.id].begin, sheet.ends[record.id].end)
            if place != (record.begin, record.end):
                yield lost(record, _MOVED[record.type], "changed", _N("without them"))
        if names and any(record.text(name) in names for name in _TIES):
            yield lost(record, _N("tie to what is not in the file"))


def _gone(sheet: Sheet) -> set[int]:
    """The records that are not in the file."""
    nowhere = {e.id for e in sheet.cas.of(*_LEFT_OUT) if e.begin < 0}
    return nowhere | {each.id for each in sheet.lost}


def _said(record: Fs) -> str:
    if record.type in (layers.ATTRIBUTE, layers.ARTICLE_ATTRIBUTE):
        return f"{record.text('name')}: {record.text('value')}"
    return record.text("text") or record.text("value") or record.text("gist")


def _about(page: Page) -> Iterator[Lost]:
    """What is known of the article, and said of entities of its own."""
    if any(getattr(page.article, name) for name in _METADATA):
        yield Lost(_N("title, date and the like"), quote=page.article.title)
    if page.statuses:
        yield Lost(_N("state of an article"), quote=", ".join(page.statuses.values()))
    yield from author_losses(page)


def _entities(sheet: Sheet) -> Iterator[Lost]:
    """Entities come back from what names them, with the label that stands there."""
    named = dict(_named(sheet))
    for each in sheet.cas.of(layers.ENTITY):
        id, name = each.text("id"), each.text("name")
        if id not in named:
            yield Lost(_N("entity that neither a mention nor a claim names"), quote=name)
            continue
        more = any(map(each.text, ("label_given", "qid", "description", "merged_into", "aliases")))
        if more or named[id] != [name, each.text("label"), each.text("role")]:
            yield Lost(_N("what is known of an entity beside its name"), quote=name)


def _named(sheet: Sheet) -> Iterator[tuple[str, list[str]]]:
    """Entities with name, label and role as a reader puts them together; what comes last counts:
    the first mention, else the first claim.
    """
    gone = _gone(sheet)
    there = [each for each in sheet.cas.marks() if each.id not in gone][::-1]
    for claim in (each for each in there if each.type == layers.CLAIM):
        for one in orjson.loads(claim.text("chain_given") or claim.text("chain") or "[]")[::-1]:
            if one is not None and len(one) > 2 and one[1]:
                yield one[0], [*one[1:], ""][:3]
    for each in (each for each in there if each.type == layers.MENTION):
        if each.text("entity_name"):
            id = each.text("entity_given") or each.text("entity")
            yield id, [each.text("entity_name"), each.text("label"), ""]
