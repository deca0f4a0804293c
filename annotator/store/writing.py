"""Writing past the journal: the codebook of a new project, and the pages that an import brings.

Whoever calls holds the transaction (`Project.turn`). Rows that break a rule of the file are
Refused, and with them everything of that turn.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from sqlite_utils import Database

from annotator import codebook as codebooks
from annotator.model import (
    Annotator,
    Attribute,
    Codebook,
    Entity,
    Judgement,
    Label,
    Link,
    Note,
    Page,
)
from annotator.store import journal, rows
from annotator.store.ids import new_id
from annotator.store.inserting import ABOUT, COLUMNS, insert, refusing, write, write_missing
from annotator.store.search import indexed
from annotator.suggestion import Decision, Suggestion

_FIRST_ID = 1 << 40  # our ids begin with the milliseconds since 2024, so none is smaller
_LAST_ID = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Filling:
    """What a row that is here gets in columns in which it says nothing. Of a claim the `chain`,
    and of an entity `aliases`, are such columns.
    """

    table: str
    row: int
    columns: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A page on its way in. Its `entities` are those to be made with it.

    `foreign` says what rows were called in the file, as (name, subject, id), where a subject is
    "article", "span", "entity" or "claim"; `traits` are further properties (id, name, value) of the
    article itself. `fillings` are for rows of an article that is here.
    """

    page: Page
    foreign: tuple[tuple[str, str, int], ...] = ()
    traits: tuple[tuple[int, str, str], ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    fillings: tuple[Filling, ...] = ()
    decisions: tuple[Decision, ...] = ()


def is_ours(id: int) -> bool:
    """True for a number that can be an id of ours, so that a row keeps it across files."""
    return _FIRST_ID <= id <= _LAST_ID


# the project as a whole


def codebook(db: Database, book: Codebook) -> None:
    """Write a codebook over the one there: labels are added or changed, none is taken away."""
    numbered_book, _ids = numbered(book)
    columns = COLUMNS["labels"]
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
    db.execute("pragma defer_foreign_keys = 1")
    with refusing():
        db.conn.executemany(
            f"{insert('labels', columns)} on conflict (id) do update set {changed}",
            map(attrgetter(*columns), numbered_book.labels),
        )
    set_property(db, "codebook", codebooks.dump(replace(book, labels=())))


def numbered(book: Codebook) -> tuple[Codebook, dict[int, int]]:
    """The codebook with ids of ours for its labels, and what became of the old ones."""
    ids = {each.id: each.id if is_ours(each.id) else new_id() for each in book.labels}
    return replace(book, labels=tuple(_with_ids(each, ids) for each in book.labels)), ids


def _with_ids(label: Label, ids: dict[int, int]) -> Label:
    into = label.merged_into
    return replace(label, id=ids[label.id], merged_into=None if into is None else ids[into])


def set_property(db: Database, name: str, value: str) -> None:
    """Set a property of the project."""
    db.execute(
        "insert into properties (id, name, value) values (?, ?, ?) "
        "on conflict (name) do update set value = excluded.value",
        [new_id(), name, value],
    )


def is_bare(db: Database) -> bool:
    """True for a project in which nothing was done yet: no article, no entity, no edit."""
    sql = "select " + " + ".join(
        f"exists (select 1 from {table})" for table in ("articles", "entities", "edits")
    )
    return not db.execute(sql).fetchone()[0]


def clear(db: Database) -> None:
    """Take the labels and annotators out of a bare project, to make room for another's."""
    db.execute("delete from labels")
    db.execute("delete from annotators")


def annotators(db: Database, people: Iterable[Annotator]) -> dict[str, int]:
    """Everybody's id by name, these people added where the project does not know them."""
    known = {name: id for id, name in db.execute("select id, name from annotators")}
    taken = set(known.values())
    for each in people:
        if each.name in known:
            continue
        free = is_ours(each.id) and each.id not in taken
        id = each.id if free else new_id()
        db.execute(
            "insert into annotators (id, name, kind) values (?, ?, ?)", [id, each.name, each.kind]
        )
        known[each.name] = id
        taken.add(id)
    return known


# entities and what is said about them


def entities(db: Database, made: Iterable[Entity], annotator: int) -> None:
    """Write new entities with their aliases. Those merged into others point to rows in the file."""
    made = tuple(made)
    get = attrgetter(*COLUMNS["entities"][:-1])
    write(db, "entities", ((*get(each), annotator) for each in made))
    names = ((new_id(), each.id, name) for each in made for name in dict.fromkeys(each.aliases))
    write(db, "aliases", names)


def merge_entities(db: Database, pairs: Iterable[tuple[int, int]]) -> None:
    """Point entities to those that took their place, as (gone, kept)."""
    db.conn.executemany(
        "update entities set merged_into = ? where id = ?", ((kept, gone) for gone, kept in pairs)
    )


def judgements(db: Database, given: Iterable[Judgement]) -> None:
    """Write answers, but those that the same annotator gave to the same field already."""
    same = ("claim", "entity", "field", "annotator", "order")
    write_missing(db, "judgements", map(attrgetter(*COLUMNS["judgements"]), given), same)


def links(db: Database, kind: str, given: Iterable[Link]) -> None:
    """Write links of one kind, but those that are there already."""
    get = attrgetter(*COLUMNS["links"])
    same = ("source", "target", "type", "annotator")
    write_missing(db, f"{kind}_links", map(get, given), same, COLUMNS["links"])


def notes(db: Database, given: Iterable[Note]) -> None:
    """Write notes, but those that are there word for word."""
    same = (*ABOUT, "text", "flag", "annotator")
    write_missing(db, "notes", map(attrgetter(*COLUMNS["notes"]), given), same)


def attributes(db: Database, given: Iterable[Attribute]) -> None:
    """Write further properties, but those that are there already."""
    same = (*ABOUT, "name", "value")
    write_missing(db, "attributes", map(_attribute, given), same)


def _attribute(each: Attribute) -> tuple[object, ...]:
    return (each.id, each.name, each.value, None, each.span, each.entity, each.claim)


# pages


def pages(db: Database, incoming: Iterable[Incoming], scheme: str, annotator: int) -> None:
    """Write pages with all that lies on them. Links of spans and claims must stay within a page."""
    incoming = tuple(incoming)
    db.execute("pragma defer_foreign_keys = 1")
    whole = [each.page for each in incoming]
    _texts(db, whole)
    entities(db, (e for page in whole for e in page.entities.values()), annotator)
    _marks(db, whole)
    _said(db, whole)
    _beside(db, incoming)
    foreign_ids(db, scheme, (one for each in incoming for one in each.foreign))


def marks(
    db: Database, incoming: Iterable[Incoming], scheme: str, annotator: int, entry: int
) -> None:  # fmt: skip
    """Write marks on articles that are there, noted as changes of an entry, to be taken back;
    entities that are made with them stay.
    """
    incoming = tuple(incoming)
    db.execute("pragma defer_foreign_keys = 1")
    whole = [each.page for each in incoming]
    entities(db, (e for page in whole for e in page.entities.values()), annotator)
    with journal.noting(db, entry):
        _marks(db, whole)
        _said(db, whole, of_known=True)
        _statuses(db, whole)
        _beside(db, incoming)
        for each in incoming:
            _fill(db, each.fillings)
        foreign_ids(db, scheme, (one for each in incoming for one in each.foreign))


def fill(db: Database, fillings: Iterable[Filling], entry: int) -> None:
    """Say of rows that are there what they do not say, noted as changes of an entry."""
    with journal.noting(db, entry):
        _fill(db, fillings)


def further_links(db: Database, given: Iterable[Link], entry: int) -> None:
    """Write links of rows that are there, noted as changes of an entry."""
    given = tuple(given)
    with journal.noting(db, entry):
        for kind in ("claim", "entity", "span"):
            links(db, kind, (each for each in given if each.kind == kind))


def _beside(db: Database, incoming: Iterable[Incoming]) -> None:
    """Write what is said of articles themselves, what is suggested on them and decided."""
    write(db, "attributes", (
        (id, name, value, each.page.article.id, None, None, None)
        for each in incoming for id, name, value in each.traits
    ))  # fmt: skip
    get = attrgetter(*COLUMNS["predictions"][:-1])
    write(db, "predictions", (
        (*get(one), _logged(one.score)) for each in incoming for one in each.suggestions
    ))  # fmt: skip
    get = attrgetter(*COLUMNS["verdicts"])
    write(db, "verdicts", (get(one) for each in incoming for one in each.decisions))


def _logged(score: float | None) -> float | None:
    """A score in the digits that the log keeps of it, so that its row is found as it was left."""
    return None if score is None else float(f"{score:.15g}")


def _fill(db: Database, fillings: Iterable[Filling]) -> None:
    """Say of rows that are there what they do not say."""
    for each in fillings:
        columns = dict(each.columns)
        chain, aliases = columns.pop("chain", ()), columns.pop("aliases", ())
        write(db, "chains", (
            (new_id(), each.row, position, entity) for position, entity in enumerate(chain)
        ))  # fmt: skip
        names = ((new_id(), each.row, name) for name in aliases)
        write_missing(db, "aliases", names, ("entity", "name"))
        if columns:
            sets = ", ".join(f'"{name}" = ?' for name in columns)
            sql = f"update {each.table} set {sets} where id = ?"
            with refusing():
                db.execute(sql, [*columns.values(), each.row])


def foreign_ids(db: Database, scheme: str, found: Iterable[tuple[str, str, int]]) -> None:
    """Remember what rows were called in a file, as (name, subject, id)."""
    write(db, "foreign_ids", (
        (new_id(), scheme, value, *(id if subject == about else None for about in ABOUT))
        for value, subject, id in found
    ))  # fmt: skip


def _texts(db: Database, whole: list[Page]) -> None:
    get = attrgetter(*COLUMNS["articles"][:-1])
    write(db, "articles", (
        (*get(page.article), rows.origin_json(page.article.origin)) for page in whole
    ))  # fmt: skip
    write(db, "texts", ((page.article.id, page.text) for page in whole))
    write(db, "texts_search", ((page.article.id, indexed(page.text)) for page in whole))
    _statuses(db, whole)


def _statuses(db: Database, whole: list[Page]) -> None:
    write(db, "statuses", (
        (new_id(), page.article.id, who, status)
        for page in whole for who, status in page.statuses.items()
    ))  # fmt: skip


def _marks(db: Database, whole: list[Page]) -> None:
    get = attrgetter(*COLUMNS["claims"])
    write(db, "claims", (get(claim) for page in whole for claim in page.claims.values()))
    write(db, "chains", (
        (new_id(), claim.id, position, entity)
        for page in whole for claim in page.claims.values()
        for position, entity in enumerate(claim.chain)
    ))  # fmt: skip
    get = attrgetter(*COLUMNS["spans"])
    write(db, "spans", (get(span) for page in whole for span in page.spans))


def _said(db: Database, whole: list[Page], *, of_known: bool = False) -> None:
    """Write what is said on pages; with `of_known` nothing that is said of an entity already."""
    get = attrgetter(*COLUMNS["judgements"])
    given = [one for page in whole for one in page.judgements]
    write(db, "judgements", (get(one) for one in given if one.entity is None))
    judgements(db, (one for one in given if one.entity is not None))
    arrows = [one for page in whole for one in page.links]
    noted = [one for page in whole for one in page.notes]
    told = [one for page in whole for one in page.attributes]
    if of_known:
        ties = (attrgetter(*COLUMNS["links"])(one) for one in arrows if one.kind == "entity")
        write_missing(db, "entity_links", ties, COLUMNS["links"][1:], COLUMNS["links"])
        notes(db, (one for one in noted if one.entity is not None))
        attributes(db, (one for one in told if one.entity is not None))
        arrows = [one for one in arrows if one.kind != "entity"]
        noted = [one for one in noted if one.entity is None]
        told = [one for one in told if one.entity is None]
    get = attrgetter(*COLUMNS["links"])
    for kind in ("claim", "entity", "span"):
        some = (get(one) for one in arrows if one.kind == kind)
        write(db, f"{kind}_links", some, COLUMNS["links"])
    write(db, "notes", map(attrgetter(*COLUMNS["notes"]), noted))
    write(db, "attributes", map(_attribute, told))


def bring_back(db: Database, articles: Iterable[int]) -> None:
    """Show removed articles again."""
    db.conn.executemany("update articles set removed = 0 where id = ?", ((a,) for a in articles))
