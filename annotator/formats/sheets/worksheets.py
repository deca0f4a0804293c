"""Writes a workbook by hand: rows go to a file of each worksheet as they come, and all are packed
together at the end.

A general library looks at every cell in many ways and takes four times as long.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from annotator.formats.sheets.tables import Cell, Table

ROWS = 1_048_576
_AT_ONCE = 1 << 20  # bytes
_HEAD, _CELL = 1, 2  # of `_STYLES`
_DATE = (2000, 1, 1, 0, 0, 0)
_WIDE = {"text": 60, "gist": 50, "content": 60, "title": 40, "note": 40, "source": 30}
_USUAL, _PADDING = 14, 5 / 7  # widths in characters, and what Excel adds to them
_ASIDE = re.compile(r"[&<>\x00-\x08\x0b-\x1f]|_x[0-9A-Fa-f]{4}_|^\s|\s$")
_LIKE_A_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = {code: f"_x{code:04X}_" for code in range(32) if code not in (9, 10)}

_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org/"
_MAIN, _KINDS = f"{_OPEN}spreadsheetml/2006/main", f"{_OPEN}officeDocument/2006/relationships"
_PACKED = "application/vnd.openxmlformats-package.relationships+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# A head is bold and underlined; the text of other cells is wrapped and begins on top.
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2">'
    '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="2">'
    "<border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/>"
    '<bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@contextmanager
def opened(path: Path, tables: Iterable[Table]) -> Iterator["Sheets"]:
    """A workbook to be written; it is packed at the end, and not if that never comes."""
    with ExitStack() as files:

        def begun(table: Table, number: int) -> _Sheet:
            return _Sheet(table, number, files.enter_context(TemporaryFile(dir=path.parent)))

        sheets = Sheets(begun, tables)
        yield sheets
        sheets.pack(path)


class Sheets:
    """A workbook being written; a table that is full goes on in a further worksheet."""

    def __init__(self, begun: Callable[[Table, int], "_Sheet"], tables: Iterable[Table]) -> None:
        self._begun = begun
        self._all = [begun(table, 1) for table in tables]
        self._open = {sheet.table.name: sheet for sheet in self._all}

    def add(self, table: Table, cells: Sequence[Cell]) -> None:
        """Write a row."""
        sheet = self._open[table.name]
        if sheet.rows == ROWS:
            sheet = self._open[table.name] = self._begun(table, sheet.number + 1)
            self._all.append(sheet)
        sheet.add(cells, _CELL)

    def pack(self, path: Path) -> None:
        """Put all worksheets into one file."""
        with ZipFile(path, "w") as book:
            for name, text in _parts(self._all).items():
                book.writestr(_info(name), _DECLARED + text)
            for n, sheet in enumerate(self._all, 1):
                info = _info(f"xl/worksheets/sheet{n}.xml")
                info.file_size = sheet.file.tell()  # a hint: large files need longer headers
                with book.open(info, "w") as part:
                    part.write((_DECLARED + sheet.head(is_first=n == 1)).encode())
                    sheet.file.seek(0)
                    shutil.copyfileobj(sheet.file, part, _AT_ONCE)
                    part.write(sheet.foot.encode())


class _Sheet:
    """A worksheet: how many rows it has, which of its table it is, and its rows in a file that
    nobody sees.
    """

    def __init__(self, table: Table, number: int, file: IO[bytes]) -> None:
        self.table, self.number, self.file, self.rows = table, number, file, 0
        self._columns = [letters(n) for n in range(len(table.columns))]
        self.add(list(table.columns), _HEAD)

    @property
    def name(self) -> str:
        """What people see on its tab."""
        return self.table.name if self.number == 1 else f"{self.table.name} ({self.number})"

    def add(self, cells: Sequence[Cell], style: int) -> None:
        """Write a row; empty cells are none."""
        self.rows = row = self.rows + 1
        text = f'{row}" s="{style}" t="inlineStr"><is><t>'
        found = [f'<row r="{row}">']
        for column, cell in zip(self._columns, cells, strict=True):
            if isinstance(cell, int):
                found.append(f'<c r="{column}{row}" s="{style}"><v>{cell}</v></c>')
            elif cell and _ASIDE.search(cell) is None:
                found.append(f'<c r="{column}{text}{cell}</t></is></c>')
            elif cell:
                kept = f'{text[:-1]} xml:space="preserve">' if cell != cell.strip() else text
                found.append(f'<c r="{column}{kept}{_escaped(cell)}</t></is></c>')
        found.append("</row>")
        self.file.write("".join(found).encode())

    def head(self, *, is_first: bool) -> str:
        """What stands before the rows: the head stays in view, columns are as wide as is good."""
        widths = (_WIDE.get(name, _USUAL) + _PADDING for name in self.table.columns)
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width:.8g}" style="{_CELL}" customWidth="1"/>'
            for n, width in enumerate(widths, 1)
        )
        shown = ' tabSelected="1"' if is_first else ""
        return (
            f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:{self._columns[-1]}{self.rows}"/>'
            f'<sheetViews><sheetView{shown} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
            'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView>'
            f'</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
        )

    @property
    def foot(self) -> str:
        """What stands behind them: heads can be clicked to filter."""
        return f'</sheetData><autoFilter ref="A1:{self._columns[-1]}1"/></worksheet>'

    @property
    def filtered(self) -> str:
        """The heads, as the workbook names them."""
        return f"'{self.name}'!$A$1:${self._columns[-1]}$1"


def _escaped(cell: str) -> str:
    """Text with what XML has not written as `_xHHHH_`, and what only looks so kept apart."""
    return escape(_LIKE_A_CODE.sub("_x005F_", cell).translate(_CONTROL))


def letters(column: int) -> str:
    """The name of a column, counted from 0."""
    left, letter = divmod(column, 26)
    return (letters(left - 1) if left else "") + chr(65 + letter)


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _DATE)
    info.compress_type = ZIP_DEFLATED
    return info


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of the workbook that another one points to."""

    name: str
    kind: str
    content: str


def _parts(sheets: Sequence[_Sheet]) -> dict[str, str]:
    """The files of a workbook beside its worksheets."""
    parts = [
        _Part(f"worksheets/sheet{n}.xml", "worksheet", "worksheet")
        for n in range(1, len(sheets) + 1)
    ] + [_Part("styles.xml", "styles", "styles")]
    return {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations([_Part("xl/workbook.xml", "officeDocument", "")]),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations(parts),
        "xl/styles.xml": _STYLES,
    }


def _types(parts: Iterable[_Part]) -> str:
    told = "".join(
        f'<Override PartName="/xl/{part.name}" ContentType="{_SHEET}.{part.content}+xml"/>'
        for part in parts
    )
    return (
        f'<Types xmlns="{_OPEN}package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{_PACKED}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
        f"{told}</Types>"
    )


def _relations(parts: Iterable[_Part]) -> str:
    told = "".join(
        f'<Relationship Id="rId{n}" Type="{_KINDS}/{part.kind}" Target="{part.name}"/>'
        for n, part in enumerate(parts, 1)
    )
    return f'<Relationships xmlns="{_OPEN}package/2006/relationships">{told}</Relationships>'


def _workbook(sheets: Sequence[_Sheet]) -> str:
    named = "".join(
        f'<sheet name="{sheet.name}" sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    filtered = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">{sheet.filtered}'
        "</definedName>"
        for n, sheet in enumerate(sheets)
    )
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_KINDS}"><bookViews>'
        '<workbookView windowWidth="16095" windowHeight="9660"/></bookViews>'
        f"<sheets>{named}</sheets><definedNames>{filtered}</definedNames></workbook>"
    )
