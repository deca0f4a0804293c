"""A folder of brat files as articles: each text once, with the marks of everybody on it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats import plain
from annotator.formats.standoff import tables
from annotator.formats.standoff.fitted import places
from annotator.formats.standoff.marks import Marks, read_marks
from annotator.formats.standoff.parsing import Standoff, parsed
from annotator.formats.standoff.places import Pair, pairs, without_text
from annotator.formats.standoff.remarked import read_remarks
from annotator.formats.standoff.tables import Own, Row
from annotator.formats.values import ReadArticle, ReadOptions
from annotator.i18n import _
from annotator.model import Origin
from annotator.text import Decoded, content_key, read_text


@dataclass(frozen=True, slots=True)
class _File:
    """An .ann: who made it where that is told, its lines, and the name of its text."""

    who: str
    path: Path
    lines: Standoff
    stem: str
    prefix: str = ""


def articles(place: Path, options: ReadOptions) -> Iterator[ReadArticle | BadInput]:
    """The articles of a folder, or of one file, each followed by what is wrong with its lines."""
    known: dict[Path, Own] = {}
    for pair in pairs(place):
        if pair.folder not in known:
            known = {pair.folder: tables.own(pair.folder)}
        yield from _article(pair, known[pair.folder], options)
    for path in without_text(place) if place.is_dir() else ():
        yield BadInput(path, 0, _("There is no text for it."))


def _article(pair: Pair, own: Own, options: ReadOptions) -> Iterator[ReadArticle | BadInput]:
    try:
        raw = pair.text.read_bytes()
        text = _decoded(raw, pair.text, options)
        files = [_File(who, path, _standoff(path), pair.text.stem) for who, path in pair.marks]
    except BadInput as fault:
        yield fault
        return
    origin = Origin(pair.text.name, hashlib.sha256(raw).hexdigest(), text.encoding)
    read = _described(plain.from_text(text.text, origin), own.articles.get(pair.text.stem))
    for file in files:
        file = replace(file, prefix=f"{file.who}/" if len(files) > 1 else "")
        read = _marked(read, text.text, file, own, unfitting=options.unfitting)
    yield read
    for file in files:
        yield from (BadInput(file.path, line, why) for line, why in sorted(file.lines.faults))


def _described(read: ReadArticle, row: Row | None) -> ReadArticle:
    """The article with what a table of ours says of it; its origin only if the text is the same."""
    if row is None:
        return read
    read = replace(read, **tables.metadata(row), statuses=tables.statuses(row))  # type: ignore[arg-type]
    return (
        read
        if row["sha256"] != content_key(read.text)
        else replace(read, origin=tables.origin(row))
    )


def _decoded(raw: bytes, path: Path, options: ReadOptions) -> Decoded:
    try:
        return read_text(raw, options.encoding or None)
    except ValueError as error:
        raise BadInput(path, 0, str(error)) from None


def _standoff(path: Path) -> Standoff:
    return parsed(_decoded(path.read_bytes(), path, ReadOptions()).text)


def _marked(
    read: ReadArticle, original: str, file: _File, own: Own, *, unfitting: bool
) -> ReadArticle:
    """The article with the marks of one file added."""
    there = places(original, file.lines.textbounds.values(), unfitting=unfitting)
    row, others = own.articles.get(file.stem), own.of_articles.get(file.stem, ())
    author = next((each for each in (*read.entities, *others) if each.role), None)
    who = file.who or (row["annotator"] if row else "")
    marks = Marks(read.text, file.lines, there.ranges, own, who, file.prefix, author)
    read_marks(marks)
    read_remarks(marks, read.byline)
    entities = {each.id: each for each in (*read.entities, *others)} | marks.entities
    if marks.author is not None:
        entities[marks.author.id] = marks.author
    if file.lines.remarks:
        marks.ignored.add(_("comments about no line"))
    return replace(
        read,
        spans=(*read.spans, *marks.spans),
        claims=(*read.claims, *marks.claims.values()),
        links=(*read.links, *marks.links.values()),
        judgements=(*read.judgements, *marks.judgements),
        notes=(*read.notes, *marks.notes),
        attributes=(*read.attributes, *marks.attributes),
        entities=tuple(entities.values()),
        unfit=(*read.unfit, *(replace(u, file=file.path.name) for u in there.unfit)),
        counted=there.counted or read.counted,
        ignored=tuple(dict.fromkeys((*read.ignored, *sorted(marks.ignored)))),
    )
