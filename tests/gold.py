"""The gold of the crocus article as a page of the model, for every test that needs a real one.

Ids are small numbers: the article 1, entities from 101, mentions from 201, claims from 301, parts
of claims from 401, links from 601, judgements from 1001. `names` maps the gold's ids to ours.
"""

import json
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from annotator import codebook
from annotator.formats.values import ProjectCard
from annotator.model import (
    NOT_APPLICABLE,
    Annotator,
    Article,
    Attribute,
    Claim,
    Codebook,
    Entity,
    Judgement,
    Link,
    Note,
    Page,
    Span,
)
from annotator.text import content_key

CROCUS = Path(__file__).parent / "data" / "crocus"
ANNOTATORS = (Annotator(1, "analyst-1"), Annotator(2, "analyst-2"))
ARTICLE = 1
_WHO = {each.name: each.id for each in ANNOTATORS}
_CLAIM_FIELDS = (
    "source_kind", "mode", "kind", "polarity", "certainty", "author_stance", "attitude",
    "check_worthiness", "presupposed",
)  # fmt: skip
_JUDGEMENT_FIELDS = (
    "attribution", "credibility", "reliability", "confidence", "anonymity", "proximity",
    "evidence", "likelihood", "basis", "status", "rationale",
)  # fmt: skip
_TRAITS = ("group", "generic", "metonymy", "norm")


def gold() -> dict[str, Any]:
    """The gold as it lies in the file."""
    return json.loads((CROCUS / "gold.json").read_text(encoding="utf-8"))


@cache
def gold_page() -> Page:
    """The crocus article with everything the gold says about it."""
    return _Builder(gold(), codebook.load_default()).page()


@cache
def gold_ids() -> dict[str, int]:
    """The gold's own ids ("m01", "c04", "e_putin") and ours."""
    builder = _Builder(gold(), codebook.load_default())
    builder.page()
    return dict(builder.names)


def gold_card() -> ProjectCard:
    """The project around the gold page: the entities that belong to no article, and their links."""
    page = gold_page()
    return ProjectCard(
        name="crocus",
        codebook=page.codebook,
        annotators=ANNOTATORS,
        entities=tuple(e for e in page.entities.values() if e.article is None),
        links=tuple(link for link in page.links if link.kind == "entity"),
        notes=tuple(n for n in page.notes if _of_project(n.entity, page)),
        attributes=tuple(a for a in page.attributes if _of_project(a.entity, page)),
        articles=1,
    )


def names_only(page: Page) -> Page:
    """The page with its proper names and no claims."""
    kept = tuple(s for s in page.spans if s.is_mention and s.level == "NAM")
    return replace(page, spans=kept, claims={}, judgements=(), links=(), notes=(), attributes=())


def _of_project(entity: int | None, page: Page) -> bool:
    return entity is not None and page.entities[entity].article is None


