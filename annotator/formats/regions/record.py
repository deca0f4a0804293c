"""Our own record of an article, carried along in a file of another tool and held against it again.

The tool's file decides which marks there are, where and under which label; the record tells all
that the tool has no place for about those marks that are still there.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from annotator.errors import BadInput
from annotator.formats.records import reading, writing
from annotator.formats.records.checking import Place
from annotator.formats.regions.claims import ends_of
from annotator.formats.regions.drawn import label_name
from annotator.formats.values import (
    ReadArticle,
    ReadAttribute,
    ReadJudgement,
    ReadLink,
    ReadNote,
    ReadSpan,
)
from annotator.model import Page

KEY = "annotator"
"""Under which name the record lies in the file."""

_Place = tuple[int, int]
_About = TypeVar("_About", ReadJudgement, ReadNote, ReadAttribute)


def embedded(page: Page, names: writing.Names) -> dict[str, Any]:
    """Everything on the page but its text, with all entities that it names."""
    found = writing.article(page, names)
    del found["text"]
    found["entities"] = [writing.entity(page.entities[id], names) for id in sorted(page.entities)]
    return found


Shown = Callable[[int, int], tuple[int, int] | None]
"""Where a format shows a span of ours that lies elsewhere: None where it cannot."""


def restored(
    raw: object, read: ReadArticle, path: Path, line: int = 0, shown: Shown | None = None
) -> ReadArticle:
    """What was read, with what the record in the file adds; as it is where there is none that
    belongs to this text.
    """
    if not isinstance(raw, dict):
        return read
    try:
        found = reading.alone({**raw, "text": read.text}, Place(path, line))
    except BadInput as fault:
        return replace(read, ignored=(*read.ignored, f"{KEY}: {fault.why}"))
    return merged(found, read, shown or _as_it_is)


def _as_it_is(start: int, end: int) -> tuple[int, int]:
    return start, end


def merged(record: ReadArticle, read: ReadArticle, shown: Shown) -> ReadArticle:
    """What the file says now, told with the words of the record."""
    places = {span.id: shown(span.start, span.end) for span in record.spans}
    same = _matched(record.spans, read.spans, places)
    read = _less_linked(record, read, same)
    claimed = {
        span.claim: same[span.id].claim for span in read.spans if span.claim and span.id in same
    }
    spans = (*_kept(record, read.spans, same, places), *_added(read.spans, same, claimed))
    fresh = tuple(claim for claim in read.claims if claim.id not in claimed)
    there = {span.id for span in spans}
    claims = {c.id for c in (*record.claims, *fresh)} - _gone(record, spans)
    known = _Known(record, there, claims, {id: span.id for id, span in same.items()} | claimed)
    return replace(
        record,
        spans=tuple(s for s in _tidy(spans, there) if not s.claim or s.claim in claims),
        claims=tuple(
            replace(c, parent=c.parent if c.parent in claims else "")
            for c in (*record.claims, *fresh) if c.id in claims
        ),
        judgements=_judgements(record.judgements, read.judgements, known),
        links=_links(_contents(record), record.links, read.links, known),
        notes=_notes(record.notes, read.notes, known),
        attributes=_attributes(record.attributes, read.attributes, known),
        statuses={**record.statuses, **_fresh(read, same)},
        entities=(*record.entities, *read.entities),
        predictions=read.predictions,
        unfit=read.unfit,
        counted=read.counted,
        ignored=(*record.ignored, *read.ignored),
    )  # fmt: skip


def _less_linked(
    record: ReadArticle, read: ReadArticle, same: Mapping[str, ReadSpan]
) -> ReadArticle:
    """What was read, less parts of a claim that are tied to its content by a mere link of the
    record: as an arrow between regions it looks like a tie.
    """
    linked = {frozenset((link.source, link.target)) for link in record.links if link.kind == "span"}

    def is_linked(span: ReadSpan) -> bool:
        ends = {same[end].id for end in ends_of(span) if end in same}
        return frozenset(ends) in linked

    return replace(read, spans=tuple(span for span in read.spans if not is_linked(span)))


class _Known:
    """The marks that are there, and what those of the file are called in the record."""

    def __init__(
        self, record: ReadArticle, spans: set[str], claims: set[str], names: Mapping[str, str]
    ) -> None:
        self.spans, self.claims, self.names = spans, claims, names
        known = {span.id for span in record.spans} | {claim.id for claim in record.claims}
        self.lost = known - spans - claims

    def holds(self, about: ReadJudgement | ReadNote | ReadAttribute) -> bool:
        """True unless it is about a span or claim that is gone."""
        span = getattr(about, "span", "")
        return (not span or span in self.spans) and (not about.claim or about.claim in self.claims)

    def named(self, about: _About) -> _About:
        """The same about the mark as the record calls it."""
        found = replace(about, claim=self.names.get(about.claim, about.claim))
        if isinstance(found, ReadJudgement):
            return found
        return replace(found, span=self.names.get(found.span, found.span))


def _fresh(read: ReadArticle, same: Mapping[str, ReadSpan]) -> dict[str, str]:
    """The states that somebody left who marked something that the record does not know."""
    people = {span.annotator for span in read.spans if span.id not in same}
    return {who: status for who, status in read.statuses.items() if who in people}


def _matched(
    record: Iterable[ReadSpan], read: Iterable[ReadSpan], shown: Mapping[str, _Place | None]
) -> dict[str, ReadSpan]:
    """The record's spans by the ids that the file has for them: by id, else by place and name."""
    open_ones = {span.id: span for span in record}
    found: dict[str, ReadSpan] = {}
    rest = []
    for span in read:
        known = open_ones.get(span.id)
        if known and (_called(known) == _shown(span) or bool(known.role) == bool(span.role)):
            found[span.id] = open_ones.pop(span.id)
        else:
            rest.append(span)
    places: dict[tuple[_Place | None, str], list[str]] = {}
    for span in open_ones.values():
        places.setdefault((shown[span.id], _called(span)), []).append(span.id)
    for span in rest:
        if ids := places.get(((span.start, span.end), _shown(span))):
            found[span.id] = open_ones[ids.pop(0)]
    return found


