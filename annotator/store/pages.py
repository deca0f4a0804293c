"""Reading the page of an article: everything that lies on it, in a handful of queries."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress, count
from operator import attrgetter, ge
from typing import Any, Protocol, TypeVar

from sqlite_utils import Database

from annotator.model import (
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
from annotator.store import fetching, reading, rows
from annotator.store.reading import query, these


class Numbered(Protocol):
    """A row with an id."""

    @property
    def id(self) -> int:
        """The row's id."""


_Row = TypeVar("_Row", bound=Numbered)

# What a mention says; few spans of a page say more.
_USUAL = ("id", "start", "end", "annotator", "quote", "label", "entity", "level")


class Ids:
    """Ids that several tables are asked for."""

    def __init__(self, ids: Iterable[int]) -> None:
        self._ids = list(ids)

    @cached_property
    def range(self) -> tuple[int, int] | None:
        """The lowest and the highest; None where there are none."""
        return (min(self._ids), max(self._ids)) if self._ids else None

    @cached_property
    def json(self) -> str:
        """All of them as the one value that `these` takes."""
        return json.dumps(self._ids)


def read(db: Database, id: int, codebook: Codebook, *, only: int | None = None) -> Page | None:
    """The page of an article, or None if there is no such article.

    `only` shows one annotator's marks, for projects whose annotators work independently.
    """
    about = reading.article(db, id)
    if about is None:
        return None
    mine = whose(only)
    bare = Page(
        article=about,
        text=reading.text(db, id),
        codebook=codebook,
        spans=_spans(db, id, mine),
        claims={each.id: each for each in claims(db, f"article = ?{mine} order by id", [id])},
        statuses=_statuses(db, id),
    )
    spans, said = Ids(span.id for span in bare.spans), Ids(bare.claims)
    marked = replace(
        bare,
        judgements=_judgements(db, "claim", said, mine),
        links=by_id((*_links(db, "claim", said, mine), *_links(db, "span", spans, mine))),
        notes=by_id(_notes(db, {"article": Ids([id]), "span": spans, "claim": said}, mine)),
        attributes=by_id(_attributes(db, {"article": Ids([id]), "span": spans, "claim": said})),
    )
    return joined(marked, entity_side(db, referenced(marked) | author_of(db, id), mine))


def _spans(db: Database, article: int, mine: str) -> tuple[Span, ...]:
    """The spans of an article as a page keeps them: by start, the longer first."""
    rest, usual = f"from spans where article = ?{mine}", _USUAL
    found = fetching.by_column(db, Span, rest, [article], usual, {"article": article})
    # SQLite goes through them along the index of their places, so that nothing is left to sort.
    return found if _is_in_order(found) else tuple(sorted(found, key=_place))


def _is_in_order(spans: Sequence[Span]) -> bool:
    starts = [span.start for span in spans]
    unsure = compress(count(1), map(ge, starts, starts[1:]))
    return all(_place(spans[n - 1]) < _place(spans[n]) for n in unsure)


def _place(span: Span) -> tuple[int, int, int]:
    return span.start, -span.end, span.id


def claims(db: Database, where: str, given: Iterable[object]) -> tuple[Claim, ...]:
    """The claims of a condition, in its order, with their source chains."""
    found = fetching.rows(db, Claim, f"from claims where {where}", given)
    said = chains(db, (row[0] for row in found))
    return fetching.made(Claim, ((*row, said.get(row[0], ())) for row in found))


def whose(only: int | None, of: str = "") -> str:
    """The condition that leaves one annotator's rows `of` a table, or all of them."""
    column = f"{of}.annotator" if of else "annotator"
    return "" if only is None else f" and {column} = {int(only)}"


def referenced(page: Page) -> set[int]:
    """The entities that the spans and source chains of a page point to, and its author."""
    named = set(map(attrgetter("entity"), page.spans))
    named |= {entity for claim in page.claims.values() for entity in claim.chain}
    named |= {e.id for e in page.entities.values() if e.article == page.article.id}
    return {entity for entity in named if entity is not None}


@dataclass(frozen=True, slots=True)
class EntitySide:
    """Some entities with all that hangs on them: links, source cards, notes, attributes."""

    entities: dict[int, Entity]
    links: tuple[Link, ...]
    judgements: tuple[Judgement, ...]
    notes: tuple[Note, ...]
    attributes: tuple[Attribute, ...]


