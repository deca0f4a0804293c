"""What the tests of the edits start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scene import Scene


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """A new project with one article."""
    scene = Scene.new(tmp_path)
    yield scene
    scene.project.close()
