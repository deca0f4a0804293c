"""The codebook's sheet: labels and fields are changed, undone step by step; nothing used goes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from annotator import codebook as codebooks
from annotator.edits import judgements
from annotator.gui import undoing
from annotator.gui.dialogs.asking import WordsSheet
from annotator.gui.dialogs.codebook import CodebookSheet
from annotator.gui.dialogs.fieldpage import FieldPage
from annotator.gui.dialogs.fields import ChoiceBox
from annotator.gui.dialogs.keysheet import KeySheet
from annotator.gui.window import Window
from annotator.model import Codebook, Label
from annotator.project import Project
from tests.gui.hand import Hand


@pytest.fixture
def sheet(hand: Hand, window: Window, qtbot: QtBot) -> CodebookSheet:
    """The sheet over an article with one mention of a person and one judged claim."""
    hand.drag(222, 236)
    hand.press("1")
    hand.drag(85, 143)
    hand.press("n", "3")
    claim = next(iter(hand.page.claims))
    window.desk.edit(judgements.answer, claim, "evidence", "imagery", shared=False)
    hand.press("Esc", "Ctrl+Shift+b")
    (found,) = window.findChildren(CodebookSheet)
    counted(window, qtbot)
    return found


def counted(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    QApplication.processEvents()


def book(window: Window) -> Codebook:
    assert window.desk.project is not None
    return window.desk.project.codebook


def label(window: Window, name: str) -> Label:
    found = book(window).label_named(name)
    assert found is not None
    return found


def names(window: Window) -> list[str]:
    return [one.name for one in book(window).active_labels]


def choose(sheet: CodebookSheet, hand: Hand, window: Window, name: str) -> None:
    hand.click_row(sheet.labels.list, label(window, name).id)


def retype(hand: Hand, field: object, words: str) -> None:
    field.setFocus()
    field.selectAll()
    hand.type(words)
    hand.press("Enter")


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def pick(button: QPushButton, words: str) -> None:
    press(button)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text().endswith(words)).trigger()
    menu.close()
    QApplication.processEvents()


def take(box: ChoiceBox, hand: Hand, *keys: str) -> None:
    """Open a box by an arrow, go where the keys lead, take what is there."""
    box.setFocus()
    hand.press("Down")
    hand.press(*keys, "Enter", on=box.view())
    QApplication.processEvents()


def turn(sheet: CodebookSheet, part: str) -> FieldPage:
    place = list(sheet.pages).index(part)
    box = sheet.tabs.bar.tabRect(place)
    QTest.mouseClick(sheet.tabs.bar, Qt.MouseButton.LeftButton, pos=box.center())
    QApplication.processEvents()
    page = sheet.pages[part]
    assert isinstance(page, FieldPage) and page.isVisible()
    return page


def write(page: FieldPage, old: str, new: str) -> None:
    if not page.keep.isVisible():
        press(page.edit)
    page.editor.setPlainText(page.editor.toPlainText().replace(old, new, 1))


def counts(sheet: CodebookSheet) -> dict[str, int | None]:
    return {row.label.name: row.mentions for row in sheet.labels.list.model().rows}


def test_labels_are_listed_with_how_many_mentions_have_them(
    sheet: CodebookSheet, window: Window
) -> None:
    told = {row.label.name: row.mentions for row in sheet.labels.list.model().rows}
    assert list(told) == names(window)
    assert (told["PER"], told["ORG"]) == (1, 0)
    assert sheet.labels.form._used.text() == "1 mention has it."


def test_a_label_is_renamed_in_its_field_and_undone_by_one_key(
    sheet: CodebookSheet, hand: Hand, window: Window
) -> None:
    choose(sheet, hand, window, "ORG")
    retype(hand, sheet.labels.form.name, "Organisation")
    assert names(window)[1] == "Organisation"
    sheet.labels.list.setFocus()
    hand.press("Ctrl+z")
    assert names(window)[1] == "ORG"
    assert sheet.labels.form.name.text() == "ORG"


def test_what_a_rule_refuses_is_said_in_the_sheet_and_the_field_shows_what_is_stored(
    sheet: CodebookSheet, hand: Hand, window: Window
) -> None:
    choose(sheet, hand, window, "ORG")
    retype(hand, sheet.labels.form.code, "PER")
    assert "is used by two labels" in sheet._word.text()
    assert sheet.labels.form.code.text() == "ORG"
    assert label(window, "ORG").code == "ORG"


def test_a_new_label_gets_a_free_code_and_can_be_given_a_key_at_once(
    sheet: CodebookSheet, hand: Hand, window: Window
) -> None:
    press(sheet.labels.add)
    assert any(isinstance(one, WordsSheet) for one in window.findChildren(WordsSheet))
    hand.type("Person of interest")
    hand.press("Enter")
    made = label(window, "Person of interest")
    assert (made.code, made.family, made.key) == ("PERS", "other", "")
    assert sheet.labels.chosen == made
    assert sheet.labels.form.code.hasFocus()


def test_a_key_is_chosen_among_digits_and_colour_among_families(
    sheet: CodebookSheet, hand: Hand, window: Window
) -> None:
    choose(sheet, hand, window, "OTHER")
    form = sheet.labels.form
    take(form.key, hand, "Home")
    assert label(window, "OTHER").key == ""
    take(form.family, hand, "Home")
    assert label(window, "OTHER").family == "who"
    take(form.key, hand, "Home", "Down")
    assert label(window, "OTHER").key == ""  # 1 is taken, and the sheet says by whom
    assert "is used by two labels" in sheet._word.text()
    assert form.key.currentText() == "no key"


def test_labels_move_up_and_down(sheet: CodebookSheet, hand: Hand, window: Window) -> None:
    choose(sheet, hand, window, "ORG")
    press(sheet.labels.up)
    assert names(window)[:2] == ["ORG", "PER"]
    assert sheet.labels.chosen.name == "ORG"
    press(sheet.labels.down)
    assert names(window)[:2] == ["PER", "ORG"]


def test_a_merged_label_gives_its_mentions_to_the_other(
    sheet: CodebookSheet, hand: Hand, window: Window, qtbot: QtBot
) -> None:
    choose(sheet, hand, window, "PER")
    pick(sheet.labels.form.merge, "ORG")
    (mention,) = hand.page.mentions
    assert hand.page.codebook.label(mention.label or 0).name == "ORG"
    assert sheet.labels.chosen.name == "ORG"
    assert "PER" not in names(window)
    counted(window, qtbot)
    assert counts(sheet)["ORG"] == 1
    undoing.undo(window.desk)
    counted(window, qtbot)
    assert (counts(sheet)["ORG"], counts(sheet)["PER"]) == (0, 1)


def test_a_retired_label_stands_below_and_comes_back(
    sheet: CodebookSheet, hand: Hand, window: Window
) -> None:
    choose(sheet, hand, window, "FAC")
    press(sheet.labels.form.retire)
    assert "FAC" not in names(window)
    assert sheet.labels.list.model().rows[-1].label.name == "FAC"
    assert sheet.labels.form.retire.text() == "Bring back"
    press(sheet.labels.form.retire)
    assert "FAC" in names(window)


def test_the_keys_of_the_window_follow_the_codebook(
    sheet: CodebookSheet, hand: Hand, window: Window
) -> None:
    choose(sheet, hand, window, "FAC")
    press(sheet.labels.form.retire)
    assert window.commands.at("5") is None


def test_keys_follow_the_codebook_also_while_no_article_is_open(
    bare_window: Window, empty: Project, qtbot: QtBot
) -> None:
    bare_window.desk.put(empty)
    sheet = CodebookSheet(bare_window.desk)
    sheet.open()
    counted(bare_window, qtbot)
    sheet.labels.list.choose(label(bare_window, "FAC").id)
    sheet.labels.show_label()
    press(sheet.labels.form.retire)
    assert bare_window.commands.at("5") is None
    sheet.shut()
    bare_window.commands.run(bare_window.commands.named("help.keys"))
    (keys,) = bare_window.findChildren(KeySheet)
    assert "FAC" not in {button.row.chip for button in keys.columns.rows}


def test_a_fault_in_the_text_is_told_with_its_line(
    sheet: CodebookSheet, hand: Hand, window: Window
) -> None:
    page = turn(sheet, "judgement")
    write(page, 'key = "2"', 'key = "1"')
    press(page.keep)
    assert page.strip.sentence.startswith("Line 4: In the field attribution: The key “1”")
    assert page.editor.textCursor().blockNumber() == 3
    before = book(window)
    write(page, "[[fields]]", "[[fields]")
    press(page.keep)
    assert page.strip.sentence.startswith("Line 4:")
    assert book(window) == before


def test_a_field_written_as_text_is_asked_from_then_on(
    sheet: CodebookSheet, window: Window, qtbot: QtBot
) -> None:
    page = turn(sheet, "claim")
    new = '[[fields]]\nid = "tone"\nname = "Tone"\nlayer = "claim"\n\n[[fields]]'
    write(page, "[[fields]]", new)
    press(page.keep)
    counted(window, qtbot)
    assert book(window).fields[0].id == "tone"
    assert page.edit.isVisible()
    assert "Tone" in page.reader.toPlainText()
    assert window.commands.named("judge.ask.tone")
    undoing.undo(window.desk)
    assert book(window).fields[0].id != "tone"


def test_a_value_that_answers_have_must_stay(
    sheet: CodebookSheet, window: Window, qtbot: QtBot
) -> None:
    page = turn(sheet, "judgement")
    write(page, 'value = "imagery"', 'value = "pictures"')
    press(page.keep)
    counted(window, qtbot)
    assert page.strip.sentence == "“Evidence: Imagery” has 1 answer, so it must stay."
    assert book(window).field("evidence").choice("pictures") is None


def test_a_key_that_means_something_else_in_the_text_is_refused(sheet: CodebookSheet) -> None:
    page = turn(sheet, "claim")
    write(page, 'key = "q"', 'key = "s"')
    press(page.keep)
    assert "already is “Source” in the text" in page.strip.sentence


def test_a_text_that_is_not_kept_is_not_lost_by_esc(
    sheet: CodebookSheet, hand: Hand, window: Window
) -> None:
    page = turn(sheet, "links")
    write(page, 'name = "Corroborates"', 'name = "Backs up"')
    page.editor.setFocus()
    hand.press("Esc")
    assert sheet.is_open and "Not kept yet" in page.strip.sentence
    sheet.tabs.show_tab("labels")
    sheet.shut()
    assert sheet.is_open and page.isVisible()
    press(page.drop)
    hand.press("Esc")
    assert not sheet.is_open
    assert book(window).claim_links[0].name == "Corroborates"


def test_a_codebook_goes_to_a_file_and_comes_back_into_another_project(
    sheet: CodebookSheet, hand: Hand, window: Window, tmp_path: Path
) -> None:
    choose(sheet, hand, window, "ORG")
    retype(hand, sheet.labels.form.name, "Organisation")
    sheet.write(tmp_path / "desk.toml")
    assert codebooks.load(tmp_path / "desk.toml").labels[1].name == "Organisation"
    undoing.undo(window.desk)
    text = (tmp_path / "desk.toml").read_text(encoding="utf-8")
    (tmp_path / "desk.toml").write_text(text.replace("Organisation", "org"), encoding="utf-8")
    sheet.read(tmp_path / "desk.toml")
    assert names(window)[:2] == ["PER", "org"]
    undoing.undo(window.desk)
    assert names(window)[:2] == ["PER", "ORG"]


def test_it_is_said_that_comments_are_not_kept(
    sheet: CodebookSheet, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    page = turn(sheet, "claim")
    assert not page.advice.isVisible()
    page.begin()
    assert page.advice.isVisible() and "Comments (#) are not kept" in page.advice.text()
    page.drop_it()
    assert not page.advice.isVisible()
    said = []
    window.desk.said.connect(lambda notice: said.append(notice.words))
    text = codebooks.dump(book(window)).replace('version = "1"', 'version = "2"', 1)
    (tmp_path / "plain.toml").write_text(text, encoding="utf-8")
    sheet.read(tmp_path / "plain.toml")
    assert "comments" not in said[-1]
    (tmp_path / "desk.toml").write_text(f"# how we mark\n{text}", encoding="utf-8")
    undoing.undo(window.desk)
    sheet.read(tmp_path / "desk.toml")
    assert said[-1] == "news is taken over. Its comments stay in the file only."


def test_tab_goes_from_the_list_to_the_form_and_the_foot(sheet: CodebookSheet, hand: Hand) -> None:
    seen = []
    for _press in range(13):
        hand.press("Tab")
        widget = QApplication.focusWidget()
        seen.append(widget.accessibleName() or widget.text())
    assert seen == [
        "Add a label", "Move up", "Move down", "Name", "Code", "Key", "Colour", "CoNLL",
        "Definition", "Merge into…", "Retire", "Import…", "Export…",
    ]  # fmt: skip


def test_a_file_that_is_no_codebook_is_said(
    sheet: CodebookSheet, window: Window, tmp_path: Path
) -> None:
    (tmp_path / "bad.toml").write_text('name = "x"\n[[labels]]\nfamily = "who"\n', encoding="utf-8")
    sheet.read(tmp_path / "bad.toml")
    assert "bad.toml, line 2" in sheet._word.text()
    sheet.read(tmp_path / "missing.toml")
    assert "cannot be read" in sheet._word.text()


def test_a_project_that_is_read_only_shows_its_codebook(
    window: Window, project: Project, qtbot: QtBot
) -> None:
    path = project.path
    window.desk.put(None)
    assert window.desk.open(path, read_only=True)
    sheet = CodebookSheet(window.desk)
    sheet.open()
    counted(window, qtbot)
    assert len(sheet.labels.list.model().rows) == 10
    assert not sheet.labels.form.isEnabled()
    assert not sheet.labels.add.isEnabled()
    assert not turn(sheet, "claim").edit.isEnabled()
