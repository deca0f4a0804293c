"""Marks as a file counts them, turned into spans and predictions of the stored text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.formats.common.fitting import Cover, Fitted, fit, unfit
from annotator.formats.values import ReadOptions, ReadPrediction, ReadSpan, Unfit
from annotator.i18n import _
from annotator.offsets import UNITS


@dataclass(frozen=True, slots=True)
class Mark:
    """A region of a file; one with a `provider` was proposed by a model."""

    id: str
    cover: Cover
    label: str
    role: str = ""
    annotator: str = ""
    provider: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """The spans and predictions that marks come to, and those that fit nothing."""

    spans: tuple[ReadSpan, ...]
    predictions: tuple[ReadPrediction, ...]
    unfit: tuple[Unfit, ...]
    counted: str


def gathered(
    original: str, marks: Sequence[Mark], options: ReadOptions, *,
    units: Sequence[str] = UNITS, same: Callable[[str, str], bool] | None = None,
) -> Gathered:  # fmt: skip
    """The marks at their places in the stored text; `units` in the order to prefer them."""
    fitted = fit(original, [mark.cover for mark in marks], units=units, same=same)
    spans, predictions, misfits = [], [], []
    for mark, place in zip(marks, fitted.ranges, strict=True):
        if place is None and options.unfitting:
            place = _clipped(mark.cover, original)
        if place is None or place[0] >= place[1]:
            misfits.append(unfit(mark.cover, mark.label or mark.role, original))
        elif mark.provider:
            predictions.append(
                ReadPrediction(*place, mark.label or mark.role, mark.provider, mark.score)
            )
        else:
            spans.append(
                ReadSpan(mark.id, *place, mark.annotator, label=mark.label, role=mark.role)
            )
    return Gathered(tuple(spans), tuple(predictions), tuple(misfits), _told(fitted, bool(marks)))


def _clipped(cover: Cover, original: str) -> tuple[int, int] | None:
    """What of a range lies in the text at all; line ends as they are stored."""
    ends = fit(original, [Cover(_inside(cover.start, original), _inside(cover.end, original))])
    return ends.ranges[0]


def _inside(at: int, text: str) -> int:
    return min(max(at, 0), len(text))


def _told(fitted: Fitted, any_marks: bool) -> str:
    if fitted.is_proven or not any_marks:
        return fitted.told
    told = _("The file does not say which words its marks cover; offsets were taken for {unit}.")
    return told.format(unit=fitted.unit)
