"""The form's rows: the words of a claim, who says it, its links, its notes, its hints."""

from operator import attrgetter

from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

from annotator.edits import judgements
from annotator.gui.claims.formrow import Removable
from annotator.gui.claims.hints import HintLine
from annotator.gui.claims.menus import likely_sources
from annotator.gui.claims.notes import Remark
from annotator.gui.claims.parts import Piece
from annotator.gui.claims.sheet import sheet
from annotator.gui.claims.ties import Independence, Tie
from annotator.gui.panels.claims import ClaimsPanel
from tests.gui.claims.goldhand import (
    choose,
    click,
    click_row,
    numbered,
    open_claim,
    page_on_disk,
    shown,
)
from tests.gui.hand import Hand

_id = attrgetter("id")


def test_clicking_a_piece_chooses_it_in_the_text(panel: ClaimsPanel) -> None:
    claim = open_claim(panel, 18)
    (cue,) = [one for one in shown(panel.form, Piece) if one.span.role == "cue"]
    click(cue)
    assert panel.desk.focus.span == page_on_disk(panel).parts(claim, "cue")[0].id


def test_a_piece_is_removed_by_its_cross_and_by_delete(panel: ClaimsPanel, hand: Hand) -> None:
    claim = open_claim(panel, 4)
    assert len(page_on_disk(panel).parts(claim, "content")) == 2
    (hedge,) = [one for one in shown(panel.form, Piece) if one.span.role == "hedge"]
    hedge.setFocus()
    hand.press("Delete")
    assert page_on_disk(panel).parts(claim, "hedge") == ()
    content = next(one for one in shown(panel.form, Piece) if one.span.role == "content")
    box = content.parentWidget()
    assert isinstance(box, Removable) and not box.cross.isVisible()
    middle = box.rect().center().toPointF()
    QApplication.sendEvent(box, QEnterEvent(middle, middle, middle))
    click(box.cross)
    assert [p.quote for p in page_on_disk(panel).parts(claim, "content")] == [
        "is reportedly pained by the tragedy"
    ]


def test_the_rows_show_and_choose_the_words_of_the_claim_opened_last(panel: ClaimsPanel) -> None:
    for number in (4, 18, 4):
        claim = open_claim(panel, number)
        found = [one.span for one in shown(panel.form, Piece)]
        assert sorted(found, key=_id) == sorted(page_on_disk(panel).parts(claim), key=_id)
        last = shown(panel.form, Piece)[-1]
        assert last.span.quote in last.toolTip()
        click(last)
        assert panel.desk.focus.span == last.span.id


def test_nothing_moves_sideways_when_a_field_opens(panel: ClaimsPanel) -> None:
    panel.window().resize(360, 700)
    open_claim(panel, 18)
    QApplication.processEvents()
    before = panel.form.width()
    panel.desk.look(field="credibility")
    QApplication.processEvents()
    assert panel.form.height() > panel.area.viewport().height()
    assert panel.form.width() == before


def test_hedge_and_addressee_have_a_row_only_when_they_are_there(panel: ClaimsPanel) -> None:
    open_claim(panel, 18)
    assert {one.span.role for one in shown(panel.form, Piece)} == {"source", "cue", "content"}
    open_claim(panel, 4)
    assert "hedge" in {one.span.role for one in shown(panel.form, Piece)}


def test_a_longer_chain_is_shown_whole(panel: ClaimsPanel) -> None:
    open_claim(panel, 21)
    source = panel.form.who.source
    assert source.before + source.name == "author › the media › ISIS"
    assert source.accessibleName() == "Who: author › the media › ISIS"


def test_another_source_is_chosen_from_the_menu(panel: ClaimsPanel) -> None:
    open_claim(panel, 18)
    choose(panel, panel.form.who.source, "Kremlin")
    source = numbered(panel, 18).source
    assert source is not None and page_on_disk(panel).entities[source].name == "Kremlin"


def test_the_menu_offers_first_whom_the_source_words_name(panel: ClaimsPanel) -> None:
    open_claim(panel, 18)
    found = sheet(panel.desk)
    assert found is not None
    assert likely_sources(found)[0].name == "Dmitry Peskov"


