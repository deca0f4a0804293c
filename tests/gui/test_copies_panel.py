"""Copied passages in the window: who had them first, here and there, and the family as a list."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import jobs
from annotator.gui.panels.copies import CopiesPanel, aloud
from annotator.gui.window import Window
from annotator.project import Filter
from tests.gui.conftest import through
from tests.gui.hand import Hand

WIRE = [
    f"The ministry said on Monday that bridge number {n} is to be closed for repairs."
    for n in range(4)
]


def paper(path: Path, *sentences: str, outlet: str, date: str) -> Path:
    text = " ".join(sentences)
    path.write_text(f'title,outlet,published,text\n{path.stem},{outlet},{date},"{text}"\n', "utf-8")
    return path


@pytest.fixture
def panel(window: Window, tmp_path: Path) -> CopiesPanel:
    """The panel on the later of two papers that took the same wire story."""
    late = paper(
        tmp_path / "Late.csv", "Bridges close.", *WIRE, outlet="The Post", date="2024-05-02"
    )
    early = paper(tmp_path / "Early.csv", *WIRE[1:], outlet="The Wire", date="2024-05-01")
    project = window.desk.project
    assert project is not None
    first = through(jobs.import_files(project, [late])).first
    assert through(jobs.import_files(project, [early])).near == 1
    window.desk.reread()
    window.desk.open_article(first)
    window.work.show_panel("copies")
    QApplication.processEvents()
    found = window.work.panels["copies"]
    assert isinstance(found, CopiesPanel)
    return found


def test_each_passage_says_who_had_it_first(panel: CopiesPanel) -> None:
    assert [row.words for row in panel.rows.rows] == [one.removesuffix(".") for one in WIRE[1:]]
    assert aloud(panel.rows.rows[0]).endswith("First in “Early”, The Wire, 2024-05-01")
    assert panel.head.count == "3"


def test_choosing_shows_it_here_and_opening_where_it_stood_first(
    panel: CopiesPanel, hand: Hand
) -> None:
    panel.list.chosen.emit(panel.rows.id_at(1))
    focus, page = hand.desk.focus, hand.page
    assert page.text[focus.start : focus.end] == WIRE[2].removesuffix(".")
    panel.list.opened.emit(panel.rows.id_at(1))
    focus, page = hand.desk.focus, hand.page
    assert page.article.title == "Early"
    assert page.text[focus.start : focus.end] == WIRE[2].removesuffix(".")
    panel.desk.ask("copies")
    QApplication.processEvents()
    assert aloud(panel.rows.rows[0]).endswith("First here; then in “Late”, The Post, 2024-05-02")


def test_the_family_can_be_listed(panel: CopiesPanel, window: Window) -> None:
    panel.family.click()
    project = window.desk.project
    assert project is not None
    found = [each.article.title for each in project.articles(window.desk.wanted).page()]
    assert sorted(found) == ["Early", "Late"]


def test_copies_can_be_found_anew(panel: CopiesPanel, window: Window, qtbot: QtBot) -> None:
    said: list[str] = []
    window.desk.said.connect(lambda notice: said.append(notice.words))
    panel.again.click()
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=10_000)
    assert said[-1] == "2 articles share passages with others."
    assert len(panel.rows.rows) == 3


def test_an_article_of_its_own_says_that_it_is(panel: CopiesPanel, window: Window) -> None:
    project = window.desk.project
    assert project is not None
    window.desk.open_article(project.articles().page()[0].id)
    QApplication.processEvents()
    assert not panel.rows.rows and not panel.family.isVisible()


def test_copies_are_told_in_the_articles_that_the_list_shows(panel: CopiesPanel) -> None:
    desk = panel.desk
    panel.listed.click()
    QApplication.processEvents()
    assert len(panel.rows.rows) == 3
    desk.list_only(Filter(outlet="The Post"))
    QApplication.processEvents()
    assert not panel.rows.rows
    desk.list_only(Filter(outlet="The Wire"))
    QApplication.processEvents()
    assert len(panel.rows.rows) == 3
