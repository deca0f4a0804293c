"""The three columns of an open project: articles, the article over the tabs, entities and claims.

Columns and tabs follow the size of the window; sizes chosen by hand are kept.
"""

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.article import ArticleArea
from annotator.gui.command import Command, Commands
from annotator.gui.desk import Desk
from annotator.gui.overview.stage import Stage
from annotator.gui.panel import Panel, kinds
from annotator.gui.theme import px
from annotator.gui.widgets.panelhead import PanelHead
from annotator.gui.widgets.side import Side
from annotator.gui.widgets.splitter import Splitter
from annotator.gui.widgets.tabstrip import TabStrip
from annotator.i18n import _

_LOW, _NARROW, _NO_LIST, _NO_RIGHT = 800, 1200, 1000, 860
_WIDE_COLUMNS, _NARROW_COLUMNS = (252, 824, 364), (204, 646, 330)
_BOTTOM_HEIGHT = 190


class Workspace(QWidget):
    """Arranges the panels of the folder around the article."""

    def __init__(
        self, desk: Desk, commands: Commands, strips: list[QWidget], kept: QSettings
    ) -> None:
        super().__init__()
        self.desk, self._kept, self._size = desk, kept, ""
        self._commands, self._keys_of = commands, tuple[Command, ...]()
        # The text is told of a page before the panels are, and so painted first.
        self.area = ArticleArea(desk, commands, strips)
        self.stage = Stage(desk, self.area)
        self.panels: dict[str, Panel] = {
            kind.__module__.rsplit(".", 1)[-1]: kind(desk, commands) for kind in kinds()
        }
        self.bottom = BottomTabs(self._at("bottom"))
        self.right = RightColumn(self._at("right"))
        self.left = _column(self._at("left"))
        self._columns = Splitter(Qt.Orientation.Horizontal)
        least, _middle, most = _NARROW_COLUMNS
        self.sides = {
            "left": Side(self.left, self, Qt.Edge.LeftEdge, least),
            "right": Side(self.right, self, Qt.Edge.RightEdge, most),
        }
        self._lay_out()

    def _at(self, place: str) -> dict[str, Panel]:
        return {name: panel for name, panel in self.panels.items() if place == panel.PLACE}

    def _lay_out(self) -> None:
        self._middle = Splitter(Qt.Orientation.Vertical)
        self._middle.addWidget(self.stage)
        self._middle.addWidget(self.bottom)
        self._middle.setStretchFactor(0, 1)
        self._middle.setCollapsible(1, False)
        self.bottom.folded.connect(self._fold)
        self.desk.page_changed.connect(lambda _page: self.right.show_counts())
        self.desk.focus_changed.connect(lambda _focus: self._show_keys())
        left, right = self.sides["left"], self.sides["right"]
        for side in (left, right):
            side.left.connect(self.area.view.setFocus)
        for widget, least in ((left, 200), (self._middle, 480), (right, 300)):
            widget.setMinimumWidth(px(least))
            self._columns.addWidget(widget)
        self._columns.setStretchFactor(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._columns)

    def _show_keys(self) -> None:
        """Say in the tips of the tabs by which keys their panels open, once these changed."""
        if self._keys_of is self._commands.all:
            return
        self._keys_of = self._commands.all
        for strip in (self.bottom.strip, self.right.tabs):
            for name in strip.keys:
                strip.tell_tab(name, self.panels[name].tip)

    def show_panel(self, name: str) -> None:
        """Bring a panel forward and move the keyboard into it; one over the page goes again."""
        panel = self.panels.get(name)
        if panel is None:
            return
        side = self.sides.get(panel.PLACE)
        if side and side.has_keys(panel):
            self.area.view.setFocus()
            return
        if side:
            side.show_column()
        else:
            self.bottom.open(name)
        if panel.PLACE == "right":
            self.right.open(name)
        panel.enter()
        if side:
            side.take_keys()

    def stops(self) -> list[QWidget]:
        """Where F6 goes, in the order the eye does."""
        panels = sorted(self.panels.values(), key=lambda panel: panel.PLACE != "left")
        stops = [panel.entrance() for panel in panels]
        first = sum(panel.PLACE == "left" for panel in panels)
        stops.insert(first, self.area.view)
        stops.insert(first, self.stage.overview.entrance())
        return [stop for stop in stops if stop.isVisible()]

    def enter_next(self) -> None:
        """Move the keyboard to the next part of the window."""
        stops, now = self.stops(), QApplication.focusWidget()
        here = [
            i for i, stop in enumerate(stops) if now and (stop is now or stop.isAncestorOf(now))
        ]
        stops[(here[0] + 1) % len(stops) if here else 0].setFocus(Qt.FocusReason.TabFocusReason)

    def _fold(self, folded: bool) -> None:
        height = self._middle.height()
        low = self.bottom.strip.sizeHint().height() if folded else px(_BOTTOM_HEIGHT)
        self.bottom.setMaximumHeight(low if folded else 16_777_215)
        self._middle.setSizes([height - low, low])

    def fit(self, width: int, height: int) -> None:
        """Arrange for a size of the window: tabs at the right when low, columns when narrow."""
        size = ("wide" if width >= px(_NARROW) else "narrow") + (
            "" if height >= px(_LOW) else "-low"
        )
        if size != self._size:
            self.remember()
            self._size = size
            self._recall(low=height < px(_LOW))
        self.sides["left"].place(there=width >= px(_NO_LIST))
        self.sides["right"].place(there=width >= px(_NO_RIGHT))
        self._middle.setMinimumWidth(min(px(480), width - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit(self.width(), self.height())
        super().resizeEvent(event)

    def remember(self) -> None:
        """Keep the sizes of columns and tabs for this size of window."""
        if self._size:
            for name, state in (("columns", self._columns.saveState()),
                                ("right", self.right.state()),
                                ("folded", int(self.bottom.is_folded))):  # fmt: skip
                self._kept.setValue(f"{self._size}/{name}", state)

    def _recall(self, *, low: bool) -> None:
        """Take up the sizes kept for this size of window, or those of the design."""
        self.right.stack(low)
        self.bottom.fold(bool(int(str(self._kept.value(f"{self._size}/folded", int(low))))))
        columns = self._kept.value(f"{self._size}/columns")
        if isinstance(columns, QByteArray) and self._columns.restoreState(columns):
            self.right.recall(self._kept.value(f"{self._size}/right"))
            return
        wide = self._size.startswith("wide")
        left, _middle, right = _WIDE_COLUMNS if wide else _NARROW_COLUMNS
        middle = max(px(480), self.width() - px(left) - px(right))
        self._columns.setSizes([px(left), middle, px(right)])


class BottomTabs(QWidget):
    """The tabs under the article, of which one is open or all are folded to the strip."""

    def __init__(self, panels: dict[str, Panel]) -> None:
        super().__init__()
        self.strip = TabStrip(_("Below the article"), folds=True)
        self.folded = self.strip.folded
        self._stack = QStackedWidget()
        self._panels = panels
        for name, panel in panels.items():
            self.strip.add_tab(name, _(panel.TITLE))
            self._stack.addWidget(panel)
        self.strip.chosen.connect(lambda name: self._stack.setCurrentWidget(panels[name]))
        self.strip.folded.connect(lambda folded: self._stack.setVisible(not folded))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.strip)
        box.addWidget(self._stack, 1)

    @property
    def is_folded(self) -> bool:
        """True while only the strip is shown."""
        return self.strip.is_folded

    def open(self, name: str) -> None:
        """Show a tab."""
        self.strip.show_tab(name)
        self._stack.setCurrentWidget(self._panels[name])
        if self.is_folded:
            self.fold(False)

    def fold(self, folded: bool) -> None:
        """Fold to the strip, or unfold."""
        self.strip.fold(folded)
        self._stack.setVisible(not folded)
        self.folded.emit(folded)


class RightColumn(QWidget):
    """Entities above claims; on a low window two tabs."""

    def __init__(self, panels: dict[str, Panel]) -> None:
        super().__init__()
        self._panels = panels
        self.tabs = TabStrip(_("Entities and claims"))
        for name, panel in panels.items():
            self.tabs.add_tab(name, _(panel.TITLE))
        self.tabs.chosen.connect(self._turn)
        self._split = Splitter(Qt.Orientation.Vertical)
        for panel in panels.values():
            self._split.addWidget(panel)
        self._split.setSizes([240, 640])
        self._homes = {name: panel.head.parentWidget().layout() for name, panel in panels.items()}
        self._stacked = False
        self.tabs.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.tabs)
        box.addWidget(self._split, 1)

    def stack(self, stacked: bool) -> None:
        """Show the panels as tabs, or one above the other."""
        if stacked == self._stacked:
            return
        self._stacked = stacked
        self.tabs.setVisible(stacked)
        for name, panel in self._panels.items():
            self._move_head(panel.head, self._homes[name])
        if stacked:
            self.open("claims" if "claims" in self._panels else next(iter(self._panels)))
        else:
            for panel in self._panels.values():
                panel.show()
                panel.head.show()

    def _move_head(self, head: PanelHead, home: QBoxLayout) -> None:
        """Put what a panel counts and offers beside the tabs, or back over the panel."""
        head.bare(self._stacked)
        if self._stacked:
            self.tabs.add_right(head)
        else:
            home.insertWidget(0, head)

    def show_counts(self) -> None:
        """Name the tabs with what their panels hold."""
        for name, panel in self._panels.items():
            self.tabs.name_tab(name, f"{_(panel.TITLE)} {panel.head.count}".strip())

    def open(self, name: str) -> None:
        """Bring one of the panels forward."""
        if self._stacked:
            self.tabs.show_tab(name)
            self._turn(name)

    def _turn(self, name: str) -> None:
        for other, panel in self._panels.items():
            panel.setVisible(other == name)
            panel.head.setVisible(other == name)

    def state(self) -> QByteArray:
        """The sizes of the two, to keep."""
        return self._split.saveState()

    def recall(self, state: object) -> None:
        """Take up kept sizes."""
        if isinstance(state, QByteArray):
            self._split.restoreState(state)


def _column(panels: dict[str, Panel]) -> QWidget:
    column = QWidget()
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    for panel in panels.values():
        box.addWidget(panel)
    return column
