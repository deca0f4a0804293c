"""How many articles wait for one turn follows from how long turns take."""

from pathlib import Path

from annotator.formats import ReadArticle, ReadSpan
from annotator.jobs.queue import Queue, rows_of

SPANS = tuple(ReadSpan(str(n), n, n + 1, label="PER") for n in range(20))
READ = ReadArticle("x" * 200, "title", spans=SPANS)


def filled(queue: Queue) -> int:
    """How many articles wait before the queue is full."""
    for n in range(1000):
        if queue.is_full:
            return n
        queue.put(str(n), READ, Path("x"))
    raise AssertionError("never full")


def test_slow_turns_become_shorter_and_fast_ones_longer() -> None:
    slow, fast = Queue(), Queue()
    before = filled(slow)
    assert filled(fast) == before
    for _turn in range(8):
        slow.learn([READ] * 10, seconds=0.5)
        fast.learn([READ] * 10, seconds=0.0001)
    slow.take()
    fast.take()
    assert 1 <= filled(slow) < before < filled(fast) < 100


def test_what_was_taken_waits_no_longer() -> None:
    queue = Queue()
    queue.put("key", READ, Path("a.txt"))
    assert "key" in queue
    waiting = queue.take()
    assert (waiting.reads, waiting.paths) == ({"key": READ}, {"key": Path("a.txt")})
    assert waiting.rows == rows_of(READ)
    assert "key" not in queue
    assert not queue.take().reads
