"""Articles from a file of columns: their text made of the tokens, their mentions of the tags."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import regex

from annotator.errors import BadInput
from annotator.formats.columns.schemes import runs
from annotator.formats.columns.shape import START, Shape, is_tag, shape_of
from annotator.formats.columns.sidecar import Place, Restored, sidecar, text_of
from annotator.formats.columns.source import TextFile, text_file
from annotator.formats.values import ReadArticle, ReadOptions, ReadSpan
from annotator.i18n import _
from annotator.model import Origin
from annotator.text import clean, direction_of, language_of, title_of, to_stored
from annotator.text.words import UNSPACED

_Places = tuple[str, tuple[Place, ...]]

_SAMPLE = 4000
_FAULTS = 100  # of one article, told one by one
_EMPTY = Shape(4, " ", 0, (3,), "IOB2")  # of a file of empty articles
_UNSPACED = regex.compile(rf"[{UNSPACED}]")
_BEGINS = re.compile(
    r"#\s*(?:newdoc(?:\s+id)?|doc_?id|document|article)\s*(?:[=:]\s*|$)(.*)|#begin document\s*(.*)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Open:
    """An article on its way: sentences of rows, what it is called, and what was passed over."""

    name: str = ""
    sentences: list[list[list[str]]] = field(default_factory=list)
    comments: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(self.sentences)


def shape_in(path: Path) -> Shape | None:
    """How a file is laid out, by its first lines; None where they are no rows."""
    with open(path, "rb") as file:
        head = file.read(1 << 16)
    text = head.decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return shape_of(lines[:-1] if len(head) == 1 << 16 else lines)


def articles(path: Path, options: ReadOptions) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file; a line that is no row is named and left out."""
    source = text_file(path, options.encoding)
    first = list(islice(source.lines(), _SAMPLE))
    shape = shape_of(first)
    if shape is None and any(line.startswith(START) for line in first):
        rows = any(line.strip() and not line.startswith(START) for line in first)
        shape = None if rows else _EMPTY
    if shape is None:
        raise BadInput(path, 0, _("No column of this file holds tags of tokens."))
    places = sidecar(path)
    number = 0
    for found in _articles(source, shape):
        if isinstance(found, BadInput):
            yield found
            continue
        number += 1
        there = None if found.is_empty else next(places, None)
        yield _article(found, source, shape, number, there)


def _articles(source: TextFile, shape: Shape) -> Iterator[_Open | BadInput]:
    """The articles as rows, each followed by the faults of its lines.

    Where the first one has no line that begins it, such lines stand between articles.
    """
    now, faults, begun, between = _Open(), list[BadInput](), False, False
    for number, line in enumerate(source.lines(), 1):
        name = _begun(line, shape)
        if name is not None:
            between = between or not (begun or now.is_empty)
            if not now.is_empty or (begun and not between):
                yield now
            yield from faults
            now, faults, begun = _Open(name), [], True
        elif not line.strip(" \t"):
            now.sentences.append([])
        elif line.startswith("#") and not shape.is_row(line):
            now.comments = True
        elif (why := _add(now, line, shape, is_head=number == 1)) and len(faults) < _FAULTS:
            faults.append(BadInput(source.path, number, why))
    if not now.is_empty or (begun and not between):
        yield now
    yield from faults


def _begun(line: str, shape: Shape) -> str | None:
    """What the article that a line begins is called, "" where it is not named; None for others."""
    if line.startswith(START):
        words = [word for word in line[len(START) :].split() if word.strip("-_()XO")]
        return " ".join(words).strip("() ")
    match = _BEGINS.match(line) if line.startswith("#") and not shape.is_row(line) else None
    return (match[1] or match[2] or "").strip() if match else None


def _add(now: _Open, line: str, shape: Shape, *, is_head: bool) -> str:
    """Add a row, or a sentence of them, to the last sentence; why not, where it cannot be."""
    if not now.sentences:
        now.sentences.append([])
    if shape.delimiter == "|":
        rows = [cell.split("|") for cell in line.split()]
        if any(len(row) != shape.width for row in rows):
            return _("A token of this line has not as many cells as the others.")
        now.sentences[-1] += rows
        now.sentences.append([])
        return ""
    cells = shape.cells(line)
    if cells is None:
        return _("The row has not {n} cells as the others.").format(n=shape.width)
    tags = [cells[layer] for layer in shape.layers]
    if is_head and shape.scheme != "IO" and not all(map(is_tag, tags)):
        now.comments = True
    elif cells[shape.token].strip(" ") or not all(tag == "O" for tag in tags):
        if not cells[shape.token].strip(" "):
            return _("A tag stands where no token is.")
        now.sentences[-1].append(cells)
    return ""


