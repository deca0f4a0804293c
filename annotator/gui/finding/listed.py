"""The switch that looks only among the articles the list shows: its filter, rights and all."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Signal

from annotator.gui.articles.wording import told
from annotator.gui.desk import Desk
from annotator.gui.finding.bar import Switch
from annotator.i18n import _
from annotator.project import Filter


class Listed(Switch):
    """`moved` says that other articles are looked at than before."""

    moved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _("In the list"), _("Only in the articles of the list"),
            _("Only in the articles of the list"),
        )  # fmt: skip
        self._desk, self._was = desk, Filter()
        self.toggled.connect(lambda _on: self._look())
        desk.filter_changed.connect(lambda _wanted: self._look())

    @property
    def among(self) -> Filter:
        """The filter that articles have to pass; any article does where the switch is off."""
        return self._desk.wanted if self.isChecked() else Filter()

    def _look(self) -> None:
        now = replace(self.among, sort="added", down=False, seed=0)
        if now != self._was:
            self._was = now
            self.moved.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(self._tip())
        return super().event(event)

    def _tip(self) -> str:
        """What the list shows now."""
        wanted, project = self._desk.wanted, self._desk.project
        if project is None or wanted.is_any:
            return _("Only in the articles of the list, which now shows all")
        typed = (f"“{wanted.text.strip()}”",) if wanted.text.strip() else ()
        words = (*typed, *(one.words for one in told(project, wanted)))
        return _("Only in the articles of the list: {what}").format(what=" · ".join(words))
