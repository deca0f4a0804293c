"""Finding things out off the window while a sheet is open; only the latest question is answered."""

from collections.abc import Callable, Generator
from functools import partial
from typing import Any

from annotator.gui.desk import Desk
from annotator.gui.tasks import Running, Tasks
from annotator.progress import Progress

Job = Generator[Progress, None, Any]


class Looking:
    """Runs the jobs of one sheet. After `anew` nothing that was asked before is answered."""

    def __init__(self, desk: Desk) -> None:
        self.tasks = Tasks(desk)
        self._question = 0

    @property
    def busy(self) -> bool:
        """True while something is being found out."""
        return self.tasks.busy

    def anew(self) -> None:
        """Ask something else; what runs ends at its next step."""
        self._question += 1

    def run(self, title: str, job: Job, done: Callable[[Any], object]) -> None:
        """Find something out; `done` gets it on the window's thread, if it is still wanted."""
        mine = self._question

        def answer(result: Any) -> None:
            if mine == self._question:
                done(result)

        self.tasks.run(title, _while(job, lambda: mine == self._question), answer)

    def end(self) -> None:
        """Find out nothing any more; for a sheet that is shut."""
        self.anew()
        self.tasks.cancel()
        if self.tasks.busy:
            self.tasks.moved.connect(partial(_end, self.tasks))
        else:
            self.tasks.deleteLater()


def _while(job: Job, wanted: Callable[[], bool]) -> Job:
    """A job that ends early, with None, once its result is not wanted any more."""
    try:
        while wanted():
            yield next(job)
    except StopIteration as end:
        return end.value
    finally:
        job.close()
    return None


def _end(tasks: Tasks, running: Running | None) -> None:
    if running is None:
        tasks.deleteLater()
