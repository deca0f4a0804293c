"""Keys and foot of the sheets in which rows are ticked and then taken in one step."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.widgets.base import LinkButton
from annotator.i18n import _


class Foot:
    """How many are ticked, a button for all or none and what is `further` to be said, then Cancel
    and the button that takes the ticked ones.
    """

    def __init__(self, sheet: Sheet, toggle_all: Callable[[], None], take: Callable[[], None],
                 *further: QWidget) -> None:  # fmt: skip
        self.count, self.all = sheet.label(), LinkButton(_("All or none"))
        self.count.setWordWrap(False)
        self.all.clicked.connect(toggle_all)
        self.take = sheet.button("", take, primary=True)
        for widget in (self.count, self.all, *further):
            sheet.foot.addWidget(widget)
        sheet.foot.addStretch(1)
        sheet.foot.addWidget(sheet.button(_("Cancel"), sheet.shut))
        sheet.foot.addWidget(self.take)

    def tell(self, ticked: int, of: int, words: str) -> None:
        """Say how many are ticked, and in words what taking them does."""
        self.count.setText(_("{n} of {all} ticked").format(n=ticked, all=of))
        self.all.setVisible(bool(of))
        self.take.setText(words)
        self.take.setEnabled(bool(ticked))


def typed(event: QEvent, tick: Callable[[], None], take: Callable[[], None]) -> bool:
    """Space ticks the chosen row, Enter takes the ticked ones; True where it was one of these."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    if event.key() == Qt.Key.Key_Space:
        tick()
    elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        take()
    else:
        return False
    return True
