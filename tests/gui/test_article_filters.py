"""Filtering the list of articles by keys: sheet, chips, kept filters, order, all listed at once."""

from dataclasses import fields, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotator.edits import articles
from annotator.gui import undoing
from annotator.gui.articles import loading
from annotator.gui.articles.bulksheets import AssignSheet, StatusSheet
from annotator.gui.articles.filtersheet import FilterSheet
from annotator.gui.articles.menus import list_menu
from annotator.gui.articles.wording import told
from annotator.gui.dialogs.asking import WordsSheet
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.panels.articles import ArticlesPanel
from annotator.gui.window import Window
from annotator.project import (
    ANY_FIELD,
    NEWEST,
    NO_SOURCE,
    OUTDATED,
    UNANSWERED,
    Filter,
    Project,
)
from tests.gui.hand import Hand
from tests.scene import add_article

OUTLETS = ("Reuters", "AFP", "صحيفة المساء")


@pytest.fixture
def project(project: Project) -> Project:
    """The crocus article and twelve more of three outlets, four of them done."""
    for n in range(12):
        article = add_article(
            project, f"Text {n} 😀", title=f"Article {n:02}", outlet=OUTLETS[n % 3],
            published=f"2024-0{n % 4 + 1}-01", language="ar" if n % 3 == 2 else "en",
        )  # fmt: skip
        if n % 3 == 0:
            project.edit(articles.set_status, article, "done")
    return project


@pytest.fixture
def panel(window: Window) -> ArticlesPanel:
    found = window.work.panels["articles"]
    assert isinstance(found, ArticlesPanel)
    return found


def titles(panel: ArticlesPanel) -> list[str]:
    return [row.article.title for row in panel.rows.rows]


def opened(window: Window, kind: type[Sheet]) -> Sheet:
    return next(one for one in window.findChildren(kind) if one.is_open)


def run(window: Window, command: str) -> None:
    window.commands.run(window.commands.named(command))


def menu_of(panel: ArticlesPanel) -> dict[str, object]:
    menu = list_menu(panel.desk, panel.commands, panel._filter, panel)
    return {action.text().split("\t")[0]: action for action in menu.actions()}


def test_the_sheet_filters_by_what_is_typed_and_enter_shows_it(
    panel: ArticlesPanel, window: Window, hand: Hand, qtbot: QtBot
) -> None:
    hand.press("Ctrl+Shift+L")
    sheet = opened(window, FilterSheet)
    assert isinstance(sheet, FilterSheet)
    sheet.outlet.setFocus()
    hand.type("reuters")
    sheet.since.setFocus()
    hand.type("2024-02")
    qtbot.waitUntil(lambda: sheet.told.text() == "3 of 13 articles")
    hand.press("Enter", on=sheet.since)
    assert titles(panel) == ["Article 03", "Article 06", "Article 09"]
    assert [chip.words for chip in panel.conditions.chips] == [
        "Published from 2024-02",
        "Outlet: reuters",
    ]
    assert panel._done.text() == "3 of 3 done"
    assert panel.head.count == "3 of 13"
    assert panel.funnel.isChecked()


def test_the_sheet_shows_the_filter_there_is_and_esc_changes_nothing(
    panel: ArticlesPanel, window: Window, hand: Hand
) -> None:
    project = window.desk.project
    assert project is not None
    wanted = Filter(
        "text", status="done", sort="random", seed=7, judged=("credibility", "3"),
        label=project.codebook.active_labels[1].id, source=NO_SOURCE, language="ar",
        rights="secret", assigned=project.annotator.id or 0, family="f", until="2024",
        version=OUTDATED,
    )  # fmt: skip
    window.desk.list_only(wanted)
    hand.press("Ctrl+Shift+L")
    sheet = opened(window, FilterSheet)
    assert isinstance(sheet, FilterSheet)
    assert sheet.wanted == wanted
    hand.press("Esc", on=sheet.words)
    assert window.desk.wanted == wanted


def test_an_entity_is_found_by_typing_and_one_that_is_none_is_said(
    panel: ArticlesPanel, window: Window, hand: Hand
) -> None:
    start = hand.page.text.index("Crocus City Hall")
    hand.drag(start, start + 16)
    hand.press("5")
    hand.press("Ctrl+Shift+L")
    sheet = opened(window, FilterSheet)
    assert isinstance(sheet, FilterSheet)
    sheet.entity.setFocus()
    hand.type("Nobody")
    hand.press("Enter", on=sheet.words)
    assert sheet.is_open and sheet.told.text() == "No entity is called “Nobody”."
    sheet.entity.selectAll()
    sheet.entity.setFocus()
    hand.type("crocus")
    sheet.words.setFocus()
    hand.press("Enter", on=sheet.words)
    assert titles(panel) == [hand.page.article.title]
    assert [chip.words for chip in panel.conditions.chips] == ["Mentions Crocus City Hall"]


