"""A file as a CAS: what its cells say becomes records that refer to one another.

Follows INCEpTION's own reader: values in one place of a stack are of one record, `[id]` joins
what covers several units, references are tied when all records are there.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.formats.tsv3 import escapes, older
from annotator.formats.tsv3.columns import CHAIN_RELATION, CHAIN_TYPE, Column, Layer, types_of
from annotator.formats.tsv3.doubt import Key, doubts
from annotator.formats.tsv3.putting import Put, put_together
from annotator.formats.tsv3.rows import Rows, Sentence, Unit, parse
from annotator.formats.uima.cas import ANNOTATION, SENTENCE, TOKEN, Cas, Fs, Unsound
from annotator.i18n import _, ngettext
from annotator.text import read_text

_ENDS = re.compile(r"(\d+-\d+(?:\.\d+)?)(?:\[(\d+)_(\d+)\])?")
_DEPENDENCY = "dependency.Dependency"


def read_tsv(raw: bytes) -> tuple[Cas, tuple[Layer, ...]]:
    """The CAS of a file and its layers. ValueError with a sentence where it is none."""
    text = _decoded(raw).removeprefix("\ufeff")
    if older.is_older(text):
        rows, put = older.parse(text)
    else:
        rows = parse(text)
        put = put_together(rows.sentences)
    work = _Work(Cas(put.text, types=types_of(rows.layers)), put.to_units())
    for sentence, start in zip(put.sentences, put.starts, strict=True):
        work.lay_sentence(sentence, work.at(start))
    for sentence in put.sentences:
        for unit in sentence.units:
            work.take(unit, rows.layers)
    _leave_out(work, rows, put)
    work.tie()
    cas = work.cas
    if work.faults and not cas.text:
        raise Unsound(work.faults[0][1], work.faults[0][0])
    cas.faults = tuple(sorted(work.faults))
    cas.left = tuple(sorted(work.left | rows.left))
    cas.remarks = tuple(rows.remarks)
    if put.unit != "UTF-16" and not put.text.isascii():
        told = _("Offsets count {unit}, not UTF-16 units as they should.")
        cas.counted = told.format(unit=put.unit)
    at = put.to_units()
    cas.wrong = tuple((at(each.begin), at(each.end), each.form) for each in put.wrong)
    there = (unit for each in put.sentences for unit in each.units)
    cas.lines = tuple(sorted((at(each.begin), each.line) for each in there))
    return cas, rows.layers


def _leave_out(work: "_Work", rows: Rows, put: Put) -> None:
    """Leave out what the file does not surely say: sentences without a place, and marks that may
    reach into what cannot be read.
    """
    work.faults += rows.faults
    for each in put.left:
        why = _("This sentence has no place between the others; it was left out.")
        work.faults.append((each.all[0].line, why))
    torn = [unit for each in rows.sentences for unit in each.torn]
    work.faults += ((each.line, each.fault) for each in torn)
    gone = sorted((*torn, *(u for each in put.left for u in each.units)), key=lambda u: u.line)
    there = [unit for each in put.sentences for unit in each.units]
    for doubt in doubts(there, gone, rows.layers, rows.begun):
        if n := sum(map(work.drop, doubt.marks)):
            told = ngettext(
                "{n} mark that may reach into it was left out.",
                "{n} marks that may reach into it were left out.", n,
            )  # fmt: skip
            work.faults.append((doubt.line, told.format(n=n)))


def _decoded(raw: bytes) -> str:
    """The text of a file, which is in UTF-8 unless somebody saved it in another encoding."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return read_text(raw).text


