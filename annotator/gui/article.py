"""The middle of the window: the article's head, its text with the ruler, and the label bar."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCursor
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from annotator.edits import spans
from annotator.gui import choosing, spoken, suggesting
from annotator.gui.command import Commands
from annotator.gui.commands.file import import_files, import_paths, paste
from annotator.gui.commands.view import zoom
from annotator.gui.desk import Desk, Hits
from annotator.gui.focus import Focus
from annotator.gui.header import Header
from annotator.gui.labelbar import LabelBar
from annotator.gui.text.marks import FEW, made_for, marks_of
from annotator.gui.text.ruler import Ruler
from annotator.gui.text.view import TextView
from annotator.gui.theme import BODY_POINTS, reading_family, text_theme, theme_of
from annotator.gui.ticks import Overview, first_content, tip
from annotator.gui.widgets.empty import EmptyState
from annotator.i18n import _
from annotator.lookup import changed
from annotator.model import Page, Span
from annotator.settings import Settings
from annotator.suggestion import Suggestion

READING_POINTS = 12.0
_ONCE_MS = 150


class ArticleArea(QWidget):
    """Shows the page on the desk and turns what the mouse does on it into focus and edits."""

    def __init__(self, desk: Desk, commands: Commands, strips: list[QWidget]) -> None:
        super().__init__()
        self.desk = desk
        self.view = TextView(text_theme(theme_of(self)), self)
        self.view.setAccessibleName(_("Article"))
        self.ruler = Ruler(self.view, tip=lambda tick: tip(desk.page, tick))
        self.header = Header(desk, commands)
        self.bar = LabelBar(desk, commands)
        self._shown: Page | None = None
        self._open_claim: int | None = None
        self._said: int | None = None  # the span told of last, just now while `_saying` runs
        self._saying = QTimer(self, singleShot=True, interval=_ONCE_MS)
        self._suggested: tuple[Suggestion, ...] = ()
        self._overview = Overview()
        # The ruler follows when the text is painted, once for all that an edit brought about.
        self._ticks_soon = QTimer(self, singleShot=True, interval=0)
        self._ticks_soon.timeout.connect(self._show_ticks)
        self._lay_out(strips)
        self._listen()
        self.show_settings(desk.settings)

    def _lay_out(self, strips: list[QWidget]) -> None:
        self.text = QWidget()
        text = QHBoxLayout(self.text)
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(0)
        text.addWidget(self.view, 1)
        text.addWidget(self.ruler)
        self.empty = EmptyState(
            _("Import texts, web pages, PDF, tables or a folder of them, or paste one article."),
            heading=_("This project has no articles yet"),
            buttons=(("import", _("Import files…")), ("paste", _("Paste an article"))),
        )
        self.empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        for strip in strips:
            column.addWidget(strip)
        column.addWidget(self.text, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.bar)

    def _listen(self) -> None:
        desk, view = self.desk, self.view
        desk.page_changed.connect(self.show_page)
        desk.focus_changed.connect(self.show_focus)
        desk.hits_changed.connect(self.show_hits)
        desk.settings_changed.connect(self.show_settings)
        view.selection_changed.connect(self._selected)
        view.clicked.connect(self._clicked)
        view.picked.connect(self._picked)
        view.hovered.connect(self._hovered)
        view.span_entered.connect(self._entered)
        view.edge_dragged.connect(self._dragged)
        view.zoomed.connect(lambda steps: zoom(desk, 10 * steps))
        view.files_dropped.connect(lambda files: import_paths(desk, files))
        self.ruler.jumped.connect(self._jump)
        acts = {"import": import_files, "paste": paste}
        self.empty.pressed.connect(lambda key: acts[key].run(desk))

    # what the desk says

    def show_page(self, page: Page | None) -> None:
        """Show another article from its beginning, or what changed on this one."""
        old, self._shown = self._shown, page
        self.text.setVisible(page is not None)
        self.empty.setVisible(page is None)
        if page is None:
            self.view.show_text("")
            self.ruler.set_ticks(())
            return
        if old is None or old.codebook is not page.codebook:
            self.view.set_theme(text_theme(theme_of(self), self._families()))
        if old is None or old.article.id != page.article.id:
            self.view.show_text(page.text, page.article.direction)
        if old is None:
            self.view.setFocus()
        self._show_open(page)
        mentions = _mentions_changed(old, page)
        if mentions is None:
            same = old is not None and old.article.id == page.article.id
            self.view.set_marks(marks_of(page, self.view.marks if same else None))
        elif any(mentions):
            gone, came = mentions
            self.view.change_marks([one.id for one in gone], map(made_for(page), came))
        self._show_suggested(page, anew=mentions is None)
        if old is not None and old.entities is not page.entities:
            self.view.viewport().update()  # what names the chosen entity may be more or less
        if mentions is None or old is None or old.judgements is not page.judgements:
            self._ticks_soon.start()
        if old is None or old.article.id != page.article.id:
            self.repaint()  # now, so that nobody waits for what the panels read

    def _show_suggested(self, page: Page, *, anew: bool) -> None:
        """Draw what is suggested now; where all marks were made `anew`, all of it."""
        before, now = () if anew else self._suggested, suggesting.standing(self.desk)
        self._suggested = now
        if before != now:
            gone = [each.id for each in before if each not in now]
            came = [suggesting.mark_of(page, each) for each in now if each not in before]
            self.view.change_marks(gone, came)

    def show_focus(self, focus: Focus) -> None:
        """Light the open claim, choose the span, select the words, and bring them into view."""
        page, view = self.desk.page, self.view
        if page is None:
            return
        is_other = view.selection() != (focus.start, focus.end)
        if is_other and focus.has_words:
            view.set_selection(focus.start, focus.end)
        elif is_other:
            view.let_go(focus.start)
        view.light(focus.claim)
        span = page.span(focus.span) if focus.span is not None else None
        before = view.chosen.id if view.chosen else None
        entity = focus.entity
        view.choose(focus.span, None if entity is None else partial(self._alike, entity))
        if span is not None and span.id != before:
            view.reveal(span.start, span.end)
            self._announce_once(span)
        elif focus.claim is not None and focus.claim != self._open_claim:
            self._reveal_claim(page, focus.claim)
        elif focus.has_words and is_other:
            view.reveal(focus.start, focus.end)
        self._open_claim = focus.claim
        self._show_open(page)

    def _alike(self, entity: int, start: int, end: int) -> list[tuple[int, int]]:
        """Where between two places an entity is mentioned."""
        page = self.desk.page
        if page is None:
            return []
        near = (page.span(mark.id) for mark in self.view.marks.within(start, end))
        spans = [one for one in near if one is not None and one.is_mention]
        return [(one.start, one.end) for one in spans if page.entity_of(one) == entity]

    def _show_open(self, page: Page) -> None:
        claim = self.desk.focus.claim
        first = first_content(page, claim) if claim is not None else None
        self.ruler.show_open(first.start if first is not None else None)

    def _reveal_claim(self, page: Page, claim: int) -> None:
        parts = page.parts(claim, "content")
        if parts and self.view.reveal(parts[0].start, parts[0].end):
            self.view.outline(parts[0].start, parts[0].end)

    def show_hits(self, hits: Hits) -> None:
        """Frame what Find found."""
        self.view.set_hits(hits.ranges, hits.current)
        self._ticks_soon.start()

    def show_settings(self, settings: Settings) -> None:
        """Text size, typeface, layers, selecting, and the theme's colours."""
        view = self.view
        view.set_family(reading_family(settings.reading_family))
        view.set_font_points(READING_POINTS / BODY_POINTS * self.font().pointSizeF()
                             * settings.zoom / 100)  # fmt: skip
        view.set_measure(settings.measure)
        view.set_exact(not settings.snap_words)
        view.set_labels(settings.show_labels)
        view.set_layers(settings.entities, settings.claims, settings.own_claims)
        if self._shown is not None:
            self._show_suggested(self._shown, anew=False)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.view.set_theme(text_theme(theme_of(self), self._families()))
        super().changeEvent(event)

    def _families(self) -> set[str]:
        """The families of the codebook, hues of a label's own included."""
        page = self.desk.page
        return {label.family for label in page.codebook.labels} if page else set()

    def _show_ticks(self) -> None:
        if self.desk.page is not None:
            desk = self.desk
            self.ruler.set_ticks(self._overview.read(desk.page, desk.hits, self._who()))

    # what the hand does

    def _selected(self, start: int, end: int) -> None:
        focus = self.desk.focus
        if (start, end) != (focus.start, focus.end):
            is_all = (start, end) == (0, len(self.view.text)) and not focus.has_words
            self.desk.look(start=start, end=end, ready=-1, span=None, field="",
                           waits=focus.awaited, back=focus.start if is_all else -1)  # fmt: skip

    def _clicked(self, point: int, modifiers: Qt.KeyboardModifier) -> None:
        page = self.desk.page
        parts = [s for s in page.spans_at(point) if s.claim is not None] if page else []
        suggested = suggesting.at(self.desk, point)
        if modifiers & Qt.KeyboardModifier.ControlModifier and parts:
            choosing.choose(self.desk, parts[0], at=point)
        elif suggested is not None and suggested != suggesting.waiting(self.desk):
            suggesting.look(self.desk, suggested)
        else:
            choosing.click(self.desk, point)

    def _picked(self, span: int) -> None:
        page = self.desk.page
        if page is not None and (found := page.span(span)) is not None:
            choosing.choose(self.desk, found)

    def _hovered(self, span: int) -> None:
        page = self.desk.page
        found = page.span(span) if page else None
        self.view.peek(found.claim if found else None)
        if page is not None and found is not None:
            QToolTip.showText(QCursor.pos(), spoken.span(page, found, self._who()), self.view)
        else:
            QToolTip.hideText()

    def _entered(self, span: int) -> None:
        page = self.desk.page
        if page is not None and (found := page.span(span)) is not None:
            self._announce_once(found)

    def _dragged(self, span: int, start: int, end: int) -> None:
        if outcome := self.desk.edit(spans.move, span, start, end):
            self.desk.tell(outcome)

    def _jump(self, point: int) -> None:
        self.view.reveal(point, point)
        self.view.outline(point, min(point + 1, len(self.view.text)))

    def _announce_once(self, span: Span) -> None:
        """Tell a screen reader what lies there; one deed enters it, chooses it and looks at it."""
        page, is_told = self.desk.page, self._saying.isActive() and self._said == span.id
        self._said = span.id
        self._saying.start()
        if page is not None and not is_told:
            words = spoken.span(page, span, self._who())
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, words))

    def _who(self) -> int | None:
        return self.desk.project.annotator.id if self.desk.project else None


def _mentions_changed(old: Page | None, page: Page) -> tuple[Sequence[Span], Sequence[Span]] | None:
    """The few mentions that went and came; None where more than they look different in the text."""
    if old is None or old.article.id != page.article.id or old.claims is not page.claims or (
        old.codebook is not page.codebook or old.notes != page.notes):  # fmt: skip
        return None
    gone, came = changed(old.spans, page.spans)
    few = len(gone) + len(came) < FEW and all(one.is_mention for one in (*gone, *came))
    return (gone, came) if few else None
