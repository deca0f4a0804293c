"""Tables in a workbook: written row by row with xlsxwriter, read row by row with openpyxl.

A worksheet has limits that no other table has; what goes beyond them is told as a loss.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from annotator.errors import BadInput
from annotator.formats.sheets.tables import JSON, TOLD, Cell, Table
from annotator.formats.values import Lost
from annotator.i18n import _N, _
from annotator.offsets import reader, writer

LONGEST = 32_767  # UTF-16 units in a cell
PIECE = LONGEST // 2  # code points that fit into a cell whatever they are
ROWS = 1_048_576
_SINCE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_UNHELD = re.compile("[\ufffe\uffff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WIDE = {"text": 60, "gist": 50, "content": 60, "title": 40, "note": 40, "source": 30}
_NEXT = re.compile(r"(.+?)(?: \((\d+)\))?")


def fitted(table: Table, cells: Sequence[Cell]) -> tuple[list[Cell], list[Lost]]:
    """The cells as a worksheet can hold them, and what that loses."""
    found: list[Cell] = []
    lost: list[Lost] = []
    for (name, kind), cell in zip(table.columns.items(), cells, strict=True):
        if isinstance(cell, str) and (len(cell) > PIECE or not cell.isascii()):
            cell = _fitted(name, kind, cell, lost)
        found.append(cell)
    return found, lost


def _fitted(name: str, kind: str, cell: str, lost: list[Lost]) -> str:
    if _UNHELD.search(cell):
        cell = _UNHELD.sub("\ufffd", cell)
        if kind != TOLD:
            what = _N("character that a worksheet cannot hold")
            lost.append(Lost(what, "changed", "\ufffd", quote=name))
    if len(cell) <= PIECE or writer(cell, "UTF-16")(len(cell)) <= LONGEST:
        return cell
    if kind == JSON:
        lost.append(Lost(_N("cell longer than a worksheet can hold"), quote=name))
        return ""
    if kind != TOLD:
        becomes = _N("its beginning")
        lost.append(
            Lost(_N("cell longer than a worksheet can hold"), "changed", becomes, quote=name)
        )
    return _beginning(cell)


def _beginning(cell: str) -> str:
    to_point = reader(cell, "UTF-16")
    end = to_point(LONGEST)
    return cell[: end if end is not None else to_point(LONGEST - 1)]


class Sheets:
    """A workbook being written; a table that is full goes on in a further worksheet."""

    def __init__(self, path: Path, tables: Iterable[Table]) -> None:
        from xlsxwriter import Workbook

        options = {"constant_memory": True, "strings_to_formulas": False,
                   "strings_to_urls": False, "strings_to_numbers": False}  # fmt: skip
        self._book: Any = Workbook(str(path), options)
        self._book.set_properties({"created": _SINCE})
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._top = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._open = {table.name: self._begun(table, 1) for table in tables}

    def add(self, table: Table, cells: Sequence[Cell]) -> None:
        """Write a row."""
        open_one = self._open[table.name]
        if open_one.rows == ROWS:
            open_one = self._open[table.name] = self._begun(table, open_one.number + 1)
        sheet, row = open_one.sheet, open_one.rows
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell)
            elif cell:
                sheet.write_string(row, column, cell)
        open_one.rows += 1

    def close(self) -> None:
        """Finish the file."""
        self._book.close()

    def _begun(self, table: Table, number: int) -> "_Sheet":
        name = table.name if number == 1 else f"{table.name} ({number})"
        sheet = self._book.add_worksheet(name)
        for column, heading in enumerate(table.columns):
            sheet.set_column(column, column, _WIDE.get(heading, 14), self._top)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, 0, len(table.columns) - 1)
        for column, heading in enumerate(table.columns):
            sheet.write_string(0, column, heading, self._head)
        return _Sheet(sheet, 1, number)


@dataclass(slots=True)
class _Sheet:
    """A worksheet, how many rows it has, and which of its table it is."""

    sheet: Any
    rows: int
    number: int


class Workbook:
    """A workbook to be read; to be closed in the end. BadInput where it is none."""

    def __init__(self, path: Path) -> None:
        from openpyxl import load_workbook

        self._path = path
        with self._sound():
            self._book: Any = load_workbook(path, read_only=True, data_only=True, keep_links=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the worksheets."""
        return tuple(self._book.sheetnames)

    def close(self) -> None:
        """Let go of the file."""
        self._book.close()

    def rows(self, table: str) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows of a table with their numbers; none where there is no such worksheet."""
        for name in self.names:
            if (match := _NEXT.fullmatch(name)) is None or match[1] != table:
                continue
            found = self._rows_of(name)
            heads = [_text(cell) for cell in next(found, ())]
            for number, cells in enumerate(found, 2):
                if any(cell is not None for cell in cells):
                    texts = map(_text, cells)
                    yield number, {n: t for n, t in zip(heads, texts, strict=False) if n and t}

    def _rows_of(self, sheet: str) -> Iterator[tuple[Any, ...]]:
        with self._sound():
            yield from self._book[sheet].iter_rows(values_only=True)

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Tell whatever openpyxl meets in a broken file, which is unpacked as it is read."""
        try:
            yield
        except Exception as error:  # of the zip, of the XML, or of what the XML says
            why = _("This is no sound Excel workbook ({why}).").format(why=error)
            raise BadInput(self._path, 0, why) from None


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a point, escapes resolved, which openpyxl leaves."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), cell) if "_x" in cell else cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == cell.min.time() else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
