"""Families: articles that share passages, found by the fingerprints of their sentences.

A wire copy, a rewrite, an embedded passage: three sentences in common make a family, or nearly all
of a shorter text. What stands in many articles that have nothing else in common is boilerplate.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from sqlite_utils import Database

from annotator.model import Article
from annotator.store import rows
from annotator.store.reading import query, these
from annotator.text.copies import Fingerprint

SHARED = 3  # sentences in common that make a family
_NEARLY_ALL = 0.8  # of a text with fewer sentences than these
_OFTEN, _LOOKED_AT = 12, 8
_HALF = 0.5

Head = tuple[bool, str, int, str]  # without a date, the date, the id, the key


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage `[start, end)` of one article that stands in another at `[there, there_end)`."""

    start: int
    end: int
    article: int
    there: int
    there_end: int


def add(db: Database, sentences: Mapping[int, tuple[Fingerprint, ...]]) -> dict[int, str]:
    """Note the sentences of new articles, and tell which of them fell into a family.

    Whoever calls holds the transaction. Families that a new article connects become one, named
    after the text (content key) of the article that was published first.
    """
    note(db, sentences)
    return find(db, sentences)


def note(db: Database, sentences: Mapping[int, tuple[Fingerprint, ...]]) -> None:
    """Note the sentences of articles."""
    db.conn.executemany(
        'insert or ignore into sentences (hash, article, start, "end") values (?, ?, ?, ?)',
        ((s.hash, id, s.start, s.end) for id, found in sentences.items() for s in found),
    )


def find(db: Database, sentences: Mapping[int, tuple[Fingerprint, ...]]) -> dict[int, str]:
    """Put articles whose sentences are noted into families, and tell which fell into one."""
    return join(db, near(db, sentences, set()))


def join(db: Database, alike: Mapping[int, tuple[int, ...]]) -> dict[int, str]:
    """Make one family of each article and those it is like; tells the family of each."""
    if not alike:
        return {}
    everybody = _everybody(db, {*alike, *(other for some in alike.values() for other in some)})
    groups = _Unions()
    for id, (family, _head) in everybody.items():
        if family:
            groups.join(id, family)
    for id, others in alike.items():
        for other in others:
            groups.join(other, id)
    first = dict[int | str, Head]()
    for id, (_family, head) in everybody.items():
        root = groups.root(id)
        first[root] = min(head, first.get(root, head))
    names = {id: first[groups.root(id)][-1] for id in everybody}
    moved = [(name, id) for id, name in names.items() if everybody[id][0] != name]
    db.conn.executemany("update articles set family = ? where id = ?", moved)
    return {id: names[id] for id in alike}


def dissolve(db: Database) -> None:
    """Forget all families, so that they can be found anew: by now it may be clear what is
    boilerplate.
    """
    db.execute("update articles set family = '' where family <> ''")


def dissolve_around(db: Database, boilerplate: Iterable[int]) -> tuple[int, ...]:
    """Forget the families with members that have boilerplate, and tell who was in them."""
    sql = (
        "select id from articles where family <> '' and family in (select a.family from "
        f"sentences s join articles a on a.id = s.article where s.hash in {these()}) order by id"
    )
    found = tuple(row["id"] for row in query(db, sql, [json.dumps(list(boilerplate))]))
    none = f"update articles set family = '' where id in {these()}"
    db.execute(none, [json.dumps(found)])
    return found


def alone(db: Database, articles: Iterable[int]) -> frozenset[int]:
    """Those of some articles that are in no family."""
    sql = f"select id from articles where id in {these()} and family = ''"
    return frozenset(row["id"] for row in query(db, sql, [json.dumps(list(articles))]))


def noted(db: Database, article: int) -> tuple[Fingerprint, ...]:
    """The sentences of an article as they were noted."""
    sql = 'select hash, start, "end" from sentences where article = ? order by start'
    return tuple(Fingerprint(**row) for row in query(db, sql, [article]))


def copies(db: Database, article: int) -> tuple[Copy, ...]:
    """The passages of an article that stand in others as well, in the order of its text; where
    several have one, in the order they were published. What many have counts within the family.
    """
    sql = f"""
        with mine as materialized (
            select hash, start, "end", (select count(*) from (select 1 from sentences s
            where s.hash = m.hash limit {_OFTEN + 1})) as n from sentences m where article = ?1),
        found as (
            select m.start, m."end", o.article, o.start as there, o."end" as there_end
            from mine m join sentences o on o.hash = m.hash and m.n <= {_OFTEN}
            union all
            select m.start, m."end", o.article, o.start, o."end"
            from mine m cross join articles a cross join sentences o
            where m.n > {_OFTEN} and o.hash = m.hash and o.article = a.id and a.family <> ''
            and a.family = (select family from articles where id = ?1))
        select f.* from found f join articles a on a.id = f.article
        where a.removed = 0 and a.id <> ?1 order by f.start, a.published = '', a.published, a.id
    """
    return tuple(Copy(**row) for row in query(db, sql, [article]))


def members(db: Database, family: str) -> tuple[int, ...]:
    """The articles of a family, the one published first at the head."""
    sql = (
        "select id from articles where family = ? and removed = 0 "
        "order by published = '', published, id"
    )
    return tuple(row["id"] for row in query(db, sql, [family])) if family else ()


def first(db: Database, articles: Iterable[int]) -> Article:
    """The one of some articles that was published first."""
    sql = f"select * from articles where id in {these()} order by published = '', published, id"
    return rows.article(query(db, f"{sql} limit 1", [json.dumps(list(articles))])[0])


