"""The export sheet: what is lost is said before, what is written is what was chosen."""

import sys
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from annotator import jobs
from annotator.gui.dialogs import exportform
from annotator.gui.dialogs.export import ExportSheet
from annotator.gui.dialogs.fields import ManyBox
from annotator.gui.theme import theme_of
from annotator.gui.window import Window
from annotator.project import Project
from tests.gui.conftest import through
from tests.gui.hand import Hand
from tests.scene import add_article


@pytest.fixture
def marked(window: Window, hand: Hand) -> Hand:
    """Two mentions and a claim by the author."""
    hand.drag(222, 236)
    hand.press("1")
    hand.drag(85, 143)
    hand.press("n")
    return hand


@pytest.fixture
def sheet(marked: Hand, window: Window, qtbot: QtBot) -> ExportSheet:
    marked.press("Ctrl+e")
    (found,) = window.findChildren(ExportSheet)
    settled(found, qtbot)
    return found


def settled(sheet: ExportSheet, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not sheet._pause.isActive() and not sheet.looking.busy, timeout=20_000)
    QApplication.processEvents()


def turn_to(name: str, sheet: ExportSheet, hand: Hand, qtbot: QtBot) -> None:
    sheet.list.setFocus()
    hand.press("Home")
    while name != sheet.writer.NAME:
        hand.press("Down")
    settled(sheet, qtbot)


def losses(sheet: ExportSheet) -> list[tuple[str, int]]:
    return [(row.loss.what, row.loss.count) for row in sheet.table.rows.rows]


def test_our_own_format_comes_first_and_loses_nothing(sheet: ExportSheet) -> None:
    assert sheet.writer.NAME == "jsonl"
    assert losses(sheet) == []
    assert sheet.sample.toPlainText().startswith('{"annotators"')


def test_what_is_lost_is_counted_before_the_button_is_pressed(
    sheet: ExportSheet, marked: Hand, project: Project, qtbot: QtBot
) -> None:
    turn_to("conll2003", sheet, marked, qtbot)
    found = through(jobs.preview(project, "conll2003")).losses
    assert losses(sheet) == [(one.what, one.count) for one in found]
    assert ("claim", 1) in losses(sheet)
    assert "left out" in sheet._sum.text()
    assert sheet.sample.toPlainText().startswith("-DOCSTART- -X- -X- O")


def test_enter_exports_to_the_path_and_the_status_line_says_what_came_of_it(
    sheet: ExportSheet, marked: Hand, window: Window, project: Project, qtbot: QtBot
) -> None:
    said = []
    window.desk.said.connect(said.append)
    turn_to("conll2003", sheet, marked, qtbot)
    out = project.path.with_suffix(".conll")
    assert sheet.path.path() == out
    marked.press("Tab", "Enter")
    assert not sheet.isVisible()
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert "B-PER" in out.read_text(encoding="utf-8")
    assert said[-1].words == (
        f"1 article exported to {out}; what was left out stands in {out.name}.losses.tsv."
        " Nobody has read 1 article of these to its end."
    )


def test_options_are_made_from_the_format_and_reach_the_file(
    sheet: ExportSheet, marked: Hand, window: Window, project: Project, qtbot: QtBot
) -> None:
    turn_to("jsonl", sheet, marked, qtbot)
    (removed,) = sheet.findChildren(QCheckBox)
    removed.setFocus()
    marked.press("Space")
    assert sheet.given == {"removed": False}
    settled(sheet, qtbot)
    sheet.take()
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    manifest = project.path.with_name("week.jsonl.manifest.json")
    assert orjson.loads(manifest.read_bytes())["options"]["removed"] is False


def test_states_are_ticked_in_a_menu_that_stays_open(
    sheet: ExportSheet, marked: Hand, qtbot: QtBot
) -> None:
    box = next(one for one in sheet.findChildren(ManyBox) if one.accessibleName() == "Articles")
    assert box.currentText() == "all"
    box.setFocus()
    marked.press("Space")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    marked.press("Space", "Down", "Space", on=menu)
    marked.press("Enter", on=menu)
    assert box.currentText() == "Done, Done, nothing to mark, Needs review"
    assert sheet.given["statuses"] == ("done", "done_empty", "review")


def test_how_many_articles_go_out_is_said_before_and_none_is_a_reason_not_to(
    sheet: ExportSheet, marked: Hand, project: Project, qtbot: QtBot
) -> None:
    add_article(project, "Some other text.", title="The other")
    sheet._set("statuses", ("untouched", "in_progress"))
    settled(sheet, qtbot)
    assert sheet._word.text().startswith("2 articles go out.")
    sheet._set("statuses", ("untouched",))
    settled(sheet, qtbot)
    assert sheet._word.text().startswith("1 article goes out.")
    sheet._set("statuses", ("done",))
    settled(sheet, qtbot)
    assert "none has the chosen states" in sheet.refusal.text()
    assert not sheet._take.isEnabled()
    sheet._set("statuses", ("untouched", "done"))
    settled(sheet, qtbot)
    assert sheet._take.isEnabled() and not sheet.refusal.isVisible()


