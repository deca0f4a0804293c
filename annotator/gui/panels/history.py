"""Who did what when: the log that undo plays back, of this article or of the whole project."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from annotator import jobs
from annotator.gui import undoing
from annotator.gui.command import tipped
from annotator.gui.finding.bar import Switch
from annotator.gui.panel import Panel
from annotator.gui.past import PastDelegate, PastRow, Reverts, aloud, in_words, takes_back, tip
from annotator.gui.rows import Column, Rows
from annotator.gui.theme import px
from annotator.gui.whenseen import WhenSeen
from annotator.gui.widgets.base import LinkButton
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.layout import column, stacked
from annotator.gui.widgets.listview import ListView
from annotator.gui.widgets.popups import entry, popup
from annotator.i18n import _N, _
from annotator.model import EditRecord, Page

BAR = 34
# More loaded rows than these are not all read anew after an edit.
RENEW_AT_MOST = 1000


class HistoryPanel(Panel):
    """Scope and undo above, the entries below, newest first."""

    TITLE = _N("History")
    OPENED_BY = "tools.history"
    PLACE = "bottom"
    ORDER = 2

    def build(self) -> None:
        self._reverts = Reverts()
        self._article: int | None = None
        self._titles: dict[int, str] = {}
        self._look = WhenSeen(self, self._read)
        # Edits of the codebook change no page, but every edit is told here.
        self.desk.disk_changed.connect(self._look.later)
        self.rows = Rows(
            (Column(_("Entry"), lambda row: row.what),), spoken=aloud, tip=tip, parent=self
        )
        self.list = ListView(self.rows, PastDelegate(), _("History"), panel=self)
        self.list.chosen.connect(lambda _id: self._show_undo())
        self.list.opened.connect(self._open)
        self.list.menu_asked.connect(self._offer)
        self._empty = EmptyState("")
        self._stack = stacked(self._empty, self.list)
        column(self, self._make_bar(), self._stack)
        self._show_undo()

    def entrance(self) -> QWidget:
        return self.list

    def enter(self) -> None:
        """Move the keyboard to the newest entry."""
        super().enter()
        if self.rows.rows and self.list.chosen_id is None:
            self.list.choose(self.rows.id_at(0))
            self._show_undo()

    def show_project(self) -> None:
        self._titles = {}
        self._look.later()

    def show_page(self, page: Page | None) -> None:
        self._look.later()

    # the parts

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setFixedHeight(px(BAR))
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(8), 0, px(12), 0)
        row.setSpacing(px(4))
        self.here = Switch(_("This article"), _("This article"), _("Only edits of this article"))
        self.whole = Switch(
            _("Whole project"), _("Whole project"), _("All edits, of articles and of the codebook")
        )
        group = QButtonGroup(bar)
        for switch in (self.here, self.whole):
            group.addButton(switch)
            row.addWidget(switch)
        self.here.setChecked(True)
        self.whole.toggled.connect(lambda _on: self._read_anew())
        row.addStretch(1)
        self.undo = LinkButton(_("Undo this"))
        self.undo.clicked.connect(self._undo)
        row.addWidget(self.undo)
        return bar

    # the entries

    def _read(self) -> None:
        """Read the entries again."""
        article = self._scope()
        if article != self._article or not self.rows.rows or len(self.rows.rows) > RENEW_AT_MOST:
            self._article = article
            self.rows.show_pages(self._fetch)
        else:
            self.rows.renew(self._fetch)
        self._show_empty()
        self._show_undo()

    def _read_anew(self) -> None:
        self._article = None
        self.rows.show(())
        self._look.later()
        self._look.now()

    def _scope(self) -> int | None:
        """The article whose entries are shown; None for those of the whole project."""
        page = self.desk.page
        return page.article.id if page is not None and self.here.isChecked() else None

    def _fetch(self, after: int | None, limit: int) -> Sequence[PastRow]:
        project = self.desk.project
        if project is None or (self.here.isChecked() and self.desk.page is None):
            return ()
        if after is None:
            self._reverts = Reverts()
        records = project.history(before=after, limit=limit, article=self._scope(), seen=True)
        stand = self._reverts.stand(records)
        return [self._row(record, one) for record, one in zip(records, stand, strict=True)]

    def _row(self, record: EditRecord, stands: bool) -> PastRow:
        title = self._title(record.article) if self.whole.isChecked() else ""
        return PastRow(
            record.id, record.at, record.annotator, in_words(record), record.kind,
            record.article, title, stands, takes_back(record),
        )  # fmt: skip

    def _title(self, article: int | None) -> str:
        project = self.desk.project
        if article is None or project is None:
            return ""
        if article not in self._titles:
            found = project.article(article)
            self._titles[article] = found.title if found is not None else ""
        return self._titles[article]

    def _show_empty(self) -> None:
        self._stack.setCurrentWidget(self.list if self.rows.rows else self._empty)
        if self.here.isChecked() and self.desk.page is None:
            self._empty.say(_("No article is open."))
        else:
            self._empty.say(_("Nothing was done here yet."))

    def _show_undo(self) -> None:
        """Say whether the chosen entry can be taken back, and if not, why."""
        why = self._why_not()
        self.undo.setEnabled(not why)
        key = next((one.key for one in self.commands.all if one.id == "edit.undo"), "")
        self.undo.setToolTip(why or tipped(_("Undo this"), key))

    def _why_not(self) -> str:
        row, project = self.rows.find(self.list.chosen_id), self.desk.project
        if row is None or project is None:
            return _("Choose an entry first.")
        if project.read_only:
            return project.read_only
        if not row.stands or (row.takes_back and row.kind != "import"):
            return _("This was taken back already.")
        if row.who != project.annotator.name:
            return _("This was done by {who}; you can undo only your own edits.").format(
                who=row.who
            )
        if row.takes_back:
            return self._why_not_again(row.id)
        top = project.next_undo
        if row.kind != "import" and (top is None or top.id != row.id):
            return _("Later edits of yours stand on it. Undo those first, with Ctrl+Z.")
        return ""

    def _why_not_again(self, entry: int) -> str:
        """Why the taking back of an import cannot be undone. What was done since stands in the way
        of marks, and of articles never.
        """
        project, redo = self.desk.project, undoing.next_redo(self.desk)
        is_next = redo is not None and redo.id == entry
        if project is not None and not is_next and jobs.has_marks(project, entry):
            return _("Later edits of yours stand on it. Import the same files again.")
        return ""

    # what the person does

    def _open(self, id: int) -> None:
        row = self.rows.find(id)
        if row is not None and row.article is not None:
            self.desk.open_article(row.article)

    def _undo(self) -> None:
        row, project = self.rows.find(self.list.chosen_id), self.desk.project
        if row is None or project is None or self._why_not():
            return
        if row.kind == "import" and row.takes_back:
            undoing.bring_again(self.desk, row.id)
        elif row.kind == "import":
            undoing.take_back(self.desk, row.id)
        else:
            undoing.undo(self.desk)

    def _offer(self, id: int, at: QPoint) -> None:
        row = self.rows.find(id)
        if row is None:
            return
        self._show_undo()
        menu = popup(self)
        undo = entry(menu, _("Undo this"), self._undo)
        undo.setEnabled(self.undo.isEnabled())
        undo.setToolTip(self.undo.toolTip())
        go = entry(menu, _("Go to the article"), lambda: self._open(id))
        go.setEnabled(row.article is not None)
        menu.popup(at)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.now()
