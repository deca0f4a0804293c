"""The codebook as TOML: read, checked and written. What a project may mark, ask and link."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w

from annotator import paths
from annotator.errors import BadInput, Refused
from annotator.i18n import _
from annotator.model import NOT_APPLICABLE, Choice, Codebook, Field, Label, LinkType

FAMILIES = ("who", "body", "place", "event", "date", "quantity", "other")
LAYERS = ("claim", "judgement")
CONLL = ("PER", "ORG", "LOC", "MISC", "")

_ID = re.compile(r"[a-z][a-z0-9_]*")
HUE = re.compile(r"#[0-9a-fA-F]{6}")  # a colour of a label's own
_TABLES = ("labels", "fields", "claim_links", "entity_links", "independence")
_OPTION = {"value": str, "key": str, "name": str, "definition": str}
_LABEL = {
    "name": str, "code": str, "family": str, "key": str, "definition": str, "conll": str,
    "retired": bool, "merged_into": str,
}  # fmt: skip
_FIELD = {
    "id": str, "name": str, "layer": str, "key": str, "core": bool, "many": bool,
    "definition": str, "choices": list,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a codebook, and in which entry of which table (0-based)."""

    why: str
    table: str = ""
    index: int = 0


def load_default() -> Codebook:
    """The codebook a new project starts from."""
    return load(paths.resources() / "codebooks" / "news.toml")


def load(path: Path) -> Codebook:
    """The codebook in a file. BadInput where it is at fault."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadInput(path, 0, _("A codebook is written in UTF-8.")) from None
    return parse(text, path)


def parse(text: str, path: Path | str = "codebook.toml") -> Codebook:
    """The codebook a TOML text describes; its labels are numbered from 1 by their position.

    BadInput names the line of the entry that is at fault.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        last = text.rstrip("\n").count("\n") + 1
        raise BadInput(path, int(place[1]) if place else last, str(error)) from None
    shape = _shape_fault(table)
    fault = shape or next(faults(book := _build(table)), None)
    if fault is not None:
        raise BadInput(path, _line(text, fault), fault.why)
    return book


def dump(codebook: Codebook) -> str:
    """The codebook as TOML that `parse` reads back."""
    labels = sorted(codebook.labels, key=lambda label: (label.position, label.id))
    names = {label.id: label.name for label in labels}
    table: dict[str, Any] = {"name": codebook.name, "version": codebook.version}
    table["labels"] = [_label_row(label, names) for label in labels]
    table["fields"] = [_field_row(field) for field in codebook.fields]
    for name in ("claim_links", "entity_links", "independence"):
        table[name] = [_option_row(option) for option in getattr(codebook, name)]
    return tomli_w.dumps({name: value for name, value in table.items() if value != []})


def check(codebook: Codebook) -> None:
    """Refused, with a sentence, where the codebook cannot stand."""
    for fault in faults(codebook):
        raise Refused(fault.why)


def faults(codebook: Codebook) -> Iterator[Fault]:
    """All that is wrong with a codebook, first things first."""
    if not codebook.name.strip():
        yield Fault(_("The codebook needs a name."))
    yield from _label_faults(codebook)
    yield from _field_faults(codebook)
    for name in ("claim_links", "entity_links", "independence"):
        options = getattr(codebook, name)
        yield from (Fault(why, name, at) for at, why in _option_faults(options))


def _label_faults(codebook: Codebook) -> Iterator[Fault]:
    active = set(codebook.active_labels)
    seen: dict[tuple[str, str], str] = {}
    for index, label in enumerate(codebook.labels):
        for why in _label_complaints(label, codebook):
            yield Fault(why, "labels", index)
        if label not in active:
            continue
        for what, value in _claimed(label):
            if not value:
                continue
            if (what, value.casefold()) in seen:
                text = _("{what} “{value}” is used by two labels: {first} and {second}.")
                first = seen[what, value.casefold()]
                why = text.format(what=what, value=value, first=first, second=label.name)
                yield Fault(why, "labels", index)
            seen.setdefault((what, value.casefold()), label.name)


def _claimed(label: Label) -> tuple[tuple[str, str], ...]:
    return ((_("The name"), label.name), (_("The code"), label.code), (_("The key"), label.key))


