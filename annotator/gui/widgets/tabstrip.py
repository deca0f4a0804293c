"""Tabs as a strip of names over what they show, with a chevron that folds it away."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QWidget

from annotator.gui.theme import px
from annotator.gui.widgets.base import IconButton
from annotator.i18n import _

HEIGHT = 30


class _Bar(QTabBar):
    """Qt's tab bar, telling apart what the person turned to from what the program opened."""

    turned = Signal(int)
    pressed_again = Signal()

    def _tell(self, before: int) -> None:
        if self.currentIndex() != before:
            self.turned.emit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        super().keyPressEvent(event)
        self._tell(before)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before, here = self.currentIndex(), self.tabAt(event.position().toPoint())
        super().mousePressEvent(event)
        if here == before and here >= 0:
            self.pressed_again.emit()
        self._tell(before)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TabStrip(QWidget):
    """A strip of tabs, each with a key of its own.

    `chosen(key)` and `folded(bool)` tell what the person did; `show_tab` and `fold` are silent.
    A click on a tab of a folded strip unfolds it.
    """

    chosen = Signal(str)
    folded = Signal(bool)

    def __init__(self, name: str, *, folds: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.keys: list[str] = []
        self.bar = _Bar(self)
        self.bar.setAccessibleName(name)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bar.turned.connect(self._turned)
        self.bar.pressed_again.connect(self._unfold)
        self.chevron = IconButton("chevron-down", _("Fold"), parent=self)
        self.chevron.setVisible(folds)
        self.chevron.clicked.connect(lambda: self._person_folds(not self.is_folded))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(2), 0, px(8), 0)
        self._row.setSpacing(px(8))
        self._row.addWidget(self.bar, 1)
        self._row.addWidget(self.chevron)

    @property
    def is_folded(self) -> bool:
        """True while only the strip is shown."""
        return bool(self.bar.property("folded"))

    @property
    def current(self) -> str:
        """The key of the open tab; "" where there is none."""
        place = self.bar.currentIndex()
        return self.keys[place] if place >= 0 else ""

    def add_tab(self, key: str, words: str) -> None:
        """A tab at the end."""
        self.keys.append(key)
        place = self.bar.addTab(words.replace("&", "&&"))
        self.bar.setTabToolTip(place, words)
        self.bar.setAccessibleTabName(place, words)

    def tell_tab(self, key: str, tip: str) -> None:
        """Say what the tip of a tab says."""
        self.bar.setTabToolTip(self.keys.index(key), tip)

    def name_tab(self, key: str, words: str) -> None:
        """Name a tab anew, as when a count in it changed."""
        place = self.keys.index(key)
        self.bar.setTabText(place, words.replace("&", "&&"))
        self.bar.setAccessibleTabName(place, words)

    def add_right(self, widget: QWidget) -> None:
        """A further widget at the right end, before the chevron."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def show_tab(self, key: str) -> None:
        """Open a tab, without telling anybody."""
        self.bar.setCurrentIndex(self.keys.index(key))

    def fold(self, folded: bool) -> None:
        """Show the strip as folded or open, without telling anybody."""
        self.bar.setProperty("folded", folded)
        if folded:
            self.chevron.show_icon("chevron-up", _("Unfold"))
        else:
            self.chevron.show_icon("chevron-down", _("Fold"))
        self.bar.update()

    def _person_folds(self, folded: bool) -> None:
        self.fold(folded)
        self.folded.emit(folded)

    def _unfold(self) -> None:
        if self.is_folded:
            self._person_folds(False)

    def _turned(self, place: int) -> None:
        self._unfold()
        self.chosen.emit(self.keys[place])

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, px(HEIGHT))
