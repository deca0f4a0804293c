"""What is marked or judged unevenly over the project: each row leads there and can be settled."""

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from annotator.gui.finding import longwork
from annotator.gui.finding.bar import Switch, Told
from annotator.gui.finding.listed import Listed
from annotator.gui.finding.scan import Scan
from annotator.gui.finding.uneven import UnevenList, aloud, rows_of, words_of
from annotator.gui.finding.ways import Way, ways
from annotator.gui.panel import Panel
from annotator.gui.rows import Column, Rows
from annotator.gui.theme import px
from annotator.gui.widgets.base import LinkButton
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.layout import column, stacked
from annotator.gui.widgets.popups import entry, popup
from annotator.i18n import _N, _, ngettext
from annotator.jobs.unevenness import Uneven
from annotator.model import Page

BAR = 34
_KINDS = {
    "labels": (_N("Labels"), _N("The same words with different labels")),
    "unmarked": (_N("Unmarked"), _N("Names that are marked here and not there")),
    "entities": (_N("Entities"), _N("The same name under two entities")),
    "sources": (_N("Sources"), _N("A source that you judged differently")),
    "claims": (_N("Claims"), _N("A claim in two articles that is not linked")),
}


class ConsistencyPanel(Panel):
    """The kinds above, what was found of one of them below."""

    TITLE = _N("Consistency")
    OPENED_BY = "corpus.consistency"
    PLACE = "bottom"
    ORDER = 1

    def build(self) -> None:
        self._kind, self._stale, self._unfolded = "labels", True, frozenset[object]()
        self._awaited = False
        self.scan = Scan(self.desk)
        self.scan.moved.connect(self._show)
        self.rows = Rows((Column(_("Finding"), words_of),), spoken=aloud, tip=words_of, parent=self)
        self.list = UnevenList(self.rows, _("Findings"), self)
        self.list.opened.connect(self._open)
        self.list.folded.connect(self._fold)
        self.list.settling.connect(self._settle_by_key)
        self.list.menu_asked.connect(self._offer)
        self.list.near_end.connect(lambda: self.scan.more())
        self._empty = EmptyState("")
        self._stack = stacked(self._empty, self.list)
        column(self, self._make_bar(), self._stack)
        self._show()

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setFixedHeight(px(BAR))
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(8), 0, px(12), 0)
        row.setSpacing(px(4))
        group, self.kinds = QButtonGroup(bar), dict[str, Switch]()
        for kind, (name, tip) in _KINDS.items():
            self.kinds[kind] = switch = Switch(_(name), _(name), _(tip))
            group.addButton(switch)
            row.addWidget(switch)
            switch.toggled.connect(lambda on, kind=kind: on and self.look_for(kind))
        self.kinds[self._kind].setChecked(True)
        self.listed = Listed(self.desk)
        self.listed.moved.connect(self._look_among)
        row.addSpacing(px(8))
        row.addWidget(self.listed)
        self.told = Told()
        self.anew = LinkButton(_("Look again"), _("Something was changed since: look again"))
        self.anew.clicked.connect(self._look)
        self.act = LinkButton(_("Settle…"), _("Settle the chosen finding as one step  Space"))
        self.act.clicked.connect(lambda: self._settle_by_key(self.list.chosen_id))
        row.addSpacing(px(8))
        row.addWidget(self.told, 1)
        row.addWidget(self.anew)
        row.addWidget(self.act)
        return bar

    def entrance(self) -> QWidget:
        return self.list if self.rows.rows else self.kinds[self._kind]

    def enter(self) -> None:
        """Move the keyboard to the list, as soon as it has rows; till then to the kinds.

        What changed meanwhile is looked for anew.
        """
        self._look_if_stale()
        super().enter()
        self._awaited = not self.rows.rows

    def show_project(self) -> None:
        self._stale, self._unfolded = True, frozenset()
        if self.isVisible() or self.desk.project is None:
            self._look()

    def show_page(self, page: Page | None) -> None:
        self._stale = True
        self._tell()

    # looking

    def look_for(self, kind: str) -> None:
        """Look for another kind of unevenness."""
        if kind != self._kind:
            self._kind, self._unfolded, self._awaited = kind, frozenset(), False
            self._look()

    def _look_among(self) -> None:
        """Look among other articles, at once where somebody sees it."""
        self._stale = True
        if self.isVisible():
            self._look()

    def _look_if_stale(self) -> None:
        if self._stale:
            self._look()

    def _look(self) -> None:
        self._stale = False
        self.scan.begin(self._kind, self.listed.among)

    def _show(self) -> None:
        project = self.desk.project
        book = project.codebook if project is not None else None
        shown = list(rows_of(self.scan.found, book, self._unfolded)) if book is not None else []
        self.rows.show(shown)
        self._tell()
        if self._awaited and shown:
            self._awaited = False
            if self.kinds[self._kind].hasFocus():
                self.list.setFocus()

    def _tell(self) -> None:
        count = len(self.scan.found)
        words = ngettext("{n} finding", "{n} findings", count).format(n=count)
        if self.scan.is_running:
            words = _("{findings}, looking on").format(findings=words)
        elif not self.scan.is_complete:
            words = ngettext("the first finding", "the first {n} findings", count).format(n=count)
        self.told.tell(words if self.desk.project is not None else "")
        self.anew.setVisible(self._stale and self.desk.project is not None)
        self.act.setEnabled(bool(count) and self.desk.can_edit is True)
        self._stack.setCurrentWidget(self.list if self.rows.rows else self._empty)
        self._empty.say(self._why_empty())

    def _why_empty(self) -> str:
        if self.desk.project is None:
            return _("No project is open.")
        if not self.scan.is_complete:
            return _("Looking…")
        what = _(_KINDS[self._kind][1]).lower()
        if not self.listed.among.is_any:
            return _("Nothing of this kind in the articles of the list: {what}.").format(what=what)
        return _("Nothing of this kind: {what}.").format(what=what)

    # what the person does

    def _fold(self, id: object, unfold: bool) -> None:
        row = self.rows.find(id)
        if row is None:
            return
        key = {row.uneven.id}
        self._unfolded = self._unfolded | key if unfold else self._unfolded - key
        self._show()
        self.list.choose((row.uneven.id, -1) if not unfold else id)

    def _open(self, id: object) -> None:
        """Go to the place of a row, or to the first place of a finding."""
        row = self.rows.find(id)
        if row is None or not row.uneven.spots:
            return
        spot = row.spot or row.uneven.spots[0]
        self.desk.open_article(spot.article)
        page = self.desk.page
        if page is None or page.article.id != spot.article:
            return
        span = page.span(spot.span) if spot.span is not None else None
        self.desk.look(
            start=spot.start, end=spot.start if span else spot.end, ready=-1, field="",
            span=span.id if span else None, claim=spot.claim or self.desk.focus.claim,
            entity=page.entity_of(span) if span else None,
        )  # fmt: skip
        self.desk.ask("text")

    def _settle_by_key(self, id: object) -> None:
        box = self.list.visualRect(self.list.currentIndex())
        self._offer(id, self.list.viewport().mapToGlobal(QPoint(px(36), box.bottom())))

    def _offer(self, id: object, at: QPoint) -> None:
        row, project = self.rows.find(id), self.desk.project
        if row is None or project is None:
            self.desk.say(_("Choose a finding first."), "warn")
            return
        menu = popup(self)
        for way in ways(project, row.uneven, also_done=False):
            made = entry(menu, way.words, partial(self.settle, row.uneven, way), way.key)
            made.setEnabled(self.desk.can_edit is True)
        menu.addSeparator()
        entry(menu, _("Go there"), lambda: self._open(id), "Enter")
        menu.popup(at)
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def settle(self, uneven: Uneven, way: Way) -> None:
        """Settle a finding in a way; it leaves the list."""
        done = self.scan.settled
        words = _("{what}: “{words}”. Undo with Ctrl+Z.").format(
            what=way.words, words=" ".join(uneven.words.split())[:60]
        )

        def told(_result: object) -> None:
            done(uneven)
            self.desk.say(words)

        longwork.run(self.desk, way.words, way.job(), told)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_if_stale()
