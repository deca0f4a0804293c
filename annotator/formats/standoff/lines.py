"""The .ann lines of one article in PolNeAR's shape, and what of it they cannot say.

A claim with a source or a cue is an event `Attribution` (or `Attribution-no-source`) whose trigger
lies on the cue, its spans are textbounds `Source`, `Cue`, `Content`; a claim in the author's own
voice is an event `Claim` on its content. Mentions are textbounds of their label.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from annotator.formats.common.naming import plain_name
from annotator.formats.standoff import words
from annotator.formats.standoff.fragments import Range, cut, joined, tracks
from annotator.formats.standoff.remarks import answers_of, write_answers, write_remarks
from annotator.formats.standoff.sheet import Ids, Sheet, Used, Wanted
from annotator.i18n import _N
from annotator.model import Claim, Judgement, Link, Page, Span

_TRIGGERS = ("Cue", "Content", "Source", "Hedge", "Addressee")
_WIKIDATA = "Q"
Rows = dict[str, tuple[tuple[Span, ...], ...]]


@dataclass(frozen=True, slots=True)
class _Work:
    """One article on its way into lines. `alone` are mentions of one piece by their range."""

    page: Page
    sheet: Sheet
    wanted: Wanted
    types: dict[int, str]
    answers: dict[int, list[Judgement]]
    ids: Ids = field(default_factory=dict)
    unwanted: set[tuple[str, int]] = field(default_factory=set)
    alone: dict[Range, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_strict(self) -> bool:
        """True where nothing may be written that PolNeAR does not have."""
        return self.wanted.claims == "polnear"


def sheet_of(page: Page, types: dict[int, str], wanted: Wanted, used: Used) -> Sheet:
    """All lines of an article. `types` names the labels by id."""
    sheet = Sheet(page.text, used, maker_of(page))
    work = _Work(page, sheet, wanted, types, answers_of(page, wanted))
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
    if not work.is_strict:
        _write_links(work)
        write_remarks(page, work.sheet, work.ids, work.unwanted)
    _lose_makers(work)
    return work.sheet


def maker_of(page: Page) -> int:
    """Whose work a file is taken for: that of whoever made most of it."""
    found = Counter(span.annotator for span in page.spans)
    found = found or Counter(note.annotator for note in page.notes)
    return min(found, key=lambda who: (-found[who], who), default=0)


def _is_attributed(claim: Claim, parts: list[Span]) -> bool:
    """True if words or the source chain give the claim to somebody but the author."""
    return len(claim.chain) > 1 or any(span.role in ("source", "cue") for span in parts)


def _write_mentions(work: _Work) -> None:
    pieces: dict[int, list[Span]] = defaultdict(list)
    for span in work.page.mentions:
        pieces[span.id if span.part_of is None else span.part_of].append(span)
    for span in work.page.mentions:
        if span.part_of is None:
            _write_mention(work, span, sorted(pieces[span.id], key=lambda s: s.part_of is not None))


def _write_mention(work: _Work, span: Span, pieces: list[Span]) -> None:
    """A mention, its first piece before the others."""
    at, type = (span.start, span.end), work.types[span.label or 0]
    places = [(piece.start, piece.end) for piece in pieces]
    ranges = joined(places)
    if len(ranges) < len(pieces):
        lost = (_N("overlapping pieces of one mention"), "changed", _N("one piece"))
        work.sheet.lose(*lost, at=at)
    elif list(ranges) != places or [p.order for p in pieces[1:]] != list(range(1, len(pieces))):
        lost = (_N("order of the pieces of a mention"), "changed", _N("order in the text"))
        work.sheet.lose(*lost, at=at)
    id = work.sheet.textbound(type, ranges)
    if not id:
        work.sheet.lose(_N("mention of line ends alone"), at=at)
        return
    work.ids.update({("span", piece.id): id for piece in pieces})
    work.sheet.pieces.update(piece.id for piece in pieces[1:])
    if len(pieces) == 1 and cut(work.page.text, *at) == (at,):
        work.alone[at].append(span.id)
    _write_label(work, span, type)
    if span.level:
        work.sheet.attribute(words.LEVEL, id, span.level)
    if span.head_start is not None:
        work.sheet.comment(words.HEAD, id, f"{span.head_start} {span.head_end}")
    _write_entity(work, work.page.entity_of(span), id)
    if span.entity != work.page.entity_of(span):
        lost = (_N("entity that was merged into another"), "changed", _N("the one that stands"))
        work.sheet.lose(*lost, at=at)


def _write_label(work: _Work, span: Span, type: str) -> None:
    """Tell of a label that is not written as it was given."""
    label = work.page.codebook.label(span.label or 0)
    if type != label.name:
        work.sheet.lose(_N("name of a label"), "renamed", type, quote=label.name)
    if label.id != span.label:
        lost = (_N("label that was merged into another"), "changed", _N("the one that stands"))
        work.sheet.lose(*lost, at=(span.start, span.end))


def _write_entity(work: _Work, entity: int | None, target: str) -> None:
    known = work.page.entities.get(entity) if entity is not None else None
    if known is not None:
        work.sheet.reference(target, words.ENTITY, str(known.id), known.name)
        if known.qid[:1] == _WIKIDATA and known.qid[1:].isdecimal():
            work.sheet.reference(target, words.WIKIDATA, known.qid, known.name)


def _write_claim(work: _Work, claim: Claim, parts: list[Span], attributed: bool) -> None:
    rows = {name: tracks(s for s in parts if s.role == name.lower()) for name in work.wanted.roles}
    arguments = _write_parts(work, rows)
    on = next((name for name in _TRIGGERS if name in arguments), "")
    if not on:
        work.sheet.lose(_N("claim without any words in the text"), quote=claim.gist)
        return
    if "Content" not in arguments:
        lost = (_N("claim without content"), "changed", _N("event, not read back as a claim"))
        work.sheet.lose(*lost, quote=claim.gist)
    type = words.CLAIM
    if attributed:
        type = words.ATTRIBUTION if "Source" in arguments else words.NO_SOURCE
    trigger = work.sheet.textbound(type, [(s.start, s.end) for s in rows[on][0]])
    event = work.sheet.event(type, trigger, tuple(arguments.items()))
    work.ids["claim", claim.id] = event
    if claim.gist:
        work.sheet.comment(words.GIST, event, claim.gist)
    if work.wanted.mentions and "Source" in arguments:
        _write_entity(work, work.page.live(claim.source), arguments["Source"])
    write_answers(work.answers.get(claim.id, ()), work.sheet, event)
    _write_chain(work, claim, event, type)
    for spans in rows.values():
        orders = [span.order for row in spans for span in row]
        if orders != list(range(len(orders))):
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
                work.sheet.pieces.update(span.id for span in row[1:])
                _write_tie(work, row, id)
            else:
                at = (row[0].start, row[-1].end)
                work.sheet.lose(_N("part of a claim that covers line ends alone"), at=at)
    return arguments


def _write_tie(work: _Work, row: tuple[Span, ...], id: str) -> None:
    """The mention a part lies on, where it is not the only one of just the same words."""
    for span in row:
        there = work.alone.get((span.start, span.end), ())
        if span.mention == (there[0] if len(there) == len(row) == 1 else None):
            continue
        mention = words.NOBODY
        if span.mention is not None:
            mention = work.ids.get(("span", span.mention), "")
        if work.is_strict or len(row) > 1 or not mention or span.mention in work.sheet.pieces:
            at = (span.start, span.end)
            work.sheet.lose(_N("mention that a part of a claim lies on"), at=at)
        else:
            work.sheet.comment(words.MENTION, id, mention)


def _write_chain(work: _Work, claim: Claim, event: str, type: str) -> None:
    """The source chain, where the kind of event and the source's entity do not tell it."""
    page = work.page
    chain = tuple(page.live(each) for each in claim.chain)
    own = (e.id for e in page.entities.values() if e.role and e.article == page.article.id)
    author = next(own, None)
    if chain != claim.chain:
        lost = (_N("entity that was merged into another"), "changed", _N("the one that stands"))
        work.sheet.lose(*lost, quote=claim.gist)
    told: tuple[int | None, ...] = (author,)
    if type != words.CLAIM:
        is_named = type == words.ATTRIBUTION and work.wanted.mentions
        source = page.live(claim.source) if is_named else None
        told += (source if source in page.entities else None,)
    if author is not None and chain == told:
        return
    if work.is_strict:
        work.sheet.lose(_N("source chain beyond the innermost source"), quote=claim.gist)
    else:
        links = (words.NOBODY if each is None else str(each) for each in chain)
        work.sheet.comment(words.CHAIN, event, " ".join(links))


