"""What is uneven is listed, leads to its place, and is settled on the spot, with keys, on disk."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotator.edits import articles, claims, judgements, spans
from annotator.gui.panels.consistency import ConsistencyPanel
from annotator.gui.window import Window
from annotator.project import NOT_SECRET, Filter, Project
from tests.gui.hand import Hand
from tests.scene import add_article

TEXT = "Paris spoke. In Paris the crowd cheered; Paris, she said, is well and at peace tonight."


@pytest.fixture
def ids(project: Project) -> list[int]:
    """Two articles: Paris is a place twice, a person once, and not marked thrice."""
    made = [add_article(project, f"{TEXT} {n}", title=f"Paris {n}") for n in (1, 2)]
    for article, start, label in ((0, 0, "GPE"), (0, 16, "GPE"), (1, 0, "PER")):
        found = project.codebook.label_named(label)
        assert found is not None
        project.edit(spans.add, made[article], start, start + 5, found.id)
    return made


@pytest.fixture
def panel(ids: list[int], window: Window, hand: Hand, qtbot: QtBot) -> ConsistencyPanel:
    found = window.work.panels["consistency"]
    assert isinstance(found, ConsistencyPanel)
    hand.press("Ctrl+Shift+U", on=hand.view)
    qtbot.waitUntil(lambda: found.scan.is_complete and bool(found.rows.rows))
    return found


def labels(project: Project, article: int) -> list[str]:
    page = project.page(article)
    assert page is not None
    return [page.codebook.label(span.label or 0).code for span in page.mentions]


def look_for(panel: ConsistencyPanel, kind: str, qtbot: QtBot) -> None:
    panel.kinds[kind].click()
    qtbot.waitUntil(lambda: panel.scan.is_complete)


def choose(words: str, hand: Hand, window: Window, qtbot: QtBot) -> None:
    """Take an entry of the menu that is open, by keys."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.setActiveAction(next(a for a in menu.actions() if a.text().startswith(words)))
    hand.press("Enter", on=menu)
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    QApplication.processEvents()


def test_a_name_with_two_labels_leads_to_the_rare_one_and_is_settled_by_keys(
    panel: ConsistencyPanel, ids: list[int], hand: Hand, window: Window, project: Project,
    qtbot: QtBot,
) -> None:  # fmt: skip
    (row,) = panel.rows.rows
    assert row.uneven.words == "Paris" and panel.told.words == "1 finding"
    panel.list.choose(row.id)
    hand.press("Right", "Down", "Enter", on=panel.list)
    assert len(panel.rows.rows) == 4
    assert hand.page.article.id == ids[1]
    span = hand.page.span(hand.desk.focus.span or 0)
    assert span is not None and (span.start, labels(project, ids[1])) == (0, ["PER"])
    hand.press("Space", on=panel.list)
    choose("Change all to GPE", hand, window, qtbot)
    assert labels(project, ids[1]) == ["GPE"]
    assert panel.rows.rows == [] and panel.told.words == "0 findings"
    hand.press("Ctrl+Z", on=hand.view)
    assert labels(project, ids[1]) == ["PER"]
    QTest.qWait(20)
    assert panel.anew.isVisible()
    panel.anew.click()
    qtbot.waitUntil(lambda: panel.told.words == "1 finding")


def test_the_unmarked_are_labelled(
    panel: ConsistencyPanel, ids: list[int], hand: Hand, window: Window, project: Project,
    qtbot: QtBot,
) -> None:  # fmt: skip
    look_for(panel, "unmarked", qtbot)
    (row,) = [row for row in panel.rows.rows if row.uneven.words == "Paris"]
    assert row.uneven.count == 3
    panel.list.choose(row.id)
    hand.press("Enter", on=panel.list)
    assert hand.page.text[hand.desk.focus.start : hand.desk.focus.end] == "Paris"
    hand.press("Space", on=panel.list)
    choose("Label 3 places as GPE", hand, window, qtbot)
    assert labels(project, ids[0]) == ["GPE"] * 3
    assert labels(project, ids[1]) == ["PER", "GPE", "GPE"]
    hand.press("Ctrl+Z", on=hand.view)
    qtbot.waitUntil(lambda: labels(project, ids[1]) == ["PER"])


