"""Pages of many articles at once, for jobs that go through a whole project.

`pages.read` asks some twenty questions an article. Asked for a hundred articles together they cost
half; a test holds the answers equal.
"""

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from sqlite_utils import Database

from annotator.model import (
    Article,
    Claim,
    Codebook,
    Entity,
    Judgement,
    Link,
    Page,
    Span,
)
from annotator.store import fetching, pages, reading, rows
from annotator.store.pages import Ids
from annotator.store.reading import query, these

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")
_id = attrgetter("id")


def read(db: Database, articles: Sequence[int], codebook: Codebook) -> list[Page]:
    """The pages of those articles that there are, in the order given."""
    return _Reading(db, articles).pages(codebook)


class _Reading:
    """Everything that lies on some articles, asked for table by table and sorted by article."""

    def __init__(self, db: Database, articles: Sequence[int]) -> None:
        self._db, self._articles, self._these = db, articles, json.dumps(list(articles))
        self._spans = _by(attrgetter("article"), self._all_spans())
        self._claims = self._all_claims()
        self._claim_of = {id: claims for claims in self._claims.values() for id in claims}
        spans = Ids(span.id for found in self._spans.values() for span in found)
        said = Ids(self._claim_of)
        self._judged = _by(attrgetter("claim"), self._judgements("claim", said))
        self._links = {
            "claim": self._links_of("claim", said),
            "span": self._links_of("span", spans),
        }
        self._notes = self._about("notes", rows.note, {
            "article": Ids(articles), "span": spans, "claim": said})  # fmt: skip
        self._attributes = self._about("attributes", rows.attribute, {
            "article": Ids(articles), "span": spans, "claim": said})  # fmt: skip
        self._read_entities()

    def pages(self, codebook: Codebook) -> list[Page]:
        """One page after the other."""
        about = {row["id"]: rows.article(row) for row in self._of("articles", "id")}
        texts = {row["article"]: row["body"] for row in self._of("texts", "article")}
        statuses: dict[int, dict[int, str]] = defaultdict(dict)
        for row in self._of("statuses", "article", "annotator"):
            statuses[row["article"]][row["annotator"]] = row["status"]
        there = [about[id] for id in self._articles if id in about]
        return [self._page(a, texts[a.id], statuses[a.id], codebook) for a in there]

    def _page(
        self, about: Article, text: str, statuses: dict[int, str], codebook: Codebook
    ) -> Page:
        spans = self._spans.get(about.id, [])
        claims = self._claims.get(about.id, {})
        entities, arrows = self._entities_of(about.id, spans, claims)
        marks: dict[str, Iterable[int]] = {
            "article": [about.id], "span": [span.id for span in spans], "claim": claims,
            "entity": entities,
        }  # fmt: skip
        judged = [j for id in claims for j in self._judged.get(id, ())]
        judged += [j for id in entities for j in self._graded.get(id, ())]
        for kind in ("claim", "span"):
            arrows += _values(self._links[kind], marks[kind])
        return Page(
            article=about,
            text=text,
            codebook=codebook,
            spans=tuple(spans),
            entities={id: entities[id] for id in sorted(entities)},
            claims=claims,
            judgements=tuple(sorted(judged, key=_id)),
            links=_in_order(arrows),
            notes=_in_order(self._said(self._notes, marks)),
            attributes=_in_order(self._said(self._attributes, marks)),
            statuses=statuses,
        )

    def _said(
        self, found: dict[tuple[str, int], list[_Value]], marks: dict[str, Iterable[int]]
    ) -> list[_Value]:
        if not found:
            return []
        return [one for subject, ids in marks.items() for id in ids
                for one in found.get((subject, id), ())]  # fmt: skip

    # entities

    def _read_entities(self) -> None:
        """The entities of all these pages, those they are linked with, and what hangs on them."""
        self._authors = _by(
            lambda row: row[1],
            self._db.execute(
                f"select id, article from entities where article in {these()}", [self._these]
            ),
        )
        named = {span.entity for found in self._spans.values() for span in found}
        named |= {e for claims in self._claims.values() for c in claims.values() for e in c.chain}
        named |= {id for found in self._authors.values() for id, _article in found}
        first = reading.entities(self._db, (id for id in named if id is not None))
        live = set(first) | {e.merged_into for e in first.values() if e.merged_into is not None}
        self._arrows = self._links_of("entity", Ids(live))
        ends = {id for found in self._arrows.values() for x in found for id in (x.source, x.target)}
        self._entities = first | reading.entities(self._db, (live | ends) - set(first))
        shown = Ids(self._entities)
        self._graded = _by(attrgetter("entity"), self._judgements("entity", shown))
        self._notes |= self._about("notes", rows.note, {"entity": shown})
        self._attributes |= self._about("attributes", rows.attribute, {"entity": shown})

    def _entities_of(
        self, article: int, spans: list[Span], claims: dict[int, Claim]
    ) -> tuple[dict[int, Entity], list[Link]]:
        """The entities a page shows, and the links between them."""
        named = {span.entity for span in spans} | {e for c in claims.values() for e in c.chain}
        named |= {id for id, _article in self._authors.get(article, ())}
        known = self._entities
        first = {id: known[id] for id in named if id is not None and id in known}
        live = set(first) | {e.merged_into for e in first.values() if e.merged_into is not None}
        arrows = _values(self._arrows, live)
        ends = {id for link in arrows for id in (link.source, link.target)}
        return {id: known[id] for id in live | ends}, arrows

    # tables

    def _of(self, table: str, column: str, then: str = "id") -> list[dict[str, Any]]:
        order = column if table in ("articles", "texts") else f"{column}, {then}"
        sql = f"select * from {table} where {column} in {these()} order by {order}"
        return query(self._db, sql, [self._these])

    def _all_spans(self) -> tuple[Span, ...]:
        order = 'article, start, "end" desc, id'
        rest = f"from spans where article in {these()} order by {order}"
        return fetching.values(self._db, Span, rest, [self._these])

    def _all_claims(self) -> dict[int, dict[int, Claim]]:
        found: dict[int, dict[int, Claim]] = defaultdict(dict)
        where = f"article in {these()} order by article, id"
        for claim in pages.claims(self._db, where, [self._these]):
            found[claim.article][claim.id] = claim
        return found

    def _judgements(self, subject: str, ids: Ids) -> tuple[Judgement, ...]:
        rest = f"from judgements where {subject} in {these()}"
        return fetching.values(self._db, Judgement, rest, [ids.json])

    def _links_of(self, kind: str, ids: Ids) -> dict[int, list[Link]]:
        """Links by each of their two ends."""
        found: dict[int, list[Link]] = defaultdict(list)
        for end in ("source", "target"):
            for row in pages.rows_with(self._db, f"{kind}_links", end, ids):
                found[row[end]].append(rows.link(row, kind))
        return found

    def _about(
        self, table: str, make: Any, about: dict[str, Ids]
    ) -> dict[tuple[str, int], list[Any]]:
        """Notes or attributes by what they are about."""
        found: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for subject, ids in about.items():
            for row in pages.rows_with(self._db, table, subject, ids):
                found[subject, row[subject]].append(make(row))
        return found


def _by(key: Any, values: Iterable[_Value]) -> dict[Any, list[_Value]]:
    found: dict[Any, list[_Value]] = defaultdict(list)
    for value in values:
        found[key(value)].append(value)
    return found


def _values(found: dict[int, list[Link]], ids: Iterable[int]) -> list[Link]:
    return [link for id in ids for link in found.get(id, ())] if found else []


def _in_order(values: Iterable[Any]) -> tuple[Any, ...]:
    """Oldest first, each once."""
    return tuple(sorted({value.id: value for value in values}.values(), key=_id))
