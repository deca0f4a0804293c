"""Jobs off the window: a generator runs on a worker thread, its progress comes home by signal."""

from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from annotator.gui.patience import Patience
from annotator.progress import Progress

Job = Generator[Progress, None, Any]
Done = Callable[[Any], object]


def _nothing(_result: Any) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Running:
    """A job as the status line shows it."""

    title: str
    progress: Progress


class Tasks(QObject):
    """Runs one job after the other. `done` gets the job's result on the window's thread, after an
    edit that is just being stored has been shown.

    Signals: `moved` (a Running, or None when all is done), `failed` (the exception), and
    `cancelled` (the title of a job that was stopped; what it had done stays).
    """

    moved = Signal(object)
    failed = Signal(object)
    cancelled = Signal(str)
    _stepped = Signal(object, object)
    _stopped = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None, patience: Patience | None = None) -> None:
        super().__init__(parent)
        self._patience = patience or Patience(self)
        self._waiting: deque[_Worker] = deque()
        self._now: _Worker | None = None
        # Bound to this object, so that they arrive on its thread and not on the worker's.
        self._stepped.connect(self._show)
        self._stopped.connect(self._end)

    @property
    def busy(self) -> bool:
        """True while a job runs or waits."""
        return self._now is not None

    def run(self, title: str, job: Job, done: Done | None = None) -> None:
        """Run a job now, or after those before it."""
        self._waiting.append(
            _Worker(title, job, done or _nothing, self._stepped.emit, self._stopped.emit)
        )
        self._next()

    def cancel(self) -> None:
        """Ask the running job to stop at its next step."""
        if self._now is not None:
            self._now.cancelled = True

    def finish(self) -> None:
        """Stop all jobs and wait for the running one, before the program ends."""
        self._waiting.clear()
        self.cancel()
        QThreadPool.globalInstance().waitForDone()

    def _next(self) -> None:
        if self._now is None and self._waiting:
            self._now = self._waiting.popleft()
            self.moved.emit(Running(self._now.title, Progress(0, 0)))
            QThreadPool.globalInstance().start(self._now.run)

    @Slot(object, object)
    def _show(self, worker: "_Worker", progress: Progress) -> None:
        if worker is self._now:
            self.moved.emit(Running(worker.title, progress))

    @Slot(object, object, object)
    def _end(self, worker: "_Worker", result: Any, error: BaseException | None) -> None:
        if self._patience.puts_off(lambda: self._end(worker, result, error)):
            return
        self._now = None
        done, worker.done = worker.done, _nothing  # widgets it holds are let go on this thread
        if not self._waiting:
            self.moved.emit(None)
        if error is not None:
            self.failed.emit(error)
        elif worker.cancelled:
            self.cancelled.emit(worker.title)
        else:
            done(result)
        self._next()


class _Worker:
    """Steps through a generator on a thread of the pool; `cancelled` is read at each step.

    No QRunnable: the pool would keep one of Python's for ever, with the sheet it works for.
    """

    def __init__(
        self, title: str, job: Job, done: Done,
        stepped: Callable[..., None], stopped: Callable[..., None],
    ) -> None:  # fmt: skip
        self.title, self.done, self.cancelled = title, done, False
        self._job, self._stepped, self._stopped = job, stepped, stopped

    def run(self) -> None:
        result, error = None, None
        try:
            result = self._stepped_through()
        except Exception as raised:  # comes home to the window's thread, which shows it
            error = raised
        self._tell(self._stopped, result, error)

    def _stepped_through(self) -> Any:
        while not self.cancelled:
            try:
                progress = next(self._job)
            except StopIteration as end:
                return end.value
            self._tell(self._stepped, progress)
        self._job.close()
        return None

    def _tell(self, emit: Callable[..., None], *told: object) -> None:
        """Send something home; a worker whose home is gone, as its window is, stops."""
        try:
            emit(self, *told)
        except RuntimeError:  # from Qt: the source of the signal has been deleted
            self.cancelled = True