def test_two_entities_of_one_name_are_merged_and_a_repeated_claim_is_linked(
    panel: ConsistencyPanel, ids: list[int], hand: Hand, window: Window, project: Project,
    qtbot: QtBot,
) -> None:  # fmt: skip
    look_for(panel, "entities", qtbot)
    panel.list.choose(panel.rows.id_at(0))
    hand.press("Space", on=panel.list)
    choose("Merge into Paris (GPE", hand, window, qtbot)
    pages = [project.page(article) for article in ids]
    assert len({page.entity_of(s) for page in pages if page for s in page.mentions}) == 1
    start = TEXT.index("is well")
    made = [project.edit(claims.add, id, start, start + 20).answer for id in ids]
    look_for(panel, "claims", qtbot)
    panel.list.choose(panel.rows.id_at(0))
    hand.press("Space", on=panel.list)
    choose("Link with the first: repeats", hand, window, qtbot)
    page = project.page(ids[1])
    assert page is not None
    assert [(one.source, one.target, one.type) for one in page.links] == [
        (made[1], made[0], "repeats")
    ]


def test_with_nothing_uneven_it_says_so(panel: ConsistencyPanel, qtbot: QtBot) -> None:
    look_for(panel, "sources", qtbot)
    assert panel._empty._sentence.text() == (
        "Nothing of this kind: a source that you judged differently."
    )


def test_with_nothing_uneven_the_keyboard_stands_on_the_kinds(
    panel: ConsistencyPanel, window: Window, hand: Hand, qtbot: QtBot
) -> None:
    look_for(panel, "sources", qtbot)
    window.work.area.view.setFocus()
    hand.press("Ctrl+Shift+U")
    assert panel.kinds["sources"].hasFocus()


def test_the_keyboard_comes_to_the_findings_when_they_are_there(panel: ConsistencyPanel) -> None:
    assert panel.list.hasFocus()


def test_a_source_is_settled_by_a_grade_in_words(
    panel: ConsistencyPanel, ids: list[int], hand: Hand, window: Window, project: Project,
    qtbot: QtBot,
) -> None:  # fmt: skip
    for article, grade in zip(ids, "BD", strict=True):
        claim = project.edit(claims.add, article, 24, 40).answer
        found = project.codebook.label_named("ORG")
        assert found is not None
        project.edit(spans.add, article, 41, 46, found.id)
        project.edit(claims.put, claim, "source", 41, 46)
        project.edit(judgements.answer, claim, "reliability", grade)
    look_for(panel, "sources", qtbot)
    (row,) = panel.rows.rows
    panel.list.choose(row.id)
    hand.press("Space", on=panel.list)
    choose("Judge all D, not usually reliable", hand, window, qtbot)
    page = project.page(ids[0])
    assert page is not None
    assert {one.value for one in page.judgements if one.field == "reliability"} == {"D"}


def test_what_is_uneven_is_looked_for_in_the_articles_that_the_list_shows(
    panel: ConsistencyPanel, ids: list[int], window: Window, project: Project, qtbot: QtBot
) -> None:
    def found() -> list[str]:
        qtbot.waitUntil(lambda: panel.scan.is_complete)
        return [row.uneven.words for row in panel.rows.rows]

    project.edit(articles.describe, ids[1], "rights", "secret")
    panel.listed.click()
    assert found() == ["Paris"]
    window.desk.list_only(Filter(rights=NOT_SECRET))
    assert found() == []
    panel.kinds["unmarked"].click()
    qtbot.waitUntil(lambda: panel.scan.is_complete)
    assert [row.uneven.count for row in panel.rows.rows if row.spot is None] == [1]
