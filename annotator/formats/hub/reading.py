"""Reading datasets: our own folders whole, and anybody's rows with spans or with tagged tokens."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import BadInput
from annotator.formats.common.fitting import Cover, located
from annotator.formats.hub import naming, tables
from annotator.formats.hub.tagging import placed, spans_of
from annotator.formats.incoming.proposing import Proposals, article
from annotator.formats.records import reading
from annotator.formats.records.checking import Place
from annotator.formats.regions import stream
from annotator.formats.regions.about import scalar, whole
from annotator.formats.regions.gathered import Mark, gathered
from annotator.formats.values import ReadArticle, ReadAttribute, ReadOptions
from annotator.i18n import _
from annotator.model import Origin

PROJECT = "project.jsonl"
Row = dict[str, Any]

_AHEAD = 64  # rows that tell how a file is made
_TABLES = (".parquet", ".arrow")


@dataclass(frozen=True, slots=True)
class _File:
    """A file of rows: its columns as they are used, and the names of classes by column."""

    path: Path
    used: naming.Used
    classes: dict[str, tuple[str, ...]]
    origin: Origin


@dataclass(frozen=True, slots=True)
class _Found:
    """The text of a row and its marks, as the file counts them."""

    text: str
    marks: Sequence[Mark]
    used: frozenset[str] = field(default_factory=frozenset)


def is_marked(path: Path) -> bool:
    """True for a file of rows with marks, and for a folder that has some."""
    if path.is_dir():
        return _is_dataset(path) and any(True for _each in _marked(path))
    if path.suffix in _TABLES and path.is_file():
        return _opened(path) is not None
    if path.suffix == ".jsonl" and path.is_file():
        return _is_tagged(stream.first(path))
    return False


def project_file(path: Path) -> Path | None:
    """Where our export, of which this is a file or the folder, says what the project is."""
    if path.suffix == ".jsonl":
        return None
    found = (path if path.is_dir() else path.parent.parent) / PROJECT
    return found if found.is_file() else None


def articles(path: Path, options: ReadOptions) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file, or of all files of a folder."""
    own = frozenset[str]()
    if found := project_file(path):
        with open(found, "rb") as project:
            own = reading.entity_ids(project, found)
    files = tuple(_marked(path)) if path.is_dir() else (path,)
    if not files:
        raise BadInput(path, 0, _("There are no spans and no tagged tokens in these files."))
    for file in files:
        yield from _articles(file, own, options)


def _is_dataset(folder: Path) -> bool:
    """True for a folder with a card or with the usual place for files: not for just any that has
    such a file somewhere.
    """
    if (folder / "README.md").is_file():
        with open(folder / "README.md", "rb") as card:
            return card.read(3) == b"---"
    names = ("dataset_info.json", "dataset_infos.json", "dataset_dict.json")
    return any((folder / name).is_file() for name in names) or any(
        (folder / "data").glob("*.parquet")
    )


def _is_cached(path: Path) -> bool:
    """True for a file that `datasets` keeps for itself beside those of `save_to_disk`."""
    return path.name.startswith(("cache-", "indices"))


def _marked(folder: Path) -> Iterator[Path]:
    """The files of a folder with marks in them: parquet, or lines of JSON where there is none."""
    for suffix in (*_TABLES, ".jsonl"):
        there = (path for path in sorted(folder.rglob(f"*{suffix}")) if not _is_cached(path))
        if found := [path for path in there if is_marked(path)]:
            yield from found
            return


def _articles(
    path: Path, shared: frozenset[str], options: ReadOptions
) -> Iterator[ReadArticle | BadInput]:
    with open(path, "rb") as raw:
        sha256 = hashlib.file_digest(raw, "sha256").hexdigest()
    origin = Origin(path.name, sha256, "" if path.suffix in _TABLES else "utf-8")
    rows = _rows(path)
    ahead = tuple(islice(rows, _AHEAD))
    seen = [row for _line, row in ahead if not isinstance(row, BadInput)]
    make = _maker(path, seen, origin, shared, options) if seen else None
    for line, row in chain(ahead, rows):
        if isinstance(row, BadInput):
            yield row
        elif make is not None:
            yield _made(make, row, line)


def _made(make: Callable[[Row, int], ReadArticle], row: Row, line: int) -> ReadArticle | BadInput:
    """The article of a row, or what is wrong with it."""
    try:
        return located(make(row, line), line)
    except BadInput as fault:
        return fault


def _maker(
    path: Path, rows: Sequence[Row], origin: Origin, shared: frozenset[str], options: ReadOptions
) -> Callable[[Row, int], ReadArticle]:
    """How to read the rows of a file that begins with these."""
    if all({"record", "text", "spans"} <= row.keys() for row in rows):
        return partial(_ours, path, shared)
    used = naming.used(rows)
    if used is None:
        raise BadInput(path, 1, _("There are no spans and no tagged tokens in these rows."))
    return partial(_foreign, _File(path, used, _classes(path), origin), options)


def _ours(path: Path, shared: frozenset[str], row: Row, line: int) -> ReadArticle:
    """An article of an export of ours; entities of the whole project come with the project."""
    place = Place(path, line)
    try:
        record = orjson.loads(row["record"])
    except (orjson.JSONDecodeError, TypeError):
        place.wrong(_("The record is not JSON."))
    if not isinstance(record, dict):
        place.wrong(_("The record is not a map."))
    read = reading.alone({**record, "text": row["text"]}, place)
    return replace(read, entities=tuple(e for e in read.entities if e.id not in shared))


