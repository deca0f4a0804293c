"""Finding in all articles with keys: hits as one types, ticked, labelled in one step, on disk."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.edits import articles
from annotator.gui import undoing
from annotator.gui.panels.concordance import ConcordancePanel
from annotator.gui.window import Window
from annotator.project import NOT_SECRET, Filter, Project
from tests.gui.hand import Hand
from tests.scene import add_article

OTHERS = (
    "The Kremlin was calm. A spokesman of the Kremlin smiled.",
    "Nobody in the Kremlin answered 😀 the Kremlin’s phones.",
    "北京市说，北京很好。",
)


@pytest.fixture
def others(project: Project) -> list[int]:
    """Three more articles beside the crocus article."""
    return [add_article(project, text, title=f"Other {n}") for n, text in enumerate(OTHERS, 1)]


@pytest.fixture
def panel(others: list[int], window: Window) -> ConcordancePanel:
    found = window.work.panels["concordance"]
    assert isinstance(found, ConcordancePanel)
    return found


@pytest.fixture
def search(panel: ConcordancePanel, hand: Hand, qtbot: QtBot) -> Callable[[str], None]:
    """Types words into the field and waits until all is found and counted."""

    def type_in(words: str) -> None:
        hand.press("Ctrl+Shift+F")
        panel.bar.field.selectAll()
        if words.isascii():
            QTest.keyClicks(panel.bar.field, words)
        else:  # Qt's test keyboard has no such keys
            panel.bar.field.look_for(words)
        QTest.qWait(180)
        qtbot.waitUntil(lambda: panel.hits.tally.is_whole and panel.hits.is_complete)

    return type_in


def mentions(project: Project, article: int) -> list[str]:
    page = project.page(article)
    assert page is not None
    return [f"{page.codebook.label(span.label or 0).code} {span.quote}" for span in page.mentions]


def settled(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    QApplication.processEvents()


def hit_rows(panel: ConcordancePanel) -> list[str]:
    return [row.words for row in panel.rows.rows if not row.is_head]


def test_hits_of_all_articles_stand_under_their_titles_as_one_types(
    panel: ConcordancePanel, search: Callable[[str], None], others: list[int]
) -> None:
    search("kremlin")
    assert panel.bar.told.words == "8 hits in 3 articles"
    heads = [(row.title, row.count) for row in panel.rows.rows if row.is_head]
    assert heads[1:] == [("Other 1", 2), ("Other 2", 2)] and heads[0][1] == 4
    assert hit_rows(panel) == ["Kremlin"] * 8


def test_articles_that_come_in_or_go_are_looked_in_too(
    panel: ConcordancePanel, search: Callable[[str], None], others: list[int], window: Window,
    qtbot: QtBot,
) -> None:  # fmt: skip
    search("kremlin")
    panel.hits.turn_all()
    window.desk.edit(articles.remove, others[1])
    qtbot.waitUntil(lambda: panel.bar.told.words.startswith("6 hits in 2 articles · 6 ticked"))
    undoing.undo(window.desk)
    qtbot.waitUntil(lambda: panel.bar.told.words.startswith("8 hits in 3 articles"))
    assert hit_rows(panel) == ["Kremlin"] * 8


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('"the kremlin smiled"', ["the Kremlin smiled"]),
        ("answ*", ["answered"]),
        ("NEAR(spokesman smiled, 4)", ["spokesman", "smiled"]),
        ("北京", ["北京", "北京"]),
    ],
)
def test_phrases_beginnings_words_close_together_and_any_script(
    panel: ConcordancePanel, search: Callable[[str], None], typed: str, words: list[str]
) -> None:
    search(typed)
    assert hit_rows(panel) == words


def test_what_is_wrong_with_a_question_is_said(
    panel: ConcordancePanel, search: Callable[[str], None]
) -> None:
    search("(kremlin")
    assert (panel.bar.told.words, panel.bar.told.role) == ("A bracket is not closed.", "bad")
    assert panel._stack.currentWidget() is panel._empty
    search("Peskow")
    assert panel._empty._sentence.text() == "Nothing matches “Peskow”."


def test_enter_opens_the_article_at_the_hit_and_f4_goes_on(
    panel: ConcordancePanel, search: Callable[[str], None], hand: Hand, window: Window,
    others: list[int],
) -> None:  # fmt: skip
    search("smiled OR phones")
    hand.press("Enter", "Down", "Enter")
    assert hand.page.article.id == others[0]
    assert hand.page.text[hand.desk.focus.start : hand.desk.focus.end] == "smiled"
    assert QApplication.focusWidget() is window.work.area.view
    QTest.keyClick(window.work.area.view, Qt.Key.Key_F4)
    QApplication.processEvents()
    assert hand.page.article.id == others[1]
    assert hand.page.text[hand.desk.focus.start : hand.desk.focus.end] == "phones"
    QTest.keyClick(window.work.area.view, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    assert hand.page.article.id == others[0]


def test_the_ticked_hits_are_labelled_by_one_key_as_one_step(
    panel: ConcordancePanel, search: Callable[[str], None], hand: Hand, window: Window,
    others: list[int], project: Project, qtbot: QtBot,
) -> None:  # fmt: skip
    search("kremlin NOT putin")
    hand.press("Enter", "Down", "Space", "Down", "Down", "Down", "Space")
    assert panel.bar.told.words == "4 hits in 2 articles · 2 ticked"
    hand.press("2")
    settled(window, qtbot)
    assert mentions(project, others[0]) == ["ORG Kremlin"]
    assert mentions(project, others[1]) == ["ORG Kremlin"]
    rows = [row.code for row in panel.rows.rows if not row.is_head]
    qtbot.waitUntil(
        lambda: [row.code for row in panel.rows.rows if not row.is_head] == ["ORG", "", "ORG", ""]
    )
    assert len(rows) == 4
    hand.press("Ctrl+Z")
    settled(window, qtbot)
    assert mentions(project, others[0]) == mentions(project, others[1]) == []
    qtbot.waitUntil(lambda: not any(row.code for row in panel.rows.rows))


def test_all_hits_are_ticked_at_once_and_done_articles_are_passed_over_unless_asked(
    panel: ConcordancePanel, search: Callable[[str], None], hand: Hand, window: Window,
    others: list[int], project: Project, qtbot: QtBot,
) -> None:  # fmt: skip
    project.edit(articles.set_status, others[0], "done")
    said: list[str] = []
    window.desk.said.connect(lambda notice: said.append(notice.words))
    search("kremlin")
    hand.press("Enter", "Ctrl+A")
    assert panel.bar.told.words == "8 hits in 3 articles · 8 ticked"
    hand.press("2")
    settled(window, qtbot)
    assert said[-1] == "Labelled 6 places as ORG. 1 article that is done was passed over."
    assert mentions(project, others[0]) == []
    assert mentions(project, others[1]) == ["ORG Kremlin"] * 2
    panel.bar.label_done_too(True)
    hand.press("2", on=panel.list)
    settled(window, qtbot)
    assert mentions(project, others[0]) == ["ORG Kremlin"] * 2


def test_a_click_on_the_tick_of_a_head_ticks_its_article(
    panel: ConcordancePanel, search: Callable[[str], None]
) -> None:
    search("kremlin")
    head = [place for place, row in enumerate(panel.rows.rows) if row.is_head][1]
    at = panel.list.visualRect(panel.rows.index(head, 0))
    panel.list.scrollTo(panel.rows.index(head, 0))
    at = panel.list.visualRect(panel.rows.index(head, 0))
    where = QPoint(at.left() + 16, at.center().y())
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert panel.hits.ticks.but == {
        row.id for row in panel.rows.rows if row.id[0] == panel.rows.row(head).id[0]
    } - {panel.rows.row(head).id}


def test_hits_sorted_by_their_neighbours(
    panel: ConcordancePanel, search: Callable[[str], None]
) -> None:
    search("kremlin NOT putin")
    panel.bar.orders["left"].setChecked(True)
    assert [row.before.split()[-2:] for row in panel.rows.rows] == [
        ["The"], ["in", "the"], ["of", "the"], ["😀", "the"],
    ]  # fmt: skip
    panel.bar.orders["right"].setChecked(True)
    assert [row.after.split()[0] for row in panel.rows.rows] == [
        "answered", "smiled.", "was", "’s",
    ]  # fmt: skip


def test_selected_words_are_looked_for_when_it_opens(
    panel: ConcordancePanel, hand: Hand, qtbot: QtBot
) -> None:
    start = hand.page.text.index("Vladimir Putin")
    hand.drag(start, start + 14)
    hand.press("Ctrl+Shift+F")
    assert panel.bar.field.text() == '"Vladimir Putin"'
    qtbot.waitUntil(lambda: "Vladimir Putin" in hit_rows(panel))


def test_an_edit_in_the_text_shows_in_the_hits(
    panel: ConcordancePanel, search: Callable[[str], None], hand: Hand
) -> None:
    search("kremlin")
    start = hand.page.text.index("Kremlin")
    hand.drag(start, start + 7)
    hand.press("2", on=hand.view)
    assert [row.code for row in panel.rows.rows if row.words][:2] == ["ORG", ""]


def test_many_hits_come_as_one_scrolls_and_only_the_latest_question_is_answered(
    panel: ConcordancePanel, search: Callable[[str], None], project: Project, qtbot: QtBot
) -> None:
    for n in range(400):
        add_article(project, f"gas {n} and gas", title=f"Gas {n}")
    panel.bar.field.look_for("kremlin")
    panel.bar.field.look_for("gas")
    qtbot.waitUntil(lambda: panel.hits.tally.is_whole and bool(panel.rows.rows))
    assert panel.bar.told.words == "800 hits in 400 articles"
    assert not panel.hits.is_complete and set(hit_rows(panel)) == {"gas"}
    before = len(panel.rows.rows)
    panel.list.scrollToBottom()
    qtbot.waitUntil(lambda: len(panel.rows.rows) > before)
    panel.bar.orders["right"].setChecked(True)
    qtbot.waitUntil(lambda: len(panel.rows.rows) == 800)


def test_a_large_step_is_taken_back_by_ctrl_z_off_the_window(
    panel: ConcordancePanel, search: Callable[[str], None], hand: Hand, window: Window,
    project: Project, qtbot: QtBot,
) -> None:  # fmt: skip
    ids = [add_article(project, f"gas {n} and gas") for n in range(300)]
    panel.bar.field.look_for("gas")
    qtbot.waitUntil(lambda: panel.hits.tally.is_whole and bool(panel.rows.rows))
    panel.list.setFocus()
    hand.press("Ctrl+A", "8")
    settled(window, qtbot)
    assert mentions(project, ids[-1]) == ["QTY gas"] * 2
    hand.press("Ctrl+Z")
    assert window.desk.tasks.busy
    settled(window, qtbot)
    assert mentions(project, ids[0]) == mentions(project, ids[-1]) == []
    hand.press("Ctrl+Y")
    settled(window, qtbot)
    assert mentions(project, ids[-1]) == ["QTY gas"] * 2


def test_hits_are_those_in_the_articles_that_the_list_shows(
    panel: ConcordancePanel, search: Callable[[str], None], others: list[int], project: Project,
    window: Window, qtbot: QtBot,
) -> None:  # fmt: skip
    def found() -> list[str]:
        qtbot.waitUntil(lambda: panel.hits.tally.is_whole and panel.hits.is_complete)
        return [row.title for row in panel.rows.rows if row.is_head]

    project.edit(articles.describe, others[1], "rights", "secret")
    search("kremlin")
    panel.bar.listed.click()
    assert len(found()) == 3
    window.desk.list_only(Filter(rights="secret"))
    assert found() == ["Other 2"] and panel.bar.told.words == "2 hits in 1 article"
    window.desk.list_only(Filter(rights=NOT_SECRET))
    assert "Other 2" not in found() and len(found()) == 2
    window.desk.list_only(Filter(rights="free"))
    assert found() == []
    why = "Nothing matches “kremlin” in the articles of the list."
    assert panel._empty._sentence.text() == why
    panel.bar.listed.click()
    assert len(found()) == 3
