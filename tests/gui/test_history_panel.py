"""The history: entries in words, struck through once taken back, of the article or of all."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.edits import claims, labels, notes
from annotator.gui import undoing
from annotator.gui.panels.history import HistoryPanel
from annotator.gui.past import Reverts, aloud, moment
from annotator.gui.window import Window
from annotator.model import EditRecord
from annotator.project import Project
from tests.gui.hand import Hand
from tests.jobs.running import imported
from tests.scene import add_article


@pytest.fixture
def panel(window: Window, hand: Hand) -> HistoryPanel:
    """The panel, shown, after a claim and a note."""
    article = hand.page.article.id
    window.desk.edit(claims.add, article, 0, 20)
    window.desk.edit(notes.add, "article", article, "look again")
    hand.press("Ctrl+H")
    found = window.work.panels["history"]
    assert isinstance(found, HistoryPanel)
    return found


def whats(panel: HistoryPanel) -> list[str]:
    return [row.what for row in panel.rows.rows]


def test_entries_stand_newest_first_in_words(panel: HistoryPanel) -> None:
    assert whats(panel)[0] == "Note: look again"
    assert whats(panel)[1].startswith("Claim ")
    assert {row.who for row in panel.rows.rows[:2]} == {"analyst-1"}
    assert aloud(panel.rows.row(0)).endswith("analyst-1, Note: look again")


def test_what_is_undone_is_struck_through_until_done_again(
    panel: HistoryPanel, window: Window, qtbot: QtBot
) -> None:
    undoing.undo(window.desk)
    qtbot.waitUntil(lambda: whats(panel)[0] == "Undone: Note: look again")
    assert [row.stands for row in panel.rows.rows[:3]] == [True, False, True]
    undoing.redo(window.desk)
    qtbot.waitUntil(lambda: whats(panel)[0] == "Done again: Note: look again")
    assert [row.stands for row in panel.rows.rows[:4]] == [True, False, True, True]


def test_only_ones_own_latest_edit_can_be_undone_here(
    panel: HistoryPanel, hand: Hand, qtbot: QtBot
) -> None:
    assert panel.undo.isEnabled()
    hand.press("Down", on=panel.list)
    assert not panel.undo.isEnabled()
    assert "Undo those first" in panel.undo.toolTip()
    hand.press("Up", on=panel.list)
    panel.undo.click()
    assert not hand.page.notes
    qtbot.waitUntil(lambda: whats(panel)[0].startswith("Undone"))


def test_somebody_elses_edit_stays_theirs(
    panel: HistoryPanel, window: Window, qtbot: QtBot
) -> None:
    window.desk.work_as("analyst-2")
    panel.list.choose(panel.rows.id_at(0))
    panel._show_undo()
    assert not panel.undo.isEnabled()
    assert "done by analyst-1" in panel.undo.toolTip()


def test_the_whole_project_shows_other_articles_and_the_codebook(
    panel: HistoryPanel, window: Window, hand: Hand, project: Project, qtbot: QtBot
) -> None:
    other = add_article(project, "Some other text.", title="The other")
    window.desk.edit(claims.add, other, 0, 4)
    window.desk.edit(labels.add, "LAW", "LAW", "other")
    QTest.qWait(20)
    assert whats(panel)[0] == "Note: look again"
    panel.whole.click()
    assert whats(panel)[:2] == ["Add the label LAW", "Claim Some"]
    assert panel.rows.row(1).title == "The other"
    panel.list.choose(panel.rows.id_at(1))
    hand.press("Enter", on=panel.list)
    assert hand.page.article.id == other


def test_another_article_shows_its_own_history(
    panel: HistoryPanel, window: Window, project: Project, qtbot: QtBot
) -> None:
    other = add_article(project, "Some other text.", title="The other")
    window.desk.open_article(other)
    qtbot.waitUntil(lambda: "Note: look again" not in whats(panel))
    window.desk.put(None)
    window.work.bottom.open("history")


def test_an_import_is_taken_back_as_a_whole(
    panel: HistoryPanel, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    text = tmp_path / "other.txt"
    text.write_text("Some other text.")
    imported(window.desk.project, text)
    window.desk.reread()
    panel.whole.click()
    assert panel.rows.row(0).kind == "import"
    panel.list.choose(panel.rows.id_at(0))
    panel._show_undo()
    assert panel.undo.isEnabled()
    panel.undo.click()
    qtbot.waitUntil(lambda: window.desk.project.articles().count == 1)
    qtbot.waitUntil(lambda: panel.rows.row(0).takes_back)
    assert not panel.rows.row(1).stands
    panel.list.choose(panel.rows.id_at(1))
    panel._show_undo()
    assert panel.undo.toolTip() == "This was taken back already."
    panel.list.choose(panel.rows.id_at(0))
    panel._show_undo()
    panel.undo.click()
    qtbot.waitUntil(lambda: window.desk.project.articles().count == 2)
    qtbot.waitUntil(lambda: whats(panel)[0].startswith("Bring again the import of 1 article"))
    assert [row.stands for row in panel.rows.rows[:3]] == [True, False, True]
    assert not panel.rows.row(0).takes_back


def test_long_histories_are_read_page_by_page(
    panel: HistoryPanel, window: Window, hand: Hand
) -> None:
    article = hand.page.article.id
    for number in range(300):
        window.desk.edit(notes.add, "article", article, f"note {number}")
    QTest.qWait(50)
    assert whats(panel)[0] == "Note: note 299"
    loaded = len(panel.rows.rows)
    assert loaded < 300
    panel.list.verticalScrollBar().setValue(panel.list.verticalScrollBar().maximum())
    QApplication.processEvents()
    assert len(panel.rows.rows) >= 302
    assert len({row.id for row in panel.rows.rows}) == len(panel.rows.rows)


def test_esc_goes_back_to_the_text(panel: HistoryPanel, window: Window, hand: Hand) -> None:
    hand.press("Esc", on=panel.list)
    assert QApplication.focusWidget() is window.work.area.view


def test_undoing_a_redo_takes_back_the_edit_again() -> None:
    def entry(id: int, kind: str, reverts: int | None = None) -> EditRecord:
        return EditRecord(id, "2024-03-31T10:00:00+00:00", "a", "x", kind=kind, reverts=reverts)

    log = [entry(1, "do"), entry(2, "undo", 1), entry(3, "redo", 2), entry(4, "undo", 3)]
    assert Reverts().stand(reversed(log)) == [True, False, True, False]


def test_times_are_told_as_the_clock_here_has_them() -> None:
    assert moment("2024-03-31T10:00:00.123+00:00", whole=True).startswith("31 Mar 2024 ")
