"""The window as a whole: starting, opening, arranging itself, losing nothing."""

from contextlib import closing
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlite_utils.utils import sqlite3

from annotator.edits import articles, spans
from annotator.gui import choosing, undoing
from annotator.gui.commands.file import import_paths
from annotator.gui.dialogs.asking import SureSheet
from annotator.gui.dialogs.backups import BackupSheet
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.window import Window
from annotator.project import Project
from tests.gui.hand import Hand


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=20_000)
    QApplication.processEvents()


def test_the_first_window_offers_new_open_and_the_sample(bare_window: Window) -> None:
    assert bare_window.start.isVisible()
    assert not bare_window.work.isVisible()


def test_the_sample_opens_with_one_click_and_shows_its_marks(
    bare_window: Window, qtbot: QtBot
) -> None:
    bare_window.commands.run(bare_window.commands.named("file.open_sample"))
    settled(qtbot, bare_window)
    page = bare_window.desk.page
    assert page is not None
    assert page.spans and page.claims and page.judgements
    assert bare_window.desk.project.articles().count == 4
    assert not any(sheet.is_open for sheet in bare_window.findChildren(Sheet))


def test_a_text_given_at_the_start_becomes_a_project_beside_it(
    bare_window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    text = tmp_path / "dispatch.txt"
    text.write_text("Officials said 😀 the bridge is closed.", encoding="utf-8")
    bare_window.open_paths([text])
    settled(qtbot, bare_window)
    assert (tmp_path / "dispatch.annotator").exists()
    assert bare_window.desk.page.text == "Officials said 😀 the bridge is closed."


def test_an_empty_project_says_what_to_do(bare_window: Window, empty: Project) -> None:
    bare_window.desk.put(empty)
    QApplication.processEvents()
    assert bare_window.desk.page is None
    assert bare_window.work.area.empty.isVisible()
    assert not any("0 of 0" in one.text() for one in bare_window.findChildren(QLabel))


def test_closing_and_opening_again_finds_everything_in_place(
    hand: Hand, window: Window, qtbot: QtBot
) -> None:
    hand.drag(222, 236)
    hand.press("1")
    hand.drag(85, 143)
    hand.press("n", "3", "f", "m")
    before, path = hand.page, window.desk.project.path
    window.desk.set(annotator="analyst-1")
    window.desk.put(None)
    assert window.desk.open(path)
    assert window.desk.page == before
    hand.press("Ctrl+z")
    given = {one.field for one in window.desk.page.judgements if not one.derived}
    assert given == {"credibility", "reliability"}


def test_what_is_typed_in_the_gist_is_kept_when_the_window_closes(
    hand: Hand, window: Window
) -> None:
    path = window.desk.project.path
    hand.drag(85, 143)
    hand.press("n", "Esc", "Enter")
    hand.type("Gunmen killed 144 people.")
    window.close()
    with Project.open(path, read_only=True) as project:
        page = project.page(project.articles().page()[0].id)
        assert [claim.gist for claim in page.claims.values()] == ["Gunmen killed 144 people."]


def test_undo_takes_an_import_back_and_the_same_file_brings_it_again(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    text = tmp_path / "second.txt"
    text.write_text("A second article.", encoding="utf-8")
    import_paths(window.desk, [text])
    settled(qtbot, window)
    assert window.desk.project.articles().count == 2
    undoing.undo(window.desk)
    window.findChild(SureSheet).take()
    settled(qtbot, window)
    assert window.desk.project.articles().count == 1
    assert window.desk.page is not None and not window.desk.page.article.removed
    import_paths(window.desk, [text])
    settled(qtbot, window)
    assert window.desk.project.articles().count == 2


@pytest.mark.parametrize("size", [(1440, 900), (1180, 760), (980, 700), (840, 620), (720, 480)])
def test_the_window_is_whole_at_every_size(
    window: Window, size: tuple[int, int], qtbot: QtBot
) -> None:
    window.resize(*size)
    qtbot.wait(50)
    assert (window.width(), window.height()) == size
    view = window.work.area.view
    assert view.isVisible() and view.width() >= 300
    assert view.mapTo(window, view.rect().topLeft()).x() >= 0
    assert view.mapTo(window, view.rect().bottomRight()).x() <= window.width()


def test_f6_goes_round_and_esc_returns_to_the_text(hand: Hand, window: Window) -> None:
    seen = []
    hand.drag(222, 236)
    hand.press("1")
    for _press in range(6):
        hand.press("F6")
        seen.append(QApplication.focusWidget())
    assert len({id(widget) for widget in seen}) >= 3
    window.work.panels["entities"].list.setFocus(Qt.FocusReason.OtherFocusReason)
    hand.press("Esc")
    assert window.work.area.view.hasFocus()


def test_a_second_window_reads_and_says_who_writes(
    window: Window, qtbot: QtBot, hand: Hand
) -> None:
    second = Project.open(window.desk.project.path, "analyst-2")
    assert "has this project open" in second.read_only
    hand.drag(222, 236)
    hand.press("1")
    assert second.changed_outside()
    page = second.page(window.desk.page.article.id)
    assert [mention.quote for mention in page.mentions] == ["Vladimir Putin"]
    second.close()


def test_what_is_typed_in_the_gist_is_kept_when_another_project_opens(
    hand: Hand, window: Window, empty: Project
) -> None:
    path = window.desk.project.path
    hand.drag(85, 143)
    hand.press("n", "Esc", "Enter")
    hand.type("Gunmen killed 144 people.")
    window.desk.put(empty)
    with Project.open(path, read_only=True) as project:
        page = project.page(project.articles().page(limit=1)[0].id)
    assert [claim.gist for claim in page.claims.values()] == ["Gunmen killed 144 people."]


def test_enter_on_the_start_page_opens_the_latest_project(
    bare_window: Window, empty: Project
) -> None:
    path = empty.path
    bare_window.desk.put(empty)
    bare_window.desk.put(None)
    Hand(bare_window).press("Enter")
    assert bare_window.desk.project is not None
    assert bare_window.desk.project.path == path


def test_an_article_whose_text_is_damaged_is_told_of_and_the_window_stays(
    window: Window, tmp_path: Path
) -> None:
    desk, notices = window.desk, []
    path, article = desk.project.path, desk.page.article.id
    desk.put(None)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("update texts set body = replace(body, 'a', 'b') where article = ?", [article])
    desk.said.connect(notices.append)
    assert desk.open(path)
    assert desk.page is None
    assert [notice.kind for notice in notices][:1] == ["bad"]
    assert "damaged" in notices[0].words


def test_nesting_a_claim_and_relaying_it_are_told(hand: Hand, window: Window) -> None:
    notices: list[str] = []
    window.desk.said.connect(lambda notice: notices.append(notice.words))
    hand.drag(85, 143)
    hand.press("n", "Esc")
    first = window.desk.focus.claim
    hand.drag(222, 236)
    hand.press("n", "Esc", "Shift+k")
    choosing.choose_claim(window.desk, first)
    assert "Choose" not in notices[-1]


def test_a_low_window_keeps_counts_and_filters_beside_its_tabs(
    hand: Hand, window: Window, qtbot: QtBot
) -> None:
    hand.drag(85, 143)
    hand.press("c", "Esc")
    claims, entities = window.work.panels["claims"], window.work.panels["entities"]
    window.resize(1180, 720)
    QApplication.processEvents()
    tools = [count for count in claims.head.counts.values() if count.isVisible()]
    assert tools and all(count.short for count in tools)
    assert claims.head.isVisible() and not entities.head.isVisible()
    assert claims.head.parentWidget().geometry().right() <= window.work.right.width()
    qtbot.mouseClick(tools[0], Qt.MouseButton.LeftButton)
    assert tools[0].isChecked()
    window.work.right.open("entities")
    assert entities.funnel.isVisible() and not claims.head.isVisible()
    window.resize(1440, 900)
    QApplication.processEvents()
    assert claims.head.isVisible() and entities.head.isVisible()
    assert not claims.head.is_bare
    assert claims.head.y() == 0 == entities.head.y()


@pytest.mark.parametrize(
    ("width", "key", "edge", "name"),
    [(900, "Ctrl+1", "left", "articles"), (800, "Ctrl+2", "right", "claims")],
)
def test_a_column_without_room_lies_over_the_page_while_it_is_used(
    window: Window, hand: Hand, width: int, key: str, edge: str, name: str
) -> None:
    window.resize(width, 600)
    QApplication.processEvents()
    panel, side, view = window.work.panels[name], window.work.sides[edge], window.work.area.view
    wide = view.width()
    assert not panel.isVisible()
    hand.press(key)
    assert side.is_over and panel.isVisible() and not view.hasFocus()
    assert view.width() == wide
    hand.press("Esc")
    assert view.hasFocus() and not side.is_over and not panel.isVisible()
    hand.press(key, key)
    assert view.hasFocus() and not panel.isVisible()
    hand.press(key)
    window.resize(1440, 900)
    QApplication.processEvents()
    assert panel.isVisible() and not side.is_over


def test_opening_the_open_project_again_leaves_it_writable(window: Window) -> None:
    project = window.desk.project
    assert window.desk.open(project.path)
    assert window.desk.project is project and not project.read_only


def full(window: Window, *, is_full: bool) -> None:
    """Let the file grow no more, as on a full disk, or let it grow again."""
    with window.desk.project.turn() as db:
        pages = db.execute("pragma page_count").fetchone()[0]
        db.execute(f"pragma max_page_count = {pages if is_full else 1 << 30}")


def test_marks_on_a_full_disk_wait_and_retry_stores_all_that_still_can_be(
    hand: Hand, window: Window
) -> None:
    desk, article = window.desk, window.desk.page.article.id
    label = desk.page.codebook.label_named("PER").id
    big = "x" * 200_000
    full(window, is_full=True)
    assert desk.edit(articles.describe, article, "byline", big) is None
    for _again in range(2):  # the second is refused once the first is stored
        assert desk.edit(spans.add, article, 222, 236, label) is None
    assert desk.edit(spans.add, article, 85, 143, label) is None
    assert desk.saving.failure and not desk.page.spans
    assert not window.close() and window.isVisible()
    full(window, is_full=False)
    desk.retry()
    assert not desk.saving.failure
    assert [(span.start, span.end) for span in desk.page.spans] == [(85, 143), (222, 236)]


def test_closing_twice_leaves_behind_what_the_disk_refuses(window: Window) -> None:
    desk, article = window.desk, window.desk.page.article.id
    full(window, is_full=True)
    desk.edit(articles.describe, article, "byline", "x" * 200_000)
    assert not window.close()
    assert window.close()


def test_independent_annotators_see_only_their_own(hand: Hand, window: Window) -> None:
    hand.drag(222, 236)
    hand.press("1")
    window.desk.work_as("analyst-2")
    assert len(window.desk.page.spans) == 1
    window.commands.run(window.commands.named("tools.independent"))
    assert not window.desk.page.spans and not window.desk.page.claims
    window.desk.work_as("analyst-1")
    assert len(window.desk.page.spans) == 1
    window.desk.work_as("analyst-2")
    undoing.undo(window.desk)
    assert len(window.desk.page.spans) == 1


def test_a_text_that_is_not_there_makes_no_project(bare_window: Window, tmp_path: Path) -> None:
    notices = []
    bare_window.desk.said.connect(notices.append)
    bare_window.open_paths([tmp_path / "nothing.txt"])
    assert bare_window.desk.project is None
    assert not list(tmp_path.glob("nothing*"))
    assert "There is no such file" in notices[0].words


def test_a_damaged_project_is_restored_without_opening_it(window: Window, qtbot: QtBot) -> None:
    desk, path = window.desk, window.desk.project.path
    desk.back_up()
    settled(qtbot, window)
    desk.put(None)
    path.write_bytes(path.read_bytes()[:3000])
    assert not desk.open(path)
    assert window.commands.named("file.restore").can_run(desk)
    sheet = BackupSheet(desk, path)
    sheet.open()
    sheet.restore()
    qtbot.waitUntil(lambda: desk.project is not None and not desk.tasks.busy)
    assert desk.page.text
    assert not desk.project.read_only


def test_the_text_can_be_zoomed_after_a_sheet_was_closed(hand: Hand, window: Window) -> None:
    view = window.work.area.view
    hand.click(300)
    hand.press("F1", "Esc")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shiboken6.invalidate(view.document())  # as it came to be in a real window
    points = view.document().defaultFont().pointSizeF()
    window.desk.set(zoom=150)
    assert view.document().defaultFont().pointSizeF() == pytest.approx(points * 1.5)
