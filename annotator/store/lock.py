"""The lock beside a project: one program writes, the others learn who it is and read."""

import getpass
import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has a project open for writing; empty where it cannot be told."""

    user: str
    host: str
    process: int


class ProjectLock:
    """Held while a project is open for writing; freed by the system if the program dies."""

    def __init__(self, project: Path) -> None:
        # Two names of one file share a lock; a project may be closed by another thread.
        file = project.resolve()
        self._lock = FileLock(file.with_name(f".{file.name}.lock"), thread_local=False)
        self._owner = file.with_name(f".{file.name}.owner")

    def take(self) -> Owner | None:
        """Take the lock; if somebody else has it, say who. OSError where no lock can lie."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return self._who()
        owner = Owner(user_name(), socket.gethostname(), os.getpid())
        with suppress(OSError):  # a full disk; the lock itself holds
            self._owner.write_text(json.dumps(asdict(owner)), encoding="utf-8")
        return None

    def free(self) -> None:
        """Let go; the next may write."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._owner.unlink(missing_ok=True)
            self._lock.release()

    def _who(self) -> Owner:
        try:
            return Owner(**json.loads(self._owner.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Owner("", "", 0)


def user_name() -> str:
    """Who is at this machine, as far as it knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