def entity_side(db: Database, ids: set[int], mine: str = "") -> EntitySide:
    """Those entities, the ones they were merged into, and those they are linked with."""
    first = reading.entities(db, ids)
    live = set(first) | {e.merged_into for e in first.values() if e.merged_into is not None}
    links = tuple(_links(db, "entity", Ids(live), mine))
    ends = {end for link in links for end in (link.source, link.target)}
    shown = Ids(live | ends)
    return EntitySide(
        entities=first | reading.entities(db, (live | ends) - set(first)),
        links=links,
        judgements=_judgements(db, "entity", shown, mine),
        notes=tuple(_notes(db, {"entity": shown}, mine)),
        attributes=tuple(_attributes(db, {"entity": shown})),
    )


def joined(page: Page, side: EntitySide) -> Page:
    """The page with these entities and what hangs on them added."""
    return replace(
        page,
        entities=dict(sorted({**page.entities, **side.entities}.items())),
        links=_united(page.links, side.links),
        judgements=_united(page.judgements, side.judgements),
        notes=_united(page.notes, side.notes),
        attributes=_united(page.attributes, side.attributes),
    )


def _united(old: tuple[_Row, ...], new: tuple[_Row, ...]) -> tuple[_Row, ...]:
    return by_id({value.id: value for value in (*old, *new)}.values()) if new else old


def author_of(db: Database, article: int) -> set[int]:
    """The entity that stands for the article's author, once there is one."""
    return {row["id"] for row in query(db, "select id from entities where article = ?", [article])}


def chains(db: Database, claims: Iterable[int]) -> dict[int, tuple[int | None, ...]]:
    """The source chains of claims, of those that have one."""
    found: dict[int, tuple[int | None, ...]] = {}
    sql = f"select claim, entity from chains where claim in {these()} order by claim, position"
    for claim, entity in db.execute(sql, [json.dumps(list(claims))]):
        found[claim] = (*found.get(claim, ()), entity)
    return found


def _judgements(db: Database, subject: str, ids: Ids, mine: str) -> tuple[Judgement, ...]:
    rest = f"from judgements where {subject} in {these()}{mine} order by id"
    return fetching.values(db, Judgement, rest, [ids.json])


def _links(db: Database, kind: str, ids: Ids, mine: str) -> Iterable[Link]:
    found: dict[int, dict[str, Any]] = {}
    for end in ("source", "target"):
        found |= {row["id"]: row for row in rows_with(db, f"{kind}_links", end, ids, mine)}
    return (rows.link(row, kind) for row in found.values())


def _notes(db: Database, about: dict[str, Ids], mine: str) -> Iterable[Note]:
    return (rows.note(row) for row in _about(db, "notes", about, mine))


def _attributes(db: Database, about: dict[str, Ids]) -> Iterable[Attribute]:
    return (rows.attribute(row) for row in _about(db, "attributes", about))


def _about(
    db: Database, table: str, about: dict[str, Ids], mine: str = ""
) -> Iterable[dict[str, Any]]:
    for subject, ids in about.items():
        yield from rows_with(db, table, subject, ids, mine)


def rows_with(
    db: Database, table: str, column: str, ids: Ids, mine: str = ""
) -> list[dict[str, Any]]:
    """The rows of a table with one of these ids in a column.

    Few articles have remarks or links on their spans, and asking for each of 10,000 spans takes
    long: one look at the range of their ids tells that there is nothing to ask for.
    """
    if ids.range is None:
        return []
    near = f"select 1 from {table} where {column} between ? and ? limit 1"
    if db.execute(near, [*ids.range]).fetchone() is None:
        return []
    return query(db, f"select * from {table} where {column} in {these()}{mine}", [ids.json])


def _statuses(db: Database, article: int) -> dict[int, str]:
    sql = "select annotator, status from statuses where article = ? order by annotator"
    return {row["annotator"]: row["status"] for row in query(db, sql, [article])}


def by_id(values: Iterable[_Row]) -> tuple[_Row, ...]:
    """Rows as a page keeps them: oldest first."""
    return tuple(sorted(values, key=lambda value: value.id))
