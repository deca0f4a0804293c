"""The sheets for what is done to all articles of the list at once: a status, or who does them."""

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from annotator import jobs
from annotator.gui.articles.wording import told
from annotator.gui.desk import Desk
from annotator.gui.dialogs.fields import HEIGHT, ChoiceBox, NumberBox
from annotator.gui.dialogs.looking import Looking
from annotator.gui.dialogs.sheet import Sheet, scrolled
from annotator.gui.finding import longwork
from annotator.gui.theme import px
from annotator.gui.widgets.chip import STATUS_NAMES
from annotator.i18n import _N, _, ngettext
from annotator.jobs import counting
from annotator.jobs.counting import Tally
from annotator.project import Filter, Project

MOST_SHARES, SEEDS, SHARE_WIDTH = 100, 999_999, 96


class ListSheet(Sheet):
    """Says which articles it is about and how many; a subclass asks what is to be done to them."""

    WIDTH = 500

    def __init__(self, desk: Desk) -> None:
        self.wanted: Filter = desk.wanted
        self._looking = Looking(desk)
        super().__init__(desk)

    def build(self) -> None:
        self.about = self.label()
        self.body.addWidget(self.about)
        if self._project is not None:
            conditions = [one.words for one in told(self._project, self.wanted)]
            if words := self.wanted.text.strip():
                conditions.insert(0, f"“{words}”")
            if conditions:
                self.body.addWidget(self.label(" · ".join(conditions), dim=True))
            job = counting.tally(self._project, self.wanted)
            self._looking.run(_("Counting"), job, self._show_count)
        self.ask()
        self.foot.addStretch(1)
        self.foot.addWidget(self.button(_("Cancel"), self.shut))

    def ask(self) -> None:
        """Add what is asked for to the body."""

    @property
    def _project(self) -> Project | None:
        return self.desk.project

    def _show_count(self, tally: Tally) -> None:
        if tally.count == tally.total:
            words = ngettext("The one article of the project", "All {n:,} articles of the project",
                             tally.count)  # fmt: skip
        else:
            words = ngettext("{n:,} of {all:,} article", "{n:,} of {all:,} articles", tally.total)
        self.about.setText(words.format(n=tally.count, all=tally.total))

    def shut(self) -> None:
        """Close the sheet; nothing is counted any more."""
        if self.is_open:
            self._looking.end()
        super().shut()


class StatusSheet(ListSheet):
    """One status for all of them, in one step of the history."""

    TITLE = _N("Status of all listed articles")
    HEIGHT = 260

    def build(self) -> None:
        super().build()
        self.foot.addWidget(self.button(_("Set"), self.take, primary=True))

    def ask(self) -> None:
        self.status = ChoiceBox([(one, _(name)) for one, name in STATUS_NAMES.items()], "done")
        self.status.setAccessibleName(_("Status"))
        self.status.setMinimumHeight(px(HEIGHT))
        self.body.addWidget(self.status)
        self.body.addWidget(self.label(_("Your status only. One undo takes it back."), dim=True))
        self.body.addStretch(1)

    def first(self) -> QWidget:
        return self.status

    def take(self) -> None:
        """Set it, off the window."""
        desk, status = self.desk, self.status.currentData()
        self.shut()
        if desk.project is None:
            return
        job = jobs.set_status(desk.project, self.wanted, status)
        longwork.run(desk, _("Setting the status"), job, lambda count: desk.say(ngettext(
            "{n:,} article has another status now.", "{n:,} articles have another status now.",
            count,
        ).format(n=count)))  # fmt: skip


class AssignSheet(ListSheet):
    """A share for each annotator; who gets an article follows from its text and the seed."""

    TITLE = _N("Assign all listed articles")
    HEIGHT = 460

    def build(self) -> None:
        super().build()
        self.nobody = self.button(_("Assign to nobody"), lambda: self._assign({}))
        self.foot.addWidget(self.nobody)
        self.foot.addWidget(self.button(_("Assign"), self.take, primary=True))

    def ask(self) -> None:
        known = self._project.annotators if self._project is not None else ()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(8), 0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        column.addStretch(1)
        grid.addWidget(self.label(_("Annotator"), dim=True), 0, 0)
        grid.addWidget(self.label(_("Share"), dim=True), 0, 1)
        self.shares: list[tuple[QLineEdit, NumberBox]] = []
        for row, name in enumerate((*sorted(one.name for one in known), ""), 1):
            line, share = QLineEdit(name), NumberBox()
            line.setReadOnly(bool(name))
            line.setPlaceholderText(_("Somebody else"))
            line.setAccessibleName(_("Annotator"))
            share.setRange(0, MOST_SHARES)
            share.setValue(bool(name))
            share.setAccessibleName(_("Share of {name}").format(name=name or _("somebody else")))
            share.setFixedWidth(px(SHARE_WIDTH))
            for place, field in enumerate((line, share)):
                field.setMinimumHeight(px(HEIGHT))
                grid.addWidget(field, row, place)
            self.shares.append((line, share))
        self.body.addWidget(scrolled(inside), 1)
        self.seed = NumberBox()
        self.seed.setRange(0, SEEDS)
        self.seed.setPrefix(_("seed") + " ")
        self.seed.setMinimumHeight(px(HEIGHT))
        self.seed.setAccessibleName(_("Seed"))
        self.body.addWidget(self.seed)
        why = _(
            "With shares of 2 and 1 the first gets two thirds. Who gets an article follows "
            "from its text and the seed alone, so articles that come in later move none."
        )
        self.body.addWidget(self.label(why, dim=True))

    def first(self) -> QWidget:
        return self.shares[0][1]

    def take(self) -> None:
        """Share them out, off the window."""
        shares = {line.text().strip(): share.value() for line, share in self.shares}
        given = {name: share for name, share in shares.items() if name and share}
        if not given:
            self._looking.anew()  # a count that comes now does not take the sentence away
            self.about.setText(_("Give somebody a share of 1 or more."))
            return
        self._assign(given)

    def _assign(self, shares: dict[str, int]) -> None:
        desk, seed = self.desk, self.seed.value()
        self.shut()
        if desk.project is None:
            return
        job = jobs.assign(desk.project, self.wanted, shares, seed)
        longwork.run(desk, _("Assigning"), job, lambda count: desk.say(ngettext(
            "{n:,} article changed hands.", "{n:,} articles changed hands.", count
        ).format(n=count)))  # fmt: skip
