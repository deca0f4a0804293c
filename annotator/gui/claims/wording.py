"""How answers and fields are worded: in the list, in the form, in the status line, aloud."""

from annotator.i18n import _
from annotator.model import NOT_APPLICABLE, Choice, Field
from annotator.wording import is_grade, lowered, worded

DASH = "–"
_SHORT = 4


def is_scale(field: Field) -> bool:
    """True for a field all of whose values are grades."""
    return bool(field.choices) and all(is_grade(choice) for choice in field.choices)


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
    choice, name = field.choice(value), lowered(field.name)
    if value == NOT_APPLICABLE:
        return _("{field} not applicable").format(field=name)
    if choice is not None and not is_grade(choice) and len(choice.name) <= 8:
        return _("{value} {field}").format(value=choice.name.lower(), field=name)
    return f"{name} {worded(field, value) if choice and not is_grade(choice) else value}"
