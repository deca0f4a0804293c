"""A file of an older version of the program is brought up to date and keeps its articles."""

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator import codebook as codebooks
from annotator.project import Project
from annotator.store import schema, writing


def test_a_file_of_version_1_is_brought_up_and_keeps_its_articles(tmp_path: Path) -> None:
    path = tmp_path / "old.annotator"
    old = Database(sqlite3.connect(path), execute_plugins=False)
    old.execute(f"pragma application_id = {schema.APPLICATION_ID}")
    schema.migrations.apply(old, stop_before="corpus")
    old.execute("insert into articles (id, key, title, characters) values (5, 'k', 'Old', 3)")
    writing.codebook(old, codebooks.load_default())
    old.conn.commit()
    assert old.execute("pragma user_version").fetchone()[0] == 1
    old.close()
    with Project.open(path, "Ana") as project:
        assert not project.read_only
        article = project.article(5)
    assert article is not None
    assert (article.title, article.rights, article.family) == ("Old", "", "")
    assert article.version_of is None
