"""What this program is: versions, and where files lie; one button copies all of it."""

import sys

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

import annotator
from annotator import jobs, paths
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.theme import px
from annotator.i18n import _N, _


class AboutSheet(Sheet):
    """Names at the left, values that can be selected at the right."""

    TITLE = _N("About Annotator")
    WIDTH, HEIGHT = 560, 330

    def build(self) -> None:
        self._facts = facts()
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(self._facts):
            shown = self.label(value)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setAccessibleName(f"{name}: {value}")
            shown.setToolTip(value)
            grid.addWidget(self.label(name, dim=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, row, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self._word = self.label(dim=True)
        self._close = self.button(_("Close"), self.shut, primary=True)
        self.foot.addWidget(self._word, 1)
        self.foot.addWidget(self.button(_("Copy"), self.copy))
        self.foot.addWidget(self._close)

    def first(self) -> QWidget:
        return self._close

    def copy(self) -> None:
        """Put all of it on the clipboard, as for a report."""
        words = "\n".join(f"{name}: {value}" for name, value in self._facts)
        QApplication.clipboard().setText(words)
        self._word.setText(_("It is on the clipboard."))


def facts() -> tuple[tuple[str, str], ...]:
    """Versions and places, each with its name."""
    return (
        ("Annotator", annotator.__version__),
        ("Python", sys.version.split()[0]),
        ("Qt", PySide6.__version__),
        ("SQLite", jobs.sqlite_version()),
        (_("Projects"), str(paths.projects())),
        (_("Settings"), str(paths.settings_file())),
        (_("Backups"), str(paths.data() / "backups")),
        (_("Log"), str(paths.logs())),
    )
