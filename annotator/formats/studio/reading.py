"""Label Studio's tasks as articles: regions of several annotators, predictions, what is said of
regions, and relations; the full export and the one of rows (JSON_MIN).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import Any

from annotator.errors import BadInput
from annotator.formats.regions import record
from annotator.formats.regions.about import article, scalar, traits
from annotator.formats.regions.claims import claimed
from annotator.formats.regions.gathered import gathered
from annotator.formats.regions.stream import Value
from annotator.formats.studio.results import Results
from annotator.formats.values import (
    NO_ORIGIN,
    ReadArticle,
    ReadAttribute,
    ReadJudgement,
    ReadNote,
    ReadOptions,
)
from annotator.i18n import _
from annotator.model import Origin
from annotator.text import clean

_KNOWN = frozenset({"id", "data", "annotations", "completions", "predictions", "meta"})
_SAID = ("created_at", "updated_at", "lead_time")
_LINKED = re.compile(r"[a-z0-9]+://\S+|/\S+\.[A-Za-z0-9]{2,5}")
_ROW = frozenset({"id", "annotator", "annotation_id", *_SAID})


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: its name, its options, and which key of the data shows which text."""

    path: Path
    options: ReadOptions
    texts: Mapping[str, str] = field(default_factory=dict)
    origin: Origin = NO_ORIGIN


def is_task(raw: object) -> bool:
    """True for a task of a full export, or a row of JSON_MIN."""
    if not isinstance(raw, dict):
        return False
    if isinstance(raw.get("data"), dict):
        parts = [raw.get(key) for key in ("annotations", "completions", "predictions")]
        return any(isinstance(each, list) for each in parts)
    return "annotation_id" in raw or ("annotator" in raw and "lead_time" in raw)


def articles(
    found: Iterable[Value | BadInput], reading: Reading
) -> Iterator[ReadArticle | BadInput]:
    """The articles of the tasks of a file; rows that follow one another and share id are one."""

    rows: list[Value] = []
    try:
        for each in found:
            row = _row_id(each)
            if rows and (row is None or row != _row_id(rows[0])):
                yield _article(rows, reading)
                rows = []
            if isinstance(each, BadInput):
                yield each
            elif row is None:
                yield _article([each], reading)
            else:
                rows.append(each)
    except BadInput:
        if rows:
            yield _article(rows, reading)
        raise
    if rows:
        yield _article(rows, reading)


def _row_id(each: Value | BadInput) -> object:
    """What rows of JSON_MIN about one text share; None for all else."""
    raw = None if isinstance(each, BadInput) else each.value
    return raw.get("id") if isinstance(raw, dict) and "data" not in raw else None


def _article(rows: list[Value], reading: Reading) -> ReadArticle | BadInput:
    first, raw = rows[0], rows[0].value
    if not is_task(raw):
        return first.wrong(reading.path, _("This is no task of Label Studio."))
    task = raw if "data" in raw else _task([row.value for row in rows if is_task(row.value)])
    try:
        return first.located(_read(task, first.line, reading))
    except BadInput as fault:
        return first.wrong(fault.path, fault.why)


