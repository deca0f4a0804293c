"""ClaimReview (schema.org) as JSON-LD: a review for each grade that somebody gave a claim.

It is about whole claims, not places in a text, and only of those that were judged.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from annotator.formats.common import claiming
from annotator.formats.common import options as choice
from annotator.formats.common.joining import joined
from annotator.formats.common.losses import summary
from annotator.formats.common.output import Kind, export
from annotator.formats.reviews import judged
from annotator.formats.values import Lost, ProjectCard, Report
from annotator.i18n import _N
from annotator.model import Claim, Judgement, Page
from annotator.progress import Loss, Progress

NAME = "claimreview"
TITLE = _N("ClaimReview")
SUMMARY = _N("Grades of claims as reviews for search engines and fact-checkers, in JSON-LD.")
CARRIES = ("metadata", "annotators")
SUFFIXES = (".jsonld",)
FOLDER = False
EXTRA = ""


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default the grades of credibility."""

    field: str = choice.declared("credibility", _N("The question whose answers are the grades."))
    publisher: str = choice.declared("", _N("Who publishes the reviews; empty: the annotator."))
    address: str = choice.declared(
        "urn:annotator:review:", _N("Where the reviews will stand; the id of each is added.")
    )


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write one graph of reviews."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """Everything but the grades and what they are about."""
    return summary(_lost(page, options))


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    names = {each.id: each.name for each in project.annotators}
    with joined(target, b'{"@context":"https://schema.org","@graph":[', b"]}") as put:

        def add(page: Page) -> Iterable[Lost]:
            for claim, grade in _graded(page, options):
                put(orjson.dumps(_review(page, claim, grade, options, names)))
            return _lost(page, options)

        yield add


def _graded(page: Page, options: Options) -> Iterator[tuple[Claim, Judgement]]:
    grades = judged.scale(page.codebook, options.field)
    for claim in page.claims_in_order:
        for answer in judged.answers(page, claim, options.field):
            if answer.value in grades and judged.told(page, claim):
                yield claim, answer


def _review(
    page: Page, claim: Claim, grade: Judgement, options: Options, names: dict[int, str]
) -> dict[str, Any]:
    grades = judged.scale(page.codebook, options.field)
    choice_of = page.codebook.field(options.field).choice(grade.value)
    by = options.publisher or names[grade.annotator]
    about = page.article
    source = claiming.source_name(page, claim)
    said_by = source or ("" if claim.source is None else about.byline)
    item = {
        "@type": "Claim",
        "author": {"@type": "Thing", "name": said_by} if said_by else None,
        "datePublished": about.published,
        "appearance": {
            key: value
            for key, value in (
                ("@type", "NewsArticle"), ("url", about.url), ("headline", about.title),
            )
            if value
        },
    }  # fmt: skip
    why = " ".join(each.value for each in judged.answers(page, claim, "rationale")
                   if each.annotator == grade.annotator)  # fmt: skip
    review = {
        "@type": "ClaimReview",
        "url": f"{options.address}{grade.id}",
        "claimReviewed": judged.told(page, claim),
        "author": {"@type": "Organization" if options.publisher else "Person", "name": by},
        "reviewBody": why,
        "itemReviewed": {key: value for key, value in item.items() if value},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": len(grades) - grades.index(grade.value),
            "bestRating": len(grades),
            "worstRating": 1,
            "alternateName": choice_of.name if choice_of else grade.value,
        },
    }
    return {key: value for key, value in review.items() if value}


def _lost(page: Page, options: Options) -> Iterator[Lost]:
    return judged.left_out(page, (grade for _claim, grade in _graded(page, options)), CARRIES)
