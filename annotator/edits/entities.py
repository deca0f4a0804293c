"""Edits of entities: which mention names whom, names and aliases, merging, describing."""

from collections.abc import Sequence

from annotator.edits import derive, naming, spans
from annotator.edits.naming import live
from annotator.edits.work import Row, Work, edit
from annotator.errors import Refused
from annotator.i18n import _N, _
from annotator.model import PSEUDONYM

COLUMNS = ("name", "description", "qid")
_WITH = "select id from attributes where entity = ? and name = ?"


@edit(_N("Tie {quote} to {entity}"))
def assign(work: Work, span: int, entity: int) -> None:
    """Say that a mention names this entity."""
    row, whom = spans.mention(work, span), live(work, entity)
    if row["entity"] == whom["id"]:
        raise Refused(_("These words already are {name}.").format(name=whom["name"]))
    work.on(row["article"])
    spans.tie(work, row, whom["id"])
    work.tell(quote=row["quote"], entity=whom["name"])


@edit(_N("Make {quote} an entity of its own"))
def split(work: Work, span: int, name: str = "") -> int:
    """Take a mention out of its entity and make it the first mention of a new one, which has that
    name, or that of the mention.
    """
    row = spans.mention(work, span)
    work.on(row["article"])
    made = naming.new_entity(work, name.strip() or row["quote"], row["label"])
    spans.tie(work, row, made)
    work.tell(quote=row["quote"])
    return made


@edit(_N("Label {quote} as {label}"))
def add(work: Work, article: int, start: int, end: int, label: int, name: str) -> int:
    """Mark `[start, end)` as a mention of a new entity of that name; returns the mention."""
    made = naming.new_entity(work, name.strip(), label)
    return int(spans.add(work, article, start, end, label, entity=made))


@edit(_N("Untie {quote}"))
def untie(work: Work, span: int) -> None:
    """Leave a mention without an entity (a generic "you")."""
    row = spans.mention(work, span)
    work.on(row["article"])
    spans.tie(work, row, None)
    work.tell(quote=row["quote"])


@edit(_N("Merge {gone} into {kept}"))
def merge(work: Work, gone: int, kept: int) -> None:
    """Make one entity of two: `gone` points to `kept` from now on, and hands over what it has."""
    old, new = live(work, gone), live(work, kept)
    if old["id"] == new["id"]:
        raise Refused(_("These are one entity already."))
    if old["role"] or new["role"]:
        raise Refused(_("The article's author cannot be merged with a named entity."))
    _follow(work, old["id"])
    for row in work.all("select id from entities where ? in (id, merged_into)", old["id"]):
        work.update("entities", row["id"], merged_into=new["id"])
    for name in (old["name"], *_aliases(work, old["id"])):
        if name != new["name"] and name not in _aliases(work, new["id"]):
            work.insert("aliases", entity=new["id"], name=name)
    _hand_over(work, old, new)
    derive.through(work, new["id"])
    work.tell(gone=old["name"], kept=new["name"])


def _hand_over(work: Work, old: Row, new: Row) -> None:
    """Give the kept entity what it lacks: description, Wikidata id, card, remarks and links."""
    for column in ("description", "qid"):
        if old[column] and not new[column]:
            work.update("entities", new["id"], **{column: old[column]})
    for card in work.all(
        "select id from judgements j where entity = ? and not exists (select 1 from judgements k "
        "where k.entity = ? and k.field = j.field and k.annotator = j.annotator)",
        old["id"],
        new["id"],
    ):
        work.update("judgements", card["id"], entity=new["id"])
    if work.one(_WITH, new["id"], PSEUDONYM) and (row := work.one(
        _WITH, old["id"], PSEUDONYM)):  # fmt: skip
        work.delete("attributes", row["id"])
    for table in ("notes", "attributes"):
        for row in work.all(f"select id from {table} where entity = ?", old["id"]):
            work.update(table, row["id"], entity=new["id"])
    for link in work.all("select * from entity_links where ? in (source, target)", old["id"]):
        _relink(work, link, old["id"], new["id"])


def _relink(work: Work, link: Row, old: int, new: int) -> None:
    """Move an end of a link; one from an entity to itself, or there already, goes."""
    source, target = (new if link[end] == old else link[end] for end in ("source", "target"))
    same = work.one(
        "select 1 from entity_links where source = ? and target = ? and type = ?",
        source,
        target,
        link["type"],
    )
    if source == target or same is not None:
        work.delete("entity_links", link["id"])
    else:
        work.update("entity_links", link["id"], source=source, target=target)


