"""Judging: a field of the codebook waits, and its keys answer it; nothing else ever grades."""

from functools import partial

from annotator.gui import judging
from annotator.gui.command import PLAIN, Command, command
from annotator.gui.commands.claim import has_claim
from annotator.gui.desk import Desk
from annotator.i18n import _N, _
from annotator.model import NOT_APPLICABLE, Choice, Field
from annotator.wording import lowered

_CARD = "reliability"


@command(
    "Claim",
    _N("Judge"),
    keys="j",
    when=has_claim,
    bar=_N("judge"),
    section=6,
    also=_N("rate, grade, score"),
)
def judge(desk: Desk) -> None:
    """Let the first open question about the claim wait for a key."""
    judging.begin(desk)


def made_for(desk: Desk) -> tuple[Command, ...]:
    """For each field a command that lets it wait, and one for each of its answers."""
    if desk.project is None:
        return ()
    book = desk.project.codebook
    return tuple(
        one
        for field in book.fields
        for one in (_ask(field), *_answers(field), *_astray(field, book.core))
    )


def _ask(field: Field) -> Command:
    """Let a field wait; the core fields wait by themselves, so they need no key."""
    own = field.key if field.layer == "claim" else f"Shift+{field.key}"
    keys = (own,) if field.key and not field.core else ()
    return Command(f"judge.ask.{field.id}", "Claim", field.name, partial(_wait, field=field), keys,
                   PLAIN, has_claim, section=7)  # fmt: skip


def _wait(desk: Desk, field: Field) -> None:
    desk.look(field=field.id, waits="")


def _answers(field: Field) -> list[Command]:
    place = f"field:{field.id}"
    made = [_answer(field, choice, place) for choice in field.choices]
    if field.choices:
        made.append(_answer(field, Choice(NOT_APPLICABLE, "0", _("not applicable")), place))
    if field.id == _CARD:
        made += [_card(choice, place) for choice in field.choices]
    for name, title, key, act in (
        ("leave", _N("Leave it empty"), "Tab", judging.leave),
        ("back", _N("Back to the field before"), "Shift+Tab", judging.back),
        ("end", _N("Go on"), "Enter", judging.leave),
    ):
        made.append(Command(f"judge.{name}.{field.id}", "", title, act, (key,), place, has_claim))
    return made


def _answer(field: Field, choice: Choice, place: str) -> Command:
    act = partial(judging.answer, field_id=field.id, value=choice.value)
    name = lowered(choice.name)
    return Command(f"judge.{field.id}.{choice.value}", "", f"{field.name}: {name}", act,
                   (choice.key,), place, has_claim, name)  # fmt: skip


def _card(choice: Choice, place: str) -> Command:
    title = _("Grade the source itself: {name}").format(name=lowered(choice.name))
    return Command(f"judge.card.{choice.value}", "", title,
                   partial(judging.grade_source, value=choice.value),
                   (f"Shift+{choice.key}",), place, has_claim)  # fmt: skip


def _astray(field: Field, core: tuple[Field, ...]) -> list[Command]:
    """What the keys of the other scales do while a field waits: they say what it takes. Elsewhere
    they are commands, and a hand that grades has none of these in mind.
    """
    own = {choice.key for choice in field.choices}
    keys = {choice.key for other in core for choice in other.choices} - own
    if not own or not keys:
        return []
    title = _("No answer to {field}").format(field=field.name)
    return [Command(f"judge.astray.{field.id}", "", title, partial(_say_keys, field=field),
                    tuple(sorted(keys)), f"astray:{field.id}", has_claim)]  # fmt: skip


def _say_keys(desk: Desk, field: Field) -> None:
    keys = ", ".join(choice.key for choice in field.choices)
    desk.say(_("{field} takes {keys}, or 0 where it does not apply. Esc stops judging.").format(
        field=field.name, keys=keys), "warn")  # fmt: skip
