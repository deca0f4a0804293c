"""Tables with a mark in each row: what their columns are for, and where the texts lie that they are
about: in the rows, in files beside the table, or in a table beside it.
"""

from collections.abc import Container, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.common.faults import blaming
from annotator.formats.common.options import missing_extra
from annotator.formats.incoming import columns
from annotator.formats.incoming.columns import Row
from annotator.i18n import _
from annotator.text import read_text

TABLES, BOOKS = (".csv", ".tsv", ".tab"), (".xlsx",)
NEEDED = ("start", "end", "label")
# How columns are called, small and without blanks and signs; the first that is there is taken.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "start": ("start", "begin", "startoffset", "beginoffset", "startchar", "charstart",
              "spanstart", "startposition", "startindex", "startidx", "offsetstart", "from"),
    "end": ("end", "stop", "endoffset", "endchar", "charend", "spanend", "endposition",
            "endindex", "endidx", "offsetend", "to"),
    "label": ("label", "type", "tag", "category", "class", "entitytype", "entitylabel", "code",
              "spantype", "annotationtype"),
    "quote": ("quote", "coveredtext", "span", "spantext", "mention", "mentiontext", "entity",
              "entitytext", "surface", "surfaceform", "exact", "string", "words", "phrase"),
    "doc": ("docid", "doc", "document", "documentid", "documentname", "docname", "article",
            "articleid", "file", "filename", "textid", "pmid"),
    "text": ("text", "fulltext", "body", "content", "documenttext", "articletext", "doctext",
             "sentence", "context"),
    "annotator": ("annotator", "coder", "user", "username", "annotatedby", "rater", "worker"),
}  # fmt: skip
_SIDES = 50  # tables beside that are looked at for texts


@dataclass(frozen=True, slots=True)
class Marked:
    """A table of marks that is open: which column is which, and its rows by line."""

    path: Path
    encoding: str
    names: tuple[str, ...]
    matched: Mapping[str, str]
    table: "columns.Table | _Sheet"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of a workbook, read as a table is."""

    path: Path
    name: str
    names: tuple[str, ...]

    def rows(self) -> Iterator[tuple[int, Row | BadInput]]:
        from openpyxl import load_workbook

        with closing(load_workbook(self.path, read_only=True, data_only=True)) as book:
            rows = book[self.name].iter_rows(min_row=2, values_only=True)
            for line, cells in enumerate(rows, 2):
                if any(cell is not None for cell in cells):
                    yield line, dict(zip(self.names, map(_words, cells), strict=False))


def opened(path: Path, encoding: str = "", said: tuple[str, ...] = ()) -> Marked:
    """The table of a file that holds marks. BadInput where none does."""
    for table in _tables(path, encoding):
        matched = columns.matched(table.names, said, path, KNOWN)
        if all(each in matched for each in NEEDED) and matched.keys() & {"text", "doc", "quote"}:
            told = table.encoding if isinstance(table, columns.Table) else ""
            return Marked(path, told, table.names, matched, table)
    needed = ", ".join(NEEDED)
    raise BadInput(path, 1, _("A table of marks has the columns {names}.").format(names=needed))


def _tables(path: Path, encoding: str) -> Iterator["columns.Table | _Sheet"]:
    if path.suffix.lower() in TABLES:
        yield columns.opened(path, encoding)
    elif path.suffix.lower() in BOOKS and not missing_extra("excel"):
        from openpyxl import load_workbook

        # openpyxl raises whatever the zip and the XML in it do.
        with (
            blaming(path),
            closing(load_workbook(path, read_only=True, data_only=True)) as book,
        ):
            for sheet in book.worksheets:
                head = next(sheet.iter_rows(max_row=1, values_only=True), ())
                yield _Sheet(path, sheet.title, tuple(map(_words, head)))


def _words(cell: object) -> str:
    """A cell as text; Excel knows no whole numbers."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def text_of(doc: str, folder: Path, encoding: str) -> str | None:
    """The text of a file beside a table, called as a row names it, or None."""
    name = Path(doc).name
    for path in (folder / name, folder / f"{name}.txt", folder / "texts" / f"{name}.txt"):
        if name and path.suffix.lower() in (".txt", ".text", "") and path.is_file():
            try:
                return read_text(path.read_bytes(), encoding or None).text
            except ValueError as error:
                raise BadInput(path, 0, str(error)) from None
    return None


def texts_beside(marked: Marked, wanted: Container[str]) -> dict[str, str]:
    """The texts that other tables of the folder, or sheets of the book, hold, by name."""
    found: dict[str, str] = {}
    beside = [marked.path] if marked.path.suffix.lower() in BOOKS else _beside(marked.path)
    for path in beside:
        try:
            for table in _tables(path, ""):
                if table.names != marked.names:
                    found |= _texts(table, wanted, path)
        except BadInput:
            continue
    return found


def _beside(path: Path) -> list[Path]:
    there = (each for each in sorted(path.parent.iterdir()) if each.suffix.lower() in TABLES)
    return [each for each in there if each != path][:_SIDES]


def _texts(
    table: "columns.Table | _Sheet", wanted: Container[str], path: Path
) -> dict[str, str]:  # fmt: skip
    matched = columns.matched(table.names, (), path, {**KNOWN, "doc": (*KNOWN["doc"], "id")})
    if "text" not in matched or "doc" not in matched or "start" in matched:
        return {}
    found: dict[str, str] = {}
    for _line, row in table.rows():
        if not isinstance(row, BadInput) and (doc := row.get(matched["doc"], "")) in wanted:
            # The program's own tables cut long texts into pieces.
            found[doc] = found.get(doc, "") + row.get(matched["text"], "")
    return found
