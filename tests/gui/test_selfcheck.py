"""The program tries itself: all is well, and what is not is told."""

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.gui.selfcheck import check


def test_all_is_well_and_a_picture_is_left(qtbot: QtBot, tmp_path: Path) -> None:
    said: list[str] = []
    home = os.environ["ANNOTATOR_HOME"]
    assert check(said.append, tmp_path / "window.png"), said
    assert len(said) == 10
    assert all(line.startswith("✓ ") for line in said[1:])
    assert (tmp_path / "window.png").read_bytes().startswith(b"\x89PNG")
    assert os.environ["ANNOTATOR_HOME"] == home
    assert not Path(home).exists()


def test_what_does_not_work_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.gui.commands.claim._make", lambda desk, verb: None)
    said: list[str] = []
    assert not check(said.append)
    assert said[-1].startswith("✗ ")
    assert "claim" in said[-1]
