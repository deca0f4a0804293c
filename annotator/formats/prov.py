"""PROV-JSON: where each claim comes from, as bundles of the W3C's provenance model.

Articles, marks' claims and sources are entities and agents; who marked and who judged is said, and
which claim repeats which.
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
from annotator.formats.common.leftovers import unsaid
from annotator.formats.common.losses import summary
from annotator.formats.common.output import Kind, export
from annotator.formats.common.tokens import lost_span
from annotator.formats.reviews import judged
from annotator.formats.values import Lost, ProjectCard, Report
from annotator.i18n import _N
from annotator.model import Claim, Page
from annotator.progress import Loss, Progress

NAME = "prov"
TITLE = _N("PROV")
SUMMARY = _N("Who says what according to whom, in the W3C's model of provenance.")
CARRIES = ("metadata", "claims", "judgements", "annotators")
SUFFIXES = (".json",)
FOLDER = False
EXTRA = ""

Section = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default all claims."""


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write one file with a bundle for each article."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """Everything but the claims, their sources and their answers."""
    return summary(_lost(page))


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    names = {each.id: each.name for each in project.annotators}
    head = b'{"prefix":{"a":"urn:annotator:","prov":"http://www.w3.org/ns/prov#"},"bundle":{'
    with joined(target, head, b"}}") as put:

        def add(page: Page) -> Iterable[Lost]:
            name = orjson.dumps(f"a:bundle-{page.article.id}")
            put(name + b":" + orjson.dumps(_bundle(page, names)))
            return _lost(page)

        yield add


def _bundle(page: Page, names: dict[int, str]) -> dict[str, Section]:
    about = page.article
    article = f"a:article-{about.id}"
    told = {"prov:label": about.title, "prov:location": about.url, "a:outlet": about.outlet,
            "a:published": about.published, "a:sha256": about.key}  # fmt: skip
    found: dict[str, Section] = {
        "entity": {article: {key: value for key, value in told.items() if value}},
        "agent": {}, "wasAttributedTo": {}, "wasDerivedFrom": {}, "wasQuotedFrom": {},
    }  # fmt: skip
    for claim in page.claims_in_order:
        _add_claim(found, page, claim, article, names)
    for link in page.links:
        if link.kind == "claim" and link.source in page.claims:
            found["wasDerivedFrom"][f"_:link-{link.id}"] = {
                "prov:generatedEntity": f"a:claim-{link.source}",
                "prov:usedEntity": f"a:claim-{link.target}",
                "prov:type": link.type,
                **({"a:independence": link.independence} if link.independence else {}),
            }
    return {name: section for name, section in found.items() if section}


def _add_claim(
    found: dict[str, Section], page: Page, claim: Claim, article: str, names: dict[int, str]
) -> None:
    id = f"a:claim-{claim.id}"
    answers = claiming.told_answers(page, claim.id, names)
    content = claiming.words(page, claim.id, "content")
    found["entity"][id] = {
        "prov:label": judged.told(page, claim),
        **({"prov:value": content} if content else {}),
        **{f"a:{field}": value for field, value in answers.items()},
        "prov:type": "a:Claim",
    }
    found["wasQuotedFrom"][f"_:from-{claim.id}"] = {
        "prov:generatedEntity": id,
        "prov:usedEntity": article,
    }
    for n, entity in enumerate(claim.chain):
        source = page.entities.get(page.live(entity) or 0)
        agent = f"a:unnamed-{claim.id}-{n}" if source is None else f"a:entity-{source.id}"
        label = "" if source is None else source.name
        qid = {"a:wikidata": source.qid} if source and source.qid else {}
        found["agent"][agent] = {**({"prov:label": label} if label else {}), **qid}
        found["wasAttributedTo"][f"_:said-{claim.id}-{n}"] = {
            "prov:entity": id, "prov:agent": agent, "prov:role": "source", "a:depth": n,
        }  # fmt: skip
    worker = f"a:annotator-{claim.annotator}"
    found["agent"][worker] = {"prov:label": names[claim.annotator], "prov:type": "prov:Person"}
    found["wasAttributedTo"][f"_:marked-{claim.id}"] = {
        "prov:entity": id, "prov:agent": worker, "prov:role": "marked",
    }  # fmt: skip
    if claim.parent is not None:
        found["wasDerivedFrom"][f"_:inside-{claim.id}"] = {
            "prov:generatedEntity": id,
            "prov:usedEntity": f"a:claim-{claim.parent}",
            "prov:type": "a:nested_in",
        }


def _lost(page: Page) -> Iterator[Lost]:
    if page.text:
        yield Lost(_N("exact text"))
    yield from (lost_span(_N("mention"), span) for span in page.mentions)
    for span in page.spans:
        if span.claim is not None:
            yield lost_span(_N("place of a part of a claim"), span)
    for link in page.links:
        if link.kind == "span" and page.span(link.source) is not None:
            yield Lost(_N("link between spans"), quote=link.type)
    yield from unsaid(page, (), {*CARRIES, "entities", "links"})