def _aliases(work: Work, entity: int) -> list[str]:
    found = work.all("select name from aliases where entity = ? order by id", entity)
    return [row["name"] for row in found]


@edit(_N("Rename {old} to {new}"))
def rename(work: Work, entity: int, name: str) -> None:
    """Give an entity another name; earlier mentions keep the old one known."""
    row = live(work, entity)
    describe(work, entity, "name", name)
    work.tell(old=row["name"], new=name)


@edit(_N("Change {entity} to {label}"))
def retype(work: Work, entity: int, label: int) -> None:
    """Give an entity another label.

    Its mentions of the old label follow, unless some have the new one already: then the labels
    of the mentions were told apart on purpose (Russian of Russia), and all keep theirs.
    """
    row, kind = live(work, entity), naming.label_in_use(work, label)
    mentions = work.all(
        "select s.id, s.label from entities e join spans s on s.entity = e.id "
        "where e.id = ? or e.merged_into = ?",
        row["id"],
        row["id"],
    )
    if not any(span["label"] == kind.id for span in mentions):
        for span in mentions:
            if span["label"] == row["label"]:
                work.update("spans", span["id"], label=kind.id)
    _follow(work, row["id"])
    work.update("entities", row["id"], label=kind.id)
    derive.through(work, row["id"])
    work.tell(entity=row["name"], label=kind.code)


@edit(_N("Describe {entity}"))
def describe(work: Work, entity: int, column: str, value: str) -> None:
    """Set the name, the description or the Wikidata id of an entity."""
    row = live(work, entity)
    if column not in COLUMNS:
        raise ValueError(column)
    value = value.strip()
    if column == "name" and not value:
        raise Refused(_("An entity needs a name."))
    if column == "qid" and value and not (value[0] == "Q" and value[1:].isdecimal()):
        raise Refused(_("A Wikidata id is Q and a number, such as Q159."))
    _follow(work, row["id"])
    work.update("entities", row["id"], **{column: value})
    work.tell(entity=row["name"])


@edit(_N("Name {entity} also {alias}"))
def add_alias(work: Work, entity: int, alias: str) -> None:
    """Add another name by which an entity is known."""
    row, alias = live(work, entity), alias.strip()
    if not alias:
        raise Refused(_("Write the other name first."))
    if alias == row["name"] or alias in _aliases(work, row["id"]):
        raise Refused(_("{name} is known by that name already.").format(name=row["name"]))
    _follow(work, row["id"])
    work.insert("aliases", entity=row["id"], name=alias)
    work.tell(entity=row["name"], alias=alias)


@edit(_N("Forget the name {alias} of {entity}"))
def remove_alias(work: Work, entity: int, alias: str) -> None:
    """Remove another name of an entity."""
    row = live(work, entity)
    found = work.one("select id from aliases where entity = ? and name = ?", row["id"], alias)
    if found is not None:
        _follow(work, row["id"])
        work.delete("aliases", found["id"])
    work.tell(entity=row["name"], alias=alias)


@edit(_N("Set {name} of {subject}"))
def set_attribute(work: Work, subject: str, id: int, name: str, value: str) -> None:
    """Set ("" removes) a further property of a span, entity or claim; `subject` says which."""
    table = {"span": "spans", "entity": "entities", "claim": "claims"}[subject]
    work.on_owner(table, id)
    found = work.one(f"select id from attributes where {subject} = ? and name = ?", id, name)
    if found is None and value:
        work.insert("attributes", name=name, value=value, **{subject: id})
    elif found is not None and value:
        work.update("attributes", found["id"], value=value)
    elif found is not None:
        work.delete("attributes", found["id"])
    work.tell(name=name, subject=_(subject))


@edit(_N("Set {names} of {subject}"))
def set_attributes(work: Work, subject: str, id: int, values: Sequence[tuple[str, str]]) -> None:
    """Let a span, entity or claim have just these further properties."""
    rows = work.all(f"select name, value from attributes where {subject} = ?", id)
    old, new = {row["name"]: row["value"] for row in rows}, dict(values)
    changed = [name for name in (*new, *(old.keys() - new)) if old.get(name) != new.get(name)]
    for name in changed:
        set_attribute(work, subject, id, name, new.get(name, ""))
    work.tell(names=", ".join(changed), subject=_(subject))


def _follow(work: Work, entity: int) -> None:
    """File the edit under the article the entity was last seen in, so that undo can go there."""
    seen = work.one("select article from spans where entity = ? order by id desc limit 1", entity)
    if seen is not None:
        work.article = seen["article"]
