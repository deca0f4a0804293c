"""Carrying marks over from an older version: what can be is ticked, what cannot says why."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject
from PySide6.QtWidgets import QCheckBox, QWidget

from annotator.gui.desk import Desk
from annotator.gui.dialogs.looking import Looking
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.dialogs.ticking import Foot, typed
from annotator.gui.finding import longwork
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import px
from annotator.gui.widgets.base import LinkButton
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _N, _, ngettext
from annotator.jobs.versions import Carried, Offer, Plan, carry, plan, source_of
from annotator.model import Article, Label

__all__ = ["CarrySheet", "source_of"]

_CHIP, _WORDS, _MIDDLE = 40, 88, 0.4
_ONE, _TWO = 28, 42  # the height of a row: with what it says alone, and with why it stays


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A mention or a claim of the older version as a row."""

    id: int
    offer: Offer
    label: Label | None

    @property
    def can_go(self) -> bool:
        """True for what can be carried over."""
        return bool(self.offer.places)


class CarrySheet(Sheet):
    """Space ticks and unticks, Enter carries over what is ticked."""

    TITLE = _N("Carry marks over")
    WIDTH, HEIGHT = 820, 560

    def __init__(self, desk: Desk, older: Article, newer: Article) -> None:
        self.older, self.newer = older, newer
        self.plan: Plan | None = None
        self._able: tuple[Offer, ...] = ()
        self._left_behind: tuple[Offer, ...] = ()
        self._unticked = set[int]()  # of those that can go; all of them are ticked at first
        self._looking = Looking(desk)
        super().__init__(desk)

    def build(self) -> None:
        self.told = self.label(_("Looking for the words that still stand…"))
        self.rows = Rows((Column(_("Mark"), _words),), spoken=self._aloud, tip=_tip, parent=self)
        painted = _OfferDelegate(self.toggle, self.is_ticked)
        self.list = ListView(self.rows, painted, _("Marks"), panel=self,
                             height_of=lambda row: _ONE if row.can_go else _TWO)  # fmt: skip
        self.list.installEventFilter(self)
        self.answers = QCheckBox(_("My judgements of these claims as well"))
        self.answers.setToolTip(
            _("They were given on the older version; the claims will say so. Left out, the claims "
              "wait to be judged anew.")
        )  # fmt: skip
        self.answers.hide()
        self.body.addWidget(self.told)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.answers)
        self._left = LinkButton("", _("Goes to the first mark that stays behind"))
        self._left.clicked.connect(self.show_left)
        self._foot = Foot(self, self.toggle_all, self.take, self._left)
        self._show_count()

    def first(self) -> QWidget:
        return self.list

    def open(self) -> None:
        """Show the sheet, and look for what can be carried over."""
        super().open()
        if self.is_open and self.desk.project is not None:
            job = plan(self.desk.project, self.older.id, self.newer.id)
            self._looking.run(_("Looking"), job, self.show_plan)

    def show_plan(self, found: Plan) -> None:
        """Show what can be carried over, ticked, and below it what cannot."""
        self.plan, self._able, self._left_behind = found, found.able, found.left
        self._unticked.clear()
        self._show_rows()
        if found.offers:
            self.list.choose(self.rows.id_at(0))
        self.answers.setVisible(any(each.judged for each in self._able))
        self.told.setText(_told(found))
        self._show_count()

    def _show_rows(self) -> None:
        """Make the rows as they come into sight: an article may bear ten thousand marks."""
        offers = (*self._able, *self._left_behind)
        place_of = {each.id: place for place, each in enumerate(offers)}
        book = self.desk.project.codebook if self.desk.project is not None else None

        def some(last: int | None, limit: int) -> tuple[OfferRow, ...]:
            first = 0 if last is None else place_of[last] + 1
            return tuple(
                OfferRow(each.id, each, book.label(each.label) if book and each.label else None)
                for each in offers[first : first + limit]
            )

        self.rows.show_pages(some)

    def is_ticked(self, row: OfferRow) -> bool:
        """True for what can be carried over and is to be."""
        return row.can_go and row.id not in self._unticked

    def toggle(self, id: object) -> None:
        """Tick a mark, or untick it."""
        row = self.rows.find(id)
        if row is not None and row.can_go:
            self._unticked ^= {row.id}
            self._show_ticks()

    def toggle_all(self) -> None:
        """Tick all that can be carried over, or none where all are ticked."""
        self._unticked = set() if self._unticked else {each.id for each in self._able}
        self._show_ticks()

    def show_left(self) -> None:
        """Go to the first of the marks that cannot be carried over."""
        above = QModelIndex()
        while len(self.rows.rows) <= len(self._able) and self.rows.canFetchMore(above):
            self.rows.fetchMore(above)
        self.list.choose(self.rows.id_at(len(self._able)))
        self.list.setFocus()

    def _show_ticks(self) -> None:
        self.list.viewport().update()
        self._show_count()

    def _show_count(self) -> None:
        able, left = len(self._able), len(self._left_behind)
        ticked = able - len(self._unticked)
        words = ngettext("Carry {n} mark over", "Carry {n} marks over", ticked)
        self._foot.tell(ticked, able, words.format(n=ticked))
        stays = ngettext("{n} stays behind", "{n} stay behind", left).format(n=left)
        self._left.setText(stays)
        self._left.setAccessibleName(stays)
        self._left.setVisible(bool(left))

    def take(self) -> None:
        """Carry the ticked ones over as one step that one undo takes back."""
        project, found, desk = self.desk.project, self.plan, self.desk
        chosen = {each.id for each in self._able} - self._unticked
        answers = self.answers.isChecked() and not self.answers.isHidden()
        if project is None or found is None or not chosen:
            return
        self.shut()
        job = carry(project, found, chosen, answers=answers)
        longwork.run(desk, _("Carrying marks over"), job, lambda done: desk.say(words_of(done)))

    def shut(self) -> None:
        """Close the sheet; nothing is looked for any more."""
        if self.is_open:
            self._looking.end()
        super().shut()

    def _aloud(self, row: OfferRow) -> str:
        tick = _("ticked") if self.is_ticked(row) else _("not ticked")
        return ", ".join((tick if row.can_go else row.offer.why, _kind(row), row.offer.words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list:
            return typed(event, lambda: self.toggle(self.list.chosen_id), self.take)
        return super().eventFilter(watched, event)


def words_of(done: Carried) -> str:
    """What was carried over, in a sentence or two."""
    count = done.mentions + done.claims
    told = ngettext("Carried {n} mark over.", "Carried {n} marks over.", count).format(n=count)
    if done.there:
        words = ngettext("{n} was there already.", "{n} were there already.", done.there)
        told = f"{told} {words.format(n=done.there)}"
    return f"{told} {_('The article is in progress again.')}" if done.reopened else told


def _told(found: Plan) -> str:
    """What the sheet lists, in two sentences."""
    if not found.offers:
        return _("Nothing is marked in the older version.")
    if not found.able:
        return _("No mark of the older version can be carried over.")
    return _(
        "Ticked is what covers the same words at the same place in both versions. The older one "
        "keeps all its marks; remarks stay with it. Space ticks, Enter carries over."
    )


def _words(row: OfferRow) -> str:
    return f"{row.offer.before}{row.offer.words}{row.offer.after}"


def _kind(row: OfferRow) -> str:
    if row.label is not None:
        return row.label.name
    return _("Claim {n}").format(n=row.offer.number)


def _tip(row: OfferRow) -> str:
    return "\n".join(filter(None, (_kind(row), row.offer.words, row.offer.why)))


class _OfferDelegate(RowDelegate):
    """A tick or a cross, the label or the claim, the words in their context, why it stays."""

    height = _ONE

    def __init__(
        self, toggle: Callable[[object], None], is_ticked: Callable[[OfferRow], bool]
    ) -> None:
        super().__init__()
        self._toggle, self._is_ticked = toggle, is_ticked

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme, offer, right = paint.theme, row.offer, paint.width - px(8)
        line, ticked = paint.only if row.can_go else paint.first, self._is_ticked(row)
        sign = ("check" if ticked else "ring-empty") if row.can_go else "close"
        colour = theme.accent if ticked else theme.dim if row.can_go else theme.warn
        paint.icon(sign, px(12), line, colour)
        if row.label is not None:
            paint.chip(row.label.code, row.label.family, px(_CHIP), line)
        else:
            paint.icon("quote", px(_CHIP), line, theme.roles["content"])
            paint.words(str(offer.number), px(_CHIP + 20), px(_WORDS), line, step="fine")
        ink = theme.text if ticked else theme.dim
        middle = paint.width * _MIDDLE
        paint.words(offer.before, px(_WORDS), middle, line, step="quote", align="right",
                    elide="start", colour=theme.dim)  # fmt: skip
        width = paint.words(offer.words, middle, right, line, step="quote", bold=True,
                            colour=ink)  # fmt: skip
        paint.words(offer.after, middle + width, right, line, step="quote",
                    colour=theme.dim)  # fmt: skip
        if not row.can_go:
            paint.words(offer.why, px(_WORDS), right, paint.second, step="fine", colour=theme.warn)

    def editorEvent(self, event: QEvent, model: object, option: object, index: object) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and event.position().x() < px(36):
            self._toggle(index.model().row(index.row()).id)
            return True
        return False