def _write_links(work: _Work) -> None:
    for claim in work.page.claims_in_order:
        child, parent = (work.ids.get(("claim", id or 0), "") for id in (claim.id, claim.parent))
        if child and parent:
            work.sheet.relation(words.NESTED, child, parent)
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
    type = plain_name(link.type)
    if words.link_types(work.page.codebook).get(type, type) != link.type:
        work.sheet.lose(_N("type of a link"), "renamed", type, quote=link.type)
    id = work.sheet.relation(type, source, target)
    if link.independence:
        work.sheet.attribute(words.INDEPENDENCE, id, link.independence)
    if link.note:
        work.sheet.comment(words.NOTE, id, link.note)
    if link.annotator != work.sheet.maker:
        work.sheet.lose(_N("who made a mark"), quote=link.type)
    if link.kind == "span":
        for end in (link.source, link.target):
            work.sheet.lose_piece(end)


def _lose_makers(work: _Work) -> None:
    """Tell of marks that somebody else made than most of the file."""
    for span in work.page.spans:
        if ("span", span.id) in work.ids and span.annotator != work.sheet.maker:
            work.sheet.lose(_N("who made a mark"), at=(span.start, span.end))
    for claim in work.page.claims_in_order:
        if ("claim", claim.id) in work.ids and claim.annotator != work.sheet.maker:
            work.sheet.lose(_N("who made a mark"), quote=claim.gist)
