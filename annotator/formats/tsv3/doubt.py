"""Marks that may reach into rows which cannot be read: where they end, nobody knows."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from annotator.formats.tsv3 import escapes
from annotator.formats.tsv3.columns import CHAIN_RELATION, Layer
from annotator.formats.tsv3.rows import Unit

Key = tuple[str, int, int]
"""What joins the units of a mark: its number, or the chain of a layer and the place in it."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """The marks whose ends may lie in the rows from a line on."""

    line: int
    marks: frozenset[Key]


def doubts(
    there: Sequence[Unit], gone: Sequence[Unit], layers: tuple[Layer, ...],
    begun: Container[tuple[int, int]] = (),
) -> Iterator[Doubt]:  # fmt: skip
    """The marks that stand on one side of rows that are gone; both in the order of the file.

    What stands on both sides reaches over them. What their own cells name is theirs, where they
    can be read. `begun` are the lines with the numbers of marks that surely begin there.
    """
    lines = [each.line for each in there]
    has_parts = any(each.is_part for each in there)
    for at, run in groupby(gone, key=lambda each: bisect_right(lines, each.line)):
        lost = list(run)
        tokens = 2 if lost[0].is_part or (has_parts and not lost[0].number) else 1
        before = _together(_behind((there[n] for n in range(at - 1, -1, -1)), tokens), layers)
        after = _together(_ahead(there[n] for n in range(at, len(there))), layers)
        if at < len(there):
            after = frozenset(key for key in after if (lines[at], key[1]) not in begun)
        named = _together(lost, layers)
        if not all(each.cells for each in lost) and layers:
            named |= before ^ after
        if marks := named - (before & after):
            yield Doubt(lost[0].line, marks)


def _behind(units: Iterable[Unit], tokens: int) -> Iterator[Unit]:
    """The tokens before what is lost, with their parts: two where it may be a part of the last of
    them. The units come from there backwards.
    """
    for each in units:
        yield each
        tokens -= not each.is_part
        if not tokens:
            return


def _ahead(units: Iterable[Unit]) -> Iterator[Unit]:
    """The parts that follow, and the next token with its parts."""
    tokens = 0
    for each in units:
        tokens += not each.is_part
        if tokens > 1:
            return
        yield each


def _together(units: Iterable[Unit], layers: tuple[Layer, ...]) -> frozenset[Key]:
    """What joins the marks on some units to their other units."""
    return frozenset(key for each in units for key in _keys(each, layers))


def _keys(unit: Unit, layers: tuple[Layer, ...]) -> Iterator[Key]:
    cells = iter(unit.cells)
    for layer in layers:
        for column, cell in zip(layer.columns, cells, strict=False):
            is_link = layer.kind == "chain" and column.name == CHAIN_RELATION
            is_mark = layer.kind == "span" and column.kind != "target"
            for each in escapes.pieces(cell, "|"):
                if is_link and (link := escapes.LINK.fullmatch(each)):
                    yield layer.heads, int(link[2]), int(link[3])
                elif is_mark and (found := escapes.NUMBERED.fullmatch(each)):
                    yield "", int(found[2]), 0
