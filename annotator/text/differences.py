"""What differs between two versions of a text: which words stand, which went, which came.

Sentences are aligned first, by those that stand once in each version, and only between them words,
so that a megabyte takes no longer than its changes. How much is compared is bounded by counts, not
by the clock: the same texts always give the same answer.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

import regex

from annotator.text.words import UNSPACED

SAME, GONE, NEW = "same", "gone", "new"
CHANGED, UNSURE = "changed", "unsure"  # what else may have become of words

_STOPS = "\n.!?…。！？।؟۔"
_ENDS = frozenset(_STOPS)
_PIECE = re.compile(rf"[^{_STOPS}]*(?:\n\s*|[.!?…。！？।؟۔]+[^\w\n]*|$)")
# Never less than what a reader takes for one character, so that no mark is cut in two.
_TOKEN = regex.compile(
    rf"(?V1)[{UNSPACED}]\p{{M}}*|[[\p{{L}}\p{{N}}_]--[{UNSPACED}]][[\p{{L}}\p{{N}}\p{{M}}_]--"
    rf"[{UNSPACED}]]*|\s|\X"
)
_WORD = re.compile(r"\w")
_TELLING = 12  # characters of a sentence that is taken for an anchor
_SLIDE = 200  # characters that a change is moved at most to a better place
_ROWS = (4, 16)  # tokens in a row, where single ones stand more than once
_SQUARE = 60_000  # tokens times tokens that are compared each with each
# In all: tokens looked at, pairs of them compared, characters searched for other such words.
_LOOKS, _CELLS, _SEARCHED = 6_000_000, 6_000_000, 1_000_000_000


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of two texts in code points: `[start, end)` of the older, `[there, there_end)` of the
    newer. What is GONE is empty there, what is NEW empty here; SAME words are equal character by
    character, and `sure` where no others could be meant.
    """

    kind: str
    start: int
    end: int
    there: int
    there_end: int
    sure: bool = False


Match = tuple[int, int, int]


class _Budget:
    """How much may still be compared."""

    def __init__(self) -> None:
        self.looks, self.cells = _LOOKS, _CELLS


