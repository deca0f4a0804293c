"""The list of entities with the gold of the crocus article."""

from pathlib import Path

import pytest

from annotator.formats import jsonl
from annotator.gui.panels.entities import EntitiesPanel
from annotator.gui.window import Window
from annotator.project import Project
from tests.formats.running import exported
from tests.gold import gold_card, gold_page
from tests.jobs.running import imported


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that holds the gold of the crocus article."""
    exported(jsonl, [gold_page()], tmp_path / "gold.jsonl", gold_card())
    made = Project.create(tmp_path / "gold.annotator", "analyst-1")
    imported(made, tmp_path / "gold.jsonl")
    return made


@pytest.fixture
def panel(window: Window) -> EntitiesPanel:
    window.desk.open_article(window.desk.project.articles().page()[0].id)
    window.work.right.open("entities")
    found = window.work.panels["entities"]
    assert isinstance(found, EntitiesPanel)
    return found
