"""Code points to the units other programs count in, and back: the only place that converts.

Python counts code points; Qt, JavaScript and UIMA count UTF-16 units, where a character beyond
U+FFFF (an emoji, a rare ideograph) takes two. Some files count bytes of UTF-8, or characters as
people see them (grapheme clusters).
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate

import regex

UNITS = ("code points", "UTF-16", "bytes", "graphemes")

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_CLUSTER = regex.compile(r"\X")


class OffsetMap:
    """Positions of one text in both units. A text without astral characters maps to itself."""

    __slots__ = ("_points", "_units")

    def __init__(self, text: str) -> None:
        points = [] if text.isascii() else [m.start() for m in _ASTRAL.finditer(text)]
        self._points: Sequence[int] = points
        self._units: Sequence[int] = [point + i for i, point in enumerate(points)]

    @property
    def is_identity(self) -> bool:
        """True where both units agree over the whole text."""
        return not self._points

    def to_units(self, point: int) -> int:
        """The UTF-16 position of a code point position."""
        return point + bisect_left(self._points, point) if self._points else point

    def to_point(self, unit: int) -> int:
        """The code point position of a UTF-16 position; inside a surrogate pair, that character."""
        return unit - bisect_left(self._units, unit) if self._units else unit


def units_of(text: str) -> tuple[str, ...]:
    """The units in which positions in the text can differ, code points first."""
    if text.isascii():
        return UNITS[:1]
    marks = len(_CLUSTER.findall(text)) != len(text)
    wide = _ASTRAL.search(text) is not None
    return ("code points", *["UTF-16"] * wide, "bytes", *["graphemes"] * marks)


def reader(text: str, unit: str) -> Callable[[int], int | None]:
    """From a position counted in a unit to code points; None inside a character or outside the
    text. The table is made once, so keep the function for all positions of a text.
    """
    if unit == "code points" or text.isascii():
        return lambda at: at if 0 <= at <= len(text) else None
    if unit == "graphemes":
        starts = [*(m.start() for m in _CLUSTER.finditer(text)), len(text)]
        return lambda at: starts[at] if 0 <= at < len(starts) else None
    back = OffsetMap(text).to_point if unit == "UTF-16" else partial(bisect_left, _bytes(text))
    there = writer(text, unit)

    def found(at: int) -> int | None:
        point = back(at)
        return point if 0 <= point <= len(text) and there(point) == at else None

    return found


def writer(text: str, unit: str) -> Callable[[int], int]:
    """From a position in code points to one counted in a unit; in graphemes, that of the cluster
    it lies in.
    """
    if unit == "code points" or text.isascii():
        return lambda point: point
    if unit == "UTF-16":
        return OffsetMap(text).to_units
    if unit == "bytes":
        return _bytes(text).__getitem__
    ends = [m.end() for m in _CLUSTER.finditer(text)]
    return lambda point: bisect_left(ends, point + 1)


def _bytes(text: str) -> Sequence[int]:
    """Where each character of a text begins in UTF-8, and where the last one ends."""
    sizes = (1 + (c > "\x7f") + (c > "\u07ff") + (c > "\uffff") for c in text)
    return [0, *accumulate(sizes)]
