"""Copies of the project: made once, ten kept, put back with what stood there kept."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3

from annotator.errors import Refused
from annotator.project import Project
from annotator.store import backups
from tests.scene import Scene, dump
from tests.store.disks import fill, small_disk

_MINUTES = itertools.count()


def clock() -> datetime:
    """A minute later with each call."""
    return datetime(2026, 11, 24, 9, 0) + timedelta(minutes=next(_MINUTES))


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """An open project with a mention."""
    scene = Scene.new(tmp_path)
    scene.label("Kremlin", "ORG")
    yield scene
    scene.project.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the copies go."""
    return tmp_path / "copies"


def test_a_copy_of_an_open_project_holds_its_last_edit(scene: Scene, folder: Path) -> None:
    copy = backups.make(scene.project.path, folder, clock)
    assert copy is not None
    assert copy.name.startswith("test 2026-11-24 09.")
    assert dump(copy) == dump(scene.project.path)
    assert backups.existing(scene.project.path, folder) == (copy,)


def test_nothing_changed_makes_no_further_copy(scene: Scene, folder: Path) -> None:
    assert backups.make(scene.project.path, folder, clock)
    assert backups.make(scene.project.path, folder, clock) is None
    scene.undo()
    assert backups.make(scene.project.path, folder, clock)
    scene.project.close()
    assert backups.make(scene.project.path, folder, clock) is None
    with Project.open(scene.project.path, "boris"):
        assert backups.make(scene.project.path, folder, clock) is None
    assert len(backups.existing(scene.project.path, folder)) == 2


def test_a_copy_stands_alone(scene: Scene, folder: Path) -> None:
    copy = backups.make(scene.project.path, folder, clock)
    backups.make(scene.project.path, folder, clock)
    assert list(folder.iterdir()) == [copy]
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"


def test_ten_copies_are_kept_the_newest(scene: Scene, folder: Path) -> None:
    made = []
    for _ in range(13):
        scene.claim("calm")
        made.append(backups.make(scene.project.path, folder, clock))
    assert backups.existing(scene.project.path, folder) == tuple(reversed(made[3:]))
    assert sorted(folder.iterdir()) == sorted(p for p in made[3:] if p)


def test_two_copies_in_one_second_are_two(scene: Scene, folder: Path) -> None:
    when = clock()
    one = backups.make(scene.project.path, folder, lambda: when)
    scene.claim("calm")
    two = backups.make(scene.project.path, folder, lambda: when)
    assert one != two
    assert backups.existing(scene.project.path, folder) == (two, one)


def test_copies_of_other_projects_are_left_alone(tmp_path: Path, folder: Path) -> None:
    for name in ("a", "a b", "a [1]"):
        with Project.create(tmp_path / name) as project:
            backups.make(project.path, folder, clock)
    for name in ("a", "a b", "a [1]"):
        assert len(backups.existing(tmp_path / f"{name}.annotator", folder)) == 1


def test_a_damaged_copy_does_not_stand_in_the_way_of_the_next(scene: Scene, folder: Path) -> None:
    copy = backups.make(scene.project.path, folder, clock)
    assert copy is not None
    copy.write_bytes(b"\0" * 5000)
    assert backups.make(scene.project.path, folder, clock) not in (None, copy)


def test_without_room_no_copy_is_made_and_it_says_so(scene: Scene, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1) as disk:
        fill(disk)
        with pytest.raises(Refused, match="too little room"):
            backups.make(scene.project.path, disk, clock)
        assert [p.name for p in disk.iterdir()] == ["filler"]


def test_restoring_puts_the_copy_in_place_and_keeps_what_stood_there(
    scene: Scene, folder: Path
) -> None:
    path, then = scene.project.path, dump(scene.project.path)
    copy = backups.make(path, folder, clock)
    assert copy is not None
    scene.claim("calm")
    now = dump(path)
    scene.project.close()
    aside = backups.restore(copy, path)
    assert (dump(path), dump(aside), dump(copy)) == (then, now, then)
    assert aside.name == "test before restoring.annotator"
    again = backups.restore(copy, path)
    assert again.name == "test before restoring 2.annotator"
    with Project.open(path, "anna") as project:
        assert project.read_only == ""
        assert project.next_undo is not None


def test_an_open_project_is_not_restored_over(scene: Scene, folder: Path) -> None:
    copy = backups.make(scene.project.path, folder, clock)
    assert copy is not None
    with pytest.raises(Refused, match="The project is open"):
        backups.restore(copy, scene.project.path)
    scene.label("Monday", "DATE")


def test_a_copy_that_finds_no_room_is_not_put_back_and_leaves_nothing(
    scene: Scene, folder: Path, tmp_path: Path
) -> None:
    copy = backups.make(scene.project.path, folder, clock)
    assert copy is not None
    with small_disk(tmp_path / "disk", 1) as disk:
        project = disk / copy.name
        shutil.copy(copy, project)
        before = project.read_bytes()
        fill(disk)
        with pytest.raises(Refused, match="put back: No space left"):
            backups.restore(copy, project)
        assert project.read_bytes() == before
        assert {path.name for path in disk.iterdir()} - {"filler", project.name} <= {
            f".{project.name}.lock"
        }


def test_a_damaged_project_is_replaced_and_its_last_edits_kept_beside_it(
    scene: Scene, folder: Path, tmp_path: Path
) -> None:
    path = scene.project.path
    copy = backups.make(path, folder, clock)
    assert copy is not None
    scene.claim("calm")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in (path.name, f"{path.name}-wal"):  # as a killed program leaves them
        shutil.copy(path.with_name(name), crashed / name)
    broken, log = crashed / path.name, crashed / f"{path.name}-wal"
    broken.write_bytes(os.urandom(5000))
    kept = log.read_bytes()
    aside = backups.restore(copy, broken)
    assert dump(broken) == dump(copy)
    assert aside.read_bytes()[:16] != b"SQLite format 3\0"
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == kept
    assert not log.exists()
