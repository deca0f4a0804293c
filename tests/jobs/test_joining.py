"""The files of several analysts about the same articles come together in one project."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotator import jobs
from annotator.edits import claims, judgements, spans
from annotator.errors import Refused
from annotator.formats import ReadOptions, jsonl, prodigy
from annotator.jobs import joining
from annotator.model import Page
from annotator.project import Project
from annotator.store.writing import Incoming
from tests.formats import pages as make
from tests.formats.running import exported as written
from tests.formats.whole import ALL
from tests.gold import gold_card, gold_page
from tests.jobs.running import exported, finished, imported, pages

JOIN = ReadOptions(add_marks=True)
TEXT = "Ana Li met Bo in Rome. “Yes,” said Bo."


def _file(path: Path, who: str, *marks: tuple[int, int, str], text: str = TEXT) -> Path:
    """An analyst's file, in another tool's format."""
    row: dict[str, Any] = {
        "text": text, "_session_id": who, "answer": "accept",
        "spans": [{"start": a, "end": b, "label": label} for a, b, label in marks],
    }  # fmt: skip
    path.write_text(json.dumps(row), "utf-8")
    return path


def _marks(page: Page, project: Project) -> list[tuple[str, str, str]]:
    names = {each.id: each.name for each in project.annotators}
    return sorted(
        (s.quote, page.codebook.label(s.label or 0).name, names[s.annotator]) for s in page.mentions
    )


def _told(page: Page) -> tuple[int, int, set[str]]:
    """How many links and notes are about the marks, and whom the mentions name."""
    return (
        sum(each.kind != "entity" for each in page.links),
        sum(each.entity is None for each in page.notes),
        {page.entities[page.entity_of(s) or 0].name for s in page.mentions if s.entity},
    )


@pytest.fixture
def project(tmp_path: Path) -> Any:
    with Project.create(tmp_path / "p.annotator", "me") as made:
        imported(made, _file(tmp_path / "ana.jsonl", "Ana", (0, 6, "PER"), (17, 21, "GPE")))
        yield made


def test_marks_on_an_article_that_is_here_are_counted_and_not_taken(
    project: Project, tmp_path: Path
) -> None:
    bo = _file(tmp_path / "bo.jsonl", "Bo", (11, 13, "PER"), (0, 3, "PER"))
    found = imported(project, bo)
    assert (found.already, found.marks_left, found.marks_added, found.edit) == (1, 2, 0, None)


def test_marks_of_another_analyst_join_those_that_are_here(
    project: Project, tmp_path: Path
) -> None:
    # At 0-6 both say the same: each says so.
    bo = _file(tmp_path / "bo.jsonl", "Bo", (11, 13, "PER"), (0, 6, "PER"))
    found = imported(project, bo, options=JOIN)
    assert (found.new, found.already, found.marks_left, found.marks_added) == (0, 1, 0, 2)
    [page] = pages(project)
    assert _marks(page, project) == [
        ("Ana Li", "PER", "Ana"), ("Ana Li", "PER", "Bo"), ("Bo", "PER", "Bo"),
        ("Rome", "GPE", "Ana"),
    ]  # fmt: skip
    names = {each.id: each.name for each in project.annotators}
    assert {names[who]: state for who, state in page.statuses.items()} == {
        "Ana": "done", "Bo": "done",
    }  # fmt: skip
    assert imported(project, bo, options=JOIN).marks_added == 0
    assert pages(project) == [page]


def test_an_import_that_joined_is_one_entry_and_can_be_taken_back(
    project: Project, tmp_path: Path
) -> None:
    [before] = pages(project)
    both = tmp_path / "both.jsonl"
    old = _file(tmp_path / "bo.jsonl", "Bo", (11, 13, "PER")).read_text()
    new = _file(tmp_path / "new.jsonl", "Bo", (0, 4, "PER"), text="Kofi is new.").read_text()
    both.write_text(f"{old}\n{new}\n", "utf-8")
    found = imported(project, both, options=JOIN)
    assert (found.new, found.marks_added) == (1, 1)
    record = jobs.last_import(project)
    assert record is not None
    assert (record.id, record.arguments["count"]) == (found.edit, "1 article, 1 mark or answer")
    assert finished(jobs.take_back(project, record.id)) == 2
    assert pages(project) == [before]
    with pytest.raises(Refused, match="already"):
        finished(jobs.take_back(project, record.id))
    again = imported(project, both, options=JOIN)
    assert (again.back, again.marks_added) == (1, 1)


def test_what_was_built_on_its_marks_keeps_an_import_from_being_taken_back(
    project: Project, tmp_path: Path
) -> None:
    bo = _file(tmp_path / "bo.jsonl", "Bo", (11, 13, "PER"))
    imported(project, bo, options=JOIN)
    [page] = pages(project)
    span = next(s for s in page.mentions if s.quote == "Bo")
    outcome = project.edit(spans.set_level, span.id, "NAM")
    assert outcome.record is not None
    record = jobs.last_import(project)
    assert record is not None
    [there] = pages(project)
    with pytest.raises(Refused, match="changed again"):
        finished(jobs.take_back(project, record.id))
    assert pages(project) == [there]
    project.undo()
    finished(jobs.take_back(project, record.id))
    assert "Bo" not in [s.quote for s in pages(project)[0].mentions]


def test_the_work_of_two_on_copies_of_a_project_comes_together(tmp_path: Path) -> None:
    """Each judges the same claims in a copy of their own; one file takes both."""
    start = tmp_path / "start.jsonl"
    bare = replace(gold_page(), judgements=(), statuses={})
    written(jsonl, [bare], start, replace(gold_card(), judgements=()), statuses=ALL)
    made, answers = {}, {}
    for who in ("Ana", "Bo"):
        with Project.create(tmp_path / f"{who}.annotator", who) as copy:
            imported(copy, start)
            [page] = pages(copy)
            for claim in page.claims_in_order[:3]:
                copy.edit(judgements.answer, claim.id, "credibility", "2")
            first = page.claims_in_order[0]
            copy.edit(claims.set_gist, first.id, f"{who} says")
            word = page.text.index("the", 30)
            label = copy.codebook.active_labels[0].id
            copy.edit(spans.add, page.article.id, word, word + 3, label)
            answers[who] = len(pages(copy)[0].judgements)
            made[who] = tmp_path / f"{who}.jsonl"
            exported(copy, made[who])
    with Project.create(tmp_path / "all.annotator", "Cy") as project:
        imported(project, start)
        [before] = pages(project)
        for who, file in made.items():
            offered = imported(project, file).marks_left
            assert offered == 1 + answers[who]
            found = imported(project, file, options=JOIN)
            assert found.failed == ()
            assert imported(project, file).marks_left == 0
            assert (found.marks_added, found.answers_added) == (1, answers[who])
        [page] = pages(project)
        names = {each.id: each.name for each in project.annotators}
        assert len(page.claims) == len(before.claims)
        assert len(page.spans) == len(before.spans) + 2
        assert len(page.entities) == len(before.entities) + 2  # each marked a word
        given = sorted((names[j.annotator], j.value) for j in page.judgements
                         if j.field == "credibility")  # fmt: skip
        assert given == [("Ana", "2")] * 3 + [("Bo", "2")] * 3
        for file in made.values():
            again = imported(project, file, options=JOIN)
            assert (again.marks_added, again.answers_added) == (0, 0)


@pytest.mark.parametrize("format", [jsonl, prodigy], ids=lambda each: each.NAME)
def test_joining_the_whole_gold_to_its_bare_text_gives_all_of_it(
    format: Any, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(gold_page().text, "utf-8")
    full = tmp_path / f"full{format.SUFFIXES[0]}"
    written(format, [gold_page()], full, gold_card(), statuses=ALL)
    with Project.create(tmp_path / "a.annotator", "me") as project:
        imported(project, tmp_path / "a.txt")
        found = imported(project, full, options=JOIN)
        assert (found.new, found.already, found.failed) == (0, 1, ())
        [page] = pages(project)
        gold = gold_page()
        assert found.marks_added == len(gold.spans)
        assert [(s.start, s.end, s.role) for s in page.spans] == [
            (s.start, s.end, s.role) for s in make.in_order(list(gold.spans))
        ]
        assert len(page.claims) == len(gold.claims)
        assert _told(page) == _told(gold)
        record = jobs.last_import(project)
        assert record is not None
        assert finished(jobs.take_back(project, record.id)) == 1
        [bare] = pages(project)
        assert (bare.spans, bare.claims, bare.judgements, bare.notes) == ((), {}, (), ())


def test_files_about_one_text_come_together_in_one_import(tmp_path: Path) -> None:
    files = [
        _file(tmp_path / "ana.jsonl", "Ana", (0, 6, "PER")),
        _file(tmp_path / "bo.jsonl", "Bo", (0, 6, "PER"), (17, 21, "GPE")),
        _file(tmp_path / "cy.jsonl", "Cy"),
    ]
    with Project.create(tmp_path / "p.annotator", "me") as project:
        found = imported(project, *files, options=JOIN)
        assert (found.new, found.already, found.marks_added) == (1, 2, 2)
        [page] = pages(project)
        names = {each.id: each.name for each in project.annotators}
        assert sorted((s.quote, names[s.annotator]) for s in page.mentions) == [
            ("Ana Li", "Ana"), ("Ana Li", "Bo"), ("Rome", "Bo"),
        ]  # fmt: skip
        assert {names[who] for who in page.statuses} == {"Ana", "Bo", "Cy"}


@settings(max_examples=60, deadline=None)
@given(page=make.pages())
def test_what_is_there_already_is_not_new_and_all_is_where_nothing_is(page: Page) -> None:
    assert joining.lacking(Incoming(page), page).is_empty
    bare = replace(page, spans=(), claims={}, judgements=(), links=(), notes=(), attributes=(),
                   statuses={})  # fmt: skip
    new = joining.lacking(Incoming(page), bare).new.page
    assert (new.spans, new.claims, new.statuses) == (page.spans, page.claims, page.statuses)
    assert (new.judgements, new.notes, new.links) == (page.judgements, page.notes, page.links)
