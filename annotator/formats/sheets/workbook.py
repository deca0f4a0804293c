"""Tables in a workbook: what its cells can hold, and reading it row by row with openpyxl.

A worksheet has limits that no other table has; what goes beyond them is told as a loss.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from annotator.errors import BadInput
from annotator.formats.sheets.tables import JSON, TOLD, Cell, Table
from annotator.formats.sheets.worksheets import letters
from annotator.formats.values import Lost
from annotator.i18n import _N, _
from annotator.offsets import reader, writer

LONGEST = 32_767  # UTF-16 units in a cell
PIECE = LONGEST // 2  # code points that fit into a cell whatever they are
_UNHELD = re.compile("[\ufffe\uffff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLAIN, _VALUE = f"{_MAIN}t", f"{_MAIN}v"
_DIGITS = "0123456789"
_NEXT = re.compile(r"(.+?)(?: \((\d+)\))?")


def fitted(table: Table, cells: Sequence[Cell]) -> tuple[list[Cell], list[Lost]]:
    """The cells as a worksheet can hold them, and what that loses."""
    text = "".join([cell for cell in cells if isinstance(cell, str)])
    if len(text) <= PIECE and text.isascii():  # as nearly all rows are
        return list(cells), []
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

    def rows(self, table: str, only: str = "") -> Iterator[tuple[int, dict[str, str]]]:
        """The rows of a table with their numbers, or but one column of them; none where there is
        no such worksheet.
        """
        for name in self.names:
            if (match := _NEXT.fullmatch(name)) is not None and match[1] == table:
                yield from self._rows_of(name, only)

    def _rows_of(self, name: str, only: str) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows of a worksheet that are not empty, under the heads in its first one.

        openpyxl's own loop takes four times as long and keeps a stub of every row.
        """
        with self._sound(), (sheet := self._book[name])._get_source() as source:
            text_of, number = _Cells(sheet, self._book).text, 0
            heads: dict[str, str] | None = None
            for _end, row in etree.iterparse(source, tag=f"{_MAIN}row", resolve_entities=False):
                number = int(row.get("r") or number + 1)
                placed = (
                    ((c.get("r") or letters(n)).rstrip(_DIGITS), c) for n, c in enumerate(row)
                )
                if heads is None:
                    named = ((at, text_of(cell)) for at, cell in placed)
                    heads = {at: head for at, head in named if head and only in ("", head)}
                elif len(row):
                    known = ((heads[at], text_of(cell)) for at, cell in placed if at in heads)
                    found = islice(known, 1) if only else known
                    yield number, {head: text for head, text in found if text}
                row.clear()
                while row.getprevious() is not None:
                    del row.getparent()[0]

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Tell whatever openpyxl meets in a broken file, which is unpacked as it is read."""
        try:
            yield
        except Exception as error:  # of the zip, of the XML, or of what the XML says
            why = _("This is no sound Excel workbook ({why}).").format(why=error)
            raise BadInput(self._path, 0, why) from None


class _Cells:
    """Cells of a worksheet as text: the usual ones at once, all others as openpyxl has them."""

    def __init__(self, sheet: Any, book: Any) -> None:
        from openpyxl.worksheet._reader import WorkSheetParser

        self._dates = {str(style) for style in book._date_formats}
        self._other: Any = WorkSheetParser(
            None, sheet._shared_strings, data_only=True, epoch=book.epoch,
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
        )  # fmt: skip

    def text(self, cell: Any) -> str:
        """The text of a cell."""
        kind, only = cell.get("t"), cell[0] if len(cell) == 1 else cell
        if kind == "inlineStr" and len(only) == 1 and only[0].tag == _PLAIN:
            return _text(only[0].text)
        is_number = kind is None and only.tag == _VALUE and cell.get("s") not in self._dates
        if is_number and (only.text or "").isdecimal():
            return str(only.text)
        return _text(self._other.parse_cell(cell)["value"])


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
