"""The .ann lines of one article in PolNeAR's shape, and what of it they cannot say.

A claim with a source or a cue is an event `Attribution` (or `Attribution-no-source`) whose trigger
lies on the cue, its spans are textbounds `Source`, `Cue`, `Content`; a claim in the author's own
voice is an event `Claim` on its content. Mentions are textbounds of their label.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from annotator.formats.common.naming import plain_name
from annotator.formats.standoff.fragments import joined, tracks
from annotator.formats.standoff.remarks import answers_of, write_answers, write_remarks
from annotator.formats.standoff.sheet import Ids, Sheet, Used, Wanted
from annotator.i18n import _N
from annotator.model import Claim, Judgement, Link, Page, Span

ATTRIBUTION, NO_SOURCE, CLAIM = "Attribution", "Attribution-no-source", "Claim"
NESTED = "nested_in"

_TRIGGERS = ("Cue", "Content", "Source", "Hedge", "Addressee")
_WIKIDATA = "Q"
Rows = dict[str, tuple[tuple[Span, ...], ...]]


@dataclass(frozen=True, slots=True)
class _Work:
    """One article on its way into lines."""

    page: Page
    sheet: Sheet
    wanted: Wanted
    types: dict[int, str]
    answers: dict[int, list[Judgement]]
    ids: Ids = field(default_factory=dict)
    unwanted: set[tuple[str, int]] = field(default_factory=set)


def sheet_of(page: Page, types: dict[int, str], wanted: Wanted, used: Used) -> Sheet:
    """All lines of an article. `types` names the labels by id."""
    work = _Work(page, Sheet(page.text, used), wanted, types, answers_of(page, wanted))
    parts: dict[int, list[Span]] = defaultdict(list)
    for span in page.spans:
        if span.claim is not None:
            parts[span.claim].append(span)
    if wanted.mentions:
        _write_mentions(work)
    else:
        work.unwanted.update(("span", span.id) for span in page.mentions)
    for claim in page.claims_in_order:
        attributed = _is_attributed(claim, parts[claim.id])
        if wanted.claims == "all" or (wanted.claims != "none" and attributed):
            _write_claim(work, claim, parts[claim.id], attributed)
        else:
            work.unwanted.add(("claim", claim.id))
            work.unwanted.update(("span", span.id) for span in parts[claim.id])
    if wanted.claims != "polnear":
        _write_links(work)
        write_remarks(page, work.sheet, work.ids, work.unwanted)
    _lose_ties(work)
    return work.sheet


def _is_attributed(claim: Claim, parts: list[Span]) -> bool:
    """True if words or the source chain give the claim to somebody but the author."""
    return len(claim.chain) > 1 or any(span.role in ("source", "cue") for span in parts)


def _write_mentions(work: _Work) -> None:
    pieces: dict[int, list[Span]] = defaultdict(list)
    for span in work.page.mentions:
        pieces[span.id if span.part_of is None else span.part_of].append(span)
    for span in work.page.mentions:
        if span.part_of is None:
            _write_mention(work, span, pieces[span.id])


def _write_mention(work: _Work, span: Span, pieces: list[Span]) -> None:
    at, type = (span.start, span.end), work.types[span.label or 0]
    ranges = joined((piece.start, piece.end) for piece in pieces)
    if len(ranges) < len(pieces):
        lost = (_N("overlapping pieces of one mention"), "changed", _N("one piece"))
        work.sheet.lose(*lost, at=at)
    id = work.sheet.textbound(type, ranges)
    if not id:
        work.sheet.lose(_N("mention of line ends alone"), at=at)
        return
    for piece in pieces:
        work.ids["span", piece.id] = id
    name = work.page.codebook.label(span.label or 0).name
    if type != name:
        work.sheet.lose(_N("name of a label"), "renamed", type, quote=name)
    if span.level:
        work.sheet.attribute("level", id, span.level)
    if span.head_start is not None and (span.head_start, span.head_end) != at:
        work.sheet.lose(_N("head of a mention"), at=at)
    _write_entity(work, work.page.entity_of(span), id)


def _write_entity(work: _Work, entity: int | None, target: str) -> None:
    known = work.page.entities.get(entity) if entity is not None else None
    if known is not None:
        work.sheet.reference(target, "Entity", str(known.id), known.name)
        if known.qid[:1] == _WIKIDATA and known.qid[1:].isdecimal():
            work.sheet.reference(target, "Wikidata", known.qid, known.name)


def _write_claim(work: _Work, claim: Claim, parts: list[Span], attributed: bool) -> None:
    rows = {name: tracks(s for s in parts if s.role == name.lower()) for name in work.wanted.roles}
    arguments = _write_parts(work, rows)
    on = next((name for name in _TRIGGERS if name in arguments), "")
    if not on:
        work.sheet.lose(_N("claim without any words in the text"), quote=claim.gist)
        return
    type = CLAIM
    if attributed:
        type = ATTRIBUTION if "Source" in arguments else NO_SOURCE
    trigger = work.sheet.textbound(type, [(s.start, s.end) for s in rows[on][0]])
    event = work.sheet.event(type, trigger, tuple(arguments.items()))
    work.ids["claim", claim.id] = event
    if claim.gist:
        work.sheet.comment("Gist", event, claim.gist)
    if work.wanted.mentions and "Source" in arguments:
        _write_entity(work, work.page.live(claim.source), arguments["Source"])
    write_answers(work.answers.get(claim.id, ()), work.sheet, event)
    _lose_chain(work, claim, arguments)
    for spans in rows.values():
        orders = [span.order for span in spans[0]] if spans else []
        if orders != sorted(orders):
            work.sheet.lose(_N("order of the pieces of a part"), quote=claim.gist)


def _write_parts(work: _Work, rows: Rows) -> dict[str, str]:
    """The textbounds of a claim by role; a piece that overlaps another of its role gets a role
    with a number, as PolNeAR's `Content2`.
    """
    arguments = {}
    for name, tracks_of_role in rows.items():
        for number, row in enumerate(tracks_of_role, 1):
            id = work.sheet.textbound(name, [(s.start, s.end) for s in row])
            if id:
                arguments[name if number == 1 else f"{name}{number}"] = id
                work.ids.update({("span", span.id): id for span in row})
            else:
                at = (row[0].start, row[-1].end)
                work.sheet.lose(_N("part of a claim that covers line ends alone"), at=at)
    return arguments


def _write_links(work: _Work) -> None:
    for claim in work.page.claims_in_order:
        child, parent = (work.ids.get(("claim", id or 0), "") for id in (claim.id, claim.parent))
        if child and parent:
            work.sheet.relation(NESTED, child, parent)
    for link in work.page.links:
        ends = [(link.kind, link.source), (link.kind, link.target)]
        if link.kind != "entity" and not work.unwanted.intersection(ends):
            _write_link(work, link)


def _write_link(work: _Work, link: Link) -> None:
    source, target = (work.ids.get((link.kind, end), "") for end in (link.source, link.target))
    if not source or not target or source == target:
        if link.kind == "span" or link.source in work.page.claims:  # else told where it starts
            work.sheet.lose(_N("link to what is not in the file"), quote=link.type)
        return
    id = work.sheet.relation(plain_name(link.type), source, target)
    if link.independence:
        work.sheet.attribute("independence", id, link.independence)
    if link.note:
        work.sheet.comment("AnnotatorNotes", id, link.note)


def _lose_chain(work: _Work, claim: Claim, arguments: dict[str, str]) -> None:
    """The chain is told by the kind of event and the source's words alone."""
    if not claim.chain:
        lost = (_N("claim that nobody was tied to yet"), "changed", _N("claim of the author"))
        if "Source" not in arguments and "Cue" not in arguments:
            work.sheet.lose(*lost, quote=claim.gist)
    if len(claim.chain) > 2:
        work.sheet.lose(_N("source chain beyond the innermost source"), quote=claim.gist)
    if len(claim.chain) > 1 and claim.source is not None and "Source" not in arguments:
        known = work.page.entities.get(claim.source)
        work.sheet.lose(_N("source that no words name"), quote=known.name if known else "")


def _lose_ties(work: _Work) -> None:
    """Who made a mark where several did, and which mention a part lies on where they differ."""
    written = [s for s in work.page.spans if ("span", s.id) in work.ids]
    places = {s.id: (s.start, s.end) for s in work.page.spans}
    several = len({span.annotator for span in written}) > 1
    for span in written:
        at = (span.start, span.end)
        if several:
            work.sheet.lose(_N("who made a mark"), at=at)
        if span.mention is not None and places.get(span.mention) != at:
            work.sheet.lose(_N("mention that a part of a claim lies on"), at=at)
