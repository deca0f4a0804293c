"""Places that could be marked alike: ticked in context, labelled in one step."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from annotator import text as texts
from annotator.edits import spans
from annotator.gui.desk import Desk
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.dialogs.ticking import Foot, typed
from annotator.gui.finding import longwork
from annotator.gui.rows import Column, Row, Rows
from annotator.gui.theme import px
from annotator.gui.widgets.listview import ListView, RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _N, _, ngettext
from annotator.model import Page, Span

_CONTEXT = 60
_MANY = 100  # more places than the window should wait for are labelled as a job


@dataclass(frozen=True, slots=True)
class Place:
    """One place in context; `id` is its start in code points."""

    id: int
    end: int
    before: str
    words: str
    after: str
    ticked: bool = True


class OccurrencesSheet(Sheet):
    """Space ticks and unticks, Enter labels what is ticked.

    The ticked get a label, and an entity or None for what each place's own words name.
    """

    TITLE = _N("Label all other occurrences")
    WIDTH, HEIGHT = 720, 420

    def __init__(
        self, desk: Desk, places: Sequence[tuple[int, int]], label: int, entity: int | None,
        told: str,
    ) -> None:  # fmt: skip
        text = desk.page.text if desk.page else ""
        self.label_given, self.entity, self.told = label, entity, told
        self.places = tuple(_in_context(text, start, end) for start, end in places)
        super().__init__(desk)

    def build(self) -> None:
        self._rows = Rows(
            (Column(_("Place"), lambda place: f"{place.before}{place.words}{place.after}"),),
            spoken=_spoken,
            parent=self,
        )
        self._rows.show(self.places)
        self.list = ListView(self._rows, _PlaceDelegate(self.toggle), _("Places"), panel=self)
        self.list.installEventFilter(self)
        self.list.choose(self.places[0].id)
        how = _("Space ticks a place, Enter labels those ticked.")
        self.body.addWidget(self.label(f"{self.told} {how}"))
        self.body.addWidget(self.list, 1)
        self._foot = Foot(self, self.toggle_all, self.take)
        self._show_count()

    def first(self) -> QWidget:
        return self.list

    def toggle(self, start: int) -> None:
        """Tick a place, or untick it."""
        self.places = tuple(
            replace(one, ticked=not one.ticked) if one.id == start else one for one in self.places
        )
        self._rows.show(self.places)
        self._show_count()

    def toggle_all(self) -> None:
        """Tick all places, or none where all are ticked."""
        ticked = not all(place.ticked for place in self.places)
        self.places = tuple(replace(one, ticked=ticked) for one in self.places)
        self._rows.show(self.places)
        self._show_count()

    def _show_count(self) -> None:
        ticked = sum(place.ticked for place in self.places)
        words = ngettext("Label {n} place", "Label {n} places", ticked).format(n=ticked)
        self._foot.tell(ticked, len(self.places), words)

    def take(self) -> None:
        """Label the ticked places as one step that one undo takes back."""
        page = self.desk.page
        ticked = tuple((place.id, place.end) for place in self.places if place.ticked)
        self.shut()
        if page is not None and len(ticked) > _MANY:
            places = [(page.article.id, ticked)]
            longwork.label(
                self.desk, places, self.label_given, entity=self.entity, also_done=True,
                total=len(ticked),
            )  # fmt: skip
        elif page is not None and ticked:
            outcome = self.desk.edit(
                spans.add_all, page.article.id, ticked, self.label_given, self.entity
            )
            if outcome is not None:
                self.desk.tell(outcome)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list:
            return typed(event, lambda: self.toggle(self.list.chosen_id), self.take)
        return super().eventFilter(watched, event)


class HitsSheet(OccurrencesSheet):
    """What Find found."""

    TITLE = _N("Label all hits")


def offer_alike(desk: Desk, page: Page, span: Span) -> bool:
    """List the other places where a mention's words stand; False where there is none."""
    places = unmarked(page, texts.occurrences(page.text, span.quote), span.label)
    if not places or span.label is None:
        return False
    entity = page.entities.get(page.entity_of(span) or 0)
    told = _("“{words}” as “{name}”.").format(
        words=span.quote, name=entity.name if entity else _("no entity")
    )
    OccurrencesSheet(desk, places, span.label, entity.id if entity else None, told).open()
    return True


def unmarked(
    page: Page, places: Iterable[tuple[int, int]], label: int | None
) -> tuple[tuple[int, int], ...]:
    """The places that have no mention of this label yet."""
    taken = {(span.start, span.end) for span in page.mentions if span.label == label}
    return tuple(place for place in places if tuple(place) not in taken)


def _in_context(text: str, start: int, end: int) -> Place:
    before = " ".join(text[max(0, start - _CONTEXT) : start].split(" ")).replace("\n", " ")
    after = text[end : end + _CONTEXT].replace("\n", " ")
    return Place(start, end, before, text[start:end].replace("\n", " "), after)


def _spoken(place: Place) -> str:
    tick = _("ticked") if place.ticked else _("not ticked")
    return f"{tick}: {place.before}{place.words}{place.after}"


class _PlaceDelegate(RowDelegate):
    """A tick, then the words in the middle of their context."""

    height = 26

    def __init__(self, toggle: Callable[[int], None]) -> None:
        super().__init__()
        self._toggle = toggle

    def paint_row(self, paint: RowPainter, row: Row, column: int) -> None:
        theme = paint.theme
        box, middle = px(36), paint.width * 0.46
        paint.icon("check" if row.ticked else "ring-empty", px(12), paint.only,
                   theme.accent if row.ticked else theme.dim)  # fmt: skip
        ink = theme.text if row.ticked else theme.dim
        paint.words(row.before, box, middle, paint.only, step="quote", align="right",
                    elide="start", colour=theme.dim)  # fmt: skip
        width = paint.words(row.words, middle, paint.width, paint.only, step="quote", bold=True,
                            colour=ink)  # fmt: skip
        paint.words(row.after, middle + width, paint.width - px(8), paint.only, step="quote",
                    colour=theme.dim)  # fmt: skip

    def editorEvent(self, event: QEvent, model: object, option: object, index: object) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and event.position().x() < px(36):
            self._toggle(index.model().row(index.row()).id)
            return True
        return False
