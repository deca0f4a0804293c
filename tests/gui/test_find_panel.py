"""Finding in the article: as one types, by key, in context, in marks, all labelled at once."""

import time
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui import undoing
from annotator.gui.finding.hits import MARKED, UNMARKED, Context, within
from annotator.gui.panels.find import FindPanel
from annotator.gui.window import Window
from annotator.project import Project
from tests.gui.hand import Hand
from tests.scene import add_article


@pytest.fixture
def panel(window: Window) -> FindPanel:
    found = window.work.panels["find"]
    assert isinstance(found, FindPanel)
    return found


def find(hand: Hand, panel: FindPanel, words: str) -> None:
    hand.press("Ctrl+F")
    panel.bar.field.selectAll()
    QTest.keyClicks(panel.bar.field, words)
    QTest.qWait(180)


def test_hits_are_counted_as_one_types_and_framed_in_the_text(panel: FindPanel, hand: Hand) -> None:
    find(hand, panel, "kremlin")
    text = hand.page.text
    assert panel.bar.told.words == "4 hits"
    assert [text[a:b].casefold() for a, b in hand.desk.hits.ranges] == ["kremlin"] * 4
    assert hand.desk.hits.current == -1
    assert [row.words for row in panel.rows.rows] == ["Kremlin"] * 4


def test_enter_and_f3_go_on_and_shift_enter_goes_back(
    panel: FindPanel, window: Window, hand: Hand
) -> None:
    find(hand, panel, "kremlin")
    hand.press("Enter", "Enter", on=panel.bar.field)
    assert panel.bar.told.words == "2 of 4"
    ranges = hand.desk.hits.ranges
    assert (hand.desk.focus.start, hand.desk.focus.end) == ranges[1]
    assert panel.list.chosen_id == ranges[1][0]
    hand.press("Shift+Enter", on=panel.bar.field)
    assert panel.bar.told.words == "1 of 4"
    hand.press("Esc", on=panel.bar.field)
    assert QApplication.focusWidget() is window.work.area.view
    hand.press("F3")
    assert panel.bar.told.words == "2 of 4"


def test_selected_words_are_looked_for_when_it_opens(panel: FindPanel, hand: Hand) -> None:
    start = hand.page.text.index("Dmitry Peskov")
    hand.drag(start, start + 13)
    hand.press("Ctrl+F")
    assert panel.bar.field.text() == "Dmitry Peskov"
    assert panel.bar.told.words == "1 hit"


def test_switches_by_key_and_click(panel: FindPanel, hand: Hand) -> None:
    find(hand, panel, "THE")
    anywhere = len(hand.desk.hits.ranges)
    hand.press("Alt+W", on=panel.bar.field)
    whole = len(hand.desk.hits.ranges)
    hand.press("Alt+C", on=panel.bar.field)
    assert anywhere > whole > len(hand.desk.hits.ranges) == 0
    QTest.mouseClick(panel.bar.switches["case"], Qt.MouseButton.LeftButton)
    assert len(hand.desk.hits.ranges) == whole


def test_a_pattern_is_looked_for_off_the_window(panel: FindPanel, hand: Hand, qtbot: QtBot) -> None:
    panel.bar.switches["pattern"].setChecked(True)
    find(hand, panel, r"\d{4}-\d\d-\d\d")
    qtbot.waitUntil(lambda: panel.bar.told.words == "1 hit")
    [(start, end)] = hand.desk.hits.ranges
    assert hand.page.text[start:end] == "2024-03-31"


def test_a_wrong_pattern_is_told_in_the_bar(panel: FindPanel, hand: Hand, qtbot: QtBot) -> None:
    panel.bar.switches["pattern"].setChecked(True)
    find(hand, panel, "(")
    qtbot.waitUntil(lambda: "no valid pattern" in panel.bar.told.words)
    assert panel.bar.told.role == "bad"
    assert not hand.desk.hits.ranges


def test_only_the_latest_question_is_answered(panel: FindPanel, hand: Hand, qtbot: QtBot) -> None:
    panel.bar.switches["pattern"].setChecked(True)
    find(hand, panel, "Kremlin|Putin")
    panel.bar.switches["pattern"].setChecked(False)
    panel.bar.field.look_for("Peskov")
    qtbot.waitUntil(lambda: not panel._tasks.busy)
    assert panel.bar.told.words == "1 hit"


def test_nothing_found_says_so(panel: FindPanel, hand: Hand) -> None:
    find(hand, panel, "Peskow")
    assert panel.bar.told.words == "0 hits"
    assert panel._stack.currentWidget() is panel._empty
    assert "“Peskow”" in panel._empty._sentence.text()


def test_a_hit_chosen_in_the_list_is_selected_in_the_text(panel: FindPanel, hand: Hand) -> None:
    find(hand, panel, "putin")
    box = panel.list.visualRect(panel.rows.index(2, 0))
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert (hand.desk.focus.start, hand.desk.focus.end) == hand.desk.hits.ranges[2]
    hand.press("Down", on=panel.list)
    assert panel.bar.told.words.startswith("4 of")


def test_all_hits_are_labelled_in_one_step(panel: FindPanel, window: Window, hand: Hand) -> None:
    find(hand, panel, "kremlin")
    label = hand.page.codebook.label_named("ORG")
    assert label is not None
    panel.bar.label_chosen.emit(label.id)
    QApplication.processEvents()
    hand.press("Enter")
    marked = [span for span in hand.page.mentions if span.label == label.id]
    assert [(span.start, span.end) for span in marked] == list(hand.desk.hits.ranges)
    assert len({hand.page.entity_of(span) for span in marked}) == 1
    QTest.qWait(10)
    assert {row.code for row in panel.rows.rows} == {"ORG"}
    undoing.undo(window.desk)
    assert not list(hand.page.mentions)


