"""Rows of the file to values of the model; the same functions read SQL and the journal's JSON."""

from collections.abc import Mapping
from typing import Any

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
            extractor=origin.get("extractor", ""),
            place=origin.get("place", ""),
            pages=tuple(origin.get("pages", ())),
            proposed=tuple((field, place) for field, place in origin.get("proposed", ())),
        ),
        removed=bool(row["removed"]),
        rights=row["rights"],
        family=row["family"],
        version_of=row["version_of"],
    )


def origin_json(origin: Origin) -> str:
    """The column `origin` of an article."""
    always = {
        "file": origin.file,
        "sha256": origin.sha256,
        "encoding": origin.encoding,
        "changes": origin.changes,
        "removed": origin.removed,
    }
    extracted = {
        "extractor": origin.extractor,
        "place": origin.place,
        "pages": origin.pages,
        "proposed": origin.proposed,
    }
    return orjson.dumps(always | {key: value for key, value in extracted.items() if value}).decode()


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
    """A row of `attributes`; one about nothing else is about the article of its page."""
    return Attribute(**{key: value for key, value in row.items() if key != "article"})
