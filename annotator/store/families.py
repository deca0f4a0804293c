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

from annotator.store.reading import query, these
from annotator.text.copies import Fingerprint

SHARED = 3  # sentences in common that make a family
_NEARLY_ALL = 0.8  # of a text with fewer sentences than these
_OFTEN, _LOOKED_AT = 50, 8
_HALF = 0.5


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
    near = {id: _near(db, id, found) for id, found in sentences.items()}
    return {id: _join(db, [id, *others]) for id, others in near.items() if others}


def dissolve(db: Database) -> None:
    """Forget all families, so that they can be found anew: by now it may be clear what is
    boilerplate.
    """
    db.execute("update articles set family = '' where family <> ''")


def noted(db: Database, article: int) -> tuple[Fingerprint, ...]:
    """The sentences of an article as they were noted."""
    sql = 'select hash, start, "end" from sentences where article = ? order by start'
    return tuple(Fingerprint(**row) for row in query(db, sql, [article]))


def copies(db: Database, article: int) -> tuple[Copy, ...]:
    """The passages of an article that stand in others as well, in the order of its text; where
    several have one, in the order they were published.
    """
    found = query(
        db,
        'select m.start, m."end", o.article, o.start as there, o."end" as there_end '
        "from sentences m join sentences o on o.hash = m.hash and o.article <> m.article "
        "join articles a on a.id = o.article and a.removed = 0 where m.article = ? "
        "order by m.start, a.published = '', a.published, a.id",
        [article],
    )
    return tuple(Copy(**row) for row in found)


def members(db: Database, family: str) -> tuple[int, ...]:
    """The articles of a family, the one published first at the head."""
    sql = (
        "select id from articles where family = ? and removed = 0 "
        "order by published = '', published, id"
    )
    return tuple(row["id"] for row in query(db, sql, [family])) if family else ()


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


def _near(db: Database, article: int, found: tuple[Fingerprint, ...]) -> list[int]:
    """The articles that share enough sentences with one."""
    telling = _telling(db, [each.hash for each in found])
    rows = query(
        db,
        f"select article from sentences where hash in {these()} and article <> ? "
        "and article in (select id from articles where removed = 0)",
        [json.dumps(telling), article],
    )
    shared = Counter(row["article"] for row in rows)
    sizes = _sizes(db, shared)
    return [
        other
        for other, count in shared.items()
        if count >= SHARED or count >= _NEARLY_ALL * min(len(found), sizes[other])
    ]


def _telling(db: Database, hashes: list[int]) -> list[int]:
    """Those of some sentences that are no boilerplate."""
    sql = (
        "select value as hash, (select count(*) from (select 1 from sentences s "
        f"where s.hash = h.value limit {_OFTEN + 1})) as n from json_each(?) h"
    )
    often = query(db, sql, [json.dumps(hashes)])
    return [
        row["hash"] for row in often if row["n"] <= _OFTEN or not _is_boilerplate(db, row["hash"])
    ]


def _is_boilerplate(db: Database, hash: int) -> bool:
    """True for a sentence whose articles have little else in common."""
    some = query(db, f"select article from sentences where hash = ? limit {_LOOKED_AT}", [hash])
    ids = [row["article"] for row in some]
    sizes = _sizes(db, ids)
    common = (
        "select count(*) as n from sentences a join sentences b on b.hash = a.hash "
        "where a.article = ? and b.article = ?"
    )
    alike = sum(
        query(db, common, pair)[0]["n"] >= _HALF * min(sizes[each] for each in pair)
        for pair in pairwise(ids)
    )
    return bool(alike < _HALF * (len(ids) - 1))


def _sizes(db: Database, articles: Iterable[int]) -> dict[int, int]:
    sql = (
        f"select article, count(*) as n from sentences where article in {these()} group by article"
    )
    return {row["article"]: row["n"] for row in query(db, sql, [json.dumps(list(articles))])}


def _join(db: Database, articles: list[int]) -> str:
    """Make these articles and their families one family, and return its name."""
    some = json.dumps(articles)
    old = [
        row["family"]
        for row in query(db, f"select distinct family from articles where id in {these()}", [some])
        if row["family"]
    ]
    everybody = f"(id in {these()} or (family <> '' and family in {these()}))"
    values = [some, json.dumps(old)]
    first = query(
        db,
        f"select key from articles where {everybody} "
        "order by published = '', published, id limit 1",
        values,
    )
    family = str(first[0]["key"])
    db.execute(f"update articles set family = ? where {everybody}", [family, *values])
    return family
