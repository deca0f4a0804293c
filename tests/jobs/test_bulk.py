"""One edit for all articles of a list, undone in one step; filters that a project keeps."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator import codebook as codebooks
from annotator import jobs
from annotator.edits import articles, filters, labels
from annotator.errors import Refused
from annotator.jobs import longedit
from annotator.model import Label
from annotator.project import Filter, Project, told
from tests.jobs.running import finished
from tests.scene import add_article


@pytest.fixture
def project(tmp_path: Path):
    """A project with thirty articles, ten of them by Reuters."""
    with Project.create(tmp_path / "p.annotator", "ana") as made:
        for n in range(30):
            outlet = "Reuters" if n < 10 else "AFP"
            add_article(made, f"Text {n}", title=f"{n}", outlet=outlet)
        yield made


def test_a_status_for_all_of_a_list_is_one_step_in_the_history(project: Project) -> None:
    first = project.articles().page()[0].id
    project.edit(articles.set_status, first, "done")
    assert finished(jobs.set_status(project, Filter(outlet="reuters"), "done")) == 9
    assert project.articles(Filter(status="done")).count == 10
    assert told(project.next_undo) == "Set 9 articles to done"
    project.undo()
    assert [one.id for one in project.articles(Filter(status="done")).page()] == [first]
    project.redo()
    assert project.articles(Filter(status="done")).count == 10
    finished(jobs.set_status(project, Filter(outlet="AFP"), "done_empty"))
    assert told(project.next_undo) == "Set 20 articles to done, nothing to mark"


def test_a_status_that_takes_articles_out_of_the_list_reaches_them_all(project: Project) -> None:
    assert finished(jobs.set_status(project, Filter(status="untouched"), "review")) == 30
    assert project.articles(Filter(status="untouched")).count == 0


def test_articles_are_shared_out_and_new_ones_move_none(project: Project) -> None:
    assert finished(jobs.assign(project, Filter(), {"ana": 2, "bo": 1}, seed=3)) == 30
    project.work_as("bo")
    people = {"ana": 0, "bo": project.annotator.id}
    project.work_as("ana")
    people["ana"] = project.annotator.id
    counts = {name: project.articles(Filter(assigned=id)).count for name, id in people.items()}
    assert sum(counts.values()) == 30
    assert counts["ana"] > counts["bo"] > 0
    before = {one.id for one in project.articles(Filter(assigned=people["bo"])).page()}
    add_article(project, "One more")
    assert finished(jobs.assign(project, Filter(), {"ana": 2, "bo": 1}, seed=3)) == 1
    after = {one.id for one in project.articles(Filter(assigned=people["bo"])).page()}
    assert before <= after
    assert finished(jobs.assign(project, Filter(outlet="AFP"), {})) == 20
    left = [project.articles(Filter(assigned=id)).count for id in people.values()]
    assert sum(left) == 11


def test_shares_that_make_no_sense_are_refused(project: Project) -> None:
    with pytest.raises(Refused, match="Shares"):
        finished(jobs.assign(project, Filter(), {"ana": 0}))


def test_a_stopped_one_leaves_what_it_did_as_one_step(project: Project) -> None:
    job = jobs.set_status(project, Filter(), "done")
    next(job)
    next(job)
    job.close()
    done = project.articles(Filter(status="done")).count
    assert done
    record = project.next_undo
    finished(longedit.take_back(project, record.id, "undo"))
    assert project.articles(Filter(status="done")).count == 0


def test_a_filter_is_kept_with_the_project_and_forgotten_undoably(project: Project) -> None:
    wanted = Filter(outlet="Reuters", sort="random", seed=7)
    project.edit(filters.keep, "  Wire ", wanted)
    assert filters.loaded(project.property_named("filters")) == {"Wire": wanted}
    project.edit(filters.forget, "Wire")
    assert filters.loaded(project.property_named("filters")) == {}
    assert told(project.next_undo) == "Forget the filter Wire"
    project.undo()
    assert filters.loaded(project.property_named("filters")) == {"Wire": wanted}
    with pytest.raises(Refused, match="name"):
        project.edit(filters.keep, " ", wanted)


def test_a_large_codebook_taken_over_goes_and_comes_again_as_a_job(project: Project) -> None:
    before = project.codebook
    more = tuple(Label(n, f"Label {n}", f"L{n}", "other", "") for n in range(400))
    project.edit(labels.take_over, codebooks.dump(replace(before, labels=more)))
    after, record = project.codebook, project.next_undo
    assert len(after.labels) == len(before.labels) + 400
    assert longedit.is_large(project, record)
    finished(longedit.take_back(project, record.id, "undo"))
    assert project.codebook == before
    finished(longedit.take_back(project, project.next_redo.id, "redo"))
    assert project.codebook == after