def test_a_chip_is_taken_away_by_click_and_by_key(
    panel: ArticlesPanel, window: Window, hand: Hand
) -> None:
    window.desk.list_only(Filter(outlet="AFP", status="untouched", language="en"))
    assert len(titles(panel)) == 4
    QTest.mouseClick(panel.conditions.chips[0], Qt.MouseButton.LeftButton)
    assert [chip.words for chip in panel.conditions.chips] == ["Outlet: AFP", "Language: en"]
    hand.press("Delete", on=panel.conditions.chips[0])
    hand.press("Space", on=panel.conditions.chips[0])
    assert window.desk.wanted == Filter()
    assert len(titles(panel)) == 13
    assert not panel.conditions.isVisible()


def test_what_nothing_meets_is_said_and_everything_comes_back_by_key(
    panel: ArticlesPanel, window: Window, hand: Hand
) -> None:
    window.desk.list_only(Filter(outlet="TASS"))
    assert panel._empty._sentence.text() == ("No article meets all of this. Take a condition away.")
    hand.press("Ctrl+Shift+Y")
    assert len(titles(panel)) == 13


def test_the_next_unfinished_article_keeps_to_the_filter(
    panel: ArticlesPanel, window: Window, hand: Hand
) -> None:
    window.desk.list_only(Filter(outlet="AFP", sort="title", down=True))
    hand.press("Ctrl+J")
    assert hand.page.article.title == "Article 10"
    hand.press("Ctrl+J")
    assert hand.page.article.title == "Article 07"
    window.desk.edit(articles.set_status, panel.rows.id_at(2), "done")
    hand.press("Ctrl+J")
    assert hand.page.article.title == "Article 01"


def test_a_random_order_is_the_same_again_by_its_seed(panel: ArticlesPanel, window: Window) -> None:
    run(window, "listed.shuffled")
    first = titles(panel)
    run(window, "listed.shuffled")
    assert titles(panel) != first and sorted(titles(panel)) == sorted(first)
    assert [chip.words for chip in panel.conditions.chips] == ["At random, seed 2"]
    window.desk.list_only(Filter(sort="random", seed=1))
    assert titles(panel) == first


def test_a_filter_is_kept_chosen_from_the_menu_and_forgotten(
    panel: ArticlesPanel, window: Window, hand: Hand
) -> None:
    window.desk.list_only(Filter(outlet="AFP"))
    run(window, "listed.keep")
    asked = opened(window, WordsSheet)
    assert isinstance(asked.first(), QLineEdit)
    hand.type("Agence & Co")
    hand.press("Enter", on=asked.first())
    window.desk.list_only(Filter())
    menu_of(panel)["Agence && Co"].trigger()
    assert window.desk.wanted == Filter(outlet="AFP")
    assert menu_of(panel)["Agence && Co"].isChecked()
    menu_of(panel)["Forget"].menu().actions()[0].trigger()
    assert "Agence && Co" not in menu_of(panel)
    undoing.undo(window.desk)
    assert "Agence && Co" in menu_of(panel)


def test_the_status_of_all_listed_articles_is_one_step(
    panel: ArticlesPanel, window: Window, hand: Hand, qtbot: QtBot
) -> None:
    project = window.desk.project
    assert project is not None
    window.desk.list_only(Filter(outlet="AFP"))
    run(window, "listed.status")
    sheet = opened(window, StatusSheet)
    assert isinstance(sheet, StatusSheet)
    qtbot.waitUntil(lambda: sheet.about.text() == "4 of 13 articles")
    sheet.status.setCurrentIndex(sheet.status.findData("review"))
    hand.press("Enter", on=sheet.status)
    qtbot.waitUntil(lambda: project.articles(Filter(status="review")).count == 4)
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert {row.status for row in panel.rows.rows} == {"review"}
    run(window, "edit.undo")
    qtbot.waitUntil(lambda: project.articles(Filter(status="review")).count == 0)


def test_listed_articles_are_shared_out_and_mine_are_listed(
    panel: ArticlesPanel, window: Window, hand: Hand, qtbot: QtBot
) -> None:
    project = window.desk.project
    assert project is not None
    run(window, "listed.assign")
    sheet = opened(window, AssignSheet)
    assert isinstance(sheet, AssignSheet)
    line, share = sheet.shares[-1]
    line.setFocus()
    hand.type("Bo")
    share.setValue(1)
    hand.press("Enter", on=line)
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    run(window, "listed.mine")
    mine = titles(panel)
    assert 0 < len(mine) < 13
    assert [chip.words for chip in panel.conditions.chips] == ["Assigned to me"]
    project.work_as("Bo")
    bo = project.articles(Filter(assigned=project.annotator.id)).count
    assert bo + len(mine) == 13


def test_nobody_with_a_share_is_said_and_nothing_happens(window: Window, hand: Hand) -> None:
    run(window, "listed.assign")
    sheet = opened(window, AssignSheet)
    assert isinstance(sheet, AssignSheet)
    for _line, share in sheet.shares:
        share.setValue(0)
    hand.press("Enter", on=sheet.shares[0][0])
    assert sheet.is_open and "share of 1 or more" in sheet.about.text()


