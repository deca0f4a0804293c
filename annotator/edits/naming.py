"""Whom words name: entities known by name, made when first needed, gone when nothing needs them."""

from annotator.edits.work import Row, Work
from annotator.errors import Refused
from annotator.i18n import _
from annotator.model import Label
from annotator.store import reading

NOBODY = "[article author]"  # the name of an author without a byline


def label_in_use(work: Work, label: int) -> Label:
    """A label that can be given, merges followed. Refused for a retired one."""
    try:
        found = work.codebook.label(label)
    except KeyError as error:
        raise Refused(_("The codebook has no such label any more.")) from error
    if found.retired:
        raise Refused(_("{name} is retired. Choose another label.").format(name=found.name))
    return found


def live(work: Work, entity: int) -> Row:
    """The row of an entity, merges followed."""
    row = work.row("entities", entity)
    return row if row["merged_into"] is None else work.row("entities", row["merged_into"])


def alike(work: Work, label: int) -> list[int]:
    """The ids that now mean this label: its own, and of those merged into it."""
    return [one.id for one in work.codebook.labels if label in (one.id, one.merged_into)]


def known_entity(work: Work, article: int, quote: str, label: int, level: str) -> int | None:
    """The entity these words name already.

    A proper name is known over the whole project: as a name, an alias, or by an earlier mention
    of that label; a description or a value only by an earlier mention in the article.
    """
    labels = alike(work, label)
    if level == "NAM":
        known = reading.known_as(work.db, " ".join(quote.split()), labels)
        return known or _named_before(work, quote, labels, "s.level = 'NAM'")
    if level == "PRO":
        return None
    here = "s.level in ('NOM', 'VAL') and s.article = ?"
    # At the head of a sentence a description begins with a capital: "The attack", "the attack".
    forms = (quote, quote[0].swapcase() + quote[1:])
    found = (_named_before(work, form, labels, here, article) for form in forms)
    return next((entity for entity in found if entity is not None), None)


def _named_before(
    work: Work, quote: str, labels: list[int], where: str, *values: int
) -> int | None:
    """The entity of the latest such mention; one label at a time goes straight down an index."""
    sql = (
        "select s.id, coalesce(e.merged_into, e.id) as entity from spans s "
        "join entities e on e.id = s.entity and e.role = '' "
        f"where {where} and s.quote = ? and s.label = ? order by s.id desc limit 1"
    )
    found = [row for label in labels if (row := work.one(sql, *values, quote, label))]
    return max(found, key=lambda row: row["id"])["entity"] if found else None


def name_better(work: Work, mention: Row) -> None:
    """Call an entity by its proper name once there is one: until then it was called by a
    description, the words of its first mention. A name somebody typed stays.
    """
    if mention["level"] != "NAM" or mention["entity"] is None:
        return
    entity, name = live(work, mention["entity"]), " ".join(mention["quote"].split())
    if entity["name"] == name:  # so it is with most, and the question grows with the mentions
        return
    by_description = work.one(
        "select 1 from spans where entity = ? and quote = ? and level <> 'NAM'",
        entity["id"],
        entity["name"],
    )
    is_its_kind = mention["label"] in alike(work, work.codebook.label(entity["label"]).id)
    if by_description is not None and is_its_kind and entity["role"] == "":
        work.update("entities", entity["id"], name=name)


def name_after(work: Work, mention: Row, quote: str) -> None:
    """Call an entity by the words its only mention has now, where it was called by those it had."""
    if mention["entity"] is None:
        return
    entity, name = live(work, mention["entity"]), " ".join(quote.split())
    was = " ".join(mention["quote"].split())
    if entity["name"] != was or entity["role"] != "" or name == was:
        return
    others = work.one(
        "select 1 from entities e join spans s on s.entity = e.id "
        "where (e.id = ? or e.merged_into = ?) and s.id <> ? limit 1",
        entity["id"],
        entity["id"],
        mention["id"],
    )
    if others is None:
        work.update("entities", entity["id"], name=name)


def new_entity(work: Work, name: str, label: int) -> int:
    """A new entity named by the words of its first mention."""
    return work.insert(
        "entities", label=label, name=" ".join(name.split()), annotator=work.annotator
    )


def drop_if_bare(work: Work, entity: int | None) -> None:
    """Remove an entity that nothing points to and nobody described."""
    if entity is None:
        return
    bare = work.one(
        "select 1 from entities e where e.id = ? and e.role = '' and e.qid = '' "
        "and e.description = '' and not exists (select 1 from spans where entity = e.id) "
        "and not exists (select 1 from chains where entity = e.id) "
        "and not exists (select 1 from aliases where entity = e.id) "
        "and not exists (select 1 from judgements where entity = e.id) "
        "and not exists (select 1 from notes where entity = e.id) "
        "and not exists (select 1 from attributes where entity = e.id) "
        "and not exists (select 1 from foreign_ids where entity = e.id) "
        "and not exists (select 1 from entities where merged_into = e.id) "
        "and not exists (select 1 from entity_links where e.id in (source, target))",
        entity,
    )
    if bare is not None:
        work.delete("entities", entity)
