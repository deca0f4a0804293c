"""PubAnnotation JSON: texts with denotations, relations and attributes, several in an array.

Offsets are code points. The key `annotator` holds our record, which other tools pass over.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import BadInput
from annotator.formats.common.fitting import Cover
from annotator.formats.common.joining import joined
from annotator.formats.common.output import Kind, export
from annotator.formats.graphs import drawing as drawn
from annotator.formats.graphs import sheets
from annotator.formats.graphs.sheets import Sheet
from annotator.formats.records import writing
from annotator.formats.regions.about import origin_of, scalar, whole
from annotator.formats.regions.claims import PIECE
from annotator.formats.regions.gathered import Mark
from annotator.formats.regions.stream import Value, first, values
from annotator.formats.values import (
    DETECT,
    Lost,
    ProjectCard,
    ReadArticle,
    ReadOptions,
    Report,
)
from annotator.i18n import _N, _
from annotator.model import Page
from annotator.progress import Progress

NAME = "pubannotation"
TITLE = _N("PubAnnotation JSON")
SUMMARY = _N("Texts with denotations and relations, for PubAnnotation and TextAE.")
CARRIES = drawn.CARRIES
SUFFIXES = (".json",)
FOLDER = False
EXTRA = ""
STREAMS = True

_KNOWN = frozenset({
    "text", "denotations", "relations", "attributes", "tracks", "target", "sourceid", "sourcedb",
    "project", drawn.KEY,
})  # fmt: skip
_UNITS = ("code points", "UTF-16", "bytes")

Options = drawn.Options
losses = drawn.losses


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write one array with all articles."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def recognises(path: Path) -> bool:
    """True for JSON whose first text has denotations, or tracks of such."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    return _is_text(first(path))


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file, one for each text."""
    origin = origin_of(path, options)
    for each in values(path, options.encoding):
        if isinstance(each, BadInput):
            yield each
        elif not _is_text(each.value):
            yield each.wrong(path, _("This is no text with denotations."))
        else:
            read = sheets.article(_sheet(each), options, path, each.line, origin)
            yield each.located(read)


def _is_text(raw: Any) -> bool:
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        return False
    return any(isinstance(raw.get(key), list) for key in ("denotations", "tracks"))


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    names = writing.Names(project)
    with joined(target) as put:

        def add(page: Page) -> Iterable[Lost]:
            put(orjson.dumps(_text(page, names)))
            return drawn.hidden(page)

        yield add


def _text(page: Page, names: writing.Names) -> dict[str, Any]:
    """A page as a text with denotations."""
    drawing = drawn.drawing(page, names)
    attributes = [
        {"subj": region.id, "pred": key, "obj": value}
        for region in drawing.regions
        for key, value in drawn.features(page, region.span, names).items()
    ]
    attributes += [
        {"subj": str(span.id), "pred": field, "obj": value}
        for span, field, value in drawn.shown_answers(page, names)
    ]
    return {
        **({"target": page.article.url} if page.article.url else {}),
        "sourcedb": "annotator",
        "sourceid": str(page.article.id),
        **drawing.about,
        "text": page.text,
        "denotations": [
            {"id": r.id, "span": {"begin": r.span.start, "end": r.span.end}, "obj": r.name}
            for r in drawing.regions
        ],
        "relations": [
            {"id": each.id, "pred": each.type, "subj": each.source, "obj": each.target}
            for each in drawing.relations
        ],
        "attributes": [{"id": f"A{n}", **each} for n, each in enumerate(attributes, 1)],
        drawn.KEY: drawing.record,
    }


def _sheet(value: Value) -> Sheet:
    raw = value.value
    said = {key: each for key, each in raw.items() if key not in _KNOWN}
    if isinstance(raw.get("target"), str) and "url" not in said:
        said["url"] = raw["target"]
    record = raw.get(drawn.KEY)
    units = _UNITS[:1] if isinstance(record, dict) else _UNITS
    sheet = Sheet(raw["text"], scalar(raw.get("sourceid")), said, record=record, units=units)
    _add(sheet, raw, "", "")
    for n, track in enumerate(_maps(raw.get("tracks")), 1):
        _add(sheet, track, f"{n}:", scalar(track.get("project")))
    return sheet


def _add(sheet: Sheet, raw: dict[str, Any], prefix: str, annotator: str) -> None:
    """Add what one track says; ids are told apart by a prefix."""
    for n, each in enumerate(_maps(raw.get("denotations")), 1):
        id = prefix + (scalar(each.get("id")) or f"d{n}")
        spans = each.get("span")
        pieces = _maps(spans if isinstance(spans, list) else [spans])
        for at, piece in enumerate(pieces):
            own = id if not at else f"{id}.{at}"
            start, end = whole(piece.get("begin")), whole(piece.get("end"))
            cover = Cover(-1 if start is None else start, -1 if end is None else end)
            sheet.marks.append(Mark(own, cover, scalar(each.get("obj")), annotator=annotator))
            if at:
                sheet.relate(own, id, PIECE)
        _note_rest(sheet, id, each)
    for each in _maps(raw.get("relations")):
        one, other = (prefix + scalar(each.get(key)) for key in ("subj", "obj"))
        id = scalar(each.get("id"))
        sheet.relate(one, other, each.get("pred"), id and prefix + id)
    for each in _maps(raw.get("attributes")):
        sheet.say(prefix + scalar(each.get("subj")), scalar(each.get("pred")), each.get("obj"))


def _note_rest(sheet: Sheet, id: str, raw: dict[str, Any]) -> None:
    for key, value in raw.items():
        if key not in ("id", "span", "obj"):
            sheet.say(id, key, value)


def _maps(raw: object) -> list[dict[str, Any]]:
    return [each for each in raw if isinstance(each, dict)] if isinstance(raw, list) else []
