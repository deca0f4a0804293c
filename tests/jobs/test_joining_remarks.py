"""What files say of articles and marks that are here already comes in as well: entities, links,
notes, properties, suggestions; what they say otherwise stays as it was, and is told.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from annotator import jobs
from annotator.edits import entities, spans, suggestions
from annotator.formats import ReadOptions, jsonl
from annotator.jobs import joining
from annotator.model import Page
from annotator.project import Project
from annotator.store.writing import Incoming
from tests.formats import pages as make
from tests.formats.running import exported as written
from tests.formats.whole import ALL
from tests.jobs.running import finished, imported, pages, standoff

JOIN = ReadOptions(add_marks=True)
TEXT = "Ana Li met Bo in Rome. Li said “Yes”. She left."
BARE = "T1\tPER 0 6\tAna Li\nT2\tPER 23 25\tLi\nT3\tGPE 17 21\tRome\nT4\tPER 38 41\tShe\n"


def brat(folder: Path, lines: str, text: str = TEXT) -> Path:
    """A folder of one text with its marks."""
    return standoff(folder, text, lines)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with the bare marks."""
    with Project.create(tmp_path / "p.annotator", "me") as made:
        imported(made, brat(tmp_path / "first", BARE))
        yield made


def joined(project: Project, *files: Path) -> jobs.Imported:
    """Bring files in: offered first, then added, then there to the last; the first of the three
    says how much there is.
    """
    offered = imported(project, *files)
    before = pages(project)
    found = imported(project, *files, options=JOIN)
    assert (found.new, found.failed) == (0, ())
    after = pages(project)
    again, still = imported(project, *files, options=JOIN), imported(project, *files)
    assert (again.edit, still.marks_left) == (None, 0)
    assert again.kept == still.kept == found.kept
    assert pages(project) == after
    told = found.marks_added + found.answers_added + found.remarks_added + found.predictions
    assert offered.marks_left == told
    if told:
        record = jobs.last_import(project)
        assert record is not None and record.id == found.edit
        finished(jobs.take_back(project, record.id))
        assert pages(project) == before
        imported(project, *files, options=JOIN)
    return found


def names(page: Page) -> dict[str, str]:
    """Whom the words of mentions name."""
    return {s.quote: page.entities[page.entity_of(s) or 0].name for s in page.mentions if s.entity}


def test_references_of_brat_name_the_entities_of_marks_that_are_here(
    project: Project, tmp_path: Path
) -> None:
    lines = BARE + "N1\tReference T1 Wikidata:Q42\tAna Li\nN2\tReference T3 Wikidata:Q220\tRome\n"
    assert joined(project, brat(tmp_path / "b", lines)).remarks_added == 2
    [page] = pages(project)
    assert names(page) == {"Ana Li": "Ana Li", "Rome": "Rome"}
    assert {e.qid for e in page.entities.values()} == {"Q42", "Q220"}


def test_groups_of_brat_make_marks_that_are_here_one_entity(
    project: Project, tmp_path: Path
) -> None:
    assert joined(project, brat(tmp_path / "b", BARE + "*\tEquiv T1 T2 T4\n")).remarks_added == 3
    [page] = pages(project)
    assert names(page) == {"Ana Li": "Ana Li", "Li": "Ana Li", "She": "Ana Li"}
    assert len(page.entities) == 1


def test_a_group_joins_the_entity_that_one_of_its_marks_has(
    project: Project, tmp_path: Path
) -> None:
    [page] = pages(project)
    first = next(s for s in page.mentions if s.quote == "Li")
    made = project.edit(entities.split, first.id, "Li Ana").answer
    assert joined(project, brat(tmp_path / "b", BARE + "*\tEquiv T1 T2\n")).kept == ()
    [page] = pages(project)
    assert {page.entity_of(s) for s in page.mentions if s.entity} == {made}
    assert names(page) == {"Ana Li": "Li Ana", "Li": "Li Ana"}


def test_a_reference_completes_an_entity_that_has_the_name(
    project: Project, tmp_path: Path
) -> None:
    [page] = pages(project)
    first = next(s for s in page.mentions if s.quote == "Ana Li")
    project.edit(entities.split, first.id, "Ana Li")
    lines = BARE + "N1\tReference T1 Wikidata:Q42\tAna Li\n"
    joined(project, brat(tmp_path / "b", lines))
    [page] = pages(project)
    assert [(e.name, e.qid) for e in page.entities.values()] == [("Ana Li", "Q42")]


def test_links_notes_and_properties_of_marks_that_are_here_come_in(
    project: Project, tmp_path: Path
) -> None:
    lines = BARE + (
        "R1\tin Arg1:T1 Arg2:T3\n#1\tAnnotatorNotes T1\ta note\nA1\tMood T2 sure\n"
        "A2\tlevel T4 PRO\n"
    )  # fmt: skip
    found = joined(project, brat(tmp_path / "b", lines))
    [page] = pages(project)
    [link], [note], [one] = page.links, page.notes, page.attributes[:1]
    quotes = {span.id: span.quote for span in page.spans}
    assert (quotes[link.source], link.type, quotes[link.target]) == ("Ana Li", "in", "Rome")
    assert (quotes[note.span or 0], note.text) == ("Ana Li", "a note")
    assert (quotes[one.span or 0], one.name, one.value) == ("Li", "Mood", "sure")
    assert found.remarks_added >= 3