def _called(span: ReadSpan) -> str:
    """How a span of the record is called as a region."""
    return span.role or label_name(span.label)


def _shown(span: ReadSpan) -> str:
    """How the file calls a region, also one that is a part of no claim any more."""
    return span.role or span.label


def _kept(
    record: ReadArticle, read: Iterable[ReadSpan], same: Mapping[str, ReadSpan],
    shown: Mapping[str, _Place | None],
) -> list[ReadSpan]:  # fmt: skip
    """The record's spans that are still there, in its order, where and as the file has them;
    with those that the file never could show.
    """
    now = {same[span.id].id: span for span in read if span.id in same}
    return [
        _as_now(span, now[span.id], shown[span.id]) if span.id in now else span
        for span in record.spans
        if span.id in now or shown[span.id] is None
    ]


def _as_now(span: ReadSpan, now: ReadSpan, shown: _Place | None) -> ReadSpan:
    if _called(span) != _shown(now):
        span = replace(span, label=now.label, label_given="", role=now.role)
    if shown == (now.start, now.end):
        return span
    moved = replace(span, start=now.start, end=now.end)
    start, end = span.head_start, span.head_end
    stands = start is not None and end is not None and now.start <= start and end <= now.end
    return moved if stands else replace(moved, head_start=None, head_end=None)


def _added(
    read: Iterable[ReadSpan], same: Mapping[str, ReadSpan], claimed: Mapping[str, str]
) -> list[ReadSpan]:
    """The spans that the record does not know; further parts of its claims join these."""
    taken = {span.id for span in same.values()}
    return [
        replace(
            span,
            id=f"{span.id}+" if span.id in taken else span.id,
            claim=claimed.get(span.claim, span.claim),
            part_of=same[span.part_of].id if span.part_of in same else span.part_of,
        )
        for span in read
        if span.id not in same
    ]


