"""Further properties of a mark, such as those an import brought: a name and a value each."""

from collections.abc import Sequence
from functools import partial

from annotator.edits import entities
from annotator.gui.command import command
from annotator.gui.desk import Desk
from annotator.i18n import _N, _


def has_span(desk: Desk) -> bool | str:
    """True with a mark in focus."""
    return desk.can_edit if desk.focus.span is not None else _("Choose a mark first.")


@command("Mark", _N("Properties of the mark…"), when=has_span, section=5,
         also=_N("attributes, name and value"))  # fmt: skip
def properties(desk: Desk) -> None:
    """Write further properties of the chosen mark, one a line: a name, a colon, a value."""
    page, span = desk.page, desk.focus.span
    if page is not None and span is not None:
        given = [f"{one.name}: {one.value}" for one in page.attributes if one.span == span]
        _ask(desk, span, "\n".join(given), _("One a line: a name, a colon, a value."))


def _ask(desk: Desk, span: int, words: str, label: str) -> None:
    from annotator.gui.dialogs.asking import ask_words

    ask_words(desk, _N("Properties of the mark"), partial(_keep, desk, span), words=words,
              label=label, lines=True)  # fmt: skip


def _keep(desk: Desk, span: int, words: str) -> None:
    found = _pairs(words)
    if found is None:
        why = _("Write a name, a colon and a value on each line, such as “group: yes”.")
        _ask(desk, span, words, why)
    elif outcome := desk.edit(entities.set_attributes, "span", span, found):
        desk.tell(outcome)


def _pairs(words: str) -> Sequence[tuple[str, str]] | None:
    """The names and values on the lines; None where a line holds no such pair."""
    lines = [line.partition(":") for line in words.split("\n") if line.strip()]
    pairs = [(name.strip(), value.strip()) for name, _colon, value in lines]
    return pairs if all(name and value for name, value in pairs) else None