class Alignment:
    """Where the words of the older text stand in the newer one."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._here = [each for each in segments if each.kind != NEW]
        self._starts = [each.start for each in self._here]

    def of(self, start: int, end: int) -> tuple[str, int]:
        """What became of `[start, end)` of the older text: SAME, and where it begins in the newer;
        else GONE, CHANGED or, where other words could be meant as well, UNSURE.
        """
        first = bisect_right(self._starts, start) - 1
        last = bisect_left(self._starts, end) - 1
        if start >= end or first < 0:
            return CHANGED, -1
        segment = self._here[first]
        if any(each.kind == SAME for each in self._here[first : last + 1]):
            if first != last:
                return CHANGED, -1
            return (SAME, segment.there + start - segment.start) if segment.sure else (UNSURE, -1)
        return GONE, -1


def differences(older: str, newer: str) -> tuple[Segment, ...]:
    """Two texts as segments in their order, which cover both without a gap; between two SAME ones
    stands at most one that is GONE, and then one that is NEW.
    """
    pieces, others = _split(older), _split(newer)
    budget = _Budget()
    starts, theres = _starts(pieces), _starts(others)
    once = _once(pieces) & _once(others)
    same, anchors = [], list[int]()
    for first, there, count in _aligned(pieces, others, budget):
        same.append((starts[first], theres[there], starts[first + count] - starts[first]))
        anchors += (starts[i] for i in range(first, first + count) if pieces[i] in once)
    same.append((len(older), len(newer), 0))
    whole = list(_within_gaps(older, newer, same, budget))
    return _sure(older, newer, _segments(older, newer, whole), anchors)


def _split(text: str) -> list[str]:
    return [found[0] for found in _PIECE.finditer(text) if found[0]]


def _starts(pieces: Sequence[str]) -> list[int]:
    return [0, *accumulate(map(len, pieces))]


def _once(pieces: Sequence[str]) -> set[str]:
    """The telling pieces that stand in a text once."""
    return {p for p, n in Counter(pieces).items() if n == 1 and len(p.strip()) >= _TELLING}


def _aligned(a: Sequence[str], b: Sequence[str], budget: _Budget) -> list[Match]:
    """Runs of equal tokens `(i, j, count)`, in order in both."""
    found, waiting = list[Match](), [(0, len(a), 0, len(b))]
    while waiting:
        low, high, there, there_high = waiting.pop()
        before = 0
        while low + before < high and there + before < there_high and (
            a[low + before] == b[there + before]
        ):  # fmt: skip
            before += 1
        if before:
            found.append((low, there, before))
            low, there = low + before, there + before
        after = 0
        while low < high - after and there < there_high - after and (
            a[high - after - 1] == b[there_high - after - 1]
        ):  # fmt: skip
            after += 1
        if after:
            high, there_high = high - after, there_high - after
            found.append((high, there_high, after))
        budget.looks -= before + after + high - low + there_high - there
        if low < high and there < there_high and budget.looks > 0:
            waiting += _inside(a[low:high], b[there:there_high], low, there, found, budget)
    return _joined(sorted(found))


def _inside(
    a: Sequence[str], b: Sequence[str], low: int, there: int, found: list[Match], budget: _Budget
) -> list[tuple[int, int, int, int]]:
    """The gaps between tokens that stand once in each part; without any, few are all compared,
    and of many those are found that stand in a row which stands once.
    """
    anchors, few = _anchors(a, b), len(a) * len(b) <= _SQUARE
    for length in () if anchors or few else _ROWS:
        budget.looks -= len(a) + len(b)
        anchors = anchors or _anchors(_rows(a, length), _rows(b, length))
    if anchors:
        edges = [(-1, -1), *anchors, (len(a), len(b))]
        found += ((low + i, there + j, 1) for i, j in anchors)
        return [
            (low + i + 1, low + k, there + j + 1, there + m) for (i, j), (k, m) in pairwise(edges)
        ]
    if few and len(a) * len(b) <= budget.cells:
        budget.cells -= len(a) * len(b)
        blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        found += ((low + i, there + j, count) for i, j, count in blocks if count)
    return []


def _rows(tokens: Sequence[str], length: int) -> list[tuple[str, ...]]:
    """Each token with those after it."""
    return [tuple(tokens[i : i + length]) for i in range(len(tokens) - length + 1)]


def _anchors(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The longest row of tokens that stand once in each and in the same order."""
    counts, others = Counter(a), Counter(b)
    places = {token: j for j, token in enumerate(b) if others[token] == 1}
    pairs = [(i, places[token]) for i, token in enumerate(a)
             if counts[token] == 1 and token in places]  # fmt: skip
    tops, ends, back = list[int](), list[int](), list[int]()
    for at, (_i, j) in enumerate(pairs):
        place = bisect_left(tops, j)
        back.append(ends[place - 1] if place else -1)
        tops[place : place + 1], ends[place : place + 1] = [j], [at]
    row, at = list[tuple[int, int]](), ends[-1] if ends else -1
    while at >= 0:
        row.append(pairs[at])
        at = back[at]
    return row[::-1]


def _joined(matches: list[Match]) -> list[Match]:
    """Runs that follow on each other as one."""
    out = list[Match]()
    for i, j, count in matches:
        if out and (out[-1][0] + out[-1][2], out[-1][1] + out[-1][2]) == (i, j):
            out[-1] = (*out[-1][:2], out[-1][2] + count)
        else:
            out.append((i, j, count))
    return out


def _within_gaps(
    older: str, newer: str, same: list[Match], budget: _Budget
) -> Iterator[tuple[int, int, int]]:
    """The sentences that are the same, and between them the words that are, in code points."""
    at = there = 0
    for start, other, length in same:
        if at < start and there < other:
            a, b = (_TOKEN.findall(t) for t in (older[at:start], newer[there:other]))
            starts, theres = _starts(a), _starts(b)
            for i, j, count in _aligned(a, b, budget):
                yield at + starts[i], there + theres[j], starts[i + count] - starts[i]
        if length:
            yield start, other, length
        at, there = start + length, other + length


