"""Code points to UTF-16 units and back: the only place where the two are converted.

Python counts code points; Qt, JavaScript and UIMA count UTF-16 units, where a character
beyond U+FFFF (an emoji, a rare ideograph) takes two.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


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
