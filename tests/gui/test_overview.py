"""The overview: figures agree with the file and open what is behind them; charts are copied."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotator import jobs, rules
from annotator.edits import articles
from annotator.gui import beginning, judging
from annotator.gui.overview.figures import sources_in
from annotator.gui.overview.page import OverviewPage
from annotator.gui.panels.articles import ArticlesPanel
from annotator.gui.tasks import Tasks
from annotator.gui.widgets.bars import Bars, bar_length, counted
from annotator.gui.widgets.chart import Point
from annotator.gui.widgets.days import Days, positions, round_numbers, top_of
from annotator.gui.window import Window
from annotator.jobs.counting import Bar, Figures
from annotator.project import FINISHED, NO_SOURCE, UNFINISHED, Filter, Project
from tests.gui.conftest import through
from tests.gui.hand import Hand
from tests.scene import add_article


@pytest.fixture
def project(project: Project) -> Project:
    """The samples, and five more articles of which two are done and one needs review."""
    through(jobs.import_files(project, jobs.samples()))
    for n, status in enumerate(("done", "done_empty", "review", "untouched", "untouched")):
        article = add_article(project, f"Text {n} 漢字", title=f"Article {n}")
        project.edit(articles.set_status, article, status)
    return project


@pytest.fixture
def page(window: Window, hand: Hand, qtbot: QtBot) -> OverviewPage:
    """The overview, counted, with the keyboard in it."""
    hand.press("Ctrl+3")
    found = window.work.stage.overview
    qtbot.waitUntil(lambda: bool(found.cards) and bool(found.sources.points))
    return found


def test_the_figures_agree_with_what_the_panels_say(page: OverviewPage, window: Window) -> None:
    project = window.desk.project
    assert project is not None
    pages = [project.page(one.id) for one in project.articles().page()]
    claims = [(page, claim) for page in pages if page for claim in page.claims.values()]
    bare = sum(not judging.has_source(page, claim) for page, claim in claims)
    me = project.annotator.id
    blank = sum(claim.id not in rules.judged(page, me) for page, claim in claims)
    shown = {id: card.figure.number for id, card in page.cards.items()}
    assert shown == {
        "articles": str(len(pages)), "left": str(project.articles(Filter(status=UNFINISHED)).count),
        "review": str(project.articles(Filter(status="review")).count), "claims": str(len(claims)),
        "not judged": str(blank), "without source": str(bare),
    }  # fmt: skip
    assert bare and blank


def test_a_figure_lists_its_articles_and_the_list_takes_the_keyboard(
    page: OverviewPage, window: Window, hand: Hand
) -> None:
    page.cards["without source"].setFocus()
    hand.press("Space")
    project = window.desk.project
    assert project is not None and window.desk.wanted == Filter(source=NO_SOURCE)
    panel = window.work.panels["articles"]
    assert QApplication.focusWidget() is panel.list
    bare = [
        one.id for one in project.articles().page()
        if (read := project.page(one.id))
        and any(not judging.has_source(read, claim) for claim in read.claims.values())
    ]  # fmt: skip
    assert [row.id for row in panel.rows.rows] == bare != []
    assert window.work.stage.currentWidget() is page


def test_keys_go_along_a_chart_and_enter_lists_what_is_behind_a_bar(
    page: OverviewPage, window: Window, hand: Hand
) -> None:
    page.sources.setFocus()
    hand.press("Down", "Down", "Up", "Enter")
    assert window.desk.wanted.source
    project = window.desk.project
    assert project is not None
    entity = project.entity(window.desk.wanted.source)
    assert entity is not None and entity.name == page.sources.points[1].name
    assert project.articles(window.desk.wanted).count


def test_a_click_on_a_bar_or_a_day_lists_its_articles(page: OverviewPage, window: Window) -> None:
    place = [point.name for point in page.statuses.points].index("Needs review")
    at = page.statuses.box_of(place).center().toPoint()
    QTest.mouseClick(page.statuses, Qt.MouseButton.LeftButton, pos=at)
    assert window.desk.wanted == Filter(status="review")
    at = page.days.box_of(0).center().toPoint()
    QTest.mouseClick(page.days, Qt.MouseButton.LeftButton, pos=at)
    day = page.days.points[0].name
    assert window.desk.wanted == Filter(status=FINISHED, changed_since=day, changed_until=day)
    count = window.desk.project and window.desk.project.articles(window.desk.wanted).count
    assert f": {count} done, {page.days.points[0].count} in all" in page.days.points[0].told


def test_esc_and_an_article_bring_the_text_back(
    page: OverviewPage, window: Window, hand: Hand
) -> None:
    area = window.work.area
    hand.press("Esc")
    assert window.work.stage.currentWidget() is area
    assert QApplication.focusWidget() is area.view
    hand.press("Ctrl+3")
    hand.press("Ctrl+J")
    assert window.work.stage.currentWidget() is area
    hand.press("Ctrl+3")
    panel = window.work.panels["articles"]
    hand.click_row(panel.list, hand.page.article.id)
    assert window.work.stage.currentWidget() is area


def test_the_figures_follow_the_edits(page: OverviewPage, window: Window, qtbot: QtBot) -> None:
    left, done = int(page.cards["left"].figure.number), page.days.points[-1].count
    panel = window.work.panels["articles"]
    window.desk.edit(articles.set_status, panel.rows.rows[-1].id, "done")
    qtbot.waitUntil(lambda: int(page.cards["left"].figure.number) == left - 1)
    assert page.days.points[-1].count == done + 1


def test_a_chart_is_copied_as_a_table_and_as_a_picture(page: OverviewPage, hand: Hand) -> None:
    said = list[str]()
    hand.desk.said.connect(lambda notice: said.append(notice.words))
    page.statuses.setFocus()
    hand.press("Ctrl+C")
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0] == "Status,Articles"
    assert "Needs review," in QApplication.clipboard().text()
    assert len(lines) == len(page.statuses.points) + 2
    hand.press("Ctrl+Shift+C")
    assert said == ["Status copied as a table.", "Status copied as a picture."]
    image = QApplication.clipboard().image()
    assert image.width() > 2 * page.statuses.width()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, 200, 3)}
    assert len(colours) > 4
    menu = page.statuses.menu()
    assert [action.isEnabled() for action in menu.actions()] == [True, True]


def test_a_project_without_articles_says_so(
    bare_window: Window, empty: Project, qtbot: QtBot
) -> None:
    bare_window.desk.put(empty)
    bare_window.desk.ask("overview")
    page = bare_window.work.stage.overview
    qtbot.waitUntil(lambda: "articles" in page.cards)
    assert page.cards["articles"].figure.number == "0"
    assert page.days.points == () and page.days.menu().actions()[0].isEnabled() is False
    QTest.mouseMove(page.days, QPoint(5, 40))
    page.days.setFocus()
    QTest.keyClick(page.days, Qt.Key.Key_Right)
    QTest.keyClick(page.days, Qt.Key.Key_Return)
    assert bare_window.desk.wanted == Filter()


def test_days_stand_where_their_dates_say(qtbot: QtBot) -> None:
    chart = Days("Done", ("Day", "Articles"), "")
    qtbot.addWidget(chart)
    points = (Point("2024-03-01", 2), Point("2024-03-02", 5), Point("2024-03-11", 10))
    chart.show_points(points)
    chart.resize(400, 160)
    at = positions(points, chart.body)
    assert at[1].x() - at[0].x() == pytest.approx((at[2].x() - at[0].x()) / 10)
    assert at[2].y() == pytest.approx(chart.body.top())
    boxes = [chart.box_of(place) for place in range(3)]
    assert all(a.right() == pytest.approx(b.left()) for a, b in pairwise(boxes))


def test_scales_are_round_and_bars_are_seen() -> None:
    assert round_numbers(31) == (0, 10, 20, 30)
    assert round_numbers(1) == (0, 1)
    assert round_numbers(1_000_000)[1] == 500_000
    assert top_of(()) == 1
    assert (bar_length(0, 10, 99), bar_length(1, 100_000, 99), bar_length(5, 5, 99)) == (0, 2, 99)


def test_the_longest_name_leaves_the_bars_in_their_column(qtbot: QtBot) -> None:
    chart = Bars("Sources", ("Source", "Claims"), "")
    qtbot.addWidget(chart)
    chart.show_points((Point("a very long name " * 20, 1_000_000), Point("محمد", 3)))
    chart.resize(220, chart.sizeHint().height())
    image = chart.grab().toImage()
    ground = image.pixel(1, image.height() - 2)
    assert all(image.pixel(219, y) == ground for y in range(30, image.height()))


def test_a_project_with_nothing_left_to_do_opens_on_its_overview(
    window: Window, project: Project, qtbot: QtBot
) -> None:
    path, me = project.path, project.annotator.name
    for one in project.articles().page():
        project.edit(articles.set_status, one.id, "done")
    window.desk.put(None)
    window.desk._seen.note(path, 0)
    window.desk.put(Project.open(path, me))
    assert window.work.stage.currentWidget() is window.work.stage.overview
    assert window.desk.page is not None


def test_among_very_many_articles_the_first_to_be_done_is_looked_for_off_the_window(
    window: Window, project: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "MANY", 1)
    path, me, desk = project.path, project.annotator.name, window.desk
    first, *_others, last = [one.id for one in project.articles().page()]
    for one in project.articles().page()[:-1]:
        project.edit(articles.set_status, one.id, "done")

    def opened() -> int | None:
        desk.put(None)
        desk._seen.note(path, 0)
        desk.put(Project.open(path, me))
        return desk.page and desk.page.article.id

    assert opened() == first
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.article.id == last)
    assert opened() == first
    desk.look(start=3, end=5)  # somebody began to work there
    with qtbot.waitSignal(desk.findChildren(Tasks)[-1].destroyed):
        pass
    assert desk.page is not None and desk.page.article.id == first
    desk.edit(articles.set_status, last, "done")
    opened()
    qtbot.waitUntil(lambda: window.work.stage.currentWidget() is window.work.stage.overview)


def test_the_head_of_the_list_leads_to_the_overview(window: Window) -> None:
    panel = window.work.panels["articles"]
    assert isinstance(panel, ArticlesPanel)
    assert panel.figures.toolTip() == "Overview  Ctrl+3"
    QTest.mouseClick(panel.figures, Qt.MouseButton.LeftButton)
    assert window.work.stage.currentWidget() is window.work.stage.overview


def test_a_chart_offers_its_copies_at_its_head(page: OverviewPage) -> None:
    for chart in page.charts:
        assert chart.more.isVisible() == bool(chart.points)
        assert chart.rect().adjusted(0, -4, 0, 0).contains(chart.more.geometry())
    QTest.mouseClick(page.statuses.more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.text().split("\t")[0] for each in menu.actions()] == [
        "Copy as a table", "Copy as a picture",
    ]  # fmt: skip
    menu.close()


def test_copies_of_one_text_are_told_as_one_origin_of_a_source() -> None:
    wire, own = Bar("Peskov", 7, 1200, 40, 1), Bar("Putin", 8, 1, 1, 1)
    shown = sources_in(Figures(41, (), (), (), (wire, own), 1201, 0, 0))
    assert [(one.count, one.remark) for one in shown.points] == [(1200, "1 origin"), (1, "")]
    assert shown.points[0].told == "Peskov: 1,200 claims in 40 articles, 1 origin"
    assert counted(shown.points[0]) == "1,200 · 1 origin"
