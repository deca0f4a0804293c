"""Versions in the window: the chip, the differences, and marks carried over to the newer one."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import jobs
from annotator.edits import claims, judgements, spans
from annotator.gui.articles.rows import aloud
from annotator.gui.claims.notes import OlderVersion
from annotator.gui.desk import Notice
from annotator.gui.dialogs.carryover import CarrySheet
from annotator.gui.panels.versions import VersionsPanel
from annotator.gui.rows import PAGE
from annotator.gui.theme import DARK, LIGHT
from annotator.gui.versions.merged import CONTEXT, merged
from annotator.gui.window import Window
from annotator.jobs.versions import Offer, Plan
from annotator.project import Project
from annotator.text.differences import GONE, NEW, SAME, differences
from tests.gui.conftest import through
from tests.gui.hand import Hand

URL = "https://example.com/bridge"
OLD = (
    "The ministry said on Monday that the old bridge is to be closed for repairs. Nobody was hurt. "
    "Maria Lopez, who lives nearby, heard a loud noise in the night. The mayor denied it all.\n\n"
    "The bridge was built in 1932 and had been due for an inspection since the spring."
)
NEW_TEXT = OLD.replace("Monday", "Tuesday").replace("Nobody was hurt. ", "").replace(
    "The mayor denied it all.", "The mayor of the town denied it all."
)  # fmt: skip


def came_in(project: Project, folder: Path, name: str, text: str, date: str) -> int:
    """Import an article; its id."""
    path = folder / f"{name}.jsonl"
    about = {"title": f"Bridge {name}", "url": URL, "published": date, "text": text}
    path.write_text(json.dumps(about), "utf-8")
    result = through(jobs.import_files(project, [path]))
    assert result.new == 1
    return int(result.first)


@pytest.fixture
def both(window: Window, tmp_path: Path, qtbot: QtBot) -> tuple[int, int]:
    """Two versions; the newer one is open."""
    project = window.desk.project
    assert project is not None
    older = came_in(project, tmp_path, "old", OLD, "2024-05-01")
    newer = came_in(project, tmp_path, "new", NEW_TEXT, "2024-05-02")
    window.desk.reread()
    window.desk.open_article(newer)
    QApplication.processEvents()
    return older, newer


def panel_of(window: Window) -> VersionsPanel:
    """The panel of versions."""
    found = window.work.panels["versions"]
    assert isinstance(found, VersionsPanel)
    return found


@pytest.fixture
def panel(window: Window, both: tuple[int, int], qtbot: QtBot) -> VersionsPanel:
    """The panel with the two compared."""
    QTest.mouseClick(window.work.area.header.version, Qt.MouseButton.LeftButton)
    found = panel_of(window)
    qtbot.waitUntil(lambda: found.head.count == "3 differences")
    return found


def mark(project: Project, article: int, words: str, label: str = "PER") -> int:
    """Label words of an article."""
    page = project.page(article)
    assert page is not None
    named = project.codebook.label_named(label)
    assert named is not None
    start = page.text.index(words)
    return int(project.edit(spans.add, article, start, start + len(words), named.id).answer)


def claim(project: Project, article: int, words: str) -> int:
    """Make words of an article a claim."""
    page = project.page(article)
    assert page is not None
    start = page.text.index(words)
    return int(project.edit(claims.add, article, start, start + len(words)).answer)


def test_the_chip_says_which_version_is_open(window: Window, both: tuple[int, int]) -> None:
    chip = window.work.area.header.version
    assert chip.isVisible() and chip.text() == "Version 2 of 2"
    window.desk.open_article(both[0])
    assert chip.text() == "Older version, 1 of 2"
    assert "A newer version" in chip.toolTip()
    other = next(x.id for x in window.desk.project.articles().page() if x.id not in both)
    window.desk.open_article(other)
    assert not chip.isVisible()


def test_the_list_tells_a_later_version_from_the_first(
    window: Window, both: tuple[int, int]
) -> None:
    project = window.desk.project
    assert project is not None
    later = {one.id: "later version" in aloud(one) for one in project.articles().page()}
    assert [later[id] for id in both] == [False, True]


def test_the_import_names_the_new_version(window: Window, tmp_path: Path) -> None:
    came_in(window.desk.project, tmp_path, "old", OLD, "2024-05-01")
    path = tmp_path / "new.jsonl"
    path.write_text(json.dumps({"text": NEW_TEXT, "url": URL, "title": "N"}), "utf-8")
    result = through(jobs.import_files(window.desk.project, [path]))
    said = list[Notice]()
    window.desk.said.connect(said.append)
    window.desk.show_import(result)
    assert result.arrivals[0].told == "New version of “Bridge old”"
    assert said[-1].words == "1 new article. 1 is a new version of an article."


def test_the_chip_opens_the_differences_and_f7_goes_through_them(
    panel: VersionsPanel, window: Window, hand: Hand
) -> None:
    assert [row.number for row in panel.rows.rows] == [2, 1]
    seen = []
    for n in range(1, 5):
        hand.press("F7", on=window.work.area.view)
        focus, text = window.desk.focus, hand.page.text
        seen.append(text[focus.start : focus.end])
        assert panel.head.count == f"difference {(n - 1) % 3 + 1} of 3"
    assert seen == ["Tuesday", "Maria", "of the town ", "Tuesday"]
    hand.press("Shift+F7", on=window.work.area.view)
    assert panel.head.count == "difference 3 of 3"


def test_the_older_version_is_opened_by_its_row_or_by_key(
    panel: VersionsPanel, window: Window, hand: Hand, both: tuple[int, int]
) -> None:
    panel.list.opened.emit(both[0])
    assert hand.page.article.id == both[0]
    assert not window.commands.named("versions.carry_over").can_run(window.desk)
    window.commands.run(window.commands.named("versions.newer"))
    assert hand.page.article.id == both[1]
    window.commands.run(window.commands.named("versions.older"))
    assert hand.page.article.id == both[0]


def test_what_went_is_struck_through_and_what_came_underlined_in_both_themes(
    panel: VersionsPanel, window: Window, qtbot: QtBot
) -> None:
    for theme in (LIGHT, DARK):
        window.desk.set(theme=theme.name)
        QApplication.processEvents()
        image = panel.view.viewport().grab().toImage()
        gone, new = panel.view.changes[0]
        for piece, colour, share in ((gone, theme.bad, 0.56), (new, theme.ok, 0.97)):
            [box] = panel.view.rects(piece.start, piece.end)
            column = box.center().x()
            rows = [y for y in range(box.top(), box.bottom() + 1)
                    if image.pixelColor(column, y).rgb() == colour.rgb()]  # fmt: skip
            assert rows and abs(rows[0] - box.top() - share * box.height()) < 4


def test_marks_are_carried_over_from_the_sheet_and_one_undo_takes_them_back(
    window: Window, hand: Hand, both: tuple[int, int], qtbot: QtBot
) -> None:
    project = window.desk.project
    assert project is not None
    older, newer = both
    mark(project, older, "Maria Lopez")
    mark(project, older, "Monday", "DATE")
    told = claim(project, older, "The bridge was built in 1932")
    project.edit(judgements.answer, told, "credibility", "2")
    claim(project, older, "The mayor denied it all")
    before = project.page(older)
    hand.press("Ctrl+Shift+M", on=window.work.area.view)
    sheet = next(one for one in window.findChildren(CarrySheet) if one.is_open)
    qtbot.waitUntil(lambda: sheet.plan is not None)
    rows = {row.offer.words: (sheet.is_ticked(row), row.offer.why) for row in sheet.rows.rows}
    assert rows == {
        "Maria Lopez": (True, ""),
        "The bridge was built in 1932": (True, ""),
        "Monday": (False, "Its words are gone."),
        "The mayor denied it all": (
            False, "The content “The mayor denied it all”: Its words changed."),
    }  # fmt: skip
    sheet.toggle(sheet.rows.rows[2].id)
    assert not sheet.is_ticked(sheet.rows.rows[2])  # what cannot go cannot be ticked
    hand.press("Down", "Space", "Space", on=sheet.list)
    hand.press("Enter", on=sheet.list)
    qtbot.waitUntil(lambda: bool(hand.page.claims))
    with Project.open(project.path, "reader", read_only=True) as disk:
        page = disk.page(newer)
        assert page is not None
        assert [(s.quote, s.role) for s in page.spans] == [
            ("Maria Lopez", ""), ("The bridge was built in 1932", "content"),
        ]  # fmt: skip
        assert not page.judgements
        assert disk.page(older) == before
    hand.press("Ctrl+Z", on=window.work.area.view)
    qtbot.waitUntil(lambda: not hand.page.spans)
    assert hand.page.article.id == newer
    with Project.open(project.path, "reader", read_only=True) as disk:
        page = disk.page(newer)
        assert page is not None and not page.spans and not page.claims


def test_the_button_carries_over_from_the_version_that_is_chosen(
    panel: VersionsPanel, window: Window, tmp_path: Path, both: tuple[int, int], qtbot: QtBot
) -> None:
    project = window.desk.project
    assert project is not None
    third = came_in(project, tmp_path, "third", NEW_TEXT.replace("loud", "low"), "2024-05-03")
    for article in both:
        mark(project, article, "Maria Lopez")
    window.desk.reread()
    window.desk.open_article(third)
    qtbot.waitUntil(lambda: len(panel.rows.rows) == 3)
    panel.list.choose(both[0])
    panel.list.chosen.emit(both[0])
    panel.carry.click()
    sheet = next(one for one in window.findChildren(CarrySheet) if one.is_open)
    assert (sheet.older.id, sheet.newer.id) == (both[0], third)
    qtbot.waitUntil(lambda: sheet.plan is not None)
    sheet.shut()


def test_judgements_go_along_where_the_box_is_ticked(
    window: Window, hand: Hand, both: tuple[int, int], qtbot: QtBot
) -> None:
    project = window.desk.project
    assert project is not None
    told = claim(project, both[0], "The bridge was built in 1932")
    project.edit(judgements.answer, told, "credibility", "2")
    hand.press("Ctrl+Shift+M", on=window.work.area.view)
    sheet = next(one for one in window.findChildren(CarrySheet) if one.is_open)
    qtbot.waitUntil(lambda: sheet.plan is not None)
    assert sheet.answers.isVisible() and not sheet.answers.isChecked()
    sheet.answers.click()
    hand.press("Enter", on=sheet.list)
    qtbot.waitUntil(lambda: bool(hand.page.claims))
    given = {one.field: one.value for one in hand.page.judgements if not one.derived}
    assert given == {"credibility": "2"}
    [made] = hand.page.claims
    window.desk.look(claim=made)
    form = window.work.panels["claims"].form
    [line] = form.notes.findChildren(OlderVersion)
    assert line.words == "Judged on an older version of the text"
    line.click()
    assert hand.page.article.id == both[0]


def test_an_article_alone_says_that_it_is_the_only_version(window: Window) -> None:
    window.work.show_panel("versions")
    panel = panel_of(window)
    assert not panel.rows.rows
    assert not window.commands.named("versions.newer").can_run(window.desk)


def test_long_stretches_that_are_the_same_are_left_out_but_for_their_ends() -> None:
    same = "Word after word. " * 200
    older, newer = f"Old. {same}Old end.", f"New. {same}New end."
    found = merged(older, newer, differences(older, newer))
    assert len(found.text) < 4 * CONTEXT
    assert next(found.text[a:b] for a, b in found.gaps).startswith("⋯ ")
    for piece in found.pieces:
        source, (start, end) = (older, piece.older) if piece.kind == GONE else (newer, piece.newer)
        assert found.text[piece.start : piece.end] == source[start:end]
    assert [[p.kind for p in change] for change in found.changes] == [[GONE, NEW], [GONE, NEW]]
    assert {each.kind for each in differences(same, same)} == {SAME}


def test_thousands_of_marks_are_listed_as_they_come_into_sight(
    window: Window, both: tuple[int, int]
) -> None:
    project = window.desk.project
    assert project is not None
    older, newer = project.article(both[0]), project.article(both[1])
    assert older is not None and newer is not None
    offers = tuple(
        Offer(n, n, "", f"word {n}", "", ((n, n),) if n <= 2000 else (), "Gone.", number=n)
        for n in range(1, 3001)
    )
    sheet = CarrySheet(window.desk, older, newer)
    sheet.show_plan(Plan(older, newer, offers))
    assert len(sheet.rows.rows) == PAGE
    assert (sheet._foot.count.text(), sheet._left.text()) == (
        "2000 of 2000 ticked",
        "1000 stay behind",
    )
    sheet.show_left()
    assert sheet.list.chosen_id == 2001
    sheet.toggle(3)
    assert not sheet.is_ticked(sheet.rows.rows[2])
    assert sheet._foot.count.text() == "1999 of 2000 ticked"
    sheet.toggle_all()
    assert sheet._foot.count.text() == "2000 of 2000 ticked"
    sheet.toggle_all()
    assert not sheet._foot.take.isEnabled()
    sheet.shut()
