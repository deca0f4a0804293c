"""Prodigy JSONL: an example for each text and annotator, with tokens, spans and relations.

Spans lie on whole tokens, as Prodigy wants them; our record, which it hands through untouched,
keeps their exact ends and all that it has no place for.
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
from annotator.formats.common.tokens import Tokens, lost_span
from annotator.formats.records import writing
from annotator.formats.regions import drawn, record
from annotator.formats.regions.about import said_of
from annotator.formats.regions.stream import first
from annotator.formats.rows.prodigy import articles, is_example
from annotator.formats.values import DETECT, Lost, ProjectCard, ReadArticle, ReadOptions, Report
from annotator.i18n import _N
from annotator.model import Page, Span
from annotator.progress import Loss, Progress

NAME = "prodigy"
TITLE = _N("Prodigy JSONL")
SUMMARY = _N("Examples with tokens, spans and relations for Prodigy; what it keeps comes back.")
CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses", "annotators", "entity cards",
)  # fmt: skip
SUFFIXES = (".jsonl", ".json")
FOLDER = False
EXTRA = ""
STREAMS = True


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default everything, an example for each who marked a text."""

    chunk: str = choice.chunk()


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write the examples, those about one text together."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What Prodigy shows otherwise than it is; nothing is lost."""
    return summary(
        losses_in_chunks(page, options.chunk, lambda each: _changed(each, Tokens(each.text)))
    )


def recognises(path: Path) -> bool:
    """True for a file whose first value is an example of Prodigy's."""
    return path.suffix.lower() in SUFFIXES and is_example(first(path))


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file, one for each text."""
    return articles(path, options)


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    names = writing.Names(project)
    with open(target, "wb") as file:

        def add(page: Page) -> Iterable[Lost]:
            grid = Tokens(page.text)
            for each in _examples(page, grid, names):
                file.write(orjson.dumps(each, option=orjson.OPT_APPEND_NEWLINE))
            return _changed(page, grid)

        yield add


def _examples(page: Page, grid: Tokens, names: writing.Names) -> Iterator[dict[str, Any]]:
    """An example for each who marked something or said to be done; at least one."""
    done = {who for who, status in page.statuses.items() if status in ("done", "done_empty")}
    people = sorted({span.annotator for span in page.spans} | done)
    base = {"text": page.text, "meta": said_of(page.article), "tokens": _tokens(grid)}
    arrows = tuple(drawn.relations(page))
    owner = {str(span.id): span.annotator for span in page.spans}
    for n, who in enumerate(people or [0]):
        shown = {
            each.id: _span(each, grid) for each in drawn.regions(page)
            if each.span.annotator == who
        }  # fmt: skip
        example = {
            **base,
            "spans": list(shown.values()),
            "relations": [
                _relation(shown[x.source], shown[x.target], x.type)
                for x in arrows
                if owner[x.source] == owner[x.target] == who
                and "token_end" in shown[x.source] and "token_end" in shown[x.target]
            ],
        }  # fmt: skip
        if who:
            example |= {"answer": "accept", "_session_id": names.annotators[who]}
        yield example if n else {**example, record.KEY: record.embedded(page, names)}


def _tokens(grid: Tokens) -> list[dict[str, Any]]:
    text = grid.text
    return [
        {"text": text[start:end], "start": start, "end": end, "id": n,
         "ws": text[end : end + 1] == " "}
        for n, (start, end) in enumerate(grid.ranges)
    ]  # fmt: skip


def _span(region: drawn.Region, grid: Tokens) -> dict[str, Any]:
    start, end, name = region.span.start, region.span.end, region.name
    on = grid.cover(start, end)
    if on[0] == on[1]:
        words = grid.text[start:end]
        return {"id": region.id, "start": start, "end": end, "label": name, "text": words}
    start, end = grid.characters(*on)
    return {
        "id": region.id, "start": start, "end": end, "label": name,
        "token_start": on[0], "token_end": on[1] - 1,
    }  # fmt: skip


def _relation(head: dict[str, Any], child: dict[str, Any], label: str) -> dict[str, Any]:
    """Prodigy names the last token of each end, and repeats the spans."""
    return {
        "head": head["token_end"], "child": child["token_end"], "label": label,
        "head_span": head,
        "child_span": child,
    }  # fmt: skip


def _changed(page: Page, grid: Tokens) -> list[Lost]:
    return [lost for span in page.spans if (lost := _moved(span, grid))]


def _moved(span: Span, grid: Tokens) -> Lost | None:
    on = grid.cover(span.start, span.end)
    if on[0] == on[1]:
        return lost_span(_N("mark that covers no token"), span, "changed", _N("without tokens"))
    if grid.characters(*on) != (span.start, span.end):
        becomes = _N("whole tokens; exact ends in our record")
        return lost_span(_N("mark whose ends are not those of tokens"), span, "changed", becomes)
    return None
