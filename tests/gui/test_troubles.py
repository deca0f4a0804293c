"""The strips that say what is wrong and what can be done about it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui import troubles
from annotator.gui.troubles import Troubles
from annotator.gui.widgets.base import LinkButton
from annotator.gui.window import Window
from annotator.project import Project


def press(qtbot: QtBot, strip: Troubles, words: str) -> None:
    QApplication.processEvents()
    button = next(
        one for one in strip.findChildren(LinkButton) if one.isVisible() and one.text() == words
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_reading_beside_another_program_says_who_has_it_and_may_try_to_write(
    bare_window: Window, project: Project, qtbot: QtBot
) -> None:
    desk, said = bare_window.desk, []
    assert desk.open(project.path)
    reading = desk.project
    assert "has this project open" in bare_window.troubles.sentence
    desk.said.connect(lambda notice: said.append(notice.words))
    press(qtbot, bare_window.troubles, "Open for writing")
    assert desk.project is reading and reading.read_only
    assert "has this project open" in said[-1]
    project.close()


def test_once_the_other_program_is_gone_the_strip_offers_to_write_and_the_caret_stays(
    bare_window: Window, project: Project, qtbot: QtBot, monkeypatch
) -> None:
    monkeypatch.setattr(troubles, "LOOK_MS", 20)
    desk = bare_window.desk
    strip = Troubles(desk)
    qtbot.addWidget(strip)
    assert desk.open(project.path)
    article = desk.page.article.id
    desk.look(start=300, end=306)
    qtbot.wait(100)
    assert "has this project open" in strip.sentence
    project.close()
    qtbot.waitUntil(lambda: "Nobody else" in strip.sentence)
    strip.show()
    press(qtbot, strip, "Open for writing")
    assert not desk.project.read_only and strip.isHidden()
    assert desk.page.article.id == article
    assert (desk.focus.start, desk.focus.end) == (300, 306)


def test_a_project_that_only_may_be_read_offers_no_writing(
    bare_window: Window, project: Project
) -> None:
    path = project.path
    project.close()
    assert bare_window.desk.open(path, read_only=True)
    strip = bare_window.troubles
    assert strip.isVisible()
    assert not [one for one in strip.findChildren(LinkButton) if one.isVisible()]


def test_the_start_page_says_in_its_strip_that_a_file_is_no_project(
    bare_window: Window, tmp_path: Path, empty: Project
) -> None:
    other = tmp_path / "notes.annotator"
    other.write_text("no project", encoding="utf-8")
    strip = bare_window.start.troubles
    bare_window.open_paths([other])
    assert strip.isVisible() and "notes.annotator" in strip.sentence
    bare_window.desk.put(empty)
    bare_window.desk.put(None)
    assert bare_window.start.isVisible() and strip.isHidden()


def test_a_fault_before_a_project_is_open_is_shown_on_the_start_page(bare_window: Window) -> None:
    bare_window.desk.broke.emit(ValueError("a fault"))
    assert bare_window.start.troubles.isVisible()
    assert bare_window.troubles.isHidden()
