"""Bringing articles in at the window: dropped folders, tables, the clipboard, the final list."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui import bringing, spoken
from annotator.gui.dialogs.asking import SureSheet
from annotator.gui.dialogs.importing import ImportSheet
from annotator.gui.dialogs.importlabels import LabelsSheet
from annotator.gui.dialogs.importtable import TableSheet
from annotator.gui.window import Window
from annotator.jobs import Failure, Imported
from annotator.progress import Progress, pace

PAGE = (
    "<html lang='en'><head><title>Dam bursts - The Post</title></head><body><nav><a href='/'>"
    "Home</a></nav><article><h1>Dam bursts</h1><p>The dam at Ellis burst on Monday, and people had "
    "to leave their houses, officials said on the radio.</p><p>It was the third such event of this "
    "year in the valley, which had seen heavy rain.</p></article></body></html>"
)


def drop(window: Window, held: QMimeData) -> None:
    at, copy = QPointF(300, 300), Qt.DropAction.CopyAction
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(at, copy, held, buttons, none))


def files(*paths: Path) -> QMimeData:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return held


def settled(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=30_000)
    QApplication.processEvents()


def sheet_of(window: Window, kind: type) -> object:
    (found,) = [sheet for sheet in window.findChildren(kind) if sheet.is_open]
    return found


def titles(window: Window) -> list[str]:
    return [each.article.title for each in window.desk.project.articles().page()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with some of everything."""
    made = tmp_path / "mixed"
    made.mkdir()
    (made / "a.txt").write_text("Title: Plain one\n\nWords.", "utf-8")
    (made / "b.html").write_text(PAGE, "utf-8")
    (made / "c.pdf").write_bytes(b"%PDF-1.7 broken")
    (made / "d.txt").write_bytes(b"%PDF-1.7 binary with a wrong name")
    (made / "e.csv").write_text("title,text\nRow one,Some text\n", "utf-8")
    (made / "f.png").write_bytes(b"a picture")
    return made


def test_a_dropped_folder_comes_in_and_the_list_says_what_became_of_each(
    window: Window, folder: Path, qtbot: QtBot
) -> None:
    drop(window, files(folder))
    settled(window, qtbot)
    sheet = sheet_of(window, ImportSheet)
    kinds = [(row.arrival.path.name, row.arrival.kind) for row in sheet.rows.rows]
    assert sorted(kinds) == [
        ("a.txt", "new"), ("b.html", "new"), ("c.pdf", "failed"), ("d.txt", "failed"),
        ("e.csv", "new"), ("f.png", "passed over"),
    ]  # fmt: skip
    tabs = [sheet.tabs.bar.tabText(place) for place in range(sheet.tabs.bar.count())]
    assert (tabs[0], tabs[-2:]) == ("All 6", ["Failed 2", "Passed over 1"])
    assert {"Plain one", "Dam bursts", "Row one"} <= set(titles(window))
    assert sheet.leave.text() == "Close" and not sheet.stop.isVisible()
    sheet.tabs.chosen.emit("failed")
    sheet.copy.click()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == "what\ttitle\tfile\twhy" and len(lines) == 3
    assert "not a whole PDF" in lines[1]
    sheet.tabs.chosen.emit("new")
    sheet.list.opened.emit(next(r.id for r in sheet.rows.rows if r.arrival.path.name == "b.html"))
    assert window.desk.page.article.title == "Dam bursts"
    assert not sheet.is_open


def test_a_file_that_came_before_is_named_as_already_there(
    window: Window, folder: Path, qtbot: QtBot
) -> None:
    for _time in range(2):
        drop(window, files(folder / "a.txt", folder / "b.html"))
        settled(window, qtbot)
        sheet = sheet_of(window, ImportSheet)
        kinds = [row.arrival.kind for row in sheet.rows.rows]
        sheet.shut()
    assert kinds == ["already there", "already there"]


