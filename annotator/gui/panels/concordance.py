"""Find in all articles: hits in context as one types, ticked, and labelled in one step."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from annotator.errors import Refused
from annotator.gui.commands.corpus import NEXT, PREVIOUS
from annotator.gui.finding import longwork
from annotator.gui.finding.corpusbar import CorpusBar
from annotator.gui.finding.corpushits import CorpusHits
from annotator.gui.finding.kwic import (
    ARTICLES,
    KwicDelegate,
    KwicList,
    KwicRow,
    Place,
    aloud,
    words_of,
)
from annotator.gui.panel import Panel
from annotator.gui.rows import Column, Rows
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.layout import column, stacked
from annotator.i18n import _N, _, ngettext
from annotator.jobs.finding import Asked, Ticks, asked, ticked
from annotator.model import Page

LONGEST_SELECTION = 200


class ConcordancePanel(Panel):
    """The bar, and the hits of the whole corpus below it."""

    TITLE = _N("Concordance")
    OPENED_BY = "corpus.concordance"
    PLACE = "bottom"
    ORDER = 1

    def build(self) -> None:
        self._wrong = ""
        self.hits = CorpusHits(self.desk)
        self.hits.grown.connect(self._show_rows)
        self.hits.counted.connect(self._tell)
        self.hits.marked.connect(self._show_marks)
        self.hits.refused.connect(self._refuse)
        self.bar = CorpusBar(self.desk)
        self.bar.asked.connect(self.search)
        self.bar.ordered.connect(self._order)
        self.bar.label_chosen.connect(self.label)
        self.bar.all.clicked.connect(self._tick_all)
        self.bar.field.left.connect(lambda: self.desk.ask("text"))
        self.bar.field.stepped_down.connect(self._enter_list)
        self.rows = Rows(
            (Column(_("Hit"), words_of),),
            spoken=lambda row: aloud(row, self._is_ticked(row)), tip=words_of, parent=self,
        )  # fmt: skip
        self.list = KwicList(self.rows, KwicDelegate(self._is_ticked), _("Hits"), self)
        self.list.opened.connect(self._open)
        self.list.ticked.connect(self._tick)
        self.list.all_ticked.connect(self._tick_all)
        self.list.key_pressed.connect(self._label_by_key)
        self.list.near_end.connect(lambda: self.hits.more())
        self.desk.asked.connect(self._step)
        self._lay_out()
        self._tell()

    def _lay_out(self) -> None:
        self._empty = EmptyState("")
        self._stack = stacked(self._empty, self.list)
        column(self, self.bar, self._stack)

    def entrance(self) -> QWidget:
        return self.bar.field

    def enter(self) -> None:
        """Move the keyboard to the field; words selected in the text are looked for at once."""
        page, focus, field = self.desk.page, self.desk.focus, self.bar.field
        if page is not None and focus.has_words and focus.end - focus.start <= LONGEST_SELECTION:
            words = " ".join(page.text[focus.start : focus.end].replace('"', " ").split())
            field.look_for(f'"{words}"' if " " in words else words)
        field.setFocus()
        field.selectAll()

    def show_project(self) -> None:
        self.bar.labels = self.desk.project.codebook.active_labels if self.desk.project else ()
        self.search()

    def show_page(self, page: Page | None) -> None:
        if page is None:
            return
        self.bar.labels = page.codebook.active_labels
        if self.isVisible():
            self.hits.follow(page)
        else:
            self.hits.stale = True

    def show_list(self) -> None:
        self.hits.stale = True
        if self.isVisible():
            self.hits.refresh()

    # searching

    def search(self) -> None:
        """Look for what stands in the field; what was looked for before is forgotten."""
        self._wrong, wanted = "", Asked()
        try:
            wanted = asked(self.bar.field.text(), self.bar.listed.among)
        except Refused as refusal:
            self._wrong = str(refusal)
        self.hits.look_for(wanted if self.desk.project is not None else Asked())
        self._show_rows()

    def _refuse(self, why: str) -> None:
        self._wrong = why
        self._show_rows()

    def _order(self) -> None:
        self.hits.sort(self.bar.order)
        self._show_rows()
        self.list.scrollToTop()

    def _show_rows(self) -> None:
        if self.hits.is_waiting:
            return  # the old rows stay until the new ones are there: nothing flickers as one types
        self.rows.show(self.hits.rows)
        self._tell()

    def _show_marks(self, rows: list[KwicRow]) -> None:
        for row in rows:
            self.rows.change(row)

    def _tell(self) -> None:
        """Say how many hits there are, how many of them are ticked, or what is wrong."""
        words, any_hits = self.bar.field.text().strip(), bool(self.rows.rows)
        self._stack.setCurrentWidget(self.list if any_hits and words else self._empty)
        self._empty.say(self._why_empty(words))
        can_label = self.desk.project is not None and not self.desk.project.read_only
        self.bar.all.setEnabled(any_hits)
        self.bar.act.setEnabled(can_label and self._ticks.count(self.hits.tally) != 0)
        if self._wrong:
            self.bar.told.tell(self._wrong, "bad")
        else:
            self.bar.told.tell(self._in_words() if words else "")
        self.list.viewport().update()

    @property
    def _ticks(self) -> Ticks:
        return self.hits.ticks

    def _in_words(self) -> str:
        tally = self.hits.tally
        told = ngettext("{n:,} hit", "{n:,} hits", tally.hits).format(n=tally.hits)
        is_sorted_in_part = self.bar.order != ARTICLES and not self.hits.is_complete
        if tally.articles and not is_sorted_in_part:  # there is no room for both
            where = ngettext("in {n:,} article", "in {n:,} articles", tally.articles)
            told = f"{told} {where.format(n=tally.articles)}"
        if not tally.is_whole:
            told = _("{hits}, counting").format(hits=told)
        if is_sorted_in_part:
            some = _("{n:,} sorted").format(n=len(self.hits.rows))
            told = f"{told} · {some}"
        ticked_ones = self._ticks.count(tally)
        if ticked_ones:
            told = f"{told} · {_('{n:,} ticked').format(n=ticked_ones)}"
        return told

    def _why_empty(self, words: str) -> str:
        if self.desk.project is None:
            return _("No project is open.")
        if not words:
            return _("Type words to find in all articles: “believe me” in a row, deni* by its "
                     "beginning, NEAR(gas price, 5) close together, OR, NOT.")  # fmt: skip
        if self._wrong:
            return self._wrong
        if self.hits.is_waiting or not self.hits.is_complete:
            return _("Looking…")
        if not self.hits.wanted.among.is_any:
            return _("Nothing matches “{words}” in the articles of the list.").format(words=words)
        return _("Nothing matches “{words}”.").format(words=words)

    # ticks

    def _is_ticked(self, row: KwicRow) -> bool:
        return self.hits.is_ticked(row.id)

    def _tick(self, id: Place) -> None:
        self.hits.turn(id)
        self._tell()

    def _tick_all(self) -> None:
        self.hits.turn_all()
        self._tell()

    # what the person does

    def _enter_list(self) -> None:
        if self.rows.rows:
            self.list.setFocus()
            if self.list.chosen_id is None:
                self.list.choose(self.rows.id_at(0))

    def _open(self, id: Place) -> None:
        """Open the article of a hit at its place, and move the keyboard there."""
        self._show(id)
        self.desk.ask("text")

    def _show(self, id: Place) -> None:
        place = self.hits.place_of(id)
        if place is None:
            return
        article, start, end = place
        self.desk.open_article(article)
        page = self.desk.page
        if page is not None and page.article.id == article:
            self.desk.look(start=start, end=end, ready=-1, span=None, entity=None, field="")

    def _step(self, part: str) -> None:
        """Go to the hit after (or before) the chosen one, wherever the keyboard is."""
        if part not in (NEXT, PREVIOUS):
            return
        step = 1 if part == NEXT else -1
        place = self.rows.place_of(self.list.chosen_id) if self.list.chosen_id else None
        at = (0 if step > 0 else len(self.rows.rows) - 1) if place is None else place + step
        while 0 <= at < len(self.rows.rows) and self.rows.row(at).is_head:
            at += step
        if not 0 <= at < len(self.rows.rows):
            self.desk.say(_("There are no further hits.") if self.rows.rows else
                          _("Nothing was found yet. Press Ctrl+Shift+F and type."))  # fmt: skip
            return
        self.list.choose(self.rows.id_at(at))
        # The desk tells everybody of the command first.
        QTimer.singleShot(0, self, lambda: self._show(self.rows.id_at(at)))

    def _label_by_key(self, key: str) -> None:
        label = next((one for one in self.bar.labels if one.key == key), None)
        if label is not None:
            self.label(label.id)

    def label(self, label: int) -> None:
        """Give the ticked hits a label, or the chosen one where none is ticked."""
        project, ticks, chosen = self.desk.project, self._ticks, self.list.chosen_id
        if project is None or self.hits.is_waiting:
            return
        total = ticks.count(self.hits.tally)
        if total:
            places = ticked(project, self.hits.wanted, ticks)
        elif chosen is not None and chosen[1] >= 0:
            places, total = iter([(chosen[0], ((chosen[1], chosen[2]),))]), 1
        else:
            self.desk.say(_("Tick some hits first, with Space."), "warn")
            return
        self.hits.stale = True
        longwork.label(self.desk, places, label, also_done=self.bar.also_done, total=total)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.hits.refresh()
