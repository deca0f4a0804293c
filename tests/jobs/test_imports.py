"""An import as a whole: one entry in the history, stopped, killed, and projects into projects."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotator import jobs
from annotator.edits import entities, spans
from annotator.errors import NotSaved, Refused
from annotator.progress import Progress
from annotator.project import Project
from tests.jobs.byhand import lines, written
from tests.jobs.running import exported, finished, imported, pages, texts


def test_an_import_is_one_entry_and_can_be_taken_back(project: Project, folder: Path) -> None:
    for n in range(120):
        written(folder / f"{n:03}.txt", f"Article {n}")
    result = imported(project, folder)
    (record,) = project.history()
    assert (record.id, record.kind) == (result.edit, "import")
    assert record.name.format_map(dict(record.arguments)) == "Import 120 articles from in"
    assert jobs.last_import(project) == record

    assert finished(jobs.take_back(project, record.id)) == 120
    assert texts(project) == []
    assert jobs.last_import(project) is None
    told = project.history()[0]
    assert told.name.format_map(dict(told.arguments)).startswith("Take back")
    with pytest.raises(Refused):
        finished(jobs.take_back(project, record.id))

    again = imported(project, folder)
    assert (again.back, len(texts(project))) == (120, 120)


def test_an_import_stands_apart_from_undo(project: Project, folder: Path) -> None:
    first = imported(project, written(folder / "a.txt", "Ana")).first
    label = project.codebook.active_labels[0].id
    project.edit(spans.add, first, 0, 3, label)
    imported(project, written(folder / "b.txt", "Bo"))
    assert project.undo().record is not None
    assert not list(pages(project)[0].mentions)
    with pytest.raises(Refused):
        project.undo()
    assert project.redo().record is not None
    assert texts(project) == ["Ana", "Bo"]


def test_an_edit_need_not_wait_for_an_import(project: Project, folder: Path) -> None:
    first = imported(project, written(folder / "first.txt", "Ana")).first
    for n in range(200):
        written(folder / "more" / f"{n:03}.txt", f"Article {n}")
    label = project.codebook.active_labels[0].id
    job = jobs.import_files(project, [folder / "more"])
    for _step in range(100):
        assert isinstance(next(job), Progress)
    span = project.edit(spans.add, first, 0, 3, label).answer
    assert finished(job).new == 200
    project.undo()
    project.redo()
    page = project.page(first or 0)
    assert page is not None and page.span(span) is not None


def test_stopping_keeps_what_is_written_and_can_be_taken_back(
    project: Project, folder: Path
) -> None:
    for n in range(200):
        written(folder / f"{n:03}.txt", f"Article {n}")
    job = jobs.import_files(project, [folder])
    for _step in range(150):
        next(job)
    job.close()
    there = len(texts(project))
    assert 0 < there < 200
    record = jobs.last_import(project)
    assert record is not None
    assert finished(jobs.take_back(project, record.id)) == there


def test_a_full_disk_stops_the_import_and_says_so(project: Project, folder: Path) -> None:
    for n in range(400):
        written(folder / f"{n:03}.txt", f"Article {n} " * 500)
    with project.turn() as db:
        size = db.execute("pragma page_count").fetchone()[0]
        db.execute(f"pragma max_page_count = {size + 300}")
    result = imported(project, folder)
    assert result.stopped
    assert 0 < result.new < 400
    assert len(texts(project)) == result.new
    assert not finished(jobs.verify(project))


def test_a_project_that_cannot_be_written_takes_nothing_in(tmp_path: Path, folder: Path) -> None:
    Project.create(tmp_path / "q.annotator").close()
    file = written(folder / "a.txt", "text")
    with Project.open(tmp_path / "q.annotator", read_only=True) as project, pytest.raises(Refused):
        imported(project, file)


def test_two_analysts_files_become_one(tmp_path: Path, folder: Path) -> None:
    text = "Ana Li met the envoy."
    with Project.create(tmp_path / "a.annotator", "ana") as one:
        first = imported(one, written(folder / "a.txt", text)).first
        person = one.codebook.label_named("PER")
        assert person is not None and first is not None
        made = one.edit(spans.add, first, 0, 6, person.id).answer
        page = one.page(first)
        assert page is not None
        entity = page.span(made).entity  # type: ignore[union-attr]
        one.edit(entities.describe, entity, "description", "an envoy")
        exported(one, folder / "a.jsonl")
        exported(one, folder / "seed.jsonl")
    with Project.create(tmp_path / "b.annotator", "bo") as two:
        imported(two, folder / "seed.jsonl")
        written(folder / "b.txt", "Later, Ana Li left.")
        second = imported(two, folder / "b.txt").first
        joined = two.edit(spans.add, second, 7, 13, person.id).answer
        page = two.page(second or 0)
        assert page is not None and page.span(joined).entity == entity  # type: ignore[union-attr]
        exported(two, folder / "b.jsonl")
    with Project.open(tmp_path / "a.annotator", "ana") as one:
        result = imported(one, folder / "b.jsonl")
        assert (result.new, result.already, result.marks_left) == (1, 1, 0)
        found = [[s.entity for s in page.mentions] for page in pages(one)]
        assert found == [[entity], [entity]]
        assert len(one.reader.execute("select id from entities").fetchall()) == 1


def test_a_project_with_work_in_it_keeps_its_own_codebook(tmp_path: Path, folder: Path) -> None:
    with Project.create(tmp_path / "a.annotator", "ana") as one:
        imported(one, written(folder / "a.txt", "Ana"))
        exported(one, folder / "a.jsonl")
    record = json.loads((folder / "a.jsonl").read_text().split("\n")[0])
    record["codebook"]["labels"].append(
        {"id": "77", "name": "WEAPON", "code": "PER", "family": "nonsense", "key": "1"}
    )
    record["codebook"]["fields"].append(
        {"id": "tone", "name": "Tone", "layer": "judgement", "key": "w", "core": True,
         "choices": [{"value": "calm", "key": "c", "name": "Calm"}]}
    )  # fmt: skip
    record["guidelines"] = "Theirs."
    lines(folder / "b.jsonl", record, {"text": "Bo", "title": "Bo"})
    with Project.open(tmp_path / "a.annotator", "ana") as one:
        before = one.codebook
        assert imported(one, folder / "b.jsonl").failed == ()
        assert one.codebook.labels[: len(before.labels)] == before.labels
        added = one.codebook.label_named("WEAPON")
        assert added is not None
        assert (added.code, added.family, added.key) == ("PER2", "other", "")
        field = one.codebook.field("tone")
        assert (field.core, field.key) == (False, "")
        assert one.property_named("guidelines") == ""


def test_a_later_failure_of_the_disk_is_told_apart(project: Project, folder: Path) -> None:
    with project.turn() as db:
        db.execute("pragma max_page_count = 1")
    result = imported(project, written(folder / "a.txt", "text " * 100_000))
    assert result.stopped and result.new == 0
    with pytest.raises(NotSaved), project.turn() as db:
        db.execute("create table big (x)")
        db.execute("insert into big values (zeroblob(1000000))")


def test_an_import_killed_in_the_middle_leaves_a_whole_batch(tmp_path: Path, folder: Path) -> None:
    for n in range(3000):
        written(folder / f"{n:04}.txt", f"Article {n}")
    path = tmp_path / "k.annotator"
    Project.create(path, "ana").close()
    root = Path(__file__).resolve().parents[2]
    words = [sys.executable, str(root / "main.py"), "import", str(path), str(folder), "--as", "ana"]
    child = subprocess.Popen(words)
    while not _count(path) and child.poll() is None:
        time.sleep(0.01)
    child.kill()
    child.wait()
    with Project.open(path, "ana") as left:
        there = len(texts(left))
        assert 0 < there < 3000
        assert not finished(jobs.verify(left))
        record = jobs.last_import(left)
        assert record is not None
        assert record.arguments["count"] == f"{there} articles"
        assert finished(jobs.take_back(left, record.id)) == there


def _count(path: Path) -> int:
    with Project.open(path, read_only=True) as seen:
        return seen.articles().count
