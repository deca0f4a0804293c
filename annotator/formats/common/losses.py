"""What formats could not hold, gathered: counted with a few examples, and listed in full."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from annotator.formats.values import Lost
from annotator.model import Loss, Page

EXAMPLES = 5
_LONGEST = 80
_COLUMNS = ("article", "title", "what", "fate", "becomes", "start", "end", "text")
_IN_A_CELL = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"})


@dataclass(slots=True)
class Tally:
    """Losses counted by kind, in the order they were first met."""

    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    examples: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)

    def add(self, lost: Iterable[Lost]) -> None:
        """Count some more."""
        for one in lost:
            kind = (one.what, one.fate, one.becomes)
            self.counts[kind] = self.counts.get(kind, 0) + 1
            shown = self.examples.setdefault(kind, [])
            if one.quote and len(shown) < EXAMPLES:
                shown.append(_shortened(one.quote))

    def losses(self) -> tuple[Loss, ...]:
        """What was counted, the most frequent first."""
        found = [
            Loss(what, count, fate, becomes, tuple(self.examples[what, fate, becomes]))
            for (what, fate, becomes), count in self.counts.items()
        ]
        return tuple(sorted(found, key=lambda loss: (-loss.count, loss.what, loss.becomes)))


def summary(lost: Iterable[Lost]) -> tuple[Loss, ...]:
    """Losses counted, with examples."""
    tally = Tally()
    tally.add(lost)
    return tally.losses()


def list_losses(file: BinaryIO, page: Page, lost: Collection[Lost]) -> None:
    """Append one line per loss to a table; its first line names the columns."""
    if lost and file.tell() == 0:
        file.write(("\t".join(_COLUMNS) + "\n").encode())
    for one in lost:
        place = ("", "") if one.start < 0 else (str(one.start), str(one.end))
        cells = (str(page.article.id), page.article.title, one.what, one.fate, one.becomes,
                 *place, one.quote)  # fmt: skip
        file.write(("\t".join(cell.translate(_IN_A_CELL) for cell in cells) + "\n").encode())


def _shortened(quote: str) -> str:
    flat = " ".join(quote.split("\n"))
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
