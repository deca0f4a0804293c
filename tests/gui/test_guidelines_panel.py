"""The guidelines: read as Markdown that loads nothing, written in place; definitions searched."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import codebook
from annotator.edits import labels
from annotator.gui import undoing
from annotator.gui.guiding.definitions import sections
from annotator.gui.guiding.reading import Reader
from annotator.gui.panels.guidelines import GuidelinesPanel
from annotator.gui.window import Window
from annotator.project import Project
from tests.gui.hand import Hand

MARKDOWN = "# How we mark\n\nMark **every** name. <b>raw</b>\n\n![x](file:///etc/passwd)\n"


@pytest.fixture
def panel(window: Window, hand: Hand) -> GuidelinesPanel:
    """The panel, shown."""
    hand.press("Ctrl+G")
    found = window.work.panels["guidelines"]
    assert isinstance(found, GuidelinesPanel)
    return found


def stored(window: Window) -> str:
    project = window.desk.project
    assert project is not None
    with Project.open(project.path, read_only=True) as other:
        return other.property_named("guidelines")


def test_without_guidelines_it_says_what_to_do(panel: GuidelinesPanel) -> None:
    assert panel._texts.currentWidget() is panel._empty
    assert "Press Edit" in panel._empty._sentence.text()


def test_a_name_that_equals_its_code_stands_once(panel: GuidelinesPanel, window: Window) -> None:
    window.desk.edit(labels.add, "Law", "LAW", "other")
    QTest.qWait(20)
    words = panel.definitions.toPlainText().replace("\xa0", " ").split()
    assert words.count("PER") == 1
    assert "LAW Law" in " ".join(words)


def test_guidelines_are_written_in_place_and_kept_when_the_visit_ends(
    panel: GuidelinesPanel, window: Window, hand: Hand
) -> None:
    before = len(window.desk.project.history())
    panel.edit.click()
    assert QApplication.focusWidget() is panel.editor
    QTest.keyClicks(panel.editor, "# How we mark")
    hand.press("Enter", on=panel.editor)
    QTest.keyClicks(panel.editor, "Every name.")
    assert stored(window) == ""
    hand.press("Esc", on=panel.editor)
    assert stored(window) == "# How we mark\nEvery name."
    assert len(window.desk.project.history()) == before + 1
    QTest.qWait(10)
    assert panel._texts.currentWidget() is panel.reader
    assert panel.reader.toPlainText() == "How we mark\nEvery name."


def test_leaving_keeps_what_was_typed(panel: GuidelinesPanel, window: Window, hand: Hand) -> None:
    panel.edit.click()
    QTest.keyClicks(panel.editor, "Every name.")
    window.work.area.view.setFocus()
    assert stored(window) == "Every name."
    undoing.undo(window.desk)
    assert stored(window) == ""


def test_looking_at_guidelines_with_edge_blanks_changes_nothing(
    panel: GuidelinesPanel, window: Window
) -> None:
    window.desk.edit(labels.set_property, "guidelines", " Every name.\r\nAnd more.\n")
    before = len(window.desk.project.history())
    QTest.qWait(20)
    panel.edit.click()
    QTest.qWait(2100)
    window.work.area.view.setFocus()
    assert len(window.desk.project.history()) == before


def test_another_tab_keeps_what_was_typed(panel: GuidelinesPanel, window: Window) -> None:
    panel.edit.click()
    QTest.keyClicks(panel.editor, "Every name.")
    window.work.bottom.open("find")
    assert stored(window) == "Every name."


def test_markdown_is_read_and_html_is_not(
    panel: GuidelinesPanel, window: Window, qtbot: QtBot
) -> None:
    window.desk.edit(labels.set_property, "guidelines", MARKDOWN)
    qtbot.waitUntil(lambda: "How we mark" in panel.reader.toPlainText())
    assert "<b>raw</b>" in panel.reader.toPlainText()
    assert "**" not in panel.reader.toPlainText()


def test_nothing_is_ever_loaded(qtbot: QtBot) -> None:
    reader = Reader("x")
    qtbot.addWidget(reader)
    kind = QTextDocument.ResourceType.ImageResource.value
    for address in ("file:///etc/passwd", "http://localhost/x.png", "x.png"):
        assert reader.loadResource(kind, QUrl(address)) is None


def test_a_link_tells_its_address_and_opens_nothing(
    panel: GuidelinesPanel, window: Window, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.desk.said) as said:
        panel.reader.anchorClicked.emit(QUrl("https://example.org/rules"))
    assert "https://example.org/rules" in said.args[0].words


def test_definitions_are_searched_by_typing(panel: GuidelinesPanel, hand: Hand) -> None:
    everything = panel.definitions.toPlainText()
    assert "Credibility" in everything and "A person or a group of people" in everything
    panel.search.setFocus()
    hand.type("confirmed by")
    hand.press("Enter", on=panel.search)
    found = panel.definitions.toPlainText()
    assert len(found) < len(everything) / 4
    panel.search.empty()
    hand.type("zzz")
    hand.press("Enter", on=panel.search)
    assert panel._defining.currentWidget() is panel._nothing
    assert "“zzz”" in panel._nothing._sentence.text()


def test_a_changed_label_is_defined_anew(
    panel: GuidelinesPanel, window: Window, qtbot: QtBot
) -> None:
    label = window.desk.project.codebook.label_named("PER")
    assert label is not None
    window.desk.edit(labels.change, label.id, "definition", "Whoever breathes.")
    qtbot.waitUntil(lambda: "Whoever breathes." in panel.definitions.toPlainText())


def test_a_read_only_project_cannot_be_written(bare_window: Window, project: Project) -> None:
    path = project.path
    project.close()
    bare_window.desk.open(path, read_only=True)
    bare_window.work.bottom.open("guidelines")
    panel = bare_window.work.panels["guidelines"]
    assert isinstance(panel, GuidelinesPanel)
    QTest.qWait(10)
    assert not panel.edit.isEnabled()


def test_sections_keep_only_what_holds_the_words() -> None:
    book = codebook.load_default()
    assert [one.heading for one in sections(book)] == [
        "Labels", "What the text says of a claim", "Judgement", "Links between claims",
        "Links between entities",
    ]  # fmt: skip
    [only] = sections(book, "mountain, river")
    assert [entry.name for entry in only.entries] == ["LOC"]
    found = [entry for one in sections(book, "cannot be judged") for entry in one.entries]
    assert found and all(len(entry.values) <= 7 for entry in found)
    assert sections(book, "zzz") == ()
