"""GATE's bdocjs: a file for each text, a set of marks for each annotator, features on everything.

GATE says itself how it counts: `offset_type` is "p" for code points, "j" for UTF-16. It knows no
arrows, so they lie in the feature `relations` of the mark where they start.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import BadInput
from annotator.formats.common.fitting import Cover
from annotator.formats.common.output import Kind, export
from annotator.formats.graphs import drawing as drawn
from annotator.formats.graphs import sheets
from annotator.formats.graphs.sheets import Sheet
from annotator.formats.records import writing
from annotator.formats.regions.about import origin_of, scalar, whole
from annotator.formats.regions.gathered import Mark
from annotator.formats.regions.stream import first
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

NAME = "gate"
TITLE = _N("GATE bdocjs")
SUMMARY = _N("A folder with a file for each article, for GATE and its Python library.")
CARRIES = drawn.CARRIES
SUFFIXES = (".bdocjs",)
FOLDER = True
EXTRA = ""

_ID, _RELATIONS = "id", "relations"
_ARROW = ("type", "target", "id")
_UNITS = {"p": ("code points",), "j": ("UTF-16",)}

Options = drawn.Options
losses = drawn.losses


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write a folder with a file for each article."""
    return (yield from export(Kind(NAME, _opened, CARRIES, FOLDER), pages, project, out, options))


def recognises(path: Path) -> bool:
    """True for a file with a text and sets of marks."""
    return path.suffix.lower() in (*SUFFIXES, ".json") and _is_text(first(path))


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The article of a file."""
    raw = first(path)
    if not _is_text(raw):
        raise BadInput(path, 1, _("This is no text with sets of GATE's marks."))
    yield sheets.article(_sheet(raw), options, path, 1, origin_of(path, options))


def _is_text(raw: Any) -> bool:
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        return False
    return isinstance(raw.get("annotation_sets"), dict)


def _opened(
    folder: Path, project: ProjectCard, options: Options
) -> AbstractContextManager[Callable[[Page], Iterable[Lost]]]:
    return drawn.in_folder(folder, project, _files)


def _files(page: Page, names: writing.Names, stem: str) -> dict[str, bytes]:
    return {".bdocjs": orjson.dumps(_text(page, names, stem))}


def _text(page: Page, names: writing.Names, stem: str) -> dict[str, Any]:
    drawing = drawn.drawing(page, names)
    sets: dict[str, list[dict[str, Any]]] = {}
    arrows: dict[str, list[list[str]]] = {}
    for each in drawing.relations:
        arrows.setdefault(each.source, []).append([each.type, each.target, each.id])
    answers: dict[int, dict[str, str]] = {}
    for span, field, value in drawn.shown_answers(page, names):
        answers.setdefault(span.id, {})[field] = value
    for region in drawing.regions:
        mine = sets.setdefault(names.annotators[region.span.annotator], [])
        features = {_ID: region.id, **drawn.features(page, region.span, names)}
        features |= answers.get(region.span.id, {})
        told = {_RELATIONS: arrows[region.id]} if region.id in arrows else {}
        mine.append(
            {
                "type": region.name, "start": region.span.start, "end": region.span.end,
                "id": len(mine), "features": {**features, **told},
            }
        )  # fmt: skip
    return {
        "annotation_sets": {
            name: {"name": name, "annotations": marks, "next_annid": len(marks)}
            for name, marks in sets.items()
        },
        "text": page.text,
        "features": {**drawing.about, drawn.KEY: drawing.record},
        "offset_type": "p",
        "name": stem,
    }


def _sheet(raw: dict[str, Any]) -> Sheet:
    features = raw.get("features")
    said = dict(features) if isinstance(features, dict) else {}
    sheet = Sheet(
        raw["text"],
        scalar(raw.get("name")),
        said,
        (drawn.KEY,),
        record=said.get(drawn.KEY),
        units=_UNITS.get(scalar(raw.get("offset_type")), ("code points", "UTF-16")),
    )
    for name, each in raw["annotation_sets"].items():
        if isinstance(each, dict):
            _add(sheet, name, each.get("annotations"))
    return sheet


def _add(sheet: Sheet, name: str, marks: object) -> None:
    for number, each in enumerate(marks if isinstance(marks, list) else (), 1):
        if not isinstance(each, dict):
            continue
        features = each.get("features")
        known = features if isinstance(features, dict) else {}
        id = scalar(known.get(_ID)) or f"{name}:{scalar(each.get('id'))}"
        start, end = whole(each.get("start")), whole(each.get("end"))
        cover = Cover(-1 if start is None else start, -1 if end is None else end)
        label = scalar(each.get("type"))
        annotator = scalar(known.get("annotator")) or name
        sheet.marks.append(Mark(id, cover, label, annotator=annotator, item=number))
        arrows = known.get(_RELATIONS)
        for arrow in arrows if isinstance(arrows, list) else []:
            if isinstance(arrow, list) and len(arrow) == len(_ARROW):
                sheet.relate(id, arrow[1], arrow[0], arrow[2])
        for key, value in known.items():
            if key not in (_ID, _RELATIONS, "annotator"):
                sheet.say(id, key, value)
