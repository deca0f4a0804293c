"""The overview of a project in the article's place; everything on it is counted off the window."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.desk import Desk
from annotator.gui.overview.figures import (
    Charted,
    Figure,
    days_in,
    figures_in,
    labels_in,
    sources_in,
    statuses_in,
)
from annotator.gui.tasks import Tasks
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.bars import Bars
from annotator.gui.widgets.base import PaintedButton
from annotator.gui.widgets.chart import Chart
from annotator.gui.widgets.days import Days
from annotator.gui.widgets.flow import Flow
from annotator.gui.widgets.layout import discard
from annotator.i18n import _
from annotator.jobs import counting
from annotator.jobs.counting import Figures
from annotator.project import Filter, Project

INSET, GAP, CARD_WIDTH, CARD_HEIGHT, PAUSE_MS, TWO_COLUMNS = 24, 24, 168, 64, 300, 620


class Card(PaintedButton):
    """A figure: its number large, what it counts below; a click lists the articles behind it."""

    def __init__(self, figure: Figure) -> None:
        super().__init__("")
        self.show_figure(figure)

    def show_figure(self, figure: Figure) -> None:
        """Show another number."""
        self.figure = figure
        told = f"{figure.number} {figure.words}"
        self.name_it(told, _("{figure}\nClick to list the articles").format(figure=told))
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box = QRectF(self.rect())
        fill = theme.hover if self.underMouse() or self.isDown() else theme.raised
        paint.rounded(painter, box, 6, fill=fill, edge=theme.line)
        words = box.adjusted(px(12), px(8), -px(12), -px(8))
        top, below = QRectF(words), QRectF(words)
        top.setBottom(words.top() + px(28))
        below.setTop(top.bottom())
        ink = theme.accent if self.underMouse() else theme.text
        paint.draw_words(painter, top, self.figure.number, theme.font("display"), ink)
        paint.draw_words(painter, below, self.figure.words, theme.font("small"), theme.dim)

    def sizeHint(self) -> QSize:
        return QSize(px(CARD_WIDTH), px(CARD_HEIGHT))


class OverviewPage(QScrollArea):
    """Figures above, then the days, then states, labels and sources."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._tasks, self._stale = Tasks(self), False
        self._wanted: dict[Chart, tuple[Filter, ...]] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._count)
        self.cards: dict[str, Card] = {}
        self._make_charts()
        self._lay_out()
        desk.project_changed.connect(self._empty)
        for changed in (desk.list_changed, desk.page_changed):
            changed.connect(lambda *_now: self._pause.start() if self.isVisible() else None)

    def _make_charts(self) -> None:
        articles, counted = _("Articles"), _("Click to list the articles")
        self.days = Days(_("Articles done"), (_("Day"), articles), counted)
        self.statuses = Bars(_("Status"), (_("Status"), articles), counted)
        self.labels = Bars(_("Labels"), (_("Label"), _("Mentions")), counted)
        self.sources = Bars(_("Sources"), (_("Source"), _("Claims")), counted)
        self.charts: tuple[Chart, ...] = (self.days, self.statuses, self.labels, self.sources)
        for chart in self.charts:
            chart.copied.connect(self.desk.say)
            chart.opened.connect(lambda place, chart=chart: self._list(self._wanted[chart][place]))

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(INSET), px(INSET), px(INSET), px(INSET))
        column.setSpacing(px(GAP))
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFont(theme_of(self).font("heading"))
        how = QLabel(_("A click on a figure or a bar lists the articles behind it."))
        how.setFont(theme_of(self).font("small"))
        how.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        how.setWordWrap(True)
        column.addLayout(_stacked(px(4), self.title, how))
        figures = QWidget()
        self._cards = Flow(px(12))
        figures.setLayout(self._cards)
        column.addWidget(figures)
        column.addWidget(self.days)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(px(GAP))
        self._pair.addLayout(_stacked(px(GAP), self.statuses, self.labels), 1)
        self._pair.addLayout(_stacked(px(GAP), self.sources), 1)
        column.addLayout(self._pair)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Overview"))
        self.setWidget(inside)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)

    def entrance(self) -> QWidget:
        """The widget that takes the keyboard: the first figure, once it is there."""
        return next(iter(self.cards.values()), self.days)

    def enter(self) -> None:
        """Move the keyboard to the overview."""
        self.entrance().setFocus(Qt.FocusReason.TabFocusReason)

    # counting

    def _empty(self) -> None:
        """Forget another project's figures."""
        for chart in self.charts:
            self._show_chart(chart, Charted((), ()))
        discard(self._cards, *self.cards.values())
        self.cards = {}
        if self.isVisible():
            self._count()

    def _count(self) -> None:
        """Count off the window, one count at a time."""
        project = self.desk.project
        if project is None:
            return
        self.title.setText(project.path.stem)
        self._stale = self._tasks.busy
        if not self._stale:
            done: Callable[[Figures], None] = lambda found: self._show(project, found)  # noqa: E731
            self._tasks.run(_("Counting"), counting.figures_of(project), done)

    def _show(self, project: Project, found: Figures) -> None:
        if project is self.desk.project:
            self._show_figures(figures_in(found))
            self._show_chart(self.days, days_in(found))
            self._show_chart(self.statuses, statuses_in(found))
            self._show_chart(self.labels, labels_in(found, project.codebook))
            self._show_chart(self.sources, sources_in(found))
        if self._stale:
            self._count()

    def _show_figures(self, figures: tuple[Figure, ...]) -> None:
        first = not self.cards
        for figure in figures:
            if figure.id in self.cards:
                self.cards[figure.id].show_figure(figure)
                continue
            card = self.cards[figure.id] = Card(figure)
            card.clicked.connect(lambda _on=False, card=card: self._list(card.figure.wanted))
            self._cards.addWidget(card)
        if first and self.days.hasFocus():
            self.enter()

    def _show_chart(self, chart: Chart, charted: Charted) -> None:
        self._wanted[chart] = charted.wanted
        if charted.points != chart.points:
            chart.show_points(charted.points)

    def _list(self, wanted: Filter) -> None:
        """List the articles behind a figure, and go to them."""
        self.desk.list_only(wanted)
        self.desk.ask("articles")

    # overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width() >= px(TWO_COLUMNS)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._pair.direction() != way:
            self._pair.setDirection(way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.desk.ask("text")
        else:
            super().keyPressEvent(event)


def _stacked(gap: int, *widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(gap)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return column
