"""Which passages of the article stand in other articles too, and who had each of them first."""

from dataclasses import dataclass

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator import jobs
from annotator.gui.finding.listed import Listed
from annotator.gui.panel import Panel
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import px
from annotator.gui.whenseen import WhenSeen
from annotator.gui.widgets.base import LinkButton
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.layout import column, stacked
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.panelhead import PanelHead
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _N, _, ngettext
from annotator.model import Article, Page
from annotator.project import Filter

_INSET, _SIGN, _WORDS, _MOST = 12, 36, 0.52, 240


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A passage as a row; its id is where it starts."""

    id: int
    words: str
    shared: jobs.Shared


class CopiesPanel(Panel):
    """A passage a row; chosen it is shown here, opened it is shown where it stood first."""

    TITLE = _N("Copies")
    OPENED_BY = "tools.copies"
    PLACE = "bottom"
    ORDER = 6

    def build(self) -> None:
        self._article = 0
        self._look = WhenSeen(self, self._read)
        self.head = PanelHead(_("Passages that stand elsewhere too"))
        self.rows = Rows(
            (Column(_("Passage"), lambda row: row.words),), spoken=aloud, tip=tip, parent=self
        )
        self.list = ListView(self.rows, CopyDelegate(), _("Copies"), panel=self)
        self.list.chosen.connect(self._show_here)
        self.list.opened.connect(self._show_there)
        self.listed = Listed(self.desk)
        self.listed.moved.connect(self._look.later)
        self.family = LinkButton(_("List this family"), _("List the near-duplicates of this text"))
        self.family.clicked.connect(self._list_family)
        self.again = LinkButton(
            _("Find copies anew"),
            _("Look through all articles again: with more of them it is plainer what only stands "
              "below every page of a site"),
        )  # fmt: skip
        self.again.clicked.connect(self._find)
        self._empty = EmptyState("")
        self._stack = stacked(self._empty, self.list)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, px(_INSET), 0)
        top.setSpacing(px(12))
        top.addWidget(self.head, 1)
        top.addWidget(self.listed)
        top.addWidget(self.family)
        top.addWidget(self.again)
        column(self, top, self._stack)
        self._show(())

    def entrance(self) -> QWidget:
        return self.list

    def enter(self) -> None:
        """Move the keyboard to the list, on its first row."""
        self._look.now()
        super().enter()

    def show_page(self, page: Page | None) -> None:
        if page is None or page.article.id != self._article:
            self._look.later()

    def show_list(self) -> None:
        self._look.later()

    def _read(self) -> None:
        """Look for copies."""
        page, project = self.desk.page, self.desk.project
        if page is None or project is None:
            self._article = 0
            self._show(())
            return
        self._article = page.article.id
        self._show(
            tuple(
                CopyRow(each.start, " ".join(page.text[each.start : each.end].split()), each)
                for each in jobs.shared(project, page.article.id, self.listed.among)
            )
        )

    def _show(self, rows: tuple[CopyRow, ...]) -> None:
        self.rows.show(rows)
        self.head.show_count(str(len(rows)) if rows else "")
        page, project = self.desk.page, self.desk.project
        self.family.setVisible(page is not None and bool(page.article.family))
        self.again.setEnabled(project is not None and not project.read_only)
        self._empty.say(self._why_empty())
        self._stack.setCurrentWidget(self.list if rows else self._empty)

    def _why_empty(self) -> str:
        if self.desk.page is None:
            return _("No article is open.")
        if not self.listed.among.is_any:
            return _("No passage of this article stands in another one of the list.")
        return _("No passage of this article stands in another one.")

    # what the person does

    def _show_here(self, id: object) -> None:
        if (row := self.rows.find(id)) is not None:
            self.desk.look(start=row.shared.start, end=row.shared.end, ready=-1, span=None)

    def _show_there(self, id: object) -> None:
        """Open the article that had the passage first, at its place."""
        if (row := self.rows.find(id)) is None:
            return
        there = row.shared
        self.desk.open_article(there.first.id)
        self.desk.look(start=there.there, end=there.there_end, ready=-1, span=None)
        self.desk.ask("text")

    def _list_family(self) -> None:
        if self.desk.page is not None and self.desk.page.article.family:
            self.desk.list_only(Filter(family=self.desk.page.article.family))

    def _find(self) -> None:
        if self.desk.project is not None:
            job = jobs.find_copies(self.desk.project)
            self.desk.tasks.run(_("Finding copies"), job, self._show_found)

    def _show_found(self, count: int) -> None:
        self.desk.reread()
        words = ngettext(
            "{n} article shares passages with others.",
            "{n} articles share passages with others.",
            count,
        )
        self.desk.say(words.format(n=count))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.now()


def who(row: CopyRow) -> str:
    """Who had a passage first, and how many others have it."""
    first, more = row.shared.first, row.shared.others - 1
    if row.shared.is_ours:
        words = ngettext(
            "First here; then in {article}", "First here; then in {article} and {n} more", more + 1
        )
        return words.format(article=_called(first), n=more)
    words = ngettext("First in {article}", "First in {article}; {n} more have it", more + 1)
    return words.format(article=_called(first), n=more)


def _called(article: Article) -> str:
    told = (f"“{article.title}”", article.outlet, article.published)
    return ", ".join(part for part in told if part)


def aloud(row: CopyRow) -> str:
    """A row as a screen reader says it."""
    return f"{row.words}. {who(row)}"


def tip(row: CopyRow) -> str:
    """All that a row may have cut, and how to get there."""
    return f"{row.words[:_MOST]}\n{who(row)}\n{_('Enter goes there')}"


class CopyDelegate(RowDelegate):
    """24 px: a sign where others had it first, the passage, who had it first."""

    height = 24

    def paint_row(self, at: RowPainter, row: Row, column: int) -> None:
        """Paint what stands in the row."""
        theme, line, right = at.theme, at.only, at.width - px(_INSET)
        sign, colour = ("check", theme.ok) if row.shared.is_ours else ("link", theme.warn)
        at.icon(sign, px(_INSET), line, colour, px(14))
        split = round(at.width * _WORDS)
        at.words(row.words, px(_SIGN), split - px(8), line, step="quote", bold=at.chosen)
        at.words(who(row), split, right, line, step="small", colour=theme.dim)
