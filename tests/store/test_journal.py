"""The log itself: nothing bypasses it, nothing rewrites it, and it stays fast when it is long."""

import time

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator.edits import spans
from annotator.edits.work import edit
from annotator.errors import Refused
from annotator.store import journal
from annotator.store.schema import JOURNALLED
from tests.scene import Scene


def log(scene: Scene) -> list[tuple[int, str, int]]:
    """The changes of the log, as (entry, table, row)."""
    return scene.project.reader.execute('select edit, "table", "row" from changes').fetchall()


def test_every_table_that_people_change_is_journalled(scene: Scene) -> None:
    db = scene.project.reader
    tables = {row[0] for row in db.execute("select name from sqlite_master where type = 'table'")}
    kept = {t for t in tables if not t.startswith(("sqlite_", "_sqlite", "texts"))}
    assert kept - set(JOURNALLED) == {"edits", "changes", "batches", "sentences"}
    for table in JOURNALLED:
        types = {row[2] for row in db.execute(f"pragma table_info({table})")}
        # json_object refuses a BLOB; a REAL is rounded, so scores are written in fewer digits.
        allowed = {"INTEGER", "TEXT"} | ({"REAL"} if table == "predictions" else set())
        assert types <= allowed, table


def test_plain_statements_cascades_and_bulk_updates_are_all_written_down(scene: Scene) -> None:
    claim = scene.claim("calm")
    scene.put(claim, "cue", "said")

    def raw(work: object) -> None:
        db = scene.project._for_edits()
        db.execute("update spans set quote = quote || '!' where claim = ?", [claim])
        db.execute("delete from claims where id = ?", [claim])

    outcome = scene.project.edit(edit("Raw")(raw))
    tables = [change.table for change in outcome.changes]
    assert tables.count("spans") == 4
    assert {"claims", "chains", "judgements"} < set(tables)
    scene.project.undo()
    assert scene.read(scene.article) == scene.page


def test_the_log_tells_the_row_before_and_after_to_the_letter(scene: Scene) -> None:
    span = scene.label("Kremlin", "ORG")
    words = "\x00 \u2028 😀 'quoted' \"twice\" \\ שלום"
    outcome = scene.run(edit("Raw")(lambda work: work.update("spans", span.id, quote=words)))
    (change,) = outcome.changes
    assert (change.table, change.row) == ("spans", span.id)
    assert change.before is not None and change.before["quote"] == "Kremlin"
    assert change.after is not None and change.after["quote"] == words
    scene.undo()
    assert scene.span(span.id).quote == "Kremlin"


def test_a_job_writes_past_the_log(scene: Scene) -> None:
    before = log(scene)
    with scene.project.turn() as db:
        db.execute("insert into properties (name, value) values ('a', 'b')")
    assert log(scene) == before


def test_a_refused_edit_leaves_no_entry_open(scene: Scene) -> None:
    with pytest.raises(Refused):
        scene.do(spans.add, scene.article, 5, 5, scene.id_of("ORG"))
    writer = scene.project._for_edits()
    assert writer.execute("select count(*) from temp.entry").fetchone()[0] == 0
    assert log(scene) == []


def test_what_can_be_undone_is_found_at_once_in_a_long_log(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    me = scene.project.annotator.id
    with scene.project.turn() as db:
        db.execute(
            "with recursive n (i) as (select 2 union all select i + 1 from n where i < 100000) "
            "insert into edits (id, at, annotator, name) select i, '', ?, 'x' from n", [me],
        )  # fmt: skip
        # All but the first are undone again, one by one from the last.
        db.execute(
            "with recursive n (i) as (select 1 union all select i + 1 from n where i < 99999) "
            "insert into edits (id, at, annotator, name, kind, reverts) "
            "select 100000 + i, '', ?, 'x', 'undo', 100001 - i from n", [me],
        )  # fmt: skip
    began = time.perf_counter()
    for _ in range(100):
        undo, redo = scene.project.next_undo, scene.project.next_redo
    assert time.perf_counter() - began < 0.5  # 1 ms each would be 0.2
    assert (undo and undo.id, redo and redo.id) == (1, 199_999)
    scene.undo()
    assert scene.page.spans == ()


def test_an_import_in_the_log_is_passed_over_by_undo(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    with scene.project.turn() as db:
        db.execute(
            "insert into edits (at, annotator, name, kind) values ('', ?, 'Import', 'import')",
            [scene.project.annotator.id],
        )
    undo = scene.project.next_undo
    assert undo is not None and undo.name == "Label {quote} as {label}"
    scene.label("Monday", "DATE")
    scene.undo()
    scene.undo()
    scene.redo()
    assert list(scene.mentions()) == ["Kremlin"]


def test_triggers_lie_on_the_writing_connection_alone(scene: Scene) -> None:
    writer, reader = scene.project._for_edits(), scene.project.reader
    sql = "select count(*) from sqlite_temp_master where type = 'trigger'"
    assert writer.execute(sql).fetchone()[0] == 3 * len(JOURNALLED)
    assert reader.execute(sql).fetchone()[0] == 0
    with pytest.raises(sqlite3.OperationalError):
        reader.execute("delete from spans")


def test_begin_and_close_write_nothing_where_nothing_changed() -> None:
    from annotator.model import EditRecord
    from annotator.store import schema

    db = Database(memory=True, execute_plugins=False)
    db.conn.isolation_level = None
    schema.migrations.apply(db)
    journal.install(db)
    db.execute("begin")
    entry = journal.begin(db)
    assert entry == 1
    done = journal.close(db, EditRecord(entry, journal.now(), "anna", "x"), 1)
    assert (done.record, done.changes) == (None, ())
    assert not db.conn.in_transaction
