"""Suggestions: go to the next, take it, refuse it, or all of the article at once."""

from annotator.edits import suggestions
from annotator.gui import suggesting
from annotator.gui.command import SUGGESTION, command
from annotator.gui.desk import Desk
from annotator.i18n import _N, _
from annotator.suggestion import Suggestion


def has_any(desk: Desk) -> bool | str:
    """True where something is suggested on the open article."""
    return bool(suggesting.standing(desk)) or _("Nothing is suggested here.")


def waits(desk: Desk) -> bool | str:
    """True with the words of a suggestion selected, in a project that can be changed."""
    if suggesting.waiting(desk) is None:
        return _("Go to a suggestion first.")
    return desk.can_edit


def can_decide(desk: Desk) -> bool | str:
    """True where something is suggested and can be decided."""
    found = has_any(desk)
    return desk.can_edit if found is True else found


@command("Go", _N("Next suggestion"), keys="f", when=has_any, bar=_N("next suggestion"), section=2)
def following(desk: Desk) -> None:
    """Select the words of the next suggestion."""
    _step(desk, 1)


@command("Go", _N("Previous suggestion"), keys="Shift+f", when=has_any, section=2)
def previous(desk: Desk) -> None:
    """Select the words of the suggestion before."""
    _step(desk, -1)


@command("Mark", _N("Take the suggestion"), keys="y", place=SUGGESTION, when=waits,
         bar=_N("take it"), section=6)  # fmt: skip
def accept(desk: Desk) -> None:
    """Make a mention of the suggestion whose words are selected, and go to the next."""
    one = suggesting.waiting(desk)
    if one is not None and (outcome := desk.edit(suggestions.accept, one)):
        desk.tell(outcome)
        _after(desk, one)


@command("Mark", _N("Refuse the suggestion"), keys="r", place=SUGGESTION, when=waits,
         bar=_N("refuse it"), section=6)  # fmt: skip
def reject(desk: Desk) -> None:
    """Never suggest it again, and go to the next."""
    one = suggesting.waiting(desk)
    if one is not None and (outcome := desk.edit(suggestions.reject, one)):
        desk.tell(outcome)
        _after(desk, one)


@command("Mark", _N("Take all suggestions"), when=can_decide, section=6)
def accept_all(desk: Desk) -> None:
    """Make mentions of all suggestions of the article, as one step."""
    if outcome := desk.edit(suggestions.accept_all, suggesting.standing(desk)):
        desk.tell(outcome)


@command("Mark", _N("Refuse all suggestions"), when=can_decide, section=6)
def reject_all(desk: Desk) -> None:
    """Never make these suggestions again, as one step."""
    if outcome := desk.edit(suggestions.reject_all, suggesting.standing(desk)):
        desk.tell(outcome)


@command("View", _N("Suggestions"), section=2, checked=lambda desk: desk.settings.suggestions)
def show(desk: Desk) -> None:
    """Draw what is suggested, or hide it."""
    desk.set(suggestions=not desk.settings.suggestions)


def _step(desk: Desk, step: int) -> None:
    found, focus = suggesting.standing(desk), desk.focus
    place = (focus.start, focus.end)
    if step > 0:
        after = [s for s in found if (s.start, s.end) > place]
        suggesting.look(desk, (after or found)[0])
    else:
        before = [s for s in found if (s.start, s.end) < place]
        suggesting.look(desk, (before or found)[-1])


def _after(desk: Desk, decided: Suggestion) -> None:
    """Go to the next suggestion behind the one decided, where there is one."""
    later = [s for s in suggesting.standing(desk) if s.start >= decided.start]
    if later:
        desk.look(
            start=later[0].start, end=later[0].end, ready=-1, span=None, entity=None, field=""
        )
