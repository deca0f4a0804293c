"""The middle of the window: the article, or the overview of the project in its place."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.gui.desk import Desk
from annotator.gui.overview.page import OverviewPage
from annotator.model import Page

OVERVIEW = "overview"
ARTICLE = ("text", "article")


class Stage(QStackedWidget):
    """Shows the overview when it is asked for, until an article is asked for or opened."""

    def __init__(self, desk: Desk, article: QWidget) -> None:
        super().__init__()
        self._article = article
        self._open: int | None = None
        self.overview = OverviewPage(desk)
        self.addWidget(article)
        self.addWidget(self.overview)
        desk.asked.connect(self._asked)
        desk.page_changed.connect(self._show_page)
        desk.project_changed.connect(lambda: self.setCurrentWidget(article))

    def _asked(self, part: str) -> None:
        if part == OVERVIEW:
            self.setCurrentWidget(self.overview)
            self.overview.enter()
        elif part in ARTICLE:
            self.setCurrentWidget(self._article)

    def _show_page(self, page: Page | None) -> None:
        opened = page.article.id if page is not None else None
        if opened != self._open:
            self._open = opened
            self.setCurrentWidget(self._article)
