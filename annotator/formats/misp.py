"""MISP events: an event for each article, its claims as attributes with machine tags of gradings.

The tags are those of MISP's taxonomies `admiralty-scale` and `estimative-language`.
"""

import uuid
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
from annotator.model import NOT_APPLICABLE, Claim, Judgement, Page
from annotator.progress import Loss, Progress

NAME = "misp"
TITLE = _N("MISP events")
SUMMARY = _N("Gradings of claims as machine tags, for sharing in MISP.")
CARRIES = ("metadata",)
SUFFIXES = (".json",)
FOLDER = False
EXTRA = ""

TAGS = {
    "credibility": "admiralty-scale:information-credibility",
    "reliability": "admiralty-scale:source-reliability",
    "likelihood": "estimative-language:likelihood-probability",
    "confidence": "estimative-language:confidence-in-analytic-judgment",
}
"""The predicate that says the answers to each question."""

_SPACE = uuid.UUID("6f0d0f5e-52c3-5c7b-9a53-0a3d7f2f8a11")
_UNDATED = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default all claims that somebody graded."""


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write the events as MISP exports and imports them."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """Everything but the gradings and what they are about."""
    return summary(_lost(page))


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    with joined(target, b'{"response":[', b"]}") as put:

        def add(page: Page) -> Iterable[Lost]:
            if event := _event(page):
                put(orjson.dumps({"Event": event}))
            return _lost(page)

        yield add


def _event(page: Page) -> dict[str, Any]:
    """The event of an article; empty where nothing in it was graded."""
    attributes = [_attribute(page, claim) for claim in page.claims_in_order if _graded(page, claim)]
    if not attributes:
        return {}
    about = page.article
    link = [_plain(page, "link", about.url)] if about.url else []
    return {
        "uuid": _uuid(f"article:{about.id}"),
        "info": " · ".join(filter(None, (about.title, about.outlet, about.published))),
        "date": about.published[:10] if len(about.published) >= len(_UNDATED) else _UNDATED,
        "analysis": "2",
        "threat_level_id": "4",
        "distribution": "0",
        "Attribute": [*link, *attributes],
    }


def _attribute(page: Page, claim: Claim) -> dict[str, Any]:
    tags = sorted({tag for each in _graded(page, claim) if (tag := _tag(each))})
    source = claiming.source_name(page, claim)
    return {
        **_plain(page, "text", judged.told(page, claim)),
        "uuid": _uuid(f"claim:{claim.id}"),
        "comment": " ← ".join(filter(None, (claiming.words(page, claim.id, "content"), source))),
        "Tag": [{"name": tag} for tag in tags],
    }


def _plain(page: Page, type: str, value: str) -> dict[str, Any]:
    return {
        "uuid": _uuid(f"{type}:{page.article.id}"),
        "type": type,
        "category": "External analysis",
        "to_ids": False,
        "distribution": "5",
        "value": value,
    }


def _graded(page: Page, claim: Claim) -> list[Judgement]:
    """The answers about a claim that a tag says; of a claim without words there is none."""
    if not judged.told(page, claim):
        return []
    return [
        each
        for field in TAGS
        for each in judged.answers(page, claim, field)
        if each.value != NOT_APPLICABLE
    ]


def _tag(answer: Judgement) -> str:
    value = answer.value.lower().replace("_", "-")
    return f'{TAGS[answer.field]}="{value}"'


def _uuid(name: str) -> str:
    return str(uuid.uuid5(_SPACE, name))


def _lost(page: Page) -> Iterator[Lost]:
    graded = (each for claim in page.claims.values() for each in _graded(page, claim))
    return judged.left_out(page, graded, CARRIES)
