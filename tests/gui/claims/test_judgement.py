"""Judging in the real window, by keys in the claim list and by clicks in the form."""

from annotator.edits import judgements
from annotator.gui.claims.opened import KeyWords
from annotator.gui.claims.values import Grades
from annotator.gui.panels.claims import ClaimsPanel
from annotator.model import NOT_APPLICABLE
from tests.gui.claims.goldhand import (
    click,
    click_row,
    numbered,
    open_claim,
    said,
    shown,
    unjudge,
    values,
)
from tests.gui.hand import Hand


def test_keys_in_the_list_judge_the_open_claim(panel: ClaimsPanel, hand: Hand) -> None:
    unjudge(panel, 18)
    panel.list.setFocus()
    hand.press("j", "6", "d", "h")
    assert [values(panel, 18, field) for field in ("credibility", "reliability", "confidence")] == [
        ("6",), ("D",), ("high",),
    ]  # fmt: skip
    assert panel.desk.focus.field == ""


def test_no_key_grades_unless_a_field_waits(panel: ClaimsPanel, hand: Hand) -> None:
    open_claim(panel, 18)
    before = values(panel, 18, "credibility"), values(panel, 18, "reliability")
    panel.list.setFocus()
    hand.press("3", "b")
    assert (values(panel, 18, "credibility"), values(panel, 18, "reliability")) == before


def test_a_key_of_another_scale_says_what_the_field_takes_and_does_nothing(
    panel: ClaimsPanel, hand: Hand
) -> None:
    unjudge(panel, 18)
    panel.list.setFocus()
    words = said(panel)
    hand.press("j")
    before = panel.desk.project.history(), panel.desk.focus
    for key in ("a", "b", "c", "d", "e", "f", "l", "m", "h", "7", "8"):
        hand.press(key)
        assert words[-1].startswith("Credibility takes 1, 2, 3, 4, 5, 6")
        assert (panel.desk.project.history(), panel.desk.focus) == before


def test_a_key_that_no_scale_has_leaves_judging_for_what_it_does(
    panel: ClaimsPanel, hand: Hand
) -> None:
    open_claim(panel, 18)
    panel.list.setFocus()
    hand.press("j", "p")
    assert panel.desk.focus.field == "polarity"


def test_the_waiting_field_opens_and_the_next_one_follows(panel: ClaimsPanel, hand: Hand) -> None:
    unjudge(panel, 18)
    panel.list.setFocus()
    hand.press("j")
    questions = panel.form.judgement.questions
    assert [id for id, one in questions.items() if one.is_open] == ["credibility"]
    hand.press("Tab")
    assert [id for id, one in questions.items() if one.is_open] == ["reliability"]
    hand.press("Esc")
    assert not any(one.is_open for one in questions.values())
    assert values(panel, 18, "credibility") == ()


def test_opening_another_claim_ends_judging(panel: ClaimsPanel, hand: Hand) -> None:
    open_claim(panel, 18)
    panel.list.setFocus()
    hand.press("j")
    click_row(panel, 4)
    assert panel.desk.focus.field == ""


def test_a_cell_of_a_scale_is_clicked(panel: ClaimsPanel) -> None:
    open_claim(panel, 18)
    scale = panel.form.judgement.questions["credibility"].value
    assert isinstance(scale, Grades)
    click(scale.cells[1])
    assert values(panel, 18, "credibility") == ("2",)
    click(scale.cells[1])
    assert values(panel, 18, "credibility") == ("2",)
    assert panel.desk.focus.field == ""


def test_delete_on_a_scale_leaves_it_unanswered(panel: ClaimsPanel, hand: Hand) -> None:
    open_claim(panel, 18)
    scale = panel.form.judgement.questions["credibility"].value
    scale.setFocus()
    hand.press("Delete")
    assert values(panel, 18, "credibility") == ()


def test_a_value_of_the_opened_field_is_clicked(panel: ClaimsPanel) -> None:
    open_claim(panel, 18)
    click(panel.form.judgement.questions["attribution"].value)
    assert panel.desk.focus.field == "attribution"
    (button,) = [one for one in shown(panel.form, KeyWords) if one.words == "hearsay"]
    click(button)
    assert values(panel, 18, "attribution") == ("hearsay",)
    assert not shown(panel.form, KeyWords)


def test_not_applicable_is_clicked_like_a_value(panel: ClaimsPanel) -> None:
    open_claim(panel, 18)
    panel.desk.look(field="confidence")
    (button,) = [one for one in shown(panel.form, KeyWords) if one.words == "not applicable"]
    click(button)
    assert values(panel, 18, "confidence") == (NOT_APPLICABLE,)
    scale = panel.form.judgement.questions["confidence"].value
    assert scale.accessibleDescription() == "not applicable"


def test_a_derived_value_looks_derived_until_it_is_given(panel: ClaimsPanel, hand: Hand) -> None:
    unjudge(panel, 18)
    words = panel.form.judgement.questions["attribution"].value
    assert words.accessibleDescription() == "person, derived"
    assert panel.desk.page is not None
    source = panel.desk.page.claims[numbered(panel, 18).id].source
    panel.desk.edit(judgements.answer, numbered(panel, 18).id, "credibility", "3")
    panel.desk.edit(judgements.grade, source, "reliability", "C")
    scale = panel.form.judgement.questions["reliability"].value
    assert isinstance(scale, Grades)
    assert scale.accessibleDescription() == "fairly reliable, derived"
    assert not any(cell.isChecked() for cell in scale.cells)
    panel.list.setFocus()
    panel.desk.look(field="reliability")
    hand.press("b")
    assert values(panel, 18, "reliability") == ("B",)
    assert [cell.choice.value for cell in scale.cells if cell.isChecked()] == ["B"]


def test_shift_and_a_letter_grade_the_source(panel: ClaimsPanel, hand: Hand) -> None:
    unjudge(panel, 18)
    panel.list.setFocus()
    hand.press("j", "3")
    hand.press("Shift+C", on=panel.list)
    assert values(panel, 18, "reliability") == ("C",)
    assert panel.desk.focus.field == "confidence"
    assert "card C" in panel.form.who.source.after


def test_nothing_is_shown_as_answered_that_was_refused(panel: ClaimsPanel) -> None:
    claim = open_claim(panel, 19)
    words = said(panel)
    scale = panel.form.judgement.questions["credibility"].value
    assert isinstance(scale, Grades)
    click(scale.cells[0])
    assert "neither true nor false" in words[-1]
    assert scale.value == NOT_APPLICABLE and claim == panel.desk.focus.claim
