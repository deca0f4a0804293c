"""What is marked or judged unevenly over a project, asked in stretches that each take a moment.

Nothing keeps a question open between two stretches: an edit made meanwhile is seen by the next.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from annotator.store.among import NOTED
from annotator.store.reading import query, these

Row = dict[str, Any]
_CONTEXT = 60
SPOTS = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a finding is about, `[start, end)` in code points, with the words around it.

    `side` is which of the finding's sides it stands for; `span` and `claim` are what lies there.
    """

    article: int
    start: int
    end: int
    title: str
    before: str
    words: str
    after: str
    side: int | str = ""
    span: int | None = None
    claim: int | None = None


_AROUND = (
    f"substr(t.body, max(s.start - {_CONTEXT}, 0) + 1, min(s.start, {_CONTEXT})), "
    's.quote, substr(t.body, s."end" + 1, 80)'
)
_SPOT = f'select s.article, s.start, s."end", a.title, {_AROUND}'
_PLACED = (
    "from spans s join articles a on a.id = s.article and a.removed = 0 "
    "join texts t on t.article = s.article"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose marks count (None: everybody's), and whether those on the articles that were noted
    alone do (`among.note`).
    """

    only: int | None = None
    is_noted: bool = False

    @property
    def marks(self) -> str:
        """The condition on marks `s`."""
        mine = "" if self.only is None else f" and s.annotator = {int(self.only)}"
        return mine + self.among("s.article")

    def among(self, article: str) -> str:
        """The condition on the id of an article."""
        return f" and {article} in {NOTED}" if self.is_noted else ""


ALL = Scope()


def names(db: Database, after: str, limit: int) -> list[tuple[str, int]]:
    """The next names, each with every label it has, in order; straight from an index."""
    return list(db.execute(
        "select quote, label from spans where level = 'NAM' and quote > ? and label is not null "
        "group by quote, label order by quote limit ?",
        [after, limit],
    ).fetchall())  # fmt: skip


def words(db: Database, after: tuple[int, str], limit: int) -> list[tuple[int, str, int]]:
    """The next descriptions and values of an article with every label they have, in order."""
    return list(db.execute(
        "select article, quote, label from spans where level in ('NOM', 'VAL') "
        "and (article, quote) > (?, ?) and label is not null "
        "group by article, quote, label order by article, quote limit ?",
        [*after, limit],
    ).fetchall())  # fmt: skip


def marked_as(
    db: Database, quote: str, scope: Scope, article: int | None = None
) -> list[tuple[int, int, int | None]]:
    """How often a name (or other words of one article) has each label, and the entity that most
    of them name; the most frequent first.
    """
    where, values = "s.level = 'NAM'", list[object]()
    if article is not None:
        where, values = "s.level in ('NOM', 'VAL') and s.article = ?", [article]
    return list(db.execute(
        f"select s.label, count(*) as n, max(s.entity) from spans s "
        "join articles a on a.id = s.article and a.removed = 0 "
        f"where {where} and s.quote = ? and s.label is not null{scope.marks} "
        "group by s.label order by n desc, s.label",
        [*values, quote],
    ).fetchall())  # fmt: skip


def mentions(
    db: Database, quote: str, scope: Scope, article: int | None = None, *,
    labels: Sequence[int] = (), limit: int = SPOTS,
) -> tuple[Spot, ...]:  # fmt: skip
    """Places where words are marked with one of these labels, in the order of the labels."""
    where, values = "s.level = 'NAM'", list[object]()
    if article is not None:
        where, values = "s.level in ('NOM', 'VAL') and s.article = ?", [article]
    found: list[Spot] = []
    for label in labels:
        rows = db.execute(
            f"{_SPOT}, s.label, s.id {_PLACED} where {where} and s.quote = ? and s.label = ?"
            f"{scope.marks} order by s.id limit ?",
            [*values, quote, label, limit - len(found)],
        ).fetchall()
        found += (Spot(*row) for row in rows)
    return tuple(found)


def covered(db: Database, articles: Iterable[int], scope: Scope) -> dict[int, list[Row]]:
    """Where mentions lie on some articles."""
    found: dict[int, list[Row]] = {}
    for row in query(
        db,
        f'select s.article, s.start, s."end" from spans s where s.article in {these()} '
        f"and s.label is not null{scope.marks}",
        [json.dumps(list(articles))],
    ):
        found.setdefault(row["article"], []).append(row)
    return found


def texts(
    db: Database, phrase: str, after: int, limit: int, scope: Scope
) -> list[tuple[int, str, str]]:
    """The next articles that hold a phrase, with title and text."""
    return list(db.execute(
        "select a.id, a.title, body from texts_search cross join articles a "
        "on a.id = texts_search.rowid where texts_search match ? and texts_search.rowid > ? "
        f"and a.removed = 0{scope.among('a.id')} order by texts_search.rowid limit ?",
        [phrase, after, limit],
    ).fetchall())  # fmt: skip


def names_shared(db: Database, after: str, limit: int) -> list[str]:
    """The next names that two entities have, as their name or as an alias."""
    rows = db.execute(
        "select name from (select name from entities where merged_into is null and role = '' "
        "and name > ?1 group by name having count(*) > 1 "
        "union select a.name from aliases a join entities e on e.name = a.name "
        "and e.merged_into is null and e.role = '' join entities o on o.id = a.entity "
        "where a.name > ?1 and e.id <> coalesce(o.merged_into, o.id)) order by name limit ?2",
        [after, limit],
    )
    return [name for (name,) in rows.fetchall()]


def entities_called(db: Database, name: str, scope: Scope, most: int = 40) -> list[Row]:
    """The entities that have a name or alias: id, label, name, and how many mentions."""
    called = (
        "select id from entities where name = ?1 union select coalesce(o.merged_into, o.id) "
        "from aliases x join entities o on o.id = x.entity where x.name = ?1"
    )
    return query(
        db,
        # Read from the entity to its mentions: the other way round every mention is looked at.
        "select e.id, e.label, e.name, (select count(*) from entities x "
        "cross join spans s on s.entity = x.id cross join articles a on a.id = s.article "
        "where (x.id = e.id or x.merged_into = e.id) and a.removed = 0 and s.label is not null"
        f"{scope.marks}) as n from entities e "
        f"where e.merged_into is null and e.role = '' and e.id in ({called}) "
        "order by n desc, e.id limit ?2",
        [name, most],
    )


def mentions_of(db: Database, entity: int, scope: Scope, limit: int) -> tuple[Spot, ...]:
    """Some places where an entity is mentioned."""
    rows = db.execute(
        f"{_SPOT}, ?1, s.id from entities x cross join spans s on s.entity = x.id "
        "cross join articles a on a.id = s.article cross join texts t on t.article = s.article "
        "where (x.id = ?1 or x.merged_into = ?1) and a.removed = 0 and s.label is not null"
        f"{scope.marks} limit ?2",
        [entity, limit],
    )
    return tuple(Spot(*row) for row in rows.fetchall())


def source_answers(db: Database, annotator: int, after: int, limit: int, scope: Scope) -> list[Row]:
    """The next answers one annotator gave to the reliability of a claim's source, or of its card
    (then `claim` is None), with the live entity that the source is; other answers do not count.
    """
    noted = scope.among("k.article")
    there = f"exists (select 1 from claims k where k.id = j.claim{noted})"
    counts = f"(j.claim is null or {there})" if noted else "true"
    return query(
        db,
        "with some as (select id, field, value, claim, entity, derived from judgements "
        "where annotator = ?1 and id > ?2 order by id limit ?3) "
        "select j.id, j.value, j.claim, coalesce(e.merged_into, e.id) as source, e.role, "
        f"(j.field = 'reliability' and j.derived = 0 and {counts}) as counts from some j "
        "left join chains c on c.claim = j.claim and not exists "
        "(select 1 from chains d where d.claim = c.claim and d.position > c.position) "
        "left join entities e on e.id = coalesce(j.entity, c.entity) order by j.id",
        [annotator, after, limit],
    )


def entity_name(db: Database, entity: int) -> str:
    """What an entity is called."""
    found = db.execute("select name from entities where id = ?", [entity]).fetchone()
    return str(found[0]) if found else ""


def contents(db: Database, claims: Iterable[int]) -> tuple[Spot, ...]:
    """The places of the first content of some claims, in the order given."""
    wanted = list(claims)
    rows = db.execute(
        f"{_SPOT}, s.claim, s.id, s.claim {_PLACED} where s.claim in {these()} "
        "and s.role = 'content' and s.\"order\" = 0",
        [json.dumps(wanted)],
    ).fetchall()
    by_claim = {row[-1]: Spot(*row) for row in rows}
    return tuple(by_claim[claim] for claim in wanted if claim in by_claim)


def claims(db: Database, after: int, limit: int, scope: Scope) -> list[Row]:
    """The next claims: what is claimed in the text, and its gist."""
    return query(
        db,
        "select s.claim, s.article, s.quote, c.gist from spans s join claims c on c.id = s.claim "
        "where s.claim is not null and s.claim > ? and s.role = 'content' and s.\"order\" = 0"
        f"{scope.marks} order by s.claim limit ?",
        [after, limit],
    )


def linked(db: Database, claims: Sequence[int]) -> set[int]:
    """Those of the claims that are linked with another of them."""
    wanted = json.dumps(list(claims))
    rows = db.execute(
        f"select source, target from claim_links where source in {these('?1')} "
        f"and target in {these('?1')}",
        [wanted],
    )
    return {claim for pair in rows.fetchall() for claim in pair}


def spans_called(db: Database, quote: str, scope: Scope, article: int | None = None) -> list[int]:
    """The mentions of a name, or of other words in one article."""
    where, values = "s.level = 'NAM'", list[object]()
    if article is not None:
        where, values = "s.level in ('NOM', 'VAL') and s.article = ?", [article]
    rows = db.execute(
        "select s.id from spans s join articles a on a.id = s.article and a.removed = 0 "
        f"where {where} and s.quote = ? and s.part_of is null and s.label is not null{scope.marks} "
        "order by s.id",
        [*values, quote],
    )
    return [id for (id,) in rows.fetchall()]


def graded(
    db: Database, source: int, annotator: int, *, but: str, scope: Scope
) -> tuple[tuple[int, ...], bool]:
    """The claims of a source whose reliability one annotator gave otherwise, and whether the card
    of the source says so.
    """
    same = "(select id from entities where id = ?1 or merged_into = ?1)"
    claims = db.execute(
        "select distinct j.claim from chains c join judgements j on j.claim = c.claim "
        f"join claims k on k.id = c.claim{scope.among('k.article')} "
        f"where c.entity in {same} and j.field = 'reliability' and j.annotator = ?2 "
        "and j.derived = 0 and j.value <> ?3 and not exists (select 1 from chains d "
        "where d.claim = c.claim and d.position > c.position) order by j.claim",
        [source, annotator, but],
    ).fetchall()
    card = db.execute(
        f"select 1 from judgements where entity in {same} and field = 'reliability' "
        "and annotator = ?2 and value <> ?3",
        [source, annotator, but],
    ).fetchone()
    return tuple(claim for (claim,) in claims), card is not None