def _task(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows of JSON_MIN about one text, as the task that they came from."""
    shown: dict[str, Any] = {}
    works = []
    for number, row in enumerate(rows):
        result = []
        for name, value in row.items():
            if name in _ROW:
                continue
            regions = _regions(name, value, number)
            if regions:
                result += regions
            else:
                shown[name] = value
        said = {key: row[key] for key in _SAID if key in row}
        works.append(
            {"id": row.get("annotation_id"), "completed_by": row.get("annotator"), "result": result}
            | said
        )
    return {"id": rows[0].get("id"), "data": shown, "annotations": works}


def _regions(name: str, value: object, row: int) -> list[dict[str, Any]]:
    """A column of JSON_MIN that holds regions, as results."""
    if not isinstance(value, list) or not value:
        return []
    if not all(isinstance(each, dict) and {"start", "end"} <= each.keys() for each in value):
        return []
    kinds = [next((k for k in each if k.endswith("labels")), "labels") for each in value]
    return [
        {"id": f"{name}-{row}-{n}", "from_name": name, "type": kind, "value": each}
        for n, (kind, each) in enumerate(zip(kinds, value, strict=True))
    ]


def _read(task: dict[str, Any], line: int, reading: Reading) -> ReadArticle:
    shown: dict[str, Any] = task["data"]
    results = Results(_owners(task))
    for each in _maps(task.get("annotations")) + _maps(task.get("completions")):
        results.completed(each)
    for each in _maps(task.get("predictions")):
        results.proposed(each)
    for key in ("annotations", "completions", "predictions"):
        raw = task.get(key) or []
        if not isinstance(raw, list) or len(_maps(raw)) < len(raw):
            results.ignored.add(f"an entry of {key} that is no object")
    key = _text_key(shown, results, reading)
    text = shown[key] if key else ""
    if not key:
        raise BadInput(reading.path, line, _("The task has no text."))
    if _LINKED.fullmatch(text):
        raise BadInput(reading.path, line, _("The text of the task is only linked, not in it."))
    units = ("code points", "UTF-16")
    made = gathered(text, results.marks, reading.options, units=units, same=_covers)
    found = claimed(made.spans, results.relations)
    read = replace(
        article(text, shown, reading.origin),
        id=scalar(task.get("id")),
        spans=found.spans,
        claims=found.claims,
        links=found.links,
        statuses=results.statuses,
        predictions=made.predictions,
        unfit=made.unfit,
        counted=made.counted,
    )
    read = _with_remarks(read, results, traits(shown, (key,)))
    gone = {f"relation.{each.type}" for each in found.away}
    ignored = {*results.ignored, *gone, *(k for k in task if k not in _KNOWN and task[k])}
    read = replace(read, ignored=tuple(sorted(ignored)))
    meta = task.get("meta")
    return record.restored(_record(task), read, reading.path, line) if meta else read


def _maps(raw: object) -> list[dict[str, Any]]:
    return [each for each in raw if isinstance(each, dict)] if isinstance(raw, list) else []


def _record(task: Mapping[str, Any]) -> Any:
    meta = task.get("meta")
    return meta.get(record.KEY) if isinstance(meta, dict) else None


def _owners(task: Mapping[str, Any]) -> dict[str, str]:
    """Whose region is whose, as our record in the task tells."""
    raw = _record(task)
    if not isinstance(raw, dict):
        return {}
    parts = [part for claim in _maps(raw.get("claims")) for part in _maps(claim.get("parts"))]
    return {
        str(each.get("id")): str(each.get("annotator", ""))
        for each in (*_maps(raw.get("mentions")), *parts)
    }


def _text_key(shown: Mapping[str, Any], results: Results, reading: Reading) -> str:
    """The key of the data that holds the text: by the configuration, else by name, else by size."""
    for name in (*results.targets, *reading.texts):
        key = reading.texts.get(name, name)
        if isinstance(shown.get(key), str):
            return key
    texts = [key for key, value in shown.items() if isinstance(value, str)]
    return "text" if "text" in texts else max(texts, key=lambda key: len(shown[key]), default="")


def _with_remarks(
    read: ReadArticle, results: Results, further: Iterable[ReadAttribute]
) -> ReadArticle:
    """The article with what is said of its regions, its claims and itself."""
    there = {span.id: span for span in read.spans}
    attributes = list(further)
    judgements: list[ReadJudgement] = []
    notes: list[ReadNote] = []
    lost = set()
    for n, said in enumerate(results.said):
        span = there.get(said.region)
        if said.region and span is None:
            lost.add(said.name)
            continue
        claim = span.claim if span else ""
        id = f"said-{n}"
        if said.field and claim:
            note = said.field == "note"
            if note:
                notes.append(ReadNote(id, said.value, said.annotator, claim=claim))
            else:
                judgements.append(
                    ReadJudgement(id, said.field, said.value, said.annotator, claim=claim)
                )
        elif said.is_note:
            notes.append(ReadNote(id, said.value, said.annotator, span=said.region))
        else:
            attributes.append(ReadAttribute(id, said.name, said.value, span=said.region))
    results.ignored.update(lost)
    return replace(
        read, attributes=tuple(attributes), judgements=tuple(judgements), notes=tuple(notes)
    )


def _covers(found: str, quote: str) -> bool:
    """True for the words that a region says, also where it has them escaped as in HTML."""
    if found == quote:
        return True
    return clean(found).text in (clean(quote).text, clean(unescape(quote)).text)
