"""What does not come as a file of articles by itself: the clipboard, and a table's first rows."""

import tempfile
from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from annotator import formats
from annotator.errors import BadInput, NotSaved, Refused
from annotator.formats import DETECT, ReadArticle, Reader, plain, table
from annotator.formats.incoming import columns, pasted
from annotator.i18n import _
from annotator.jobs import sources
from annotator.jobs.apart import Pool
from annotator.jobs.imported import Imported
from annotator.jobs.intake import Intake
from annotator.jobs.sources import Source
from annotator.model import Origin
from annotator.progress import Progress
from annotator.project import Project

TABLES = table.SUFFIXES
_SHOWN, _ROWS = 300, 6


@dataclass(frozen=True, slots=True)
class TableHead:
    """The columns of a table, what they seem to be for, and its first rows, cut short."""

    path: Path
    names: tuple[str, ...]
    matched: tuple[tuple[str, str], ...]
    rows: tuple[columns.Row, ...]


def table_heads(paths: Iterable[Path]) -> Generator[Progress, None, tuple[TableHead, ...]]:
    """The heads of those files that are tables of articles; one that is broken has none."""
    found = []
    for path in paths:
        yield Progress(0, 0, path.name)
        try:
            if path.is_file() and formats.recognised(path) is cast(Reader, table):
                found.append(_head(path))
        except sources.FAULTS:
            continue  # the import will say what is wrong with it
    return tuple(found)


def _head(path: Path) -> TableHead:
    opened = columns.opened(path)
    rows = tuple({k: v[:_SHOWN] for k, v in row.items()} for row in opened.first(_ROWS))
    matched = columns.matched(opened.names, (), path)
    return TableHead(path, opened.names, tuple(matched.items()), rows)


def import_text(
    project: Project, text: str, title: str = ""
) -> Generator[Progress, None, Imported]:
    """Import a text, such as that of the clipboard, as one article."""
    if not text.strip():
        raise Refused(_("There is no text to import."))
    read = plain.from_text(text)
    return (yield from _taken(project, replace(read, title=title or read.title), plain.NAME))


def import_markup(project: Project, html: str, text: str) -> Generator[Progress, None, Imported]:
    """Import a copied page, or a piece of one, as one article; `text` where there is none in it."""
    pool = Pool()
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "clipboard.html"
            path.write_bytes(html.encode("utf-8", "replace"))
            reading = pool.read(Source(path, cast(Reader, pasted)), DETECT)
            read = None
            for each in reading:
                yield Progress(0, 1, _("Clipboard"))
                read = each if isinstance(each, ReadArticle) else read
    except BadInput:
        read = None
    finally:
        pool.close()
    if read is None:
        return (yield from import_text(project, text))
    origin = Origin(extractor=read.origin.extractor, changes=read.origin.changes,
                    removed=read.origin.removed, proposed=read.origin.proposed)  # fmt: skip
    return (yield from _taken(project, replace(read, origin=origin), "html"))


def _taken(project: Project, read: ReadArticle, scheme: str) -> Generator[Progress, None, Imported]:
    intake = Intake(project, read.title)
    try:
        yield Progress(0, 1, read.title)
        intake.begin_file(Path(read.title), scheme, alone=True)
        intake.add(read)
        intake.end()
    except NotSaved as failure:
        intake.stop(str(failure))
    finally:
        intake.close()
    return intake.result
