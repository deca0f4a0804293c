"""The suggestions that still stand on an article: what was predicted, less what was decided."""

from collections.abc import Iterable

from sqlite_utils import Database

from annotator.store.reading import query
from annotator.suggestion import Suggestion


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


def waiting(db: Database, article: int) -> tuple[Suggestion, ...]:
    """The suggestions of an article on which nobody decided yet, in text order."""
    found = query(
        db,
        'select id, article, start, "end", label, quote, provider, score from predictions p '
        "where article = ?1 and not exists (select 1 from verdicts v where v.article = ?1 "
        'and v.start = p.start and v."end" = p."end" and v.label = p.label) '
        "and not exists (select 1 from spans s join labels l on l.id = s.label "
        'where s.article = ?1 and s.start = p.start and s."end" = p."end" '
        "and l.name = p.label collate nocase) "
        'order by start, "end" desc, label, provider, id',
        [article],
    )
    return tuple(Suggestion(**row) for row in found)


def are_any(db: Database) -> bool:
    """True if the file holds suggestions that came with an import."""
    return bool(query(db, "select 1 from predictions limit 1"))


def _unlike(found: Iterable[Suggestion]) -> Iterable[Suggestion]:
    """The first of those that propose the same."""
    seen = set()
    for each in found:
        key = (each.start, each.end, each.label)
        if key not in seen:
            seen.add(key)
            yield each
