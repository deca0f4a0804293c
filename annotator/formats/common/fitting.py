"""How a file counts its offsets, found by testing what it says is covered against every reading.

Files say neither their unit nor whether a line end counts once or twice, and some say it wrongly.
What fits is used and told; what fits nothing is handed back as `Unfit`, never moved by guessing.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.formats.values import ReadArticle, Unfit
from annotator.i18n import _N, _
from annotator.offsets import reader, units_of
from annotator.text import Cleaned, clean, to_stored

_AS_IS = _N("as in the file")
_NO_MARK = _N("without the byte order mark")
_ONE = _N("line ends counted once")
_TWO = _N("line ends counted twice")


@dataclass(frozen=True, slots=True)
class Cover:
    """A range as a file counts it, and the text the file says lies there (None = not said)."""

    start: int
    end: int
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Fitted:
    """The reading that fits best: `ranges` of the stored text in code points, None where it does
    not fit. `is_proven` is False where the file does not say what is covered and readings differ.
    """

    ranges: tuple[tuple[int, int] | None, ...]
    unit: str = "code points"
    lines: str = _AS_IS
    is_proven: bool = True

    @property
    def told(self) -> str:
        """How the file counts, in words; "" where nothing had to be found out."""
        if self.unit == "code points" and self.lines == _AS_IS:
            return ""
        return _("Offsets count {unit}, {lines}.").format(unit=self.unit, lines=_(self.lines))


@dataclass(frozen=True, slots=True)
class _View:
    """The text as a file may have counted it, and the way from there to the stored text."""

    lines: str
    text: str
    stored: Callable[[int], int]


def fit(
    original: str,
    ranges: Sequence[Cover],
    *,
    units: Sequence[str] = ("code points", "UTF-16", "bytes", "graphemes"),
    same: Callable[[str, str], bool] | None = None,
) -> Fitted:
    """The reading of all ranges of a text that fits best; `units` in the order to prefer them.

    `original` is the text as the file has it, before cleaning. `same(found, quote)` says when a
    covered text is what the file says; by default it must be equal once cleaned.
    """
    cleaned, agree = clean(original), same or _same
    is_said = all(each.quote is not None for each in ranges)
    best, most, rivals = Fitted((None,) * len(ranges)), -1, False
    for view in _views(original, cleaned):
        for unit in _ordered(units, units_of(view.text)):
            found = _read(view, unit, ranges, agree)
            fits = sum(each is not None for each in found)
            if fits > most:
                best, most, rivals = Fitted(found, unit, view.lines), fits, False
            elif fits == most and found != best.ranges:
                rivals = True
            if is_said and fits == len(ranges):
                return best
    return replace(best, is_proven=is_said or not rivals)


def unfit(
    cover: Cover, label: str, original: str, to_point: Callable[[int], int | None] = int,
    *, line: int = 0, item: int = 0,
) -> Unfit:  # fmt: skip
    """What to tell of a range that fits nothing, in a file that counts so."""
    ends = [to_point(max(at, 0)) for at in (cover.start, cover.end)]
    there = original[slice(*(len(original) if at is None else at for at in ends))]
    return Unfit(cover.start, cover.end, label, cover.quote or "", clean(there).text, line, item)


def located(read: ReadArticle, line: int = 0, item: int = 0, file: str = "") -> ReadArticle:
    """An article that stands there, as one of a list or in one of several files: so do its misfits,
    where they do not say it better.
    """
    if not read.unfit:
        return read
    told = (u if u.line or u.item else replace(u, line=line, item=item) for u in read.unfit)
    return replace(read, unfit=tuple(replace(u, file=u.file or file) for u in told))


def _ordered(preferred: Sequence[str], possible: Sequence[str]) -> Iterator[str]:
    """The units worth trying, by preference; where none is, code points: all are the same then."""
    found = [unit for unit in preferred if unit in possible]
    return iter(found or ["code points"])


def _views(original: str, cleaned: Cleaned) -> Iterator[_View]:
    yield _View(_AS_IS, original, lambda at: to_stored(cleaned.removed, at))
    if original.startswith("\ufeff"):
        yield _View(_NO_MARK, original[1:], lambda at: to_stored(cleaned.removed, at + 1))
    if cleaned.removed:
        yield _View(_ONE, cleaned.text, lambda at: at)
    if "\n" in cleaned.text and "\r" not in original:
        yield _expanded(cleaned.text)


def _expanded(text: str) -> _View:
    """The text as one that has CRLF where it has LF."""
    wide = text.replace("\n", "\r\n")
    breaks = [at for at, char in enumerate(wide) if char == "\n"]
    return _View(_TWO, wide, lambda at: at - bisect_right(breaks, at - 1))


def _read(
    view: _View, unit: str, ranges: Sequence[Cover], same: Callable[[str, str], bool]
) -> tuple[tuple[int, int] | None, ...]:
    to_point = reader(view.text, unit)
    found: list[tuple[int, int] | None] = []
    for each in ranges:
        start, end = to_point(each.start), to_point(each.end)
        fits = start is not None and end is not None and start <= end
        if fits and each.quote is not None:
            fits = same(view.text[start:end], each.quote)
        found.append((view.stored(start or 0), view.stored(end or 0)) if fits else None)
    return tuple(found)


def _same(found: str, quote: str) -> bool:
    return found == quote or clean(found).text == clean(quote).text
