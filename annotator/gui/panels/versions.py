"""The versions of the article, and how the open one differs from another."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.gui.commands.versions import NEXT, PREVIOUS, carry_over
from annotator.gui.dialogs.carryover import CarrySheet
from annotator.gui.dialogs.looking import Looking
from annotator.gui.panel import Panel
from annotator.gui.rows import Column, Rows
from annotator.gui.theme import BODY_POINTS, px, reading_family, text_theme, theme_of
from annotator.gui.versions.comparing import Shown, compared
from annotator.gui.versions.diffview import DiffView
from annotator.gui.versions.merged import Merged, told
from annotator.gui.versions.rows import VersionDelegate, aloud, rows_of, tip, words
from annotator.gui.whenseen import WhenSeen
from annotator.gui.widgets.base import LinkButton
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.layout import column, stacked
from annotator.gui.widgets.listview import ListView
from annotator.gui.widgets.panelhead import PanelHead
from annotator.gui.widgets.splitter import Splitter
from annotator.i18n import _N, _, ngettext
from annotator.jobs.versions import versions
from annotator.model import Article, Page
from annotator.settings import Settings
from annotator.text import next_word_end

_POINTS, _LIST_WIDTH, _MOST = 11.0, 260, 120


class VersionsPanel(Panel):
    """The versions as a list, newest first; beside it the chosen one against the open one."""

    TITLE = _N("Versions")
    OPENED_BY = "versions.shown"
    PLACE = "bottom"
    ORDER = 7

    def build(self) -> None:
        self._chain: tuple[Article, ...] = ()
        self._article, self._pair = 0, (0, 0)
        self._shown: Shown | None = None
        self._looking = Looking(self.desk)
        self._look = WhenSeen(self, self._read)
        self.head = PanelHead(_("Versions"))
        self.rows = Rows((Column(_("Version"), words),), spoken=aloud, tip=tip, parent=self)
        self.list = ListView(self.rows, VersionDelegate(), _("Versions"), panel=self)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self.view = DiffView(text_theme(theme_of(self)), self)
        self.desk.asked.connect(self._asked)
        self._lay_out()
        self.show_settings(self.desk.settings)
        self._show_chain(())

    def _lay_out(self) -> None:
        back, on = _("Previous difference"), _("Next difference")
        tip = self.commands.tip
        self.before = self.head.add_tool(
            "chevron-up", back, tip(back, "versions.previous_difference")
        )
        self.after = self.head.add_tool("chevron-down", on, tip(on, "versions.next_difference"))
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.carry = LinkButton(
            _("Carry marks over…"),
            tip(_("Carry marks over from an older version to this one"), "versions.carry_over"),
        )
        self.carry.clicked.connect(self._carry)
        split = Splitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self.view)
        split.setStretchFactor(1, 1)
        split.setSizes([px(_LIST_WIDTH), px(3 * _LIST_WIDTH)])
        self._empty = EmptyState("")
        self._stack = stacked(self._empty, split)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, px(12), 0)
        top.setSpacing(px(12))
        top.addWidget(self.head, 1)
        top.addWidget(self.carry)
        column(self, top, self._stack)

    def entrance(self) -> QWidget:
        return self.list

    def enter(self) -> None:
        """Move the keyboard to the list."""
        self._look.now()
        super().enter()

    # what the desk says

    def show_page(self, page: Page | None) -> None:
        if page is None or page.article.id != self._article:
            self._look.later()

    def show_list(self) -> None:
        self._look.later()

    def show_settings(self, settings: Settings) -> None:
        self.view.set_family(reading_family(settings.reading_family))
        self.view.set_font_points(_POINTS / BODY_POINTS * self.font().pointSizeF()
                                  * settings.zoom / 100)  # fmt: skip

    def _read(self) -> None:
        """Read which versions there are."""
        page, project = self.desk.page, self.desk.project
        self._article = page.article.id if page is not None else 0
        found = versions(project, self._article) if page is not None and project else ()
        self._show_chain(found)

    def _show_chain(self, chain: tuple[Article, ...]) -> None:
        self._chain = chain if len(chain) > 1 else ()
        self.rows.show(rows_of(self._chain, self._article))
        self.carry.setEnabled(bool(self._chain) and self._chain[0].id != self._article)
        self._empty.say(
            _("This is the only version of the article. Where its address or its file comes in "
              "once more with another text, that is a new version.")
            if self.desk.page is not None
            else _("No article is open.")
        )  # fmt: skip
        self._stack.setCurrentIndex(1 if self._chain else 0)
        if (other := self._other()) is None:
            self._ask((0, 0))
        else:
            self.list.choose(other)
            self._choose(other)

    def _other(self) -> int | None:
        """The version to compare with: the one chosen, else the one before, or that after."""
        ids = [each.id for each in self._chain]
        if self._article not in ids:
            return None
        here, chosen = ids.index(self._article), self.list.chosen_id
        if chosen in ids and chosen != self._article:
            return int(chosen)
        return ids[here - 1] if here else ids[1]

    # comparing

    def _choose(self, id: object) -> None:
        """Compare the chosen version with the open one, the older of the two first."""
        ids = [each.id for each in self._chain]
        if id == self._article or id not in ids:
            return
        pair = sorted((ids.index(self._article), ids.index(id)))
        self._ask((ids[pair[0]], ids[pair[1]]))

    def _ask(self, pair: tuple[int, int]) -> None:
        project = self.desk.project
        if pair == self._pair and self._shown is not None:
            return
        self._pair, self._shown = pair, None
        self._looking.anew()
        self.view.show_merged(Merged(""))
        self._show_count()
        if project is not None and pair != (0, 0):
            self._looking.run(_("Comparing"), compared(project, *pair), self._show)

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.view.show_merged(shown.merged, shown.compared.newer.direction)
        self._show_count()

    def _show_count(self) -> None:
        count, at = len(self.view.changes), self.view.current + 1
        self.head.show_count("")
        if self._shown is not None:
            self.head.show_count(spoken_count(count, at))
        for button in (self.before, self.after):
            button.setEnabled(count > 0)

    # what the person does

    def _asked(self, place: str) -> None:
        if place in (NEXT, PREVIOUS):
            self._look.now()
            self.step(1 if place == NEXT else -1)

    def step(self, by: int) -> None:
        """Go to the next difference, or the one before, here and in the article."""
        change = self.view.step(by)
        if change is None or self._shown is None:
            self.desk.say(_("Nothing differs here."))
            return
        self._show_count()
        found = self._shown.compared
        is_newer = found.newer.id == self._article
        last = change[-1] if is_newer else change[0]
        start, end = last.newer if is_newer else last.older
        if (
            start == end and self.desk.page is not None
        ):  # what is not here: the word it stood before
            end = next_word_end(self.desk.page.text, start)
        self.desk.look(start=start, end=end, ready=-1, span=None, field="")
        gone, new = told(change, found.older_text, found.newer_text)
        said = [_("removed: {words}").format(words=gone[:_MOST])] if gone else []
        said += [_("added: {words}").format(words=new[:_MOST])] if new else []
        event = QAccessibleAnnouncementEvent(self.view, "; ".join(said))
        QAccessible.updateAccessibility(event)

    def _carry(self) -> None:
        """Carry marks over from the chosen version where it is older, else from the nearest."""
        older = next((each for each in self._chain if each.id == self._pair[0]), None)
        page, is_newer = self.desk.page, self._pair[1] == self._article
        if page is not None and older is not None and is_newer and self.desk.can_edit is True:
            CarrySheet(self.desk, older, page.article).open()
        else:
            self.commands.run(carry_over)

    def _open(self, id: object) -> None:
        """Open a version in place of the one that lies on the desk."""
        if isinstance(id, int):
            self.desk.open_article(id)

    # overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.now()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "view"):
            self.view.set_theme(text_theme(theme_of(self)))
        super().changeEvent(event)


def spoken_count(count: int, at: int) -> str:
    """How many differences there are, and at which one the view is."""
    if not count:
        return _("no difference")
    if not at:
        return ngettext("{n} difference", "{n} differences", count).format(n=count)
    return _("difference {at} of {n}").format(at=at, n=count)
