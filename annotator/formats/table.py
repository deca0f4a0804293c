"""Tables of articles in (CSV, TSV, JSON lines): one article a row.

Which column is the text, the title, the date and so on is guessed from their names, or said.
"""

from collections.abc import Iterator
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.incoming import columns
from annotator.formats.incoming.proposing import Proposals, article
from annotator.formats.values import DETECT, ReadArticle, ReadOptions
from annotator.i18n import _N, _
from annotator.model import Origin

NAME = "table"
TITLE = _N("Table of articles")
SUMMARY = _N("CSV, TSV and JSON lines with an article in each row; columns can be matched.")
CARRIES = ("text", "metadata")
SUFFIXES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson")
FOLDER = False
EXTRA = ""
APART = True
GENERIC = True
STREAMS = True


def recognises(path: Path) -> bool:
    """True for tables by their suffix."""
    return path.suffix.lower() in SUFFIXES and path.is_file()


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a table, row by row."""
    table = columns.opened(path, options.encoding)
    matched = columns.matched(table.names, options.columns, path)
    if "text" not in matched:
        told = _("No column here is known to be the text; say which. There are: {names}.")
        raise BadInput(path, 1, told.format(names=", ".join(table.names)))
    sha256 = columns.sha256(path)
    for line, row in table.rows():
        if isinstance(row, BadInput):
            yield row
            continue
        text = row.get(matched["text"], "")
        if not text.strip():
            yield BadInput(path, line, _("There is no text in this row."))
            continue
        proposals = Proposals()
        for field, column in matched.items():
            place = _("column {name}").format(name=column)
            if field == "published":
                proposals.offer_date(row.get(column, ""), place)
            elif field != "text":
                proposals.offer(field, row.get(column, ""), place)
        place = _("line {n}").format(n=line)
        yield article(text, proposals, Origin(path.name, sha256, table.encoding, place=place))
