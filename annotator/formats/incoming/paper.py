"""Lines on paper made into paragraphs: words joined at line ends, running heads dropped."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

HYPHENS = "\ufffe\u0002"  # how PDFium marks a hyphen that the line end put there

_EDGE = 3  # lines at the top and at the bottom of a page that may be running heads
_NUMBER = regex.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = regex.compile(
    r"[\s\-–—|./]*(?:(?:page|seite|p\.|с\.|стр\.|pagina|página)\s*)?\d{1,4}"
    r"(?:\s*(?:/|of|von|de|из)\s*\d{1,4})?[\s\-–—|./]*",
    regex.IGNORECASE,
)
_WORD_END = regex.compile(r"[\p{L}\p{M}]+$")
_WORD_START = regex.compile(r"^[\p{L}\p{M}]+")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Khmer}\p{Lao}]")
_ENDS = regex.compile(r"[.!?…:。！？؟۔]['\"”’»)\]]*$")
_LISTED = regex.compile(r"^\s*(?:[•●▪–—*]\s|\(?\d{1,2}[.)]\s)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page: its words and its box, with y upwards; a box of nothing is not known."""

    text: str
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Paper:
    """The text of all pages, where each begins, and what was done to get it, with how often."""

    text: str
    pages: tuple[int, ...]
    changes: tuple[tuple[str, int], ...]


def paper(pages: Sequence[Sequence[Line]]) -> Paper:
    """The text of a paper."""
    kept, dropped = _without_heads([[each for each in p if each.text.strip()] for p in pages])
    words = Counter(
        regex.findall(r"\p{L}[\p{L}\-]+", "\n".join(e.text for p in kept for e in p).lower())
    )
    text, begins, joined = "", [], 0
    previous: Line | None = None
    gap = _usual_gap(kept)
    for page in kept:
        begins.append(-1)
        width = max((each.right - each.left for each in page), default=0)
        for n, line in enumerate(page):
            new = previous is None or _begins(previous, line, page, n, gap, width)
            glue, cut = ("\n\n" if text else "", 0) if new else _glue(text, line.text, words)
            joined += bool(cut) and not glue
            text = text[: len(text) - cut if cut else None] + glue
            if begins[-1] < 0:
                begins[-1] = len(text)
            text += line.text.strip()
            previous = line
    begins = [len(text) if at < 0 else at for at in begins]
    changes = (("hyphen at a line end joined", joined), ("running head dropped", dropped))
    return Paper(text, tuple(begins), tuple((what, n) for what, n in changes if n))


def _without_heads(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], int]:
    """Pages without the lines that most of them repeat at their edges, and page numbers."""
    if len(pages) < 2:
        return list(pages), 0
    seen = Counter(key for page in pages for key in {_key(each.text) for _n, each in _edges(page)})
    most = max(2, (len(pages) + 1) // 2)
    kept, dropped = [], 0
    for page in pages:
        edge = {n for n, _line in _edges(page)}
        gone = {
            n for n in edge
            if seen[_key(page[n].text)] >= most or _PAGE_NUMBER.fullmatch(page[n].text)
        }  # fmt: skip
        gone = _from_the_outside(gone, len(page)) if len(gone) < len(page) else set()
        kept.append([line for n, line in enumerate(page) if n not in gone])
        dropped += len(gone)
    return kept, dropped


def _edges(page: Sequence[Line]) -> Iterable[tuple[int, Line]]:
    return ((n, e) for n, e in enumerate(page) if n < _EDGE or n >= len(page) - _EDGE)


def _from_the_outside(gone: set[int], length: int) -> set[int]:
    """Of the lines to drop those that no line to keep parts from the edge of the page."""
    top = next((n for n in range(length) if n not in gone), length)
    bottom = next((n for n in range(length - 1, -1, -1) if n not in gone), -1)
    return {n for n in gone if n < top or n > bottom}


def _key(text: str) -> str:
    """A line as its likes on other pages are known: whatever number it bears."""
    return _NUMBER.sub("#", " ".join(text.lower().split()))


def _usual_gap(pages: Sequence[Sequence[Line]]) -> float:
    """How far the tops of two lines of a paragraph lie apart; 0 where boxes are not known."""
    gaps = [
        round(a.top - b.top, 1)
        for page in pages
        for a, b in pairwise(page)
        if a.height > 0 and b.height > 0 and a.top > b.top
    ]
    return Counter(gaps).most_common(1)[0][0] if gaps else 0


def _begins(
    before: Line, line: Line, page: Sequence[Line], n: int, gap: float, width: float
) -> bool:
    """True where a line begins a paragraph."""
    if _LISTED.match(line.text):
        return True
    ended = _ENDS.search(before.text.rstrip()) is not None
    if before.height <= 0 or line.height <= 0 or not gap:
        return ended and len(before.text) * 4 < 3 * _usual_length(page)
    if n == 0 or line.top > before.top:  # a new page or column
        return ended and before.right - before.left < 0.85 * width
    if before.top - line.top > 1.35 * gap or _differs(before.height, line.height):
        return True
    is_short = before.right < max(each.right for each in page) - 0.12 * width
    is_indented = line.left > before.left + 0.015 * width and ended
    return (ended and is_short) or is_indented


def _differs(a: float, b: float) -> bool:
    """True where two lines are set in different sizes."""
    return max(a, b) > 1.35 * min(a, b)


def _usual_length(page: Sequence[Line]) -> int:
    lengths = sorted(len(each.text) for each in page)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _glue(text: str, line: str, words: Counter[str]) -> tuple[str, int]:
    """What joins a line to the text before it, and how much of that goes away."""
    line = line.strip()
    end, start = _WORD_END.search(text[:-1]), _WORD_START.match(line)
    if text[-1] in HYPHENS or (text[-1] in "-‐" and end and start):
        first, second = end[0] if end else "", start[0] if start else ""
        whole, parted = f"{first}{second}".lower(), f"{first}-{second}".lower()
        is_compound = words[parted] >= max(words[whole], 1) or not second[:1].islower()
        return ("-", 1) if is_compound and second else ("", 1)
    if _UNSPACED.match(text[-1]) and line and _UNSPACED.match(line[0]):
        return "", 0
    return ("" if text[-1] in "-‐–/" and start else " "), 0
