"""Copies of a project, and looking it through for faults."""

from pathlib import Path

import pytest

from annotator import jobs
from annotator.edits import articles
from annotator.project import Project
from tests.jobs.running import finished, imported, texts


@pytest.fixture
def project(tmp_path: Path):
    """The sample project."""
    with Project.create(tmp_path / "sample.annotator", "Maria") as made:
        imported(made, *jobs.samples())
        yield made


def faults(project: Project, *statements: str) -> list[str]:
    """What is found after somebody meddled with the file."""
    with project.turn() as db:
        db.execute("pragma defer_foreign_keys = 1")
        for statement in statements:
            db.execute(statement)
    return [finding.what for finding in finished(jobs.verify(project))]


def test_a_sound_project_has_no_faults(project: Project) -> None:
    assert finished(jobs.verify(project)) == ()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("update texts set body = replace(body, 'fire', 'fyre')", "does not cover"),
        ("update texts set body = body || ' '", "not the one that was imported"),
        ("update articles set characters = 1", "another length"),
        ("update spans set quote = 'x' where label is not null", "does not cover “x”"),
        ("update spans set head_start = 0, head_end = 1 where start > 9", "head of span"),
        ("delete from texts_search where rowid = (select min(article) from texts)", "search"),
        ("delete from texts where article = (select min(article) from texts)", "no text"),
        ("delete from spans where role = 'content'", "no content"),
        ("update claims set parent = (select max(id) from claims)", "one of another article"),
    ],
)
def test_a_fault_is_found(project: Project, statement: str, told: str) -> None:
    assert any(told in fault for fault in faults(project, statement))


def test_a_reference_to_nothing_is_found(project: Project) -> None:
    from sqlite_utils.utils import sqlite3

    path = project.path
    project.close()
    connection = sqlite3.connect(path)
    connection.execute("pragma foreign_keys = 0")
    connection.execute("delete from entities where id = (select min(id) from entities)")
    connection.commit()
    connection.close()
    with Project.open(path, read_only=True) as meddled:
        found = [finding.what for finding in finished(jobs.verify(meddled))]
    assert any("points to something in entities that is not there" in told for told in found)


def test_a_damaged_page_is_told_and_the_rest_is_read(project: Project) -> None:
    path = project.path
    project.close()
    raw = bytearray(path.read_bytes())
    for start in range(len(raw) // 2, len(raw) // 2 + 4096):
        raw[start] = 0xFF
    path.write_bytes(raw)
    with Project.open(path, read_only=True) as damaged:
        assert finished(jobs.verify(damaged))


def test_a_copy_is_made_and_put_back(project: Project) -> None:
    path, before = project.path, texts(project)
    copy = finished(jobs.backup(path))
    assert copy is not None
    assert finished(jobs.backup(path)) is None
    assert jobs.existing_backups(path) == (copy,)
    project.edit(articles.remove, project.articles().page()[0].id)
    project.close()
    aside = finished(jobs.restore(copy, path))
    with Project.open(path) as restored, Project.open(aside) as kept:
        assert texts(restored) == before
        assert len(texts(kept)) == len(before) - 1
