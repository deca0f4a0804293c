"""The list of articles: filtered and sorted in SQL, read in pages by key, never by counting off."""

from dataclasses import dataclass

from sqlite_utils import Database

from annotator.model import Article
from annotator.store import rows
from annotator.store.reading import query

SORTS = {
    "added": "a.id",
    "title": "a.title collate nocase",
    "date": "a.published",
    "outlet": "a.outlet collate nocase",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles a list shows, and in what order. `status` "" means all."""

    text: str = ""
    status: str = ""
    sort: str = "added"


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as it stands in the list, with one annotator's status."""

    article: Article
    status: str

    @property
    def id(self) -> int:
        """The article's id."""
        return self.article.id


class Listing:
    """The articles under a filter. Each question goes to the file; nothing is kept."""

    def __init__(self, db: Database, wanted: Filter, annotator: int) -> None:
        self._db, self._wanted, self._annotator = db, wanted, annotator
        self._where, self._values = self._condition()

    @property
    def count(self) -> int:
        """How many articles pass the filter."""
        return self._count("")

    @property
    def done(self) -> int:
        """How many of them this annotator is done with."""
        return self._count(" and s.status in ('done', 'done_empty')")

    @property
    def begun(self) -> int:
        """How many of them this annotator has begun and not finished."""
        return self._count(" and s.status in ('in_progress', 'review')")

    def page(self, after: Listed | None = None, limit: int = 200) -> tuple[Listed, ...]:
        """The next articles of the list, those behind `after`."""
        order = SORTS[self._wanted.sort]
        where, values = self._where, list(self._values)
        if after is not None and order == "a.id":
            where, values = f"{where} and a.id > ?", [*values, after.id]
        elif after is not None:
            where = f"{where} and ({order}, a.id) > (?, ?)"
            values += [_key(after.article, self._wanted.sort), after.id]
        sql = f"select a.*, s.status from {self._from} where {where} order by {order}, a.id limit ?"
        return tuple(_listed(row) for row in query(self._db, sql, [*values, limit]))

    def next_open(self, after: int | None) -> int | None:
        """The first article of the list that this annotator has not finished, after one of it."""
        sql = (
            f"select a.id from {self._from} where {self._where} and a.id > ? "
            "and coalesce(s.status, '') not in ('done', 'done_empty') order by a.id limit 1"
        )
        for start in (after or 0, 0):
            found = query(self._db, sql, [*self._values, start])
            if found and found[0]["id"] != after:
                return int(found[0]["id"])
        return None

    def beside(self, article: int, step: int) -> int | None:
        """The article added after (1) or before (-1) one, under the filter; None at the end."""
        way, order = (">", "") if step > 0 else ("<", "desc")
        sql = (
            f"select a.id from {self._from} where {self._where} and a.id {way} ? "
            f"order by a.id {order} limit 1"
        )
        found = query(self._db, sql, [*self._values, article])
        return int(found[0]["id"]) if found else None

    def place(self, article: int) -> int:
        """The 1-based place of an article in the order it was added."""
        return self._count(" and a.id <= ?", article)

    @property
    def _from(self) -> str:
        joined = f"s.article = a.id and s.annotator = {int(self._annotator)}"
        return f"articles a left join statuses s on {joined}"

    def _count(self, more: str, *values: object) -> int:
        sql = f"select count(*) as n from {self._from} where {self._where}{more}"
        return int(query(self._db, sql, [*self._values, *values])[0]["n"])

    def _condition(self) -> tuple[str, list[object]]:
        where = "a.removed = 0"
        values: list[object] = []
        if self._wanted.text.strip():
            like = "%" + self._wanted.text.strip().replace("\\", "\\\\").replace(
                "%", "\\%").replace("_", "\\_") + "%"  # fmt: skip
            columns = " or ".join(
                f"{column} like ? escape '\\'" for column in ("a.title", "a.outlet", "t.body")
            )
            where += f" and exists (select 1 from texts t where t.article = a.id and ({columns}))"
            values += [like] * 3
        if self._wanted.status == "untouched":
            where += " and s.status is null"
        elif self._wanted.status:
            where, values = where + " and s.status = ?", [*values, self._wanted.status]
        return where, values


def _key(article: Article, sort: str) -> str:
    return {"title": article.title, "date": article.published, "outlet": article.outlet}[sort]


def _listed(row: dict[str, object]) -> Listed:
    status = str(row.pop("status") or "untouched")
    return Listed(rows.article(row), status)
