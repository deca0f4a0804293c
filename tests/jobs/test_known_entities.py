"""What the files of new articles say of entities that are here already: it joins them where they
say nothing, and is told where they say something else.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import jobs
from annotator.edits import entities
from annotator.formats import ReadOptions
from annotator.model import Entity
from annotator.project import Project
from tests.jobs.running import exported, finished, imported, pages, standoff

HERE = "T1\tPER 0 6\tAna Li\nN1\tReference T1 Register:7\tAna Li\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project that knows Ana Li, and not yet her item of Wikidata."""
    with Project.create(tmp_path / "p.annotator", "me") as made:
        imported(made, standoff(tmp_path / "first", "Ana Li slept.", HERE))
        yield made


def named(project: Project) -> dict[int, Entity]:
    """All entities that the articles name."""
    return {id: each for page in pages(project) for id, each in page.entities.items()}


def test_the_wikidata_item_of_a_new_article_joins_the_entity_that_is_here(
    project: Project, tmp_path: Path
) -> None:
    lines = "T1\tPER 4 10\tAna Li\nN1\tReference T1 Wikidata:Q1\tAna Li\n"
    found = imported(project, standoff(tmp_path / "b", "Mr. Ana Li woke.", lines))
    [ana] = named(project).values()
    assert (found.new, ana.qid, found.kept) == (1, "Q1", ())
    finished(jobs.take_back(project, found.edit or 0))
    [ana] = named(project).values()
    assert ana.qid == ""


def test_the_title_of_a_reference_becomes_another_name_of_the_entity(
    project: Project, tmp_path: Path
) -> None:
    [ana] = named(project)
    project.edit(entities.describe, ana, "qid", "Q1")
    lines = "T1\tPER 0 2\tLi\nN1\tReference T1 Wikidata:Q1\tLiana Li\n"
    lines += "T2\tPER 7 10\tAna\nN2\tReference T2 Wikidata:Q1\tAnna Li\n"
    found = imported(project, standoff(tmp_path / "b", "Li saw Ana.", lines))
    assert (named(project)[ana].aliases, found.kept) == (("Liana Li", "Anna Li"), ())


def test_the_title_of_a_reference_is_another_name_also_where_the_article_is_here(
    project: Project, tmp_path: Path
) -> None:
    lines = HERE.replace("Register:7\tAna Li", "Wikidata:Q1\tLiana Li")
    again = standoff(tmp_path / "b", "Ana Li slept.", lines)
    imported(project, again, options=ReadOptions(add_marks=True))
    [ana] = named(project).values()
    assert (ana.name, ana.qid, ana.aliases) == ("Ana Li", "Q1", ("Liana Li",))


def test_what_another_project_says_of_an_entity_fills_in_and_is_told_where_it_differs(
    project: Project, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "q.annotator", "Bo") as other:
        imported(other, standoff(tmp_path / "b", "Ana Li woke.", HERE))
        [theirs] = named(other)
        other.edit(entities.describe, theirs, "description", "a singer")
        other.edit(entities.describe, theirs, "qid", "Q2")
        other.edit(entities.add_alias, theirs, "Ana")
        exported(other, tmp_path / "q.jsonl")
    found = imported(project, tmp_path / "q.jsonl")
    [ana] = named(project)
    here = named(project)[ana]
    assert (here.description, here.qid, here.aliases) == ("a singer", "Q2", ("Ana",))
    project.edit(entities.describe, ana, "description", "a dancer")
    again = imported(project, tmp_path / "q.jsonl")
    assert (again.edit, found.kept) == (None, ())
    told = "description of “Ana Li” stays “a dancer”, which the file says is “a singer”."
    assert [str(each) for each in again.kept] == [told]


def test_what_a_file_says_of_entities_is_taken_back_with_it(
    project: Project, tmp_path: Path
) -> None:
    before = named(project)
    with Project.create(tmp_path / "q.annotator", "Bo") as other:
        imported(other, standoff(tmp_path / "b", "Ana Li woke.", HERE))
        [theirs] = named(other)
        other.edit(entities.add_alias, theirs, "Ana")
        exported(other, tmp_path / "q.jsonl")
    found = imported(project, tmp_path / "q.jsonl")
    assert named(project) != before
    finished(jobs.take_back(project, found.edit or 0))
    assert named(project) == before


def test_an_entity_that_was_merged_in_a_file_of_other_ids_comes_in_once(
    project: Project, tmp_path: Path
) -> None:
    lines = "T1\tPER 4 10\tAna Li\nT2\tPER 14 16\tLi\n"
    with Project.create(tmp_path / "q.annotator", "Bo") as other:
        imported(other, standoff(tmp_path / "b", "Mr. Ana Li or Li.", lines))
        [page] = pages(other)
        (one, two) = (s.id for s in page.mentions)
        kept = other.edit(entities.split, one, "Ana Li").answer
        gone = other.edit(entities.split, two, "Li").answer
        other.edit(entities.merge, gone, kept)
        raw = exported(other, tmp_path / "q.jsonl").decode()
    file = tmp_path / "foreign.jsonl"
    file.write_text(raw.replace(str(kept), "e1").replace(str(gone), "e2"), "utf-8")
    counts = []
    for _n in range(3):
        imported(project, file, options=ReadOptions(add_marks=True))
        out = exported(project, tmp_path / "out.jsonl").decode()
        counts.append(out.count('"name":"Li"'))
    assert counts == [1, 1, 1]
