"""A file of an older version of the program is brought up to date and keeps its articles."""

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator import codebook as codebooks
from annotator.project import NO_SOURCE, Filter, Project
from annotator.store import onmarks, schema, writing


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


def test_a_file_of_version_3_learns_since_when_its_articles_are_done_and_can_still_undo(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.annotator"
    old = Database(sqlite3.connect(path), execute_plugins=False)
    old.execute(f"pragma application_id = {schema.APPLICATION_ID}")
    schema.migrations.apply(old, stop_before="days")
    writing.codebook(old, codebooks.load_default())
    old.conn.executescript("""
        insert into annotators (id, name) values (1, 'Ana');
        insert into articles (id, key, title, characters)
            values (5, 'k', 'Old', 3), (6, 'l', '', 3);
        insert into statuses (id, article, annotator, status) values (7, 5, 1, 'done');
        insert into statuses (id, article, annotator, status) values (8, 6, 1, 'done');
        insert into edits (id, at, annotator, name)
            values (1, '2024-03-31T12:00:00.000Z', 1, 'Done');
        insert into changes (id, edit, "table", "row", after) values
            (1, 1, 'statuses', 7, '{"id": 7, "article": 5, "annotator": 1, "status": "done"}');
    """)
    old.close()
    with Project.open(path, "Ana") as project:
        sql = "select changed from statuses order by id"
        assert project.reader.execute(sql).fetchall() == [("2024-03-31T12:00:00.000Z",), ("",)]
        project.undo()
        assert project.reader.execute("select id from statuses").fetchall() == [(8,)]


def test_a_file_of_version_4_finds_rare_answers_by_an_index_and_has_no_index_more(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.annotator"
    old = Database(sqlite3.connect(path), execute_plugins=False)
    old.execute(f"pragma application_id = {schema.APPLICATION_ID}")
    schema.migrations.apply(old, stop_before="rare")
    writing.codebook(old, codebooks.load_default())
    old.conn.commit()
    before = _indexes(old)
    old.close()
    with Project.open(path, "Ana") as project:
        assert len(_indexes(project.reader)) == len(before)
        rare = Filter(judged=("credibility", "3"))
        [answer] = onmarks.conditions(project.reader, rare, project.annotator.id)
        [sourceless] = onmarks.conditions(project.reader, Filter(source=NO_SOURCE), 1)
        assert "judgements_value (annotator=? AND field=? AND value=?)" in _plan(project, answer)
        assert "COVERING INDEX spans_claim (claim=? AND role=?)" in _plan(project, sourceless)


def _indexes(db: Database) -> list[str]:
    return [name for (name,) in db.execute("select name from sqlite_master where type = 'index'")]


def _plan(project: Project, condition: onmarks.Condition) -> str:
    sql = f"explain query plan {condition.ids}"
    return "\n".join(row[3] for row in project.reader.execute(sql, list(condition.values)))
