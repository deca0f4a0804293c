"""Carrying the changes of an edit over to a page already read.

Reading a page of 10,000 spans takes tens of milliseconds and an edit changes a few rows, so the
journal's rows are applied to the frozen page; a property test holds the result equal to a page
read anew. Only what an edit newly ties to the page (an entity, a chain) is fetched.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from sqlite_utils import Database

from annotator.model import Attribute, Change, Judgement, Note, Page, Span
from annotator.store import pages, reading, rows

Row = Mapping[str, Any]
_Value = TypeVar("_Value", bound=pages.Numbered)
_About = TypeVar("_About", Judgement, Note, Attribute)

_WHOLE = {"labels", "properties", "annotators"}
_MANY = 500  # from here on reading the page anew is faster


def reads_anew(changes: tuple[Change, ...]) -> bool:
    """True where the changes reach beyond a page (the codebook, the project itself) or are many."""
    return len(changes) > _MANY or any(change.table in _WHOLE for change in changes)


def carry(
    db: Database, page: Page, changes: tuple[Change, ...], *, only: int | None = None
) -> Page:
    """The page as it reads after these changes; those of other articles are passed over."""
    left = _Left(changes, page.article.id, only)
    after = _with_claims(db, _with_spans(page, left), left)
    after = _with_rows(_with_article(after, left), left)
    return _with_entities(db, after, left)


class _Left:
    """What the changes left behind, and which of it an article shows to an annotator."""

    def __init__(self, changes: tuple[Change, ...], article: int, only: int | None) -> None:
        self.changes, self.article, self.only = changes, article, only
        self._rows: dict[str, dict[int, Row | None]] = {}
        for change in changes:
            self._rows.setdefault(change.table, {})[change.row] = change.after

    def of(self, table: str) -> Iterator[Change]:
        """The changes of a table, in the order they happened."""
        return (change for change in self.changes if change.table == table)

    def rows(self, table: str) -> dict[int, Row | None]:
        """Row id to what the row is now (None = gone)."""
        return self._rows.get(table, {})

    def shown(self, row: Row | None) -> bool:
        """True for a row that is there and whose author's marks are shown."""
        return row is not None and self.only in (None, row["annotator"])

    def here(self, row: Row | None) -> bool:
        """True for a span or claim that the page shows."""
        return row is not None and row["article"] == self.article and self.shown(row)

    def touched(self, table: str, column: str) -> set[int]:
        """The values of a column before and after, of all changed rows of a table."""
        both = [row for change in self.of(table) for row in (change.before, change.after)]
        ids = {row[column] for row in both if row is not None}
        return {int(str(id)) for id in ids if id is not None}


def _with_spans(page: Page, left: _Left) -> Page:
    if not left.rows("spans"):
        return page
    spans = list(page.spans)
    for change in left.of("spans"):
        if change.before is not None:
            old = rows.span(change.before)
            at = bisect_left(spans, _place(old), key=_place)
            if at < len(spans) and spans[at].id == old.id:
                del spans[at]
        if left.here(change.after):
            insort(spans, rows.span(change.after or {}), key=_place)
    return replace(page, spans=tuple(spans))


def _place(span: Span) -> tuple[int, int, int]:
    return (span.start, -span.end, span.id)


def _with_claims(db: Database, page: Page, left: _Left) -> Page:
    changed = left.rows("claims")
    rechained = left.touched("chains", "claim") | set(changed)
    if not rechained:
        return page
    claims = {id: claim for id, claim in page.claims.items() if id not in changed}
    claims |= {id: rows.claim(row) for id, row in changed.items() if row and left.here(row)}
    chains = pages.chains(db, rechained)
    for id in rechained & claims.keys():
        claims[id] = replace(claims[id], chain=chains.get(id, ()))
    return replace(page, claims=dict(sorted(claims.items())))


def _with_article(page: Page, left: _Left) -> Page:
    row = left.rows("articles").get(page.article.id)
    if row is not None:
        page = replace(page, article=rows.article(row))
    statuses = dict(page.statuses)
    for change in left.of("statuses"):
        if change.before is not None and change.before["article"] == page.article.id:
            statuses.pop(int(str(change.before["annotator"])), None)
        if change.after is not None and change.after["article"] == page.article.id:
            statuses[int(str(change.after["annotator"]))] = str(change.after["status"])
    if statuses == page.statuses:
        return page
    return replace(page, statuses=dict(sorted(statuses.items())))