def test_what_a_format_carries_is_never_cut_within_a_word(sheet: ExportSheet) -> None:
    theme = theme_of(sheet)
    row = next(one for one in sheet.list.model().rows if one.id == "bioc")
    assert row.carries == ("mentions", "claims", "judgements")
    shown = [exportform._fitting(row, room, theme) for room in (400, 130, 70, 5)]
    assert shown == ["mentions, claims, judgements", "mentions, claims, …", "mentions, …", ""]
    tip = sheet.list.model().index(0, 0).siblingAtRow(1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "BioC, mentions, claims, judgements"


def test_a_division_that_makes_no_sense_is_said_and_nothing_can_be_exported(
    sheet: ExportSheet, marked: Hand, qtbot: QtBot
) -> None:
    field = next(one for one in sheet.findChildren(QLineEdit) if one.accessibleName() == "Divide")
    field.setFocus()
    marked.type("80")
    settled(sheet, qtbot)
    assert "does not divide the articles" in sheet.refusal.text()
    assert not sheet._take.isEnabled()
    marked.type("/20")
    settled(sheet, qtbot)
    assert not sheet.refusal.isVisible()
    assert sheet._take.isEnabled()


def test_a_format_that_needs_more_says_how_to_get_it(
    sheet: ExportSheet, marked: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    turn_to("spacy", sheet, marked, qtbot)
    assert "./run --with spacy" in sheet.refusal.text()
    assert not sheet._take.isEnabled()


def test_a_file_in_the_way_is_named_before_it_is_replaced(
    sheet: ExportSheet, marked: Hand, tmp_path: Path
) -> None:
    (tmp_path / "mine.jsonl").write_text("{}", encoding="utf-8")
    sheet.path.setFocus()
    sheet.path.selectAll()
    marked.type(str(tmp_path / "mine.jsonl"))
    assert "mine.jsonl is there already and will be replaced." in sheet._word.text()
    sheet.path.selectAll()
    marked.press("Delete")
    assert not sheet._take.isEnabled()


def test_the_name_is_kept_when_the_format_changes_and_its_ending_follows(
    sheet: ExportSheet, marked: Hand, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet.path.setText(str(tmp_path / "mine.jsonl"))
    turn_to("conll2003", sheet, marked, qtbot)
    assert sheet.path.path() == tmp_path / "mine.conll"
    turn_to("brat", sheet, marked, qtbot)
    assert sheet.path.path() == tmp_path / "mine"


def test_a_place_that_cannot_be_written_is_said(
    sheet: ExportSheet, marked: Hand, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    said = []
    window.desk.said.connect(said.append)
    sheet.path.setText(str(tmp_path / "taken" / "mine.jsonl"))
    sheet.take()
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert said[-1].kind == "bad"
    assert "Not exported" in said[-1].words


def test_closing_while_it_counts_leaves_nothing_running(
    marked: Hand, window: Window, qtbot: QtBot
) -> None:
    marked.press("Ctrl+e", "Down", "Esc")
    window.close()
    assert (
        not window.findChildren(ExportSheet) or not window.findChildren(ExportSheet)[0].isVisible()
    )


def test_tab_goes_from_the_formats_through_the_options_to_the_buttons(
    sheet: ExportSheet, marked: Hand
) -> None:
    seen, options = [], [one.accessibleName() or one.text() for one in sheet._options.fields]
    assert options[:2] == ["Articles", "Rights"] and options[-1] == "Into"
    for _press in range(len(options) + 4):
        marked.press("Tab")
        widget = QApplication.focusWidget()
        seen.append(widget.accessibleName() or widget.text())
    assert seen == [*options, "Choose where", "First lines", "Cancel", "Export"]
    marked.press("Tab")
    assert QApplication.focusWidget() is sheet.list


def test_typing_goes_to_the_format_that_begins_so(
    sheet: ExportSheet, marked: Hand, qtbot: QtBot
) -> None:
    sheet.list.setFocus()
    marked.type("conll-u")
    settled(sheet, qtbot)
    assert sheet.writer.NAME == "conllu"


def test_a_click_on_a_format_shows_it(sheet: ExportSheet, qtbot: QtBot) -> None:
    row = sheet.list.visualRect(sheet.list.model().index(1, 0))
    place = row.bottomLeft() + QPoint(20, -8)
    QTest.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settled(sheet, qtbot)
    assert sheet.list.model().id_at(1) == sheet.writer.NAME


def test_a_list_of_losses_is_told_of_only_where_there_are_some(
    sheet: ExportSheet, marked: Hand, qtbot: QtBot
) -> None:
    settled(sheet, qtbot)
    assert sheet._word.text() == "1 article goes out."
    turn_to("conll2003", sheet, marked, qtbot)
    assert sheet._word.text().endswith("The list of losses is saved beside the file.")
