"""Spans as brat's fragments: cut where its line-based files cannot go, pieces put together.

brat joins the text of fragments by one blank, and its parser splits lines where `splitlines`
does; a tab would end the text for most other readers.
"""

import re
from collections.abc import Iterable

from annotator.model import Span

Range = tuple[int, int]

_UNHOLDABLE = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_ONE = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def cut(text: str, start: int, end: int) -> tuple[Range, ...]:
    """The fragments of a span without the characters that a line cannot hold."""
    found, at = [], start
    for gap in _UNHOLDABLE.finditer(text, start, end):
        if at < gap.start():
            found.append((at, gap.start()))
        at = gap.end()
    if at < end:
        found.append((at, end))
    return tuple(found)


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in order, those that overlap made one."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def tracks(spans: Iterable[Span]) -> tuple[tuple[Span, ...], ...]:
    """Spans dealt into as few rows as needed so that none overlaps another of its row."""
    rows: list[list[Span]] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end, each.id)):
        row = next((row for row in rows if row[-1].end <= span.start), None)
        if row is None:
            rows.append([span])
        else:
            row.append(span)
    return tuple(map(tuple, rows))


def covered(text: str, ranges: Iterable[Range]) -> str:
    """The text of fragments as brat writes it."""
    return " ".join(text[start:end] for start, end in ranges)


def healed(text: str, ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Fragments that only what a line cannot hold lies between, made one again: nobody marked
    them apart, they were cut.
    """
    found: list[Range] = []
    for start, end in ranges:
        if found and _UNHOLDABLE.fullmatch(text, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def flat(words: str) -> str:
    """Words as a line can hold them, blanks at their ends left off."""
    return _ONE.sub(" ", words).strip()
