"""The list of claims in the real window, on the crocus gold: what a row tells, what filters."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from annotator import jobs
from annotator.edits import judgements
from annotator.gui import undoing
from annotator.gui.claims.rows import Ledger, quoted, without_stop
from annotator.gui.panels.claims import ClaimsPanel
from annotator.gui.theme import theme_of
from annotator.gui.widgets.base import IconButton
from annotator.model import NOT_APPLICABLE
from annotator.project import Project
from tests.gold import CROCUS
from tests.gui.claims.goldhand import (
    click,
    click_row,
    numbered,
    open_claim,
    page_on_disk,
    shown,
    unjudge,
)
from tests.gui.conftest import through
from tests.gui.hand import Hand


def _labels(panel: ClaimsPanel) -> list[str]:
    return [label.text() for label in shown(panel, QLabel)]


def test_the_list_has_every_claim_in_text_order(panel: ClaimsPanel) -> None:
    rows = panel.rows.rows
    assert [row.id for row in rows] == [one.id for one in page_on_disk(panel).claims_in_order]
    assert [row.number for row in rows] == list(range(1, 42))
    assert panel.head.count == "41"


def test_a_row_tells_gist_and_source_and_the_three_states_of_an_answer(panel: ClaimsPanel) -> None:
    quote, agentless, own = (panel.rows.row(n - 1) for n in (18, 29, 19))
    assert quote.words == "Putin is in pain even if he sheds no visible tears"
    assert (quote.kind, quote.source) == ("named", "Dmitry Peskov")
    assert (agentless.kind, own.kind) == ("nobody", "author")
    answered = {field.id: one.value for field, one in own.answered}
    assert answered["credibility"] == NOT_APPLICABLE
    panel.desk.edit(judgements.answer, own.id, "confidence")
    answered = {field.id for field, _one in panel.rows.row(18).answered}
    assert answered == {"attribution", "credibility", "reliability"}
    assert panel.rows.row(18).judged


def test_a_row_is_read_aloud_as_a_row(panel: ClaimsPanel) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert panel.rows.data(panel.rows.index(17, 0), role) == (
        "Claim 18, Putin is in pain even if he sheds no visible tears, source Dmitry Peskov, "
        "credibility 6, reliability D, high confidence"
    )
    unjudge(panel, 29)
    told = panel.rows.data(panel.rows.index(28, 0), role)
    assert told.endswith("no source, not judged")


def test_without_a_gist_a_row_shows_the_quoted_words(panel: ClaimsPanel, hand: Hand) -> None:
    open_claim(panel, 21)
    panel.form.edit_gist()
    panel.form.gist.selectAll()
    hand.press("Delete", "Enter")
    assert panel.rows.row(20).words == "“responsibility”"


@pytest.mark.parametrize(
    ("gist", "words"),
    [("He is ill.", "He is ill"), ("Perhaps...", "Perhaps..."), ("他病了。", "他病了"), ("", "")],
)
def test_a_gist_loses_its_full_stop(gist: str, words: str) -> None:
    assert without_stop(gist) == words


def test_a_quote_keeps_its_own_marks() -> None:
    assert quoted("so\n  it is") == "“so it is”"
    assert quoted('"Believe me"') == '"Believe me"'
    assert quoted('"the talks were fair') == '"the talks were fair'
    assert quoted("the boys’") == "“the boys’”"


def test_clicking_a_row_opens_its_claim(panel: ClaimsPanel) -> None:
    click_row(panel, 4)
    assert panel.desk.focus.claim == numbered(panel, 4).id
    assert panel.form.gist.text() == "Putin is pained by the attack."


def test_the_arrows_open_the_next_claim(panel: ClaimsPanel, hand: Hand) -> None:
    click_row(panel, 4)
    hand.press("Down", on=panel.list)
    assert panel.desk.focus.claim == numbered(panel, 5).id


def test_an_edit_leaves_the_other_rows_as_they_were(panel: ClaimsPanel) -> None:
    before = list(panel.rows.rows)
    claim = open_claim(panel, 18)
    panel.desk.edit(judgements.answer, claim, "credibility", "3")
    after = panel.rows.rows
    assert [n for n, (old, new) in enumerate(zip(before, after, strict=True), 1)
            if old is not new] == [18]  # fmt: skip


def test_rows_carried_over_equal_rows_made_anew(panel: ClaimsPanel, hand: Hand) -> None:
    def check() -> None:
        assert panel.desk.project is not None
        anew = Ledger().read(page_on_disk(panel), panel.desk.project.annotator.id)
        assert tuple(panel.rows.rows) == anew

    click_row(panel, 18)
    for key in ("6", "j", "3", "Delete"):
        hand.press(key, on=panel.list)
        check()
    undoing.undo(panel.desk)
    check()
    source = numbered(panel, 17).source
    assert source is not None
    panel.desk.edit(judgements.grade, source, "reliability", "B")
    check()
    undoing.undo(panel.desk)
    check()


def test_the_counts_filter_and_the_open_claim_stays(panel: ClaimsPanel) -> None:
    click_row(panel, 3)
    click(panel.head.counts["sourceless"])
    assert [row.number for row in panel.rows.rows] == [3, 29, 36]
    unjudge(panel, 18)
    click(panel.head.counts["sourceless"])
    click(panel.head.counts["unjudged"])
    assert [row.number for row in panel.rows.rows] == [18]
    panel.desk.edit(judgements.answer, numbered(panel, 18).id, "credibility", "2")
    assert [row.number for row in panel.rows.rows] == [18]
    open_claim(panel, 3)
    assert [row.number for row in panel.rows.rows] == [3]
    click(panel.head.counts["unjudged"])
    assert len(panel.rows.rows) == 41


def test_the_list_is_filtered_by_words(panel: ClaimsPanel, hand: Hand) -> None:
    click(panel.head.findChild(IconButton))
    assert panel.search.hasFocus()
    hand.type("peskov")
    QTest.qWait(200)
    assert [row.number for row in panel.rows.rows] == [17, 18, 19]
    hand.type("x")
    QTest.qWait(200)
    assert panel.rows.rows == []
    assert "Nothing matches “peskovx”. Clear the filter." in _labels(panel)
    hand.press("Esc")
    assert len(panel.rows.rows) == 41


def test_an_article_without_claims_says_how_to_make_one(panel: ClaimsPanel, tmp_path: Path) -> None:
    project = Project.create(tmp_path / "new.annotator", "anna")
    through(jobs.import_files(project, [CROCUS / "article.txt"]))
    panel.desk.put(project)
    assert "No claims. Select the words that are claimed and press c." in _labels(panel)
    assert panel.rows.rows == []


def test_no_source_and_not_judged_are_drawn_in_their_hues(panel: ClaimsPanel) -> None:
    unjudge(panel, 29)
    panel.list.scrollTo(panel.rows.index(28, 0))
    QApplication.processEvents()
    box = panel.list.visualRect(panel.rows.index(28, 0))
    picture = panel.list.viewport().grab(box).toImage()
    theme = theme_of(panel)
    hues = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
    assert theme.bad.rgb() in hues and theme.warn.rgb() in hues


def test_the_menu_of_a_row_is_about_its_claim(panel: ClaimsPanel) -> None:
    at = panel.list.visualRect(panel.rows.index(2, 0)).center()
    port = panel.list.viewport()
    QTest.mouseClick(port, Qt.MouseButton.RightButton, pos=at)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(port, QContextMenuEvent(reason, at, port.mapToGlobal(at)))
    assert panel.desk.focus.claim == numbered(panel, 3).id
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    gone = numbered(panel, 3).id
    (remove,) = [one for one in menu.actions() if one.text().startswith("Remove")]
    remove.trigger()
    menu.close()
    assert gone not in page_on_disk(panel).claims
    assert [row.number for row in panel.rows.rows] == list(range(1, 41))
