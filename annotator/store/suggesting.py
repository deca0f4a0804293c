"""What is suggested on an article, and what still stands of it: less what was decided."""

from collections.abc import Iterable

from sqlite_utils import Database

from annotator.store.reading import query
from annotator.suggestion import Decision, Suggested, Suggestion


def standing(db: Database, article: int, annotator: int) -> tuple[Suggestion, ...]:
    """The suggestions of an article that this annotator neither took nor refused, and whose words
    do not have the label already, in text order; of equal ones the surest.
    """
    found = query(
        db,
        'select id, article, start, "end", label, quote, provider, score from predictions p '
        "where article = ?1 and not exists (select 1 from verdicts v where v.article = ?1 "
        'and v.start = p.start and v."end" = p."end" and v.label = p.label and v.annotator = ?2) '
        "and not exists (select 1 from spans s join labels l on l.id = s.label "
        'where s.article = ?1 and s.start = p.start and s."end" = p."end" '
        "and l.name = p.label collate nocase) "
        'order by start, "end" desc, label, score is null, score desc, id',
        [article, annotator],
    )
    return tuple(_unlike(Suggestion(**row) for row in found))


def all_on(db: Database, article: int) -> Suggested:
    """What was predicted on an article, what of it waits, and what was decided on it by whom."""
    found = query(
        db,
        'select id, article, start, "end", label, quote, provider, score from predictions '
        'where article = ? order by start, "end" desc, label, provider, id',
        [article],
    )
    proposed = tuple(Suggestion(**row) for row in found)
    found = query(
        db,
        "select v.* from verdicts v join annotators a on a.id = v.annotator where article = ? "
        'order by start, "end" desc, label, a.name, v.id',
        [article],
    )
    decisions = tuple(Decision(**row) for row in found)
    marked = query(
        db,
        'select s.start, s."end", l.name from spans s join labels l on l.id = s.label '
        "where s.article = ?",
        [article],
    )
    decided = {(each.start, each.end, each.label) for each in decisions}
    labelled = {(row["start"], row["end"], row["name"].lower()) for row in marked}
    waiting = tuple(
        each for each in proposed
        if (each.start, each.end, each.label) not in decided
        and (each.start, each.end, each.label.lower()) not in labelled
    )  # fmt: skip
    return Suggested(proposed, waiting, decisions)


def are_any(db: Database) -> bool:
    """True if the file holds suggestions that came with an import, or decisions on any."""
    sql = "select 1 where exists (select 1 from predictions) or exists (select 1 from verdicts)"
    return bool(query(db, sql))


def _unlike(found: Iterable[Suggestion]) -> Iterable[Suggestion]:
    """The first of those that propose the same."""
    seen = set()
    for each in found:
        key = (each.start, each.end, each.label)
        if key not in seen:
            seen.add(key)
            yield each