def test_properties_of_an_article_come_in(project: Project, tmp_path: Path) -> None:
    row = {"text": TEXT, "label": [], "desk": "politics", "mood": "calm"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    found = joined(project, tmp_path / "a.jsonl")
    [page] = pages(project)
    told = {(a.name, a.value) for a in page.attributes}
    assert {("desk", "politics"), ("mood", "calm")} <= told
    assert found.remarks_added == len(told)


def test_predictions_come_in_as_suggestions_and_go_again(project: Project, tmp_path: Path) -> None:
    region = {"from_name": "label", "to_name": "text", "type": "labels", "id": "r",
              "value": {"start": 11, "end": 13, "text": "Bo", "labels": ["PER"]}}  # fmt: skip
    task: dict[str, Any] = {
        "data": {"text": TEXT}, "annotations": [],
        "predictions": [{"model_version": "m", "score": 0.1 + 0.2, "result": [region]}],
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps([task]), "utf-8")
    assert joined(project, tmp_path / "a.json").predictions == 1
    [article] = project.articles().page()
    [one] = project.suggestions(article.id)
    assert (one.quote, one.label, one.provider) == ("Bo", "PER", "m")
    project.edit(suggestions.reject, one)
    assert imported(project, tmp_path / "a.json", options=JOIN).predictions == 0
    assert project.suggestions(article.id) == ()


def test_what_a_file_says_otherwise_stays_and_is_told(project: Project, tmp_path: Path) -> None:
    [page] = pages(project)
    first = next(s for s in page.mentions if s.quote == "Ana Li")
    other = next(s for s in page.mentions if s.quote == "Li")
    project.edit(entities.split, first.id, "Ana Li")
    project.edit(entities.split, other.id, "Someone")
    project.edit(spans.set_level, other.id, "NAM")
    lines = BARE + "*\tEquiv T1 T2\nA1\tlevel T2 NOM\n"
    found = joined(project, brat(tmp_path / "b", lines))
    [page] = pages(project)
    assert names(page) == {"Ana Li": "Ana Li", "Li": "Someone"}
    told = list(map(str, found.kept))
    assert f"{TEXT}: entity of “Li” stays “Someone”, which the file says is “Ana Li”." in told
    [arrival] = found.arrivals
    assert arrival.told.startswith("entity of “Li” stays “Someone”")


def test_what_is_said_is_counted_where_nothing_is_marked(tmp_path: Path) -> None:
    page = make.page_of(TEXT)
    said = make.Attribute(9, "desk", "politics")
    written(jsonl, [replace(page, attributes=(said,))], tmp_path / "a.jsonl", statuses=ALL)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with Project.create(tmp_path / "p.annotator", "me") as project:
        imported(project, tmp_path / "a.txt")
        assert imported(project, tmp_path / "a.jsonl").marks_left == 1
        assert joined(project, tmp_path / "a.jsonl").remarks_added == 1


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages(least=1))
def test_all_of_a_page_comes_to_its_bare_text_and_nothing_twice(
    tmp_path_factory: pytest.TempPathFactory, page: Page
) -> None:
    folder = tmp_path_factory.mktemp("joined")
    live = {id: replace(one, merged_into=None) for id, one in page.entities.items()}
    # What is said of entities belongs to the project, which takes it at once.
    page = replace(
        page,
        article=replace(page.article, removed=False),
        entities=live,
        judgements=tuple(j for j in page.judgements if j.entity is None),
        attributes=tuple(a for a in page.attributes if a.entity is None),
        links=tuple(x for x in page.links if x.kind != "entity"),
    )
    assume(all(page.parts(claim, "content") for claim in page.claims))
    full, bare = folder / "full.jsonl", folder / "bare.jsonl"
    card = replace(make.card_of(page), independent=False)  # all is shown to everybody
    written(jsonl, [page], full, card, statuses=ALL)
    written(jsonl, [make.page_of(page.text)], bare, replace(card, entities=()), statuses=ALL)
    with Project.create(folder / "p.annotator", "me") as project:
        imported(project, bare)
        offered = imported(project, full).marks_left
        found = imported(project, full, options=JOIN)
        assert (found.failed, found.kept) == ((), ())
        assert offered == found.marks_added + found.answers_added + found.remarks_added
        [there] = pages(project)
        assert len(there.spans) == len(page.spans) and len(there.claims) == len(page.claims)
        again = imported(project, full, options=JOIN)
        assert (again.edit, again.kept) == (None, ())
        assert pages(project) == [there]


@settings(max_examples=60, deadline=None)
@given(page=make.pages())
def test_a_page_lacks_nothing_of_itself_but_what_was_taken_off(page: Page) -> None:
    assert joining.lacking(Incoming(page), page).differing == ()
    bare = replace(page, links=(), notes=(), attributes=())
    found = joining.lacking(Incoming(page), bare)
    new = found.new.page
    assert (new.spans, new.claims, new.judgements) == ((), {}, ())
    assert (new.notes, len(new.attributes)) == (page.notes, len(page.attributes))
