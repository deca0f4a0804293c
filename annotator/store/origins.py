"""Origins: near-duplicates are one origin, however many articles repeat what one of them said."""

import json
from collections.abc import Iterable

from sqlite_utils import Database

from annotator.store.reading import query, these

COUNTED = "count(distinct iif(a.family <> '', a.family, a.id))"
"""How many origins the articles `a` have: a family is one, an article without one is its own."""


def of_claims(db: Database, claims: Iterable[int]) -> tuple[int, int]:
    """In how many articles some claims stand, and how many origins these have."""
    sql = (
        f"select count(distinct a.id) as articles, {COUNTED} as origins from claims c "
        f"join articles a on a.id = c.article and a.removed = 0 where c.id in {these()}"
    )
    found = query(db, sql, [json.dumps(list(claims))])[0]
    return int(found["articles"]), int(found["origins"])
