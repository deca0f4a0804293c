"""A CAS as a file. Numbers for marks are given as INCEpTION gives them, so that what came from
there is written back byte for byte.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotator.formats.tsv3 import escapes
from annotator.formats.tsv3.columns import CHAIN_RELATION, FORMAT, Column, Layer, declared
from annotator.formats.tsv3.units import Grid, Unit
from annotator.formats.uima.cas import ANNOTATION, SENTENCE, TOKEN, Cas, Fs
from annotator.offsets import OffsetMap

VERSION = "3.3"
_SINGLE = 9  # INCEpTION reads references to parts with one digit only
_ENDS = ("Governor", "Dependent")


@dataclass(slots=True)
class Sheet:
    """A file as it is laid out. `homes` are the units that name records; what met no token is in
    `lost`.
    """

    cas: Cas
    layers: tuple[Layer, ...]
    grid: Grid
    homes: dict[int, Unit] = field(default_factory=dict)
    ends: dict[int, Unit] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    links: dict[int, tuple[int, int]] = field(default_factory=dict)
    lost: list[Fs] = field(default_factory=list)

    def number(self, id: int) -> None:
        """Give a record a number, once."""
        self.numbers.setdefault(id, len(self.numbers) + 1)


def sheet_of(cas: Cas, layers: tuple[Layer, ...]) -> Sheet:
    """Everything of the layers at its place."""
    sheet = Sheet(cas, layers, grid_of(cas))
    for each in cas.of(TOKEN):
        home = sheet.grid.token(each.begin, each.end)
        if home is not None:
            sheet.homes[each.id] = home
    marks: dict[str, list[Fs]] = {}
    for record in cas.marks():
        marks.setdefault(record.type, []).append(record)
    _number_chains(sheet)
    # INCEpTION goes through the types by name.
    for layer in sorted(layers, key=lambda each: each.type):
        for record in marks.get(layer.type, ()):
            if layer.kind == "relation":
                _lay_relation(sheet, record)
            else:
                _lay_mark(sheet, layer, record)
    _drop_loose(sheet)
    _number_ambiguous(sheet)
    return sheet


def grid_of(cas: Cas) -> Grid:
    """The tokens of a CAS, sentence by sentence."""
    tokens = sorted((each.begin, each.end) for each in cas.of(TOKEN))
    found: list[list[tuple[int, int]]] = []
    at = 0
    for sentence in sorted(cas.of(SENTENCE), key=lambda each: each.begin):
        inside = []
        while at < len(tokens) and tokens[at][1] <= sentence.end:
            if tokens[at][0] >= sentence.begin:
                inside.append(tokens[at])
            at += 1
        found.append(inside)
    return Grid(found)


def _lay_mark(sheet: Sheet, layer: Layer, record: Fs) -> None:
    units = sheet.grid.place(record.begin, record.end)
    if not units:
        sheet.lost.append(record)
        return
    sheet.homes[record.id], sheet.ends[record.id] = units[0], units[-1]
    # The ends come first, as stacks are numbered in this order.
    for unit in dict.fromkeys((units[0], units[-1], *units)):
        stack = unit.marks.setdefault(layer.type, [])
        stack.append(record)
        if layer.kind == "span" and len(stack) > 1:
            for each in stack:
                sheet.number(each.id)
    if layer.kind == "span" and len({unit.id.partition(".")[0] for unit in units}) > 1:
        sheet.number(record.id)


def _lay_relation(sheet: Sheet, record: Fs) -> None:
    """A relation stands where its target is named. INCEpTION would repeat one whose target ends
    inside a token on that part, and read two.
    """
    target = sheet.cas.records.get(next(iter(record.refs.get(_ENDS[1], ())), 0))
    units = sheet.grid.place(target.begin, target.end) if target is not None else []
    if units:
        sheet.homes[record.id] = units[0]
        units[0].marks.setdefault(record.type, []).append(record)
    else:
        sheet.lost.append(record)


def _drop_loose(sheet: Sheet) -> None:
    """Take out the relations an end of which met no token."""
    for unit in _units(sheet):
        for layer in sheet.layers:
            if layer.kind == "relation" and layer.type in unit.marks:
                stack = unit.marks[layer.type]
                loose = [each for each in stack if not _has_ends(sheet, each)]
                sheet.lost += loose
                unit.marks[layer.type] = [each for each in stack if each not in loose]


def _has_ends(sheet: Sheet, record: Fs) -> bool:
    return all(id in sheet.homes for name in _ENDS for id in record.refs.get(name, (0,)))


def _number_chains(sheet: Sheet) -> None:
    heads = {each.heads for each in sheet.layers if each.kind == "chain"}
    for chain, head in enumerate(sheet.cas.of(*heads), 1):
        id, place = next(iter(head.refs.get("first", ())), 0), 1
        while id in sheet.cas.records and id not in sheet.links:
            sheet.links[id] = chain, place
            id, place = next(iter(sheet.cas.records[id].refs.get("next", ())), 0), place + 1


def _number_ambiguous(sheet: Sheet) -> None:
    """Number what links and relations mean where its unit does not tell."""
    columns = [
        (layer, column) for layer in sheet.layers for column in layer.columns
        if column.kind in ("target", "base")
    ]  # fmt: skip
    for unit in _units(sheet):
        for layer, column in columns if unit.marks else ():
            for record in unit.marks.get(layer.type, ()):
                if column.kind == "target":
                    for id in _targets(sheet, record, column):
                        if column.type == ANNOTATION or _is_far(sheet.homes.get(id)):
                            sheet.number(id)
                elif column.kind == "base":
                    ids = [id for name in _ENDS for id in record.refs[name]]
                    if column.type == ANNOTATION or any(_is_far(sheet.homes[i]) for i in ids):
                        for id in ids:
                            sheet.number(id)


def _is_far(home: Unit | None) -> bool:
    return home is not None and "." in home.id and int(home.id.partition(".")[2]) > _SINGLE


def _units(sheet: Sheet) -> Iterator[Unit]:
    for tokens in sheet.grid.sentences:
        for token in tokens:
            yield token
            yield from token.parts


def _targets(sheet: Sheet, record: Fs, column: Column) -> list[int]:
    """The fillers of a record's links; those that met no token are not among them."""
    links = [sheet.cas.records[id] for id in record.refs.get(column.name, ())]
    found = [next(iter(link.refs.get("target", ())), 0) for link in links]
    return [id for id in found if id in sheet.homes]


