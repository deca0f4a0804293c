"""A file of JSON values one after the other, between what opens and what closes them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def joined(
    target: Path, head: bytes = b"[", tail: bytes = b"]"
) -> Iterator[Callable[[bytes], None]]:
    """A new file that takes encoded values one by one and puts each on a line, with commas."""
    between = b"\n"
    with open(target, "wb") as file:
        file.write(head)

        def put(value: bytes) -> None:
            nonlocal between
            file.write(between + value)
            between = b",\n"

        yield put
        file.write(b"\n" + tail + b"\n")
