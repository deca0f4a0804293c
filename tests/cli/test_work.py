"""The status of many articles, and filters that are kept, from the command line."""

from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator import codebook as codebooks
from annotator.edits import articles
from annotator.project import Project, told
from annotator.store import schema, writing
from annotator.store.lock import ProjectLock
from tests.cli.running import annotator, objects
from tests.scene import add_article, dump


@pytest.fixture
def project(tmp_path: Path) -> str:
    """Six articles, two of them by Reuters; anna is done with one of those."""
    with Project.create(tmp_path / "p.annotator", "anna") as made:
        ids = [
            add_article(made, f"Text {n}", title=f"{n}", outlet="Reuters" if n < 2 else "AFP")
            for n in range(6)
        ]
        made.edit(articles.set_status, ids[0], "done")
    return str(made.path)


def status(project: str, *words: str) -> list[dict[str, object]]:
    return objects(annotator("status", project, "--as", "anna", "--json", *words))


def test_articles_are_counted_by_status(project: str) -> None:
    counts = {"untouched": 5, "in_progress": 0, "done": 1, "done_empty": 0, "review": 0}
    assert status(project) == [counts]
    assert status(project, "--outlet", "reuters") == [counts | {"untouched": 1}]
    read = annotator("status", project, "--as", "anna").stdout.splitlines()
    assert read == ["1 of 6 done", "5  Not started", "1  Done"]


def test_a_project_of_an_older_version_is_brought_up_to_date_where_it_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))
    path = tmp_path / "old.annotator"
    old = Database(sqlite3.connect(path), execute_plugins=False)
    old.execute(f"pragma application_id = {schema.APPLICATION_ID}")
    schema.migrations.apply(old, stop_before="rare")
    writing.codebook(old, codebooks.load_default())
    old.execute("insert into articles (id, key, title, characters) values (5, 'k', 'Old', 3)")
    old.conn.commit()
    old.close()
    lock = ProjectLock(path)
    lock.take()
    held = annotator("status", str(path))
    lock.free()
    assert held.exit_code == 1 and "Open it once where it can be written" in held.stderr
    assert status(str(path))[0]["untouched"] == 1
    assert len(list((tmp_path / "home").rglob("*.annotator"))) == 1  # as it was, in its backups


def test_the_status_of_all_that_the_options_leave_is_set_as_one_step(project: str) -> None:
    bare = dump(Path(project))
    assert status(project, "--set", "done", "--outlet", "AFP", "--dry-run") == [
        {"status": "done", "would_change": 4}
    ]
    assert dump(Path(project)) == bare
    result = annotator("status", project, "--set", "done", "--outlet", "AFP", "--as", "anna")
    assert (result.exit_code, result.stdout) == (0, "4 articles have another status now.\n")
    again = annotator("status", project, "--set", "done", "--outlet", "AFP", "--as", "anna")
    assert (again.exit_code, again.stdout) == (1, "0 articles have another status now.\n")
    with Project.open(Path(project), "anna") as opened:
        assert told(opened.history()[0]) == "Set 4 articles to done"
        opened.undo()
    assert dump(Path(project)) == bare


def test_all_articles_are_set_only_where_that_is_said(project: str) -> None:
    bare = dump(Path(project))
    assert annotator("status", project, "--set", "review").exit_code == 2
    assert annotator("status", project, "--set", "review", "--all", "--find", "x").exit_code == 2
    assert annotator("status", project, "--set", "ready").exit_code == 2
    assert dump(Path(project)) == bare
    assert status(project, "--set", "review", "--all") == [{"status": "review", "changed": 6}]


def test_filters_are_kept_listed_used_and_forgotten(project: str) -> None:
    none = annotator("filters", project)
    assert (none.exit_code, none.stderr) == (1, "The project keeps no filter.\n")
    annotator("filters", project, "--keep", "wire", "--outlet", "Reuters")
    annotator("filters", project, "--keep", "left", "--filter", "wire", "--status", "unfinished")
    rows = objects(annotator("filters", project, "--as", "anna", "--json"))
    assert rows == [
        {"name": "left", "articles": 1, "done": 0}, {"name": "wire", "articles": 2, "done": 1},
    ]  # fmt: skip
    assert status(project, "--filter", "left", "--set", "done") == [
        {"status": "done", "changed": 1}
    ]
    assert annotator("filters", project, "--forget", "left").exit_code == 0
    assert annotator("filters", project, "--forget", "left").exit_code == 1
    assert [row["name"] for row in objects(annotator("filters", project, "--json"))] == ["wire"]


def test_a_filter_without_conditions_or_name_is_wrong_use(project: str) -> None:
    assert annotator("filters", project, "--keep", "all").exit_code == 2
    assert annotator("filters", project, "--keep", "a", "--forget", "b").exit_code == 2
    assert annotator("filters", project, "--keep", " ", "--outlet", "AFP").exit_code == 1
