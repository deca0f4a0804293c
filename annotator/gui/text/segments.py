"""The text as a Qt document holds it: a display copy cut into blocks, and where each point is.

Qt changes some characters and lays a block out as a whole, so the document gets a copy in which
those characters are replaced one for one and long lines are cut. It is never read back.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from operator import add

from PySide6.QtCore import QMimeData

from annotator.offsets import OffsetMap
from annotator.text import snap_grapheme

LONGEST = 3_000
_BREAKS = "\r\u2028\u2029\ufdd0\ufdd1"
_LONE = re.compile("[\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"[!?…؟।。！？]|[^\W\d_]{3,}\. ")
_CLOSING = tuple(".!?…:;,。！？：；，、。؟।\"'”’»」』)")


def shown(text: str) -> str:
    """A copy of the same length whose characters Qt neither drops nor takes for line breaks."""
    for odd in _BREAKS:
        if odd in text:
            text = text.replace(odd, " ")
    if not text.isascii() and _LONE.search(text):
        text = _LONE.sub("\ufffd", text)
    return _unmarked(text)


def _unmarked(text: str) -> str:
    # PySide takes a leading byte order mark for one and drops it, or swaps all bytes.
    return "\u200b" + text[1:] if text.startswith(("\ufeff", "\ufffe")) else text


def clipping(text: str) -> QMimeData:
    """A piece of the text for the clipboard, character for character."""
    copied = QMimeData()
    copied.setText(text)
    if text.startswith(("\ufeff", "\ufffe")):
        copied.setData("text/plain", text.encode())
    return copied


class Positions:
    """Code points to positions in the Qt document and back.

    `cuts` are the points before which a block break was put in that the text does not have.
    """

    __slots__ = ("_breaks", "_cuts", "_map", "is_identity")

    def __init__(self, text: str, cuts: list[int]) -> None:
        self._map = OffsetMap(text)
        self._cuts = cuts
        self._breaks = [self._map.to_units(cut) + i for i, cut in enumerate(cuts)]
        self.is_identity = self._map.is_identity and not cuts

    def to_qt(self, point: int) -> int:
        """The document position of a code point."""
        if self.is_identity:
            return point
        return self._map.to_units(point) + bisect_right(self._cuts, point)

    def to_point(self, position: int) -> int:
        """The code point at a document position."""
        if self.is_identity:
            return position
        return self._map.to_point(position - bisect_left(self._breaks, position))


class Segments:
    """A text cut into blocks that are never long: at line ends, and long lines at a space.

    A long line without spaces (Chinese, Thai) is cut between two characters.
    """

    __slots__ = ("_shown", "display", "lengths", "positions", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._shown = copy = shown(text)
        lines = copy.split("\n")
        cuts: list[int] = []
        if len(copy) > LONGEST and max(map(len, lines)) > LONGEST:
            pieces = [piece for line in lines for piece in _pieces(line)]
            self.lengths = [len(piece) for piece, _ in pieces]
            gaps = [len(piece) + (not hard) for piece, hard in pieces]
            self.starts = [0, *accumulate(gaps[:-1])]
            ends = map(add, self.starts, self.lengths)
            cuts = [end for end, (_, hard) in zip(ends, pieces, strict=True) if hard]
            copy = "\n".join(piece for piece, _ in pieces)
        else:
            self.lengths = list(map(len, lines))
            self.starts = [0, *accumulate(length + 1 for length in self.lengths[:-1])]
        self.display = copy
        self.positions = Positions(text, cuts)

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, point: int) -> int:
        """The block a code point lies in."""
        return max(0, bisect_right(self.starts, point) - 1)

    def extent(self, block: int) -> tuple[int, int]:
        """Where a block's characters begin and end, its line break or cut space left out."""
        start = self.starts[block]
        return start, start + self.lengths[block]

    def is_crosshead(self, block: int) -> bool:
        """True for a short line without a closing mark that stands over a longer one."""
        line = self.line(block).strip()
        if not 0 < len(line) <= 80 or line.endswith(_CLOSING) or not _LETTER.search(line):
            return False
        if _SENTENCE_END.search(line):
            return False
        if block and self.line(block - 1).strip():
            return False
        below = next((text for text in self._below(block) if text), "")
        return len(below) > max(80, len(line))

    def line(self, block: int) -> str:
        """The characters of a block."""
        start, end = self.extent(block)
        return self.text[start:end]

    def shown(self, block: int) -> str:
        """The characters of a block as they can be given to Qt."""
        start, end = self.extent(block)
        return _unmarked(self._shown[start:end])

    def _below(self, block: int) -> Iterator[str]:
        return (self.line(i).strip() for i in range(block + 1, min(block + 4, len(self.starts))))


def _pieces(line: str) -> Iterator[tuple[str, bool]]:
    """The pieces of one line; True where a break has to be put in after a piece."""
    at = 0
    while len(line) - at > LONGEST:
        space = line.rfind(" ", at + LONGEST // 2, at + LONGEST)
        if space < 0:
            cut = snap_grapheme(line, at + LONGEST, forward=False)
            cut = cut if cut > at else at + LONGEST
            yield line[at:cut], True
            at = cut
        else:
            yield line[at:space], False
            at = space + 1
    yield line[at:], False
