"""What this program is: versions, and where files lie; one button copies all of it."""

import sys

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel

import annotator
from annotator import jobs, paths
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.theme import px, theme_of
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
            shown = QLabel(value)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setToolTip(value)
            shown.setWordWrap(True)
            label = QLabel(name)
            label.setFont(theme_of(self).font("small"))
            label.setForegroundRole(self.palette().ColorRole.PlaceholderText)
            label.setBuddy(shown)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, row, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.button(_("Copy"), self.copy))
        self.foot.addWidget(self.button(_("Close"), self.shut, primary=True))

    def copy(self) -> None:
        """Put all of it on the clipboard, as for a report."""
        words = "\n".join(f"{name}: {value}" for name, value in self._facts)
        QApplication.clipboard().setText(words)
        self.desk.say(_("Copied."))


def facts() -> tuple[tuple[str, str], ...]:
    """Versions and places, each with its name."""
    return (
        ("Annotator", annotator.__version__),
        ("Python", sys.version.split()[0]),
        ("Qt", PySide6.__version__),
        ("SQLite", jobs.sqlite_version()),
        (_("Projects"), str(paths.projects())),
        (_("Settings"), str(paths.settings_file())),
        (_("Backups"), str(paths.data())),
        (_("Log"), str(paths.logs())),
    )
