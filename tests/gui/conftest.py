"""The real window on a real project: fixtures for everything that presses keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import jobs
from annotator.gui.app import make
from annotator.gui.window import Window
from annotator.project import Project
from tests.gui.hand import Hand

CROCUS = Path(__file__).parents[1] / "data" / "crocus" / "article.txt"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in a file of its own, with the crocus article in it; the window closes it."""
    made = Project.create(tmp_path / "week.annotator", "analyst-1")
    through(jobs.import_files(made, [CROCUS]))
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Project:
    """A project without articles."""
    return Project.create(tmp_path / "empty.annotator", "analyst-1")


@pytest.fixture
def bare_window(qtbot: QtBot) -> Iterator[Window]:
    """The window as it starts, with nothing open."""
    _app, window = make()
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    QApplication.processEvents()


@pytest.fixture
def window(bare_window: Window, project: Project, qtbot: QtBot) -> Window:
    """The window with the crocus article open and the keyboard in the text."""
    bare_window.desk.put(project)
    bare_window.work.area.view.setFocus()
    qtbot.waitUntil(lambda: not bare_window.desk.tasks.busy)
    return bare_window


@pytest.fixture
def hand(window: Window) -> Hand:
    """An analyst's hand on that window."""
    return Hand(window)


def through(job):
    """Run a job to its end and give its result."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value