def _with_rows(page: Page, left: _Left) -> Page:
    """Judgements, links, notes and attributes whose subjects lie on the page."""
    there = _Subjects(page)
    links = page.links
    for kind in ("claim", "span"):
        links = _replaced(
            links, left.rows(f"{kind}_links"),
            lambda row, kind=kind: rows.link(row, kind),  # type: ignore[misc]
            lambda row, kind=kind: left.shown(row) and there.has_end(row, kind),  # type: ignore[misc]
        )  # fmt: skip
    return replace(
        page,
        links=links,
        judgements=_replaced(
            page.judgements,
            left.rows("judgements"),
            rows.judgement,
            lambda row: left.shown(row) and there.has(row),
        ),
        notes=_replaced(
            page.notes,
            left.rows("notes"),
            rows.note,
            lambda row: left.shown(row) and there.has(row),
        ),
        attributes=_replaced(
            page.attributes, left.rows("attributes"), rows.attribute, there.has_mark
        ),
    )


class _Subjects:
    """Whether a row is about something that lies on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def has(self, row: Row) -> bool:
        return row.get("article") == self.page.article.id or self.has_mark(row)

    def has_mark(self, row: Row) -> bool:
        return (
            row.get("claim") in self.page.claims
            or row.get("entity") in self.page.entities
            or (row.get("span") is not None and self.page.span(row["span"]) is not None)
        )

    def has_end(self, row: Row, kind: str) -> bool:
        if kind == "claim":
            return row["source"] in self.page.claims or row["target"] in self.page.claims
        return any(self.page.span(row[end]) is not None for end in ("source", "target"))


def _replaced(
    values: tuple[_Value, ...],
    changed: dict[int, Row | None],
    make: Callable[[Row], _Value],
    belongs: Callable[[Row], bool],
) -> tuple[_Value, ...]:
    if not changed:
        return values
    kept = (value for value in values if value.id not in changed)
    new = (make(row) for row in changed.values() if row is not None and belongs(row))
    return pages.by_id((*kept, *new))


def _with_entities(db: Database, page: Page, left: _Left) -> Page:
    """The page with the entities it points to now: new ones fetched, others kept or let go."""
    mine = pages.whose(left.only)
    named, let_go = _named(page, left)
    alone = {id for id in let_go if page.entities[id].merged_into is None} - _beside(page)
    page, let_go = _without(page, alone), let_go - alone
    links = left.touched("entity_links", "source") | left.touched("entity_links", "target")
    known = page.entities.keys()
    if let_go or links & known or _rewired(left, known):
        side = pages.entity_side(db, pages.referenced(page) | named, mine)
        return pages.joined(_without_entities(page), side)
    stale = (set(left.rows("entities")) | left.touched("aliases", "entity")) & known
    if stale:
        page = replace(page, entities={**page.entities, **reading.entities(db, stale)})
    new = named - (known - _beside(page))
    return pages.joined(page, pages.entity_side(db, new, mine)) if new else page


def _without(page: Page, alone: set[int]) -> Page:
    """The page without entities that no other one of it hangs on."""
    if not alone:
        return page
    return replace(
        page,
        entities={id: entity for id, entity in page.entities.items() if id not in alone},
        judgements=_not_about(page.judgements, alone),
        notes=_not_about(page.notes, alone),
        attributes=_not_about(page.attributes, alone),
    )


def _not_about(values: tuple[_About, ...], entities: set[int]) -> tuple[_About, ...]:
    kept = tuple(value for value in values if value.entity not in entities)
    return kept if len(kept) < len(values) else values


def _beside(page: Page) -> set[int]:
    """Entities that may be on the page only because another one is linked with, or became, them."""
    ends = {end for x in page.links if x.kind == "entity" for end in (x.source, x.target)}
    return ends | {e.merged_into for e in page.entities.values() if e.merged_into is not None}


def _named(page: Page, left: _Left) -> tuple[set[int], set[int]]:
    """The entities that changed rows of the page name now, and those it names no more at all."""
    spans = [row for row in left.rows("spans").values() if row and left.here(row)]
    claims = (left.touched("chains", "claim") | set(left.rows("claims"))) & page.claims.keys()
    named = {row["entity"] for row in spans if row["entity"] is not None}
    named |= {one for id in claims for one in page.claims[id].chain if one is not None}
    entities = left.rows("entities").items()
    named |= {id for id, row in entities if row and row["article"] == left.article}
    old = (left.touched("spans", "entity") | left.touched("chains", "entity")) - named
    old &= page.entities.keys()
    return named, old - pages.referenced(page) if old else old


def _rewired(left: _Left, known: Iterable[int]) -> bool:
    """True where an entity of the page came, went or was merged, so that others hang on it."""
    return any(
        change.row in known
        and (change.before is None or change.after is None
             or change.before["merged_into"] != change.after["merged_into"])
        for change in left.of("entities")
    )  # fmt: skip


def _without_entities(page: Page) -> Page:
    return replace(
        page,
        entities={},
        links=tuple(link for link in page.links if link.kind != "entity"),
        judgements=tuple(one for one in page.judgements if one.entity is None),
        notes=tuple(note for note in page.notes if note.entity is None),
        attributes=tuple(one for one in page.attributes if one.entity is None),
    )
