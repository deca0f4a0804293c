"""Whether what was done is on the disk: an edit that the disk refused waits to be tried again."""

from collections.abc import Callable
from datetime import datetime

from annotator.errors import NotSaved
from annotator.gui.patience import Patience
from annotator.project import Outcome

Act = Callable[[], Outcome]


class Saving:
    """`failure` says why edits wait ("" where none does), `at` when the last one was saved."""

    def __init__(self, patience: Patience) -> None:
        self._patience, self.failure = patience, ""
        self.at: datetime | None = None
        self._waiting: list[Act] = []
        self._warned = False

    @property
    def is_behind(self) -> bool:
        """True while an edit waits for the disk."""
        return bool(self._waiting)

    def run(self, act: Act) -> Outcome:
        """Run an edit; it waits behind those that wait. NotSaved where the disk said no."""
        try:
            if self._waiting:
                raise NotSaved(self.failure)
            outcome = self._patience.wait(act)
        except NotSaved as failure:
            self.failure = str(failure)
            self._waiting.append(act)
            raise
        self.failure, self.at, self._warned = "", datetime.now(), False
        return outcome

    def take(self) -> list[Act]:
        """The edits that wait, in their order; they wait no more."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def settle(self) -> bool:
        """Forget the failure where nothing waits any more; True where there was one."""
        was, self.failure = self.failure, self.failure if self._waiting else ""
        return was != self.failure

    def warn(self) -> bool:
        """True once: what waits may be left behind after it was said."""
        was, self._warned = self._warned, True
        return not was
