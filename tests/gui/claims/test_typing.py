"""What is typed into the form: one edit a visit, kept by Enter, by leaving, after a pause."""

import pytest
from pytestqt.qtbot import QtBot

from annotator.gui import undoing
from annotator.gui.choosing import choose_claim
from annotator.gui.claims import visit
from annotator.gui.claims.visit import TextVisit
from annotator.gui.panels.claims import ClaimsPanel
from tests.gui.claims.goldhand import edits, numbered, open_claim, values
from tests.gui.hand import Hand


def type_gist(panel: ClaimsPanel, hand: Hand, words: str) -> None:
    panel.form.edit_gist()
    panel.form.gist.selectAll()
    hand.type(words)


def test_enter_keeps_a_gist_as_one_edit_and_returns_to_the_list(
    panel: ClaimsPanel, hand: Hand
) -> None:
    open_claim(panel, 18)
    panel.list.setFocus()
    before = edits(panel)
    hand.press("Enter")
    assert panel.form.gist.hasFocus()
    type_gist(panel, hand, "He is in pain")
    hand.press("Enter")
    assert numbered(panel, 18).gist == "He is in pain"
    assert edits(panel) == before + 1
    assert panel.list.hasFocus()


def test_escape_gives_a_gist_back(panel: ClaimsPanel, hand: Hand) -> None:
    open_claim(panel, 18)
    before, old = edits(panel), numbered(panel, 18).gist
    type_gist(panel, hand, "something else")
    hand.press("Esc")
    assert panel.form.gist.text() == old
    assert panel.form.gist.hasFocus()
    panel.list.setFocus()
    assert (numbered(panel, 18).gist, edits(panel)) == (old, before)


def test_leaving_a_gist_keeps_it(panel: ClaimsPanel, hand: Hand) -> None:
    open_claim(panel, 18)
    type_gist(panel, hand, "He is in pain")
    panel.list.setFocus()
    assert numbered(panel, 18).gist == "He is in pain"


def test_a_pause_keeps_a_gist_and_takes_no_blank_away(
    panel: ClaimsPanel, hand: Hand, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    assert visit.PAUSE_MS == 2000
    panel.form.gist.visit._pause.setInterval(50)
    open_claim(panel, 18)
    type_gist(panel, hand, "He is ")
    qtbot.waitUntil(lambda: numbered(panel, 18).gist == "He is", timeout=2000)
    assert panel.form.gist.text() == "He is "
    hand.type("ill")
    hand.press("Enter")
    assert numbered(panel, 18).gist == "He is ill"


def test_a_gist_typed_is_kept_when_a_key_opens_the_next_claim(
    panel: ClaimsPanel, hand: Hand, qtbot: QtBot
) -> None:
    open_claim(panel, 18)
    type_gist(panel, hand, "He is in pain")
    choose_claim(panel.desk, numbered(panel, 19).id)
    assert panel.form.gist.text() == numbered(panel, 19).gist
    qtbot.waitUntil(lambda: numbered(panel, 18).gist == "He is in pain", timeout=2000)
    assert numbered(panel, 19).gist != "He is in pain"


def test_a_rationale_is_written_where_the_key_leads(panel: ClaimsPanel, hand: Hand) -> None:
    open_claim(panel, 18)
    panel.list.setFocus()
    hand.press("Shift+Y", on=panel.list)
    question = panel.form.more.questions["rationale"]
    assert isinstance(question.value, TextVisit)
    assert question.value.hasFocus() and panel.form.more.fold.isChecked()
    question.value.selectAll()
    hand.type("Only he says so")
    hand.press("Enter")
    assert values(panel, 18, "rationale") == ("Only he says so",)
    assert panel.list.hasFocus() and panel.desk.focus.field == ""


def test_a_field_shows_what_undo_brought_back(panel: ClaimsPanel, hand: Hand) -> None:
    open_claim(panel, 18)
    old = panel.form.gist.text()
    type_gist(panel, hand, "x")
    hand.press("Enter")
    undoing.undo(panel.desk)
    assert panel.form.gist.text() == old
