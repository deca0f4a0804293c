"""How answers and fields are worded: in the list, in the form, in the status line, aloud."""

from annotator.i18n import _
from annotator.model import NOT_APPLICABLE, Choice, Field

DASH = "–"
_SHORT = 4


def is_grade(choice: Choice) -> bool:
    """True for a value that is its own key, such as 6 or D: it is shown beside its wording."""
    return choice.key.casefold() == choice.value.casefold()


def is_scale(field: Field) -> bool:
    """True for a field all of whose values are grades."""
    return bool(field.choices) and all(is_grade(choice) for choice in field.choices)


def lowered(name: str) -> str:
    """A name as it stands within a line: small, unless it begins with a capital of its own."""
    return name[:1].lower() + name[1:] if name[1:2].islower() or len(name) == 1 else name


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


def short(field: Field, value: str) -> str:
    """A value as it stands in a column: a grade, a dash, or a word cut to four letters."""
    if value == NOT_APPLICABLE:
        return DASH
    choice = field.choice(value)
    if choice is None or is_grade(choice):
        return value
    name = lowered(choice.name)
    return name if len(name) <= _SHORT + 1 else name[: _SHORT - 1].rstrip(" ,") + "."


def tip(choice: Choice) -> str:
    """What the tip of a value says: its wording, then its definition."""
    name = f"{choice.value}: {choice.name}" if is_grade(choice) else choice.name
    return f"{name}\n{choice.definition}" if choice.definition else name


def spoken(field: Field, value: str) -> str:
    """A field with its answer as it is read aloud: "credibility 6", "high confidence"."""
    choice, name = field.choice(value), field.name.lower()
    if value == NOT_APPLICABLE:
        return _("{field} not applicable").format(field=name)
    if choice is not None and not is_grade(choice) and len(choice.name) <= 8:
        return _("{value} {field}").format(value=choice.name.lower(), field=name)
    return f"{name} {worded(field, value) if choice and not is_grade(choice) else value}"
