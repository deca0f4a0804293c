"""Jobs off the window: what becomes of one when the window is closed under it."""

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QThreadPool

from annotator.gui.tasks import Tasks
from annotator.progress import Progress


@pytest.mark.parametrize("ends", [False, True])
def test_a_job_whose_window_is_gone_stops_at_its_next_step_and_tells_nobody(
    qapp: object, capfd: pytest.CaptureFixture[str], ends: bool
) -> None:
    begun, gone, closed = threading.Event(), threading.Event(), threading.Event()
    steps: list[int] = []

    def job() -> Iterator[Progress]:
        try:
            begun.set()
            assert gone.wait(10)
            for step in range(0 if ends else 100):
                steps.append(step)
                yield Progress(step, 100)
        finally:
            closed.set()

    tasks = Tasks()
    tasks.run("Importing", job())
    assert begun.wait(10)
    shiboken6.delete(tasks)
    gone.set()
    assert QThreadPool.globalInstance().waitForDone(10_000)
    assert closed.is_set() and len(steps) <= 1
    assert "deleted" not in capfd.readouterr().err
