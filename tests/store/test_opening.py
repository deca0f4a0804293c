"""Opening a file, maybe a stranger's, a broken or a busy one: a clear sentence, nothing damaged."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator.errors import BadInput, Refused
from annotator.project import Project
from annotator.store import opening, schema
from tests.scene import Scene, dump
from tests.store.disks import only_read, small_disk


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed project with an article and a mention."""
    scene = Scene.new(tmp_path)
    scene.label("Kremlin", "ORG")
    scene.project.close()
    return scene.project.path


@contextmanager
def untouched(file: Path) -> Iterator[None]:
    """The file has the same bytes afterwards, and nothing lies beside it that was not there."""
    before, beside = hashlib.sha256(file.read_bytes()).hexdigest(), set(file.parent.iterdir())
    yield
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
    assert {path.name for path in set(file.parent.iterdir()) - beside} <= {
        f".{file.name}.lock", f"{file.name}-wal", f"{file.name}-shm",
    }  # fmt: skip
    assert opening.log_length(file) == 0


def change(file: Path, *statements: str) -> None:
    """Change a file behind the program's back."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = delete").fetchall()
        for sql in statements:
            connection.execute(sql)


def why_not(path: Path) -> str:
    """The sentence that tells why a file cannot be opened."""
    with pytest.raises(BadInput) as refusal:
        Project.open(path)
    return refusal.value.why


def test_a_new_file_is_of_this_version_and_has_all_tables(file: Path) -> None:
    with closing(opening.reader(file).conn) as connection:
        assert connection.execute("pragma user_version").fetchone()[0] == schema.VERSION
        assert connection.execute("pragma application_id").fetchone()[0] == schema.APPLICATION_ID
        names = {row[0] for row in connection.execute("select name from sqlite_master")}
    assert set(schema.JOURNALLED) < names
    assert file.read_bytes()[68:72] == b"ANNO"


def test_the_file_carries_no_trigger_of_its_own(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("select name from sqlite_master where type = 'trigger'")
        assert found.fetchall() == []


def test_every_foreign_key_column_has_an_index_but_for_who_made_a_mark() -> None:
    db = Database(memory=True, execute_plugins=False)
    schema.migrations.apply(db)
    bare = set()
    for table in db.table_names():
        leading = {index.columns[0] for index in db[table].indexes}
        leading |= set(db[table].pks)
        bare |= {(table, k.column) for k in db[table].foreign_keys if k.column not in leading}
    links = ("claim_links", "entity_links", "span_links")
    assert bare == {(table, "annotator") for table in ("spans", "claims", "entities", "notes")} | {
        (table, "annotator") for table in links
    }


@pytest.mark.parametrize("content", [b"", b"SQLite", b"hello\n" * 300, b"\0" * 8192])
def test_a_file_that_is_no_project_is_told_so_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.annotator"
    path.write_bytes(content)
    assert why_not(path) == "This is not an Annotator project."
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_another_program_is_told_so_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.annotator"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table spans (id integer primary key)")
    before = path.read_bytes()
    assert why_not(path) == "This is a database of another program, not an Annotator project."
    assert path.read_bytes() == before


def test_a_missing_file_and_a_folder_are_told_so(tmp_path: Path) -> None:
    assert why_not(tmp_path / "none.annotator") == "There is no such file."
    assert why_not(tmp_path) == "There is no such file."


def test_a_newer_file_opens_for_reading_and_says_so(file: Path) -> None:
    change(file, f"pragma user_version = {schema.VERSION + 1}")
    with untouched(file), Project.open(file) as project:
        assert "newer version" in project.read_only
        assert [listed.article.title for listed in project.articles().page()] == ["A title"]
        with pytest.raises(Refused, match="newer version"):
            project.undo()


def test_a_project_without_its_tables_is_damaged(file: Path) -> None:
    change(file, "drop table chains")
    assert why_not(file) == (
        "The file is damaged (chains is not as it should be). Restore a backup from the File menu."
    )


def test_a_changed_table_is_damaged(file: Path) -> None:
    change(file, "alter table notes add column extra text")
    assert "notes is not as it should be" in why_not(file)


def test_tables_and_indexes_that_another_tool_added_do_no_harm(file: Path) -> None:
    change(file, "create table my_own (x)", "create index mine on spans (quote)", "analyze")
    with Project.open(file) as project:
        assert project.read_only == ""


@pytest.mark.parametrize(
    "planted",
    [
        "create trigger evil after insert on spans begin delete from articles; end",
        "create view evil as select * from spans",
        "CREATE  VIRTUAL\nTABLE evil USING fts5 (body)",
    ],
)
def test_a_planted_trigger_view_or_virtual_table_is_refused(file: Path, planted: str) -> None:
    change(file, planted)
    before = file.read_bytes()
    assert "parts that are not ours: evil" in why_not(file)
    assert file.read_bytes() == before


def test_a_cut_off_header_is_damaged_and_kept(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:50])
    assert "it is cut off" in why_not(file)
    assert file.read_bytes() == whole[:50]


def test_a_damaged_page_is_told_where_it_is_read(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[4096:] = os.urandom(len(whole) - 4096)
    file.write_bytes(whole)
    assert "damaged" in why_not(file)
    assert file.read_bytes() == bytes(whole)


def test_a_text_that_is_not_what_was_stored_is_told(file: Path) -> None:
    change(file, "update texts set body = replace(body, 'calm', 'mad!')")
    with Project.open(file) as project:
        article = project.articles().page()[0].id
        with pytest.raises(BadInput, match="The text of A title is damaged"):
            project.page(article)


def test_a_project_opened_for_reading_refuses_edits_and_is_left_as_it_was(file: Path) -> None:
    with untouched(file), Project.open(file, "boris", read_only=True) as project:
        assert project.read_only
        with pytest.raises(Refused):
            project.undo()
        assert project.annotator.name == "boris"


def test_looking_at_a_project_writes_nothing(file: Path) -> None:
    before = dump(file)
    with Project.open(file, "somebody new") as project:
        assert project.read_only == ""
        assert project.page(project.articles().page()[0].id)
    assert dump(file) == before


def test_on_a_read_only_disk_it_opens_for_reading(file: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 8) as disk:
        path = Path(shutil.copy(file, disk))
        with only_read(disk), Project.open(path) as project:
            assert project.read_only == (
                "Opened read-only: the file or its folder cannot be written."
            )
            assert project.page(project.articles().page()[0].id)
        assert [p.name for p in disk.iterdir()] == [path.name]


def test_a_read_only_file_opens_for_reading(file: Path) -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("nothing is read-only for root")
    file.chmod(0o444)
    with untouched(file), Project.open(file) as project:
        assert "cannot be written" in project.read_only


# a second window


def test_a_second_window_opens_for_reading_says_who_and_sees_the_edits(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    with Project.open(scene.project.path, "boris") as second:
        assert second.read_only.startswith("Opened read-only: ")
        assert "has this project open on" in second.read_only
        assert not second.changed_outside()
        scene.label("Kremlin", "ORG")
        assert second.changed_outside()
        assert not second.changed_outside()
        assert second.page(scene.article) == scene.page
        with pytest.raises(Refused, match="has this project open"):
            second.undo()
    scene.label("Peskov", "PER")
    scene.project.close()
    with Project.open(scene.project.path, "boris") as third:
        assert third.read_only == ""


def test_a_second_window_sees_a_changed_codebook(tmp_path: Path) -> None:
    from annotator.edits import labels

    scene = Scene.new(tmp_path)
    with Project.open(scene.project.path, "boris") as second:
        scene.do(labels.change, scene.id_of("PER"), "name", "Person")
        assert second.changed_outside()
        assert second.codebook.label_named("Person")


def test_two_names_of_one_file_are_one_project(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    link = tmp_path / "link.annotator"
    try:
        link.symlink_to(scene.project.path)
    except OSError:
        pytest.skip("no links here")
    with Project.open(link, "boris") as second:
        assert second.read_only
    scene.project.close()


def test_a_killed_program_leaves_the_project_free(file: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from annotator.project import Project\n"
        "project = Project.open(Path(sys.argv[1]), 'anna'); print(project.read_only, flush=True)\n"
        "time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2],
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "\n"
        with Project.open(file, "boris") as project:
            assert "has this project open" in project.read_only
        other.kill()
        other.wait()
    with Project.open(file, "boris") as project:
        assert project.read_only == ""


# where no project can be made


def test_a_file_where_the_new_one_should_be_is_left_alone(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(Refused, match=r"test\.annotator exists already"):
        Project.create(file)
    with pytest.raises(Refused, match=r"test\.annotator exists already"):
        Project.create(file.with_suffix(""))
    assert file.read_bytes() == before


def test_a_folder_that_cannot_be_is_told_so(file: Path) -> None:
    with pytest.raises(Refused, match="cannot be made here: "):
        Project.create(file / "x")


def test_a_name_with_a_dot_gets_the_suffix_too(tmp_path: Path) -> None:
    with Project.create(tmp_path / "Moscow 22.3") as project:
        assert project.path.name == "Moscow 22.3.annotator"
