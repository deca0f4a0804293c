"""The list of articles: filtered and sorted in SQL, read in pages by key, never by counting off."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from annotator.model import Article
from annotator.store import rows
from annotator.store.filtering import SORTS, UNFINISHED, Filter, where
from annotator.store.reading import query, these
from annotator.store.remembered import Remembered

_FEW = 500  # removed articles that are named one by one


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as it stands in the list, with one annotator's status."""

    article: Article
    status: str

    @property
    def id(self) -> int:
        """The article's id."""
        return self.article.id


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows of the list on end, and the one before them; None where they are the first."""

    before: Listed | None
    rows: tuple[Listed, ...]


class Listing:
    """The articles under a filter. Each question goes to the file; nothing is kept."""

    def __init__(
        self, db: Database, wanted: Filter, annotator: int, remembered: Remembered | None = None
    ) -> None:
        self._db, self._wanted, self._annotator = db, wanted, annotator
        asked = where(db, wanted, annotator, remembered)
        self._whole, self._values = asked.whole, list(asked.values)
        present, ids = _present(db)
        self._shown, self._shown_values = f"{present} and {asked.each}", [*ids, *asked.values]

    @property
    def count(self) -> int:
        """How many articles pass the filter."""
        if self._wanted.is_any:  # SQLite counts all rows of an index by its pages, in no time
            gone = "select count(*) from articles where removed = 1"
            sql = f"select (select count(*) from articles) - ({gone})"
            return int(self._db.execute(sql).fetchone()[0])
        return self._count("true")

    def by_status(self) -> dict[str, int]:
        """How many of them are in each status of this annotator."""
        sql = (
            "select coalesce(s.status, 'untouched') as status, count(*) as n from articles a "
            f"left join statuses s on {self._mine} where a.removed = 0 and {self._whole} group by 1"
        )
        return {row["status"]: row["n"] for row in query(self._db, sql, self._values)}

    def is_longer(self, than: int) -> bool:
        """True where more articles than that pass the filter; counts no further."""
        found = self._db.execute(
            f"select 1 from {self._from} where {self._shown} limit 1 offset ?",
            [*self._shown_values, than],
        )
        return found.fetchone() is not None

    @property
    def done(self) -> int:
        """How many of them this annotator is done with."""
        return self._count_in("done", "done_empty")

    @property
    def begun(self) -> int:
        """How many of them this annotator has begun and not finished."""
        return self._count_in("in_progress", "review")

    def page(self, after: Listed | None = None, limit: int = 200) -> tuple[Listed, ...]:
        """The next articles of the list, those behind `after`."""
        rows = self._rows("a.*, s.status", "true", after.id if after else None, limit)
        return tuple(map(_listed, rows))

    def before(self, first: Listed, limit: int = 200) -> tuple[Listed, ...]:
        """The last articles of the list before `first`, in its order."""
        rows = self._rows("a.*, s.status", "true", first.id, limit, back=True)
        return tuple(map(_listed, reversed(rows)))

    def around(self, article: int, reach: int) -> Stretch | None:
        """An article with so many before and behind it; None where it does not pass the filter."""
        here = self.one(article)
        if here is None:
            return None
        above = self.before(here, reach + 1)
        before = above[0] if len(above) > reach else None
        return Stretch(before, (*above[-reach:], here, *self.page(here, reach)))

    def one(self, article: int) -> Listed | None:
        """An article as it stands in the list; None where it does not pass the filter."""
        found = self._rows("a.*, s.status", f"a.id = {int(article)}", None, 1)
        return _listed(found[0]) if found else None

    def passing(self, articles: Iterable[int]) -> set[int]:
        """Those of some articles that pass the filter."""
        sql = f"select a.id from {self._from} where {self._shown} and a.id in {these()}"
        values = [*self._shown_values, json.dumps(list(articles))]
        return {row["id"] for row in query(self._db, sql, values)}

    def next_open(self, after: int | None) -> int | None:
        """The first article of the list that this annotator has not finished, after one of it."""
        open_ones = "coalesce(s.status, '') not in ('done', 'done_empty')"
        found = self._first(open_ones, after)
        if found is None and after is not None:
            found = self._first(open_ones, None)
        return found if found != after else None

    def beside(self, article: int, step: int) -> int | None:
        """The next (1) or the last (-1) article of the list before one of it; None at the end."""
        return self._first("true", article, back=step < 0)

    def place(self, article: int) -> int:
        """The 1-based place of an article in the order it was added."""
        return self._count("a.id <= ?", article)

    def _first(self, which: str, after: int | None, *, back: bool = False) -> int | None:
        found = self._rows("a.id", which, after, 1, back=back)
        return int(found[0]["id"]) if found else None

    def _rows(
        self, columns: str, which: str, after: int | None, limit: int, *, back: bool = False
    ) -> list[dict[str, Any]]:
        """The next rows of the list behind an article, or before it."""
        order, found = SORTS[self._wanted.sort], list[dict[str, Any]]()
        back = back != self._wanted.down
        way = " desc" if back else ""
        for behind, values in self._behind(after, back=back):
            sql = (
                f"select {columns} from {self._from} where {self._shown} "
                f"and {which} and {behind} order by a.{order}{way}, a.id{way} limit ?"
            )
            found += query(self._db, sql, [*self._shown_values, *values, limit - len(found)])
            if len(found) == limit:
                break
        return found

    def _behind(self, after: int | None, *, back: bool) -> list[tuple[str, list[object]]]:
        """What lies behind an article: those of the same key, then those of a greater one, each a
        stretch of the index.
        """
        order, way = SORTS[self._wanted.sort], "<" if back else ">"
        if self._wanted.sort == "random":
            return self._round(after, back=back)
        if after is None:
            return [("true", [])]
        if order == "id":
            return [(f"a.id {way} ?", [after])]
        key = f"(select {order.split()[0]} from articles where id = ?)"
        return [
            (f"a.{order} = {key} and a.id {way} ?", [after, after]),
            (f"a.{order} {way} {key}", [after]),
        ]

    def _round(self, after: int | None, *, back: bool) -> list[tuple[str, list[object]]]:
        """What lies behind an article in the circle of keys, which begins where the seed says."""
        begin = self._wanted.beginning
        stretches: list[tuple[str, list[object]]] = [
            ("a.key >= ?", [begin]),
            ("a.key < ?", [begin]),
        ]
        if back:
            stretches.reverse()
        if after is None:
            return stretches
        [row] = query(self._db, "select key from articles where id = ?", [after])
        rest = stretches if (row["key"] >= begin) != back else stretches[1:]
        way = "<" if back else ">"
        (first, values), *others = rest
        return [(f"{first} and a.key {way} ?", [*values, row["key"]]), *others]

    @property
    def _from(self) -> str:
        wanted = self._wanted
        if not wanted.is_ones_own or wanted.status in ("", "untouched", UNFINISHED):
            return f"articles a left join statuses s on {self._mine}"
        # In the list's order, looking into this index alone until an article is in that state.
        return f"articles a cross join statuses s indexed by statuses_annotator on {self._mine}"

    @property
    def _mine(self) -> str:
        return f"s.article = a.id and s.annotator = {int(self._annotator)}"

    def _count(self, which: str, *values: object) -> int:
        tables = self._from if self._wanted.status else "articles a"
        sql = (
            f"select count(*) as n from {tables} where a.removed = 0 and {self._whole} and {which}"
        )
        return int(query(self._db, sql, [*self._values, *values])[0]["n"])

    def _count_in(self, *statuses: str) -> int:
        marks = ", ".join("?" * len(statuses))
        if self._wanted.is_any:  # straight from the index
            sql = (
                f"select count(*) as n from statuses where annotator = ? and status in ({marks}) "
                "and article not in (select id from articles where removed = 1)"
            )
            return int(query(self._db, sql, [self._annotator, *statuses])[0]["n"])
        sql = (
            f"select count(*) as n from articles a join statuses s on {self._mine} "
            f"where a.removed = 0 and {self._whole} and s.status in ({marks})"
        )
        return int(query(self._db, sql, [*self._values, *statuses])[0]["n"])


def _present(db: Database) -> tuple[str, list[str]]:
    """A condition that an article was not removed, by its id alone where few were."""
    some = db.execute("select id from articles where removed = 1 limit ?", [_FEW + 1]).fetchall()
    if len(some) > _FEW:
        return "+a.removed = 0", []  # the + keeps its index from being taken in place of the order
    return f"a.id not in {these()}", [json.dumps([id for (id,) in some])]


def _listed(row: dict[str, Any]) -> Listed:
    status = str(row.pop("status") or "untouched")
    return Listed(rows.article(row), status)
