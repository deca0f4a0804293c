"""Rows of a table as values of the model, fast: for what is read by the thousand.

SQLite says them as JSON. Fetched cell by cell, 100,000 spans take 225 ms; as one text for all rows
205; as one for each column, with only the odd rows whole, 115.
"""

import functools
import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import Field, fields, make_dataclass
from itertools import repeat, starmap
from typing import Any, TypeVar

import orjson
from sqlite_utils import Database

from annotator.model import Claim, Entity

_Value = TypeVar("_Value")

_MANY = 5_000  # values of one page; few have so many

# Fields that are no columns, but kept in a table of their own.
_ELSEWHERE: dict[type, str] = {Claim: "chain", Entity: "aliases"}


def columns(kind: type) -> str:
    """The columns of a table that are the fields of this class, in their order."""
    return ", ".join(f'"{field.name}"' for field in _own(kind))


def rows(db: Database, kind: type, rest: str, given: Iterable[object] = ()) -> list[list[Any]]:
    """The `columns` of the rows that the rest of a query (from `from` on) finds, in its order."""
    sql = f"select json_group_array({_whole(kind)}) from (select {columns(kind)} {rest})"
    return orjson.loads(db.execute(sql, list(given)).fetchone()[0])  # type: ignore[no-any-return]


def made(kind: type[_Value], found: Iterable[Iterable[Any]]) -> tuple[_Value, ...]:
    """The values of such rows; what is kept elsewhere stands at the end of each.

    A frozen dataclass sets its fields one by one past its own lock: 25 ms for the spans of a long
    page. A draft of the same shape is not locked, and becomes the real thing: 5 ms.
    """
    with _spared():
        return _real(kind, starmap(_draft(kind), found))  # type: ignore[arg-type]


def values(
    db: Database, kind: type[_Value], rest: str, given: Iterable[object] = ()
) -> tuple[_Value, ...]:
    """The values of the rows that the rest of a query finds, in its order."""
    return made(kind, rows(db, kind, rest, given))


def by_column(
    db: Database, kind: type[_Value], rest: str, given: Iterable[object],
    usual: Sequence[str], known: Mapping[str, object],
) -> tuple[_Value, ...]:  # fmt: skip
    """The same for rows that seldom say more than what is `known` and the `usual` columns, the
    first of which is the id. They come in the order in which SQLite finds them.
    """
    odd = [field for field in _own(kind) if field.name not in (*usual, *known)]
    texts = [f'json_group_array("{name}")' for name in usual]
    texts.append(f"json_group_array({_whole(kind)}) filter (where {_says_more(odd)})")
    # As bytes, they are neither decoded here nor encoded again for the parser.
    sql = f"select {', '.join(f'cast({text} as blob)' for text in texts)} {rest}"
    draft = _draft(kind)  # type: ignore[arg-type]
    with _spared():
        *cells, wholes = map(orjson.loads, db.execute(sql, list(given)).fetchone())
        found = dict(zip(usual, cells, strict=True))
        every: dict[str, Iterable[Any]] = {field.name: repeat(field.default) for field in odd}
        every |= {name: repeat(value) for name, value in known.items()} | found
        drafts = list(map(draft, *(every[field.name] for field in _own(kind))))
        at = 0
        for whole in wholes:
            at = found[usual[0]].index(whole[0], at)
            drafts[at] = draft(*whole)
        made = _real(kind, drafts)
        if len(made) > _MANY:
            gc.freeze()  # else the very next collection goes through them all
        return made


def _says_more(odd: Iterable[Field[Any]]) -> str:
    """The condition that a row has something other than the usual in one of these columns."""
    cells = [
        f'"{field.name}"' if field.default is None else f'nullif("{field.name}", {field.default!r})'
        for field in odd
    ]
    return f"coalesce({', '.join(cells)}) is not null"


def _real(kind: type[_Value], drafts: Iterable[Any]) -> tuple[_Value, ...]:
    values = tuple(drafts)
    for value in values:
        value.__class__ = kind
    return values


@contextmanager
def _spared() -> Iterator[None]:
    """Without the collector, which goes through thousands of new values and finds no rubbish."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _own(kind: type) -> list[Field[Any]]:
    return [field for field in fields(kind) if field.name != _ELSEWHERE.get(kind)]


def _whole(kind: type) -> str:
    return f"json_array({', '.join(map(_cell, _own(kind)))})"


def _cell(field: Field[Any]) -> str:
    """What a column is in JSON: a truth is a number in the file."""
    name = f'"{field.name}"'
    return f"json(iif({name}, 'true', 'false'))" if field.type is bool else name


@functools.cache
def _draft(kind: type) -> Any:
    names = [field.name for field in _own(kind)]
    if elsewhere := _ELSEWHERE.get(kind):
        names.append(elsewhere)
    return make_dataclass("Draft", names, slots=True)
