"""Marks as a file counts them, turned into spans and predictions of the stored text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unicodedata import combining

from annotator.formats.common.fitting import Cover, Fitted, fit, unfit
from annotator.formats.values import ReadOptions, ReadPrediction, ReadSpan, Unfit
from annotator.i18n import _
from annotator.offsets import UNITS, reader, units_of

UNNAMED = "mark"  # the label of what a file gives no type
_JOINER = "\u200d"  # between signs that are drawn as one


@dataclass(frozen=True, slots=True)
class Mark:
    """A region of a file; one with a `provider` was proposed by a model. `line` is its own, 0 where
    it has none, `item` its number in a list of such, 0 where that is not known.
    """

    id: str
    cover: Cover
    label: str
    role: str = ""
    annotator: str = ""
    provider: str = ""
    score: float | None = None
    line: int = 0
    item: int = 0


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
    covers = [mark.cover for mark in marks]
    if all(cover.quote is None for cover in covers):
        units = _likeliest(original, covers, units)
    fitted = fit(original, covers, units=units, same=same)
    to_point = reader(original, fitted.unit)
    spans, predictions, misfits = [], [], []
    for mark, place in zip(marks, fitted.ranges, strict=True):
        if place is None and options.unfitting:
            place = _clipped(mark.cover, original)
        if place is None or place[0] >= place[1]:
            name = mark.label or mark.role
            at = {"line": mark.line, "item": mark.item}
            misfits.append(unfit(mark.cover, name, original, to_point, **at))
        elif mark.provider:
            predictions.append(
                ReadPrediction(*place, mark.label or mark.role, mark.provider, mark.score)
            )
        else:
            label = mark.label if mark.label or mark.role else UNNAMED
            spans.append(ReadSpan(mark.id, *place, mark.annotator, label=label, role=mark.role))
    return Gathered(
        tuple(spans), tuple(predictions), tuple(misfits), _told(fitted, original, covers, units)
    )


def _clipped(cover: Cover, original: str) -> tuple[int, int] | None:
    """What of a range lies in the text at all; line ends as they are stored."""
    ends = fit(original, [Cover(_inside(cover.start, original), _inside(cover.end, original))])
    return ends.ranges[0]


def _inside(at: int, text: str) -> int:
    return min(max(at, 0), len(text))


def _told(fitted: Fitted, original: str, covers: Sequence[Cover], units: Sequence[str]) -> str:
    """How the file counts; where it does not say, only if that would make a difference."""
    if fitted.is_proven or (
        "\r" not in original and len(set(_readings(original, covers, units).values())) < 2
    ):
        return fitted.told if fitted.is_proven else ""
    told = _("The file does not say which words its marks cover; offsets were taken for {unit}.")
    return told.format(unit=fitted.unit)


def _readings(
    original: str, covers: Sequence[Cover], units: Sequence[str]
) -> dict[str, tuple[int | None, ...]]:
    """Where the ends are in each of the units that can differ in this text."""
    found = {}
    for unit in [unit for unit in units if unit in units_of(original)] or UNITS[:1]:
        to_point = reader(original, unit)
        found[unit] = tuple(to_point(at) for each in covers for at in (each.start, each.end))
    return found


def _likeliest(original: str, covers: Sequence[Cover], units: Sequence[str]) -> Sequence[str]:
    """The units, those first that put most ends at the edge of a word: nothing else tells."""
    readings = _readings(original, covers, units)
    if len(set(readings.values())) < 2:
        return units
    return sorted(readings, key=lambda unit: -_edges(original, readings[unit]))


def _edges(text: str, ends: Sequence[int | None]) -> int:
    """How many ends lie at the edge of a word, and not beyond the blanks around it."""
    found = 0
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        if start is None or end is None or not start < end:
            continue
        inner, outer = (text[start], text[end - 1]), (text[start - 1 : start], text[end : end + 1])
        for mine, other in zip(inner, outer, strict=True):
            found += not mine.isspace() and not (mine.isalnum() and other.isalnum())
        found -= _splits(text, start) + _splits(text, end)
    return found


def _splits(text: str, at: int) -> bool:
    """True for a place within one sign: before an accent, or beside what joins signs to one."""
    here = text[at : at + 1]
    return _JOINER in (text[at - 1 : at], here) or (here != "" and bool(combining(here)))
