"""The gate before the one connection that writes: jobs take short turns, an edit goes first."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Lets one thread write at a time. A job asks for a turn again and again; a person never waits
    for more than the turn that is running.
    """

    def __init__(self) -> None:
        self._moved = threading.Condition()
        self._taken = False
        self._edits_waiting = 0

    @contextmanager
    def edit(self) -> Iterator[None]:
        """Write for a person: before any job that waits."""
        with self._moved:
            self._edits_waiting += 1
            try:
                self._moved.wait_for(lambda: not self._taken)
                self._taken = True
            finally:
                self._edits_waiting -= 1
        yield from self._held()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Write for a job, for some 20 ms at most."""
        with self._moved:
            self._moved.wait_for(lambda: not self._taken and not self._edits_waiting)
            self._taken = True
        yield from self._held()

    @contextmanager
    def glance(self) -> Iterator[bool]:
        """True, and the connection for a moment, where nobody writes; else False at once."""
        with self._moved:
            yield not self._taken

    def _held(self) -> Iterator[None]:
        try:
            yield
        finally:
            with self._moved:
                self._taken = False
                self._moved.notify_all()
