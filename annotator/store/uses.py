"""How often what a codebook declares is used in a project; asked before something is taken away."""

import json
from collections.abc import Iterable

from sqlite_utils import Database

from annotator.store.reading import query, these


def of_labels(db: Database) -> dict[int, int]:
    """How many mentions have each label, by its id as it stands in their rows."""
    sql = "select label, count(*) as n from spans where label is not null group by label"
    return {row["label"]: row["n"] for row in query(db, sql)}


def of_fields(db: Database) -> dict[str, int]:
    """How many answers there are to each field."""
    sql = "select field, count(*) as n from judgements group by field"
    return {row["field"]: row["n"] for row in query(db, sql)}


def of_values(db: Database, fields: Iterable[str]) -> dict[tuple[str, str], int]:
    """How often each value was given to some fields; those with free text are best left out."""
    sql = f"""select field, value, count(*) as n from judgements
        where field in {these()} group by field, value"""
    found = query(db, sql, [json.dumps(list(fields))])
    return {(row["field"], row["value"]): row["n"] for row in found}


def of_links(db: Database, kind: str) -> dict[str, int]:
    """How many links between claims, or between entities, have each type."""
    sql = f"select type, count(*) as n from {kind}_links group by type"
    return {row["type"]: row["n"] for row in query(db, sql)}
