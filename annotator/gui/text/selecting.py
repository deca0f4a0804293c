"""What a drag, a click and a key select: points in, points out, no widget."""

from annotator.text import sentence_at, snap_grapheme, snap_words, trim, word_at

Range = tuple[int, int]


def dragged(text: str, anchor: Range, point: int, *, exact: bool) -> Range:
    """Anchor and caret of a selection drawn from the anchor range to a point.

    Whole words, or with `exact` whole characters as people see them; edge blanks are left out.
    """
    low, high = min(anchor[0], point), max(anchor[1], point)
    if low == high:
        return point, point
    low, high = _snapped(text, low, high, exact=exact)
    if low >= high:
        return point, point
    return (high, low) if point < anchor[0] else (low, high)


def moved_edge(text: str, span: Range, *, first: bool, point: int, exact: bool) -> Range:
    """A span with one edge moved to a point, by words or characters; never empty."""
    start, end = span[0], min(span[1], len(text))
    low, high = (min(point, end - 1), end) if first else (start, max(point, start + 1))
    low, high = _snapped(text, low, high, exact=exact)
    if low >= high:
        return span
    return (low, end) if first else (start, high)


def unit_at(text: str, point: int, clicks: int) -> Range:
    """What a double (2) or triple (3) click takes."""
    return sentence_at(text, point) if clicks >= 3 else word_at(text, point)


def _snapped(text: str, low: int, high: int, *, exact: bool) -> Range:
    """Whole words or characters, without edge blanks; only the edges are looked at."""
    if exact:
        low, high = snap_grapheme(text, low, False), snap_grapheme(text, high, True)
    else:
        low, high = snap_words(text, low, low + 1)[0], snap_words(text, high - 1, high)[1]
    return trim(text, low, high)