def _foreign(file: _File, options: ReadOptions, row: Row, line: int) -> ReadArticle:
    found = _tagged(file, row, line) if file.used.tags else _spans(file, row, line)
    proposals = Proposals()
    ignored, kept = [], []
    for name, value in row.items():
        place = _("column {name}").format(name=name)
        if (known := naming.metadata(name)) and isinstance(value, str):
            (proposals.offer_date if known == "published" else partial(proposals.offer, known))(
                value, place
            )
        elif name in found.used or name == file.used.id or value in (None, "", []):
            continue
        elif isinstance(value, list | dict):
            ignored.append(name)
        else:
            kept.append(ReadAttribute(f"{line}:{name}", name, scalar(value)))
    read = article(found.text, proposals, replace(file.origin, place=str(line)))
    marks = gathered(found.text, found.marks, options)
    return replace(
        read,
        id=scalar(row.get(file.used.id)),
        spans=marks.spans,
        predictions=marks.predictions,
        unfit=marks.unfit,
        counted=marks.counted,
        attributes=tuple(kept),
        ignored=tuple(ignored),
    )


def _tagged(file: _File, row: Row, line: int) -> _Found:
    """Tokens with tags; a text that holds the tokens is taken, else they are joined."""
    used, place = file.used, Place(file.path, line)
    tokens, tags = row.get(used.tokens) or [], row.get(used.tags) or []
    if not _are(tokens, str) or not isinstance(tags, list) or len(tokens) != len(tags):
        place.wrong(_("There is not one tag for each token."))
    names = file.classes.get(used.tags, ())
    text = row.get(used.text)
    text, ranges = placed(tokens, text if isinstance(text, str) else None)
    marks = [
        Mark(f"{line}:{n}", Cover(ranges[first][0], ranges[last - 1][1]), label)
        for n, (first, last, label) in enumerate(spans_of([_name(t, names, place) for t in tags]))
    ]
    return _Found(text, marks, frozenset({used.tokens, used.tags, used.text}))


def _spans(file: _File, row: Row, line: int) -> _Found:
    """A text with spans, as a list of maps or as a map of lists."""
    used, place = file.used, Place(file.path, line)
    text, spans = row.get(used.text), row.get(used.spans) or []
    if not isinstance(text, str):
        place.wrong(_("There is no text in this row."))
    if isinstance(spans, dict):
        spans = [dict(zip(spans, each, strict=True)) for each in zip(*spans.values(), strict=True)]
    names = file.classes.get(used.spans, ())
    marks = []
    for n, span in enumerate(spans):
        start, end = (whole(span.get(key)) if isinstance(span, dict) else None for key in used.ends)
        if start is None or end is None:
            place.wrong(_("A span has no start and end."))
        quote = span.get(used.quote)
        cover = Cover(start, end, quote if isinstance(quote, str) else None)
        label = _name(span.get(used.label), names, place)
        marks.append(Mark(scalar(span.get("id")) or f"{line}:{n}", cover, label))
    return _Found(text, marks, frozenset({used.text, used.spans}))


def _name(value: object, names: tuple[str, ...], place: Place) -> str:
    """A label as a word; a number is the class of that number where the file names its classes."""
    number = whole(value)
    if names and number is not None:
        if not 0 <= number < len(names):
            place.wrong(_("There is no class {n} in this dataset."), n=number)
        return names[number]
    return scalar(value)


def _are(values: object, kind: type) -> bool:
    return isinstance(values, list) and all(isinstance(each, kind) for each in values)


def _is_tagged(row: object) -> bool:
    """True for a line of JSON with tokens and tags, which no other format has so."""
    used = naming.used([row]) if isinstance(row, dict) else None
    return used is not None and bool(used.tags)


def _rows(path: Path) -> Iterator[tuple[int, Row | BadInput]]:
    """The rows of a file with their numbers, from 1."""
    if path.suffix == ".jsonl":
        for each in stream.values(path):
            if isinstance(each, BadInput):
                yield each.line, each
            elif isinstance(each.value, dict):
                yield each.line, each.value
            else:
                yield each.line, BadInput(path, each.line, _("The line is not a map."))
        return
    file = _opened(path)
    if file is None:
        raise BadInput(path, 0, _("This is no parquet or Arrow file with marks in it."))
    line = 0
    for batch in tables.batches(file):
        for row in batch.to_pylist():
            line += 1
            yield line, row


def _opened(path: Path) -> tables.Table | None:
    """A table that has marks in it, or None."""
    file = tables.opened(path)
    return file if file is not None and naming.used_of_schema(file.schema) else None


def _classes(path: Path) -> dict[str, tuple[str, ...]]:
    """The names of classes by column: as the file says, else as the card beside it does."""
    found: dict[str, tuple[str, ...]] = {}
    if path.suffix in _TABLES and (file := _opened(path)) is not None:
        found = naming.classes(file.schema.metadata or {})
    for folder in (path.parent, path.parent.parent):
        if not found and (folder / "README.md").is_file():
            found = naming.classes_of_card((folder / "README.md").read_bytes())
    return found