def test_a_hit_unticked_is_not_labelled_and_one_labelled_before_is_not_offered(
    panel: FindPanel, window: Window, hand: Hand
) -> None:
    find(hand, panel, "kremlin")
    label = hand.page.codebook.label_named("ORG")
    assert label is not None
    hits = hand.desk.hits.ranges
    for _again in range(2):  # all but the first; then only that one is left to offer
        panel.bar.label_chosen.emit(label.id)
        QApplication.processEvents()
        marked = [(span.start, span.end) for span in hand.page.mentions]
        hand.press("Space", "Enter")
        assert not marked or marked == list(hits[1:])
        window.work.area.view.setFocus()
    assert [(span.start, span.end) for span in hand.page.mentions] == list(hits[1:])


def test_hits_in_and_outside_mentions(panel: FindPanel, hand: Hand) -> None:
    start = hand.page.text.index("Vladimir Putin")
    hand.drag(start, start + 14)
    hand.press("1")
    find(hand, panel, "putin")
    total = len(hand.desk.hits.ranges)
    panel.bar.look(MARKED)
    assert hand.desk.hits.ranges == ((start + 9, start + 14),)
    panel.bar.look(UNMARKED)
    assert len(hand.desk.hits.ranges) == total - 1
    assert panel.bar.funnel.isChecked()


def test_another_article_is_searched_for_the_same_words(
    panel: FindPanel, window: Window, hand: Hand, project: Project, qtbot: QtBot
) -> None:
    other = add_article(project, "The Kremlin again, and the Kremlin once more.", title="Other")
    find(hand, panel, "kremlin")
    hand.desk.open_article(other)
    qtbot.waitUntil(lambda: panel.bar.told.words == "2 hits")
    assert len(panel.rows.rows) == 2


def test_emptying_the_field_takes_the_frames_away(panel: FindPanel, hand: Hand) -> None:
    find(hand, panel, "kremlin")
    panel.bar.field.empty()
    assert not hand.desk.hits.ranges
    assert not panel.rows.rows
    assert panel.bar.told.words == ""


def test_many_hits_are_listed_page_by_page(
    panel: FindPanel, hand: Hand, project: Project, qtbot: QtBot
) -> None:
    other = add_article(project, "ab " * 1000, title="Other")
    hand.desk.open_article(other)
    find(hand, panel, "ab")
    qtbot.waitUntil(lambda: panel.bar.told.words == "1000 hits")
    assert len(panel.rows.rows) < 1000
    hand.press("Shift+Enter", on=panel.bar.field)
    assert panel.bar.told.words == "1000 of 1000"
    assert panel.list.chosen_id == 2997


def test_without_an_article_it_says_so(bare_window: Window, empty: Project) -> None:
    bare_window.desk.put(empty)
    panel = bare_window.work.panels["find"]
    assert isinstance(panel, FindPanel)
    panel.bar.field.look_for("x")
    assert panel._empty._sentence.text() == "No article is open."


def test_rows_hold_the_context_and_the_label(panel: FindPanel, hand: Hand) -> None:
    start = hand.page.text.index("Kremlin")
    hand.drag(start, start + 7)
    hand.press("2")
    row, other = Context(hand.page).rows(((start, start + 7), (0, 5)))
    assert (row.code, other.code) == ("ORG", "")
    assert row.before + row.words + row.after in hand.page.text
    assert within(hand.page, ((0, 5), (start, start + 3)), MARKED) == ((start, start + 3),)


def test_a_catastrophic_pattern_is_stopped_and_the_window_goes_on_meanwhile(
    panel: FindPanel, hand: Hand, project: Project, qtbot: QtBot
) -> None:
    other = add_article(project, "a" * 5000 + "b", title="Other")
    hand.desk.open_article(other)
    panel.bar.switches["pattern"].setChecked(True)
    beats: list[float] = []
    clock = QTimer(interval=5)
    clock.timeout.connect(lambda: beats.append(time.perf_counter()))
    clock.start()
    panel.bar.field.look_for("(a+)+(a+)+(a+)+(a+)+$")
    qtbot.waitUntil(lambda: "too long" in panel.bar.told.words)
    clock.stop()
    assert beats[-1] - beats[0] > 0.3  # it was looked for, for a while
    assert max(b - a for a, b in pairwise(beats)) < 0.25
    panel.bar.field.look_for("(a+)+$")
    qtbot.waitUntil(lambda: not panel._tasks.busy)
    hand.press("Esc", on=panel.bar.field)
    assert hand.page.article.id == other


def test_very_many_hits_are_labelled_off_the_window_and_taken_back_by_one_undo(
    panel: FindPanel, window: Window, hand: Hand, project: Project, qtbot: QtBot
) -> None:
    other = add_article(project, "ab " * 1000, title="Other")
    hand.desk.open_article(other)
    find(hand, panel, "ab")
    qtbot.waitUntil(lambda: panel.bar.told.words == "1000 hits")
    label = hand.page.codebook.label_named("ORG")
    assert label is not None
    panel.bar.label_chosen.emit(label.id)
    QApplication.processEvents()
    hand.press("Enter")
    assert window.desk.tasks.busy
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert [span.label for span in hand.page.mentions] == [label.id] * 1000
    hand.press("Ctrl+Z", on=hand.view)
    assert window.desk.tasks.busy
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert not list(hand.page.mentions)