def test_a_relay_is_taken_out_of_the_chain(panel: ClaimsPanel) -> None:
    open_claim(panel, 21)
    assert len(numbered(panel, 21).chain) == 3
    choose(panel, panel.form.who.source, "Relayed through", "the media")
    assert len(numbered(panel, 21).chain) == 2


def test_a_claim_is_made_the_authors_own_from_the_menu(panel: ClaimsPanel) -> None:
    open_claim(panel, 27)
    choose(panel, panel.form.who.source, "The author's own")
    assert panel.rows.row(26).kind == "author"
    assert len(numbered(panel, 27).chain) == 1


def test_the_source_is_graded_from_the_menu(panel: ClaimsPanel) -> None:
    open_claim(panel, 18)
    choose(panel, panel.form.who.source, "Grade the source…", "B  usually reliable")
    source = numbered(panel, 18).source
    card = page_on_disk(panel).answers(entity=source)["reliability"]
    assert [one.value for one in card] == ["B"]
    choose(panel, panel.form.who.source, "Grade the source…", "No grade")
    assert page_on_disk(panel).answers(entity=source) == {}


def test_a_link_is_followed_changed_and_removed(panel: ClaimsPanel, hand: Hand) -> None:
    claim = open_claim(panel, 4)
    (tie,) = shown(panel.form.ties, Tie)
    assert tie.words == "repeats 18"
    (independence,) = shown(panel.form.ties, Independence)
    choose(panel, independence, "Independent")
    (link,) = [one for one in page_on_disk(panel).links if one.source == claim]
    assert link.independence == "independent"
    click(shown(panel.form.ties, Tie)[0])
    assert panel.desk.focus.claim == numbered(panel, 18).id
    assert "4 repeats this" in [one.words for one in shown(panel.form.ties, Tie)]
    open_claim(panel, 4)
    shown(panel.form.ties, Tie)[0].setFocus()
    hand.press("Delete")
    assert not [one for one in page_on_disk(panel).links if one.source == claim]
    assert not panel.form.ties.isVisible()


def test_a_claim_tells_what_it_is_part_of(panel: ClaimsPanel, hand: Hand) -> None:
    open_claim(panel, 27)
    panel.list.setFocus()
    hand.press("Shift+K", on=panel.list)
    click_row(panel, 26)
    assert numbered(panel, 27).parent == numbered(panel, 26).id
    assert panel.desk.focus.claim == panel.list.chosen_id == numbered(panel, 27).id
    assert "part of 26" in [one.words for one in shown(panel.form.ties, Tie)]
    open_claim(panel, 26)
    assert "holds 27" in [one.words for one in shown(panel.form.ties, Tie)]


def test_a_note_is_added_settled_and_removed(panel: ClaimsPanel, hand: Hand) -> None:
    claim = open_claim(panel, 5)

    def notes() -> list[tuple[str, bool]]:
        return [(n.text, n.resolved) for n in page_on_disk(panel).notes if n.claim == claim]

    before = notes()
    panel.area.ensureWidgetVisible(panel.form.notes)
    panel.form.notes.field.setFocus()
    hand.type("Ask the desk")
    hand.press("Enter")
    assert notes() == [*before, ("Ask the desk", False)]
    assert panel.form.notes.field.text() == ""
    remark = next(one for one in shown(panel.form.notes, Remark) if one.words == "Ask the desk")
    click(remark)
    assert ("Ask the desk", True) in notes()
    remark = next(one for one in shown(panel.form.notes, Remark) if one.words == "Ask the desk")
    remark.setFocus()
    hand.press("Delete")
    assert notes() == before


def test_the_rules_hint_and_the_hint_leads_to_its_field(panel: ClaimsPanel) -> None:
    claim = open_claim(panel, 20)
    assert not panel.form.hints.isVisible()
    panel.desk.edit(judgements.answer, claim, "credibility", "1")
    assert panel.form.hints.isVisible()
    (line,) = shown(panel.form.hints, HintLine)
    assert "no independent claim" in line.hint.text
    click(line)
    assert panel.desk.focus.field == "credibility"