def _label_complaints(label: Label, codebook: Codebook) -> Iterator[str]:
    say = _sayer(name=label.name, code=label.code, family=label.family, key=label.key)
    if not label.name.strip():
        yield _("A label needs a name.")
    if not label.code or len(label.code) > 4 or not label.code.isalnum():
        yield say(
            _("The code of the label {name} has one to four letters or digits, not “{code}”.")
        )
    if label.family not in FAMILIES and not HUE.fullmatch(label.family):
        yield say(
            _("The label {name} has the unknown family “{family}”. The families are {families}."),
            families=", ".join(FAMILIES),
        )
    if label.key and not re.fullmatch("[0-9]", label.key):
        yield say(_("The key of the label {name} is one digit, or none; not “{key}”."))
    if label.conll not in CONLL:
        yield say(
            _("The label {name} becomes PER, ORG, LOC, MISC or nothing in CoNLL, not “{conll}”."),
            conll=label.conll,
        )
    if label.merged_into is not None and not _leads_home(label, codebook):
        yield say(_("The label {name} is merged into one that does not exist."))


def _leads_home(label: Label, codebook: Codebook) -> bool:
    known = {one.id: one for one in codebook.labels}
    passed = set()
    at: Label | None = label
    while at is not None and at.merged_into is not None and at.id not in passed:
        passed.add(at.id)
        at = known.get(at.merged_into)
    return at is not None and at.merged_into is None


def _field_faults(codebook: Codebook) -> Iterator[Fault]:
    ids: set[str] = set()
    keys: dict[tuple[str, str], str] = {}
    for index, field in enumerate(codebook.fields):
        for why in _field_complaints(field):
            yield Fault(why, "fields", index)
        if field.id in ids:
            why = _("Two fields have the id “{id}”.").format(id=field.id)
            yield Fault(why, "fields", index)
        ids.add(field.id)
        if field.key and (field.layer, field.key) in keys:
            text = _("The fields {first} and {second} have the same key “{key}”.")
            first = keys[field.layer, field.key]
            why = text.format(first=first, second=field.name, key=field.key)
            yield Fault(why, "fields", index)
        keys.setdefault((field.layer, field.key), field.name)


def _field_complaints(field: Field) -> Iterator[str]:
    say = _sayer(id=field.id, name=field.name, layer=field.layer, key=field.key)
    if not _ID.fullmatch(field.id):
        yield say(_("A field's id is made of small letters, digits and “_”, not “{id}”."))
    if not field.name.strip():
        yield say(_("The field {id} needs a name."))
    if field.layer not in LAYERS:
        yield say(_("The layer of the field {id} is claim or judgement, not “{layer}”."))
    if len(field.key) > 1:
        yield say(_("The key of the field {id} is one character, or none; not “{key}”."))
    if field.core and (field.layer != "judgement" or not field.choices):
        yield say(_("The field {id} cannot be core: only a judgement with choices can."))
    for _at, why in _option_faults(field.choices):
        yield say(_("In the field {id}: {why}"), why=why)


def _option_faults(options: Iterable[Choice | LinkType]) -> Iterator[tuple[int, str]]:
    values: set[str] = set()
    keys: set[str] = set()
    for index, option in enumerate(options):
        say = _sayer(value=option.value, key=option.key)
        if not option.value or option.value != option.value.strip():
            yield index, _("A value is empty or has blanks around it.")
        if option.value == NOT_APPLICABLE:
            yield index, say(_("The value “{value}” always means not applicable: leave it out."))
        if option.value in values:
            yield index, say(_("The value “{value}” stands there twice."))
        if len(option.key) > 1 or option.key == "0":
            yield index, say(_("The key of “{value}” is one character other than 0, not “{key}”."))
        if option.key and option.key.casefold() in keys:
            yield index, say(_("The key “{key}” of “{value}” is taken by another value."))
        values.add(option.value)
        keys.add(option.key.casefold())


def _sayer(**words: str) -> Callable[..., str]:
    def say(sentence: str, **more: str) -> str:
        return sentence.format(**words, **more)

    return say


