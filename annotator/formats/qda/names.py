"""Ids and names in a project of REFI-QDA: the same export has the same ids, and ours are known.

Spans, articles, entities and notes carry our own id inside of theirs; codes, people and variables
get one of their name, so that projects of one codebook fit together in another program.
"""

import re
from functools import lru_cache
from uuid import UUID, uuid5

from annotator.model import NOT_APPLICABLE, Codebook, Field, Label

NAMESPACE = "urn:QDA-XML:project:1.0"
PROJECT_FILE, SOURCES, OURS = "project.qde", "sources", "annotator"
INTERNAL = "internal://"

CLAIM, ANSWERS = "claim", "judgements"
"""The codes above the parts of claims, and above the fields that are answered by choice."""

UNCODED = "selection"
"""The label of a place that has no code."""

_KINDS = ("article", "span", "entity", "note")
_MARK = 0x616E6E6F74  # "annot"
_OWN = UUID("7b2ae0c4-5d52-5e0c-9d6a-0c1f2b8f6e11")
_LOW = 62
_HUE = re.compile(r"#[0-9a-fA-F]{6}")
_HUES = {
    "who": "#263a7f", "body": "#9e6203", "place": "#347e48", "event": "#5d2c36",
    "date": "#6c6f78", "quantity": "#3e3d02",
}  # fmt: skip
_OTHER = "#5b5e66"


def guid(kind: str, id: int) -> str:
    """The id of a row of ours: a UUID of version 8 with the row's id in it."""
    high, low = divmod(id, 1 << _LOW)
    head = (_MARK << 8) | _KINDS.index(kind)
    return str(UUID(int=(head << 80) | (8 << 76) | (high << 64) | (2 << _LOW) | low))


def number(guid: str, kind: str) -> str:
    """Our id in one of theirs as text; theirs where there is none in it."""
    try:
        value = UUID(guid).int
    except ValueError:
        return guid
    if value >> 80 != (_MARK << 8) | _KINDS.index(kind):
        return guid
    return str(((value >> 64) & 0xFFF) << _LOW | (value & ((1 << _LOW) - 1)))


@lru_cache(maxsize=4096)
def named(*words: str) -> str:
    """The id of what has no id of ours, of what it is called."""
    return str(uuid5(_OWN, "\x1f".join(words)))


def plain(guid: str | None) -> str:
    """An id as it is compared: small letters, no braces."""
    return (guid or "").strip().strip("{}").lower()


def hue(label: Label) -> str:
    """The colour of a label's code."""
    return label.family if _HUE.fullmatch(label.family) else _HUES.get(label.family, _OTHER)


def family(hue: str) -> str:
    """The family of a colour that we write, else the colour itself; "other" for none."""
    bare = hue.lower()
    if re.fullmatch("#[0-9a-f]{3}", bare):
        bare = "#" + "".join(2 * sign for sign in bare[1:])
    known = next((name for name, own in _HUES.items() if own == bare), "")
    return known or (bare if _HUE.fullmatch(bare) and bare != _OTHER else "other")


def label_code(codebook: Codebook, label: int) -> str:
    """The id of a label's code."""
    return named("code", codebook.label(label).name)


def role_code(role: str) -> str:
    """The id of the code of a part of claims."""
    return named("code", CLAIM, role)


def answer_code(codebook: Codebook, field: str, value: str) -> str:
    """The id of the code of an answer; "" where it is in words of its own."""
    known = next((each for each in codebook.fields if each.id == field), None)
    if known is None or value not in choices_of(known):
        return ""
    return named("code", ANSWERS, field, value)


def choices_of(field: Field) -> tuple[str, ...]:
    """The answers to a field that are codes; none where it is answered in words."""
    found = tuple(choice.value for choice in field.choices)
    return (*found, NOT_APPLICABLE) if found and NOT_APPLICABLE not in found else found


def choice_name(field: Field, value: str) -> str:
    """What the code of an answer is called: its value, and its wording where that says more."""
    choice = field.choice(value)
    return value if choice is None or choice.name in ("", value) else f"{value}: {choice.name}"


def choice_value(name: str) -> str:
    """The value in the name of the code of an answer."""
    return name.partition(": ")[0]
