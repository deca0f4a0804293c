"""A list of which only a stretch is loaded: it shows the open article wherever that stands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.edits import articles
from annotator.gui import statusline
from annotator.gui.articles import loading
from annotator.gui.panels.articles import ArticlesPanel
from annotator.gui.rows import PAGE
from annotator.gui.seeking import is_seeking
from annotator.gui.window import Window
from annotator.model import Article, Page
from annotator.project import Filter, Project
from annotator.store import writing
from annotator.store.ids import new_id
from annotator.text import content_key

COUNT = 1400


@pytest.fixture
def project(empty: Project) -> Project:
    """Many articles, of which only every 700th is not done."""
    pages, me = [], empty.annotator.id
    for n in range(COUNT):
        text = f"Text {n}."
        about = Article(new_id(), content_key(text), f"T {n:04}", len(text), ("AFP", "TASS")[n % 2])
        done = {} if n % 700 == 699 else {me: "done"}
        pages.append(Page(about, text, empty.codebook, statuses=done))
    with empty.turn() as db:
        writing.pages(db, map(writing.Incoming, pages), "test", me)
    return empty


@pytest.fixture(params=["at once", "off the window"])
def panel(
    request: pytest.FixtureRequest, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> ArticlesPanel:
    """The list, with the first article open; once as one that is too long to be asked at once."""
    if request.param != "at once":
        monkeypatch.setattr(loading, "MANY", 100)
    panel = window.work.panels["articles"]
    assert isinstance(panel, ArticlesPanel)
    panel.show_project()
    window.desk.open_article(window.desk.project.articles().page(limit=1)[0].id)
    rest(panel, qtbot)
    return panel


def rest(panel: ArticlesPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not panel.busy and not is_seeking(panel.desk))
    QTest.qWait(20)
    qtbot.waitUntil(lambda: not panel.busy and not is_seeking(panel.desk))


def press(panel: ArticlesPanel, qtbot: QtBot, key: Qt.Key, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(QApplication.focusWidget(), key, held)
    rest(panel, qtbot)


def titles(panel: ArticlesPanel) -> list[str]:
    return [row.article.title for row in panel.rows.rows]


def chosen(panel: ArticlesPanel) -> str:
    """The title of the row that is chosen and in sight, "" where none is."""
    index = panel.list.currentIndex()
    if panel.list.chosen_id is None:
        return ""
    box = panel.list.visualRect(index)
    assert panel.list.viewport().rect().contains(box)
    return panel.rows.row(index.row()).article.title


def is_on_end(panel: ArticlesPanel, step: int = 1) -> bool:
    numbers = [int(title[2:]) for title in titles(panel)]
    return numbers == list(range(numbers[0], numbers[-1] + 1, step))


@pytest.mark.parametrize(
    "wanted", [Filter(), Filter(sort="title"), Filter(sort="date"), Filter(outlet="TASS")]
)
def test_the_next_unfinished_article_is_chosen_where_its_row_was_not_loaded(
    panel: ArticlesPanel, window: Window, qtbot: QtBot, wanted: Filter
) -> None:
    window.desk.list_only(wanted)
    rest(panel, qtbot)
    assert "T 0699" not in titles(panel)
    for title in ("T 0699", "T 1399", "T 0699"):
        press(panel, qtbot, Qt.Key.Key_J, ctrl=True)
        assert window.desk.page.article.title == title
        assert chosen(panel) == title
        assert len(panel.rows.rows) <= 2 * PAGE + 1
        assert is_on_end(panel, 2 if wanted.outlet else 1)


def test_a_random_order_is_shown_around_the_article(
    panel: ArticlesPanel, window: Window, qtbot: QtBot
) -> None:
    wanted = Filter(sort="random", seed=5)
    whole = [row.id for row in window.desk.project.articles(wanted).page(limit=COUNT)]
    window.desk.list_only(wanted)
    window.desk.open_article(whole[900])
    rest(panel, qtbot)
    assert panel.list.chosen_id == whole[900]
    assert [row.id for row in panel.rows.rows] == whole[900 - PAGE : 900 + PAGE + 1]


def test_what_stands_above_comes_when_the_list_is_scrolled_up_and_nothing_jumps(
    panel: ArticlesPanel, window: Window, qtbot: QtBot
) -> None:
    window.desk.list_only(Filter(status="finished"))
    rest(panel, qtbot)
    window.desk.open_article(window.desk.project.articles().page(limit=COUNT)[1000].id)
    rest(panel, qtbot)
    first, bar = titles(panel)[0], panel.list.verticalScrollBar()
    assert first != "T 0000"
    bar.setValue(1)
    at = panel.list.rowAt(5)
    seen = titles(panel)[at]
    rest(panel, qtbot)
    assert titles(panel)[PAGE] == first
    assert titles(panel)[panel.list.rowAt(5)] == seen
    while titles(panel)[0] != "T 0000":
        bar.setValue(0)
        rest(panel, qtbot)
    assert len(set(titles(panel))) == len(titles(panel))
    assert panel.list.chosen_id == window.desk.page.article.id


def test_home_goes_to_the_first_row_of_the_list_and_end_on(
    panel: ArticlesPanel, window: Window, qtbot: QtBot
) -> None:
    press(panel, qtbot, Qt.Key.Key_J, ctrl=True)
    assert titles(panel)[0] != "T 0000"
    panel.list.setFocus()
    press(panel, qtbot, Qt.Key.Key_Home)
    assert titles(panel)[0] == "T 0000" and len(panel.rows.rows) == PAGE
    for _page in range(COUNT // PAGE + 1):
        press(panel, qtbot, Qt.Key.Key_End)
    assert titles(panel)[-1] == "T 1399" and is_on_end(panel)


def test_a_status_changes_in_the_row_and_the_stretch_stays(
    panel: ArticlesPanel, window: Window, qtbot: QtBot
) -> None:
    press(panel, qtbot, Qt.Key.Key_J, ctrl=True)
    before, place = titles(panel), panel.list.verticalScrollBar().value()
    window.desk.edit(articles.set_status, window.desk.page.article.id, "review")
    rest(panel, qtbot)
    assert titles(panel) == before and panel.list.verticalScrollBar().value() == place
    assert panel.rows.find(window.desk.page.article.id).status == "review"


def test_an_article_outside_of_the_filter_leaves_the_list_where_it_is(
    panel: ArticlesPanel, window: Window, qtbot: QtBot
) -> None:
    window.desk.list_only(Filter(outlet="TASS"))
    rest(panel, qtbot)
    before = titles(panel)
    window.desk.open_article(window.desk.project.articles().page(limit=COUNT)[1000].id)
    rest(panel, qtbot)
    assert titles(panel) == before and chosen(panel) == ""


def test_more_rows_come_off_the_window_as_the_list_is_scrolled(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "MANY", 100)
    panel = window.work.panels["articles"]
    panel.show_project()
    window.desk.list_only(Filter(status="finished"))
    rest(panel, qtbot)
    bar = panel.list.verticalScrollBar()
    for _page in range(COUNT // PAGE + 1):
        bar.setValue(bar.maximum())
        rest(panel, qtbot)
    assert len(panel.rows.rows) == COUNT - 2


def test_where_rows_are_looked_for_the_list_says_so(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = window.work.panels["articles"]
    window.desk.list_only(Filter(outlet="nowhere"))
    panel._tell_looking()  # as after a while without an answer
    assert panel.head.count == "Looking…"
    assert panel._empty._sentence.text() == "Looking for articles…"
    window.desk.list_only(Filter(outlet="AFP"))
    rest(panel, qtbot)
    assert panel.list.isVisible() and panel.head.count == "700 of 1,400"


def test_where_an_article_stands_among_very_many_is_told_when_it_is_counted(
    panel: ArticlesPanel, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statusline, "_MANY", 1000)
    ids = [row.id for row in window.desk.project.articles().page(limit=COUNT)]
    for place in (1000, 1399, 4):
        window.desk.open_article(ids[place])
    assert window.status.facts.accessibleName().startswith("1,400 articles")
    told = "Article 5 of 1,400"
    qtbot.waitUntil(lambda: window.status.facts.accessibleName().startswith(told))
    rest(panel, qtbot)
