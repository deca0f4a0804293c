"""The claims panel in the whole window: it shows what is marked in the text, and leads there."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.gui.panels.claims import ClaimsPanel
from annotator.gui.window import Window
from annotator.project import Project
from tests.gui.hand import Hand

CONTENT = "Believe me, if you don't see tears on his face"
SPEAKER = "Kremlin spokesman Dmitry Peskov"


@pytest.fixture
def panel(window: Window) -> ClaimsPanel:
    """The panel of the window."""
    found = window.work.panels["claims"]
    assert isinstance(found, ClaimsPanel)
    return found


def mark(hand: Hand, words: str, key: str) -> None:
    start = hand.page.text.index(words)
    hand.drag(start, start + len(words))
    hand.press(key, on=hand.view)


def test_a_claim_marked_in_the_text_stands_in_the_list_and_the_form(
    panel: ClaimsPanel, hand: Hand
) -> None:
    mark(hand, CONTENT, "c")
    mark(hand, SPEAKER, "s")
    (row,) = panel.rows.rows
    assert row.words == f"“{CONTENT}”"
    assert (row.kind, row.source, row.judged) == ("named", SPEAKER, False)
    assert panel.list.chosen_id == panel.desk.focus.claim == row.id
    assert panel.form.gist.isVisible()


def test_a_row_shows_its_words_in_the_text(panel: ClaimsPanel, hand: Hand) -> None:
    mark(hand, CONTENT, "c")
    start = hand.page.text.index(CONTENT)
    hand.press("Esc", "Esc", "Esc", on=hand.view)
    hand.view.reveal(0, 1)
    assert panel.desk.focus.claim is None
    middle = panel.list.visualRect(panel.rows.index(0, 0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle))
    QApplication.processEvents()
    boxes = hand.view.rects(start, start + len(CONTENT))
    assert any(box.intersects(hand.view.viewport().rect()) for box in boxes)


def test_a_gist_typed_is_kept_when_a_key_opens_the_next_claim(
    panel: ClaimsPanel, hand: Hand, qtbot: QtBot
) -> None:
    mark(hand, CONTENT, "c")
    first = panel.desk.focus.claim
    assert first is not None
    mark(hand, SPEAKER, "c")
    second = panel.desk.focus.claim
    panel.desk.look(claim=first)
    panel.form.edit_gist()
    hand.type("He is in pain")
    hand.press("Alt+Up", on=panel.form.gist)
    assert panel.desk.focus.claim == second
    qtbot.waitUntil(lambda: hand.page.claims[first].gist == "He is in pain", timeout=2000)
    assert panel.form.gist.text() == ""


def test_without_an_article_the_panel_says_so(bare_window: Window, empty: Project) -> None:
    bare_window.desk.put(empty)
    panel = bare_window.work.panels["claims"]
    shown = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert "No article is open." in shown
