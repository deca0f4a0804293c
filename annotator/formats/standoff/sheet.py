"""The lines of one .ann file as they grow: numbered, remembered, with what they could not say."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotator.formats.common.naming import one_line
from annotator.formats.standoff.fragments import Range, covered, cut
from annotator.formats.standoff.words import PARTS
from annotator.formats.values import Lost
from annotator.i18n import _N

Ids = dict[tuple[str, int], str]
"""Our spans and claims by kind and id, and the lines they became."""

_TARGETS = {"T": "<ENTITY>", "E": "<EVENT>", "R": "<RELATION>"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a page goes into the lines: mentions; claims "all", "attributed", "polnear" (those,
    with source, cue and content alone) or "none"; answers "all", "text" (about the text) or "none".
    """

    mentions: bool = True
    claims: str = "all"
    answers: str = "all"

    @property
    def roles(self) -> tuple[str, ...]:
        """The types of the textbounds that claims are made of."""
        return PARTS[:3] if self.claims == "polnear" else PARTS

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers of the codebook whose answers are wanted."""
        if self.claims == "polnear":
            return ()
        return {"all": ("claim", "judgement"), "text": ("claim",)}.get(self.answers, ())


@dataclass(slots=True)
class Used:
    """What the files of a folder use, for its configuration: relation types with what they join,
    attribute names with their values and what they hang on.
    """

    relations: dict[str, set[str]] = field(default_factory=dict)
    values: dict[str, set[str]] = field(default_factory=dict)
    targets: dict[str, set[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Sheet:
    """One file. Ids are T1, E1, R1 ... by kind; "" stands for what could not be written.

    `maker` is whose work the file holds; `pieces` are spans that share a line with an earlier one.
    """

    text: str
    used: Used
    maker: int = 0
    pieces: set[int] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)

    def lose(
        self, what: str, fate: str = "left out", becomes: str = "", at: Range = (-1, -1),
        quote: str | None = None,
    ) -> None:  # fmt: skip
        """Note something that the file does not hold as it was."""
        start, end = at
        words = self.text[start:end] if quote is None and start >= 0 else quote or ""
        self.lost.append(Lost(what, fate, becomes, start, end, words))

    def lose_piece(self, span: int | None) -> None:
        """Note that something is said of a whole span and was said of a piece of it."""
        if span in self.pieces:
            what = _N("mark on a piece of a span")
            self.lose(what, "changed", _N("mark on the whole span"))

    def textbound(self, type: str, ranges: Iterable[Range]) -> str:
        """A span in fragments, cut around what a line cannot hold."""
        pieces: list[Range] = []
        for start, end in ranges:
            found = cut(self.text, start, end)
            if found != ((start, end),):
                lost = (_N("line end or tab in a span"), "changed", _N("fragments around it"))
                self.lose(*lost, at=(start, end))
            pieces += found
        if not pieces:
            return ""
        where = ";".join(f"{start} {end}" for start, end in pieces)
        return self._line("T", f"{type} {where}\t{covered(self.text, pieces)}")

    def event(self, type: str, trigger: str, arguments: Sequence[tuple[str, str]]) -> str:
        """An event on a trigger, its arguments by name."""
        words = [f"{type}:{trigger}", *(f"{role}:{id}" for role, id in sorted(arguments))]
        return self._line("E", " ".join(words))

    def relation(self, type: str, source: str, target: str) -> str:
        """An arrow from one line to another."""
        self.used.relations.setdefault(type, set()).add(_TARGETS[source[0]])
        return self._line("R", f"{type} Arg1:{source} Arg2:{target}")

    def attribute(self, name: str, target: str, value: str) -> None:
        """A property with one value, or with none ("")."""
        self.used.values.setdefault(name, set()).update([value] if value else ())
        self.used.targets.setdefault(name, set()).add(_TARGETS[target[0]])
        self._line("A", f"{name} {target} {value}".rstrip())

    def reference(self, target: str, base: str, key: str, title: str) -> None:
        """What a line names in some database."""
        self._line("N", f"Reference {target} {base}:{key}\t{one_line(title)}")

    def comment(self, type: str, target: str, words: str) -> None:
        """Free words about a line."""
        flat = one_line(words)
        if flat != words:
            self.lose(_N("line end or tab in free words"), "changed", _N("blank"), quote=flat)
        self._line("#", f"{type} {target}\t{flat}")

    def _line(self, kind: str, body: str) -> str:
        self.numbers[kind] += 1
        id = f"{kind}{self.numbers[kind]}"
        self.lines.append(f"{id}\t{body}\n")
        return id
