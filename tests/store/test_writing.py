"""Rows written past the journal: the codebook, properties, annotators."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator import codebook as codebooks
from annotator.errors import Refused
from annotator.model import Annotator, Judgement
from annotator.project import Project
from annotator.store import reading, writing
from annotator.store.ids import new_id


@pytest.fixture
def project(tmp_path: Path):
    """An empty project."""
    with Project.create(tmp_path / "p.annotator", "ana") as made:
        yield made


def test_a_codebook_read_back_is_the_one_written(project: Project) -> None:
    default = codebooks.load_default()
    kept = project.codebook
    assert [replace(x, id=0, merged_into=None) for x in kept.labels] == [
        replace(x, id=0, merged_into=None) for x in default.labels
    ]
    assert replace(kept, labels=()) == replace(default, labels=())
    assert all(writing.is_ours(label.id) for label in kept.labels)


def test_writing_a_codebook_again_changes_nothing(project: Project) -> None:
    before = project.codebook
    with project.turn() as db:
        writing.codebook(db, before)
        assert reading.codebook(db) == before


def test_a_label_merged_into_a_later_one(project: Project) -> None:
    first, second, *rest = project.codebook.labels
    merged = replace(first, merged_into=second.id)
    with project.turn() as db:
        writing.codebook(db, replace(project.codebook, labels=(merged, second, *rest)))
        assert reading.codebook(db).label(first.id) == second


def test_annotators_keep_their_ids_where_they_can(project: Project) -> None:
    id = new_id()
    with project.turn() as db:
        found = writing.annotators(
            db, [Annotator(id, "Bo"), Annotator(id, "Cy"), Annotator(7, "Di", "model")]
        )
        assert found["Bo"] == id
        assert len(set(found.values())) == len(found) == 4
        assert writing.annotators(db, [Annotator(new_id(), "Bo")])["Bo"] == id


def test_ids_are_told_from_numbers_that_are_none() -> None:
    assert writing.is_ours(new_id())
    for number in (0, -1, 1, 10**9, 2**63):
        assert not writing.is_ours(number)


def test_a_row_that_breaks_a_rule_is_refused_with_all_of_its_turn(project: Project) -> None:
    orphan = Judgement(new_id(), "kind", "fact", project.annotator.id)
    with pytest.raises(Refused, match="breaks a rule"), project.turn() as db:
        writing.set_property(db, "guidelines", "Some.")
        writing.judgements(db, [orphan])
    assert project.property_named("guidelines") == ""
