"""WebAnno TSV 1 and 2 as rows of version 3: no offsets, marks of several tokens as B- and I-.

A first line names the layers (version 2), or ten columns have a meaning of their own (version 1).
Tokens are looked for in the text of their sentence; where one is not in it, the text is made of
the tokens, a blank between two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator.formats.tsv3 import escapes
from annotator.formats.tsv3.columns import Column, Layer
from annotator.formats.tsv3.putting import Put
from annotator.formats.tsv3.rows import Rows, Sentence, Unit
from annotator.formats.uima.cas import NAMED_ENTITY
from annotator.i18n import _

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
_POS = f"{_DKPRO}lexmorph.type.pos.POS"
_ATTACH = "AttachTo="
_ID, _TEXT = "#id=", "#text="
_NOTHING = ("_", "O", "O-_", "B-_", "I-_", "")
_BEGUN = re.compile(r"([BI])[-_](.+)", re.DOTALL)
_WHERE = re.compile(r"\d+-\d+")

# The columns of version 1 behind number and form; None has no meaning.
_FIRST: tuple[Layer | None, ...] = (
    Layer(f"{_DKPRO}segmentation.type.Lemma", "span", (Column("value", "value"),)),
    Layer(_POS, "span", (Column("value", "PosValue"),)),
    Layer(NAMED_ENTITY, "span", (Column("value", "value"),)),
    None,
    Layer(
        f"{_DKPRO}syntax.type.dependency.Dependency", "relation",
        (Column("base", type=_POS), Column("value", "DependencyType")),
    ),
    None,
    None,
)  # fmt: skip
_WIDE_FIRST, _NAMES = 10, 2


@dataclass(slots=True)
class _Row:
    """A line of a token, with its cells still as they are; none where it is broken (`fault`)."""

    id: str
    form: str
    cells: list[str]
    line: int
    fault: str = ""


@dataclass(slots=True)
class _Raw:
    """A sentence: its text as the file has it, and its tokens."""

    text: str | None = None
    rows: list[_Row] = field(default_factory=list)


def is_older(text: str) -> bool:
    """True for the beginning of a file of version 1 or 2."""
    first, _end, rest = text.removeprefix("\ufeff").replace("\r\n", "\n").partition("\n")
    if first.startswith(_ID):
        return rest.startswith(_TEXT)
    return first.lstrip().startswith("# ") and rest.lstrip("\n").startswith(_ID)


def parse(text: str) -> tuple[Rows, Put]:
    """The rows of a file as version 3 has them, and its text."""
    lines = text.replace("\r\n", "\n").split("\n")
    heads = [n for n, line in enumerate(lines) if line.lstrip().startswith("# ")]
    first = lines.index(next(line for line in lines if line.startswith(_ID)))
    named = [layer for n in heads if n < first for layer in _layers(lines[n])]
    columns: Sequence[Layer | None] = named or _FIRST
    found = list(_sentences(lines, first, columns, is_first=not named))
    rows = Rows("2" if named else "1", tuple(each for each in columns if each is not None))
    put = _placed(found, rows)
    _Cells(columns, rows).fill(found)
    return rows, put


def _layers(head: str) -> Iterator[Layer]:
    for each in head.split("#"):
        name, *fields = [part.strip() for part in each.split("|")]
        if not name:
            continue
        columns = [Column("value", part) for part in fields if not part.startswith(_ATTACH)]
        bases = [part.removeprefix(_ATTACH) for part in fields if part.startswith(_ATTACH)]
        if bases:
            yield Layer(name, "relation", (*columns, Column("base", type=bases[0])))
        else:
            yield Layer(name, "span", tuple(columns or [Column("mark")]))


def _sentences(
    lines: list[str], at: int, columns: Sequence[Layer | None], *, is_first: bool
) -> Iterator[_Raw]:
    wide = _WIDE_FIRST if is_first else 2 + sum(len(each.columns) for each in columns if each)
    raw = _Raw()
    for number, line in enumerate(lines[at:], at + 1):
        if not line.strip() or line.startswith(_ID):
            if raw.rows or raw.text:
                yield raw
                raw = _Raw()
        elif line.startswith(_TEXT):
            raw.text = line.removeprefix(_TEXT)
        elif "\t" not in line and not raw.rows:
            # A line end in the text of a sentence breaks its line.
            raw.text = None if raw.text is None else f"{raw.text}\n{line}"
        else:
            raw.rows.append(_row(line.split("\t"), wide, number, is_first=is_first))
    if raw.rows or raw.text:
        yield raw


def _row(cells: list[str], wide: int, line: int, *, is_first: bool) -> _Row:
    form = "".join(cells[1:2])
    if len(cells) < wide:
        why = _("The line has {found} columns, not {wide}.").format(found=len(cells), wide=wide)
        return _Row(cells[0], form, [], line, why)
    row = _Row(cells[0], form, cells[2:wide], line)
    if is_first and row.cells[_NAMES] == "-":
        row.cells[_NAMES] = "O"
    return row


def _placed(found: Sequence[_Raw], rows: Rows) -> Put:
    """The text of the file; tokens get their places in it, in UTF-16 units."""
    parts, placed, starts, length = list[str](), list[Sentence](), list[int](), 0
    for number, raw in enumerate(found, 1):
        text, places = _in_text(raw)
        sentence = Sentence(text)
        for count, (row, (begin, end)) in enumerate(zip(raw.rows, places, strict=True), 1):
            sizes = (length + _size(text[:begin]), length + _size(text[:end]))
            id = f"{number}-{count}"
            sentence.add(Unit(id, *sizes, row.form, [], row.line, row.fault))
        rows.sentences.append(sentence)
        if raw.rows:
            placed.append(sentence)
            starts.append(length)
        parts.append(text)
        length += _size(text) + 1
    return Put("\n".join(parts), "UTF-16", tuple(placed), tuple(starts))


def _in_text(raw: _Raw) -> tuple[str, list[tuple[int, int]]]:
    """A sentence with the places of its tokens, in code points."""
    text, places, at = raw.text, [], 0
    for row in raw.rows if text is not None else ():
        start = (text or "").find(row.form, at)
        if row.fault and (start < 0 or not row.form):
            places.append((at, at))  # its words may be broken as well
            continue
        if start < 0 or not row.form:
            text = None
            break
        at = start + len(row.form)
        places.append((start, at))
    if text is not None:
        return text, places
    joined, at = " ".join(row.form for row in raw.rows), 0
    places = []
    for row in raw.rows:
        places.append((at, at + len(row.form)))
        at += len(row.form) + 1
    return joined, places


def _size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Cells:
    """Turns cells into those of version 3, where a number joins what covers several tokens."""

    def __init__(self, columns: Sequence[Layer | None], rows: Rows) -> None:
        self.columns, self.rows = columns, rows
        self.open: dict[tuple[str, int], int] = {}
        self.last = 0

    def fill(self, found: Sequence[_Raw]) -> None:
        """Give each unit its cells."""
        for raw, sentence in zip(found, self.rows.sentences, strict=True):
            sound = [row for row in raw.rows if not row.fault]
            here = {row.id: unit.id for row, unit in zip(sound, sentence.units, strict=True)}
            for row, unit in zip(sound, sentence.units, strict=True):
                unit.cells = list(self._unit(row, here))

    def _unit(self, row: _Row, here: dict[str, str]) -> Iterator[str]:
        at = 0
        for layer in self.columns:
            if layer is None:
                if row.cells[at] not in _NOTHING:
                    self.rows.left.add(f"column {at + 3}")
                at += 1
                continue
            cells = row.cells[at : at + len(layer.columns)]
            at += len(layer.columns)
            if layer.kind == "span":
                yield from self._span(layer, cells, row.line)
            else:
                yield from self._relation(layer, cells, here, row)

    def _span(self, layer: Layer, cells: list[str], line: int) -> Iterator[str]:
        """A cell for each feature of a layer, all with the same marks in the same places."""
        stacks = [cell.split("|") for cell in cells]
        marks: list[list[str]] = []
        for index in range(max(map(len, stacks))):
            values = [stack[index] if index < len(stack) else "_" for stack in stacks]
            begun = [found for each in values if (found := _BEGUN.fullmatch(each))]
            number = self._number((layer.type, index), "".join(found[1] for found in begun))
            if all(value in _NOTHING for value in values):
                continue
            marks.append([_value(layer, value, number) for value in values])
            if any(found[1] == "B" for found in begun):
                self.rows.begun.add((line, number))
        for n in range(len(cells)):
            yield "|".join(mark[n] for mark in marks) or escapes.EMPTY

    def _number(self, place: tuple[str, int], signs: str) -> int:
        """The number of the mark that begins (B) or goes on (I) in a place; 0 for none such."""
        if not signs:
            self.open.pop(place, None)
            return 0
        if "B" in signs or place not in self.open:
            self.last += 1
            self.open[place] = self.last
        return self.open[place]

    def _relation(
        self, layer: Layer, cells: list[str], here: dict[str, str], row: _Row
    ) -> Iterator[str]:
        named = dict(zip(layer.columns, cells, strict=True))
        base = next(column for column in layer.columns if column.kind == "base")
        ends = [self._end(each, here, row) for each in named[base].split("|")]
        there = [n for n, end in enumerate(ends) if end]
        for column, cell in named.items():
            values = cell.split("|")
            if column == base:
                yield "|".join(ends[n] for n in there) or escapes.EMPTY
            else:
                found = [values[n] if n < len(values) else "_" for n in there]
                yield "|".join(_value(layer, each, 0) for each in found) or escapes.EMPTY

    def _end(self, raw: str, here: dict[str, str], row: _Row) -> str:
        """The token at the other end; version 1 counts in the sentence, 0 is the token itself."""
        if raw in _NOTHING:
            return ""
        if raw in here:
            return here[raw]
        if _WHERE.fullmatch(raw):
            return raw
        if raw == "0":
            return here[row.id]
        self.rows.faults.append((row.line, _("“{cell}” names no unit.").format(cell=raw)))
        return ""


def _value(layer: Layer, raw: str, number: int) -> str:
    """A value as version 3 writes it; what is named after the layer has none."""
    found = _BEGUN.fullmatch(raw)
    bare = found[2] if found and number else raw
    has_none = bare in _NOTHING or bare.startswith(layer.type)
    value = escapes.NO_VALUE if has_none else escapes.value(bare)
    return f"{value}[{number}]" if number else value
