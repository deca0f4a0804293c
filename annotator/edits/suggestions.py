"""Edits of suggestions: taken, they become mentions; refused, they are remembered and stay away."""

from collections.abc import Sequence

from annotator.edits import spans
from annotator.edits.work import Work, edit
from annotator.errors import Refused
from annotator.i18n import _N, _NN, _
from annotator.model import Label
from annotator.suggestion import Suggestion


@edit(_N("Take the suggestion {label} for {quote}"))
def accept(work: Work, suggestion: Suggestion) -> int:
    """Make a mention of a suggestion, and return it. Refused where the codebook lacks the label."""
    label = _label(work, suggestion)
    made = spans.add.run(work, suggestion.article, suggestion.start, suggestion.end, label.id)
    _decide(work, suggestion, "accepted")
    work.told.clear()
    work.tell(label=label.code, quote=suggestion.quote)
    return int(made)


@edit(_NN("Take {count} suggestion", "Take {count} suggestions"))
def accept_all(work: Work, suggestions: Sequence[Suggestion]) -> tuple[int, ...]:
    """Make mentions of suggestions as one step; what cannot be one is passed over."""
    made = []
    for each in suggestions:
        try:
            made.append(int(accept.run(work, each)))
        except Refused:
            continue
    if not made:
        raise Refused(_("None of these suggestions can be taken."))
    work.told.clear()
    work.tell(count=str(len(made)))
    return tuple(made)


@edit(_N("Refuse the suggestion {label} for {quote}"))
def reject(work: Work, suggestion: Suggestion) -> None:
    """Remember that a suggestion was refused."""
    _decide(work, suggestion, "rejected")
    work.article = suggestion.article
    work.tell(label=suggestion.label, quote=suggestion.quote)


@edit(_NN("Refuse {count} suggestion", "Refuse {count} suggestions"))
def reject_all(work: Work, suggestions: Sequence[Suggestion]) -> None:
    """Remember that all of these were refused, as one step."""
    for each in suggestions:
        reject.run(work, each)
    work.told.clear()
    work.tell(count=str(len(suggestions)))


def _label(work: Work, suggestion: Suggestion) -> Label:
    name = suggestion.label.casefold()
    found = next((x for x in work.codebook.active_labels if x.name.casefold() == name), None)
    if found is None:
        why = _("The codebook has no label {label}. Add it, or give another label by hand.")
        raise Refused(why.format(label=suggestion.label))
    return found


def _decide(work: Work, suggestion: Suggestion, verdict: str) -> None:
    work.insert(
        "verdicts",
        article=suggestion.article,
        start=suggestion.start,
        end=suggestion.end,
        label=suggestion.label,
        verdict=verdict,
        annotator=work.annotator,
    )
