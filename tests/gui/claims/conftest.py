"""The crocus gold open in the real window, the keyboard in the claim list."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator import jobs
from annotator.formats import jsonl
from annotator.gui.panels.claims import ClaimsPanel
from annotator.gui.window import Window
from annotator.project import Project
from tests.gold import gold_card, gold_page
from tests.gui.conftest import through
from tests.gui.hand import Hand


@pytest.fixture(scope="module")
def gold_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the whole gold in it, made once."""
    folder = tmp_path_factory.mktemp("gold")
    through(jsonl.write([gold_page()], gold_card(), folder / "gold.jsonl", jsonl.Options()))
    with Project.create(folder / "gold.annotator", "analyst-1") as project:
        through(jobs.import_files(project, [folder / "gold.jsonl"]))
    return folder / "gold.annotator"


@pytest.fixture
def window(bare_window: Window, gold_file: Path, tmp_path: Path) -> Iterator[Window]:
    """The window with the gold open and the keyboard in the claim list."""
    path = tmp_path / "gold.annotator"
    shutil.copy(gold_file, path)
    bare_window.desk.put(Project.open(path, "analyst-1"))
    project = bare_window.desk.project
    assert project is not None
    bare_window.desk.open_article(project.articles().page(limit=1)[0].id)
    bare_window.resize(1440, 1000)
    bare_window.work.panels["claims"].enter()
    QApplication.processEvents()
    yield bare_window


@pytest.fixture
def panel(window: Window) -> ClaimsPanel:
    found = window.work.panels["claims"]
    assert isinstance(found, ClaimsPanel)
    return found


@pytest.fixture
def hand(window: Window) -> Hand:
    return Hand(window)
