"""How stored values read: answers, links, states and levels in the words of the codebook and the
program, the same in lists, tips, the status line and the history.
"""

from collections.abc import Iterable, Sequence

from annotator.i18n import _N, _
from annotator.model import NOT_APPLICABLE, Choice, Codebook, Field, LinkType

STATUS_NAMES = {
    "untouched": _N("Not started"),
    "in_progress": _N("In progress"),
    "done": _N("Done"),
    "done_empty": _N("Done, nothing to mark"),
    "review": _N("Needs review"),
}
LEVEL_NAMES = {
    "NAM": _N("Name"),
    "NOM": _N("Description"),
    "PRO": _N("Pronoun"),
    "VAL": _N("Value"),
}


def lowered(name: str) -> str:
    """A name as it stands within a line: small, unless it begins with a capital of its own."""
    return name[:1].lower() + name[1:] if name[1:2].islower() or len(name) == 1 else name


def is_grade(choice: Choice) -> bool:
    """True for a value that is its own key, such as 6 or D: it is shown beside its wording."""
    return choice.key.casefold() == choice.value.casefold()


def worded(field: Field, value: str) -> str:
    """A value in words: "not usually reliable", "person", "not applicable"; free text as it is."""
    if value == NOT_APPLICABLE:
        return _("not applicable")
    choice = field.choice(value)
    return lowered(choice.name) if choice is not None else value


def graded(field: Field, value: str) -> str:
    """A value with its wording where the two differ: "6, cannot be judged"; else the wording."""
    choice = field.choice(value)
    if choice is None or not is_grade(choice):
        return worded(field, value)
    return f"{choice.value}, {lowered(choice.name)}"


def answered(codebook: Codebook, field: str, values: Sequence[str]) -> tuple[str, str]:
    """The name of a field and what was answered; what the codebook does not hold is spelled out."""
    known = next((one for one in codebook.fields if one.id == field), None)
    if known is None:
        return _spelled(field), ", ".join(map(_spelled, values)) or _("not answered")
    if len(values) == 1:
        return lowered(known.name), graded(known, values[0])
    return lowered(known.name), ", ".join(worded(known, one) for one in values) or _("not answered")


def linked(types: Iterable[LinkType], value: str) -> str:
    """What a type of link is called within a line."""
    return next((lowered(one.name) for one in types if one.value == value), _spelled(value))


def _spelled(value: str) -> str:
    return value.replace("_", " ")
