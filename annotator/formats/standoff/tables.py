"""The tables beside our .ann files: what brat has no place for, an article or an entity a row."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import orjson

from annotator import codebook as codebooks
from annotator.errors import BadInput
from annotator.formats.common.cells import cell, uncell
from annotator.formats.standoff import words
from annotator.formats.standoff.words import ARTICLES, CODEBOOK, ENTITIES
from annotator.formats.values import NO_ORIGIN, ReadEntity
from annotator.i18n import _
from annotator.model import Codebook, Entity, Origin, Page

Row = Mapping[str, str]

_ABOUT = ("title", "outlet", "published", "byline", "url", "language", "direction")
_ARTICLE = ("file", *_ABOUT, "statuses", "annotator", "origin", "sha256")
_ENTITY = (
    "id", "label", "name", "qid", "description", "role", "article", "aliases", "merged_into",
)  # fmt: skip
HEADS = {name: ("\t".join(row) + "\n").encode()
         for name, row in ((ARTICLES, _ARTICLE), (ENTITIES, _ENTITY))}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Own:
    """What a folder of ours says beside its .ann files; of any other folder, nothing.

    `labels`, `links` and `fields` are the names in the codebook by those in the files.
    """

    codebook: Codebook | None = None
    articles: Mapping[str, Row] = field(default_factory=dict)
    known: frozenset[str] = frozenset()  # entities of the whole project
    of_articles: Mapping[str, tuple[ReadEntity, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    fields: frozenset[str] = frozenset()


NOT_OURS = Own()


def article_row(stem: str, page: Page, who: Mapping[int, str], maker: int) -> bytes:
    """An article's row; `who` names annotators, `maker` is whose work the file holds."""
    about = page.article
    statuses = "; ".join(
        f"{who[id].replace(';', ',')}={status}" for id, status in sorted(page.statuses.items())
    )
    origin = {name: value for name, value in asdict(about.origin).items() if value}
    told = (getattr(about, name) for name in _ABOUT)
    return _line(
        (
            stem,
            *told,
            statuses,
            who.get(maker, ""),
            orjson.dumps(origin).decode() if origin else "",
            about.key,
        )
    )


def entity_row(entity: Entity, codebook: Codebook, stem: str) -> bytes:
    """An entity's row, under the label it was given; `stem` is the article it belongs to."""
    given = next((label for label in codebook.labels if label.id == entity.label), None)
    aliases = orjson.dumps(entity.aliases).decode() if entity.aliases else ""
    merged_into = "" if entity.merged_into is None else str(entity.merged_into)
    return _line(
        (str(entity.id), given.name if given else "", entity.name, entity.qid, entity.description,
         entity.role, stem, aliases, merged_into)
    )  # fmt: skip


def own(folder: Path) -> Own:
    """What lies in a folder, if it is one of ours; its entities are read by `entities`."""
    if (book := codebook(folder)) is None:
        return NOT_OURS
    of_articles: dict[str, tuple[ReadEntity, ...]] = {}
    known: set[str] = set()
    for stem, entity in _entities(folder, book):
        if stem:
            of_articles[stem] = (*of_articles.get(stem, ()), entity)
        else:
            known.add(entity.id)
    return Own(
        codebook=book,
        articles={row["file"]: row for row in _rows(folder / ARTICLES, _ARTICLE)},
        known=frozenset(known),
        of_articles=of_articles,
        labels={type: book.label(id).name for id, type in words.types_of(book).items()},
        links=words.link_types(book),
        fields=frozenset(each.id for each in book.fields),
    )


def codebook(folder: Path) -> Codebook | None:
    """The codebook in a folder, if it is one of ours."""
    path = folder / CODEBOOK
    return codebooks.load(path) if path.is_file() and (folder / ARTICLES).is_file() else None


def entities(folder: Path, book: Codebook) -> tuple[ReadEntity, ...]:
    """The entities that belong to no single article."""
    return tuple(entity for stem, entity in _entities(folder, book) if not stem)


def _entities(folder: Path, book: Codebook) -> Iterator[tuple[str, ReadEntity]]:
    """Each entity with the article it belongs to, "" where there is none; there may be many."""
    rows = _rows(folder / ENTITIES, _ENTITY)
    return ((row["article"], _entity(row, book, folder)) for row in rows)


def metadata(row: Row) -> dict[str, str]:
    """What a row says of its article."""
    return {name: row[name] for name in _ABOUT}


def statuses(row: Row) -> dict[str, str]:
    """The states of an article by the names of annotators."""
    pairs = (each.rpartition("=") for each in row["statuses"].split("; ") if each)
    return {who: status for who, _sign, status in pairs}


def origin(row: Row) -> Origin:
    """Where an article came from, as it was known to whoever exported it."""
    if not row["origin"]:
        return NO_ORIGIN
    try:
        raw = orjson.loads(row["origin"])
    except orjson.JSONDecodeError:
        return NO_ORIGIN
    known = {each.name for each in fields(Origin)}
    if not isinstance(raw, dict):
        return NO_ORIGIN
    return Origin(**{name: _frozen(value) for name, value in raw.items() if name in known})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value


def _line(cells: tuple[str, ...]) -> bytes:
    return ("\t".join(map(cell, cells)) + "\n").encode()


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table; columns it does not have are empty."""
    if not path.is_file():
        return
    with open(path, encoding="utf-8", newline="\n") as file:
        head = next(file, "").rstrip("\n").split("\t")
        empty = dict.fromkeys(columns, "")
        for number, line in enumerate(file, 2):
            cells = [uncell(each) for each in line.rstrip("\n").split("\t")]
            if len(cells) != len(head):
                raise BadInput(path, number, _("The row has not as many cells as the first one."))
            yield empty | dict(zip(head, cells, strict=True))


def _entity(row: Row, book: Codebook, folder: Path) -> ReadEntity:
    given = next((label for label in book.labels if label.name == row["label"]), None)
    try:
        aliases = orjson.loads(row["aliases"] or "[]")
    except orjson.JSONDecodeError:
        raise BadInput(folder / ENTITIES, 0, _("The aliases of {id} are no list.").format(
            id=row["id"])) from None  # fmt: skip
    is_merged = given is not None and given.merged_into is not None
    return ReadEntity(
        id=row["id"],
        label=book.label(given.id).name if given else row["label"],
        name=row["name"],
        label_given=str(given.id) if given and is_merged else "",
        qid=row["qid"],
        description=row["description"],
        role=row["role"],
        aliases=tuple(str(each) for each in aliases),
        merged_into=row["merged_into"],
    )
