"""Where the textbounds of a file lie in the stored text, found by the words they say they cover."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from annotator.formats.common import fitting
from annotator.formats.common.fitting import Cover, Fitted, fit
from annotator.formats.standoff.fragments import Range, flat, healed
from annotator.formats.standoff.parsing import Textbound
from annotator.formats.values import Unfit
from annotator.i18n import _
from annotator.offsets import UNITS, reader, writer
from annotator.text import Cleaned, clean, to_stored

_JOINTS = (" ", "", " [...] ", " ... ", "[...]", "...")
_LEFT_OUT = re.compile(r"\s+|\[?\.\.\.\]?")


@dataclass(frozen=True, slots=True)
class Places:
    """The ranges of each textbound that fits, those that fit nothing, and how the file counts."""

    ranges: dict[str, tuple[Range, ...]]
    unfit: tuple[Unfit, ...]
    counted: str


def places(original: str, textbounds: Iterable[Textbound], *, unfitting: bool) -> Places:
    """Find all textbounds; with `unfitting` those that fit nothing are taken as they stand."""
    marks = tuple(textbounds)
    covers = [tuple(_covers(mark)) for mark in marks]
    found = fit(original, [each for some in covers for each in some], same=_same)
    cleaned, at = clean(original), 0
    ranges: dict[str, tuple[Range, ...]] = {}
    unfit: list[Unfit] = []
    for mark, some in zip(marks, covers, strict=True):
        there = found.ranges[at : at + len(some)]
        at += len(some)
        fits = tuple(each for each in there if each is not None and each[0] < each[1])
        if len(fits) < len(there) or not _says_so(mark, some, fits, cleaned.text):
            fits = _as_they_stand(mark, cleaned) if unfitting else ()
        if fits:
            ranges[mark.id] = healed(cleaned.text, fits)
        else:
            whole = Cover(mark.fragments[0][0], mark.fragments[-1][1], mark.quote)
            unfit.append(fitting.unfit(whole, mark.type, original, line=mark.line))
    return Places(ranges, tuple(unfit), _told(found))


def _covers(mark: Textbound) -> Iterator[Cover]:
    """A textbound's fragments with their words, where these can be told apart."""
    dealt = _dealt(mark.quote, [end - start for start, end in mark.fragments])
    for (start, end), quote in zip(mark.fragments, dealt, strict=True):
        yield Cover(start, end, quote)


def _dealt(quote: str | None, lengths: list[int]) -> list[str | None]:
    if quote is None or len(lengths) == 1:
        return [quote] * len(lengths)
    for unit in UNITS[:3]:
        to_point, total = reader(quote, unit), writer(quote, unit)(len(quote))
        for joint in _JOINTS:
            if sum(lengths) + len(joint) * (len(lengths) - 1) == total:
                return list(_cut(quote, lengths, len(joint), to_point))
    return [None] * len(lengths)


def _cut(
    quote: str, lengths: list[int], joint: int, to_point: Callable[[int], int | None]
) -> Iterator[str]:
    at = 0
    for length in lengths:
        yield quote[to_point(at) : to_point(at + length)]
        at += length + joint


def _same(found: str, quote: str) -> bool:
    return found == quote or flat(clean(found).text) == flat(clean(quote).text)


def _says_so(
    mark: Textbound, covers: tuple[Cover, ...], ranges: tuple[Range, ...], text: str
) -> bool:
    """Where the words could not be dealt out to the fragments: whether they are those, all told."""
    if mark.quote is None or all(each.quote is not None for each in covers):
        return True
    words = "".join(text[start:end] for start, end in ranges)
    return _LEFT_OUT.sub("", words) == _LEFT_OUT.sub("", clean(mark.quote).text)


def _as_they_stand(mark: Textbound, cleaned: Cleaned) -> tuple[Range, ...]:
    """A textbound's fragments as code points, clipped to the text."""
    clipped = (
        tuple(min(to_stored(cleaned.removed, at), len(cleaned.text)) for at in fragment)
        for fragment in mark.fragments
    )
    return tuple((start, end) for start, end in clipped if start < end)


def _told(found: Fitted) -> str:
    if found.told or found.is_proven:
        return found.told
    return _("The file does not say what its offsets count; they were taken for code points.")
