"""A whole project read for an export: pages one by one, and what belongs to no single article."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from sqlite_utils import Database

from annotator.model import (
    Annotator,
    Attribute,
    Codebook,
    Entity,
    Judgement,
    Link,
    Note,
    Page,
)
from annotator.store import manypages, reading, rows
from annotator.store.reading import query, these

_AT_ONCE, _PAGES = 500, 50
_CACHE = 8192  # KB of pages of the file
_T = TypeVar("_T")
_OWN_PROPERTIES = ("codebook", "guidelines", "independent")
_WORK = ("spans", "claims", "judgements", "claim_links", "entity_links", "span_links", "notes",
         "statuses", "verdicts")  # fmt: skip


class Rows(Generic[_T]):
    """Values that are read anew each time they are gone through, so that none need be kept."""

    def __init__(self, read: Callable[[], Iterator[_T]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[_T]:
        return self._read()


def begin_snapshot(db: Database) -> None:
    """See the file as it is now until the connection is closed, whatever is written meanwhile.

    Only beside a write-ahead log: without one, a reader that stays would keep edits out. What is
    gone through once need not be kept in memory.
    """
    db.execute(f"pragma cache_size = -{_CACHE}")
    if db.execute("pragma journal_mode").fetchone()[0] == "wal":
        db.execute("begin")


def count(db: Database) -> int:
    """How many articles there are, removed ones included."""
    return int(db.execute("select count(*) from articles").fetchone()[0])


def all_pages(
    db: Database, codebook: Codebook, only: Iterable[int] | None = None
) -> Iterator[Page]:
    """The pages of the project in the order they were added; of some articles where given."""
    some: list[int] = []
    for id in _ids(db, "select id from articles") if only is None else only:
        some.append(id)
        if len(some) == _PAGES:
            yield from manypages.read(db, some, codebook)
            some = []
    yield from manypages.read(db, some, codebook)


def dates(db: Database) -> Iterator[tuple[str, str]]:
    """The date and the family of each article that was not removed, "" where it has none."""
    found = query(db, "select published, family from articles where removed = 0")
    return ((row["published"], row["family"]) for row in found)


def at_work(db: Database) -> tuple[Annotator, ...]:
    """Everybody by whom there is something in the project."""
    there = " or ".join(f"exists (select 1 from {t} where annotator = a.id)" for t in _WORK)
    found = query(db, f"select * from annotators a where {there} order by id")
    return tuple(Annotator(**row) for row in found)


def properties(db: Database) -> dict[str, str]:
    """The settings of the project that have no place of their own elsewhere."""
    found = query(db, "select name, value from properties where value <> '' order by name")
    return {row["name"]: row["value"] for row in found if row["name"] not in _OWN_PROPERTIES}


# entities of the whole project, and what is said of them


def entities(db: Database) -> Iterator[Entity]:
    """The entities that belong to no one article, oldest first."""
    some: list[int] = []
    for id in _ids(db, "select id from entities where article is null"):
        some.append(id)
        if len(some) == _AT_ONCE:
            yield from reading.entities(db, some).values()
            some = []
    yield from reading.entities(db, some).values()


def has_rights(db: Database, rights: Iterable[str]) -> bool:
    """True if there is an article with one of these rights."""
    sql = f"select 1 from articles where rights in {these()} limit 1"
    return bool(query(db, sql, [json.dumps(list(rights))]))


def with_rights(db: Database, rights: Iterable[str], articles: Iterable[int]) -> frozenset[int]:
    """Those of some articles that have one of these rights."""
    sql = f"select id from articles where id in {these()} and rights in {these()}"
    some = [json.dumps(list(articles)), json.dumps(list(rights))]
    return frozenset(row["id"] for row in query(db, sql, some))


def families_named_after(db: Database, rights: Iterable[str]) -> dict[str, int]:
    """The families whose name is the key of an article with these rights, each with its oldest
    member that has others.
    """
    sql = (
        "select o.family, min(o.id) as id from articles a join articles o on o.family = a.key "
        f"where a.family = a.key and a.rights in {these('?1')} and o.rights not in {these('?1')} "
        "group by o.family"
    )
    return {row["family"]: row["id"] for row in query(db, sql, [json.dumps(list(rights))])}


def linked_claims(db: Database, rights: Iterable[str]) -> frozenset[int]:
    """The claims of articles with these rights that claims of others may be linked to."""
    sql = (
        "select k.id from claim_links x join claims k on k.id in (x.source, x.target) "
        f"join articles a on a.id = k.article where a.rights in {these()}"
    )
    return frozenset(row["id"] for row in query(db, sql, [json.dumps(list(rights))]))


def only_in(db: Database, rights: Iterable[str]) -> frozenset[int]:
    """The entities that stand in no other articles than those with these rights."""
    kept = json.dumps(list(rights))
    sql = f"""
        with used as (
            select entity, article from spans where entity is not null union
            select c.entity, k.article from chains c join claims k on k.id = c.claim
            where c.entity is not null),
        known as (
            select coalesce(e.merged_into, e.id) as root from used u
            join entities e on e.id = u.entity join articles a on a.id = u.article
            group by root having min(a.rights in {these()}) = 1)
        select id from entities where article is null
        and coalesce(merged_into, id) in (select root from known)
    """
    return frozenset(row["id"] for row in query(db, sql, [kept]))


def links(db: Database) -> Iterator[Link]:
    """The links between such entities."""
    sql = (
        "select x.* from entity_links x join entities s on s.id = x.source "
        "join entities t on t.id = x.target where s.article is null and t.article is null"
    )
    return (rows.link(row, "entity") for row in _each(db, sql, "x.id"))


def judgements(db: Database) -> Iterator[Judgement]:
    """The answers on the cards of such entities."""
    return (rows.judgement(row) for row in _each(db, _about("judgements"), "x.id"))


def notes(db: Database) -> Iterator[Note]:
    """The notes about such entities."""
    return (rows.note(row) for row in _each(db, _about("notes"), "x.id"))


def attributes(db: Database) -> Iterator[Attribute]:
    """Further properties of such entities."""
    return (rows.attribute(row) for row in _each(db, _about("attributes"), "x.id"))


def _about(table: str) -> str:
    return f"select x.* from {table} x join entities e on e.id = x.entity where e.article is null"


def _ids(db: Database, sql: str) -> Iterator[int]:
    """Ids in their order, read some at a time by key, so that no cursor stays open."""
    word = "and" if " where " in sql else "where"
    last = -1
    while found := db.execute(
        f"{sql} {word} id > ? order by id limit {_AT_ONCE}", [last]
    ).fetchall():
        yield from (id for (id,) in found)
        last = found[-1][0]


def _each(db: Database, sql: str, key: str) -> Iterator[dict[str, Any]]:
    last = -1
    while found := query(db, f"{sql} and {key} > ? order by {key} limit {_AT_ONCE}", [last]):
        yield from found
        last = found[-1]["id"]