def _segments(older: str, newer: str, same: list[tuple[int, int, int]]) -> list[Segment]:
    """The segments that what is the same leaves; blanks and marks alone between two changes
    belong to the changes.
    """
    out, at, there = list[Segment](), 0, 0
    ends = len(older), len(newer)
    for start, other, length in _joined(same):
        between = (at, there) != (start, other) and (start + length, other + length) != ends
        if between and not _WORD.search(older, start, start + length):
            continue
        out += _change(at, start, there, other)
        at, there = start + length, other + length
        out.append(Segment(SAME, start, at, other, there))
    out += _change(at, len(older), there, len(newer))
    return _slid(older, newer, out)


def _slid(older: str, newer: str, segments: list[Segment]) -> list[Segment]:
    """What only went, or only came, moved to where a sentence or a word begins, if it can be told
    so as well: not ". He left" but "He left. ".
    """
    for n in range(1, len(segments) - 1):
        before, each, after = segments[n - 1 : n + 2]
        if not before.kind == after.kind == SAME:
            continue
        gone = each.kind == GONE
        text, start, end = (
            (older, each.start, each.end) if gone else (newer, each.there, each.there_end)
        )
        by = _slide(text, start, end, min(after.end - after.start - 1, _SLIDE))
        if by:
            segments[n - 1] = replace(before, end=before.end + by, there_end=before.there_end + by)
            segments[n] = Segment(
                each.kind, each.start + by, each.end + by, each.there + by, each.there_end + by
            )
            segments[n + 1] = replace(after, start=after.start + by, there=after.there + by)
    return segments


def _slide(text: str, start: int, end: int, most: int) -> int:
    """How far `[start, end)` is best moved on, over characters that it begins with itself."""
    best, found = 0, _border(text, start)
    for by in range(1, most + 1):
        if text[start + by - 1] != text[end + by - 1]:
            break
        if (border := _border(text, start + by)) > found:
            best, found = by, border
    return best


def _border(text: str, point: int) -> int:
    """2 where a sentence begins, 1 where a word does, 0 where neither does."""
    before = text[point - 1 : point]
    if not before.isspace():
        return 0
    return 2 if before == "\n" or text[max(0, point - 4) : point].rstrip()[-1:] in _ENDS else 1


def _change(at: int, start: int, there: int, other: int) -> list[Segment]:
    found = [Segment(GONE, at, start, there, there)] if at < start else []
    return found + ([Segment(NEW, start, start, there, other)] if there < other else [])


def _sure(
    older: str, newer: str, segments: list[Segment], anchors: list[int]
) -> tuple[Segment, ...]:
    """The segments, with those of the same words marked that cannot be mistaken: they hold a
    sentence that stands once in each text, or stand once between two that do.
    """
    firm = {
        n for n, each in enumerate(segments)
        if each.kind == SAME
        and bisect_left(anchors, each.start) < bisect_right(anchors, each.end - 1)
    }  # fmt: skip
    edges, left = [-1, *sorted(firm), len(segments)], _SEARCHED
    for before, after in pairwise(edges):
        low = segments[before].end if before >= 0 else 0
        high = segments[after].start if after < len(segments) else len(older)
        there = segments[before].there_end if before >= 0 else 0
        there_high = segments[after].there if after < len(segments) else len(newer)
        here, other = older[low:high], newer[there:there_high]
        for n in range(before + 1, after):
            words = older[segments[n].start : segments[n].end]
            if segments[n].kind == SAME and left > 0:
                searched = [_second(words, text) for text in (here, other)]
                left -= sum(place if place >= 0 else high - low for place in searched)
                if max(searched) < 0:
                    firm.add(n)
    return tuple(replace(each, sure=n in firm) for n, each in enumerate(segments))


def _second(words: str, text: str) -> int:
    """Where words stand a second time; -1 where they do not."""
    return text.find(words, text.find(words) + 1)
