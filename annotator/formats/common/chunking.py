"""Articles cut into chunks, for models that read no whole articles: each chunk is a small page.

Cuts lie at ends of sentences and never look at the marks; what crosses one is cut and told. Or a
chunk for each claim: the sentences that it stands in, with that claim alone.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.errors import Refused
from annotator.formats.common.claiming import around
from annotator.formats.common.options import CHUNKS, CLAIM, SENTENCE, WHOLE
from annotator.formats.values import Lost
from annotator.i18n import _N, _
from annotator.model import Attribute, Claim, Note, Page, Span
from annotator.text import content_key, sentences

_CUT = _N("mark that runs over the end of a chunk")
_ELSEWHERE = _N("part of a claim in another chunk than its content")
_HEAD = _N("head of a mention beyond the end of a chunk")
_MENTION = _N("tie of a part to a mention in another chunk")
_PIECE = _N("tie of a further piece to a mention in another chunk")
_PARENT = _N("tie of a claim to the one around it in another chunk")
_LINK = _N("link to a mark in another chunk")
_SAID = _N("note or attribute on a part of a claim in another chunk than its content")
_OUTSIDE = _N("mention that stands whole in no row of a claim")
_UNROWED = _N("note, attribute or link on what stands in no row of a claim")
_WORDLESS = _N("claim without words")
_CLAIMLESS = _N("article without a claim")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of an article as a page of its own; offset 0 of it is `start` of the article.

    Chunks are numbered from 1; `claim` is the one whose row it is, where each has one.
    """

    page: Page
    start: int
    end: int
    number: int
    claim: int | None = None


def check_chunk(size: str) -> None:
    """Refused unless it is "none", "sentence", "claim" or a number of characters."""
    if size not in CHUNKS and not (size.isdecimal() and int(size)):
        why = _("{size} is no size of a chunk; write {words} or a number of characters.")
        raise Refused(why.format(size=size, words=", ".join(CHUNKS)))


def chunks(page: Page, size: str, lost: list[Lost]) -> Iterator[Chunk]:
    """The chunks of an article in order; the article itself where none are asked for."""
    if size == WHOLE or not page.text:
        yield Chunk(page, 0, len(page.text), 1)
        return
    if size == CLAIM:
        yield from _rows(page, lost)
        return
    borders = tuple(_borders(page.text, size))
    homes = _homes(page, borders)
    lost += _homeless(page, homes)
    for number, (start, end) in enumerate(borders):
        part = _part(page, (start, end), _id(page, start), _Homes(number, homes), lost)
        yield Chunk(part, start, end, number + 1)


def has_rows(page: Page, size: str) -> bool:
    """False for an article that has no chunk at all, since each claim has one and it has none."""
    return size != CLAIM or not page.text or any(map(page.parts, page.claims))


def losses_in_chunks(
    page: Page, size: str, losses: Callable[[Page], Iterable[Lost]]
) -> Iterator[Lost]:
    """What cutting loses, and what each chunk then loses, at places in the whole article."""
    lost: list[Lost] = []
    for chunk in chunks(page, size, lost):
        for one in losses(chunk.page):
            yield moved(one, chunk.start)
    yield from lost


def moved(one: Lost, by: int) -> Lost:
    """The loss at its place in the whole article."""
    return one if one.start < 0 or not by else one._replace(start=one.start + by, end=one.end + by)


def _rows(page: Page, lost: list[Lost]) -> Iterator[Chunk]:
    """A chunk for each claim; mentions in its sentences come along, and may so come twice."""
    found = sentences(page.text) if page.claims else ()
    seen: set[int] = set()
    for number, claim in enumerate(page.claims_in_order, 1):
        start, end = around(page, claim, found)
        if start == end:
            lost.append(Lost(_WORDLESS, quote=claim.gist))
            continue
        here = {claim.id} | {
            span.id for span in page.spans
            if (start <= span.start and span.end <= end if span.claim is None
                else span.claim == claim.id)
        }  # fmt: skip
        seen |= here
        homes = _Homes(-1, dict.fromkeys(here, -1))  # no row is the first of its article
        part = _part(page, (start, end), _id(page, f"claim {claim.id}"), homes, lost)
        yield Chunk(part, start, end, number, claim.id)
    lost += _in_no_row(page, seen)


