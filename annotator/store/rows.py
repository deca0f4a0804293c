"""Rows of the file to values of the model; the same functions read SQL and the journal's JSON."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, make_dataclass
from typing import Any, TypeVar

import orjson

from annotator.model import (
    Article,
    Attribute,
    Claim,
    Entity,
    Judgement,
    Label,
    Link,
    Note,
    Origin,
    Span,
)

Row = Mapping[str, Any]
_Value = TypeVar("_Value")


def columns(kind: type) -> str:
    """The columns of a table that has exactly the fields of this class, in their order."""
    return ", ".join(f'"{field.name}"' for field in fields(kind))


def maker(kind: type[_Value]) -> Callable[[Iterable[Any]], _Value]:
    """What makes a value of the columns of one row.

    A frozen dataclass sets its fields one by one past its own lock: 25 ms for the spans of a long
    page. A draft of the same shape is not locked, and becomes the real thing: 5 ms.
    """
    draft = make_dataclass("Draft", [field.name for field in fields(kind)], slots=True)  # type: ignore[arg-type]

    def make(row: Iterable[Any]) -> _Value:
        made: Any = draft(*row)
        made.__class__ = kind
        return made  # type: ignore[no-any-return]

    return make


_span, _judgement = maker(Span), maker(Judgement)


def spans(found: Iterable[tuple[Any, ...]]) -> tuple[Span, ...]:
    """Rows of `columns(Span)`."""
    return tuple(map(_span, found))


def judgements(found: Iterable[tuple[Any, ...]]) -> tuple[Judgement, ...]:
    """Rows of `columns(Judgement)`."""
    return tuple(_judgement((*row[:-1], bool(row[-1]))) for row in found)


def article(row: Row) -> Article:
    """A row of `articles`."""
    origin = orjson.loads(row["origin"])
    return Article(
        id=row["id"],
        key=row["key"],
        title=row["title"],
        characters=row["characters"],
        outlet=row["outlet"],
        published=row["published"],
        byline=row["byline"],
        url=row["url"],
        language=row["language"],
        direction=row["direction"],
        origin=Origin(
            file=origin.get("file", ""),
            sha256=origin.get("sha256", ""),
            encoding=origin.get("encoding", ""),
            changes=tuple((what, count) for what, count in origin.get("changes", ())),
            removed=tuple(origin.get("removed", ())),
        ),
        removed=bool(row["removed"]),
    )


def origin_json(origin: Origin) -> str:
    """The column `origin` of an article."""
    return orjson.dumps(
        {
            "file": origin.file,
            "sha256": origin.sha256,
            "encoding": origin.encoding,
            "changes": origin.changes,
            "removed": origin.removed,
        }
    ).decode()


def label(row: Row) -> Label:
    """A row of `labels`."""
    return Label(**{**row, "retired": bool(row["retired"])})


def span(row: Row) -> Span:
    """A row of `spans`."""
    return Span(**row)


def entity(row: Row, aliases: tuple[str, ...] = ()) -> Entity:
    """A row of `entities`, with its aliases from their own table."""
    return Entity(
        id=row["id"],
        label=row["label"],
        name=row["name"],
        qid=row["qid"],
        description=row["description"],
        role=row["role"],
        article=row["article"],
        aliases=aliases,
        merged_into=row["merged_into"],
    )


def claim(row: Row, chain: tuple[int | None, ...] = ()) -> Claim:
    """A row of `claims`, with its source chain from its own table."""
    return Claim(
        id=row["id"],
        article=row["article"],
        annotator=row["annotator"],
        gist=row["gist"],
        chain=chain,
        parent=row["parent"],
    )


def judgement(row: Row) -> Judgement:
    """A row of `judgements`."""
    return Judgement(**{**row, "derived": bool(row["derived"])})


def link(row: Row, kind: str) -> Link:
    """A row of `claim_links`, `entity_links` or `span_links`."""
    return Link(kind=kind, **row)


def note(row: Row) -> Note:
    """A row of `notes`."""
    return Note(**{**row, "resolved": bool(row["resolved"])})


def attribute(row: Row) -> Attribute:
    """A row of `attributes`; one about an article has no place on the page's marks."""
    return Attribute(**{key: value for key, value in row.items() if key != "article"})