def test_a_table_is_asked_about_and_comes_in_as_was_said(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    table = tmp_path / "t.tsv"
    table.write_text("id\tkicker\tcopy\twhen\n1\tFirst\tWords one.\t2024-01-02\n", "utf-8")
    drop(window, files(table))
    settled(window, qtbot)
    sheet = sheet_of(window, TableSheet)
    assert not sheet.take.isEnabled()
    for field, column in (("text", "copy"), ("title", "kicker"), ("published", "when")):
        box = sheet.fields[field]
        box.setCurrentIndex(box.findData(column))
    (sample,) = sheet.rows.rows
    assert (sample.title, sample.text, sample.facts) == ("First", "Words one.", "2024-01-02")
    qtbot.keyClick(sheet.fields["text"], Qt.Key.Key_Return)
    settled(window, qtbot)
    article = window.desk.page.article
    assert (article.title, article.published, window.desk.page.text) == (
        "First", "2024-01-02", "Words one.",
    )  # fmt: skip
    assert dict(article.origin.proposed)["title"] == "column kicker"


def test_what_failed_beside_a_table_is_listed_when_the_table_is_answered(
    window: Window, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    table = tmp_path / "t.tsv"
    table.write_text("id\tkicker\tcopy\n1\tFirst\tWords one.\n", "utf-8")
    drop(window, files(folder / "a.txt", folder / "c.pdf", table))
    settled(window, qtbot)
    sheet = sheet_of(window, TableSheet)
    qtbot.wait(50)
    assert "Plain one" in titles(window)
    sheet.shut()
    qtbot.waitUntil(lambda: any(s.is_open for s in window.findChildren(ImportSheet)))
    rows = sheet_of(window, ImportSheet).rows.rows
    kinds = [(row.arrival.path.name, row.arrival.kind) for row in rows]
    assert sorted(kinds) == [("a.txt", "new"), ("c.pdf", "failed")]


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """A folder that another tool marked: labels of its own, and a mark on other words."""
    made = tmp_path / "brat"
    made.mkdir()
    (made / "a.txt").write_text("Ana Li met Bo in Rome. It rained.", "utf-8")
    (made / "a.ann").write_text(
        "T1\tPerson 0 6\tAna Li\nT2\tCapital 17 21\tRome\nT3\tWeather 26 32\trained\n"
        "T4\tPerson 11 13\tXy\n",
        "utf-8",
    )
    return made


def mentions(window: Window) -> list[tuple[str, str]]:
    page = window.desk.page
    return [(page.codebook.label(span.label).name, span.quote) for span in page.mentions]


def test_labels_of_another_tool_are_asked_about_and_become_ours(
    window: Window, marked: Path, qtbot: QtBot
) -> None:
    drop(window, files(marked))
    settled(window, qtbot)
    sheet = sheet_of(window, LabelsSheet)
    assert sheet.chosen() == {"Person": "PER", "Capital": "Capital", "Weather": "Weather"}
    capital, weather = sheet.boxes["Capital"], sheet.boxes["Weather"]
    capital.setCurrentIndex(capital.findText("GPE"))
    weather.setCurrentIndex(weather.findText("Leave out"))
    assert not sheet.unfitting.isChecked()
    sheet.finish()
    settled(window, qtbot)
    window.desk.open_article(window.desk.project.articles().page()[-1].id)
    assert mentions(window) == [("PER", "Ana Li"), ("GPE", "Rome")]


def test_marks_that_do_not_fit_come_in_only_where_the_person_says_so(
    window: Window, marked: Path, qtbot: QtBot
) -> None:
    drop(window, files(marked))
    settled(window, qtbot)
    sheet = sheet_of(window, LabelsSheet)
    assert any("“Xy”" in told and "“Bo”" in told for told in sheet.survey.unfit)
    sheet.unfitting.setChecked(True)
    sheet.finish()
    settled(window, qtbot)
    window.desk.open_article(window.desk.project.articles().page()[-1].id)
    assert ("PER", "Bo") in mentions(window)


def test_marks_on_an_article_that_is_here_are_added_where_the_person_says_so(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    page = window.desk.page
    assert page is not None
    word = page.text.split()[0]
    at = page.text.index(word)
    row = {"text": page.text, "_session_id": "Bo", "answer": "accept",
           "spans": [{"start": at, "end": at + len(word), "label": "EVENT"}]}  # fmt: skip
    (tmp_path / "bo.jsonl").write_text(json.dumps(row), "utf-8")
    drop(window, files(tmp_path / "bo.jsonl"))
    settled(window, qtbot)
    assert ("EVENT", word) not in mentions(window)
    sheet = sheet_of(window, ImportSheet)
    assert "1 mark, answer or remark on what was here was not taken." in sheet.now.text()
    assert not sheet.add.isHidden()
    qtbot.mouseClick(sheet.add, Qt.MouseButton.LeftButton)
    settled(window, qtbot)
    assert not sheet.is_open
    assert ("EVENT", word) in mentions(window)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    sheet_of(window, SureSheet).take()
    settled(window, qtbot)
    assert ("EVENT", word) not in mentions(window)
    assert not window.desk.page.article.removed


def test_rich_text_on_the_clipboard_keeps_its_paragraphs(window: Window, qtbot: QtBot) -> None:
    held = QMimeData()
    held.setHtml("<p>One <b>two</b>.</p><div>Three<br>four</div><script>no()</script>")
    held.setText("One two. Three four")
    QApplication.clipboard().setMimeData(held)
    bringing.paste(window.desk, QApplication.clipboard().mimeData())
    settled(window, qtbot)
    assert window.desk.page.text == "One two.\n\nThree\nfour"


def test_a_clipboard_that_nobody_holds_is_empty(window: Window) -> None:
    bringing.paste(window.desk, None)
    assert window.status.facts.accessibleName() == "There is no text on the clipboard."


def test_a_whole_page_on_the_clipboard_gives_its_article(window: Window, qtbot: QtBot) -> None:
    held = QMimeData()
    held.setHtml(PAGE)
    drop(window, held)
    settled(window, qtbot)
    assert window.desk.page.article.title == "Dam bursts"
    assert "Home" not in window.desk.page.text


def test_an_address_is_not_fetched(window: Window, qtbot: QtBot) -> None:
    before = titles(window)
    held = QMimeData()
    held.setUrls([QUrl("https://example.org/a")])
    held.setText("https://example.org/a")
    drop(window, held)
    settled(window, qtbot)
    assert titles(window) == before
    assert "not fetched" in window.status.facts.accessibleName()


def test_a_long_import_shows_itself_and_stops(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for n in range(1500):
        (many / f"{n:05}.html").write_text(PAGE.replace("Ellis", f"Ellis{n}"), "utf-8")
    drop(window, files(many))

    def is_shown() -> bool:
        return any(sheet.is_open for sheet in window.findChildren(ImportSheet))

    qtbot.waitUntil(is_shown, timeout=30_000)
    sheet = sheet_of(window, ImportSheet)
    assert sheet.running and sheet.stop.isVisible()
    qtbot.waitUntil(lambda: len(sheet.arrivals) > 0, timeout=30_000)
    sheet.stop.click()
    settled(window, qtbot)
    count = window.desk.project.articles().count
    assert not sheet.running and "Stopped" in sheet.now.text()
    assert 1 < count < 1500
    assert len(sheet.rows.rows) == count - 1  # one was there


def test_rows_that_failed_are_no_files() -> None:
    def told(*paths: str) -> str:
        return spoken.imported(Imported(failed=tuple(Failure(Path(p), "No.") for p in paths)))

    assert told("a.txt", "b.txt").endswith("2 files could not be read (the first: a.txt: No).")
    assert told("a.csv", "a.csv", "b.txt").endswith(
        "3 places in 2 files could not be read (the first: a.csv: No)."
    )


def test_suggestions_that_came_in_are_told() -> None:
    assert spoken.imported(Imported(new=1, predictions=1)) == "1 new article. 1 suggestion."
    told = spoken.imported(Imported(new=2, predictions=1_200))
    assert told == "2 new articles. 1,200 suggestions."


def test_the_pace_is_told_when_it_is_sure() -> None:
    assert pace(Progress(10, 100), 1) == ""
    assert pace(Progress(100, 1000), 10) == "10 files a second, about 90 s left".replace(
        "90 s", "2 min"
    )
    assert pace(Progress(2, 3), 60) == "2 files a minute, about 30 s left"
    assert pace(Progress(0, 1), 10, 3000) == "300 articles a second"
    assert pace(Progress(0, 1), 10, 0) == ""
    assert pace(Progress(0, 1, share=0.25), 10, 3000) == "300 articles a second, about 30 s left"
    assert pace(Progress(0, 1, share=0.25), 10, 0) == "about 30 s left"
    assert pace(Progress(12, 12), 10) == "1 file a second"
    assert pace(Progress(1, 1), 60) == "1 file a minute"
    assert pace(Progress(0, 1), 10, 12) == "1 article a second"
