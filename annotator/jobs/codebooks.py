"""Two codebooks made one: what a project lacks of the codebook of a file that is imported."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from annotator.codebook import CONLL, FAMILIES, HUE
from annotator.model import Choice, Codebook, Field, Label, LinkType
from annotator.store.ids import new_id
from annotator.store.writing import is_ours

_KEYS = frozenset("0123456789")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_Option = TypeVar("_Option", Choice, LinkType)


def joined(mine: Codebook, theirs: Codebook) -> Codebook:
    """My codebook and what it lacks of theirs, where mine always goes first.

    Labels are known by name, fields by id, links and choices by value. A key or a code that is
    taken already is not taken over.
    """
    fields = tuple(_field(field, theirs) for field in mine.fields)
    known = {field.id for field in fields}
    keys = {(field.layer, field.key) for field in fields}
    added = tuple(
        replace(field, core=False, key="" if (field.layer, field.key) in keys else field.key)
        for field in theirs.fields
        if field.id not in known
    )
    return replace(
        with_labels(mine, theirs),
        fields=fields + added,
        claim_links=_options(mine.claim_links, theirs.claim_links),
        entity_links=_options(mine.entity_links, theirs.entity_links),
        independence=_options(mine.independence, theirs.independence),
    )


def with_labels(mine: Codebook, theirs: Codebook) -> Codebook:
    """My codebook with those of their labels whose names it lacks, at its end."""
    known = meanings(mine, theirs)
    new: list[Label] = []
    for label in theirs.labels:
        if label.id not in known and not any(_same_name(label, each) for each in new):
            new.append(label)
    given = {label.id: label.id if is_ours(label.id) else new_id() for label in new}
    book = mine
    for label in new:
        book = replace(book, labels=(*book.labels, _label(label, given[label.id], book)))
    merged = {
        given[label.id]: given.get(label.merged_into) or known[label.merged_into]
        for label in new
        if label.merged_into is not None
    }
    labels = tuple(replace(x, merged_into=merged.get(x.id, x.merged_into)) for x in book.labels)
    return replace(book, labels=labels)


def with_names(
    mine: Codebook, names: Iterable[str], declared: Mapping[str, Label] = MappingProxyType({})
) -> Codebook:
    """My codebook with a label for each name that it does not know: as it is declared, or plain."""
    new = [
        replace(declared.get(name, Label(n, name, "", "other", "")), id=n)
        for n, name in enumerate(dict.fromkeys(names), 1)
    ]
    return with_labels(mine, Codebook("", "", tuple(new)))


def meanings(mine: Codebook, theirs: Codebook) -> dict[int, int]:
    """Which of my labels each of theirs is: the same row, or the one of the same name."""
    ids = {label.id for label in mine.labels if is_ours(label.id)}
    named = by_name(mine)
    pairs = ((x.id, x.id if x.id in ids else named.get(x.name.casefold())) for x in theirs.labels)
    return {theirs_id: mine_id for theirs_id, mine_id in pairs if mine_id is not None}


def by_name(book: Codebook) -> dict[str, int]:
    """Labels by name, whatever its case; those in use go before retired ones of the same name."""
    found = {label.name.casefold(): label.id for label in book.labels}
    return found | {label.name.casefold(): label.id for label in book.active_labels}


def _same_name(one: Label, other: Label) -> bool:
    return one.name.casefold() == other.name.casefold()


def _label(label: Label, id: int, book: Codebook) -> Label:
    """A label as it can stand in the codebook: only with a code, key and family that fit."""
    active = book.active_labels
    taken = {each.key for each in active}
    return replace(
        label,
        id=id,
        code=_code(label, {each.code.casefold() for each in active}),
        key=label.key if label.key in _KEYS - taken else "",
        family=label.family if label.family in FAMILIES or HUE.fullmatch(label.family) else "other",
        conll=label.conll if label.conll in CONLL else "MISC",
        position=1 + max((each.position for each in book.labels), default=0),
        merged_into=None,
    )


def _code(label: Label, taken: set[str]) -> str:
    """The label's code, or one made of its name, with a number where it is taken.

    A name of several words gives their first letters, a number in it whole: "label 12" is L12.
    """
    words = _WORD.findall((label.code or label.name).upper())
    if len(words) > 1 and not label.code:
        words = [word if word.isdigit() else word[0] for word in words]
    letters = "".join(words)[:4] or "X"
    number = 1
    code = letters
    while code.casefold() in taken:
        number += 1
        code = f"{letters[: 4 - len(str(number))]}{number}"
    return code


def _field(field: Field, theirs: Codebook) -> Field:
    other = next((each for each in theirs.fields if each.id == field.id), None)
    if other is None or not field.choices:
        return field
    return replace(field, choices=_options(field.choices, other.choices))


def _options(mine: tuple[_Option, ...], theirs: tuple[_Option, ...]) -> tuple[_Option, ...]:
    values = {each.value for each in mine}
    keys = {each.key.casefold() for each in mine}
    new = [each for each in theirs if each.value not in values]
    return mine + tuple(
        replace(each, key="" if each.key.casefold() in keys else each.key) for each in new
    )
