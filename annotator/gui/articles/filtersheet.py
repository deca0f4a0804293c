"""The sheet of the filter: every condition the list of articles knows, and its order."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from annotator import text as texts
from annotator.gui.articles.entityline import EntityLine, suggest
from annotator.gui.articles.wording import (
    RIGHTS_NAMES,
    SORT_NAMES,
    STATE_NAMES,
    VERSION_NAMES,
)
from annotator.gui.desk import Desk
from annotator.gui.dialogs.fields import HEIGHT, ChoiceBox, NumberBox
from annotator.gui.dialogs.looking import Looking
from annotator.gui.dialogs.sheet import Sheet, scrolled
from annotator.gui.theme import px
from annotator.i18n import _N, _, ngettext
from annotator.jobs import counting
from annotator.jobs.counting import Tally
from annotator.model import NOT_APPLICABLE, RIGHTS
from annotator.project import (
    ANY_FIELD,
    NO_SOURCE,
    NOT_SECRET,
    UNANSWERED,
    UNSAID,
    Filter,
    Project,
)
from annotator.wording import graded

NAME_WIDTH, PAUSE_MS, SEEDS = 88, 200, 999_999

Choices = Sequence[tuple[str, str]]


class FilterSheet(Sheet):
    """A field for each condition; the foot says how many articles meet them all."""

    TITLE = _N("Filter the articles")
    ABOUT = _N("An article is listed where it meets all that is set here")
    WIDTH, HEIGHT = 620, 620

    def __init__(self, desk: Desk, project: Project) -> None:
        self.project = project
        self._looking = Looking(desk)
        super().__init__(desk)

    def build(self) -> None:
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._count)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, px(8), 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnMinimumWidth(0, px(NAME_WIDTH))
        self._grid.setColumnStretch(1, 1)
        self._add_work()
        self._add_marks()
        self._add_metadata()
        self._add_order()
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.body.addWidget(scrolled(inside), 1)
        self.told = self.label(dim=True)
        self.foot.addWidget(self.told, 1)
        self.foot.addWidget(self.button(_("Clear"), lambda: self.show_filter(Filter())))
        self.foot.addWidget(self.button(_("Cancel"), self.shut))
        self.foot.addWidget(self.button(_("Show"), self.take, primary=True))
        self.show_filter(self.desk.wanted)

    def first(self) -> QWidget:
        return self.words

    # the fields

    def _add_work(self) -> None:
        self.words = self._line(_("Words"), _("In the title, the outlet or the text"))
        people = [(str(one.id), one.name) for one in self.project.annotators]
        me = str(self.project.annotator.id)
        others = [each for each in people if each[0] != me]
        self.status = self._choices(
            _("Status"), [(state, _(words)) for state, words in STATE_NAMES.items()]
        )
        self.whose = self._choices(_("Whose status"), others, none=_("mine"))
        self._row(_("Status"), _beside(self.status, self.whose))
        hint = _("The day the status was set, such as 2024-03-31, or 2024-03")
        self.changed_since, self.changed_until = self._days(_("Status set"), hint)
        self.assigned = self._box(_("Assigned to"), [(me, _("me")), *others])

    def _add_marks(self) -> None:
        book = self.project.codebook
        labels = [
            (str(one.id), "  ".join(dict.fromkeys((one.name, one.code))))
            for one in book.active_labels
        ]
        self.mark = self._box(_("Label"), labels)
        self.entity = self._entity(_("Entity"), _("Mentioned in it"))
        self.source = self._entity(_("Source"), _("Of a claim in it"))
        self.bare = QCheckBox(_("A claim without source"))
        self.bare.toggled.connect(lambda on: self.source.setEnabled(not on))
        self.bare.toggled.connect(lambda _on: self._pause.start())
        self.claims = QCheckBox(_("Any claim"))
        self.claims.toggled.connect(lambda _on: self._pause.start())
        self._row(_("Claims"), _beside(self.claims, self.bare))
        fields = [(one.id, _(one.name)) for one in book.fields]
        self.field = self._choices(_("Judgement"), [(ANY_FIELD, _("every question")), *fields])
        self.value = self._choices(_("Answer"), ())
        self.field.activated.connect(lambda _place: self._offer_answers())
        self._row(_("Judgement"), _beside(self.field, self.value))

    def _add_metadata(self) -> None:
        hint = _("Such as 2024-03 or 2024-03-31")
        self.since, self.until = self._days(_("Published"), hint)
        self.outlet = self._made_line(_("Outlet"), "")
        suggest(self.outlet, self.project.values_of("outlet"))
        languages = [(one, one) for one in self.project.values_of("language")]
        self.language = self._choices(_("Language"), languages, none=_("any language"))
        self._row(_("Outlet"), _beside(self.outlet, self.language))
        rights = [(one, _(RIGHTS_NAMES[one])) for one in (NOT_SECRET, *RIGHTS, UNSAID)]
        self.rights = self._choices(_("Rights"), rights)
        versions = [(one, _(words)) for one, words in VERSION_NAMES.items()]
        self.version = self._choices(_("Version"), versions, none=_("any version"))
        self._row(_("Rights"), _beside(self.rights, self.version))

    def _add_order(self) -> None:
        self.sort = ChoiceBox([(one, _(words)) for one, words in SORT_NAMES.items()], "added")
        self.sort.setAccessibleName(_("Order"))
        self.down = QCheckBox(_("backwards"))
        self.seed = NumberBox()
        self.seed.setRange(0, SEEDS)
        self.seed.setAccessibleName(_("Seed"))
        self.seed.setPrefix(_("seed") + " ")
        self.seed.setToolTip(_("The same seed gives the same order again, on any computer"))
        for field in (self.sort, self.seed):
            field.setMinimumHeight(px(HEIGHT))
        self.sort.activated.connect(lambda _place: self._show_order())
        self._row(_("Order"), _beside(self.sort, self.down, self.seed))

    def _row(self, name: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(self.label(name, dim=True), row, 0)
        self._grid.addWidget(field, row, 1)

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = self._made_line(name, hint)
        self._row(name, line)
        return line

    def _made_line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        line.setMinimumHeight(px(HEIGHT))
        line.textEdited.connect(lambda _words: self._pause.start())
        return line

    def _days(self, name: str, hint: str) -> tuple[QLineEdit, QLineEdit]:
        """Two lines for the first and the last day."""
        lines = QLineEdit(), QLineEdit()
        for line, end in zip(lines, (_("From"), _("Until")), strict=True):
            line.setAccessibleName(f"{name}: {end}")
            line.setPlaceholderText(end)
            line.setToolTip(hint)
            line.setMinimumHeight(px(HEIGHT))
            line.textEdited.connect(lambda _words: self._pause.start())
        self._row(name, _beside(*lines))
        return lines

    def _entity(self, name: str, hint: str) -> EntityLine:
        line = EntityLine(self.project, name)
        line.setPlaceholderText(hint)
        line.textChanged.connect(lambda _words: self._pause.start())
        self._row(name, line)
        return line

    def _choices(self, name: str, choices: Choices, none: str = "") -> ChoiceBox:
        box = ChoiceBox([("", none or _("any")), *choices])
        box.setAccessibleName(name)
        box.setMinimumHeight(px(HEIGHT))
        box.activated.connect(lambda _place: self._pause.start())
        return box

    def _box(self, name: str, choices: Choices) -> ChoiceBox:
        box = self._choices(name, [(value, _(words)) for value, words in choices])
        self._row(name, box)
        return box

    def _offer_answers(self, chosen: str = UNANSWERED) -> None:
        """Offer the answers that the chosen field knows."""
        asked = next((x for x in self.project.codebook.fields if x.id == self.field.currentData()),
                     None)  # fmt: skip
        self.value.clear()
        self.value.setEnabled(bool(self.field.currentData()))
        offered = [(UNANSWERED, _("not answered"))] if self.field.currentData() else []
        if asked is not None:
            values = [*(choice.value for choice in asked.choices), NOT_APPLICABLE]
            offered += [(value, graded(asked, value)) for value in values]
        for value, words in offered:
            self.value.addItem(words, value)
        self.value.setCurrentIndex(max(self.value.findData(chosen), 0 if offered else -1))

    def _show_order(self) -> None:
        self.seed.setVisible(self.sort.currentData() == "random")

    # the filter

    def show_filter(self, wanted: Filter) -> None:
        """Show a filter in the fields."""
        self._family = wanted.family
        for line, words in ((self.words, wanted.text), (self.since, wanted.since),
                            (self.until, wanted.until), (self.outlet, wanted.outlet),
                            (self.changed_since, wanted.changed_since),
                            (self.changed_until, wanted.changed_until)):  # fmt: skip
            line.setText(words)
        for box, value in (
            (self.status, wanted.status), (self.assigned, _id(wanted.assigned)),
            (self.mark, _id(wanted.label)), (self.language, wanted.language),
            (self.rights, wanted.rights), (self.sort, wanted.sort),
            (self.field, wanted.judged[0]), (self.version, wanted.version),
            (self.whose, _id(wanted.whose)),
        ):  # fmt: skip
            box.setCurrentIndex(max(box.findData(value), 0))
        self.bare.setChecked(wanted.source == NO_SOURCE)
        self.claims.setChecked(wanted.claims)
        self.entity.show_entity(wanted.entity)
        self.source.show_entity(max(wanted.source, 0))
        self._offer_answers(wanted.judged[1] or UNANSWERED)
        self.down.setChecked(wanted.down)
        self.seed.setValue(wanted.seed)
        self._show_order()
        self._count()

    @property
    def wanted(self) -> Filter:
        """The filter that the fields ask for."""
        field = self.field.currentData() or ""
        return Filter(
            text=self.words.text().strip(), status=self.status.currentData() or "",
            sort=self.sort.currentData(), down=self.down.isChecked(),
            seed=self.seed.value() if self.sort.currentData() == "random" else 0,
            label=int(self.mark.currentData() or 0), entity=self.entity.entity,
            source=NO_SOURCE if self.bare.isChecked() else self.source.entity,
            claims=self.claims.isChecked(), whose=int(self.whose.currentData() or 0),
            changed_since=_date(self.changed_since.text()),
            changed_until=_date(self.changed_until.text()),
            judged=(field, self.value.currentData() or "") if field else ("", ""),
            since=_date(self.since.text()), until=_date(self.until.text()),
            outlet=self.outlet.text().strip(), language=self.language.currentData() or "",
            rights=self.rights.currentData() or "", family=self._family,
            assigned=int(self.assigned.currentData() or 0),
            version=self.version.currentData() or "",
        )  # fmt: skip

    def take(self) -> None:
        """List what the fields ask for; what was typed and names no entity is said."""
        unknown = self.entity.unknown or ("" if self.bare.isChecked() else self.source.unknown)
        if unknown:
            self._pause.stop()
            self._looking.anew()  # a count that comes now does not take the sentence away
            self.told.setText(_("No entity is called “{words}”.").format(words=unknown))
            return
        wanted = self.wanted
        self.shut()
        self.desk.list_only(wanted)

    def _count(self) -> None:
        """Say how many articles meet the conditions, counted off the window."""
        self._looking.anew()
        job = counting.tally(self.project, replace(self.wanted, sort="added"))
        self._looking.run(_("Counting"), job, self._show_count)

    def _show_count(self, tally: Tally) -> None:
        told = ngettext("{n:,} of {all:,} article", "{n:,} of {all:,} articles", tally.total)
        self.told.setText(told.format(n=tally.count, all=tally.total))

    def shut(self) -> None:
        """Close the sheet; nothing is counted any more."""
        if self.is_open:
            self._pause.stop()
            self._looking.end()
        super().shut()


def _beside(*widgets: QWidget) -> QWidget:
    """Widgets side by side, the first two of which share the room."""
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    for widget in widgets:
        row.addWidget(widget, 0 if isinstance(widget, QCheckBox) else 1)
    row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return inside


def _id(value: int) -> str:
    return str(value) if value else ""


def _date(words: str) -> str:
    """A date as it is stored, as far as it goes."""
    return texts.iso_date(words.strip()) or words.strip()
