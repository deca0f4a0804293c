"""Who goes out under a pseudonym, by which names they are known, and which number comes next."""

import json
from collections.abc import Collection, Iterable, Iterator

from sqlite_utils import Database

from annotator.model import PSEUDONYM, Codebook, Label
from annotator.store.reading import query, these


def given(db: Database) -> dict[int, str]:
    """The pseudonyms that were given, by live entity."""
    sql = (
        "select coalesce(e.merged_into, e.id) as id, x.value from attributes x "
        "join entities e on e.id = x.entity where x.name = ? and x.value <> '' "
        "order by e.merged_into is null, x.id"
    )
    return {row["id"]: row["value"] for row in query(db, sql, [PSEUDONYM])}


def every(db: Database) -> Iterator[tuple[int, int, str, bool, int | None]]:
    """Each entity ever made, oldest first: id, label, name, whether it is an article's author, and
    what it was merged into.
    """
    sql = "select id, label, name, role <> '', merged_into from entities order by id"
    return ((id, label, name, bool(author), into) for id, label, name, author, into
            in db.execute(sql).fetchall())  # fmt: skip


def merged(db: Database, entities: Collection[int]) -> Iterator[tuple[int, int]]:
    """What was merged into some entities, with what into."""
    sql = f"select id, merged_into from entities where merged_into in {these()} order by id"
    return iter(db.execute(sql, [json.dumps(list(entities))]).fetchall())


def about(db: Database, entities: Collection[int]) -> Iterator[tuple[int, int, bool]]:
    """The label of some entities, and whether each is an article's author."""
    sql = f"select id, label, role <> '' from entities where id in {these()} order by id"
    found = db.execute(sql, [json.dumps(list(entities))]).fetchall()
    return ((id, label, bool(author)) for id, label, author in found)


def names(db: Database, entities: Iterable[int]) -> dict[int, list[str]]:
    """All by which some live entities are known: names, aliases and mentions, those of what was
    merged into them too. A description that serves as a name is none.
    """
    some = json.dumps(list(entities))
    sql = f"""
        with recursive one as materialized (
            select id, id as root, name from entities where id in {these()} union all
            select id, merged_into, name from entities where merged_into in {these()})
        select root, name from one where not exists (
            select 1 from spans s where s.entity = one.id and s.quote = one.name
            and s.level in ('NOM', 'PRO', 'VAL'))
        or exists (
            select 1 from spans s where s.entity = one.id and s.quote = one.name
            and s.level not in ('NOM', 'PRO', 'VAL'))
        union select one.root, a.name from one join aliases a on a.entity = one.id
        union select one.root, s.quote from one join spans s on s.entity = one.id
        where s.level not in ('NOM', 'PRO', 'VAL') and s.label is not null
    """
    found: dict[int, list[str]] = {}
    for root, name in db.execute(sql, [some, some]).fetchall():
        found.setdefault(root, []).append(name)
    return {root: sorted(all_names) for root, all_names in found.items()}


def bylines(db: Database) -> Iterator[tuple[int, str]]:
    """Each byline with the oldest article that has it."""
    sql = "select min(id), byline from articles where byline <> '' group by byline order by 1"
    return iter(db.execute(sql).fetchall())


def rank(db: Database, entity: int, labels: Iterable[int]) -> int:
    """Which of the entities of some labels this is, counted by age from 1."""
    sql = f"select count(*) as n from entities where id <= ? and role = '' and label in {these()}"
    return int(query(db, sql, [entity, json.dumps(list(labels))])[0]["n"])


_WORDS = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}
_OF_FAMILY = {"event": "Event"}
OTHER, AUTHOR = "Name", "Author"
VALUES = ("date", "quantity")
"""The families of labels whose mentions name nobody."""


def word(label: Label) -> str:
    """What a pseudonym of this label begins with; not translated, so that it is always the same."""
    return _WORDS.get(label.conll) or _OF_FAMILY.get(label.family) or OTHER


def proposed(db: Database, codebook: Codebook, entity: int, label: int) -> str:
    """A pseudonym that no other entity has; the same as an export would choose by itself."""
    first = word(codebook.label(label))
    alike = [each.id for each in codebook.labels if word(codebook.label(each.id)) == first]
    taken = {name for id, name in given(db).items() if id != entity}
    return free(f"{first} {rank(db, entity, alike)}", taken)


def free(name: str, taken: Collection[str]) -> str:
    """The name, or with the first letter that makes it one nobody has."""
    letters = (f"{name}{chr(letter)}" for letter in range(ord("b"), ord("z") + 1))
    return next((each for each in (name, *letters) if each not in taken), f"{name}-{len(taken)}")
