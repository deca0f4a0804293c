"""Judging on a desk: which field waits, what an answer does to the file, what is said of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator import rules
from annotator.edits import claims, judgements, spans
from annotator.gui import judging, undoing
from annotator.gui.desk import Desk
from annotator.model import NOT_APPLICABLE, Judgement
from annotator.project import Project
from annotator.settings import Settings
from tests.scene import TEXT, add_article

WORDS = "the Kremlin was calm"
SPEAKER = "Dmitry Peskov"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A desk with one open claim of a known speaker, nothing of it judged."""
    project = Project.create(tmp_path / "test.annotator", "anna")
    article = add_article(project)
    made = Desk(Settings())
    made.put(project)
    made.open_article(article)
    person = project.codebook.label_named("PER")
    assert person is not None
    at = TEXT.index(SPEAKER)
    speaker = made.edit(spans.add, article, at, at + len(SPEAKER), person.id)
    start = TEXT.index(WORDS)
    claim = made.edit(claims.add, article, start, start + len(WORDS))
    assert speaker is not None and claim is not None
    made.edit(claims.source_from, claim.answer, speaker.answer)
    made.look(claim=claim.answer)
    yield made
    made.put(None)


def on_disk(desk: Desk, field: str) -> tuple[Judgement, ...]:
    """The answers to a field of the open claim, read anew from the file."""
    assert desk.project is not None and desk.page is not None
    page = desk.project.page(desk.page.article.id)
    assert page is not None
    return page.answers(claim=desk.focus.claim).get(field, ())


def values(desk: Desk, field: str) -> tuple[str, ...]:
    return tuple(one.value for one in on_disk(desk, field))


def said(desk: Desk) -> list[str]:
    """What the status line is told from now on."""
    words: list[str] = []
    desk.said.connect(lambda notice: words.append(notice.words))
    return words


def edits(desk: Desk) -> int:
    assert desk.project is not None
    return len(desk.project.history())


def test_judging_begins_with_the_first_field_that_nothing_answered(desk: Desk) -> None:
    assert on_disk(desk, "attribution")[0].derived
    judging.begin(desk)
    assert desk.focus.field == "credibility"


def test_judging_without_an_open_claim_says_what_to_do(desk: Desk) -> None:
    desk.look(claim=None)
    words = said(desk)
    judging.begin(desk)
    assert desk.focus.field == ""
    assert words == ["Open a claim first."]


def test_each_answer_lets_the_next_core_field_wait_and_the_last_one_ends(desk: Desk) -> None:
    judging.begin(desk)
    waited = []
    for value in ("6", "D", "high"):
        waited.append(desk.focus.field)
        assert judging.answer(desk, desk.focus.field, value)
    assert waited == ["credibility", "reliability", "confidence"]
    assert desk.focus.field == ""
    assert [values(desk, field) for field in waited] == [("6",), ("D",), ("high",)]


def test_judging_again_begins_with_the_first_field_where_all_are_answered(desk: Desk) -> None:
    judging.begin(desk)
    for value in ("6", "D", "high"):
        judging.answer(desk, desk.focus.field, value)
    judging.begin(desk)
    assert desk.focus.field == "attribution"


def test_a_grade_is_named_in_the_status_line(desk: Desk) -> None:
    words = said(desk)
    judging.answer(desk, "credibility", "6")
    judging.answer(desk, "confidence", "low")
    judging.answer(desk, "reliability", NOT_APPLICABLE)
    assert words == [
        "Claim 1: credibility 6, cannot be judged. Undo with Ctrl+Z.",
        "Claim 1: confidence low. Undo with Ctrl+Z.",
        "Claim 1: reliability not applicable. Undo with Ctrl+Z.",
    ]


def test_a_second_value_takes_the_place_of_the_first(desk: Desk) -> None:
    judging.answer(desk, "credibility", "3")
    first = on_disk(desk, "credibility")[0].id
    judging.answer(desk, "credibility", "2")
    assert values(desk, "credibility") == ("2",)
    assert on_disk(desk, "credibility")[0].id == first


def test_the_same_value_again_neither_writes_nor_takes_back(desk: Desk) -> None:
    judging.answer(desk, "credibility", "3")
    before = edits(desk)
    assert judging.answer(desk, "credibility", "3")
    assert values(desk, "credibility") == ("3",)
    assert edits(desk) == before


def test_the_key_of_a_derived_value_makes_it_ones_own(desk: Desk) -> None:
    value = values(desk, "attribution")[0]
    judging.answer(desk, "attribution", value)
    assert on_disk(desk, "attribution")[0].derived is False


def test_a_grade_is_undone_by_one_step(desk: Desk) -> None:
    judging.answer(desk, "credibility", "3")
    undoing.undo(desk)
    assert values(desk, "credibility") == ()


