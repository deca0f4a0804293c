"""Edits of the codebook: labels are renamed, merged and retired without touching a span."""

from collections.abc import Sequence
from dataclasses import replace

from annotator import codebook as codebooks
from annotator.edits.work import Work, edit
from annotator.errors import Refused
from annotator.i18n import _N, _
from annotator.model import Codebook, Label
from annotator.store import reading

COLUMNS = ("name", "code", "family", "key", "definition", "conll", "position")


@edit(_N("Add the label {name}"))
def add(work: Work, /, name: str, code: str, family: str, **more: str) -> int:
    """Add a label at the end of the codebook; `more` are its key, definition and CoNLL tag."""
    if not set(more) <= {"key", "definition", "conll"}:
        raise ValueError(more)
    last = work.one("select coalesce(max(position), 0) as n from labels")
    made = work.insert(
        "labels",
        name=name.strip(),
        code=code.strip(),
        family=family,
        position=last["n"] + 1 if last else 1,
        **more,
    )
    _check(work)
    work.tell(name=name)
    return made


@edit(_N("Change the {column} of the label {name}"))
def change(work: Work, label: int, column: str, value: str | int) -> None:
    """Change one property of a label; every mention shows it at once."""
    if column not in COLUMNS:
        raise ValueError(column)
    row = work.row("labels", label)
    work.update("labels", label, **{column: value.strip() if isinstance(value, str) else value})
    _check(work)
    work.tell(column=_(column), name=row["name"])


@edit(_N("Merge the label {gone} into {kept}"))
def merge(work: Work, gone: int, kept: int) -> None:
    """Make one label of two: mentions of `gone` read as `kept` from now on."""
    old, new = work.row("labels", gone), work.row("labels", kept)
    if gone == kept or new["merged_into"] is not None or new["retired"]:
        raise Refused(_("Choose another label that is in use to merge into."))
    for row in work.all("select id from labels where ? in (id, merged_into)", gone):
        work.update("labels", row["id"], merged_into=kept)
    work.tell(gone=old["name"], kept=new["name"])


@edit(_N("Retire the label {name}"))
def retire(work: Work, label: int, retired: bool = True) -> None:
    """Offer a label no more (or again); mentions that have it keep it."""
    row = work.row("labels", label)
    work.update("labels", label, retired=int(retired))
    _check(work)
    work.tell(name=row["name"])


@edit(_N("Move the label {name}"))
def move(work: Work, label: int, step: int) -> None:
    """Move a label up (-1) or down (1) among those in use."""
    row = work.row("labels", label)
    order = [one.id for one in reading.codebook(work.db).active_labels]
    place = order.index(label) + step if label in order else -1
    if not 0 <= place < len(order):
        raise Refused(_("There is no label to move it past."))
    order.insert(place, order.pop(order.index(label)))
    _put_in_order(work, order)
    work.tell(name=row["name"])


@edit(_N("Take over the codebook {name}"))
def take_over(work: Work, toml: str) -> None:
    """Make labels, fields and link types those of a TOML codebook.

    Labels are known by their names; those that it does not name stay, behind the others. BadInput
    where the TOML is at fault.
    """
    book, before = codebooks.parse(toml), reading.codebook(work.db)
    mine = {one.name.casefold(): one.id for one in (*before.labels, *before.active_labels)}
    taken = [_take(work, one, mine.get(one.name.casefold())) for one in _offered(book)]
    keys = {one.key for one in book.active_labels}
    others = [one for one in before.active_labels if one.id not in taken]
    for one in others:
        if one.key in keys:
            work.update("labels", one.id, key="")
    _put_in_order(work, taken + [one.id for one in others])
    _check(work)
    set_fields(work, toml)
    work.tell(name=book.name)


def _offered(book: Codebook) -> list[Label]:
    """The labels in their order; retired ones only where none in use has their name."""
    active = {one.name.casefold() for one in book.active_labels}
    found = (one for one in book.labels if one.merged_into is None)
    kept = (one for one in found if not one.retired or one.name.casefold() not in active)
    return sorted(kept, key=lambda one: (one.position, one.id))


def _take(work: Work, label: Label, mine: int | None) -> int:
    """Make a label of mine like one of a codebook, or a new one; returns its id."""
    columns = {name: getattr(label, name) for name in COLUMNS} | {"retired": int(label.retired)}
    if mine is None:
        return work.insert("labels", **columns)
    work.update("labels", mine, **columns, merged_into=None)
    return mine


def _put_in_order(work: Work, labels: Sequence[int]) -> None:
    positions = {row["id"]: row["position"] for row in work.all("select id, position from labels")}
    for position, label in enumerate(labels, 1):
        if positions[label] != position:
            work.update("labels", label, position=position)


def _check(work: Work) -> None:
    codebooks.check(reading.codebook(work.db))


@edit(_N("Change the codebook"))
def set_fields(work: Work, toml: str) -> None:
    """Replace claim fields, judgement fields and link types by those of a TOML codebook.

    BadInput where the TOML is at fault. Its labels are left alone: they have edits of their own.
    """
    set_property(work, "codebook", codebooks.dump(replace(codebooks.parse(toml), labels=())))


_CALLED = {"independent": _N("way of working")}


@edit(_N("Change the project's {name}"))
def set_property(work: Work, name: str, value: str) -> None:
    """Set a property of the project, such as its guidelines (Markdown)."""
    old = work.one("select id from properties where name = ?", name)
    if old is None:
        work.insert("properties", name=name, value=value)
    else:
        work.update("properties", old["id"], value=value)
    work.tell(name=_(_CALLED.get(name, name)))
