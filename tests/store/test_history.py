"""Whatever is done, undone and redone: the page carried along, and the state taken back exactly."""

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.model import Page
from annotator.project import Outcome, Project
from tests.scene import TEXT, Dump, add_article, dump
from tests.store.histories import OFTEN, VERBS, Hand, Step, steps
from tests.store.widehistories import ALIKE, all_edits, all_long_names

OTHER = "Putin, the Kremlin said, is well. 😀 Été שלום 漢字 said he."
ANNOTATORS = ("anna", "boris")

few = settings(max_examples=15, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two articles and a newer version of one, copied for each history."""
    path = tmp_path_factory.mktemp("made") / "made.annotator"
    with Project.create(path, "anna") as project:
        older = add_article(project, TEXT)
        add_article(project, OTHER)
        add_article(project, TEXT.replace("He smiled. ", ""), version_of=older)
        project.work_as("boris")
        with project.turn():
            pass
    return path


@contextmanager
def copied(made: Path, *, independent: bool = False) -> Iterator[Project]:
    """An open copy of the project."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(made, folder))
        with Project.open(path, "anna") as project:
            if independent:
                with project.turn() as db:
                    db.execute("insert into properties values (1, 'independent', 'yes')")
            # The disk is not what is tested here.
            project._for_edits().execute("pragma synchronous = off")
            yield project


def pages(project: Project) -> list[Page]:
    """All pages of a project, of removed articles too, read anew."""
    ids = [id for (id,) in project.reader.execute("select id from articles order by id")]
    read = [project.page(id) for id in ids]
    assert all(read)
    return [page for page in read if page]


def carried(project: Project, before: list[Page], outcome: Outcome) -> list[Page]:
    """The pages carried along, checked against those read anew."""
    after = pages(project)
    assert [project.carry(page, outcome.changes) for page in before] == after
    return after


@few
@given(history=st.lists(steps, min_size=5, max_size=40))
def test_undo_takes_everything_back_and_redo_does_it_again(made: Path, history: list[Step]) -> None:
    with copied(made) as project:
        hand, before = Hand(project), pages(project)
        states = [dump(project.path)]
        for step in history:
            outcome = hand.take(step)
            if outcome is not None and outcome.record is not None:
                before = carried(project, before, outcome)
                states.append(dump(project.path))
        check_back_and_forth(project, before, states)
        path = project.path
        project.close()
        with Project.open(path, "anna") as again:
            check_back_and_forth(again, pages(again), states)


def check_back_and_forth(project: Project, before: list[Page], states: list[Dump]) -> None:
    """Undo all, one state after the other, then redo all."""
    assert dump(project.path) == states[-1]
    for state in reversed(states[:-1]):
        before = carried(project, before, project.undo())
        assert dump(project.path) == state
    assert project.next_undo is None
    for state in states[1:]:
        before = carried(project, before, project.redo())
        assert dump(project.path) == state
    assert project.next_redo is None


def test_every_edit_there_is_is_drawn_and_goes_back_and_forth(made: Path) -> None:
    """Whatever a person can change: an edit that no history draws is told by its name."""
    chance, told = random.Random(7), set[str]()
    with copied(made) as project:
        hand = Hand(project)
        for _n in range(30):
            states = [dump(project.path)]
            for verb in chance.choices([*sorted(VERBS), *OFTEN, *ALIKE], k=120):
                numbers = [chance.randrange(1 << 12) for _ in range(4)]
                outcome = hand.take(Step(verb, tuple(numbers)))  # type: ignore[arg-type]
                if outcome is not None and outcome.record is not None:
                    told.add(outcome.record.name)
                    states.append(dump(project.path))
            there_and_back(project, states)
            if not lacking(hand, told):
                break
        assert lacking(hand, told) == set()


def lacking(hand: Hand, told: set[str]) -> set[str]:
    """The edits that changed nothing yet, and the names of long ones that no entry bears."""
    edits = {f"{each.run.__module__}.{each.run.__name__}"
             for each in all_edits() - hand.done}  # fmt: skip
    return edits | (all_long_names() - told)


def there_and_back(project: Project, states: list[Dump]) -> None:
    """Undo what led through these states, redo it, and leave it undone."""
    for state in reversed(states[:-1]):
        project.undo()
        assert dump(project.path) == state
    for state in states[1:]:
        project.redo()
        assert dump(project.path) == state
    for _state in states[1:]:
        project.undo()
    assert dump(project.path) == states[0]


turns = st.lists(
    st.tuples(st.sampled_from(ANNOTATORS), steps | st.sampled_from(("undo", "redo"))), max_size=60
)


@few
@given(history=turns, independent=st.booleans())
def test_two_annotators_in_turn_never_leave_a_page_or_an_edit_half_done(
    made: Path, history: list[tuple[str, Step | str]], independent: bool
) -> None:
    with copied(made, independent=independent) as project:
        hand, before = Hand(project), pages(project)
        for who, step in history:
            if who != project.annotator.name:
                project.work_as(who)
                before = pages(project)
            state = dump(project.path)
            outcome = back_or_forth(project, step) if isinstance(step, str) else hand.take(step)
            if outcome is None:
                assert dump(project.path) == state
            else:
                before = carried(project, before, outcome)
        check_sound(project)


def back_or_forth(project: Project, which: str) -> Outcome | None:
    """Undo or redo, where it is not refused."""
    try:
        return project.undo() if which == "undo" else project.redo()
    except Refused:
        return None


def check_sound(project: Project) -> None:
    """The rules that hold of every project file, whatever was done to it."""
    db = project.reader
    assert db.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert db.execute("pragma foreign_key_check").fetchall() == []
    broken = (
        "select 1 from spans s join texts t on t.article = s.article where s.quote <> "
        'substr(t.body, s.start + 1, s."end" - s.start)',
        "select 1 from entities e join entities k on k.id = e.merged_into "
        "where k.merged_into is not null",
        "select 1 from claims c where not exists "
        "(select 1 from spans where claim = c.id and role = 'content')",
        "select 1 from chains c where position > 0 and not exists "
        "(select 1 from chains d where d.claim = c.claim and d.position = c.position - 1)",
    )
    for sql in broken:
        assert db.execute(sql).fetchone() is None, sql
