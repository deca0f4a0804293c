"""A codebook read from the record that our JSONL carries of it."""

from typing import Any

from annotator.formats.records.checking import NEEDED, Place
from annotator.i18n import _
from annotator.model import Choice, Codebook, Field, Label, LinkType

CODEBOOK = {
    "name": (str, ""), "version": (str, ""), "labels": (list, []), "fields": (list, []),
    "claim_links": (list, []), "entity_links": (list, []), "independence": (list, []),
}  # fmt: skip
_LABEL = {
    "id": (str, NEEDED), "name": (str, NEEDED), "code": (str, ""), "family": (str, "other"),
    "key": (str, ""), "definition": (str, ""), "conll": (str, ""), "position": (int, 0),
    "retired": (bool, False), "merged_into": (str, None),
}  # fmt: skip
_CHOICE = {
    "value": (str, NEEDED), "key": (str, ""), "name": (str, NEEDED), "definition": (str, ""),
}  # fmt: skip
_FIELD = {
    "id": (str, NEEDED), "name": (str, NEEDED), "layer": (str, NEEDED), "key": (str, ""),
    "choices": (list, []), "core": (bool, False), "many": (bool, False), "definition": (str, ""),
}  # fmt: skip
SHAPES = {"codebook": CODEBOOK, "label": _LABEL, "field": _FIELD, "choice": _CHOICE}


def codebook_of(raw: object, place: Place) -> Codebook:
    """The codebook of a record. Labels keep the ids of the file."""
    values = place.taken(raw, CODEBOOK, "codebook")
    labels = place.each(values["labels"], _label)
    known = {label.id for label in labels}
    for label in labels:
        if label.merged_into is not None and label.merged_into not in known:
            place.wrong(_("The label {name} is merged into none of this file."), name=label.name)
    return Codebook(
        name=values["name"],
        version=values["version"],
        labels=labels,
        fields=place.each(values["fields"], _field),
        claim_links=place.each(values["claim_links"], _link_type),
        entity_links=place.each(values["entity_links"], _link_type),
        independence=place.each(values["independence"], _choice),
    )


def _label(raw: object, place: Place) -> Label:
    values = place.taken(raw, _LABEL, "label")
    into = values["merged_into"]
    return Label(
        **{
            **values,
            "id": _number(values["id"], place),
            "merged_into": None if into is None else _number(into, place),
        }
    )


def _number(id: str, place: Place) -> int:
    if not (id.isascii() and id.isdecimal()):
        place.wrong(_("“{id}” is not the id of a label."), id=id)
    return int(id)


def _choice(raw: object, place: Place) -> Choice:
    return Choice(**place.taken(raw, _CHOICE, "choice"))


def _link_type(raw: object, place: Place) -> LinkType:
    return LinkType(**place.taken(raw, _CHOICE, "link type"))


def _field(raw: object, place: Place) -> Field:
    values: dict[str, Any] = place.taken(raw, _FIELD, "field")
    return Field(**{**values, "choices": place.each(values["choices"], _choice)})