def _article(
    found: _Open,
    source: TextFile,
    shape: Shape,
    number: int,
    there: tuple[str, tuple[Place, ...]] | None,
) -> ReadArticle:
    sentences = [some for some in found.sentences if some]
    forms = [[_form(row[shape.token], shape) for row in some] for some in sentences]
    back = _restored(forms, there) or _told(sentences, forms, shape)
    made = back or _joined(forms)
    cleaned = clean(made.text)
    starts = _clean_starts(made, cleaned.removed)
    title = found.name or title_of(cleaned.text, "") or f"{source.path.stem} {number}"
    return ReadArticle(
        text=cleaned.text,
        title=title,
        id=found.name,
        language=language_of(cleaned.text),
        direction=direction_of(cleaned.text),
        origin=Origin(source.path.name, source.sha256, source.encoding, cleaned.changes),
        spans=tuple(_spans(sentences, starts, shape)),
        ignored=tuple(_ignored(found, shape)),
        counted=_counted(made, shape, has_sidecar=back is not None),
    )


def _form(word: str, shape: Shape) -> str:
    """A token's characters; where each sign bears its place in a word, without that."""
    return word[:1] if shape.is_segmented and len(word) == 2 else word


def _restored(forms: Sequence[Sequence[str]], there: _Places | None) -> Restored | None:
    """The text as the side-car has it, if its tokens are these."""
    if there is None:
        return None
    article, places = there
    same = [form for some in forms for form in some] == [place[3] for place in places]
    return text_of(article, places) if same else None


def _told(
    sentences: Sequence[Sequence[Sequence[str]]], forms: Sequence[Sequence[str]], shape: Shape
) -> Restored | None:
    """The text by offsets that stand in columns of the file."""
    if shape.offsets is None:
        return None
    first, last = shape.offsets
    places: list[Place] = []
    at = 0
    for number, (some, words) in enumerate(zip(sentences, forms, strict=True), 1):
        for row, form in zip(some, words, strict=True):
            start, end = (int(row[column]) if row[column].isdecimal() else -1
                          for column in (first, last))  # fmt: skip
            if start < at or end - start != len(form):
                return None
            places.append((number, start, end, form))
            at = end
    return text_of("", places)


def _joined(forms: Sequence[Sequence[str]]) -> Restored:
    """A blank between tokens, none where a script has none; a sentence a line."""
    parts: list[str] = []
    ranges, at = [], 0
    for number, words in enumerate(forms):
        if number:
            parts.append("\n")
            at += 1
        before = ""
        for word in words:
            if before and not (_UNSPACED.match(before[-1]) and _UNSPACED.match(word)):
                parts.append(" ")
                at += 1
            parts.append(word)
            ranges.append((at, at + len(word)))
            at += len(word)
            before = word
    return Restored("".join(parts), tuple(ranges), is_exact=False)


def _clean_starts(made: Restored, removed: tuple[int, ...]) -> Sequence[tuple[int, int]]:
    if not removed:
        return made.ranges
    return [(to_stored(removed, start), to_stored(removed, end)) for start, end in made.ranges]


def _spans(
    sentences: Sequence[Sequence[Sequence[str]]], ranges: Sequence[tuple[int, int]], shape: Shape
) -> Iterator[ReadSpan]:
    at, number = 0, 0
    for some in sentences:
        for layer in shape.layers:
            for first, last, label in runs([row[layer] for row in some]):
                start, end = ranges[at + first][0], ranges[at + last - 1][1]
                number += 1
                if start < end:
                    yield ReadSpan(f"m{number}", start, end, label=label)
        at += len(some)


def _ignored(found: _Open, shape: Shape) -> Iterator[str]:
    if shape.unread:
        columns = ", ".join(str(column + 1) for column in shape.unread)
        yield _("columns {columns} of each row").format(columns=columns)
    if found.comments:
        yield _("comments between the rows")


def _counted(made: Restored, shape: Shape, *, has_sidecar: bool) -> str:
    if made.is_exact:
        return _("Tags are {scheme}; the text is the one that was exported.").format(
            scheme=shape.scheme
        )
    if has_sidecar:
        told = _("Tags are {scheme}; tokens stand where the file says, with blanks between them.")
    else:
        told = _("Tags are {scheme}; the text is made of the tokens, a sentence a line.")
    return told.format(scheme=shape.scheme)