def _shape_fault(table: Mapping[str, Any]) -> Fault | None:
    """The first entry that is not of the kind a codebook is made of."""
    known = ("name", "version", *_TABLES)
    for name, value in table.items():
        if name not in known:
            return Fault(_("A codebook has no “{name}”.").format(name=name), name)
        wanted = list if name in _TABLES else str
        if not isinstance(value, wanted):
            return Fault(_("“{name}” is not written as it should be.").format(name=name), name)
    if not isinstance(table.get("name"), str):
        return Fault(_("The codebook needs a name."))
    for name in _TABLES:
        shape = {"labels": _LABEL, "fields": _FIELD}.get(name, _OPTION)
        for index, row in enumerate(table.get(name, ())):
            if why := _row_fault(row, shape):
                return Fault(why, name, index)
    return None


def _row_fault(row: object, shape: Mapping[str, type]) -> str:
    if not isinstance(row, dict):
        return _("An entry is a table of its own.")
    for name, value in row.items():
        if name not in shape:
            known = ", ".join(shape)
            return _("“{name}” is unknown here; known are {known}.").format(name=name, known=known)
        if not isinstance(value, shape[name]):
            return _("“{name}” has a value of the wrong kind.").format(name=name)
    if missing := next((name for name in shape if name in _NEEDED & set(shape) - set(row)), ""):
        return _("An entry lacks “{name}”.").format(name=missing)
    nested = row.get("choices", ())
    return next((why for choice in nested if (why := _row_fault(choice, _OPTION))), "")


_NEEDED = {"id", "value", "family", "layer"}


def _build(table: Mapping[str, Any]) -> Codebook:
    rows = table.get("labels", ())
    named = {row.get("name", ""): index for index, row in enumerate(rows, 1)}
    return Codebook(
        name=table["name"],
        version=table.get("version", ""),
        labels=tuple(_label(row, at, named) for at, row in enumerate(rows, 1)),
        fields=tuple(_field(row) for row in table.get("fields", ())),
        claim_links=tuple(LinkType(**_named(row)) for row in table.get("claim_links", ())),
        entity_links=tuple(LinkType(**_named(row)) for row in table.get("entity_links", ())),
        independence=tuple(Choice(**_named(row)) for row in table.get("independence", ())),
    )


def _label(row: Mapping[str, Any], at: int, named: Mapping[str, int]) -> Label:
    name = row.get("name", "")
    base = {"name": name, "code": name[:4].upper(), "key": "", **row}
    if "merged_into" in row:
        base["merged_into"] = named.get(row["merged_into"], -1)
    return Label(id=at, position=at, **base)


def _field(row: Mapping[str, Any]) -> Field:
    choices = tuple(Choice(**_named(choice)) for choice in row.get("choices", ()))
    return Field(**{"name": row["id"], **row, "choices": choices})


def _named(row: Mapping[str, str]) -> dict[str, str]:
    return {"key": "", "name": row["value"].replace("_", " ").capitalize(), **row}


def _label_row(label: Label, names: Mapping[int, str]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": label.name, "code": label.code, "family": label.family, "key": label.key,
        "conll": label.conll, "definition": label.definition,
    }  # fmt: skip
    if label.retired:
        row["retired"] = True
    if label.merged_into is not None:
        row["merged_into"] = names[label.merged_into]
    return row


def _field_row(field: Field) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": field.id, "name": field.name, "layer": field.layer, "key": field.key,
    }  # fmt: skip
    row |= {name: True for name in ("core", "many") if getattr(field, name)}
    row["definition"] = field.definition
    if field.choices:
        row["choices"] = [_option_row(choice) for choice in field.choices]
    return row


def _option_row(option: Choice | LinkType) -> dict[str, str]:
    return {name: getattr(option, name) for name in _OPTION}


def _line(text: str, fault: Fault) -> int:
    """The 1-based line where the faulty entry begins; 0 where it cannot be told."""
    if not fault.table:
        return 0
    table = re.escape(fault.table)
    places = [m.start() for m in re.finditer(rf"(?m)^[ \t]*\[\[\s*{table}\s*\]\]", text)]
    if fault.index < len(places):
        return text.count("\n", 0, places[fault.index]) + 1
    other = re.search(rf"(?m)^[ \t]*(?:\[+\s*)?{table}\b", text)
    return text.count("\n", 0, other.start()) + 1 if other else 0
