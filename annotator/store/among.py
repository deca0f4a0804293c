"""The articles that a search is about: those under a filter of the list, as a condition that any
query about articles can take, or noted once for questions that are asked many times.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.store.filtering import Filter, where

NOTED = "(select id from temp.among)"
_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Among:
    """A condition on articles `a` to put behind others, and its values; none for all articles."""

    test: str = ""
    values: tuple[object, ...] = ()


ALL = Among()


def passing(db: Database, wanted: Filter, annotator: int) -> Among:
    """The articles under a filter."""
    if wanted.is_any:
        return ALL
    asked = where(db, wanted, annotator)
    # A row of its own for the status: the query it is put into may call other things `s`.
    status = f"left join statuses s on s.article = a.id and s.annotator = {int(annotator)}"
    return Among(f" and exists (select 1 from (select 1) {status} where {asked.each})",
                 asked.values)  # fmt: skip


def note(db: Database, wanted: Filter, annotator: int) -> Iterator[None]:
    """Note the articles under a filter in a table of this connection, some in each step."""
    some = passing(db, wanted, annotator)
    _write(db, "create temp table among (id integer primary key)")
    after: int | None = 0
    while after is not None:
        last = db.execute(
            "select max(id) from (select id from articles where id > ? order by id limit ?)",
            [after, _AT_ONCE],
        ).fetchone()[0]
        if last is not None:
            _write(
                db, "insert into temp.among select a.id from articles a "
                f"where a.id > ? and a.id <= ? and a.removed = 0{some.test}",
                after, last, *some.values,
            )  # fmt: skip
        after = last
        yield


def _write(db: Database, sql: str, *values: object) -> None:
    """Write to what this connection alone sees; a reader cannot write to the project at all."""
    db.execute("pragma query_only = 0")
    try:
        db.execute(sql, list(values))
    finally:
        db.execute("pragma query_only = 1")
