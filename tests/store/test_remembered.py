"""What is remembered of the articles that few marks lead to is what the file would answer anew."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from annotator import jobs
from annotator.edits import judgements
from annotator.errors import Refused
from annotator.project import ANY_FIELD, NO_SOURCE, UNANSWERED, Filter, Project
from annotator.store import remembered
from annotator.store.listing import Listing
from tests.jobs.running import finished
from tests.scene import TEXT, Scene, add_article
from tests.store.histories import Hand, Step, steps


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with three articles, copied for each history."""
    path = tmp_path_factory.mktemp("made") / "made.annotator"
    with Project.create(path, "anna") as project:
        for n in range(3):
            add_article(project, f"{TEXT} {n}")
    return path


@contextmanager
def copied(made: Path) -> Iterator[Project]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(made, folder))
        with Project.open(path, "anna") as project:
            # The disk is not what is tested here.
            project._for_edits().execute("pragma synchronous = off")
            yield project


def filters(db: Database) -> list[Filter]:
    """Every condition on marks, of all that is there."""
    ids = [id for (id,) in db.execute("select id from entities order by id limit 6")]
    labels = [id for (id,) in db.execute("select id from labels order by id limit 4")]
    return [
        *(Filter(entity=id) for id in ids), *(Filter(source=id) for id in ids),
        *(Filter(label=id) for id in labels), Filter(source=NO_SOURCE), Filter(claims=True),
        Filter(judged=(ANY_FIELD, UNANSWERED)), Filter(judged=("credibility", UNANSWERED)),
        Filter(judged=("credibility", "2")), Filter(judged=("attribution", "person")),
    ]  # fmt: skip


def check(project: Project) -> None:
    """The list with what is remembered is the list asked anew, in the window and off it."""
    with_new = project.another_reader()
    for wanted in filters(with_new):
        anew = Listing(with_new, wanted, project.annotator.id).page()
        assert project.articles(wanted).page() == anew, wanted
        again = Listing(with_new, wanted, project.annotator.id, project.remembered)
        assert again.page() == anew, wanted
    with_new.close()


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(history=st.lists(steps, min_size=5, max_size=25), few=st.sampled_from([2000, 1]))
def test_whatever_is_done_and_undone_the_list_is_what_it_would_be_anew(
    made: Path, history: list[Step], few: int
) -> None:
    with copied(made) as project, pytest.MonkeyPatch.context() as patch:
        patch.setattr("annotator.store.filtering._FEW", few)
        hand = Hand(project)
        check(project)
        for place, step in enumerate(history):
            hand.take(step)
            if place % 3 == 2:
                try:
                    project.undo()
                except Refused:
                    continue
            check(project)


def test_little_is_asked_again_after_an_edit(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    project, claim = scene.project, scene.claim("calm")
    open_ones = Filter(judged=(ANY_FIELD, UNANSWERED))
    for n in range(5):
        add_article(project, f"{TEXT} {n}")
    assert [row.id for row in project.articles(open_ones).page()] == [scene.page.article.id]
    asked: list[str] = []
    project.reader.conn.set_trace_callback(asked.append)
    scene.do(judgements.answer, claim, "credibility", "3")
    assert project.articles(open_ones).page() == ()
    project.reader.conn.set_trace_callback(None)
    through_all = "select c.article from claims c where not exists"
    assert not any(sql.startswith(through_all) for sql in asked)
    project.undo()
    assert len(project.articles(open_ones).page()) == 1
    project.close()


def test_what_an_import_brought_is_found(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    project = scene.project
    scene.claim("calm")
    out = tmp_path / "out.jsonl"
    finished(jobs.export(project, "jsonl", out, {}))
    with Project.create(tmp_path / "other", "anna") as other:
        assert other.articles(Filter(source=NO_SOURCE)).page() == ()
        finished(jobs.import_files(other, [out]))
        assert len(other.articles(Filter(source=NO_SOURCE)).page()) == 1
    project.close()


def test_after_more_than_a_little_all_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "_CHANGES", 1)
    scene = Scene.new(tmp_path)
    assert scene.project.articles(Filter(claims=True)).page() == ()
    for words in ("calm", "Kremlin"):
        scene.claim(words)
    assert len(scene.project.articles(Filter(claims=True)).page()) == 1
    scene.project.close()
