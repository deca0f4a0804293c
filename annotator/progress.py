"""What long work tells of itself: how far it is, and what a format could not hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job has come: steps done of all (0 = unknown), and what it is at."""

    done: int
    total: int
    at: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something a format could not hold: what, how many, what became of it, and examples.

    `fate` is "left out", "changed", "renamed", or "stays" where somebody should look at it.
    """

    what: str
    count: int
    fate: str = "left out"
    becomes: str = ""
    examples: tuple[str, ...] = ()
