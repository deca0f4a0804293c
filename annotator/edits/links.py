"""Edits of typed arrows: between claims, between entities, between spans."""

from annotator.edits.work import Work, edit
from annotator.errors import Refused
from annotator.i18n import _N, _
from annotator.wording import linked, lowered

KINDS = ("claim", "entity", "span")
_TABLES = {"claim": "claims", "entity": "entities", "span": "spans"}


@edit(_N("Link: {type}"))
def add(work: Work, kind: str, source: int, target: int, type: str, *,
        independence: str = "") -> int:  # fmt: skip
    """Link two claims, entities or spans; the same arrow twice is refused."""
    if source == target:
        raise Refused(_("Choose another one to link with; this is the same."))
    work.row(_TABLES[kind], target)
    work.on_owner(_TABLES[kind], source)
    same = work.one(
        f"select id from {kind}_links where source = ? and target = ? and type = ?{work.mine}",
        source,
        target,
        type,
    )
    if same is not None:
        raise Refused(_("These are linked so already."))
    work.tell(type=_type(work, kind, type))
    return work.insert(
        f"{kind}_links",
        source=source,
        target=target,
        type=type,
        independence=independence,
        annotator=work.annotator,
    )


@edit(_N("Change a link: {value}"))
def change(work: Work, kind: str, link: int, column: str, value: str) -> None:
    """Change the type, the independence or the note of a link."""
    if column not in ("type", "independence", "note"):
        raise ValueError(column)
    work.on_owner(_TABLES[kind], work.row(f"{kind}_links", link)["source"])
    work.update(f"{kind}_links", link, **{column: value})
    given = {one.value: lowered(one.name) for one in work.codebook.independence}
    told = {"type": _type(work, kind, value), "independence": given.get(value, value)}
    work.tell(value=told.get(column, value))


def _type(work: Work, kind: str, type: str) -> str:
    """What a type of link is called."""
    return linked(work.codebook.link_types(kind), type)


@edit(_N("Remove a link"))
def remove(work: Work, kind: str, link: int) -> None:
    """Remove a link."""
    work.on_owner(_TABLES[kind], work.row(f"{kind}_links", link)["source"])
    work.delete(f"{kind}_links", link)
