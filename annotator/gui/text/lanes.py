"""Which lane under a line of text each mark takes: plain numbers, no widget.

Mentions lie nearest to the words, short ones above long ones; the parts of claims lie beneath.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.gui.text.marks import Mark

MOST = 8
GAP = 3.0


class Piece(NamedTuple):
    """What one line shows of a mark (a tuple, as a screen is made of hundreds).

    `runs` are its stretches from left to right (several where writing directions mix), `opens`
    and `closes` say whether the mark really begins and ends here, `level` how deep its fill is
    nested, `label` what is written in its lane, `reach` how far to the right it takes the lane.
    """

    mark: Mark
    runs: tuple[tuple[float, float], ...]
    opens: bool
    closes: bool
    level: int
    label: str
    reach: float

    @property
    def left(self) -> float:
        """Where the piece begins on the line."""
        return self.runs[0][0]

    @property
    def right(self) -> float:
        """Where the piece ends on the line."""
        return self.runs[-1][1]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes of one line from top to bottom, and how many pieces found no lane."""

    entities: tuple[tuple[Piece, ...], ...] = ()
    claims: tuple[tuple[Piece, ...], ...] = ()
    hidden: int = 0

    @property
    def rows(self) -> tuple[tuple[Piece, ...], ...]:
        """All lanes from top to bottom."""
        return self.entities + self.claims


def pack(pieces: Iterable[Piece], most: int = MOST) -> Lanes:
    """Give each piece the first lane that has room, at most `most` lanes in all."""
    mentions: list[Piece] = []
    parts: list[Piece] = []
    for piece in pieces:
        (mentions if piece.mark.is_mention else parts).append(piece)
    mentions.sort(key=_short_first)
    parts.sort(key=_by_number)
    below = _stacked(parts)
    above = _stacked(mentions)
    if len(above) + len(below) <= most:
        return Lanes(_ordered(above), _ordered(below))
    room = max(most - len(below), (most + 1) // 2)
    above, extra = above[:room], above[room:]
    below, more = below[: most - len(above)], below[most - len(above) :]
    return Lanes(_ordered(above), _ordered(below), sum(map(len, extra + more)))


def labelled(
    lane: Sequence[Piece], edge: float, width: Callable[[str], float]
) -> tuple[Piece, ...]:
    """The pieces of a claim lane with the longest label that fits before the next piece."""
    out = []
    for i, piece in enumerate(lane):
        room = (lane[i + 1].left if i + 1 < len(lane) else edge) - piece.left - GAP
        label = next((form for form in forms(piece.mark) if width(form) <= room), "")
        out.append(piece if label == piece.label else piece._replace(label=label))
    return tuple(out)


_SHORT = {"source": "src", "content": "cont", "addressee": "addr"}


def forms(mark: Mark) -> tuple[str, ...]:
    """What may be written in a part's lane, longest first."""
    number = str(mark.number) if mark.number else ""
    doubt = "?" if mark.doubt else ""
    if mark.own:
        return (number + doubt, number)
    words = (mark.hue, _SHORT.get(mark.hue, mark.hue))
    return (*(f"{number} {word}".strip() + doubt for word in words), number)


def code(mark: Mark) -> str:
    """What is written under a mention."""
    return mark.code + ("?" if mark.dashed or mark.doubt else "")


def _short_first(piece: Piece) -> tuple[int, int, int]:
    return piece.mark.end - piece.mark.start, piece.mark.start, piece.mark.id


def _by_number(piece: Piece) -> tuple[bool, int, float, int]:
    return piece.mark.own, piece.mark.number, piece.left, piece.mark.id


def _stacked(pieces: Sequence[Piece]) -> list[list[Piece]]:
    lanes: list[list[Piece]] = []
    for piece in pieces:
        for lane in lanes:
            if _has_room(lane, piece.runs[0][0], piece.reach):
                lane.append(piece)
                break
        else:
            lanes.append([piece])
    return lanes


def _has_room(lane: Sequence[Piece], left: float, reach: float) -> bool:
    return not any(left < other.reach and other.runs[0][0] < reach for other in lane)


def _ordered(lanes: list[list[Piece]]) -> tuple[tuple[Piece, ...], ...]:
    return tuple(tuple(sorted(lane, key=lambda piece: piece.left)) for lane in lanes)
