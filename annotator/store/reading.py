"""The questions asked of a project file; answers are values of the model."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from annotator import codebook as codebooks
from annotator.model import Annotator, Article, Codebook, Entity
from annotator.store import fetching, rows


def these(mark: str = "?") -> str:
    """A list of ids in a query, given as one JSON value."""
    return f"(select value from json_each({mark}))"


def query(db: Database, sql: str, values: Iterable[object] = ()) -> list[dict[str, Any]]:
    """All rows of a query as column maps."""
    # Without the savepoint that `db.query` puts around each question.
    found = db.execute(sql, list(values))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def property_of(db: Database, name: str) -> str:
    """A property of the project ("" if it was never set)."""
    found = query(db, "select value from properties where name = ?", [name])
    return str(found[0]["value"]) if found else ""


def only_of(db: Database, annotator: int) -> int | None:
    """The annotator where each one is to see only their own marks; None where all see all."""
    return annotator if property_of(db, "independent") == "yes" else None


def codebook(db: Database) -> Codebook:
    """The project's codebook: fields and link types from its TOML, labels from their table."""
    labels = query(db, "select * from labels order by position, id")
    book = codebooks.parse(property_of(db, "codebook"))
    return replace(book, labels=tuple(rows.label(row) for row in labels))


def annotators(db: Database) -> tuple[Annotator, ...]:
    """Everybody who ever worked in the project."""
    return tuple(Annotator(**row) for row in query(db, "select * from annotators order by id"))


def values_of(db: Database, column: str, most: int = 500) -> tuple[str, ...]:
    """What stands in a column of the articles, each once and in order; leaps along its index."""
    order = f"{column} collate nocase" if column == "outlet" else column
    first, following = (
        f"(select {column} from articles where {order} > {known} order by {order} limit 1)"
        for known in ("''", "value")
    )
    sql = (
        f"with recursive found(value) as (select {first} union all select {following} from found "
        "where value is not null) select value from found where value is not null limit ?"
    )
    return tuple(str(value) for (value,) in db.execute(sql, [most]))


def article(db: Database, id: int) -> Article | None:
    """One article, removed or not."""
    found = query(db, "select * from articles where id = ?", [id])
    return rows.article(found[0]) if found else None


def text(db: Database, article: int) -> str:
    """The stored text of an article, "" where there is no such article."""
    found = db.execute("select body from texts where article = ?", [article]).fetchone()
    return str(found[0]) if found else ""


def entities(db: Database, ids: Iterable[int]) -> dict[int, Entity]:
    """Entities by id, aliases included."""
    wanted = [json.dumps(list(ids))]
    aliases: dict[int, tuple[str, ...]] = {}
    said = f"select entity, name from aliases where entity in {these()} order by id"
    for entity, name in db.execute(said, wanted):
        aliases[entity] = (*aliases.get(entity, ()), name)
    found = fetching.rows(db, Entity, f"from entities where id in {these()} order by id", wanted)
    made = fetching.made(Entity, ((*row, aliases.get(row[0], ())) for row in found))
    return {entity.id: entity for entity in made}


def known_as(db: Database, name: str, labels: Iterable[int]) -> int | None:
    """The oldest live entity of these labels that has this name or alias, authors aside."""
    found = query(
        db,
        "select id from entities where id in (select id from entities where name = ?1 "
        "union all select entity from aliases where name = ?1) "
        f"and merged_into is null and role = '' and label in {these('?2')} order by id limit 1",
        [name, json.dumps(list(labels))],
    )
    return found[0]["id"] if found else None


def entities_named_like(db: Database, typed: str, limit: int = 50) -> tuple[Entity, ...]:
    """Live entities whose name or alias begins with, then contains, what was typed."""
    begins, at_start = holding("name", typed, anywhere=False)
    holds, inside = holding("name", typed)
    found = query(
        db,
        f"with found as (select id, {begins} as first from entities where {holds} "
        f"union all select entity, 0 from aliases where {holds}) "
        "select e.id, max(f.first) as first from found f join entities e on e.id = f.id "
        "where e.merged_into is null and e.role = '' "
        "group by e.id order by first desc, e.name collate nocase, e.id limit ?",
        [*at_start, *inside, *inside, limit],
    )
    by_id = entities(db, (row["id"] for row in found))
    return tuple(by_id[row["id"]] for row in found)


def holding(column: str, typed: str, *, anywhere: bool = True) -> tuple[str, list[str]]:
    """A condition that a column holds what was typed, and its values.

    SQLite knows the two cases of ASCII letters only, so other scripts are asked for in each case.
    """
    cases = (typed,) if typed.isascii() else (typed, typed.lower(), typed.upper(), typed.title())
    forms = [
        form.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        for form in dict.fromkeys(cases)
    ]
    each = " or ".join([f"{column} like ? escape '\\'"] * len(forms))
    return f"({each})", [f"{'%' if anywhere else ''}{form}%" for form in forms]
