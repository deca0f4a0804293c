"""The program's settings, made from their dataclass; each is kept the moment it is changed."""

from dataclasses import Field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from annotator import settings as declared
from annotator.gui.dialogs import fields
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.theme import px, theme_of
from annotator.i18n import _N, _


class SettingsSheet(Sheet):
    """A row for each setting: its name, its field, what it does."""

    TITLE = _N("Settings")
    WIDTH, HEIGHT = 620, 620

    def build(self) -> None:
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(1, 1)
        self.fields: dict[str, QWidget] = {}
        for row, one in enumerate(declared.options()):
            self._add(row, one.name, one)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        self.body.addWidget(area)
        self.foot.addStretch(1)
        self.foot.addWidget(self.button(_("As they were at first"), self.reset))
        self.foot.addWidget(self.button(_("Close"), self.shut, primary=True))
        self.desk.settings_changed.connect(self.show_settings)

    def _add(self, row: int, name: str, one: "Field[Any]") -> None:
        field = fields.made(
            one, getattr(self.desk.settings, name), lambda value: self.desk.set(**{name: value})
        )
        self.fields[name] = field
        label = QLabel(fields.name_of(one))
        label.setBuddy(field)
        told = QLabel(_(one.metadata["help"]))
        told.setFont(theme_of(self).font("fine"))
        told.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        told.setWordWrap(True)
        self._grid.addWidget(label, 2 * row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(field, 2 * row, 1)
        self._grid.addWidget(told, 2 * row + 1, 1)

    def first(self) -> QWidget:
        return next(iter(self.fields.values()))

    def show_settings(self, settings: declared.Settings) -> None:
        """Show what is set, wherever it was changed."""
        for name, field in self.fields.items():
            fields.show(field, getattr(settings, name))

    def reset(self) -> None:
        """Set everything to what it was at first; what the program remembers stays."""
        first = declared.DEFAULTS
        self.desk.set(**{name: getattr(first, name) for name in self.fields})
