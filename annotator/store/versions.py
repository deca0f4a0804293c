"""Versions: articles that are later states of others, as when the web edits one silently.

An article that comes in is taken for a new version only where its address or its file says so and
its sentences agree; anything less is a near-duplicate and no more.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from sqlite_utils import Database

from annotator.model import Article
from annotator.store import families, reading, rows
from annotator.store.reading import query, these
from annotator.text.addresses import page_of
from annotator.text.differences import SAME, differences

_SAME_PAGE, _SAME_FILE = 0.3, 0.5  # share of the shorter one's sentences that has to agree

_CLOSEST = 100  # articles looked at, those that share most first
_MOST, _LOOKED_INTO = 0.6, 20_000  # share of the characters, in texts up to so many of them

# All that are versions of one article, whichever of them is asked about.
_CHAIN = (
    "with recursive up(id) as (values (?) union select a.version_of from articles a "
    "join up u on a.id = u.id where a.version_of is not null), "
    "down(id) as (select id from up union select a.id from articles a "
    "join down d on a.version_of = d.id) "
)


def chain(db: Database, article: int) -> tuple[Article, ...]:
    """All versions of an article that are in sight, the oldest first; itself among them."""
    found = {
        row["id"]: rows.article(row)
        for row in query(db, f"{_CHAIN}select * from articles where id in down", [article])
    }

    def order(one: Article) -> tuple[int, int]:
        steps, at = 0, one.version_of
        while at in found and steps < len(found):
            steps, at = steps + 1, found[at].version_of
        return steps, one.id

    return tuple(one for one in sorted(found.values(), key=order) if not one.removed)


def newest(db: Database, article: int) -> Article | None:
    """The newest version of an article that is in sight."""
    found = chain(db, article)
    return found[-1] if found else None


def recognised(db: Database, shared: Mapping[int, Counter[int]]) -> dict[int, Article]:
    """Which of some articles, in the order they came in, are new versions, and of which each.

    `shared` tells for each how many sentences it has in common with others. Those that came in
    after it are passed over: the answer must not depend on how many come in at once.
    """
    closest = {id: counts.most_common(_CLOSEST) for id, counts in shared.items()}
    about = _about(db, {*shared, *(other for some in closest.values() for other, _n in some)})
    sizes, later, found = families.sizes(db, about), set(shared), dict[int, Article]()
    for id, some in closest.items():
        later.discard(id)
        new = about[id]
        agreeing = [
            (about[other], count / min(sizes[id], sizes[other]))
            for other, count in some if other not in later
        ]  # fmt: skip
        last = _one(db, new, agreeing, found)
        if last is not None and not _is_earlier(new, last):
            found[id] = last
    return found


def _one(
    db: Database, new: Article, agreeing: list[tuple[Article, float]], found: Mapping[int, Article]
) -> Article | None:
    """The newest version of the one article that this can be another state of; None if unsure."""
    pages = [old for old, share in agreeing if _is_same_page(new, old)
             and (share >= _SAME_PAGE or _is_reworded(db, new, old))]  # fmt: skip
    files = [old for old, share in agreeing if share >= _SAME_FILE and _is_same_file(new, old)]
    if pages:
        pages = [max(pages, key=lambda old: old.id)]
    lasts = dict.fromkeys(_last(db, old, found) for old in pages or files)
    return next(iter(lasts)) if len(lasts) == 1 else None


def _is_reworded(db: Database, new: Article, old: Article) -> bool:
    """True for a text that has most of its words in common with another, whatever its sentences.

    Long ones are not looked into: an edit that waits should not wait for it.
    """
    longest = max(new.characters, old.characters)
    if not 0 < longest <= _LOOKED_INTO:
        return False
    texts = (reading.text(db, each.id) for each in (old, new))
    same = sum(each.end - each.start for each in differences(*texts) if each.kind == SAME)
    return same >= _MOST * longest


def _last(db: Database, old: Article, found: Mapping[int, Article]) -> Article:
    """The newest version, those counted in that were just recognised and are not written yet."""
    last = newest(db, old.id) or old
    after = {older.id: id for id, older in found.items()}
    while (id := after.get(last.id)) is not None:
        last = _about(db, [id])[id]
    return last


def _is_same_page(new: Article, old: Article) -> bool:
    page = page_of(new.url)
    return bool(page) and page == page_of(old.url)


def _is_same_file(new: Article, old: Article) -> bool:
    """True for a file of the same name with the same headline, or at least of the same outlet."""
    if new.origin.place or old.origin.place or (new.url and old.url):
        return False
    if not new.origin.file or new.origin.file.casefold() != old.origin.file.casefold():
        return False
    titles, outlets = (new.title, old.title), (new.outlet, old.outlet)
    same_title, same_outlet = (a.casefold() == b.casefold() for a, b in (titles, outlets))
    return (same_title and (same_outlet or "" in outlets)) or (same_outlet and "" not in outlets)


def _is_earlier(new: Article, old: Article) -> bool:
    """True where the dates say that what comes in now was published before."""
    known = min(len(new.published), len(old.published))
    return new.published[:known] < old.published[:known]


def _about(db: Database, ids: Iterable[int]) -> dict[int, Article]:
    sql = f"select * from articles where id in {these()}"
    return {row["id"]: rows.article(row) for row in query(db, sql, [json.dumps(list(ids))])}


def tie(db: Database, older: Mapping[int, int]) -> None:
    """Write down of which article each of some is a later version; with it, it is one family.

    Whoever calls holds the transaction. What would lead round in a circle is passed over.
    """
    for id, old in older.items():
        if id not in _before(db, old):
            db.execute("update articles set version_of = ? where id = ?", [old, id])
            families.join(db, {id: (old,)})


def _before(db: Database, article: int) -> set[int]:
    """An article and all that it is a later version of."""
    return {row["id"] for row in query(db, f"{_CHAIN}select id from up", [article])}


def marked(db: Database, articles: Iterable[int]) -> frozenset[int]:
    """Those of some articles on which something is marked."""
    sql = (
        "select value as id from json_each(?) a "
        "where exists (select 1 from spans s where s.article = a.value)"
    )
    return frozenset(row["id"] for row in query(db, sql, [json.dumps(list(articles))]))


def with_keys(db: Database, keys: Iterable[str]) -> dict[str, int]:
    """The articles with these content keys, removed ones too."""
    sql = f"select key, id from articles where key in {these()}"
    return {row["key"]: row["id"] for row in query(db, sql, [json.dumps(list(keys))])}


def keys(db: Database) -> dict[int, str]:
    """The content keys of the articles that others are later versions of."""
    sql = (
        "select id, key from articles where id in "
        "(select version_of from articles where version_of is not null)"
    )
    return {row["id"]: row["key"] for row in query(db, sql)}