def _gone(record: ReadArticle, spans: Iterable[ReadSpan]) -> set[str]:
    """The claims that had a content and have none any more."""
    before = {span.claim for span in record.spans if span.role == "content"}
    return before - {span.claim for span in spans if span.role == "content"}


def _tidy(spans: Iterable[ReadSpan], there: set[str]) -> list[ReadSpan]:
    """The spans, none of them pointing to one that is gone."""
    return [
        replace(
            span,
            mention=span.mention if span.mention in there else "",
            part_of=span.part_of if span.part_of in there else "",
        )
        for span in spans
    ]


def _judgements(
    record: Iterable[ReadJudgement], read: Iterable[ReadJudgement], known: _Known
) -> tuple[ReadJudgement, ...]:
    """The record's answers; where the file has others of somebody to a question, those."""
    kept = [each for each in record if known.holds(each)]
    now: dict[tuple[str, str, str, str], list[ReadJudgement]] = {}
    for each in map(known.named, read):
        if known.holds(each):
            now.setdefault(_question(each), []).append(each)
    before: dict[tuple[str, str, str, str], list[str]] = {}
    for each in kept:
        before.setdefault(_question(each), []).append(each.value)
    changed = {
        asked: answers
        for asked, answers in now.items()
        if sorted({each.value for each in answers}) != sorted(set(before.get(asked, ())))
    }
    stay = [each for each in kept if _question(each) not in changed]
    return (*stay, *(each for answers in changed.values() for each in answers))


def _question(each: ReadJudgement) -> tuple[str, str, str, str]:
    return each.claim, each.entity, each.field, each.annotator


def _contents(record: ReadArticle) -> dict[str, str]:
    """Which claim each content is one of."""
    return {span.id: span.claim for span in record.spans if span.role == "content"}


def _links(
    contents: Mapping[str, str], record: Iterable[ReadLink], read: Iterable[ReadLink], known: _Known
) -> tuple[ReadLink, ...]:
    homes = {"span": known.spans, "claim": known.claims}

    def stands(link: ReadLink) -> bool:
        home = homes.get(link.kind)
        return home is None or (link.source in home and link.target not in known.lost)

    kept = [link for link in record if stands(link)]
    there = {(link.kind, link.source, link.target, link.type) for link in kept}
    # As relations, links between two contents look like those between their claims.
    there |= {
        ("claim", contents.get(link.source, ""), contents.get(link.target, ""), link.type)
        for link in kept
    }
    renamed = [
        replace(
            link,
            source=known.names.get(link.source, link.source),
            target=known.names.get(link.target, link.target),
        )
        for link in read
    ]
    fresh = [x for x in renamed if (x.kind, x.source, x.target, x.type) not in there and stands(x)]
    return (*kept, *fresh)


def _notes(
    record: Iterable[ReadNote], read: Iterable[ReadNote], known: _Known
) -> tuple[ReadNote, ...]:
    kept = [each for each in record if known.holds(each)]
    there = {(each.span, each.claim, each.text) for each in kept}
    named = [known.named(each) for each in read]
    fresh = [n for n in named if (n.span, n.claim, n.text) not in there and known.holds(n)]
    return (*kept, *fresh)


def _attributes(
    record: Iterable[ReadAttribute], read: Iterable[ReadAttribute], known: _Known
) -> tuple[ReadAttribute, ...]:
    kept = [each for each in record if known.holds(each)]
    there = {(each.span, each.claim, each.name, each.value) for each in kept}
    named = [known.named(each) for each in read]
    fresh = [a for a in named if (a.span, a.claim, a.name, a.value) not in there and known.holds(a)]
    return (*kept, *fresh)
