"""Two versions as one text to read: what went stands before what came in its stead, and long
stretches that are the same are left out but for their ends. Pure values; the view only draws them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.i18n import ngettext
from annotator.text.differences import GONE, NEW, SAME, Segment

CONTEXT = 240
_WORTH = 120  # characters that must be saved by leaving out
_SLACK = 80
_BESIDE = "\N{THIN SPACE}"


@dataclass(frozen=True, slots=True)
class Piece:
    """`[start, end)` of the merged text: what is GONE or NEW, and where it stands in the older and
    in the newer version (an empty range where it does not).
    """

    kind: str
    start: int
    end: int
    older: tuple[int, int]
    newer: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Merged:
    """The text, its changed pieces in order, and the lines that stand for what was left out.

    `changes` are the pieces by the place they change: what went with what came in its stead.
    """

    text: str
    pieces: tuple[Piece, ...] = ()
    changes: tuple[tuple[Piece, ...], ...] = ()
    gaps: tuple[tuple[int, int], ...] = ()


def merged(older: str, newer: str, segments: Iterable[Segment]) -> Merged:
    """Two texts as one, by how they differ."""
    parts, gaps, at = list[str](), list[tuple[int, int]](), 0
    changes = list[tuple[Piece, ...]]()
    every, before = tuple(segments), SAME
    for n, each in enumerate(every):
        words = older[each.start : each.end] or newer[each.there : each.there_end]
        if each.kind == SAME:
            shown = _shortened(words, first=n == 0, last=n == len(every) - 1)
            gaps += ((at + start, at + end) for start, end in shown.gaps)
            words = shown.text
        else:
            is_instead = each.kind == NEW and before == GONE
            if is_instead:  # a blank, so that two words do not read as one
                parts.append(_BESIDE)
                at += len(_BESIDE)
            here, there = (each.start, each.end), (each.there, each.there_end)
            piece = Piece(each.kind, at, at + len(words), here, there)
            changes.append((*changes.pop(), piece) if is_instead else (piece,))
        before = each.kind
        parts.append(words)
        at += len(words)
    pieces = tuple(piece for change in changes for piece in change)
    return Merged("".join(parts), pieces, tuple(changes), tuple(gaps))


def _shortened(words: str, *, first: bool, last: bool) -> Merged:
    """What is the same, without its middle where it is long; at the ends of the text, without all
    that is far from a change.
    """
    head = 0 if first else _cut(words, min(CONTEXT, len(words)), forward=True)
    tail = len(words) if last else _cut(words, max(len(words) - CONTEXT, 0), forward=False)
    if tail - head < _WORTH:
        return Merged(words)
    told = ngettext("⋯ {n} character the same ⋯", "⋯ {n} characters the same ⋯", tail - head)
    before = "" if first else words[:head].rstrip("\n") + "\n"
    line = told.format(n=f"{tail - head:,}".replace(",", "\N{NO-BREAK SPACE}"))
    after = "" if last else "\n" + words[tail:].lstrip("\n")
    return Merged(before + line + after, gaps=((len(before), len(before) + len(line)),))


def _cut(words: str, near: int, *, forward: bool) -> int:
    """The next place beside a blank, so that no word is cut."""
    if near in (0, len(words)):
        return near
    if forward:
        found = words.find(" ", near, near + _SLACK)
        return found if found >= 0 else near
    found = words.rfind(" ", max(0, near - _SLACK), near)
    return found + 1 if found >= 0 else near


def told(change: tuple[Piece, ...], older: str, newer: str) -> tuple[str, str]:
    """The words that went and those that came at one place."""
    gone = next((older[slice(*p.older)] for p in change if p.kind == GONE), "")
    new = next((newer[slice(*p.newer)] for p in change if p.kind == NEW), "")
    return gone, new
