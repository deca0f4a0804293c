"""The articles of the project: a list with the status of each, filtered, read page by page."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.gui.articles.chips import Conditions
from annotator.gui.articles.loading import Loading
from annotator.gui.articles.menus import article_menu, list_menu, remove
from annotator.gui.articles.rows import ArticleDelegate, aloud, tip, title_of
from annotator.gui.command import tipped
from annotator.gui.panel import Panel
from annotator.gui.rows import Column, Rows
from annotator.gui.tasks import Tasks
from annotator.gui.theme import px, theme_of
from annotator.gui.widgets.base import IconButton
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.layout import stacked
from annotator.gui.widgets.listview import ListView
from annotator.gui.widgets.panelhead import PanelHead
from annotator.gui.widgets.popups import below
from annotator.gui.widgets.progress import ProgressLine
from annotator.gui.widgets.searchfield import SearchField
from annotator.i18n import _N, _
from annotator.jobs import counting
from annotator.jobs.counting import Tally
from annotator.model import Page
from annotator.project import Filter, Project

FOOT = 30
PATIENCE_MS = 150  # before a list that is looked for says so
IMPORT, OVERVIEW = "file.import_files", "listed.overview"


class ArticlesPanel(Panel):
    """Head, filter, list and how much is done."""

    TITLE = _N("Articles")
    OPENED_BY = "go.articles"
    PLACE = "left"
    ORDER = 0

    def build(self) -> None:
        self._stale, self._sought = False, None
        self._counts = Tasks(self)
        self.rows = Rows((Column(_("Article"), title_of),), spoken=aloud, tip=tip, parent=self)
        self.head, self.search, self.list = (
            self._make_head(),
            self._make_search(),
            self._make_list(),
        )
        self.conditions = Conditions(self._filter)
        self._empty = EmptyState("")
        self._stack = stacked(self.list, self._empty)
        self._done = QLabel()
        self._done.setFont(theme_of(self).font("small"))
        self._line = ProgressLine(_("Articles done"))
        self._arrange()
        self.loading = Loading(self.desk, self.rows, self)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._looked_up = QTimer(self, singleShot=True, interval=0)
        self._listen()
        self.show_project()

    def _listen(self) -> None:
        self.desk.filter_changed.connect(self.show_filter)
        self.desk.many_changed.connect(self.loading.find_again)
        self.loading.looking.connect(self._patience.start)
        self.loading.shown.connect(self._show_anew)
        self.loading.found.connect(self._show_found)
        self.loading.grown.connect(self.list.keep_place)
        self._patience.timeout.connect(self._tell_looking)
        # Not at once: while other rows are being shown, the list may pass by its upper end.
        self.list.verticalScrollBar().valueChanged.connect(self._looked_up.start)
        self._looked_up.timeout.connect(self._look_up)

    @property
    def busy(self) -> bool:
        """True while rows are looked for or counted off the window."""
        return self.loading.is_busy or self._counts.busy

    def entrance(self) -> QWidget:
        return self.list if self.rows.rows else self.search

    def show_project(self) -> None:
        self._sought = None
        self.loading.measure()
        self.show_filter(self.desk.wanted)

    def show_page(self, page: Page | None) -> None:
        article = page.article.id if page is not None else None
        is_there, is_new = self.list.choose(article), article != self._sought
        self._sought = article
        if is_new and not is_there and article is not None:
            self.loading.seek(article)

    def show_list(self) -> None:
        self.loading.measure()
        self._count()
        self.loading.renew()
        self._tell_empty()
        self.show_page(self.desk.page)

    # the parts

    def _make_head(self) -> PanelHead:
        head = PanelHead(_("Articles"))
        self.add = self._add_command(head, "plus", IMPORT)
        self.figures = self._add_command(head, "overview", OVERVIEW)
        self.funnel = head.add_tool("filter", _("Filter and order"))
        self.funnel.setCheckable(True)
        self.funnel.clicked.connect(self._offer_filter)
        return head

    def _add_command(self, head: PanelHead, icon: str, id: str) -> IconButton:
        """A button for a command, which says its name and key."""
        found = next((one for one in self.commands.all if one.id == id), None)
        words, key = (found.words, found.key) if found is not None else ("", "")
        button = head.add_tool(icon, words, tipped(words, key))
        button.clicked.connect(lambda: self.commands.run(self.commands.named(id)))
        return button

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
        column.addWidget(self.conditions)
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

    def _clicked(self, index: QModelIndex) -> None:
        self.desk.open_article(self.rows.id_at(index.row()))
        self.desk.ask("article")

    def _opened(self, article: int) -> None:
        self.desk.open_article(article)
        self.desk.ask("text")

    def _offer(self, article: int, at: QPoint) -> None:
        place = self.rows.place_of(article)
        if place is not None:
            article_menu(self.desk, self.rows.row(place), self).popup(at)

    def _offer_filter(self) -> None:
        self._show_funnel()
        menu = list_menu(self.desk, self.commands, self._filter, self)
        menu.popup(below(self.funnel))

    @property
    def _wanted(self) -> Filter:
        return self.desk.wanted

    def _filter(self, wanted: Filter) -> None:
        self.desk.list_only(wanted)

    def show_filter(self, wanted: Filter) -> None:
        """Show what passes; of many articles it is found off the window."""
        self.search.show_words(wanted.text)
        self.conditions.show_filter(self.desk.project, wanted)
        self._show_funnel()
        self.loading.show()

    # the list

    def _show_anew(self) -> None:
        self.list.scrollToTop()  # else another list begins where the one before was scrolled to
        self._tell_empty()
        self.show_page(self.desk.page)
        self._count()  # after the rows, which a person waits for

    def _show_found(self, article: int | None) -> None:
        """Show the row that was sought (None: any) in the middle of those around it."""
        self._tell_empty()
        if article is not None:
            self.list.choose_amid(article)
        else:
            self.show_page(self.desk.page)

    def _look_up(self) -> None:
        """Load what stands above the first row, where the person comes near it."""
        if self.list.verticalScrollBar().value() < self.list.height():
            self.loading.load_above()

    def _count(self) -> None:
        """Count what the list shows; where that may take long off the window, once at a time."""
        project = self.desk.project
        self._foot.setVisible(project is not None)
        if project is None:
            self.head.show_count("")
        elif not self.loading.is_large and not self._wanted.asks_more:
            listed = project.articles(self._wanted)
            self._show_counts(counting.tallied(listed, project.articles()))
        elif self._counts.busy:
            self._stale = True
        else:
            job = counting.tally(project, self._wanted)
            self._counts.run(_("Counting"), job, partial(self._show_counted, project))

    def _show_counted(self, project: Project, tally: Tally) -> None:
        if project is self.desk.project:
            self._show_counts(tally)
        if self._stale:
            self._stale = False
            self._count()

    def _show_counts(self, tally: Tally) -> None:
        """How many articles pass the filter, of how many, and how many of them are done."""
        whole, n = tally.count == tally.total, tally.count
        words = "{all:,}" if whole else _("{n:,} of {all:,}")
        self.head.show_count(words.format(n=n, all=tally.total))
        words = _("{done:,} of {all:,} done") if n else ""
        self._done.setText(words.format(done=tally.done, all=n))
        self._line.show_progress(tally.done, tally.count, tally.begun)
        if whole:
            self.desk.note_progress(tally.done, tally.count)

    def _tell_empty(self) -> None:
        """Say why no row is shown, where there is none."""
        self._patience.stop()
        wanted = self._wanted
        if wanted.is_any or (self.desk.project and not self.desk.project.articles().is_longer(0)):
            self._empty.say(_("Articles you import stand here.") if self.desk.project else "")
        elif wanted == Filter(wanted.text, sort=wanted.sort, down=wanted.down, seed=wanted.seed):
            why = _("Nothing matches “{words}”. Clear the filter.")
            self._empty.say(why.format(words=wanted.text.strip()))
        else:
            self._empty.say(_("No article meets all of this. Take a condition away."))
        self._stack.setCurrentWidget(self.list if self.rows.rows else self._empty)

    def _go_to_first(self) -> None:
        """Show the list from its first row, which is not among those loaded."""
        self.loading.show()
        if not self.loading.takes_long:
            self.list.choose(self.rows.id_at(0))

    def _tell_looking(self) -> None:
        """Say that rows are looked for; the rows of the filter before are none of them."""
        self.head.show_count(_("Looking…"))
        self._empty.say(_("Looking for articles…"))
        if not self.list.hasFocus():  # which would go astray
            self._stack.setCurrentWidget(self._empty)

    def _show_funnel(self) -> None:
        """In accent while not all articles are shown."""
        self.funnel.setChecked(not replace(self._wanted, text="").is_any)

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
        if self.loading.begins_later:
            acts[Qt.Key.Key_Home] = self._go_to_first
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
