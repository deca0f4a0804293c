"""doccano JSONL: a row for each text, with its entities and the relations between them.

A claim is entities called after its parts, held together by relations. doccano does not say how
it counts: UTF-16 units, or characters as people see them if the project was set so.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import BadInput
from annotator.formats.common import options as choice
from annotator.formats.common.chunking import losses_in_chunks
from annotator.formats.common.losses import summary
from annotator.formats.common.output import Kind, export
from annotator.formats.common.tokens import lost_span
from annotator.formats.regions import drawn, untold
from annotator.formats.regions.about import said_of
from annotator.formats.regions.stream import first
from annotator.formats.rows.doccano import UNITS, articles, is_row
from annotator.formats.values import DETECT, Lost, ProjectCard, ReadArticle, ReadOptions, Report
from annotator.i18n import _N
from annotator.model import Page, Span
from annotator.offsets import reader, writer
from annotator.progress import Loss, Progress

NAME = "doccano"
TITLE = _N("doccano JSONL")
SUMMARY = _N("Rows of text with entities and relations, for doccano; of all its generations.")
CARRIES = (*untold.CARRIES, "notes")
SUFFIXES = (".jsonl", ".json")
FOLDER = False
EXTRA = ""
STREAMS = True

SHAPES = ("relations", "labels")


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default rows for doccano's task of relation extraction, counted as its page does."""

    chunk: str = choice.chunk()
    shape: str = choice.declared(
        "relations",
        _N("Entities with relations and claims, or mentions alone for sequence labelling."),
        SHAPES,
    )
    unit: str = choice.declared(
        "UTF-16", _N("How to count: UTF-16 as doccano does, graphemes if its project says so."),
        UNITS,
    )  # fmt: skip


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write a row for each article that has a text."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What the page would lose."""
    return summary(losses_in_chunks(page, options.chunk, lambda each: _lost(each, options)))


def recognises(path: Path) -> bool:
    """True for a file whose first value is a row of doccano's."""
    return path.suffix.lower() in SUFFIXES and is_row(first(path))


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file, one for each row."""
    return articles(path, options)


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    with open(target, "wb") as file:

        def add(page: Page) -> Iterable[Lost]:
            if page.text.strip():
                file.write(orjson.dumps(_row(page, options), option=orjson.OPT_APPEND_NEWLINE))
            return _lost(page, options)

        yield add


def _row(page: Page, options: Options) -> dict[str, Any]:
    count = writer(page.text, options.unit)
    row: dict[str, Any] = {"id": page.article.id, "text": page.text}
    if options.shape == "labels":
        row["label"] = [
            [*_ends(page, each.span, options.unit, count), each.name]
            for each in drawn.regions(page) if each.span.is_mention
        ]  # fmt: skip
    else:
        told = drawn.told(page)
        there = {each.id for each in told}
        row["entities"] = [_entity(page, each, options.unit, count) for each in told]
        row["relations"] = [
            {"id": n, "from_id": int(each.source), "to_id": int(each.target), "type": each.type}
            for n, each in enumerate(drawn.relations(page))
            if each.source in there and each.target in there
        ]
    return {**row, **said_of(page.article), "Comments": _comments(page)}


def _entity(
    page: Page, region: drawn.Region, unit: str, count: Callable[[int], int]
) -> dict[str, Any]:
    start, end = _ends(page, region.span, unit, count)
    return {
        "id": region.span.id, "start_offset": start, "end_offset": end, "label": region.name,
    }  # fmt: skip


def _ends(page: Page, span: Span, unit: str, count: Callable[[int], int]) -> tuple[int, int]:
    """Where a span begins and ends as doccano counts; what it halves it gets whole."""
    start, end = count(span.start), count(span.end)
    if unit == "graphemes" and reader(page.text, unit)(end) != span.end:
        end += 1
    return start, end


def _comments(page: Page) -> list[str]:
    return [note.text for note in page.notes if note.article is not None and note.text]


def _lost(page: Page, options: Options) -> list[Lost]:
    if not page.text.strip():
        return [Lost(_N("article without text"), quote=page.article.title)]
    carries = CARRIES if options.shape == "relations" else ("text", "metadata", "mentions", "notes")
    lost = list(untold.untold(page, carries))
    for note in page.notes:
        if note.article is None and note.entity is None:
            lost.append(Lost(_N("note on a mark"), quote=note.text))
        elif note.article is not None and (note.flag or note.resolved or not note.text):
            lost.append(Lost(_N("flag or state of a note"), quote=note.text))
    if options.shape == "labels":
        what, becomes = _N("further piece of a mention"), _N("a mention of its own")
        pieces = (span for span in page.mentions if span.part_of is not None)
        lost += [lost_span(what, span, "changed", becomes) for span in pieces]
    if options.unit == "graphemes":
        lost += _halved(page, options)
    return lost


def _halved(page: Page, options: Options) -> Iterator[Lost]:
    count, back = writer(page.text, "graphemes"), reader(page.text, "graphemes")
    for span in page.spans:
        if span.claim is not None and options.shape == "labels":
            continue
        if back(count(span.start)) != span.start or back(count(span.end)) != span.end:
            yield lost_span(
                _N("mark that halves a character"), span, "changed", _N("whole characters")
            )
