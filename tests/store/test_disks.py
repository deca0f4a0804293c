"""A disk that says no takes no half an edit; the log beside the file does not grow without end."""

import shutil
import threading
import time
from pathlib import Path

import pytest

from annotator.edits import claims
from annotator.errors import NotSaved, Refused
from annotator.project import Project
from annotator.store import opening
from tests.scene import Scene, dump
from tests.store.disks import fill, small_disk


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed project with an article and a mention."""
    scene = Scene.new(tmp_path)
    scene.label("Kremlin", "ORG")
    scene.project.close()
    return scene.project.path


def test_a_full_disk_takes_no_half_an_edit_and_later_takes_it_whole(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4) as disk:
        scene = Scene.new(disk)
        scene.label("Kremlin", "ORG")
        filler = fill(disk)
        before = dump(scene.project.path)
        refused = 0
        for _ in range(40):
            try:
                scene.claim("calm")
            except NotSaved as error:
                refused += 1
                assert str(error).startswith(("the disk is full", "the disk reports an error"))
                assert scene.read(scene.article) == scene.page
        assert refused
        if refused == 40:
            assert dump(scene.project.path) == before
        filler.unlink()
        scene.claim("smiled")
        state = dump(scene.project.path)
        scene.project.close()
        with Project.open(scene.project.path, "anna") as again:
            assert dump(again.path) == state
            assert again.reader.execute("pragma integrity_check").fetchone()[0] == "ok"


def test_a_file_that_may_not_grow_refuses_and_stays_whole(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    scene.label("Kremlin", "ORG")
    writer = scene.project._for_edits()
    pages = writer.execute("pragma page_count").fetchone()[0]
    writer.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(NotSaved, match="the disk is full"):
        for _ in range(200):
            scene.claim("calm")
    assert scene.read(scene.article) == scene.page
    writer.execute(f"pragma max_page_count = {1 << 30}")
    scene.claim("smiled")
    scene.project.close()


def test_a_project_on_a_full_disk_can_still_be_looked_at(file: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4) as disk:
        path = Path(shutil.copy(file, disk))
        filler = fill(disk)
        with Project.open(path, "somebody new") as project:
            assert project.page(project.articles().page()[0].id)
        filler.unlink()
        with Project.open(path, "anna") as project:
            assert project.read_only == ""


def test_a_new_project_on_a_full_disk_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1) as disk:
        fill(disk)
        with pytest.raises(Refused, match="cannot be made here: "):
            Project.create(disk / "x.annotator")
        assert [p.name for p in disk.iterdir()] == ["filler"]


def test_closing_folds_the_log_into_the_file(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    scene.label("Kremlin", "ORG")
    assert opening.log_length(scene.project.path) > 0
    scene.project.close()
    left = {p.name for p in tmp_path.iterdir()} - {f".{scene.project.path.name}.lock"}
    assert left == {scene.project.path.name}


def test_a_long_job_does_not_let_the_log_grow_without_end(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    longest = 0
    for _ in range(60):
        with scene.project.turn() as db:
            db.execute("insert into properties (id, name, value) values (null, ?, ?)",
                       [str(time.perf_counter_ns()), "x" * 1_000_000])  # fmt: skip
        longest = max(longest, opening.log_length(scene.project.path))
    assert longest < 24 << 20
    with scene.project.turn() as db:
        db.execute("delete from properties where length(value) = 1000000")
    scene.project.checkpoint()
    scene.label("Kremlin", "ORG")
    scene.label("Peskov", "PER")
    assert opening.log_length(scene.project.path) <= 4 << 20
    scene.project.close()


def test_edits_alone_do_not_let_the_log_grow_without_end_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.project._LONG_FOR_EDITS", 5 << 20)
    scene, longest = Scene.new(tmp_path), 0
    scene.project._for_edits().execute("pragma synchronous = off")
    claim = scene.claim("calm")
    for n in range(1000):
        scene.project.edit(claims.set_gist, claim, f"gist {n}")
        longest = max(longest, opening.log_length(scene.project.path))
    assert 5 << 20 < longest < 8 << 20
    scene.project.close()


def test_a_job_and_a_person_write_at_the_same_time(tmp_path: Path) -> None:
    scene, turns, done = Scene.new(tmp_path), [0], threading.Event()

    def job() -> None:
        while not done.is_set():
            with scene.project.turn() as db:
                sql = "insert into properties (name, value) values (?, 'x')"
                db.execute(sql, [f"turn {turns[0]}"])
            turns[0] += 1

    thread = threading.Thread(target=job)
    thread.start()
    for n in range(40):
        scene.do(claims.add, scene.article, n, n + 9)
    done.set()
    thread.join()
    assert turns[0] > 0
    assert len(scene.page.claims) == 40
    names = scene.project.reader.execute("select count(*) from properties where name like 'turn%'")
    assert names.fetchone()[0] == turns[0]
    assert len(scene.project.history()) == 40
    scene.project.close()