def _in_no_row(page: Page, seen: Collection[int]) -> Iterator[Lost]:
    """What an article holds that no row of a claim shows."""
    if not page.claims:
        yield Lost(_CLAIMLESS, quote=page.article.title)
    for span in page.spans:
        if span.claim is None and span.id not in seen:
            yield _lost(_OUTSIDE, span)
    for link in page.links:
        if link.kind == "span" and link.source not in seen:
            yield Lost(_UNROWED, quote=link.type)
    for note in page.notes:
        if note.entity is None and (note.claim or note.span) not in seen:
            yield Lost(_UNROWED, quote=note.text)
    for each in page.attributes:
        if each.entity is None and (each.claim or each.span) not in seen:
            yield Lost(_UNROWED, quote=f"{each.name}: {each.value}")


def _borders(text: str, size: str) -> Iterator[tuple[int, int]]:
    """Stretches that together are the whole text: a sentence each, or as many as fit."""
    ends = [start for start, _end in sentences(text)][1:]
    most = 0 if size == SENTENCE else int(size)
    begin = reached = 0
    for end in (*ends, len(text)):
        if most and begin < reached and end - begin > most:
            yield begin, reached
            begin = reached
        while most and end - begin > most:  # a sentence longer than a chunk may be
            cut = _blank(text, begin, begin + most)
            yield begin, cut
            begin = cut
        if not most and begin < end:
            yield begin, end
            begin = end
        reached = end
    if begin < len(text):
        yield begin, len(text)


def _blank(text: str, start: int, end: int) -> int:
    """Where to cut within a sentence: after the last blank, so that no word is cut if possible."""
    return next((at for at in range(end, start, -1) if text[at - 1].isspace()), end)


@dataclass(frozen=True, slots=True)
class _Homes:
    """In which chunk each span and claim of an article belongs, seen from one of them."""

    number: int
    chunk: Mapping[int, int]

    def __contains__(self, id: object) -> bool:
        return self.chunk.get(id) == self.number  # type: ignore[call-overload, no-any-return]


