"""The lock beside a project: one program writes, the others learn who it is and read."""

import getpass
import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from annotator.i18n import _


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has a project open for writing; empty where it cannot be told."""

    user: str
    host: str
    process: int


class ProjectLock:
    """Held while a project is open for writing; freed by the system if the program dies.

    `owner` is who had it when it was to be taken.
    """

    def __init__(self, project: Path) -> None:
        self._project = project
        self.owner: Owner | None = None
        # Two names of one file share a lock; a project may be closed by another thread.
        file = project.resolve()
        self._lock = FileLock(file.with_name(f".{file.name}.lock"), thread_local=False)
        self._named = file.with_name(f".{file.name}.owner")

    def take(self) -> Owner | None:
        """Take the lock; if somebody else has it, say who. OSError where no lock can lie."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            self.owner = self._who()
            return self.owner
        owner = Owner(user_name(), socket.gethostname(), os.getpid())
        with suppress(OSError):  # a full disk; the lock itself holds
            self._named.write_text(json.dumps(asdict(owner)), encoding="utf-8")
        return None

    def why_not(self) -> str:
        """Take the lock for writing; the sentence that says why that cannot be, or ""."""
        if not (os.access(self._project, os.W_OK) and os.access(self._project.parent, os.W_OK)):
            return _("Opened read-only: the file or its folder cannot be written.")
        try:
            owner = self.take()
        except OSError:
            return _("Opened read-only: no lock can be put beside the file.")
        if owner is None:
            return ""
        if not owner.user:
            return _("Opened read-only: another program has this project open.")
        return _("Opened read-only: {user} has this project open on {host}.").format(
            user=owner.user, host=owner.host
        )

    def is_free(self) -> bool:
        """True where nobody has it now; it is let go of at once."""
        try:
            with self._lock.acquire(timeout=0):
                return True
        except (Timeout, OSError):
            return False

    def free(self) -> None:
        """Let go; the next may write."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._named.unlink(missing_ok=True)
            self._lock.release()

    def _who(self) -> Owner:
        try:
            return Owner(**json.loads(self._named.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Owner("", "", 0)


def user_name() -> str:
    """Who is at this machine, as far as it knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
