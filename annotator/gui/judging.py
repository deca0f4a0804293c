"""Judging: the fields of the codebook about the open claim, answered one after the other.

The field that waits is `desk.focus.field`; keys and clicks both answer it through here. The core
fields follow one another; any other field waits alone. A derived answer counts as answered.
"""

from collections.abc import Iterable, Mapping
from operator import is_not

from PySide6.QtGui import QKeySequence

from annotator import rules
from annotator.edits import judgements
from annotator.gui.desk import Desk
from annotator.gui.spoken import number
from annotator.i18n import _
from annotator.model import NOT_APPLICABLE, Claim, Codebook, Field, Judgement, Page
from annotator.wording import graded, lowered, worded

CARD = "reliability"

Answers = Mapping[str, tuple[Judgement, ...]]


# questions


def answers(desk: Desk, claim: int) -> Answers:
    """All answers about a claim that this annotator sees: the shared ones and their own."""
    page = desk.page
    if page is None or desk.project is None:
        return {}
    return seen_by(desk.project.annotator.id, page.codebook, page.about(claim=claim))


def seen_by(annotator: int, codebook: Codebook, about: Iterable[Judgement]) -> Answers:
    """Of answers about one claim those that an annotator sees, by field, in their order."""
    shared = {field.id for field in codebook.layer("claim")}
    found: dict[str, tuple[Judgement, ...]] = {}
    for one in sorted(about, key=lambda one: one.order):
        if one.field in shared or one.annotator == annotator:
            found[one.field] = (*found.get(one.field, ()), one)
    return found


def given(desk: Desk, field_id: str) -> tuple[Judgement, ...]:
    """The answers to a field of the open claim."""
    return answers(desk, desk.focus.claim).get(field_id, ()) if desk.focus.claim else ()


def has_source(page: Page, claim: Claim) -> bool:
    """True where somebody stands behind a claim: the author, an entity, or words that name it."""
    return claim.source is not None or bool(page.parts(claim.id, "source"))


# the field that waits


def begin(desk: Desk) -> None:
    """Let the first open core field wait; the first of all where none is open."""
    page, claim = desk.page, desk.focus.claim
    if page is None or claim is None:
        desk.say(_("Open a claim first."), "warn")
    elif core := page.codebook.core:
        given = answers(desk, claim)
        first = next((field for field in core if field.id not in given), core[0])
        desk.look(field=first.id, waits="")


def go_on(desk: Desk) -> None:
    """After a part was given: let the first open core field wait; nothing where none is open."""
    page, claim = desk.page, desk.focus.claim
    if page is not None and claim is not None:
        given = answers(desk, claim)
        if any(field.id not in given for field in page.codebook.core):
            begin(desk)


class Judged:
    """What `rules.judged` finds, kept while it stays: most edits change no judgement."""

    def __init__(self) -> None:
        self._ground: tuple[object, ...] = ()
        self._found: set[int] = set()

    def of(self, page: Page, annotator: int | None) -> set[int]:
        """The claims of a page that an annotator judged."""
        ground = page.judgements, page.codebook, annotator
        if len(self._ground) != len(ground) or any(map(is_not, ground, self._ground)):
            self._ground, self._found = ground, rules.judged(page, annotator)
        return self._found


def leave(desk: Desk) -> None:
    """Go on to the next core field without answering; after the last, and elsewhere, stop."""
    _step(desk, 1)


def back(desk: Desk) -> None:
    """Go back to the core field before; the first one keeps waiting."""
    _step(desk, -1)


def stop(desk: Desk) -> None:
    """Let nothing wait any more."""
    desk.look(field="")


def _step(desk: Desk, step: int) -> None:
    core = [field.id for field in desk.page.codebook.core] if desk.page else []
    if desk.focus.field not in core:
        stop(desk)
        return
    place = max(core.index(desk.focus.field) + step, 0)
    desk.look(field=core[place] if place < len(core) else "")


# answering


def answer(desk: Desk, field_id: str, value: str) -> bool:
    """Answer a field of the open claim and go on; False where a rule or the disk said no.

    A second value takes the place of the first, the same again changes nothing; of a field that
    takes many it is added or taken away, and the field goes on waiting.
    """
    page, claim = desk.page, desk.focus.claim
    if page is None or claim is None:
        return False
    field, given = page.codebook.field(field_id), answers(desk, claim).get(field_id, ())
    values = _values(field, given, value)
    if not _stands(given, values):
        shared = field.layer == "claim"
        if desk.edit(judgements.answer, claim, field_id, *values, shared=shared) is None:
            return False
        desk.say(_told(page, claim, field, values))
    if not field.many or value == NOT_APPLICABLE:
        _go_on(desk, field)
    return True