def _homes(page: Page, borders: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The chunk of each claim, where its content begins, and of each span that meets it there."""
    starts = [start for start, _end in borders]
    homes: dict[int, int] = {}
    for claim in page.claims.values():
        first = next((part.start for part in page.parts(claim.id)), 0)
        homes[claim.id] = bisect_right(starts, first) - 1
    for span in page.spans:
        home = bisect_right(starts, span.start) - 1
        if span.claim is not None:
            home = homes[span.claim]
            start, end = borders[home]
            if span.end <= start or end <= span.start:
                continue
        homes[span.id] = home
    return homes


def _homeless(page: Page, homes: Mapping[int, int]) -> Iterator[Lost]:
    """The parts of claims that lie in other chunks than their claim, and what is said of them."""
    gone = {span.id for span in page.spans if span.id not in homes}
    for span in page.spans:
        if span.id in gone:
            yield _lost(_ELSEWHERE, span)
    for note in page.notes:
        if note.span in gone:
            yield Lost(_SAID, quote=note.text)
    for attribute in page.attributes:
        if attribute.span in gone:
            yield Lost(_SAID, quote=f"{attribute.name}: {attribute.value}")
    for link in page.links:
        if link.kind == "span" and link.source in gone:
            yield Lost(_LINK, quote=link.type)


def _part(
    page: Page, stretch: tuple[int, int], id: int, here: _Homes, lost: list[Lost]
) -> Page:  # fmt: skip
    """The page of a stretch: the marks that belong there, cut to it."""
    start, end = stretch
    text, old = page.text[start:end], page.article
    spans = [_inside(span, start, end, page, lost) for span in page.spans if span.id in here]
    part = replace(
        page,
        article=replace(
            old, id=id, key=content_key(text), characters=len(text), family=old.family or old.key
        ),
        text=text,
        spans=tuple(_untied(replace(span, article=id), here, lost) for span in spans),
        entities={
            e.id: replace(e, article=id) if e.article == old.id else e
            for e in page.entities.values()
        },
        claims={
            c.id: _alone(replace(c, article=id), here, lost)
            for c in page.claims.values()
            if c.id in here
        },
    )
    return _with_remarks(part, page, here, lost)


def _id(page: Page, what: object) -> int:
    """An id for a chunk, always the same: of 63 bits, like all ids."""
    drawn = hashlib.sha256(f"{page.article.id}:{what}".encode()).digest()
    return int.from_bytes(drawn[:8], "big") >> 1


def _inside(span: Span, start: int, end: int, page: Page, lost: list[Lost]) -> Span:
    """The span cut to its chunk, with offsets of the chunk."""
    first, last = max(span.start, start), min(span.end, end)
    if (first, last) != (span.start, span.end):
        lost.append(_lost(_CUT, span, "changed", _N("the piece within the chunk")))
    return _counted_from(start, replace(span, start=first, end=last), page.text, lost)


def _counted_from(by: int, span: Span, text: str, lost: list[Lost]) -> Span:
    """The span with offsets of its chunk, and with its head if that lies within."""
    start, end = span.head_start, span.head_end
    if start is not None and end is not None and not (span.start <= start and end <= span.end):
        lost.append(_lost(_HEAD, span))
        start = end = None
    return replace(
        span,
        start=span.start - by,
        end=span.end - by,
        quote=text[span.start : span.end],
        head_start=None if start is None else start - by,
        head_end=None if end is None else end - by,
    )


def _untied(span: Span, here: _Homes, lost: list[Lost]) -> Span:
    """The span without ties to spans of other chunks."""
    for tie, what in ((span.mention, _MENTION), (span.part_of, _PIECE)):
        if tie is not None and tie not in here:
            lost.append(Lost(what, quote=span.quote))
    return replace(
        span,
        mention=span.mention if span.mention in here else None,
        part_of=span.part_of if span.part_of in here else None,
    )


def _alone(claim: Claim, here: _Homes, lost: list[Lost]) -> Claim:
    """The claim without a parent in another chunk."""
    if claim.parent is None or claim.parent in here:
        return claim
    lost.append(Lost(_PARENT, quote=claim.gist))
    return replace(claim, parent=None)


def _with_remarks(part: Page, page: Page, here: _Homes, lost: list[Lost]) -> Page:
    """The chunk with what is said of its marks; the first has what is said of the article."""
    spans = frozenset(span.id for span in page.spans)
    links = []
    for link in page.links:
        there = page.claims.keys() if link.kind == "claim" else spans
        ends = [end for end in (link.source, link.target) if end in there]
        if link.kind == "entity" or all(end in here for end in ends):
            links.append(link)
        elif link.source in here:
            lost.append(Lost(_LINK, quote=link.type))

    def about(value: Note | Attribute) -> bool:
        subject = value.claim if value.span is None else value.span
        if subject is None:
            return here.number == 0 or value.entity is not None
        return subject in here

    return replace(
        part,
        links=tuple(links),
        judgements=tuple(j for j in page.judgements if j.claim is None or j.claim in here),
        notes=tuple(
            note if note.article is None else replace(note, article=part.article.id)
            for note in page.notes if about(note)
        ),
        attributes=tuple(a for a in page.attributes if about(a)),
    )  # fmt: skip


def _lost(what: str, span: Span, fate: str = "left out", becomes: str = "") -> Lost:
    return Lost(what, fate, becomes, span.start, span.end, span.quote)
