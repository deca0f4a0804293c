"""What a project knows already of the things an import brings: texts, entities, rows by name."""

import json
from collections.abc import Iterable

from sqlite_utils import Database


def texts(db: Database, keys: Iterable[str]) -> dict[str, tuple[int, bool]]:
    """Which of these texts are in the project already: content key to id, and whether removed."""
    found = db.execute(
        "select key, id, removed from articles where key in (select value from json_each(?))",
        [json.dumps(list(keys))],
    )
    return {key: (id, bool(removed)) for key, id, removed in found}


def entities(db: Database, ids: Iterable[int]) -> dict[int, int]:
    """Which of these entities exist: id to the live one, merges followed."""
    found = db.execute(
        "select id, coalesce(merged_into, id) from entities "
        "where id in (select value from json_each(?))",
        [json.dumps(list(ids))],
    )
    return dict(found.fetchall())


def named(db: Database, names: Iterable[str]) -> dict[tuple[int, str], tuple[int, str]]:
    """The live entities that have these names or aliases: (label, name) to id and Wikidata id."""
    wanted = json.dumps(list(names))
    found = db.execute(
        "select e.label, e.name, e.id, e.qid from entities e "
        "where e.name in (select value from json_each(?)) "
        "and e.merged_into is null and e.role = '' "
        "union all select e.label, a.name, e.id, e.qid from aliases a "
        "join entities e on e.id = a.entity "
        "where a.name in (select value from json_each(?)) "
        "and e.merged_into is null and e.role = '' order by 3 desc",
        [wanted, wanted],
    )
    return {(label, name): (id, qid) for label, name, id, qid in found}


def with_qid(db: Database) -> dict[tuple[int, str], int]:
    """The oldest live entity of each label and Wikidata id."""
    found = db.execute(
        "select label, qid, min(id) from entities "
        "where qid <> '' and merged_into is null and role = '' group by label, qid"
    )
    return {(label, qid): id for label, qid, id in found}


def merged(db: Database, into: Iterable[int]) -> dict[tuple[int, int, str], list[int]]:
    """The entities that were merged into others, by these, their label and their name."""
    found: dict[tuple[int, int, str], list[int]] = {}
    for root, label, name, id in db.execute(
        "select merged_into, label, name, id from entities "
        "where merged_into in (select value from json_each(?)) order by id",
        [json.dumps(list(into))],
    ):
        found.setdefault((root, label, name), []).append(id)
    return found


def called(
    db: Database, scheme: str, subject: str, names: Iterable[str], since: int
) -> dict[str, int]:
    """The rows (spans or claims) that a file calls by these names, of those written `since`."""
    found = db.execute(
        f"select value, {subject} from foreign_ids where id > ? and scheme = ? "
        f"and {subject} is not null and value in (select value from json_each(?))",
        [since, scheme, json.dumps(list(names))],
    )
    return dict(found.fetchall())


def rows(db: Database, table: str, ids: Iterable[int]) -> set[int]:
    """Which rows of a table exist."""
    sql = f"select id from {table} where id in (select value from json_each(?))"
    return {id for (id,) in db.execute(sql, [json.dumps(list(ids))])}


def linked(db: Database, kind: str, sources: Iterable[int]) -> set[tuple[int, int, str, int]]:
    """The links of a kind that begin there: source, target, type, annotator."""
    sql = (
        f"select source, target, type, annotator from {kind}_links "
        "where source in (select value from json_each(?))"
    )
    return set(db.execute(sql, [json.dumps(list(sources))]).fetchall())


def proposed(
    db: Database, articles: Iterable[int]
) -> dict[int, set[tuple[int, int, str, str | int]]]:
    """What is suggested on articles already: start, end, label and who proposes it, or where
    somebody decided on it, the id of who did.
    """
    found: dict[int, set[tuple[int, int, str, str | int]]] = {}
    ids = json.dumps(list(articles))
    for article, *one in db.execute(
        'select article, start, "end", label, provider from predictions '
        "where article in (select value from json_each(?)) union all "
        'select article, start, "end", label, annotator from verdicts '
        "where article in (select value from json_each(?))",
        [ids, ids],
    ):
        found.setdefault(article, set()).add(tuple(one))
    return found
