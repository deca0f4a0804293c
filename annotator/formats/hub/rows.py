"""Articles and claims as rows of a dataset, and what the tags of tokens cannot say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from annotator.formats.common import claiming
from annotator.formats.common.labelling import label_ids
from annotator.formats.common.reviewing import reviewed
from annotator.formats.common.tokens import Placed, Tokens, flat, lost_span, place
from annotator.formats.hub.columns import ARTICLE
from annotator.formats.records import writing
from annotator.formats.values import Lost
from annotator.i18n import _N
from annotator.model import ROLES, Claim, Codebook, Page, Span
from annotator.text import sentences

Row = dict[str, Any]
_BESIDE = _N("in the spans alone")
_WORDING = (
    _N("mention whose ends are not those of tokens"),
    _N("mention that covers no token"),
    _N("whole tokens in the tags; exact ends in the spans"),
    _BESIDE,
)


@dataclass(frozen=True, slots=True)
class Tagging:
    """Which mentions the tags show: those of some levels, and of overlapping ones which."""

    overlap: str
    levels: tuple[str, ...]


class Rows:
    """Makes the rows of a project's articles."""

    __slots__ = ("_labels", "_names", "_tagging", "_who")

    def __init__(self, names: writing.Names, codebook: Codebook, tagging: Tagging) -> None:
        self._names, self._tagging, self._who = names, tagging, names.annotators
        numbers = label_ids(codebook)
        self._labels = {x.id: numbers[codebook.label(x.id).name] for x in codebook.labels}

    def article(self, page: Page, lost: list[Lost]) -> Row:
        """The row of an article; what the tags lose is told."""
        grid = Tokens(page.text)
        record = writing.article(page, self._names)
        record["text"], text = "", record["text"]
        record["entities"] = [
            writing.entity(page.entities[id], self._names) for id in sorted(page.entities)
        ]
        return {
            **{name: str(getattr(page.article, name)) for name in ARTICLE},
            "family": page.article.family,
            "statuses": sorted(set(page.statuses.values())),
            "text": text,
            "tokens": [text[start:end] for start, end in grid.ranges],
            "token_starts": [start for start, _end in grid.ranges],
            "token_ends": [end for _start, end in grid.ranges],
            "sentence_starts": [first for first, _last in grid.sentences()],
            "tags": tags(page, grid, self._tagging, lost),
            "spans": [self._span(page, span) for span in page.mentions],
            "claims": [_claim(page, claim) for claim in page.claims_in_order],
            "reviewed": [{"start": start, "end": end} for start, end in reviewed(page)],
            "record": orjson.dumps(record, option=orjson.OPT_SORT_KEYS).decode(),
        }

    def claims(self, page: Page) -> Iterator[Row]:
        """A row for each claim of an article."""
        found = sentences(page.text) if page.claims else ()
        for claim in page.claims_in_order:
            start, end = claiming.around(page, claim, found)
            answers = claiming.told_answers(page, claim.id, self._who)
            yield {
                **_claim(page, claim),
                "article": str(page.article.id),
                "title": page.article.title,
                "published": page.article.published,
                "language": page.article.language,
                **{role: claiming.words(page, claim.id, role) for role in ROLES},
                "source_name": claiming.source_name(page, claim),
                "source_qid": claiming.source_qid(page, claim),
                "parent": "" if claim.parent is None else str(claim.parent),
                "author_own": claiming.is_authors_own(page, claim),
                "context": page.text[start:end],
                "context_start": start,
                "answers": orjson.dumps(answers, option=orjson.OPT_SORT_KEYS).decode(),
                "annotator": self._who[claim.annotator],
            }

    def _span(self, page: Page, span: Span) -> Row:
        entity = page.entities.get(page.entity_of(span) or 0)
        return {
            "id": str(span.id),
            "start": span.start,
            "end": span.end,
            "label": self._labels[span.label or 0],
            "text": page.text[span.start : span.end],
            "level": span.level,
            "entity": "" if entity is None else str(entity.id),
            "name": "" if entity is None else entity.name,
            "qid": "" if entity is None else entity.qid,
            "part_of": "" if span.part_of is None else str(span.part_of),
            "annotator": self._who[span.annotator],
        }


def tags(page: Page, grid: Tokens, tagging: Tagging, lost: list[Lost]) -> list[int]:
    """A class id for each token; what flat tags cannot say is told."""
    numbers = label_ids(page.codebook)
    whole: list[Placed] = []
    named = [(span, page.codebook.label(span.label or 0).name) for span in page.mentions]
    for each in place(named, grid, lost, _WORDING):
        if each.span.part_of is not None:
            lost.append(_elsewhere(_N("further piece of a mention"), each))
        elif each.span.level not in (*tagging.levels, ""):
            lost.append(_elsewhere(_N("mention of a level that was not chosen"), each))
        else:
            whole.append(each)
    kept, gone = flat(whole, tagging.overlap, len(grid.ranges))
    lost += [_elsewhere(_N("mention that overlaps another"), each) for each in gone]
    found = [0] * len(grid.ranges)
    for each in kept:
        begin = 2 * numbers[each.name] + 1
        found[each.first : each.last] = [begin, *[begin + 1] * (each.last - each.first - 1)]
    return found


def _elsewhere(what: str, each: Placed) -> Lost:
    return lost_span(what, each.span, "changed", _BESIDE)


def _claim(page: Page, claim: Claim) -> Row:
    return {
        "id": str(claim.id),
        "gist": claim.gist,
        "parts": [
            {
                "role": ROLES.index(part.role),
                "start": part.start,
                "end": part.end,
                "text": page.text[part.start : part.end],
            }
            for part in page.parts(claim.id)
        ],
    }
