"""What decides how the text is drawn but for where its marks lie."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotator.gui.text.marks import Mark
from annotator.gui.text.palette import TextTheme

Alike = Callable[[int, int], Iterable[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Look:
    """What decides how marks are drawn but for where they are."""

    theme: TextTheme
    open_claim: int | None = None
    peeked_claim: int | None = None
    entities: str = "on"
    claims: str = "on"
    own: str = "on"

    def layer(self, mark: Mark) -> str:
        """The state of the layer a mark lies in: "on", "dim" or "off"."""
        if mark.is_mention:
            return self.entities
        return self.own if mark.own else self.claims

    def takes_lane(self, mark: Mark) -> bool:
        """True where a mark is shown at all."""
        return self.layer(mark) != "off" or self.is_lit(mark)

    @property
    def hides(self) -> bool:
        """True where a layer is off."""
        return "off" in (self.entities, self.claims, self.own)

    def is_lit(self, mark: Mark) -> bool:
        """True for the parts of the open claim and of the one peeked at."""
        return mark.claim is not None and mark.claim in (self.open_claim, self.peeked_claim)


@dataclass(frozen=True, slots=True)
class Frames:
    """What is framed and not filled: the chosen span, a place jumped to, what a search found.

    `hits` are sorted ranges; `alike` tells the ranges near a place that name what the chosen one
    names; `selection` is filled, and lies here because it moves as often.
    """

    selection: tuple[int, int] = (0, 0)
    chosen: Mark | None = None
    alike: Alike | None = None
    outline: tuple[int, int] | None = None
    hits: tuple[tuple[int, int], ...] = ()
    current_hit: int = -1
