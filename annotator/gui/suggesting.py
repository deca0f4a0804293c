"""Suggestions in the window: what stands on the open article, which one waits, how it is drawn."""

from annotator.gui.desk import Desk
from annotator.gui.text.marks import Mark
from annotator.i18n import _
from annotator.model import Label, Page
from annotator.suggestion import Suggestion


def standing(desk: Desk) -> tuple[Suggestion, ...]:
    """What is suggested on the open article, in text order; nothing where that is switched off."""
    if desk.project is None or desk.page is None or not desk.settings.suggestions:
        return ()
    return desk.project.suggestions(desk.page.article.id)


def waiting(desk: Desk) -> Suggestion | None:
    """The suggestion whose words are selected, which the keys decide now."""
    focus = desk.focus
    if not focus.has_words:
        return None
    here = (s for s in standing(desk) if (s.start, s.end) == (focus.start, focus.end))
    return next(here, None)


def at(desk: Desk, point: int) -> Suggestion | None:
    """The shortest suggestion over a code point."""
    here = [s for s in standing(desk) if s.start <= point < s.end]
    return min(here, key=lambda s: s.end - s.start, default=None)


def look(desk: Desk, suggestion: Suggestion) -> None:
    """Select the words of a suggestion and say what is suggested."""
    desk.look(
        start=suggestion.start, end=suggestion.end, ready=-1, span=None, entity=None, field=""
    )
    desk.say(words(desk, suggestion))


def words(desk: Desk, suggestion: Suggestion) -> str:
    """What is suggested, by whom, and how sure it is."""
    told = _("{code}? {quote}, suggested by {provider}")
    if suggestion.score is not None:
        told = _("{code}? {quote}, suggested by {provider}, sure to {score:.0%}")
    return told.format(
        code=code_of(desk.page, suggestion) if desk.page else suggestion.label,
        quote=" ".join(suggestion.quote.split()),
        provider=suggestion.provider,
        score=suggestion.score,
    )


def code_of(page: Page, suggestion: Suggestion) -> str:
    """The code of its label, or the label's name where the codebook lacks it."""
    label = _label(page, suggestion)
    return label.code if label is not None else suggestion.label


def mark_of(page: Page, suggestion: Suggestion) -> Mark:
    """How a suggestion is drawn on the words."""
    label = _label(page, suggestion)
    return Mark(
        suggestion.id,
        suggestion.start,
        suggestion.end,
        "mention",
        code_of(page, suggestion),
        label.family if label is not None else "other",
        dashed=True,
    )


def _label(page: Page, suggestion: Suggestion) -> Label | None:
    name = suggestion.label.casefold()
    return next((x for x in page.codebook.active_labels if x.name.casefold() == name), None)