def every(db: Database) -> tuple[int, ...]:
    """All articles, removed ones too, in the order they were added."""
    return tuple(row["id"] for row in query(db, "select id from articles order by id"))


def count(db: Database) -> int:
    """How many articles are in a family."""
    sql = "select count(*) as n from articles where family <> '' and removed = 0"
    return int(query(db, sql)[0]["n"])


def lacking(db: Database) -> tuple[int, ...]:
    """The articles whose sentences were never noted, as in files of an older version."""
    sql = (
        "select id from articles a where not exists "
        "(select 1 from sentences s where s.article = a.id) and characters > 0 order by id"
    )
    return tuple(row["id"] for row in query(db, sql))


def near(
    db: Database, sentences: Mapping[int, tuple[Fingerprint, ...]], boilerplate: set[int]
) -> dict[int, tuple[int, ...]]:
    """For each article those that share enough sentences with it, where there are any.

    `boilerplate` are sentences known to be that; those found out here are added.
    """
    return enough(db, sentences, shared(db, sentences, boilerplate))


def shared(
    db: Database, sentences: Mapping[int, tuple[Fingerprint, ...]], boilerplate: set[int]
) -> dict[int, Counter[int]]:
    """For each article how many sentences it has in common with others."""
    hashes = {each.hash for found in sentences.values() for each in found} - boilerplate
    homes = _homes(db, hashes, boilerplate)
    return {
        id: Counter(o for each in found for o in homes.get(each.hash, ()) if o != id)
        for id, found in sentences.items()
    }


def enough(
    db: Database, sentences: Mapping[int, tuple[Fingerprint, ...]],
    shared: Mapping[int, Counter[int]],
) -> dict[int, tuple[int, ...]]:  # fmt: skip
    """For each article those with which it has enough in common; versions of one have, always."""
    few = {o for counts in shared.values() for o, count in counts.items() if count < SHARED}
    lengths = sizes(db, few)

    def is_near(id: int, other: int) -> bool:
        count = shared[id][other]
        return count >= SHARED or count >= _NEARLY_ALL * min(len(sentences[id]), lengths[other])

    alike = {id: [o for o in shared[id] if is_near(id, o)] for id in sentences}
    for id, older in _versions(db, sentences):
        alike[id].append(older)
    return {id: tuple(others) for id, others in alike.items() if others}


def _versions(db: Database, articles: Iterable[int]) -> list[tuple[int, int]]:
    """Which of some articles are later versions, and of which."""
    sql = f"select id, version_of from articles where id in {these()} and version_of is not null"
    return [(row["id"], row["version_of"]) for row in query(db, sql, [json.dumps(list(articles))])]


def _homes(db: Database, hashes: set[int], boilerplate: set[int]) -> dict[int, list[int]]:
    """In which articles each of some sentences stands, boilerplate left out, which is noted."""
    sql = (
        "select value as hash, (select count(*) from (select 1 from sentences s "
        f"where s.hash = h.value limit {_OFTEN + 1})) as n from json_each(?) h"
    )
    often = {row["hash"]: row["n"] for row in query(db, sql, [json.dumps(list(hashes))])}
    boilerplate |= {h for h, n in often.items() if n > _OFTEN and _is_boilerplate(db, h)}
    telling = [hash for hash, n in often.items() if n > 1 and hash not in boilerplate]
    sql = (
        f"select hash, article from sentences s where hash in {these()} "
        "and exists (select 1 from articles a where a.id = s.article and a.removed = 0)"
    )
    found: dict[int, list[int]] = {}
    for row in query(db, sql, [json.dumps(telling)]):
        found.setdefault(row["hash"], []).append(row["article"])
    return found


def _is_boilerplate(db: Database, hash: int) -> bool:
    """True for a sentence whose articles have little else in common."""
    some = query(db, f"select article from sentences where hash = ? limit {_LOOKED_AT}", [hash])
    ids = [row["article"] for row in some]
    lengths = sizes(db, ids)
    common = (
        "select count(*) as n from sentences a join sentences b on b.hash = a.hash "
        "where a.article = ? and b.article = ?"
    )
    alike = sum(
        query(db, common, pair)[0]["n"] >= _HALF * min(lengths[each] for each in pair)
        for pair in pairwise(ids)
    )
    return bool(alike < _HALF * (len(ids) - 1))


def sizes(db: Database, articles: Iterable[int]) -> dict[int, int]:
    """How many sentences articles have."""
    sql = (
        f"select article, count(*) as n from sentences where article in {these()} group by article"
    )
    return {row["article"]: row["n"] for row in query(db, sql, [json.dumps(list(articles))])}


def _everybody(db: Database, articles: Iterable[int]) -> dict[int, tuple[str, Head]]:
    """Some articles and all of their families: the family of each, and what it is ordered by."""
    some = json.dumps(list(articles))
    theirs = f"select distinct family from articles where id in {these()} and family <> ''"
    names = json.dumps([name for (name,) in db.execute(theirs, [some])])
    sql = (
        f"select id, family, published, key from articles where id in {these()} union "
        "select id, family, published, key from articles "
        f"where family <> '' and family in {these()}"
    )
    return {
        id: (family, (published == "", published, id, key))
        for id, family, published, key in db.execute(sql, [some, names])
    }


class _Unions:
    """Things joined two by two, in groups that each have one of them as their root."""

    def __init__(self) -> None:
        self._above = dict[int | str, int | str]()

    def root(self, one: int | str) -> int | str:
        """The root of the group that holds this one."""
        while (above := self._above.setdefault(one, one)) != one:
            one = self._above[one] = self._above[above]
        return one

    def join(self, one: int | str, other: int | str) -> None:
        """Make one group of two."""
        self._above[self.root(one)] = self.root(other)
