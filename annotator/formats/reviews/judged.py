"""Claims with the answers that somebody gave about them, and all that is left out beside these."""

from collections.abc import Collection, Iterable, Iterator

from annotator.formats.common import claiming
from annotator.formats.common.leftovers import unsaid
from annotator.formats.common.tokens import lost_span
from annotator.formats.values import Lost
from annotator.i18n import _N
from annotator.model import NOT_APPLICABLE, Claim, Codebook, Judgement, Page

_UNJUDGED = ("6", "F")
"""At the end of a scale: what cannot be judged."""


def answers(page: Page, claim: Claim, field: str) -> Iterator[Judgement]:
    """The answers to one question about a claim, in the order they were given."""
    yield from sorted(page.answers(claim=claim.id).get(field, ()), key=lambda each: each.id)


def told(page: Page, claim: Claim) -> str:
    """A claim in words: its gist, else the words of its content."""
    return claim.gist or claiming.words(page, claim.id, "content")


def scale(codebook: Codebook, field: str) -> tuple[str, ...]:
    """The grades of a question from the best to the worst, without those that judge nothing."""
    found = next((each for each in codebook.fields if each.id == field), None)
    choices = () if found is None else found.choices
    grades = tuple(each.value for each in choices if each.value != NOT_APPLICABLE)
    return grades[:-1] if grades and grades[-1] in _UNJUDGED else grades


def left_out(page: Page, written: Iterable[Judgement], carries: Collection[str]) -> Iterator[Lost]:
    """All but the answers that were written, and the claims that they are about."""
    said = {each.id: each.claim for each in written}
    claims = {*said.values()}
    if page.text:
        yield Lost(_N("exact text"))
    yield from (lost_span(_N("mention"), span) for span in page.mentions)
    for claim in page.claims.values():
        if claim.id not in claims:
            yield Lost(_N("claim that nobody graded so"), quote=told(page, claim))
    for each in page.judgements:
        if each.claim is not None and each.id not in said:
            yield Lost(_N("answer about a claim"), quote=f"{each.field}: {each.value}")
    yield from unsaid(page, (), {*carries, "claims", "judgements", "entities", "annotators"})
