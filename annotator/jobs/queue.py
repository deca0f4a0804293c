"""Articles that wait to be written: as many as one short turn of the writer can take."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from annotator.formats import ReadArticle

_TURN_S = 0.015
_LEAST, _FIRST, _MOST = 60, 400, 6_000
_BARE = 20  # what an article costs beside its marks, in rows


@dataclass(slots=True)
class Waiting:
    """Articles read and not yet written, by content key, and the files they come from."""

    reads: dict[str, ReadArticle] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    rows: int = 0


class Queue:
    """Lets articles wait until they fill a turn.

    How many rows a turn can take depends on the machine, the disk and the file, so it is learnt
    from the turns before: a person's edit must not wait long for any of them.
    """

    def __init__(self) -> None:
        self._waiting, self._most = Waiting(), float(_FIRST)

    def __contains__(self, key: str) -> bool:
        return key in self._waiting.reads

    @property
    def is_full(self) -> bool:
        """True when there is enough for a turn."""
        return self._waiting.rows >= self._most

    def put(self, key: str, read: ReadArticle, path: Path) -> None:
        """Let an article wait."""
        self._waiting.reads[key], self._waiting.paths[key] = read, path
        self._waiting.rows += rows_of(read)

    def take(self) -> Waiting:
        """All that wait; nobody waits then."""
        taken, self._waiting = self._waiting, Waiting()
        return taken

    def learn(self, reads: Iterable[ReadArticle], seconds: float) -> None:
        """Learn from how long it took to write some articles."""
        rows = sum(map(rows_of, reads))
        if rows >= _LEAST:
            fitting = rows * _TURN_S / max(seconds, 1e-6)
            self._most = min(max((self._most + fitting) / 2, _LEAST), _MOST)


def rows_of(read: ReadArticle) -> int:
    """What it costs to write an article, in rows."""
    marks = 2 * len(read.spans) + 3 * len(read.claims) + len(read.judgements)
    return _BARE + len(read.text) // 200 + marks
