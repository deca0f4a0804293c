"""Tables of marks (CSV, TSV, Excel) of other tools: a row for each, by start, end and label.

The text stands in the row, or the row names it: a text file beside the table, or a row of a table
beside it. How offsets are counted is found out by the words that the rows quote.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.common.fitting import Cover
from annotator.formats.incoming import columns, marktables
from annotator.formats.incoming.marktables import BOOKS, TABLES, Marked, opened
from annotator.formats.regions.about import article, origin_of, whole
from annotator.formats.regions.gathered import Mark, gathered
from annotator.formats.values import DETECT, ReadArticle, ReadAttribute, ReadOptions
from annotator.i18n import _N, _
from annotator.model import Origin

NAME = "marks"
TITLE = _N("Table of marks")
SUMMARY = _N("CSV, TSV and Excel tables with a mark in each row, by start, end and label.")
CARRIES = ("text", "mentions", "nested", "crossing", "attributes", "annotators")
SUFFIXES = (*TABLES, *BOOKS)
FOLDER = False
EXTRA = ""
APART = True


@dataclass(slots=True)
class _Text:
    """A text, if it is known, and the marks on it with what else their rows say."""

    name: str
    line: int
    text: str | None
    marks: list[Mark] = field(default_factory=list)
    more: list[ReadAttribute] = field(default_factory=list)


def recognises(path: Path) -> bool:
    """True for a table or workbook with columns for start, end and label, and for the text."""
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    try:
        marked = opened(path)
    except (BadInput, OSError, ValueError, KeyError):
        return False
    return bool(marked.matched.keys() & {"text", "doc"})


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles that the marks of a table are on, each with all of them."""
    said = tuple(each for each in options.columns if each.partition("=")[0] in marktables.KNOWN)
    marked = opened(path, options.encoding, said)
    texts: dict[tuple[str, str | None], _Text] = {}
    for line, row in marked.table.rows():
        fault = row if isinstance(row, BadInput) else _sort(line, row, marked, texts)
        if fault is not None:
            yield fault
    found = list(texts.values())
    if all(each.text is not None for each in found) and _is_quote(found, marked):
        found = _by_name(found)
    lacking = {each.name for each in found if each.text is None}
    beside = marktables.texts_beside(marked, lacking) if lacking else {}
    origin = replace(origin_of(path, options), encoding=marked.encoding)
    for each in found:
        text = each.text if each.text is not None else beside.get(each.name)
        text = marktables.text_of(each.name, path.parent, "") if text is None else text
        if text is None:
            told = _("There is no text for “{name}”; put it beside the table as {name}.txt.")
            yield BadInput(path, each.line, told.format(name=each.name))
        else:
            yield _article(each, text, options, origin)


def _sort(
    line: int, row: columns.Row, marked: Marked,
    texts: dict[tuple[str, str | None], _Text],
) -> BadInput | None:  # fmt: skip
    """Put the mark of a row to its text; what is wrong with it, where something is."""
    cells = {name: row.get(column, "") for name, column in marked.matched.items()}
    start, end = whole(cells["start"].strip()), whole(cells["end"].strip())
    if start is None or end is None or not cells["label"].strip():
        return BadInput(marked.path, line, _("This row lacks a start, an end or a label."))
    name, text = cells.get("doc", "").strip(), cells.get("text")
    key = (name, text)
    known = texts.setdefault(key, _Text(name, line, text))
    id = f"mark-{line}"
    cover = Cover(start, end, cells.get("quote") or None)
    who = cells.get("annotator", "").strip()
    known.marks.append(Mark(id, cover, cells["label"].strip(), annotator=who, line=line))
    known.more += [
        ReadAttribute(f"{id}-{column}", column, value, span=id)
        for column, value in row.items()
        if value and column and column not in marked.matched.values()
    ]
    return None


def _is_quote(found: list[_Text], marked: Marked) -> bool:
    """True where what the column of the text holds is as long as the marks: it is their words."""
    return "doc" in marked.matched and all(
        mark.cover.end - mark.cover.start in _lengths(each.text or "")
        for each in found for mark in each.marks
    )  # fmt: skip


def _lengths(words: str) -> tuple[int, ...]:
    """How long words are, in each way of counting."""
    return len(words), len(words.encode("utf-16-le")) // 2, len(words.encode())


def _by_name(found: list[_Text]) -> list[_Text]:
    """The texts by name alone, what stood for their texts as the words of the marks."""
    named: dict[str, _Text] = {}
    for each in found:
        known = named.setdefault(each.name, _Text(each.name, each.line, None))
        known.marks += [
            replace(mark, cover=Cover(mark.cover.start, mark.cover.end, each.text))
            for mark in each.marks
        ]
        known.more += each.more
    return list(named.values())


def _article(
    one: _Text, text: str, options: ReadOptions, origin: Origin
) -> ReadArticle:  # fmt: skip
    made = gathered(text, one.marks, options)
    there = {span.id for span in made.spans}
    said = {"title": one.name} if one.name else {}
    return replace(
        article(text, said, origin),
        id=one.name,
        spans=made.spans,
        attributes=tuple(each for each in one.more if each.span in there),
        unfit=made.unfit,
        counted=made.counted,
    )