def tsv(sheet: Sheet) -> str:
    """The file."""
    parts = [f"{FORMAT}{VERSION}\n", *(f"{declared(each)}\n" for each in sheet.layers), "\n"]
    points = OffsetMap(sheet.cas.text)
    text, cells = sheet.cas.text, _Cells(sheet)
    sentences = sorted(sheet.cas.of(SENTENCE), key=lambda each: each.begin)
    for sentence, tokens in zip(sentences, sheet.grid.sentences, strict=True):
        parts.append("\n")
        if sentence.text("id").strip():
            parts.append(f"#Sentence.id={escapes.line(sentence.text('id'))}\n")
        words = text[points.to_point(sentence.begin) : points.to_point(sentence.end)]
        parts += (f"#Text={escapes.line(each)}\n" for each in words.split("\n"))
        for token in tokens:
            for unit in (token, *token.parts):
                form = text[points.to_point(unit.begin) : points.to_point(unit.end)]
                parts.append(f"{unit.id}\t{unit.begin}-{unit.end}\t{form}\t{cells.of(unit)}\n")
    return "".join(parts)


class _Cells:
    """The cells of units. Most bear nothing, and a record says the same on each that it covers."""

    __slots__ = ("_nothing", "_sheet", "_told")

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._told = sheet, dict[int, list[str]]()
        self._nothing = [f"{escapes.EMPTY}\t" * len(layer.columns) for layer in sheet.layers]

    def of(self, unit: Unit) -> str:
        """The cells of all layers, each with a tab after it."""
        if not unit.marks:
            return "".join(self._nothing)
        layers = zip(self._sheet.layers, self._nothing, strict=True)
        return "".join(
            self._stacked(layer, stack) if (stack := unit.marks.get(layer.type)) else nothing
            for layer, nothing in layers
        )

    def _stacked(self, layer: Layer, stack: list[Fs]) -> str:
        told = [self._told.get(each.id) or self._tell(layer, each) for each in stack]
        if len(told) == 1:
            return "\t".join((*told[0], ""))
        return "".join(f"{'|'.join(cells)}\t" for cells in zip(*told, strict=True))

    def _tell(self, layer: Layer, record: Fs) -> list[str]:
        told = [_cell(self._sheet, layer, column, record) for column in layer.columns]
        self._told[record.id] = told
        return told


def _cell(sheet: Sheet, layer: Layer, column: Column, record: Fs) -> str:
    if column.kind == "target":
        return _targets_cell(sheet, record, column)
    if column.kind == "base":
        return _ends_cell(sheet, record)
    if column.kind == "role":
        links = (sheet.cas.records[id] for id in record.refs.get(column.name, ()))
        there = [x for x in links if next(iter(x.refs.get("target", ())), 0) in sheet.homes]
        told = ";".join(_value(each, "role") for each in there) or escapes.EMPTY
        return told + _numbered(sheet, record.id)
    value = _value(record, column.name)
    if layer.kind == "chain":
        chain, place = sheet.links.get(record.id, (0, 0))
        is_link = column.name == CHAIN_RELATION
        return f"{value}->{chain}-{place}" if is_link else f"{value}[{chain}]"
    # Relations bear no number of their own.
    return value if layer.kind == "relation" else value + _numbered(sheet, record.id)


def _value(record: Fs, name: str) -> str:
    return escapes.value(record.text(name)) if name in record.values else escapes.NO_VALUE


def _numbered(sheet: Sheet, id: int) -> str:
    return f"[{sheet.numbers[id]}]" if id in sheet.numbers else ""


def _targets_cell(sheet: Sheet, record: Fs, column: Column) -> str:
    named = (f"{sheet.homes[id].id}{_numbered(sheet, id)}"
             for id in _targets(sheet, record, column))  # fmt: skip
    return ";".join(named) or escapes.NO_VALUE


def _ends_cell(sheet: Sheet, record: Fs) -> str:
    source, target = (record.refs[name][0] for name in _ENDS)
    numbers = [sheet.numbers.get(each, 0) for each in (source, target)]
    told = f"[{numbers[0]}_{numbers[1]}]" if any(numbers) else ""
    return f"{sheet.homes[source].id}{told}"


def used(layers: Iterable[Layer], cas: Cas) -> tuple[Layer, ...]:
    """The layers that a CAS has something of, with the columns that hold something."""
    found, by_type = [], dict[str, list[Fs]]()
    for each in cas.records.values():
        by_type.setdefault(each.type, []).append(each)
    for layer in layers:
        records = by_type.get(layer.type, ())
        names = {name for each in records for name in each.values}
        kept = tuple(c for c in layer.columns if c.kind not in ("value",) or c.name in names)
        if records:
            found.append(Layer(layer.type, layer.kind, kept or (Column("mark"),)))
    return tuple(found)
