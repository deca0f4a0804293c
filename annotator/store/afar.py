"""Claims of other articles, as a link that leads to one tells of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.store.reading import query, these


@dataclass(frozen=True, slots=True)
class FarClaim:
    """A claim of another article: where it is, and what it says (its gist, else its content)."""

    article: int
    title: str
    words: str


def claims(db: Database, ids: Iterable[int], only: int | None = None) -> dict[int, FarClaim]:
    """Claims by id, those of removed articles left out; of one annotator where `only` is given."""
    sql = f"""select c.id, c.article, a.title, coalesce(nullif(c.gist, ''), (
            select group_concat(quote, ' … ') from (
                select quote from spans where claim = c.id and role = 'content'
                order by "order", start)), '') as words
        from claims c join articles a on a.id = c.article
        where c.id in {these("?1")} and a.removed = 0 and (?2 is null or c.annotator = ?2)"""
    found = query(db, sql, [json.dumps(list(ids)), only])
    return {row.pop("id"): FarClaim(**row) for row in found}
