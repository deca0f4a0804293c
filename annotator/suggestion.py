"""A suggestion: a span that a model, a rule or another tool proposes and nobody has marked yet,
and what annotators decided on it.
"""

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


@dataclass(frozen=True, slots=True)
class Decision:
    """That an annotator took or refused what is suggested at a place: `accepted`, `rejected`."""

    id: int
    article: int
    start: int
    end: int
    label: str
    verdict: str
    annotator: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """What came in as suggested on an article, those of it on which nobody decided and whose words
    do not have the label, and who decided what; each in text order.
    """

    proposed: tuple[Suggestion, ...] = ()
    waiting: tuple[Suggestion, ...] = ()
    decisions: tuple[Decision, ...] = ()
