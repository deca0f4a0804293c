"""How articles stand for one annotator, asked for many at once."""

import json
from collections.abc import Iterable

from sqlite_utils import Database

from annotator.store.reading import these


def done(db: Database, articles: Iterable[int], annotator: int) -> set[int]:
    """Those of the articles that this annotator is done with."""
    found = db.execute(
        f"select article from statuses where article in {these()} and annotator = ? "
        "and status in ('done', 'done_empty')",
        [json.dumps(list(articles)), annotator],
    )
    return {article for (article,) in found}


def statuses(db: Database, articles: Iterable[int], annotator: int) -> dict[int, str]:
    """The status of each of the articles that this annotator has begun."""
    found = db.execute(
        f"select article, status from statuses where article in {these()} and annotator = ?",
        [json.dumps(list(articles)), annotator],
    )
    return dict(found.fetchall())
