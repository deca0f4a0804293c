"""The program's settings, made from their dataclass; each is kept the moment it is changed."""

from dataclasses import Field
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QWidget

from annotator import settings as declared
from annotator.gui.dialogs import fields
from annotator.gui.dialogs.sheet import Sheet, scrolled
from annotator.gui.theme import px
from annotator.i18n import _N, _

_PAUSE_MS = 600


class SettingsSheet(Sheet):
    """A row for each setting: its name, its field, what it does. Typed words wait for a pause."""

    TITLE = _N("Settings")
    ABOUT = _N("Each change is kept at once.")
    WIDTH, HEIGHT = 620, 640

    def build(self) -> None:
        self._typed: dict[str, str] = {}
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.keep)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(px(20), px(12), px(20), px(12))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(1, 1)
        self.fields: dict[str, QWidget] = {}
        for row, one in enumerate(declared.options()):
            self._add(row, one)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(scrolled(inner))
        self.foot.addWidget(self.button(_("Keys…"), self._show_keys))
        self.foot.addStretch(1)
        self.foot.addWidget(self.button(_("As they were at first"), self.reset))
        self.foot.addWidget(self.button(_("Close"), self.shut, primary=True))
        self.desk.settings_changed.connect(self.show_settings)

    def _add(self, row: int, one: "Field[Any]") -> None:
        field = fields.made(
            one, getattr(self.desk.settings, one.name), partial(self._set, one.name)
        )
        if isinstance(field, QLineEdit):
            field.editingFinished.connect(self.keep)
            if one.name.endswith("family"):
                field.setCompleter(_families(field))
        self.fields[one.name] = field
        name = self.label(fields.name_of(one))
        name.setBuddy(field)
        told = self.label(_(one.metadata["help"]), dim=True)
        told.setContentsMargins(0, 0, 0, px(8))
        self._grid.addWidget(name, 2 * row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(field, 2 * row, 1)
        self._grid.addWidget(told, 2 * row + 1, 1)

    def first(self) -> QWidget:
        return next(iter(self.fields.values()))

    def shut(self) -> None:
        """Close the sheet; what was typed last is kept."""
        if self.is_open:
            self.keep()
        super().shut()

    def show_settings(self, settings: declared.Settings) -> None:
        """Show what is set, wherever it was changed; what is being typed is left alone."""
        for name, field in self.fields.items():
            if name not in self._typed:
                fields.show(field, getattr(settings, name))

    def keep(self) -> None:
        """Keep what is typed."""
        self._pause.stop()
        typed, self._typed = self._typed, {}
        for name, words in typed.items():
            if words != getattr(self.desk.settings, name):
                self._take(name, words)

    def reset(self) -> None:
        """Set everything to what it was at first; what the program remembers stays."""
        self._typed.clear()
        first = declared.DEFAULTS
        self.desk.set(**{name: getattr(first, name) for name in self.fields})

    def _set(self, name: str, value: Any) -> None:
        if isinstance(self.fields[name], QLineEdit):
            self._typed[name] = value
            self._pause.start()
        else:
            self._take(name, value)

    def _take(self, name: str, value: Any) -> None:
        if name == "annotator" and value:
            self.desk.work_as(value)
        else:
            self.desk.set(**{name: value})

    def _show_keys(self) -> None:
        self.shut()
        self.desk.ask("keys")


def _families(field: QLineEdit) -> QCompleter:
    """Offers the typefaces there are while one is typed."""
    found = QCompleter(QFontDatabase.families(), field)
    found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    found.setFilterMode(Qt.MatchFlag.MatchContains)
    return found
