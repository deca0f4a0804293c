"""The claims of the article: a list with source and judgement at a glance, the open one's form."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from annotator.gui.choosing import choose_claim
from annotator.gui.claims.delegate import ClaimDelegate
from annotator.gui.claims.form import Form
from annotator.gui.claims.menus import claim_menu, key_of
from annotator.gui.claims.rows import (
    NO_SOURCE,
    NOBODY,
    NOT_JUDGED,
    ClaimRow,
    Ledger,
    aloud,
    tip,
)
from annotator.gui.command import tipped
from annotator.gui.focus import Focus
from annotator.gui.panel import Panel
from annotator.gui.rows import Column, Rows
from annotator.gui.theme import px
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.layout import column, stacked
from annotator.gui.widgets.listview import ListView
from annotator.gui.widgets.panelhead import PanelHead
from annotator.gui.widgets.searchfield import SearchField
from annotator.gui.widgets.splitter import Splitter
from annotator.i18n import _N, _, ngettext
from annotator.model import Page

FORM_SHARE, FORM_AT_MOST = 0.55, 400
ROWS_AT_LEAST = 3


class ClaimsPanel(Panel):
    """The list above, the form of the open claim below."""

    TITLE = _N("Claims")
    OPENED_BY = "go.marks"
    PLACE = "right"
    ORDER = 2

    def build(self) -> None:
        self._ledger = Ledger()
        self._only: frozenset[str] = frozenset()
        self._words = ""
        self._by_hand = False
        self.rows = Rows((Column(_("Claim"), lambda row: row.words),), spoken=aloud, tip=tip)
        self.head, self.search = self._make_head(), self._make_search()
        self.list = self._make_list()
        self._empty = EmptyState("")
        self._stack = stacked(self.list, self._empty)
        self._stack.setMinimumHeight(px(ROWS_AT_LEAST * ClaimDelegate.height))
        self.form = Form(self.desk, self.commands)
        self.form.asked_for.connect(self._bring_into_view)
        self.desk.asked.connect(self._edit_gist)
        self._arrange()

    def _edit_gist(self, part: str) -> None:
        if part == "gist":
            self.form.edit_gist()

    def typed(self) -> QWidget:
        """The list: plain keys are commands in it."""
        return self.list

    def show_page(self, page: Page | None) -> None:
        self._show_list(page)
        self.form.show_desk()

    def show_focus(self, focus: Focus) -> None:
        if self._only or self._words:
            self._show_list(self.desk.page)
        self.list.choose(focus.claim)
        self.form.show_desk()

    # the parts

    def _make_head(self) -> PanelHead:
        head = PanelHead(_("Claims"))
        head.counted.connect(self._filter_by)
        words = _("Filter the claims")
        self._funnel = head.add_tool("filter", words, tipped(words, "/"))
        self._funnel.setCheckable(True)
        self._funnel.toggled.connect(self._open_search)
        return head

    def _make_search(self) -> SearchField:
        field = SearchField(_("Filter by words, source or number"))
        field.searched.connect(self._filter_words)
        field.left.connect(lambda: self._funnel.setChecked(False))
        field.stepped_down.connect(lambda: self.list.setFocus())
        return field

    def _make_list(self) -> ListView:
        view = ListView(self.rows, ClaimDelegate(), _("Claims"), panel=self)
        view.installEventFilter(self)
        view.chosen.connect(self._open)
        view.opened.connect(lambda id: self.form.edit_gist())
        view.menu_asked.connect(self._offer)
        return view

    def _arrange(self) -> None:
        above = QWidget()
        self._search_row = QWidget()
        column(self._search_row, self.search).setContentsMargins(px(8), 0, px(8), px(8))
        self._search_row.hide()
        column(above, self.head, self._search_row, self._stack)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its room is kept, so that nothing moves sideways when a field opens below the form's end.
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.form)
        self.splitter = Splitter(Qt.Orientation.Vertical)
        self.splitter.setObjectName("claims")
        self.splitter.addWidget(above)
        self.splitter.addWidget(self.area)
        self.splitter.splitterMoved.connect(self._moved)
        column(self, self.splitter)

    def _moved(self) -> None:
        self._by_hand = True

    # what the person does

    def _open(self, claim: int) -> None:
        choose_claim(self.desk, claim)
        # A link that waits takes the row as its other end; the open claim stays chosen.
        self.list.choose(self.desk.focus.claim)

    def _offer(self, claim: int, at: QPoint) -> None:
        if self.desk.focus.claim != claim:
            self._open(claim)
        claim_menu(self.desk, self.commands, self).popup(at)

    def _filter_by(self, key: str, on: bool) -> None:
        self._only = self._only | {key} if on else self._only - {key}
        self._show_list(self.desk.page)

    def _filter_words(self, words: str) -> None:
        self._words = words.strip()
        self._show_list(self.desk.page)

    def _open_search(self, on: bool) -> None:
        self._search_row.setVisible(on)
        if on:
            self.search.setFocus()
        else:
            self.search.empty()
            self.list.setFocus()

    # the list

    def _show_list(self, page: Page | None) -> None:
        project = self.desk.project
        rows = self._ledger.read(page, project.annotator.id if project is not None else 0)
        self._show_counts(rows)
        shown = self._passed(rows)
        self.rows.show(shown)
        self.list.choose(self.desk.focus.claim)
        self._empty.say(self._why_empty(page, rows))
        self._stack.setCurrentWidget(self.list if shown else self._empty)

    def _passed(self, rows: tuple[ClaimRow, ...]) -> tuple[ClaimRow, ...]:
        """The rows that pass the filters; the open claim stays until another one is opened."""
        if not self._only and not self._words:
            return rows
        open_now = self.desk.focus.claim
        return tuple(
            row for row in rows if row.meets(self._only, self._words) or row.id == open_now
        )

    def _show_counts(self, rows: tuple[ClaimRow, ...]) -> None:
        self.head.show_count(str(len(rows)) if self.desk.page is not None else "")
        without = sum(row.kind == NOBODY for row in rows)
        unjudged = sum(not row.judged for row in rows)
        for key, n, words, tip_words, sign in (
            (NO_SOURCE, without, ngettext("{n} without source", "{n} without source", without),
             _("Show only claims without a source"), ("warn", "bad")),
            (NOT_JUDGED, unjudged, ngettext("{n} not judged", "{n} not judged", unjudged),
             _("Show only claims you have not judged"), ("ring-empty", "warn")),
        ):  # fmt: skip
            shown = words.format(n=n) if n or key in self._only else ""
            self.head.show_further(key, shown, tip_words)
            self.head.abridge(key, str(n), *sign)

    def _why_empty(self, page: Page | None, rows: tuple[ClaimRow, ...]) -> str:
        if page is None:
            return _("No article is open.")
        if not rows:
            text = _("No claims. Select the words that are claimed and press {key}.")
            return text.format(key=key_of(self.commands, "claim.new"))
        if self._words:
            return _("Nothing matches “{words}”. Clear the filter.").format(words=self._words)
        return _("No such claim is left. Clear the filter.")

    def _bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part of the form; its place is known once Qt has laid it out."""
        QTimer.singleShot(0, part, lambda: self.area.ensureWidgetVisible(part, 0, px(8)))

    # overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list a slash opens the filter."""
        is_slash = isinstance(event, QKeyEvent) and event.text() == "/"
        if not is_slash or event.type() != QEvent.Type.KeyPress:
            return False
        self._funnel.setChecked(True)
        self.search.setFocus()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._by_hand:
            height = self.height()
            form = min(round(height * FORM_SHARE), px(FORM_AT_MOST))
            self.splitter.setSizes([height - form, form])
