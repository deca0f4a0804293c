"""What must hold of a claim, what should, and what follows: pure functions over values.

A hard rule yields a sentence that refuses; a soft one a hint that a person may override.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise

from annotator.i18n import _
from annotator.model import NOT_APPLICABLE, ROLES, Claim, Page, Span

NOT_TRUTH_APT = ("evaluation", "prediction")

_PAIRS = (("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ("「", "」"), ("『", "』"), ("‹", "›"))


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to look at: the rule it comes from, a sentence, and what it is about."""

    rule: str
    text: str
    claim: int | None = None
    span: int | None = None
    entity: int | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One pass over a page: parts and answers by claim, so that rules ask without searching."""

    page: Page
    annotator: int | None
    parts: dict[tuple[int, str], list[Span]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[tuple[int, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def answer(self, claim: int, name: str) -> str:
        return next(iter(self.answers.get((claim, name), ())), "")

    def role(self, claim: int, role: str) -> list[Span]:
        return self.parts.get((claim, role), [])


def _sheet(page: Page, annotator: int | None) -> _Sheet:
    """Claim fields of anybody (they are shared), judgement fields of one annotator."""
    sheet = _Sheet(page, annotator)
    own = {one.id for one in page.codebook.layer("judgement")}
    for span in page.spans:
        if span.claim is not None:
            sheet.parts[span.claim, span.role].append(span)
    for one in sorted(page.judgements, key=lambda judgement: judgement.order):
        if one.claim is not None and (one.field not in own or annotator in (None, one.annotator)):
            sheet.answers[one.claim, one.field].append(one.value)
    return sheet


# What follows


def attribution(source_kind: str, family: str = "") -> str:
    """Who stands behind a claim, by the kind of its source and the family of the source's label;
    "" where that does not tell.
    """
    if source_kind == "entity":
        return {"who": "person", "body": "institution", "place": "institution"}.get(family, "")
    return {
        "unnamed": "unnamed_described",
        "document": "document",
        "outlet": "outlet",
        "unspecified": "hearsay",
        "author": "none",
    }.get(source_kind, "")


def credibility(kind: str) -> str:
    """ "na" for what is neither true nor false, else "": it must be judged."""
    return NOT_APPLICABLE if kind in NOT_TRUTH_APT else ""


# What must hold


def broken(page: Page, claim: Claim, annotator: int | None = None) -> tuple[str, ...]:
    """The hard rules a claim breaks, as sentences; () for a sound one."""
    return tuple(_broken(_sheet(page, annotator), claim))


def _broken(sheet: _Sheet, claim: Claim) -> Iterator[str]:
    if not sheet.role(claim.id, "content"):
        yield _("A claim needs a content.")
    yield from _broken_spans(sheet, claim)
    kind = sheet.answer(claim.id, "source_kind")
    if kind == "author" and (sheet.role(claim.id, "source") or sheet.role(claim.id, "cue")):
        yield _("A claim in the author's own voice has neither source nor cue.")
    if kind == "author" and sheet.answer(claim.id, "mode") not in ("", "none"):
        yield _("A claim in the author's own voice is not quoted: its mode is none.")
    if kind == "unspecified" and sheet.role(claim.id, "source"):
        yield _("A claim attributed to nobody has no source. Choose unnamed, or remove the source.")
    if _goes_round(sheet.page, claim):
        yield _("A claim cannot be nested in itself.")
    truth_apt = sheet.answer(claim.id, "kind") not in NOT_TRUTH_APT
    if not truth_apt and sheet.answer(claim.id, "credibility") not in ("", NOT_APPLICABLE):
        yield _("An evaluation or prediction is neither true nor false: it has no credibility.")


def _broken_spans(sheet: _Sheet, claim: Claim) -> Iterator[str]:
    length = len(sheet.page.text)
    for role in ROLES:
        spans = sheet.role(claim.id, role)
        if any(not 0 <= span.start < span.end <= length for span in spans):
            yield _("A part of a claim lies outside the text, or is empty.")
        ordered = sorted(spans, key=lambda span: span.start)
        if any(two.start < one.end for one, two in pairwise(ordered)):
            yield _("Two pieces of one part of a claim overlap.")


def _goes_round(page: Page, claim: Claim) -> bool:
    passed, at = {claim.id}, claim.parent
    while at is not None and at in page.claims:
        if at in passed:
            return True
        passed.add(at)
        at = page.claims[at].parent
    return False


# What should hold


def hints(page: Page, claim: Claim, annotator: int) -> tuple[Hint, ...]:
    """What looks odd about a claim; every hint may be overridden."""
    return tuple(_hints(_sheet(page, annotator), claim))


def _hints(sheet: _Sheet, claim: Claim) -> Iterator[Hint]:
    yield from _hints_on_parts(sheet, claim)
    yield from _hints_on_answers(sheet, claim)


def _hints_on_parts(sheet: _Sheet, claim: Claim) -> Iterator[Hint]:
    text, id = sheet.page.text, claim.id
    contents, sources = sheet.role(id, "content"), sheet.role(id, "source")
    if len(sheet.role(id, "cue")) > 1:
        yield Hint("one_cue", _("More than one cue: a claim has one, in one piece."), id)
    quoted = any(_has_quotation(text[s.start : s.end]) or _inside(text, s) for s in contents)
    if sheet.answer(id, "mode") == "direct" and contents and not quoted:
        yield Hint("direct", _("Direct speech, but the content has no quotation marks."), id)
    for span in contents:
        if _cuts_quotation(text, span):
            why = _("The content cuts a quotation: take in both quotation marks.")
            yield Hint("cut_quotation", why, id, span.id)
    if sources and claim.source is None and sheet.answer(id, "source_kind") in ("", "entity"):
        why = _("The source is marked, but no entity is tied to it.")
        yield Hint("source_entity", why, id, sources[0].id)


def _hints_on_answers(sheet: _Sheet, claim: Claim) -> Iterator[Hint]:
    id = claim.id
    if sheet.answer(id, "credibility") == "1" and not any(
        link.kind == "claim"
        and link.type == "corroborates"
        and link.independence == "independent"
        and id in (link.source, link.target)
        for link in sheet.page.links
    ):
        why = _("Confirmed, but no independent claim that corroborates it is linked.")
        yield Hint("confirmed", why, id, field="credibility")
    veiled = sheet.answer(id, "attribution") in ("anonymous", "unnamed_described")
    veiled = veiled or sheet.answer(id, "anonymity") == "anonymous"
    if veiled and sheet.answer(id, "kind") == "evaluation":
        why = _("An opinion from a source that is not named: most newsrooms would not print it.")
        yield Hint("veiled_opinion", why, id, field="attribution")


# What is judged


def judged(page: Page, annotator: int | None, among: Iterable[int] | None = None) -> set[int]:
    """The claims of a page that an annotator judged, of all or of a few: gave an answer of their
    own, not a derived one, to one core field at least. Which are still open, `unanswered` says.

    `store/filtering.py` asks the same in SQL.
    """
    core = {field.id for field in page.codebook.core}
    few = None if among is None else chain.from_iterable(page.about(claim=id) for id in among)
    return {
        one.claim
        for one in (page.judgements if few is None else few)
        if one.claim is not None and one.field in core and one.annotator == annotator
        and not one.derived
    }  # fmt: skip


# What is open


def open_questions(page: Page, annotator: int) -> tuple[Hint, ...]:
    """All an annotator left open in an article, in text order: what "Done" asks about."""
    if not page.spans and not page.claims:
        why = _("Nothing is marked. If there is nothing to mark, say so: done, nothing to mark.")
        return (Hint("empty", why),)
    sheet = _sheet(page, annotator)
    found: list[Hint] = [
        Hint("entity", _("A name without its entity."), span=span.id)
        for span in page.mentions
        if span.entity is None and span.level == "NAM"
    ]
    for claim in page.claims_in_order:
        found += (Hint("broken", why, claim.id) for why in _broken(sheet, claim))
        if not claim.chain:
            why = _("Who says it? Mark a source or a cue, or make it the author's own.")
            found.append(Hint("no_source", why, claim.id))
        found += _hints(sheet, claim)
        found += _unanswered(sheet, claim)
    found += (
        Hint("note", _("An open question: {text}").format(text=note.text or note.flag), note.claim,
             note.span, note.entity)
        for note in page.notes
        if note.flag and not note.resolved
    )  # fmt: skip
    return tuple(found)


def unanswered(page: Page, claim: Claim, annotator: int) -> tuple[Hint, ...]:
    """The core fields an annotator has not answered about a claim, in the order they are asked."""
    return tuple(_unanswered(_sheet(page, annotator), claim))


def _unanswered(sheet: _Sheet, claim: Claim) -> Iterable[Hint]:
    for one in sheet.page.codebook.core:
        if not sheet.answer(claim.id, one.id):
            why = _("{field} is not answered.").format(field=one.name)
            yield Hint("unanswered", why, claim.id, field=one.id)


# Quotation marks


def _has_quotation(content: str) -> bool:
    if content.count('"') >= 2:
        return True
    return any(open in content and content.find(close, content.find(open) + 1) > 0
               for open, close in _PAIRS)  # fmt: skip


def _inside(text: str, span: Span) -> bool:
    return text[span.start - 1 : span.start] in ("“", "„", "«", '"') and (
        text[span.end : span.end + 1] in ("”", "“", "»", '"')
    )


def _cuts_quotation(text: str, span: Span) -> bool:
    """True where one mark of a quotation lies in the span and the other just outside of it."""
    content = text[span.start : span.end]
    if content.count('"') % 2:
        return True
    opened = content.count("“") + content.count("„") + content.count("«")
    closed = content.count("”") + content.count("»")
    return opened != closed and "„" not in content and ("”" in content or "»" in content or
                                                        "«" in content)  # fmt: skip