@dataclass(slots=True)
class _Builder:
    """Numbers the gold's records and turns them to values."""

    raw: dict[str, Any]
    book: Codebook
    names: dict[str, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)

    def page(self) -> Page:
        text = (CROCUS / "article.txt").read_text(encoding="utf-8")
        for key, first in (("entities", 101), ("mentions", 201), ("claims", 301)):
            self.names |= {each["id"]: first + n for n, each in enumerate(self.raw[key])}
        spans = [*self._mentions(), *self._parts()]
        return Page(
            article=self._article(text),
            text=text,
            codebook=self.book,
            spans=tuple(sorted(spans, key=lambda s: (s.start, -s.end, s.id))),
            entities={e.id: e for e in self._entities()},
            claims={c.id: c for c in self._claims()},
            judgements=tuple(self._judgements()),
            links=tuple(self._links()),
            notes=tuple(self.notes),
            attributes=tuple(self.attributes),
            statuses={1: "done", 2: "in_progress"},
        )

    def _article(self, text: str) -> Article:
        return Article(
            id=ARTICLE,
            key=content_key(text),
            title="Putin's Silent Agony over Moscow Massacre",
            characters=len(text),
            published=self.raw["document"]["date"],
            language=self.raw["document"]["lang"],
            direction="ltr",
        )

    def _label(self, name: str) -> int:
        found = self.book.label_named(name)
        assert found is not None, name
        return found.id

    def _remark(self, raw: dict[str, Any], **subject: int) -> None:
        if raw.get("note"):
            self.notes.append(Note(1 + len(self.notes), raw["note"], 1, **subject))
        for name in ("borderline", "form", "key", *_TRAITS):
            if value := raw.get(name):
                text = value if isinstance(value, str) else json.dumps(value)
                self.attributes.append(Attribute(1 + len(self.attributes), name, text, **subject))

    def _entities(self) -> list[Entity]:
        found = []
        for raw in self.raw["entities"]:
            id, role = self.names[raw["id"]], raw.get("role", "")
            self._remark(raw, entity=id)
            found.append(
                Entity(
                    id=id,
                    label=self._label(raw["type"]),
                    name=raw["name"],
                    qid=raw["qid"] or "",
                    role=role,
                    article=ARTICLE if role == "author" else None,
                    aliases=tuple(raw["aliases"]),
                )
            )
        return found

    def _mentions(self) -> list[Span]:
        found = []
        for raw in self.raw["mentions"]:
            id = self.names[raw["id"]]
            self._remark(raw, span=id)
            found.append(
                Span(
                    id=id,
                    article=ARTICLE,
                    start=raw["start"],
                    end=raw["end"],
                    annotator=1,
                    quote=raw["text"],
                    label=self._label(raw["type"]),
                    entity=self.names[raw["entity"]] if raw["entity"] else None,
                    level=raw["level"],
                    head_start=raw["head"][0],
                    head_end=raw["head"][1],
                )
            )
        return found

    def _parts(self) -> list[Span]:
        ids, found = count(401), []
        mentions = {(m["start"], m["end"]): self.names[m["id"]] for m in self.raw["mentions"]}
        for claim in self.raw["claims"]:
            for role, pieces in claim["spans"].items():
                for order, raw in enumerate(pieces):
                    on = mentions.get((raw["start"], raw["end"])) if role == "source" else None
                    found.append(
                        Span(
                            id=next(ids),
                            article=ARTICLE,
                            start=raw["start"],
                            end=raw["end"],
                            annotator=1,
                            quote=raw["text"],
                            role=role,
                            claim=self.names[claim["id"]],
                            order=order,
                            mention=on,
                        )
                    )
        return found

    def _claims(self) -> list[Claim]:
        found = []
        for raw in self.raw["claims"]:
            id = self.names[raw["id"]]
            self._remark(raw, claim=id)
            chain = tuple(self.names[e] if e else None for e in raw["source_chain"])
            parent = self.names[raw["parent"]] if raw["parent"] else None
            found.append(Claim(id, ARTICLE, 1, raw["gist"], chain, parent))
        return found

    def _judgements(self) -> list[Judgement]:
        ids, found = count(1001), []
        for raw, fields, who in (
            *((claim, _CLAIM_FIELDS, "analyst-1") for claim in self.raw["claims"]),
            *((one, _JUDGEMENT_FIELDS, one["annotator"]) for one in self.raw["judgements"]),
        ):
            claim = self.names[raw.get("claim", raw["id"])]
            for name in fields:
                for order, value in enumerate(_values(name, raw[name])):
                    found.append(
                        Judgement(next(ids), name, value, _WHO[who], claim=claim, order=order)
                    )
        return found

    def _links(self) -> list[Link]:
        ids = count(601)
        return [
            Link(
                id=next(ids),
                kind=kind,
                source=self.names[raw["source"]],
                target=self.names[raw["target"]],
                type=raw["type"],
                annotator=1,
                independence=raw.get("independence", ""),
                note=raw.get("note", ""),
            )
            for kind in ("entity", "claim")
            for raw in self.raw[f"{kind}_links"]
        ]


def _values(name: str, value: Any) -> list[str]:
    """The answers a gold value stands for; no credibility means that none applies."""
    if value is None:
        return [NOT_APPLICABLE] if name == "credibility" else []
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, list):
        kinds = [v if isinstance(v, str) else v["kind"].removeprefix("related_") for v in value]
        return list(dict.fromkeys(kinds))
    return [value]
