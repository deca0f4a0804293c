"""Which articles few marks lead to: found out once while the project is open, then kept to by the
log. To go through a million claims for the few that meet a condition takes long; what a person
changed since is soon gone through.

What is not in the log, such as an import, or is more than a little, lets all be looked for again.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from sqlite_utils import Database

from annotator.store.reading import these

_CHANGES = 2000  # that are gone through one by one
_CONDITIONS = 64  # that are remembered

_OF_ARTICLES = {"spans", "claims"}
_OF_CLAIMS = {"judgements", "chains"}
_NAMING = {"labels", "entities"}  # what is merged into another changes what articles are found


class Asked(Protocol):
    """A condition: how to find the articles that meet it, and how to test the article `a`."""

    @property
    def ids(self) -> str: ...
    @property
    def each(self) -> str: ...
    @property
    def values(self) -> tuple[object, ...]: ...


@dataclass(frozen=True, slots=True)
class _State:
    """How far the file had come: the last change in the log, and what the last import wrote."""

    change: int
    imported: str


@dataclass(frozen=True, slots=True)
class _Known:
    """The articles that met a condition; None where they were too many to name."""

    state: _State
    articles: frozenset[int] | None


class Remembered:
    """Conditions and the articles that meet them. May be asked over any connection, by any thread:
    what is remembered is replaced, never altered.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], _Known] = {}

    def articles(self, db: Database, asked: Asked, most: int) -> frozenset[int] | None:
        """The articles that meet a condition; None where they are more than so many."""
        key, state = (most, asked.ids, *asked.values), _state(db)
        found = _renewed(db, asked, self._known.get(key), state)
        if found is None or (found.articles and len(found.articles) > most):
            sql = f"{asked.ids} limit {most + 1}"
            some = [id for (id,) in db.execute(sql, list(asked.values))]
            found = _Known(state, frozenset(some) if len(some) <= most else None)
        if _state(db) == state:  # else what was written meanwhile may be missing
            if len(self._known) >= _CONDITIONS:
                self._known = {}
            self._known[key] = found
        return found.articles


def _state(db: Database) -> _State:
    change, imported = db.execute(
        "select (select max(id) from changes), "
        "(select id || arguments from edits where id = (select max(edit) from batches))"
    ).fetchone()
    return _State(change or 0, imported or "")


def _renewed(db: Database, asked: Asked, known: _Known | None, state: _State) -> _Known | None:
    """What is known of a condition, brought up to a state; None where all is to be looked for."""
    if known is None or known.state.imported != state.imported:
        return None
    if known.state.change == state.change:
        return known
    between = [known.state.change, state.change, _CHANGES + 1]
    changes = db.execute(
        'select "table", before, after from changes where id > ? and id <= ? limit ?', between
    ).fetchall()
    touched = _touched(db, changes) if len(changes) <= _CHANGES else None
    if touched is None:
        return None
    if known.articles is None:
        return known  # of that many some are left, whatever this little did
    sql = f"select a.id from articles a where a.id in {these()} and {asked.each}"
    meet = (id for (id,) in db.execute(sql, [json.dumps(list(touched)), *asked.values]))
    return _Known(state, known.articles - touched | frozenset(meet))


def _touched(db: Database, changes: Iterable[tuple[str, str, str]]) -> frozenset[int] | None:
    """The articles whose marks these changes are about; None where all may be."""
    articles, claims = set[int](), set[int]()
    for table, before, after in changes:
        if table not in _OF_ARTICLES | _OF_CLAIMS | _NAMING:
            continue
        was, now = _row(before), _row(after)
        row = now or was
        if table in _NAMING:
            if not now or now["merged_into"] != was.get("merged_into"):
                return None
        elif table in _OF_ARTICLES:
            articles.add(row["article"])
        elif row["claim"] is not None:
            claims.add(row["claim"])
    sql = f"select article from claims where id in {these()}"
    return frozenset(articles).union(id for (id,) in db.execute(sql, [json.dumps(list(claims))]))


def _row(image: str | None) -> dict[str, Any]:
    return orjson.loads(image) if image else {}
