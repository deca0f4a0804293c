"""The sample project: what it shows, and that it is what its builder makes."""

from pathlib import Path

import pytest

from annotator import jobs
from annotator.model import Page
from annotator.project import Project
from tests.jobs.running import finished, imported, pages
from tools.samples import OUT, build


@pytest.fixture
def project(tmp_path: Path):
    """A project with the samples in it."""
    with Project.create(tmp_path / "sample.annotator", "Maria") as made:
        result = imported(made, *jobs.samples())
        assert (result.new, result.failed, result.unread) == (4, (), ())
        yield made


@pytest.fixture
def page(project: Project) -> Page:
    """The long article, marked in full."""
    return pages(project)[0]


def answers(page: Page, field: str) -> list[tuple[str, bool]]:
    return [(j.value, j.derived) for j in page.judgements if j.field == field and j.claim]


def test_building_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    build(tmp_path / "again.jsonl")
    same = (tmp_path / "again.jsonl").read_bytes() == OUT.read_bytes()
    assert same, "the codebook or an edit changed: python -m tools.samples builds it anew"


def test_it_is_sound_and_the_work_of_whoever_imports_it(project: Project, page: Page) -> None:
    assert not finished(jobs.verify(project))
    mine = [s for s in page.spans if s.annotator == project.annotator.id]
    assert len(mine) == len(page.spans) > 150
    listing = project.articles()
    assert (listing.count, listing.done, listing.begun) == (4, 1, 2)


def test_no_mark_cuts_a_word(page: Page) -> None:
    text = page.text
    for span in page.spans:
        before, after = text[span.start - 1 : span.start + 1], text[span.end - 1 : span.end + 1]
        assert not (before.isalnum() and len(before) == 2), span.quote
        assert not (after.isalnum() and len(after) == 2), span.quote


def test_mentions_are_nested_and_every_label_is_shown(page: Page) -> None:
    mentions = list(page.mentions)
    nested = [
        (a, b) for a in mentions for b in mentions
        if a is not b and a.start <= b.start and b.end <= a.end
    ]  # fmt: skip
    assert len(nested) > 12
    shown = {page.codebook.label(s.label or 0).name for s in mentions}
    assert {label.name for label in page.codebook.active_labels} - shown == {"NORP"}


def test_a_claim_is_relayed_and_one_is_nested(page: Page) -> None:
    chains = [[e and page.entities[e].name for e in c.chain] for c in page.claims.values()]
    assert [len(chain) for chain in chains].count(4) == 1
    assert ["Jonas Wexley", "Radio Varn", "the harbour police"] in chains
    assert any(claim.parent for claim in page.claims.values())


def test_an_anonymous_source_and_a_disputed_claim(page: Page) -> None:
    assert ("anonymous", False) in answers(page, "attribution")
    assert {link.type for link in page.links} >= {"contradicts", "corroborates", "undercuts"}


def test_every_state_of_a_judgement_is_shown(page: Page) -> None:
    credibility = answers(page, "credibility")
    values = {value for value, _derived in credibility}
    assert {"2", "3", "4", "5", "6", "na"} <= values
    assert ("na", True) in credibility
    assert ("F", False) in answers(page, "reliability")
    assert ("B", True) in answers(page, "reliability")
    answered = {j.claim for j in page.judgements if j.field == "credibility"}
    assert page.claims.keys() - answered
    assert {value for value, _derived in answers(page, "confidence")} == {"low", "moderate", "high"}


def test_a_second_reader_disagrees(project: Project, page: Page) -> None:
    both = [j for j in page.judgements if j.field == "credibility"]
    others = [j for j in both if j.annotator != project.annotator.id]
    assert len(others) == 3
    for one in others:
        mine = [j.value for j in both if j.claim == one.claim and j.annotator != one.annotator]
        assert mine != [one.value]
