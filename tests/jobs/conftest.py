"""What most tests of jobs start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project."""
    with Project.create(tmp_path / "p.annotator", "ana") as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for files to import."""
    made = tmp_path / "in"
    made.mkdir()
    return made