def not_applicable(desk: Desk) -> bool:
    """Say that the waiting field does not apply to the open claim, and go on."""
    return bool(desk.focus.field) and answer(desk, desk.focus.field, NOT_APPLICABLE)


def clear(desk: Desk, field_id: str) -> bool:
    """Leave a field of the open claim unanswered; what follows from others is derived again."""
    page, claim = desk.page, desk.focus.claim
    if page is None or claim is None or field_id not in answers(desk, claim):
        return False
    field = page.codebook.field(field_id)
    shared = field.layer == "claim"
    if desk.edit(judgements.answer, claim, field_id, shared=shared) is None:
        return False
    desk.say(_told(page, claim, field, ()))
    return True


def write(desk: Desk, claim: int, field_id: str, words: str) -> bool:
    """Keep what was written into a field of free text; "" leaves it unanswered.

    The claim is named, since a visit to the field may end when another claim is open already.
    """
    if desk.project is None:
        return False
    field = desk.project.codebook.field(field_id)
    values = (words,) if words else ()
    shared = field.layer == "claim"
    if desk.edit(judgements.answer, claim, field_id, *values, shared=shared) is None:
        return False
    if desk.page is not None and claim in desk.page.claims:
        desk.say(_told(desk.page, claim, field, values))
    return True


def grade_source(desk: Desk, value: str) -> bool:
    """Write the letter on the card of the open claim's source; the claim takes it from there."""
    page, claim = desk.page, desk.focus.claim
    if page is None or claim is None:
        return False
    source = page.live(page.claims[claim].source)
    if source is None:
        desk.say(_("This claim names no source that could be graded."), "warn")
        return False
    if desk.edit(judgements.grade, source, CARD, value) is None:
        return False
    field, name = page.codebook.field(CARD), page.entities[source].name
    text = _("{source} as a source: {grade}. Undo with {key}.")
    desk.say(text.format(source=name, grade=graded(field, value), key=_undo_key()))
    if desk.focus.field == CARD:
        _go_on(desk, field)
    return True


def _values(field: Field, given: tuple[Judgement, ...], value: str) -> tuple[str, ...]:
    """All values of a field after one was chosen."""
    if not value:
        return ()
    had = tuple(one.value for one in given if one.value != NOT_APPLICABLE)
    if not field.many or value == NOT_APPLICABLE:
        return (value,)
    return tuple(one for one in had if one != value) if value in had else (*had, value)


def _stands(given: tuple[Judgement, ...], values: tuple[str, ...]) -> bool:
    """True where just these values were given already, by a person and not by a rule."""
    same = tuple(one.value for one in given) == values
    return same and not any(one.derived for one in given)


def _go_on(desk: Desk, field: Field) -> None:
    """Let the next open core field wait after an answer; nothing after the last one.

    Where another field waits that is still open, as when a grade was mended by mouse, it stays.
    """
    page, claim, waiting = desk.page, desk.focus.claim, desk.focus.field
    if page is None or claim is None:
        return
    given, core = answers(desk, claim), page.codebook.core
    if waiting not in ("", field.id) and waiting not in given:
        return
    after = core[core.index(field) + 1 :] if field in core else ()
    desk.look(field=next((one.id for one in after if one.id not in given), ""))


def _told(page: Page, claim: int, field: Field, values: tuple[str, ...]) -> str:
    """What was answered, as the status line says it."""
    words = {"n": number(page, claim), "field": lowered(field.name), "key": _undo_key()}
    if not values:
        text = _("Claim {n}: {field} not answered. Undo with {key}.")
    elif field.choices:
        text = _("Claim {n}: {field} {value}. Undo with {key}.")
        one = graded(field, values[0]) if len(values) == 1 else ""
        words["value"] = one or ", ".join(worded(field, value) for value in values)
    else:
        text = _("Claim {n}: {field} written. Undo with {key}.")
    return text.format(**words)


def _undo_key() -> str:
    key = QKeySequence(QKeySequence.StandardKey.Undo)
    return key.toString(QKeySequence.SequenceFormat.NativeText) or "Ctrl+Z"
