"""A page as a task of Label Studio: one annotation for each who marked, our record in its meta."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotator.formats.records import writing
from annotator.formats.regions import drawn, record
from annotator.formats.regions.about import said_of
from annotator.formats.studio.config import CLAIM, ENTITY, LABEL, NOTE, PART, TEXT, Used
from annotator.formats.values import Lost
from annotator.i18n import _N
from annotator.model import Claim, Judgement, Page, Span

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A task and what of the page Label Studio cannot show."""

    task: dict[str, Any]
    hidden: tuple[Lost, ...]


def sheet_of(page: Page, names: writing.Names, used: Used, *, people: bool) -> Sheet:
    """The task of a page; with `people` each result says whose it is."""
    shown = _Shown(page, used)
    who = dict.fromkeys([*sorted({s.annotator for s in page.spans}), *sorted(page.statuses)])
    works = []
    for annotator in who:
        result = [*shown.results(annotator)]
        if result or page.statuses.get(annotator) in ("done", "done_empty"):
            by = {"completed_by": {"email": names.annotators[annotator]}} if people else {}
            works.append({**by, "result": result, "was_cancelled": False})
    task = {
        "data": {TEXT: page.text, "title": "", **said_of(page.article)},
        "meta": {record.KEY: record.embedded(page, names)},
        "annotations": works,
    }
    return Sheet(task, tuple(_hidden(page, shown)))


class _Shown:
    """What of a page stands in the result of whom."""

    def __init__(self, page: Page, used: Used) -> None:
        self.page, self.used = page, used
        self.owner = {str(span.id): span.annotator for span in page.spans}
        self.relations = tuple(drawn.relations(page))

    def results(self, annotator: int) -> Iterator[Result]:
        """The regions of one annotator, what is said of each, and the relations among them."""
        page = self.page
        for region in drawn.regions(page):
            if region.span.annotator == annotator:
                yield self._region(region)
                yield from self._remarks(region.span)
        for id, claim in page.claims.items():
            first = drawn.anchor(page, id)
            if first and first.annotator == annotator:
                yield from self._answers(claim, first)
        for each in self.relations:
            if self.owner[each.source] == self.owner[each.target] == annotator:
                self.used.relations.setdefault(each.type)
                yield {
                    "type": "relation",
                    "from_id": each.source,
                    "to_id": each.target,
                    "direction": "right",
                    "labels": [each.type],
                }

    def is_hidden(self, judgement: Judgement) -> bool:
        """True for an answer about a claim that stands in the annotation of somebody else."""
        if judgement.claim is None:
            return False
        first = drawn.anchor(self.page, judgement.claim)
        return first is not None and first.annotator != judgement.annotator

    def _region(self, region: drawn.Region) -> Result:
        is_part = region.span.label is None
        if not is_part:
            self.used.labels.setdefault(region.name)
        return self._at(region.span, PART if is_part else LABEL, "labels", [region.name])

    def _at(self, span: Span, control: str, kind: str, values: list[str]) -> Result:
        key = "text" if kind == "textarea" else kind
        value = {
            "start": span.start,
            "end": span.end,
            "text": self.page.text[span.start : span.end],
        }
        if kind == "textarea":
            del value["text"]
        return {
            "id": str(span.id),
            "from_name": control,
            "to_name": TEXT,
            "type": kind,
            "value": {**value, key: values},
        }

    def _remarks(self, span: Span) -> Iterator[Result]:
        entity = self.page.entities.get(self.page.entity_of(span) or 0)
        if entity and entity.name:
            yield self._at(span, ENTITY, "textarea", [entity.name])
        notes = [note.text for note in self.page.notes if note.span == span.id and note.text]
        if notes:
            yield self._at(span, NOTE, "textarea", notes)

    def _answers(self, claim: Claim, first: Span) -> Iterator[Result]:
        page = self.page
        fields = {each.id: each for each in page.codebook.fields}
        own = page.answers(claim=claim.id, annotator=first.annotator)
        for field, answers in own.items():
            values = list(dict.fromkeys(each.value for each in answers))
            about = fields.get(field)
            kind = "textarea" if about and not about.choices else "choices"
            if kind == "choices":
                self.used.answers.setdefault(field, {}).update(dict.fromkeys(values))
            yield self._at(first, CLAIM + field, kind, values)
        notes = [note.text for note in page.notes if note.claim == claim.id and note.text]
        if notes:
            yield self._at(first, CLAIM + NOTE, "textarea", notes)


def _hidden(page: Page, shown: _Shown) -> Iterator[Lost]:
    """What stays in the record alone, where Label Studio does not show it."""
    where = _N("in the meta of the task alone")
    for id, claim in page.claims.items():
        if drawn.anchor(page, id) is None:
            yield Lost(_N("claim without content"), "changed", where, quote=claim.gist)
    for judgement in page.judgements:
        if shown.is_hidden(judgement):
            told = f"{judgement.field}: {judgement.value}"
            yield Lost(_N("answer about somebody else's claim"), "changed", where, quote=told)
    for each in shown.relations:
        if shown.owner[each.source] != shown.owner[each.target]:
            yield Lost(
                _N("link between marks of two annotators"), "changed", where, quote=each.type
            )
