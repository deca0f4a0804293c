"""The sheet that asks what the labels of another tool's files become here, with a proposal.

Marks that do not fit their texts are shown, and come in only where the person says so.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator import jobs
from annotator.gui.desk import Desk
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.theme import px, theme_of
from annotator.i18n import _N, _, ngettext
from annotator.jobs import LEFT_OUT, Survey
from annotator.model import Codebook

_BOX_HEIGHT = 28
_FEW = 5  # marks that do not fit, shown one by one
_LONGEST = 40

Done = Callable[[dict[str, str], bool], object]


def is_needed(survey: Survey, book: Codebook) -> bool:
    """True where the files have labels that the project does not know, or marks that do not fit."""
    known = {label.name for label in book.active_labels}
    borne = {name for name, count in survey.counts.items() if count}
    return bool(survey.unfit) or not borne <= known


class LabelsSheet(Sheet):
    """A choice for each label; `done` gets what each becomes, and whether to take what misfits."""

    TITLE = _N("Import marked articles")
    WIDTH, HEIGHT = 720, 560

    def __init__(self, desk: Desk, survey: Survey, done: Done) -> None:
        self.survey, self._done = survey, done
        self.boxes: dict[str, QComboBox] = {}
        self.unfitting = QCheckBox(_("Take them as they stand, on the words of the article"))
        super().__init__(desk)

    def build(self) -> None:
        self.body.addWidget(self.label(_("What do the labels of these files become?"), dim=True))
        self.body.addWidget(self._choices(), 1)
        for told in (*self.survey.counted, *self.survey.also):
            self.body.addWidget(self._line(told))
        if self.survey.unfit:
            self._show_unfit()
        self.foot.addStretch(1)
        self.foot.addWidget(self.button(_("Cancel"), self.shut))
        self.foot.addWidget(self.button(_("Import"), self.finish, primary=True))

    def first(self) -> QWidget:
        return next(iter(self.boxes.values()), self.unfitting)

    def _choices(self) -> QScrollArea:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        for column, words in enumerate(
            (_("In the files"), _("How often"), _("Such as"), _("Here"))
        ):
            grid.addWidget(self.label(words, dim=True), 0, column)
        project = self.desk.project
        assert project is not None
        proposed = jobs.proposed(self.survey, project.codebook, jobs.remembered(project))
        for row, (name, count) in enumerate(self.survey.counts.items(), 1):
            box = self._box(name, proposed[name], project.codebook)
            label, example = QLabel(name), self.label(self._example(name), dim=True)
            label.setBuddy(box)
            grid.addWidget(label, row, 0)
            grid.addWidget(self._number(count), row, 1)
            grid.addWidget(example, row, 2)
            grid.addWidget(box, row, 3)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(self.survey.counts) + 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        return area

    def _number(self, count: int) -> QLabel:
        number = QLabel(f"{count:n}")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        number.setFont(theme_of(self).font("small"))
        return number

    def _example(self, name: str) -> str:
        label = self.survey.declared.get(name)
        words = self.survey.examples.get(name, "") or (label.definition if label else "")
        words = " ".join(words.split())
        return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"

    def _box(self, name: str, proposed: str, book: Codebook) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("What {label} becomes").format(label=name))
        box.setMinimumHeight(px(_BOX_HEIGHT))
        box.setMinimumWidth(px(180))
        names = [label.name for label in book.active_labels]
        for each in names:
            box.addItem(each, each)
        if name not in names:
            box.addItem(_("New label “{name}”").format(name=name), name)
        box.addItem(_("Leave out"), LEFT_OUT)
        box.setCurrentIndex(max(box.findData(proposed), 0))
        self.boxes[name] = box
        return box

    def _show_unfit(self) -> None:
        n = len(self.survey.unfit)
        told = ngettext(
            "{n} mark does not fit its text, however offsets are counted. It stays out:",
            "{n} marks do not fit their texts, however offsets are counted. They stay out:",
            n,
        )
        column = QVBoxLayout()
        column.setSpacing(px(2))
        column.addWidget(self._line(told.format(n=n)))
        for each in self.survey.unfit[:_FEW]:
            column.addWidget(self.label(each, dim=True))
        if n > _FEW:
            column.addWidget(self.label(_("and {n} more").format(n=n - _FEW), dim=True))
        column.addWidget(self.unfitting)
        self.body.addLayout(column)

    def _line(self, words: str) -> QLabel:
        line = QLabel(words)
        line.setWordWrap(True)
        return line

    def chosen(self) -> dict[str, str]:
        """What each label of the files becomes."""
        return {name: str(box.currentData()) for name, box in self.boxes.items()}

    def finish(self) -> None:
        """Close the sheet and say what was chosen."""
        labels, unfitting = self.chosen(), self.unfitting.isChecked()
        self.shut()
        self._done(labels, unfitting)
