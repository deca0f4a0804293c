"""A slow disk: the window stays drawn, says that it is saving, and loses nothing."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.edits import articles, spans
from annotator.gui.patience import Patience
from annotator.gui.window import Window
from annotator.project import Project
from annotator.store import opening
from tests.gui.hand import Hand


@contextmanager
def held(project: Project, seconds: float) -> Iterator[None]:
    """Another program writes to the file for so long, as on a disk that is slow."""
    other = opening.writer(project.path, lambda: None)
    other.execute("begin immediate")
    threading.Timer(seconds, other.rollback).start()
    yield
    time.sleep(0.01)
    other.close()


def watched(window: Window) -> list[tuple[int, str, float]]:
    """What the status line says of the disk at each moment: milliseconds, words, turn of the ring;
    filled while the window answers its clocks.
    """
    seen, since = list[tuple[int, str, float]](), QElapsedTimer()
    since.start()
    clock, saved = QTimer(window, interval=10), window.status.saved
    clock.timeout.connect(
        lambda: seen.append((since.elapsed(), saved.accessibleName(), saved.turned))
    )
    clock.start()
    return seen


def test_an_edit_on_a_slow_disk_turns_a_ring_until_it_is_stored(hand: Hand, window: Window) -> None:
    hand.drag(222, 236)
    seen = watched(window)
    with held(window.desk.project, 0.9):
        hand.press("1")
    saving = [(at, turned) for at, words, turned in seen if words == "Saving…"]
    assert saving and saving[0][0] >= 290
    assert len({turned for _at, turned in saving}) > 3
    assert window.status.saved.accessibleName().startswith("Saved ")
    assert [(span.start, span.end) for span in window.desk.page.spans] == [(222, 236)]


def test_an_edit_that_is_stored_soon_says_nothing(hand: Hand, window: Window) -> None:
    hand.drag(222, 236)
    seen = watched(window)
    with held(window.desk.project, 0.15):
        hand.press("1")
    assert seen and all(words != "Saving…" for _at, words, _turned in seen)
    assert window.desk.page.spans


def test_what_a_clock_asks_for_meanwhile_is_stored_after_it(
    hand: Hand, window: Window, qtbot: QtBot
) -> None:
    desk, article = window.desk, window.desk.page.article.id
    label, answers = desk.page.codebook.label_named("PER").id, list[object]()
    QTimer.singleShot(
        100, lambda: answers.append(desk.edit(articles.describe, article, "byline", "A. Writer"))
    )
    with held(desk.project, 0.5):
        assert desk.edit(spans.add, article, 222, 236, label)
    assert answers == [None]
    qtbot.waitUntil(lambda: desk.page.article.byline == "A. Writer")
    assert [record.name for record in desk.project.history(limit=2)][1].startswith("Label")


def test_a_window_closed_while_an_edit_is_stored_closes_after_it(
    hand: Hand, window: Window, qtbot: QtBot
) -> None:
    desk, path = window.desk, window.desk.project.path
    article, label = desk.page.article.id, desk.page.codebook.label_named("PER").id
    QTimer.singleShot(100, window.close)
    with held(desk.project, 0.5):
        assert desk.edit(spans.add, article, 222, 236, label)
    qtbot.waitUntil(lambda: not window.isVisible())
    with Project.open(path) as again:
        assert len(again.page(article).spans) == 1


def test_a_click_aimed_at_the_picture_before_a_long_wait_hits_nothing(
    hand: Hand, window: Window, qtbot: QtBot
) -> None:
    said = list[str]()
    window.desk.said.connect(lambda notice: said.append(notice.words))
    hand.drag(222, 236)
    with held(window.desk.project, 0.5):
        hand.press("1")
    hand.click(85)  # made while it was saved, delivered when it was through
    hand.press("2")
    assert [span.label for span in window.desk.page.spans] == [
        window.desk.page.codebook.label_named("PER").id
    ]
    qtbot.waitUntil(lambda: "What you clicked while it was saving" in said[-1])
    qtbot.wait(150)
    hand.click(85)
    assert window.desk.focus.has_words


def test_what_goes_wrong_on_the_writing_thread_is_told_where_it_was_asked_for(
    qapp: QApplication,
) -> None:
    def fails() -> None:
        time.sleep(0.05)
        raise TimeoutError("the disk is asleep")

    patience = Patience()
    try:
        patience.wait(fails)
    except TimeoutError as error:
        assert str(error) == "the disk is asleep"
    else:
        raise AssertionError("nothing was raised")
    assert not patience.is_waiting


def test_the_place_comes_back_once_nothing_is_said(hand: Hand, window: Window) -> None:
    window.desk.say("Labelled.")
    assert window.status.facts.accessibleName() == "Labelled."
    window.desk.say("")
    assert window.status.facts.accessibleName().startswith("Article 1 of 1")
