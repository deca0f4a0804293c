"""Prodigy's examples as articles: those about one text, of one session after the other, are one.

What was accepted is marked; what was rejected or passed over is a proposal that somebody said no
to, and comes in as one.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import regex

from annotator.errors import BadInput
from annotator.formats.common.fitting import Cover, fit
from annotator.formats.common.tokens import Tokens
from annotator.formats.regions import record
from annotator.formats.regions.about import article, origin_of, scalar, traits, whole
from annotator.formats.regions.claims import Relation, claimed
from annotator.formats.regions.gathered import Mark, gathered
from annotator.formats.regions.stream import Value, values
from annotator.formats.values import ReadArticle, ReadAttribute, ReadOptions
from annotator.i18n import _
from annotator.model import Origin
from annotator.offsets import units_of

_UNITS = ("code points", "UTF-16")
_KNOWN = frozenset({
    "text", "spans", "tokens", "relations", "meta", "answer", "label", "accept", "options",
    "_session_id", "_annotator_id", "_input_hash", "_timestamp", record.KEY,
})  # fmt: skip
_BOOKS = frozenset({"_task_hash", "_view_id", "_is_binary", "config"})
_SPAN = frozenset({"id", "start", "end", "label", "token_start", "token_end", "text"})
_UNSEEN = regex.compile(r"[\p{Z}\p{C}\s]+")
_Ends = dict[tuple[int, int, str] | str, str]
_STATES = {"accept": "done", "reject": "review", "ignore": "in_progress"}


@dataclass(slots=True)
class _Sheet:
    """What the examples about one text come to."""

    marks: list[Mark] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    attributes: list[ReadAttribute] = field(default_factory=list)
    statuses: dict[str, str] = field(default_factory=dict)
    ignored: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    line: int = 0

    def say(self, name: str, value: str, span: str = "") -> None:
        self.attributes.append(ReadAttribute(f"said-{len(self.attributes)}", name, value, span))

    def free(self, id: str) -> str:
        found, number = id, 1
        while found in self.ids:
            number += 1
            found = f"{id}.{number}"
        self.ids.add(found)
        return found


def is_example(raw: object) -> bool:
    """True for an example of Prodigy: hashes, an answer, or spans by start and end."""
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str) or "kind" in raw:
        return False
    if raw.keys() & {"_input_hash", "_task_hash", "_session_id", "_view_id"}:
        return True
    spans = raw.get("spans")
    if not isinstance(spans, list):
        return raw.get("answer") in _STATES
    return all(isinstance(each, dict) and {"start", "end"} <= each.keys() for each in spans)


def articles(path: Path, options: ReadOptions) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file, in the order in which the last example of each stands."""
    origin = origin_of(path, options)
    left = Counter(_key(each) for each in values(path, options.encoding))
    waiting: dict[bytes, list[Value]] = {}
    for each in values(path, options.encoding):
        key = _key(each)
        if isinstance(each, BadInput):
            yield each
        elif not key:
            yield each.wrong(path, _("The example has no text."))
        else:
            waiting.setdefault(key, []).append(each)
            left[key] -= 1
            if not left[key]:
                yield _article(waiting.pop(key), path, options, origin)


def _key(found: Value | BadInput) -> bytes:
    """What examples about one text share; nothing where there is no text."""
    raw = None if isinstance(found, BadInput) else found.value
    text = raw.get("text") if isinstance(raw, dict) else None
    if not isinstance(text, str):
        return b""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _article(
    examples: list[Value], path: Path, options: ReadOptions, origin: Origin
) -> ReadArticle:
    rows: list[dict[str, Any]] = [each.value for each in examples]
    ours = next((row[record.KEY] for row in rows if record.KEY in row), None)
    sheet = _Sheet()
    for each in examples:
        sheet.line = 0 if each.item else each.line
        _example(each.value, sheet)
    text = rows[0]["text"]
    made = gathered(text, sheet.marks, options, units=_units(text, rows[0]), same=_same)
    linked = claimed(made.spans, sheet.relations)
    there = {span.id for span in linked.spans}
    said = _said(rows)
    read = replace(
        article(text, said, origin),
        id=next((scalar(row["_input_hash"]) for row in rows if row.get("_input_hash")), ""),
        spans=linked.spans,
        claims=linked.claims,
        links=linked.links,
        attributes=(
            *traits(said, ()),
            *(a for a in sheet.attributes if not a.span or a.span in there),
        ),
        statuses=sheet.statuses,
        predictions=made.predictions,
        unfit=made.unfit,
        counted=made.counted,
        ignored=tuple(sorted(sheet.ignored | {f"relation.{each.type}" for each in linked.away})),
    )
    grid = Tokens(read.text)

    def shown(start: int, end: int) -> tuple[int, int] | None:
        first, last = grid.cover(start, end)
        return (start, end) if first == last else grid.characters(first, last)

    read = examples[0].located(read)
    return record.restored(ours, read, path, examples[0].line, shown)


