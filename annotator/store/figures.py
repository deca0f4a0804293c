"""What a project holds so far, counted for its start page; all of it may take a while."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from sqlite_utils import Database

from annotator.store.onmarks import JUDGED, SOURCED
from annotator.store.origins import COUNTED
from annotator.store.pages import whose
from annotator.store.reading import query

_TOP = 20
_DONE = "('done', 'done_empty')"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it counts, the row it stands for (0 = none), and how many; in how
    many articles, and from how many origins, where that is told.
    """

    name: str
    id: int
    count: int
    articles: int = 0
    origins: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one annotator's project.

    `days` are (date, articles done on it, articles done by then); `labels` counts mentions,
    `sources` claims, the largest first, each with its articles and origins. A claim is judged once
    the annotator answered a core field.
    """

    articles: int
    statuses: tuple[Bar, ...]
    days: tuple[tuple[str, int, int], ...]
    labels: tuple[Bar, ...]
    sources: tuple[Bar, ...]
    claims: int
    without_source: int
    not_judged: int


def read(
    db: Database, annotator: int, fields: Iterable[str], *, only: int | None = None
) -> Figures:
    """Count everything, or what one annotator marked; `fields` are the codebook's core fields."""
    asked = json.dumps(list(fields))
    articles = _one(db, "select count(*) from articles where removed = 0")
    claims_here = f"{_CLAIMS}{whose(only, 'c')}"
    claims = _one(db, f"select count(*) {claims_here}")
    return Figures(
        articles=articles,
        statuses=_statuses(db, annotator, articles),
        days=_days(db, annotator),
        labels=_bars(db, _LABELS.format(whose=whose(only, "s"))),
        sources=_bars(db, _SOURCES.format(whose=whose(only, "c"), most=_TOP)),
        claims=claims,
        without_source=claims - _one(db, f"select count(*) {claims_here} and {SOURCED}"),
        not_judged=claims
        - _one(db, f"select count(*) {claims_here} and {JUDGED}", annotator, asked),
    )


_CLAIMS = "from claims c join articles a on a.id = c.article and a.removed = 0 where true"
_LABELS = """
select coalesce(m.name, l.name) as name, coalesce(m.id, l.id) as id, count(*) as count
from spans s join labels l on l.id = s.label left join labels m on m.id = l.merged_into
where true{whose} group by 2 order by 3 desc, 1
"""
_SOURCES = f"""
select coalesce(m.name, e.name) as name, coalesce(m.id, e.id) as id, count(*) as count,
count(distinct a.id) as articles, {COUNTED} as origins
from chains h join claims c on c.id = h.claim
join articles a on a.id = c.article and a.removed = 0
join entities e on e.id = h.entity left join entities m on m.id = e.merged_into
where e.role <> 'author'
and not exists (select 1 from chains n where n.claim = h.claim and n.position > h.position){{whose}}
group by 2 order by 3 desc, 1 limit {{most}}
"""


def _one(db: Database, sql: str, *values: object) -> int:
    return int(db.execute(sql, list(values)).fetchone()[0])


def _bars(db: Database, sql: str) -> tuple[Bar, ...]:
    return tuple(Bar(**row) for row in query(db, sql))


def _statuses(db: Database, annotator: int, articles: int) -> tuple[Bar, ...]:
    """How many articles are in each state for this annotator; untouched ones have no row."""
    sql = (
        "select status as name, 0 as id, count(*) as count from statuses s "
        "join articles a on a.id = s.article and a.removed = 0 where s.annotator = ? group by 1"
    )
    found = {row["name"]: Bar(**row) for row in query(db, sql, [annotator])}
    left = articles - sum(bar.count for bar in found.values())
    return (Bar("untouched", 0, left), *(found[name] for name in sorted(found)))


def _days(db: Database, annotator: int) -> tuple[tuple[str, int, int], ...]:
    """On which days the articles were done that are so now; of those that an import brought as
    done no day is known, so they count from the first one on.
    """
    sql = (
        "select coalesce(date(nullif(s.changed, ''), 'localtime'), '') as day, count(*) as done "
        "from statuses s join articles a on a.id = s.article and a.removed = 0 "
        f"where s.annotator = ? and s.status in {_DONE} group by 1 order by 1"
    )
    counts = {row["day"]: row["done"] for row in query(db, sql, [annotator])}
    before = counts.pop("", 0)
    totals = list(accumulate(counts.values(), initial=before))[1:]
    return tuple(zip(counts, counts.values(), totals, strict=True))
