"""An import taken back comes again with Redo, as often as one likes, in its place among edits."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import jobs
from annotator.edits import articles, spans
from annotator.errors import Refused
from annotator.formats import ReadOptions
from annotator.model import EditRecord, Page
from annotator.project import Project, told
from tests.jobs.byhand import lines, written
from tests.jobs.running import finished, imported, pages, texts
from tests.scene import dump
from tests.store import widehistories  # noqa: F401 (declares steps)
from tests.store.histories import Hand, Step

JOIN = ReadOptions(add_marks=True)


@pytest.fixture
def week(project: Project, folder: Path) -> Path:
    """A folder of three articles, imported."""
    for n in range(3):
        written(folder / f"{n}.txt", f"Article {n}")
    imported(project, folder)
    return folder


def back(project: Project) -> int:
    """Take the last import back; returns how many articles that were."""
    record = jobs.last_import(project)
    assert record is not None
    return int(finished(jobs.take_back(project, record.id)))


def again(project: Project) -> jobs.Brought:
    """Bring again what was taken back last."""
    record = jobs.last_taken_back(project)
    assert record is not None
    return finished(jobs.bring_again(project, record.id))  # type: ignore[no-any-return]


def test_an_import_goes_and_comes_again_as_often_as_one_likes_also_after_reopening(
    project: Project, week: Path
) -> None:
    first = jobs.last_import(project)
    assert first is not None and jobs.last_taken_back(project) is None
    before, there = dump(project.path), texts(project)
    for _n in range(3):
        assert back(project) == 3
        assert texts(project) == [] and jobs.last_import(project) is None
        with Project.open(project.path, project.annotator.name, read_only=True) as reopened:
            redo = jobs.last_taken_back(reopened)
            assert redo is not None and told(redo) == told(first)
        assert again(project).articles == 3
        assert dump(project.path) == before and texts(project) == there
        assert jobs.last_taken_back(project) is None
        undo = jobs.last_import(project)
        assert undo is not None and told(undo) == told(first)


def test_the_history_tells_that_an_import_was_taken_back_and_brought_again(
    project: Project, week: Path
) -> None:
    back(project)
    again(project)
    newest, taken, was = project.history()
    assert [told(each) for each in (newest, taken, was)] == [
        "Bring again the import of 3 articles from in",
        "Take back the import of 3 articles from in",
        "Import 3 articles from in",
    ]
    assert (newest.reverts, taken.reverts) == (taken.id, was.id)


def test_what_was_removed_by_hand_before_stays_removed(project: Project, week: Path) -> None:
    gone = pages(project)[1].article.id
    project.edit(articles.remove, gone)
    assert back(project) == 2
    assert again(project).articles == 2
    found = project.article(gone)
    assert found is not None and found.removed
    project.undo()
    assert len(texts(project)) == 3


def test_bringing_it_twice_and_what_is_no_import_is_refused(project: Project, week: Path) -> None:
    label = project.codebook.active_labels[0].id
    record = project.edit(spans.add, pages(project)[0].article.id, 0, 7, label).record
    assert record is not None
    for job in (jobs.take_back, jobs.bring_again):
        with pytest.raises(Refused):
            finished(job(project, record.id))
    back(project)
    taken = jobs.last_taken_back(project)
    assert taken is not None
    again(project)
    with pytest.raises(Refused, match="there already"):
        finished(jobs.bring_again(project, taken.id))


def test_something_new_ends_what_redo_could_bring(project: Project, week: Path) -> None:
    other = imported(project, written(week.parent / "other.txt", "Ana")).first
    back(project)
    project.edit(articles.describe, pages(project)[0].article.id, "outlet", "Wire")
    assert jobs.last_taken_back(project) is None
    # The history still can: the articles are where they were.
    taken = next(each for each in project.history() if each.reverts is not None)
    assert finished(jobs.bring_again(project, taken.id)).first == other


def test_only_ones_own_import_is_offered(project: Project, week: Path) -> None:
    back(project)
    project.work_as("somebody else")
    assert jobs.last_taken_back(project) is None


@pytest.mark.parametrize("steps", [1, 2])
def test_a_stopped_job_goes_on_where_it_was(
    project: Project, week: Path, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.jobs.returning._AT_ONCE", 1)
    there, record = texts(project), jobs.last_import(project)
    assert record is not None
    job = jobs.take_back(project, record.id)
    for _n in range(steps + 1):
        next(job)
    job.close()
    assert len(texts(project)) == 3 - steps
    assert jobs.last_import(project) == record and jobs.last_taken_back(project) is None
    assert back(project) == 3 - steps
    assert texts(project) == []
    taken = jobs.last_taken_back(project)
    assert taken is not None
    bringing = jobs.bring_again(project, taken.id)
    for _n in range(steps + 1):
        next(bringing)
    bringing.close()
    assert jobs.last_taken_back(project) == taken
    again(project)
    assert texts(project) == there
    assert back(project) == 3


def test_marks_that_an_import_added_go_and_come_again(project: Project, week: Path) -> None:
    file = week.parent / "marks.jsonl"
    label = project.codebook.active_labels[0].name
    marks = [{"start": 0, "end": 7, "label": label}, {"start": 8, "end": 9, "label": label}]
    lines(file, {"text": "Article 1", "spans": marks}, {"text": "New", "title": "New"})
    found = imported(project, file, options=JOIN)
    assert (found.new, found.marks_added) == (1, 2)
    with_them, read = dump(project.path), pages(project)
    for _n in range(2):
        back(project)
        assert [len(page.spans) for page in pages(project)] == [0, 0, 0]
        again(project)
        assert dump(project.path) == with_them and pages(project) == read


def test_marks_that_cannot_come_again_bring_nothing(project: Project, week: Path) -> None:
    file = week.parent / "marks.jsonl"
    label = project.codebook.active_labels[0]
    marks = [{"start": 0, "end": 7, "label": label.name}]
    lines(file, {"text": "Article 1", "spans": marks}, {"text": "New", "title": "New"})
    imported(project, file, options=JOIN)
    back(project)
    taken = jobs.last_taken_back(project)
    assert taken is not None
    imported(project, file, options=JOIN)
    state = dump(project.path)
    with project.turn() as db:  # as when the program of another removed what they stand on
        [(row, after)] = db.execute(
            "select id, before from changes where edit = ? and \"table\" = 'spans'", [taken.id]
        ).fetchall()
        broken = re.sub(r'"article":\d+', '"article":1', after)
        db.execute("update changes set before = ? where id = ?", [broken, row])
    with pytest.raises(Refused):
        finished(jobs.bring_again(project, taken.id))
    assert dump(project.path) == state


MARKING = ("label_words", "claim", "put", "note", "status", "set_statuses", "remove_article")
acts = st.lists(
    st.just("import") | st.just("join") | st.just("back and again")
    | st.builds(Step, st.sampled_from(MARKING), st.tuples(*[st.integers(0, 1 << 12)] * 4)),
    min_size=3, max_size=20,
)  # fmt: skip


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(history=acts)
def test_imports_and_edits_go_in_their_order_and_come_again_in_it(
    history: list[Step | str],
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = folder / "all.annotator"
        with Project.create(path, "anna") as project:
            hand, states = Hand(project), [pages(project)]
            for number, act in enumerate(history):
                done = _act(hand, act, folder, number)
                if done:
                    states.append(pages(project))
            there = dump(path)
            _all_back(project, states)
        with Project.open(path, "anna") as project:
            _all_again(project, states)
            assert dump(path) == there
            _all_back(project, states)


def _act(hand: Hand, act: Step | str, folder: Path, number: int) -> bool:
    """Do something; True where that is a step to take back."""
    project = hand.project
    if isinstance(act, Step):
        outcome = hand.take(act)
        return outcome is not None and outcome.record is not None
    if act == "back and again":
        if (record := jobs.next_undo(project)) is not None:
            before = pages(project)
            _revert(project, record, "undo")
            redo = jobs.next_redo(project)
            assert redo is not None and told(redo) == told(record)
            _revert(project, redo, "redo")
            assert pages(project) == before
        return False
    text, label = f"Article {number} of all.", project.codebook.active_labels[0].name
    if act == "import" or not texts(project):
        return imported(project, written(folder / f"{number}.txt", text)).new == 1
    mark = {"start": 0, "end": 1 + number % 3, "label": label}
    lines(folder / f"{number}.jsonl", {"text": texts(project)[0], "spans": [mark]})
    return imported(project, folder / f"{number}.jsonl", options=JOIN).edit is not None


def _all_back(project: Project, states: list[list[Page]]) -> None:
    for state in reversed(states[:-1]):
        record = jobs.next_undo(project)
        assert record is not None
        _revert(project, record, "undo")
        assert pages(project) == state
    assert jobs.next_undo(project) is None


def _all_again(project: Project, states: list[list[Page]]) -> None:
    for state in states[1:]:
        record = jobs.next_redo(project)
        assert record is not None
        _revert(project, record, "redo")
        assert pages(project) == state
    assert jobs.next_redo(project) is None


def _revert(project: Project, record: EditRecord, kind: str) -> None:
    """Undo or redo an entry as the window does."""
    if record.kind == "import":
        finished((jobs.take_back if kind == "undo" else jobs.bring_again)(project, record.id))
    else:
        (project.undo if kind == "undo" else project.redo)()
