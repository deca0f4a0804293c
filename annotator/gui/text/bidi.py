"""Writing directions: which way a paragraph runs, and where its characters really stand."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from PySide6.QtGui import QTextLine

Stretch = tuple[float, float]

_RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TOUCH = 0.6
_LEADING = QTextLine.Edge.Leading
TRAILING = QTextLine.Edge.Trailing


def has_right_to_left(text: str, start: int = 0, end: int | None = None) -> bool:
    """True where a character of a script written from right to left is among these."""
    found = None if text.isascii() else _RTL.search(text, start, len(text) if end is None else end)
    return found is not None


def runs_rightwards(text: str, start: int, end: int) -> bool:
    """True where a range surely is one stretch from left to right: letters of such a script at
    both ends, and none of the other kind between.
    """
    letters = text[start].isalpha() and text[end - 1].isalpha()
    return letters and not has_right_to_left(text, start, end)


def runs_right_to_left(text: str, direction: str) -> bool:
    """The way a paragraph runs: its first letter decides; in an article of the direction "rtl",
    one letter of that way is enough, and a paragraph without letters follows the article.
    """
    if has_right_to_left(text):
        return direction == "rtl" or _first_strong(text) != "L"
    return direction == "rtl" and not _first_strong(text)


def x_of(line: QTextLine, unit: int, edge: QTextLine.Edge = _LEADING) -> float:
    """Where a UTF-16 unit of a line's text begins or ends; right where one direction rules."""
    place, _ = line.cursorToX(unit, edge)  # type: ignore[misc]  # a pair, the stubs say object
    return place  # type: ignore[has-type,no-any-return]


def cells(line: QTextLine, first: int, last: int) -> list[Stretch]:
    """Where UTF-16 units of a line begin and end; one ends further left if written leftwards.

    `cursorToX` of a range's ends is wrong where directions mix. Asked for both edges of a unit it
    is right but at the start of a run; there the glyph is asked, which Qt in its turn misplaces
    inside a ligature.
    """
    leads = [x_of(line, unit) for unit in range(first, last + 1)]
    out = []
    for i, unit in enumerate(range(first, last)):
        lead, trail = leads[i], x_of(line, unit, TRAILING)
        if lead == trail:
            lead, trail = _glyph(line, unit, (lead, trail))
        elif min(lead, trail) < leads[i + 1] < max(lead, trail):
            trail = leads[i + 1]  # inside a ligature
        out.append((lead, trail))
    return out


def unit_at(known: Sequence[Stretch], x: float, *, between: bool) -> int:
    """The unit at or nearest to a place, or the nearest gap between two units."""
    _, index = min((max(min(c) - x, x - max(c), 0.0), i) for i, c in enumerate(known))
    lead, trail = known[index]
    nearer_end = abs(x - trail) < abs(x - lead)
    return index + 1 if between and nearer_end else index


def merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Stretches from left to right, those that touch put together."""
    out: list[Stretch] = []
    for left, right in sorted((min(each), max(each)) for each in stretches):
        if out and left <= out[-1][1] + _TOUCH:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        elif right > left:
            out.append((left, right))
    return tuple(out) or ((0.0, 0.0),)


def _glyph(line: QTextLine, unit: int, otherwise: Stretch) -> Stretch:
    for run in line.glyphRuns(unit, 1):
        box = run.boundingRect()
        if box.width() > 0:
            edges = (box.left(), box.right())
            return edges[::-1] if run.isRightToLeft() else edges
    return otherwise


def _first_strong(text: str) -> str:
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return kind
    return ""
