"""Which lane under a line of text each mark takes: plain numbers, no widget.

Mentions lie nearest to the words, short ones above long ones; the parts of claims lie beneath.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.gui.text.marks import Mark

MOST = 8
GAP = 3.0


@dataclass(frozen=True, slots=True)
class Piece:
    """What one line shows of a mark.

    `runs` are its stretches from left to right (several where writing directions mix), `opens`
    and `closes` say whether the mark really begins and ends here, `reach` is how far to the right
    its lane is taken, `label` what is written in it, `level` how deep its fill is nested.
    """

    mark: Mark
    start: int
    end: int
    runs: tuple[tuple[float, float], ...]
    opens: bool
    closes: bool
    level: int = 0
    label: str = ""
    reach: float = 0.0

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


def labelled(lane: Sequence[Piece], edge: float, widths: "Widths") -> tuple[Piece, ...]:
    """The pieces of a claim lane with the longest label that fits before the next piece."""
    out = []
    for i, piece in enumerate(lane):
        room = (lane[i + 1].left if i + 1 < len(lane) else edge) - piece.left - GAP
        fits = (form for form in forms(piece.mark) if widths(form) <= room)
        out.append(replace(piece, label=next(fits, "")))
    return tuple(out)


class Widths:
    """How wide a label is drawn; called with the label."""

    def __call__(self, label: str) -> float:
        raise NotImplementedError


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


def levels(spans: Sequence[tuple[int, int]]) -> list[int]:
    """How many of the earlier spans each one lies in or crosses; sorted by start, long first."""
    out = []
    open_ends: list[int] = []
    for start, end in spans:
        open_ends = [e for e in open_ends if e > start]
        out.append(len(open_ends))
        open_ends.append(end)
    return out


def _short_first(piece: Piece) -> tuple[int, int, int]:
    return piece.mark.end - piece.mark.start, piece.mark.start, piece.mark.id


def _by_number(piece: Piece) -> tuple[bool, int, float, int]:
    return piece.mark.own, piece.mark.number, piece.left, piece.mark.id


def _stacked(pieces: Sequence[Piece]) -> list[list[Piece]]:
    lanes: list[list[Piece]] = []
    for piece in pieces:
        left, reach = piece.left, piece.reach
        for lane in lanes:
            if all(left >= other.reach or reach <= other.left for other in lane):
                lane.append(piece)
                break
        else:
            lanes.append([piece])
    return lanes


def _ordered(lanes: list[list[Piece]]) -> tuple[tuple[Piece, ...], ...]:
    return tuple(tuple(sorted(lane, key=lambda piece: piece.left)) for lane in lanes)
