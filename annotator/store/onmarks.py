"""Which articles a list shows by what is marked in them and said of it: spans, claims, answers.

Where annotators work independently only one's own marks count.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlite_utils import Database

from annotator.store.pages import whose
from annotator.store.reading import codebook, only_of, these

if TYPE_CHECKING:
    from annotator.store.filtering import Filter

UNANSWERED = "?"  # as the value of `judged`: claims in which the field has no answer
ANY_FIELD = "*"  # as the field of `judged`, with `UNANSWERED`: claims not judged
NO_SOURCE = -1  # as the `source`: claims without one
# Of a claim `c`: somebody stands behind it, or words name them; an annotator judged it, which takes
# an answer of their own to one of the fields that are given (`rules.judged` says it of a page).
# An entity, given twice, and those merged into it; asked for at once it would read all entities.
_ONE = "(select ? union all select id from entities where merged_into = ?)"
_INNERMOST = (
    "not exists (select 1 from chains n where n.claim = h.claim and n.position > h.position)"
)
SOURCED = (
    "(exists (select 1 from spans p where p.claim = c.id and p.role = 'source') or exists "
    f"(select 1 from chains h where h.claim = c.id and h.entity is not null and {_INNERMOST}))"
)
JUDGED = (
    "exists (select 1 from judgements j where j.claim = c.id and j.annotator = ? "
    f"and not j.derived and j.field in {these()})"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: `ids` selects the articles that meet it, `each` tests the article `a`, and
    `whole` does where all of them are gone through ("" where that is the same).
    """

    ids: str
    each: str
    values: tuple[object, ...]
    whole: str = ""


def conditions(db: Database, wanted: "Filter", annotator: int) -> Iterator[Condition]:
    """The conditions on spans and claims and what is said of them, the rarest kind first."""
    only = only_of(db, annotator)
    mine = whose(only)
    if wanted.source:
        yield _source(wanted.source, whose(only, "c"))
    if wanted.entity:
        yield Condition(
            f"select article from spans where entity in {_ONE}{mine}",
            "exists (select 1 from spans x where x.article = a.id "
            f"and +x.entity in {_ONE}{whose(only, 'x')})",
            (wanted.entity, wanted.entity),
        )
    if wanted.label:
        merged = "(select id from labels where ? in (id, merged_into))"
        yield Condition(
            f"select article from spans where label in {merged}{mine}",
            "exists (select 1 from spans x where x.article = a.id "
            f"and +x.label in {merged}{whose(only, 'x')})",
            (wanted.label,),
        )
    if wanted.claims:
        each = f"exists (select 1 from claims c where c.article = a.id{whose(only, 'c')})"
        yield Condition(f"select article from claims where true{mine}", each, ())
    if wanted.judged[0] == ANY_FIELD:
        yield _not_judged(db, annotator, whose(only, "c"))
    elif wanted.judged[0]:
        yield _judged(*wanted.judged, annotator, whose(only, "c"))


def _source(entity: int, mine: str) -> Condition:
    """Articles with a claim whose innermost source is the entity or one merged into it, or none."""
    if entity == NO_SOURCE:
        found = f"select c.article from claims c where not {SOURCED}{mine}"
        return Condition(found, f"exists ({found} and c.article = a.id)", ())
    found = (
        "select c.article from chains h join claims c on c.id = h.claim where h.entity in "
        f"{_ONE} and {_INNERMOST}{mine}"
    )
    return Condition(found, _in_its_claims(found, "chains h", "h.claim"), (entity, entity))


def _judged(field: str, value: str, annotator: int, mine: str) -> Condition:
    """Articles with a claim to which the annotator gave an answer, or gave none."""
    if value == UNANSWERED:
        found = (
            "select c.article from claims c where not exists (select 1 from judgements j "
            f"where j.claim = c.id and j.field = ? and j.annotator = ?){mine}"
        )
        return Condition(found, f"exists ({found} and c.article = a.id)", (field, annotator))
    found = (
        "select c.article from claims c join judgements j on j.claim = c.id "
        f"where j.field = ? and j.value = ? and j.annotator = ?{mine}"
    )
    each = _in_its_claims(found, "judgements j", "j.claim")
    return Condition(found, each, (field, value, annotator))


def _in_its_claims(found: str, table: str, claim: str) -> str:
    """What was found in a table, asked of the claims of one article: begun with the rows that
    meet it, all of them would be gone through for each article.
    """
    tests = found.partition(" where ")[2]
    joined = f"claims c cross join {table} on {claim} = c.id"
    return f"exists (select 1 from {joined} where c.article = a.id and {tests})"


def _not_judged(db: Database, annotator: int, mine: str) -> Condition:
    """Articles with a claim to which the annotator gave no answer that judges it."""
    core = json.dumps([field.id for field in codebook(db).core])
    found = f"select c.article from claims c where not {JUDGED}{mine}"
    return Condition(found, f"exists ({found} and c.article = a.id)", (annotator, core))
