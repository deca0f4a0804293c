"""The list of articles: opened, filtered, paged; status, metadata and removal reach the disk."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from annotator import jobs
from annotator.edits import articles, spans
from annotator.formats import ReadOptions
from annotator.gui import undoing
from annotator.gui.articles import rereading
from annotator.gui.articles.menus import article_menu, filter_menu
from annotator.gui.articles.metadata import MetadataSheet, origin_of
from annotator.gui.articles.rows import aloud, day, tip
from annotator.gui.finding import longwork
from annotator.gui.panels.articles import ArticlesPanel
from annotator.gui.window import Window
from annotator.model import Article, Origin
from annotator.project import Filter, Project
from tests.gui.hand import Hand
from tests.scene import add_article

OTHERS = (
    ("Flowers at the fence", "Town Gazette", "2024-03-31", "People bring flowers to the hall."),
    ("بعد أسبوع من الهجوم", "صحيفة المساء", "2024-03-30", "لم يتغير شيء."),
)


@pytest.fixture
def project(project: Project) -> Project:
    """The crocus article and two more."""
    for title, outlet, published, text in OTHERS:
        add_article(project, text, title=title, outlet=outlet, published=published)
    return project


@pytest.fixture
def panel(window: Window) -> ArticlesPanel:
    found = window.work.panels["articles"]
    assert isinstance(found, ArticlesPanel)
    return found


def click(panel: ArticlesPanel, place: int) -> None:
    at = panel.list.visualRect(panel.rows.index(place, 0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)


def titles(panel: ArticlesPanel) -> list[str]:
    return [row.article.title for row in panel.rows.rows]


def search(panel: ArticlesPanel, words: str) -> None:
    panel.search.setFocus()
    panel.search.selectAll()
    QTest.keyClicks(panel.search, words)
    QTest.qWait(200)


def test_a_click_opens_an_article(panel: ArticlesPanel, window: Window) -> None:
    assert len(panel.rows.rows) == 3
    click(panel, 1)
    assert window.desk.page is not None
    assert window.desk.page.article.title == "Flowers at the fence"
    assert panel.list.chosen_id == window.desk.page.article.id


def test_arrows_look_and_enter_opens_and_goes_to_the_text(
    panel: ArticlesPanel, window: Window, hand: Hand
) -> None:
    first = window.desk.page
    panel.enter()
    hand.press("Down", on=panel.list)
    assert window.desk.page is first
    hand.press("Enter", on=panel.list)
    assert window.desk.page is not None and window.desk.page is not first
    assert QApplication.focusWidget() is window.work.area.view


def test_the_open_article_is_chosen_again_when_the_keyboard_leaves(
    panel: ArticlesPanel, window: Window, hand: Hand
) -> None:
    panel.enter()
    hand.press("Down", "Down", on=panel.list)
    assert window.desk.page and panel.list.chosen_id != window.desk.page.article.id
    hand.press("Esc", on=panel.list)
    assert QApplication.focusWidget() is window.work.area.view
    assert panel.list.chosen_id == window.desk.page.article.id


@pytest.mark.parametrize("words", ["flowers at the f", "town gaz", "bring flowers"])
def test_typing_filters_by_title_outlet_and_text(panel: ArticlesPanel, words: str) -> None:
    search(panel, words)
    assert titles(panel) == ["Flowers at the fence"]


def test_what_matches_nothing_says_so_and_esc_clears_it(panel: ArticlesPanel, hand: Hand) -> None:
    search(panel, "Peskow")
    assert not panel.rows.rows
    assert panel._stack.currentWidget() is panel._empty
    assert "“Peskow”" in panel._empty._sentence.text()
    hand.press("Esc", on=panel.search)
    assert len(panel.rows.rows) == 3


def test_down_goes_from_the_field_to_the_list(panel: ArticlesPanel, hand: Hand) -> None:
    panel.search.setFocus()
    hand.press("Down", on=panel.search)
    assert QApplication.focusWidget() is panel.list


def test_the_funnel_shows_one_status_in_one_order(panel: ArticlesPanel, window: Window) -> None:
    window.desk.edit(articles.set_status, panel.rows.id_at(1), "review")
    menu = filter_menu(panel._wanted, panel._filter, panel)
    next(one for one in menu.actions() if one.text() == "Needs review").trigger()
    assert titles(panel) == ["Flowers at the fence"]
    assert panel.funnel.isChecked()
    panel._filter(type(panel._wanted)(sort="title"))
    assert titles(panel)[0] == "Flowers at the fence"
    assert not panel.funnel.isChecked()


def test_a_status_from_the_menu_is_on_the_disk_and_counted(
    panel: ArticlesPanel, window: Window
) -> None:
    menu = article_menu(window.desk, panel.rows.row(1), panel)
    status = next(one for one in menu.actions() if one.text() == "Status").menu()
    next(one for one in status.actions() if one.text() == "Done").trigger()
    project = window.desk.project
    assert project is not None
    assert [row.status for row in project.articles().page()][1] == "done"
    assert panel.rows.row(1).status == "done"
    assert panel._done.text() == "1 of 3 done"


def test_the_first_mark_turns_the_ring_of_the_open_article(
    panel: ArticlesPanel, hand: Hand
) -> None:
    start = hand.page.text.index("Crocus City Hall")
    hand.drag(start, start + 16)
    hand.press("5")
    assert panel.rows.row(0).status == "in_progress"
    assert panel.list.chosen_id == hand.page.article.id


def test_removing_the_open_article_opens_the_next_and_undo_brings_it_back(
    panel: ArticlesPanel, window: Window, hand: Hand
) -> None:
    gone = hand.page.article
    panel.enter()
    hand.press("Delete", on=panel.list)
    assert gone.title not in titles(panel)
    assert hand.page.article.title == "Flowers at the fence"
    undoing.undo(window.desk)
    assert gone.title in titles(panel)
    assert hand.page.article.id == gone.id


def test_removing_the_last_article_leaves_an_empty_project(
    panel: ArticlesPanel, window: Window, hand: Hand
) -> None:
    panel.enter()
    for _each in range(3):
        hand.press("Delete", on=panel.list)
        panel.enter()
    assert window.desk.page is None
    assert panel._empty._sentence.text() == "Articles you import stand here."
    undoing.undo(window.desk)
    assert len(panel.rows.rows) == 1 and window.desk.page is not None


def test_metadata_typed_is_one_edit_a_field(
    panel: ArticlesPanel, window: Window, hand: Hand
) -> None:
    article = hand.page.article.id
    project = window.desk.project
    assert project is not None
    before = len(project.history())
    sheet = MetadataSheet(window.desk, article)
    sheet.open()
    sheet.fields["outlet"].setFocus()
    hand.type("BNN Breaking")
    sheet.fields["published"].setFocus()
    sheet.fields["published"].selectAll()
    hand.type("31 March 2024")
    hand.press("Enter", on=sheet.fields["published"])
    about = project.article(article)
    assert about is not None
    assert (about.outlet, about.published) == ("BNN Breaking", "2024-03-31")
    assert len(project.history()) - before <= 2
    assert panel.rows.row(0).article.outlet == "BNN Breaking"


def test_the_metadata_of_the_open_article_is_a_command(window: Window, hand: Hand) -> None:
    window.commands.run(window.commands.named("edit.metadata"))
    [sheet] = window.findChildren(MetadataSheet)
    assert sheet.is_open and sheet.article == hand.page.article.id
    hand.press("Esc", on=sheet)
    assert not sheet.is_open


def test_rights_given_in_the_sheet_stand_above_the_text(
    panel: ArticlesPanel, window: Window, hand: Hand
) -> None:
    sheet = MetadataSheet(window.desk, hand.page.article.id)
    sheet.open()
    sheet.rights.setCurrentIndex(sheet.rights.findData("secret"))
    sheet.rights.activated.emit(sheet.rights.currentIndex())
    assert hand.page.article.rights == "secret"
    assert "Secret" in window.work.area.header.accessibleName()
    listed = next(row for row in panel.rows.rows if row.id == hand.page.article.id)
    assert "Secret" in aloud(listed) and "Secret" in tip(listed)
    undoing.undo(window.desk)
    assert hand.page.article.rights == ""
    assert "Secret" not in window.work.area.header.accessibleName()


def test_the_sheet_tells_where_a_text_came_from() -> None:
    origin = Origin("a.txt", "", "cp1251", (("CRLF to LF", 12),))
    told = dict(origin_of(Article(1, "", "T", 100, origin=origin)))
    assert told["File"] == "a.txt"
    assert told["Encoding"] == "cp1251"
    assert told["Cleaning"] == "CRLF to LF (12)"


def test_the_sheet_tells_how_a_text_was_extracted_and_where_its_metadata_was_read() -> None:
    proposed = (("title", "JSON-LD"), ("published", "meta tags"), ("language", "text"))
    origin = Origin("a.warc", extractor="trafilatura 2", place="https://post.example/a",
                    pages=(0, 40, 80), proposed=proposed)  # fmt: skip
    told = dict(origin_of(Article(1, "", "T", 100, origin=origin)))
    assert told["Extracted"] == "trafilatura 2"
    assert told["Place"] == "https://post.example/a"
    assert told["Length"] == "100 characters on 3 pages"
    assert told["Read in"] == "Title: JSON-LD · Date: meta tags"


def test_a_long_list_is_read_page_by_page(
    empty: Project, bare_window: Window, qtbot: QtBot
) -> None:
    for number in range(600):
        add_article(empty, f"Text {number}", title=f"Article {number}")
    bare_window.desk.put(empty)
    panel = bare_window.work.panels["articles"]
    assert isinstance(panel, ArticlesPanel)
    assert 0 < len(panel.rows.rows) < 600
    for _page in range(3):
        panel.list.verticalScrollBar().setValue(panel.list.verticalScrollBar().maximum())
        QApplication.processEvents()
    assert len(panel.rows.rows) == 600
    place = panel.list.verticalScrollBar().value()
    bare_window.desk.edit(articles.set_status, panel.rows.id_at(590), "done")
    assert panel.rows.row(590).status == "done"
    assert panel.list.verticalScrollBar().value() == place


def test_another_filter_is_shown_from_its_first_row(
    panel: ArticlesPanel, window: Window, project: Project
) -> None:
    for number in range(150):
        add_article(project, f"Words {number}.", title=f"Filler {number:03}")
    window.desk.reread()
    QApplication.processEvents()
    bar = panel.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value()
    window.desk.list_only(Filter("filler"))
    QApplication.processEvents()
    assert titles(panel)[0] == "Filler 000" and not bar.value()


def test_a_row_is_told_in_full(panel: ArticlesPanel) -> None:
    told = "Flowers at the fence, Town Gazette, 31 March 2024, Not started"
    assert aloud(panel.rows.row(1)) == told


def test_dates_that_are_no_dates_stand_as_they_are() -> None:
    assert (day("2024-03"), day(""), day("spring")) == ("2024-03", "", "spring")


def test_titles_of_both_directions_begin_in_one_column(panel: ArticlesPanel) -> None:
    picture = panel.list.viewport().grab().toImage()
    for place in (1, 2):
        box = panel.list.visualRect(panel.rows.index(place, 0))
        ground = picture.pixelColor(box.right() - 2, box.top() + 2)
        row = [
            any(picture.pixelColor(x, y) != ground for y in range(box.top() + 4, box.top() + 20))
            for x in range(28, 60)
        ]
        assert 34 <= 28 + row.index(True) <= 40, place


def test_the_menu_is_for_the_row_under_the_mouse(panel: ArticlesPanel, window: Window) -> None:
    at = panel.list.visualRect(panel.rows.index(2, 0)).center()
    port = panel.list.viewport()
    QTest.mouseClick(port, Qt.MouseButton.RightButton, pos=at)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, port.mapToGlobal(at))
    QApplication.sendEvent(port, asked)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    assert panel.list.chosen_id == panel.rows.id_at(2)
    assert window.desk.page is not None
    assert window.desk.page.article.id == panel.rows.id_at(0)


def test_texts_of_many_articles_are_looked_through_off_the_window(
    panel: ArticlesPanel, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("annotator.gui.articles.loading.MANY", 1)
    panel.search.setFocus()
    QTest.keyClicks(panel.search, "bring flowers")
    qtbot.waitUntil(lambda: titles(panel) == ["Flowers at the fence"])
    assert not panel.loading.is_busy
    panel.search.selectAll()
    QTest.keyClicks(panel.search, "zzz")
    qtbot.waitUntil(lambda: not panel.rows.rows)
    assert "“zzz”" in panel._empty._sentence.text()
    panel.search.empty()
    assert len(panel.rows.rows) == 3


def test_a_job_over_a_filtered_list_of_many_shows_in_its_rows(
    panel: ArticlesPanel, window: Window, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("annotator.gui.articles.loading.MANY", 1)
    panel.show_project()
    todo = Filter(status="unfinished")
    window.desk.list_only(todo)
    qtbot.waitUntil(lambda: len(panel.rows.rows) == 3 and not panel.busy)
    for status, left in (("review", ["review"] * 3), ("done", [])):
        job = jobs.set_status(window.desk.project, todo, status)
        longwork.run(window.desk, "Setting", job, lambda _count: None)
        qtbot.waitUntil(lambda: [row.status for row in panel.rows.rows] == left)  # noqa: B023
    undoing.undo(window.desk)
    qtbot.waitUntil(lambda: len(panel.rows.rows) == 3)


def misread(window: Window, tmp_path: Path, qtbot: QtBot) -> tuple[Article, Path]:
    """An article whose file was taken for western while it is Cyrillic."""
    path = tmp_path / "old.txt"
    path.write_bytes("Мэр: да".encode("cp1251"))
    job = jobs.import_files(window.desk.project, [path], options=ReadOptions("cp1252"))
    window.desk.tasks.run("Importing", job, window.desk.show_import)
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    return window.desk.page.article, path


def test_a_file_read_in_the_wrong_encoding_is_read_again_and_the_old_text_goes(
    window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, path = misread(window, tmp_path, qtbot)
    assert "Мэр" not in window.desk.page.text
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    sheet = MetadataSheet(window.desk, article.id)
    sheet.open()
    menu = rereading.encoding_menu(window.desk, article, sheet, sheet.shut)
    next(one for one in menu.actions() if one.text() == "cp1251").trigger()
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert window.desk.page.text == "Мэр: да" and not window.findChildren(MetadataSheet)
    assert window.desk.project.articles().count == 4
    undoing.undo(window.desk)
    assert window.desk.project.articles().count == 5


def test_the_fields_of_the_sheet_have_the_room_and_their_height(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    article, _path = misread(window, tmp_path, qtbot)
    sheet = MetadataSheet(window.desk, article.id)
    sheet.open()
    QApplication.processEvents()
    fields = [*sheet.fields.values(), sheet.direction, sheet.rights]
    assert all(field.width() > sheet.panel.width() / 2 for field in fields)
    assert all(one.geometry().bottom() < two.y() for one, two in pairwise(fields))


def test_a_marked_text_or_another_file_is_not_read_again(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    article, path = misread(window, tmp_path, qtbot)
    other = tmp_path / "other.txt"
    other.write_text("Something else.", encoding="utf-8")
    rereading.read_again(window.desk, article, other, "cp1251")
    assert not window.desk.tasks.busy
    window.desk.edit(spans.add, article.id, 0, 3, window.desk.page.codebook.labels[0].id)
    assert rereading.why_not(window.desk, article.id)
    rereading.read_again(window.desk, article, path, "cp1251")
    assert not window.desk.tasks.busy
    assert window.desk.page.article.id == article.id
