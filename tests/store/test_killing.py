"""A program killed in the middle of an edit loses nothing that it had said was done."""

import sys
from pathlib import Path

import pytest

from annotator.project import Project
from tests.scene import TEXT, Scene, add_article
from tests.store.killing import kill_once

KILLS = 6  # tests/bench/store.py does some hundreds


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_no_edit_that_was_done_is_lost_and_the_file_is_sound(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    add_article(scene.project, TEXT[::-1])
    scene.project.close()
    done = 0
    for seed in range(KILLS):
        left = kill_once(scene.project.path, seed)
        assert (left.lost, left.broken) == (0, ())
        done += left.done
    assert done > KILLS
    with Project.open(scene.project.path, "anna") as again:
        assert again.read_only == ""
        again.undo()