def test_an_evaluation_has_no_credibility_so_it_is_passed_over(desk: Desk) -> None:
    judging.answer(desk, "kind", "evaluation")
    assert values(desk, "credibility") == (NOT_APPLICABLE,)
    judging.begin(desk)
    assert desk.focus.field == "reliability"


def test_a_refused_answer_keeps_the_field_waiting(desk: Desk) -> None:
    judging.answer(desk, "kind", "prediction")
    desk.look(field="credibility")
    assert not judging.answer(desk, "credibility", "2")
    assert desk.focus.field == "credibility"
    assert values(desk, "credibility") == (NOT_APPLICABLE,)


def test_not_applicable_is_an_answer_of_its_own(desk: Desk) -> None:
    desk.look(field="credibility")
    assert judging.not_applicable(desk)
    assert values(desk, "credibility") == (NOT_APPLICABLE,)
    assert desk.focus.field == "reliability"


def test_a_field_that_takes_many_toggles_and_goes_on_waiting(desk: Desk) -> None:
    desk.look(field="evidence")
    for value in ("document", "data", "document", "statement"):
        judging.answer(desk, "evidence", value)
    assert values(desk, "evidence") == ("data", "statement")
    assert desk.focus.field == "evidence"
    judging.leave(desk)
    assert desk.focus.field == ""


def test_a_value_takes_the_place_of_not_applicable_where_many_are_allowed(desk: Desk) -> None:
    judging.answer(desk, "evidence", NOT_APPLICABLE)
    judging.answer(desk, "evidence", "data")
    assert values(desk, "evidence") == ("data",)


def test_a_further_field_waits_alone(desk: Desk) -> None:
    desk.look(field="anonymity")
    judging.answer(desk, "anonymity", "named")
    assert desk.focus.field == ""


def test_mending_one_grade_leaves_the_waiting_field_waiting(desk: Desk) -> None:
    desk.look(field="reliability")
    judging.answer(desk, "confidence", "low")
    assert desk.focus.field == "reliability"


def test_leaving_and_going_back_answer_nothing(desk: Desk) -> None:
    before = edits(desk)
    desk.look(field="attribution")
    passed = []
    for _ in range(4):
        judging.leave(desk)
        passed.append(desk.focus.field)
    assert passed == ["credibility", "reliability", "confidence", ""]
    desk.look(field="reliability")
    for _ in range(3):
        judging.back(desk)
    assert desk.focus.field == "attribution"
    assert edits(desk) == before


def test_clearing_a_mended_attribution_derives_it_again(desk: Desk) -> None:
    judging.answer(desk, "attribution", "anonymous")
    assert judging.clear(desk, "attribution")
    (found,) = on_disk(desk, "attribution")
    assert (found.value, found.derived) == ("person", True)


def test_grading_the_source_fills_the_claim_once_its_credibility_is_given(desk: Desk) -> None:
    judging.answer(desk, "credibility", "3")
    desk.look(field="reliability")
    assert judging.grade_source(desk, "C")
    (found,) = on_disk(desk, "reliability")
    assert (found.value, found.derived) == ("C", True)
    assert desk.focus.field == "confidence"


def test_a_grade_on_a_claim_never_writes_the_card(desk: Desk) -> None:
    assert desk.page is not None and desk.project is not None and desk.focus.claim is not None
    judging.answer(desk, "credibility", "3")
    judging.answer(desk, "reliability", "B")
    source = desk.page.claims[desk.focus.claim].source
    assert desk.page.answers(entity=source) == {}


def test_a_claim_without_a_source_has_nobody_to_grade(desk: Desk) -> None:
    assert desk.page is not None
    start = TEXT.index("He smiled")
    made = desk.edit(claims.add, desk.page.article.id, start, start + len("He smiled"))
    assert made is not None
    desk.look(claim=made.answer)
    words = said(desk)
    assert not judging.grade_source(desk, "C")
    assert words == ["This claim names no source that could be graded."]


def test_what_was_written_is_kept_for_its_claim_even_when_another_is_open(desk: Desk) -> None:
    claim = desk.focus.claim
    assert claim is not None
    desk.look(claim=None)
    assert judging.write(desk, claim, "rationale", "Nobody else says so.")
    desk.look(claim=claim)
    assert values(desk, "rationale") == ("Nobody else says so.",)
    judging.write(desk, claim, "rationale", "")
    assert values(desk, "rationale") == ()


def test_only_given_core_answers_make_a_claim_judged(desk: Desk) -> None:
    assert desk.page is not None and desk.focus.claim is not None and desk.project is not None
    who = desk.project.annotator.id
    assert desk.focus.claim not in rules.judged(desk.page, who)
    desk.edit(judgements.answer, desk.focus.claim, "confidence", "low")
    assert desk.focus.claim in rules.judged(desk.page, who)
