"""The claims panel alone in a window, on the crocus gold, the keyboard in its list."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from annotator import jobs
from annotator.formats import jsonl
from annotator.gui import style, theme
from annotator.gui.command import Commands
from annotator.gui.desk import Desk
from annotator.gui.panels.claims import ClaimsPanel
from annotator.gui.typed import TypedKeys
from annotator.project import Project
from annotator.settings import Settings
from tests.gold import gold_card, gold_page
from tests.gui.conftest import through
from tests.gui.hand import Hand


class PanelHand(Hand):
    """The analyst's hand on a window that holds only the panel."""

    def __init__(self, panel: ClaimsPanel) -> None:
        self.desk, self.view, self.actions = panel.desk, panel.list, Counter()


@pytest.fixture(scope="module")
def gold_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the whole gold in it, made once."""
    folder = tmp_path_factory.mktemp("gold")
    through(jsonl.write([gold_page()], gold_card(), folder / "gold.jsonl", jsonl.Options()))
    with Project.create(folder / "gold.annotator", "analyst-1") as project:
        through(jobs.import_files(project, [folder / "gold.jsonl"]))
    return folder / "gold.annotator"


@pytest.fixture
def panel(gold_file: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[ClaimsPanel]:
    """The panel with the gold open."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    style.dress(application, theme.LIGHT)
    path = tmp_path / "gold.annotator"
    shutil.copy(gold_file, path)
    window = QMainWindow()
    desk = Desk(Settings(), window)
    commands = Commands(desk)
    made = ClaimsPanel(desk, commands)
    TypedKeys(commands, window).listen(made.typed())
    window.setCentralWidget(made)
    project = Project.open(path, "analyst-1")
    desk.put(project)
    commands.renew()
    desk.open_article(project.articles().page(limit=1)[0].id)
    window.resize(364, 800)
    window.show()
    qtbot.waitExposed(window)
    made.enter()
    QApplication.processEvents()
    yield made
    desk.put(None)
    window.close()


@pytest.fixture
def hand(panel: ClaimsPanel) -> Hand:
    return PanelHand(panel)