def _units(text: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    """How the tokens are counted, where they are there, for spans that tell no words."""
    if "UTF-16" not in units_of(text):
        return _UNITS
    tokens = [each for each in _list(row.get("tokens"))[:1000] if isinstance(each, dict)]
    covers = [
        Cover(_at(each.get("start")), _at(each.get("end")), scalar(each.get("text")))
        for each in tokens
    ]
    fitted = fit(text, covers, units=_UNITS) if covers else None
    return (fitted.unit,) if fitted and None not in fitted.ranges else _UNITS


def _said(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What the examples say of the text itself."""
    said: dict[str, Any] = {}
    for row in rows:
        meta = row.get("meta")
        said |= meta if isinstance(meta, dict) else {"meta": meta}
        said |= {key: value for key, value in row.items() if key not in _KNOWN | _BOOKS}
    return said


def _example(row: Mapping[str, Any], sheet: _Sheet) -> None:
    who = scalar(row.get("_annotator_id") or row.get("_session_id"))
    answer = row.get("answer")
    spans = [each for each in _list(row.get("spans")) if isinstance(each, dict)]
    refused = {"reject": f"rejected ({who})", "ignore": f"ignored ({who})"}.get(scalar(answer), "")
    names = _spans(row, spans, who, refused.removesuffix(" ()"), sheet)
    if refused and row.get("relations"):
        sheet.ignored.add("relations of a rejected example")
    elif not refused:
        for each in _list(row.get("relations")):
            _relation(each, row, names, who, sheet)
    _answer(row, who, bool(spans), sheet)
    for key in _BOOKS & row.keys():
        if row[key] not in (None, ""):
            sheet.ignored.add(key)


def _answer(row: Mapping[str, Any], who: str, any_spans: bool, sheet: _Sheet) -> None:
    """The state that an answer means, and what was chosen for the text as a whole."""
    answer = row.get("answer")
    mine = f" ({who})" if who else ""
    if isinstance(answer, str) and answer in _STATES:
        state = "done_empty" if answer == "accept" and not any_spans else _STATES[answer]
        if sheet.statuses.get(who) != "done":
            sheet.statuses[who] = state
        if answer != "accept":
            sheet.say(f"answer{mine}", answer)
    refused = "" if answer in (None, "accept") else f" ({answer})"
    for key in ("label", "accept"):
        for each in row[key] if isinstance(row.get(key), list) else [row.get(key)]:
            if each not in (None, ""):
                sheet.say(f"{key}{refused}{mine}", scalar(each))
    if row.get("_timestamp"):
        sheet.say(f"time{mine}", scalar(row["_timestamp"]))
    if row.get("options"):
        sheet.ignored.add("options")


def _spans(
    row: Mapping[str, Any], spans: Iterable[dict[str, Any]], who: str, refused: str, sheet: _Sheet
) -> _Ends:
    """Take in the spans of an example; their ids by place and label, for its relations."""
    names: _Ends = {}
    for n, each in enumerate(spans):
        id = sheet.free(scalar(each["id"]) if each.get("id") is not None else f"span-{n}")
        start, end = _at(each.get("start")), _at(each.get("end"))
        label = scalar(each.get("label")) or "span"
        score = each.get("score")
        score = float(score) if isinstance(score, (int, float)) else None
        cover = Cover(start, end, _quote(row, each))
        sure = score if refused else None
        sheet.marks.append(Mark(id, cover, label, "", who, refused, sure, sheet.line))
        names[start, end, label] = id
        if each.get("id") is not None:
            names[scalar(each["id"])] = id
        for key in each.keys() - _SPAN if not refused else ():
            if each[key] not in (None, ""):
                sheet.say(key, scalar(each[key]), id)
    return names


def _quote(row: Mapping[str, Any], span: Mapping[str, Any]) -> str | None:
    """The words of a span, by the tokens it says it covers; the last of them is within it."""
    if isinstance(span.get("text"), str):
        return str(span["text"])
    first, last, tokens = span.get("token_start"), span.get("token_end"), _list(row.get("tokens"))
    if not isinstance(first, int) or not isinstance(last, int) or not 0 <= first <= last:
        return None
    those = [each for each in tokens[first : last + 1] if isinstance(each, dict)]
    return " ".join(scalar(each.get("text")) for each in those) if those else None


def _same(found: str, quote: str) -> bool:
    """Tokens do not say which blanks and invisible signs lie between them."""
    return _UNSEEN.sub("", found) == _UNSEEN.sub("", quote)


def _relation(
    raw: object, row: Mapping[str, Any], names: _Ends,
    who: str, sheet: _Sheet,
) -> None:  # fmt: skip
    if not isinstance(raw, dict):
        return
    ends = [_end(raw, side, row, names) for side in ("head", "child")]
    label = scalar(raw.get("label")) or "related"
    if "" in ends:
        sheet.ignored.add(f"relation.{label}")
    else:
        id = sheet.free(f"relation-{len(sheet.relations)}")
        sheet.relations.append(Relation(id, ends[0], ends[1], label, who))


def _end(
    raw: Mapping[str, Any], side: str, row: Mapping[str, Any],
    names: _Ends,
) -> str:  # fmt: skip
    """The span at an end of a relation: the one that it names, else the shortest on its token."""
    span = raw.get(f"{side}_span")
    if isinstance(span, dict):
        place = (_at(span.get("start")), _at(span.get("end")), scalar(span.get("label")) or "span")
        if found := names.get(scalar(span.get("id")), names.get(place, "")):
            return found
    at, tokens = whole(raw.get(side)), _list(row.get("tokens"))
    if at is None or not 0 <= at < len(tokens) or not isinstance(tokens[at], dict):
        return ""
    start, end = _at(tokens[at].get("start")), _at(tokens[at].get("end"))
    on = [
        (name[1] - name[0], id)
        for name, id in names.items()
        if isinstance(name, tuple) and name[0] <= start and end <= name[1]
    ]
    return min(on)[1] if on else ""


def _at(raw: object) -> int:
    found = whole(raw)
    return -1 if found is None else found


def _list(raw: object) -> list[Any]:
    return raw if isinstance(raw, list) else []