def test_a_large_project_is_filtered_and_counted_off_the_window(
    panel: ArticlesPanel, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "MANY", 5)
    panel.show_list()
    assert panel.loading.takes_long is False
    window.desk.list_only(Filter(outlet="AFP"))
    qtbot.waitUntil(lambda: len(panel.rows.rows) == 4)
    qtbot.waitUntil(lambda: panel.head.count == "4 of 13")
    window.desk.list_only(Filter(outlet="AFP", status="done"))
    qtbot.waitUntil(lambda: not panel.rows.rows)
    qtbot.waitUntil(lambda: panel.head.count == "0 of 13")
    window.desk.list_only(Filter())
    assert len(panel.rows.rows) == 13
    qtbot.waitUntil(lambda: panel.head.count == "13")


def test_every_condition_has_its_words(window: Window, panel: ArticlesPanel) -> None:
    project = window.desk.project
    assert project is not None
    for wanted, words in (
        (Filter(judged=("credibility", UNANSWERED)), "Credibility: not answered"),
        (Filter(judged=(ANY_FIELD, UNANSWERED)), "A claim not judged"),
        (Filter(source=NO_SOURCE), "A claim without source"),
        (Filter(family="f"), "Near-duplicates of one text"),
        (Filter(version=NEWEST), "Newest version"),
        (Filter(version=OUTDATED), "A newer version is there"),
        (Filter(rights="secret"), "Secret"),
        (Filter(sort="date", down=True), "By date, backwards"),
        (Filter(entity=12345), "Mentions ?"),
    ):
        window.desk.list_only(wanted)
        assert [chip.words for chip in panel.conditions.chips] == [words]


def test_another_project_begins_with_all_its_articles(
    panel: ArticlesPanel, window: Window, empty: Project
) -> None:
    window.desk.list_only(Filter("text", outlet="AFP"))
    window.desk.put(empty)
    assert window.desk.wanted == Filter()
    assert (panel.search.text(), panel.conditions.chips) == ("", ())


SET = {
    "text": "war", "status": "done", "sort": "title", "down": True, "label": 1, "entity": 2,
    "source": 3, "claims": True, "judged": (ANY_FIELD, UNANSWERED), "since": "2024",
    "until": "2025", "outlet": "AFP", "language": "ar", "rights": "free", "family": "f",
    "version": "newest", "assigned": 4, "whose": 4, "changed_since": "2024-01-31",
    "changed_until": "2024-02",
}  # fmt: skip


def test_every_condition_there_is_stands_in_the_sheet_and_on_a_chip(
    window: Window, project: Project
) -> None:
    people = project.annotators
    known = {
        "label": project.codebook.active_labels[0].id, "assigned": people[0].id,
        "whose": people[-1].id, "entity": 0, "source": NO_SOURCE,
    }  # fmt: skip
    wanted = Filter(**{**SET, **known})
    assert {each.name for each in fields(Filter)} == set(SET) | {"seed"}
    sheet = FilterSheet(window.desk, project)
    sheet.show_filter(wanted)
    assert sheet.wanted == replace(wanted, whose=sheet.wanted.whose)
    for name, value in SET.items():
        if name not in ("text", "down"):
            assert len(told(project, replace(Filter(), **{name: value}))) == 1, name
    sheet.shut()


def test_what_somebody_else_did_on_a_day_is_listed_and_said(
    panel: ArticlesPanel, window: Window, project: Project, hand: Hand, qtbot: QtBot
) -> None:
    first = project.articles().page()[1].id
    project.work_as("boris")
    project.edit(articles.set_status, first, "done")
    project.work_as("anna")
    hand.press("Ctrl+Shift+L")
    sheet = opened(window, FilterSheet)
    assert isinstance(sheet, FilterSheet)
    sheet.whose.setCurrentIndex(sheet.whose.findText("boris"))
    sheet.status.setCurrentIndex(sheet.status.findData("done"))
    today = f"{date.today():%Y-%m-%d}"
    for line in (sheet.changed_since, sheet.changed_until):
        line.setText(today)
    hand.press("Enter", on=sheet.changed_until)
    assert [row.id for row in panel.rows.rows] == [first]
    words = [chip.words for chip in panel.conditions.chips]
    assert words == ["Done, by boris", f"Set on {today}"]
    panel.conditions.chips[1].click()
    assert [row.id for row in panel.rows.rows] == [first]


def test_a_filter_by_an_answer_reads_as_the_claims_do(window: Window) -> None:
    wanted = Filter(judged=("credibility", "1"))
    assert [one.words for one in told(window.desk.project, wanted)] == ["Credibility: 1, confirmed"]
    blank = Filter(judged=("credibility", UNANSWERED))
    assert [one.words for one in told(window.desk.project, blank)] == ["Credibility: not answered"]


def test_a_label_whose_name_is_its_code_is_offered_by_it_once(window: Window) -> None:
    run(window, "listed.filtered")
    labels = opened(window, FilterSheet).mark
    words = [labels.itemText(row) for row in range(labels.count())]
    assert "PER" in words and "EVENT  EVNT" in words
