"""The entities of the article: who and what is mentioned how often, each mention in its context."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from annotator.edits import entities, spans
from annotator.gui.choosing import choose, choose_entity
from annotator.gui.command import tipped
from annotator.gui.entities.delegate import ENTITY
from annotator.gui.entities.details import Details, inside, known_of
from annotator.gui.entities.list import EntityList
from annotator.gui.entities.menus import entity_menu, mention_menu
from annotator.gui.entities.merging import MergeFinder
from annotator.gui.entities.rows import (
    NOBODY,
    EntityRow,
    MentionRow,
    Register,
    Row,
    aloud,
    tip,
    words_of,
)
from annotator.gui.focus import Focus
from annotator.gui.panel import Panel
from annotator.gui.rows import Column, Rows
from annotator.gui.theme import px
from annotator.gui.typed import TypedKeys
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.fold import Fold
from annotator.gui.widgets.layout import column, stacked
from annotator.gui.widgets.panelhead import PanelHead
from annotator.gui.widgets.popups import below, choices, entry, popup
from annotator.gui.widgets.searchfield import SearchField
from annotator.i18n import _N, _
from annotator.model import Page, Span

ORDER_NAMES = {
    "count": _N("By count"),
    "name": _N("By name"),
    "text": _N("As they come in the text"),
}
# With the details open both they and the list keep so many rows; the details scroll.
LEAST_ENTITIES, LEAST_DETAILS, FORM = 5, 5, 25
DETAILS_SHARE = 0.55


class EntitiesPanel(Panel):
    """The list; below, folded, the details of the chosen entity."""

    TITLE = _N("Entities")
    OPENED_BY = "go.marks"
    PLACE = "right"
    ORDER = 0

    def build(self) -> None:
        self._register = Register()
        self._open: frozenset[int] = frozenset()
        self._article: int | None = None
        self._order, self._words = "count", ""
        self.rows = Rows((Column(_("Entity"), words_of),), spoken=aloud, tip=tip, parent=self)
        self.head, self.search = self._make_head(), self._make_search()
        self.list = self._make_list()
        self._empty = EmptyState(_("No article is open."))
        self._stack = stacked(self.list, self._empty)
        self._stack.setMinimumHeight(px(LEAST_ENTITIES * ENTITY))
        self.fold, self.details = Fold(_("Details")), Details(self.desk)
        self._scroll = QScrollArea()
        self._arrange()
        self.show_page(self.desk.page)

    def entrance(self) -> QWidget:
        return self.list

    def show_page(self, page: Page | None) -> None:
        article = page.article.id if page is not None else None
        if article != self._article:
            self._article, self._open = article, frozenset()
            self._show_rows(page)
            self.list.scrollToTop()  # else the list begins where that of the last article stood
        else:
            self._show_rows(page)
        self._show_details()

    def show_focus(self, focus: Focus) -> None:
        self._choose_row(focus)
        self._show_details()

    # the parts

    def _make_head(self) -> PanelHead:
        head = PanelHead(_("Entities"))
        self.more = head.add_tool("more", _("Order and folding"))
        self.more.clicked.connect(self._offer_order)
        words = _("Filter the entities")
        self.funnel = head.add_tool("filter", words, tipped(words, "/"))
        self.funnel.setCheckable(True)
        self.funnel.toggled.connect(self._open_search)
        return head

    def _make_search(self) -> SearchField:
        field = SearchField(_("Filter by name, label or Wikidata id"))
        field.searched.connect(self._filter)
        field.left.connect(lambda: self.funnel.setChecked(False))
        field.stepped_down.connect(lambda: self.list.setFocus())
        return field

    def _make_list(self) -> EntityList:
        view = EntityList(self.rows, self)
        TypedKeys(self.commands, self, only="waits:").listen(view)  # the types of a link
        view.chosen.connect(self._chosen)
        view.folded.connect(self._unfold)
        view.doubleClicked.connect(self._double_clicked)
        view.menu_asked.connect(self._offer)
        view.asked.connect(self._key)
        view.name_field.visit.kept.connect(self._rename)
        return view

    def _arrange(self) -> None:
        self._search_row = QWidget()
        column(self._search_row, self.search).setContentsMargins(px(8), 0, px(8), px(8))
        self._search_row.hide()
        whole = column(self, self.head, self._search_row, self._stack)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.details)
        self._scroll.setMinimumHeight(px(LEAST_DETAILS * FORM))
        self._scroll.hide()
        self.fold.toggled.connect(self._unfold_details)
        whole.addWidget(self.fold)
        whole.addWidget(self._scroll)

    # the rows

    def _show_rows(self, page: Page | None) -> None:
        known = self._register.read(page, self._order)
        named = sum([row.id != NOBODY for row in known])
        self.head.show_count(str(named) if page is not None else "")
        shown = [row for row in known if row.meets(self._words)] if self._words else known
        if self._open:
            shown = [one for row in shown for one in self._unfolded(row)]
        self.rows.show(shown)
        self._empty.say(self._why_empty(page))
        self._stack.setCurrentWidget(self.list if shown else self._empty)
        self._choose_row(self.desk.focus)

    def _unfolded(self, row: EntityRow) -> list[Row]:
        """A row, and below it its mentions where they are shown."""
        if row.id not in self._open or not row.count:
            return [row]
        return [replace(row, is_open=True), *self._register.mentions(row.id)]

    def _why_empty(self, page: Page | None) -> str:
        if page is None:
            return _("No article is open.")
        if self._words:
            return _("Nothing matches “{words}”. Clear the filter.").format(words=self._words)
        return _("No entities. Select a name and press the key of its label.")

    def _choose_row(self, focus: Focus) -> None:
        """The chosen mention where its row is shown, else its entity."""
        span = self.rows.place_of(focus.span) if focus.span is not None else None
        if span is not None and self._entity_of(self.rows.row(span)) == (focus.entity or NOBODY):
            self.list.choose(focus.span)
        else:
            self.list.choose(focus.entity)

    def _entity_of(self, row: Row) -> int:
        return row.id if isinstance(row, EntityRow) else row.entity

    # what the person does

    def _chosen(self, id: int) -> None:
        row, desk = self.rows.find(id), self.desk
        if isinstance(row, MentionRow):
            if (span := self._span(row.id)) is not None:
                choose(desk, span)
        elif row is not None and row.id != NOBODY:
            if desk.focus.waits:
                choose_entity(desk, row.id)
            else:
                desk.look(entity=row.id, span=None)

    def _span(self, id: int) -> Span | None:
        return self.desk.page.span(id) if self.desk.page is not None else None

    def _unfold(self, id: int, on: bool) -> None:
        """Show or hide the mentions of an entity; from a mention, go back to its entity."""
        row = self.rows.find(id)
        if isinstance(row, MentionRow):
            if not on:
                self.list.choose(row.entity)
                self._chosen(row.entity)
        elif row is not None and row.count:
            self._open = self._open | {id} if on else self._open - {id}
            self._show_rows(self.desk.page)

    def _double_clicked(self, index: QModelIndex) -> None:
        row = self.rows.row(index.row())
        if isinstance(row, MentionRow):
            self.desk.ask("text")
        else:
            self._ask("rename")

    def _key(self, what: str) -> None:
        if what == "text":
            self.desk.ask("text")
        elif what == "go":
            self._go()
        elif what == "remove":
            self._remove()
        elif what == "filter":
            self.funnel.setChecked(True)
        else:
            self._ask(what)

    def _go(self) -> None:
        """Enter: go to the mention, or to the first one of the entity."""
        row = self.rows.find(self.list.chosen_id)
        if isinstance(row, EntityRow):
            mentions = self._register.mentions(row.id)
            span = self._span(mentions[0].id) if mentions else None
        else:
            span = self._span(row.id) if row is not None else None
        if span is not None:
            choose(self.desk, span)
            self.desk.ask("text")

    def _remove(self) -> None:
        """Delete takes the mark off a mention; entities go when nothing needs them."""
        row = self.rows.find(self.list.chosen_id)
        if isinstance(row, MentionRow):
            if outcome := self.desk.edit(spans.remove, row.id):
                self.desk.tell(outcome)
        elif row is not None:
            self.desk.say(_("An entity goes with its last mention. To make two one, merge them."))

    def _offer(self, id: int, at: QPoint) -> None:
        row = self.rows.find(id)
        self._chosen(id)
        if isinstance(row, MentionRow) and (span := self._span(row.id)) is not None:
            mention_menu(self.desk, self.commands, span, self).popup(at)
        elif isinstance(row, EntityRow) and row.id != NOBODY:
            entity_menu(self.desk, self.commands, row, self._ask, self).popup(at)

    def _offer_order(self) -> None:
        menu = popup(self)
        names = {order: _(name) for order, name in ORDER_NAMES.items()}
        choices(menu, names, self._order, self.sort)
        menu.addSeparator()
        entry(menu, _("Unfold all"), lambda: self.unfold_all(True))
        entry(menu, _("Fold all"), lambda: self.unfold_all(False))
        menu.popup(below(self.more))

    def sort(self, order: str) -> None:
        """Show the entities by "count", by "name" or as in the "text"."""
        self._order = order
        self._show_rows(self.desk.page)

    def unfold_all(self, on: bool) -> None:
        """Show the mentions of all entities, or of none."""
        known = self._register.read(self.desk.page, self._order)
        self._open = frozenset(row.id for row in known) if on else frozenset()
        self._show_rows(self.desk.page)

    def _filter(self, words: str) -> None:
        self._words = words.strip()
        self._show_rows(self.desk.page)

    def _open_search(self, on: bool) -> None:
        self._search_row.setVisible(on)
        if on:
            self.search.setFocus()
        else:
            self.search.empty()
            self.list.setFocus()

    # naming, merging, describing

    def _ask(self, what: str) -> None:
        """Open what a menu or a key asked for: "rename", "merge" or a field of the details."""
        row = self.rows.find(self.desk.focus.entity)
        if not isinstance(row, EntityRow):
            return
        if self.desk.can_edit is not True:
            self.desk.say(str(self.desk.can_edit), "warn")
            return
        if what == "rename":
            self.list.name(row)
        elif what == "merge":
            below = self.list.box_of(row.id).bottomLeft()
            MergeFinder(self.desk, row.id, self.list.viewport().mapToGlobal(below)).open()
        else:
            self.fold.setChecked(True)
            self.details.enter(what)

    def _rename(self, entity: int, name: str) -> None:
        if outcome := self.desk.edit(entities.rename, entity, name):
            self.desk.tell(outcome)

    def _show_details(self) -> None:
        """The details where they are unfolded; folded, only what is set inside."""
        page, is_open = self.desk.page, self.fold.isChecked()
        known = known_of(self.desk)
        self.fold.setVisible(page is not None)
        self.fold.show_inside(inside(known) if known is not None else "")
        if is_open:
            self.details.show_entity(known)
        self._scroll.setVisible(is_open and page is not None)

    def _unfold_details(self, on: bool) -> None:
        self._show_details()
        self._fit()
        # The chosen row stays in view; its place is known once Qt has laid the list out.
        chosen = self.list.currentIndex()
        QTimer.singleShot(0, self.list, lambda: self.list.scrollTo(chosen))

    def _fit(self) -> None:
        room = round(self.height() * DETAILS_SHARE)
        most = min(room, self.details.sizeHint().height())
        self._scroll.setMaximumHeight(max(most, self._scroll.minimumHeight()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
