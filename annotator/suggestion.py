"""A suggestion: a span that a model, a rule or another tool proposes and nobody has marked yet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`[start, end)` in code points of an article, the name of a label, who proposes it, and how
    sure it is (0 to 1, None = not said).
    """

    id: int
    article: int
    start: int
    end: int
    label: str
    quote: str
    provider: str
    score: float | None = None
