"""Which lane under a line of text each mark takes: plain numbers, no widget.

Mentions lie nearest to the words, short ones above long ones; the parts of claims lie beneath.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from annotator.gui.text.marks import Mark

MOST = 8
GAP = 3.0


# Tuples and plain loops here: a screen is made of hundreds of pieces.
class Piece(NamedTuple):
    """What one line shows of a mark.

    `order` says which piece is placed first, mentions before parts. `runs` are its stretches from
    left to right (several where writing directions mix), `left_end` and `right_end` say whether the
    mark really ends there, `level` how deep its fill is nested, `labels` what may be written
    in its lane with its width, longest first, `reach` how far to the right it takes the lane.
    """

    order: tuple[int, ...]
    mark: Mark
    runs: tuple[tuple[float, float], ...]
    left_end: bool
    right_end: bool
    level: int
    labels: tuple[tuple[str, float], ...]
    left: float
    reach: float

    @property
    def right(self) -> float:
        """Where the piece ends on the line."""
        return self.runs[-1][1]

    def label(self, edge: float) -> str:
        """What is written in the lane where it is free up to an edge."""
        room = edge - self.left - GAP
        return next((text for text, width in self.labels if width <= room), "")


Lane = Sequence[Piece]


class Lanes(NamedTuple):
    """The lanes of one line from top to bottom, how many of them hold mentions, and how many
    pieces found no lane.
    """

    rows: tuple[Lane, ...] = ()
    mentions: int = 0
    hidden: int = 0


def pack(pieces: Iterable[Piece], most: int = MOST) -> Lanes:
    """Give each piece the first lane that has room, at most `most` lanes in all."""
    above: list[list[Piece]] = []
    below: list[list[Piece]] = []
    for piece in sorted(pieces, key=attrgetter("order")):
        _place(piece, below if piece.order[0] else above)
    hidden = 0
    if len(above) + len(below) > most:
        room = max(most - len(below), (most + 1) // 2)
        above, extra = above[:room], above[room:]
        below, more = below[: most - len(above)], below[most - len(above) :]
        hidden = sum(map(len, extra + more))
    for lane in above + below:
        if len(lane) > 1:
            lane.sort(key=attrgetter("left"))
    return Lanes((*above, *below), len(above), hidden)


def turn(mark: Mark) -> tuple[int, ...]:
    """The order in which marks take lanes: short mentions, then claims by number, own ones last."""
    if mark.kind == "mention":
        return 0, mark.end - mark.start, mark.start, mark.id
    return 1, mark.own, mark.number, mark.start, mark.id


_SHORT = {"source": "src", "content": "cont", "addressee": "addr"}


def forms(mark: Mark) -> tuple[str, ...]:
    """What may be written in a mark's lane, longest first; a mention keeps its code always."""
    if mark.kind == "mention":
        return (mark.code + ("?" if mark.dashed or mark.doubt else ""),)
    number = str(mark.number) if mark.number else ""
    doubt = "?" if mark.dashed or mark.doubt else ""
    if mark.own:
        return (number + doubt, number)
    words = (mark.hue, _SHORT.get(mark.hue, mark.hue))
    return (*(f"{number} {word}".strip() + doubt for word in words), number)


def _place(piece: Piece, lanes: list[list[Piece]]) -> None:
    left, reach = piece.left, piece.reach
    for lane in lanes:
        for other in lane:
            if left < other.reach and other.left < reach:
                break
        else:
            lane.append(piece)
            return
    lanes.append([piece])