@dataclass(slots=True)
class _Work:
    """A CAS as it grows."""

    cas: Cas
    at: Callable[[int], int]
    tokens: dict[str, Fs] = field(default_factory=dict)
    stacks: dict[tuple[str, str], list[Fs]] = field(default_factory=dict)
    by_number: dict[str, Fs] = field(default_factory=dict)
    chains: dict[tuple[str, int], dict[int, Fs]] = field(default_factory=dict)
    later: list[tuple[int, Callable[[], None]]] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    faults: list[tuple[int, str]] = field(default_factory=list)
    limit: int = 0

    def __post_init__(self) -> None:
        self.limit = len(self.cas.text.encode("utf-16-le")) // 2

    def add(self, type: str, begin: int = -1, end: int = -1) -> Fs:
        """A new record."""
        made = Fs(len(self.cas.records) + 1, type, begin, end)
        self.cas.records[made.id] = made
        return made

    def lay_sentence(self, sentence: Sentence, begin: int) -> None:
        """A sentence and its tokens."""
        long = len(sentence.text.encode("utf-16-le")) // 2
        made = self.add(SENTENCE, begin, min(begin + long, self.limit))
        if sentence.id:
            made.values["id"] = sentence.id
        for unit in sentence.units:
            if not unit.is_part:
                token = self.add(TOKEN, self.at(unit.begin), self.at(unit.end))
                self.tokens[unit.id] = token

    def take(self, unit: Unit, layers: tuple[Layer, ...]) -> None:
        """Take what the cells of a unit say."""
        first = 0
        for layer in layers:
            cells = [*zip(layer.columns, unit.cells[first:], strict=False)]
            first += len(layer.columns)
            # The links of a chain say which records there are, their types are told of these.
            for column, cell in sorted(cells, key=lambda each: each[0].name == CHAIN_TYPE):
                if cell == escapes.EMPTY:
                    continue
                for place, each in enumerate(escapes.pieces(cell, "|")):
                    try:
                        self._cell(unit, layer, column, place, each)
                    except Unsound as fault:
                        self.faults.append((fault.line, str(fault)))

    def _cell(self, unit: Unit, layer: Layer, column: Column, place: int, cell: str) -> None:
        if layer.kind == "span":
            self._span(unit, layer, column, place, cell)
        elif layer.kind == "relation":
            self._relation(unit, layer, column, place, cell)
        else:
            self._chain(unit, layer, column, place, cell)

    # spans

    def _span(self, unit: Unit, layer: Layer, column: Column, place: int, cell: str) -> None:
        number = ""
        if column.kind != "target" and (found := escapes.NUMBERED.fullmatch(cell)):
            cell, number = found[1], found[2]
        record = self._record(unit, layer.type, place, number)
        if column.kind == "value":
            _set(record, column.name, cell)
        elif column.kind == "role":
            links = escapes.pieces(cell, ";") if cell != escapes.EMPTY else []
            if column.name not in record.refs:
                record.refs[column.name] = tuple(self._link(column, each).id for each in links)
        elif column.kind == "target":
            record.refs.setdefault(column.name, ())
            self._later(unit, lambda: self._fill(record, column, cell))

    def _record(self, unit: Unit, type: str, place: int, number: str) -> Fs:
        """The record in a place of a stack: one that began before, or a new one."""
        stack = self.stacks.setdefault((unit.id, type), [])
        if place < len(stack):
            record = stack[place]
        elif number and (known := self.by_number.get(number)) is not None:
            stack.append(known)
            known.end = self.at(unit.end)
            record = known
        else:
            record = self.add(type, self.at(unit.begin), self.at(unit.end))
            stack.append(record)
        if number:
            self.by_number[number] = record
        return record

    def _link(self, column: Column, role: str) -> Fs:
        made = self.add(column.type)
        _set(made, "role", role)
        return made

    def _fill(self, record: Fs, column: Column, cell: str) -> None:
        """Give links their targets; they may begin in later lines."""
        targets = [] if cell in (escapes.EMPTY, escapes.NO_VALUE) else escapes.pieces(cell, ";")
        for link, target in zip(record.refs[column.name], targets, strict=False):
            found = escapes.NUMBERED.fullmatch(target)
            unit, number = (found[1], found[2]) if found else (target, "0")
            filler = self._named(unit, number, column.type)
            if filler is None:
                self.left.add(f"{record.short}.{column.name}")
            else:
                self.cas.records[link].refs["target"] = (filler.id,)

    # relations

    def _relation(self, unit: Unit, layer: Layer, column: Column, place: int, cell: str) -> None:
        record = self._record(unit, layer.type, place, "")
        if column.kind != "base":
            _set(record, column.name, cell)
            return
        found = _ENDS.fullmatch(cell)
        if found is None:
            self.cas.records.pop(record.id, None)
            raise Unsound(_("“{cell}” names no unit.").format(cell=cell), unit.line)
        base = TOKEN if layer.type.endswith(_DEPENDENCY) else column.type
        source, ends = found[1], (found[2] or "0", found[3] or "0")
        self._later(unit, lambda: self._tie(record, base, (source, unit.id), ends))

    def _tie(self, record: Fs, base: str, units: tuple[str, str], ends: tuple[str, str]) -> None:
        source, target = (self._named(*each, base) for each in zip(units, ends, strict=True))
        if source is None or target is None:
            self.left.add(f"{record.short} without an end")
            self.cas.records.pop(record.id, None)  # a second row may have tied it before
            return
        record.refs |= {"Governor": (source.id,), "Dependent": (target.id,)}
        record.begin, record.end = target.begin, target.end

    def _named(self, unit: str, number: str, type: str) -> Fs | None:
        """What a reference means: a numbered record, or the only one of its type on a unit."""
        if number != "0":
            return self.by_number.get(number)
        if type == TOKEN:
            return self.tokens.get(unit)
        found = self.stacks.get((unit, type), [])
        if not found and type == ANNOTATION:
            found = [each for (at, _t), stack in self.stacks.items() if at == unit
                     for each in stack if "Governor" not in each.refs]  # fmt: skip
        return found[0] if found else None

    # chains

    def _chain(self, unit: Unit, layer: Layer, column: Column, place: int, cell: str) -> None:
        stack = self.stacks.setdefault((unit.id, layer.type), [])
        if column.name != CHAIN_RELATION:
            found = escapes.NUMBERED.fullmatch(cell)
            if place < len(stack):
                _set(stack[place], column.name, found[1] if found else cell)
            return
        link = escapes.LINK.fullmatch(cell)
        if link is None:
            raise Unsound(_("“{cell}” is no link of a chain.").format(cell=cell), unit.line)
        members = self.chains.setdefault((layer.heads, int(link[2])), {})
        number = int(link[3])
        if number in members:
            members[number].end = self.at(unit.end)
        else:
            members[number] = self.add(layer.type, self.at(unit.begin), self.at(unit.end))
        stack.append(members[number])
        _set(members[number], column.name, link[1])

    def drop(self, mark: Key) -> bool:
        """Leave out a mark, if it is there; what refers to it then refers to nothing."""
        layer, number, place = mark
        if layer:
            gone = self.chains.get((layer, number), {}).pop(place, None)
        else:
            gone = self.by_number.pop(str(number), None)
        if gone is None or self.cas.records.pop(gone.id, None) is None:
            return False
        for key, stack in self.stacks.items():
            self.stacks[key] = [each for each in stack if each is not gone]
        return True

    def _later(self, unit: Unit, act: Callable[[], None]) -> None:
        self.later.append((unit.line, act))

    def tie(self) -> None:
        """Tie everything that refers to what may come later."""
        for _line, act in self.later:
            act()
        self.later.clear()  # they hold the whole CAS in a circle, which the collector finds late
        for (heads, _number), members in sorted(self.chains.items(), key=lambda each: each[0][1]):
            ordered = [members[number] for number in sorted(members)]
            if not ordered:
                continue
            self.add(heads).refs["first"] = (ordered[0].id,)
            for one, other in pairwise(ordered):
                one.refs["next"] = (other.id,)


def _set(record: Fs, name: str, cell: str) -> None:
    if cell != escapes.NO_VALUE:
        record.values[name] = escapes.plain_value(cell)
