"""The articles of the project: a list with the status of each, filtered, read page by page."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QLocale, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.articles.menus import article_menu, filter_menu, remove
from annotator.gui.articles.rows import ArticleDelegate, aloud, tip, title_of
from annotator.gui.panel import Panel
from annotator.gui.rows import Column, Rows
from annotator.gui.theme import px, theme_of
from annotator.gui.widgets.chip import STATUS_NAMES
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.listview import ListView
from annotator.gui.widgets.panelhead import PanelHead
from annotator.gui.widgets.progress import ProgressLine
from annotator.gui.widgets.searchfield import SearchField
from annotator.i18n import _N, _
from annotator.model import Page
from annotator.project import Filter, Listed

# More loaded rows than these are not all read anew because one article's status changed.
RENEW_AT_MOST = 2000
FOOT = 30
IMPORT = "file.import_files"


class ArticlesPanel(Panel):
    """Head, filter, list and how much is done."""

    TITLE = _N("Articles")
    PLACE = "left"
    ORDER = 0

    def build(self) -> None:
        self._wanted = Filter()
        self.rows = Rows((Column(_("Article"), title_of),), spoken=aloud, tip=tip, parent=self)
        self.head, self.search, self.list = (
            self._make_head(),
            self._make_search(),
            self._make_list(),
        )
        self._empty = EmptyState("")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self._done = QLabel()
        self._done.setFont(theme_of(self).font("small"))
        self._line = ProgressLine(_("Articles done"))
        self._arrange()
        self.show_project()

    def entrance(self) -> QWidget:
        return self.list if self.rows.rows else self.search

    def show_project(self) -> None:
        self._wanted = Filter()
        self.search.clear()
        self._show_anew()

    def show_page(self, page: Page | None) -> None:
        self.list.choose(page.article.id if page is not None else None)

    def show_list(self) -> None:
        project, loaded = self.desk.project, len(self.rows.rows)
        if project is None or not loaded:
            self._show_anew()
            return
        if loaded <= RENEW_AT_MOST:
            self.rows.renew(self._fetch)
        else:
            self._renew_open()
        self._show_counts()
        self.show_page(self.desk.page)

    # the parts

    def _make_head(self) -> PanelHead:
        head = PanelHead(_("Articles"))
        bring = next((one for one in self.commands.all if one.id == IMPORT), None)
        words = bring.words if bring is not None else ""
        key = bring.key if bring is not None else ""
        self.add = head.add_tool("plus", words, f"{words}  {key}".strip())
        self.add.clicked.connect(self._import)
        self.funnel = head.add_tool("filter", _("Status and order"))
        self.funnel.setCheckable(True)
        self.funnel.clicked.connect(self._offer_filter)
        return head

    def _make_search(self) -> SearchField:
        field = SearchField(_("Filter by title, outlet, text"))
        field.searched.connect(lambda words: self._filter(replace(self._wanted, text=words)))
        field.left.connect(lambda: self.desk.ask("text"))
        field.stepped_down.connect(self.list_takes_keys)
        return field

    def _make_list(self) -> ListView:
        view = ListView(self.rows, ArticleDelegate(), _("Articles"), panel=self)
        view.clicked.connect(self._clicked)
        view.opened.connect(self._opened)
        view.menu_asked.connect(self._offer)
        view.installEventFilter(self)
        return view

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        row = QHBoxLayout()
        row.setContentsMargins(px(8), 0, px(8), px(8))
        row.addWidget(self.search)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self._foot = _Foot()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(px(12), 0, px(12), 0)
        foot.setSpacing(px(8))
        foot.addWidget(self._done)
        foot.addWidget(self._line, 1)
        column.addWidget(self._foot)

    # what the person does

    def list_takes_keys(self) -> None:
        """Move the keyboard from the field to the list."""
        if self.rows.rows:
            if self.list.chosen_id is None:
                self.list.choose(self.rows.id_at(0))
            self.list.setFocus()

    def _import(self) -> None:
        self.commands.run(self.commands.named(IMPORT))

    def _clicked(self, index: QModelIndex) -> None:
        self.desk.open_article(self.rows.id_at(index.row()))

    def _opened(self, article: int) -> None:
        self.desk.open_article(article)
        self.desk.ask("text")

    def _offer(self, article: int, at: QPoint) -> None:
        place = self.rows.place_of(article)
        if place is not None:
            article_menu(self.desk, self.rows.row(place), self).popup(at)

    def _offer_filter(self) -> None:
        self._show_funnel()
        menu = filter_menu(self._wanted, self._filter, self)
        menu.popup(self.funnel.mapToGlobal(QPoint(0, self.funnel.height())))

    def _filter(self, wanted: Filter) -> None:
        self._wanted = wanted
        self._show_anew()

    # the list

    def _fetch(self, after: int | None, limit: int) -> Sequence[Listed]:
        project = self.desk.project
        if project is None:
            return ()
        place = self.rows.place_of(after) if after is not None else None
        last = self.rows.row(place) if place is not None else None
        return project.articles(self._wanted).page(last, limit)

    def _show_anew(self) -> None:
        self.rows.show_pages(self._fetch)
        self._show_counts()
        self._show_funnel()
        self.show_page(self.desk.page)

    def _renew_open(self) -> None:
        """Read the row of the open article anew, and let what came behind the last be fetched."""
        page, project = self.desk.page, self.desk.project
        place = self.rows.place_of(page.article.id) if page is not None else None
        if place is None or project is None:
            return
        before = self.rows.row(place - 1) if place else None
        for row in project.articles(self._wanted).page(before, 1):
            self.rows.change(row)

    def _show_counts(self) -> None:
        project = self.desk.project
        self._foot.setVisible(project is not None)
        if project is None:
            self.head.show_count("")
            self._why_empty(0)
            return
        whole = project.articles()
        total, done = whole.count, whole.done
        self.head.show_count(QLocale().toString(total))
        told = {"done": QLocale().toString(done), "all": QLocale().toString(total)}
        self._done.setText(_("{done} of {all} done").format(**told))
        self._line.show_progress(done, total, whole.begun)
        self._why_empty(total)

    def _why_empty(self, total: int) -> None:
        wanted = self._wanted
        if not total:
            self._empty.say(_("Articles you import stand here.") if self.desk.project else "")
        elif wanted.text:
            why = _("Nothing matches “{words}”. Clear the filter.")
            self._empty.say(why.format(words=wanted.text.strip()))
        else:
            status = _(STATUS_NAMES[wanted.status]) if wanted.status else ""
            self._empty.say(_("No article is “{status}”. Show all.").format(status=status))
        self._stack.setCurrentWidget(self.list if self.rows.rows else self._empty)

    def _show_funnel(self) -> None:
        """In accent while only one status is shown."""
        self.funnel.setChecked(bool(self._wanted.status))

    # overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            # Looked at by the arrows but not opened: the open article is the chosen one again.
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.show_page(self.desk.page)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        chosen = self.list.chosen_id
        acts = {
            Qt.Key.Key_Escape: partial(self.desk.ask, "text"),
            Qt.Key.Key_Delete: partial(remove, self.desk, chosen),
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None or (event.key() == Qt.Key.Key_Delete and chosen is None):
            return False
        act()
        return True


class _Foot(QWidget):
    """Parted from the list by a line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(px(FOOT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme_of(self).line)
        painter.end()
