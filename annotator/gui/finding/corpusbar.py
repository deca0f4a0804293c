"""The bar over the concordance: the field, the order of the hits, how many, and their labels."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from annotator.gui.command import tipped
from annotator.gui.desk import Desk
from annotator.gui.finding.bar import FIELD, GAP, HEIGHT, Switch, Told, label_menu
from annotator.gui.finding.kwic import ARTICLES
from annotator.gui.finding.listed import Listed
from annotator.gui.theme import px
from annotator.gui.widgets.base import IconButton, LinkButton
from annotator.gui.widgets.popups import below, choices, entry, popup, tick
from annotator.gui.widgets.searchfield import SearchField
from annotator.i18n import _
from annotator.jobs.finding import LEFT, RIGHT
from annotator.model import Label

NARROW = 760


class CorpusField(SearchField):
    """Enter looks at once and goes to the hits."""

    def look_for(self, words: str) -> None:
        """Put words in and look for them at once."""
        self.setText(words)
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.text() in ("\r", "\n"):
            self.stepped_down.emit()


class CorpusBar(QWidget):
    """`asked` says that something else is looked for, `ordered` that the hits shall stand in
    another order, `label_chosen` that the ticked are to get a label.
    """

    asked = Signal()
    ordered = Signal()
    label_chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.labels: Sequence[Label] = ()
        self.also_done = False
        self.field = CorpusField(_("Find in all articles"))
        self.field.searched.connect(lambda _words: self.asked.emit())
        self.orders = {
            ARTICLES: Switch(_("Articles"), _("By article"), _("The hits of an article together")),
            LEFT: Switch(_("Left"), _("By the word before"), _("Sort by the words before the hit")),
            RIGHT: Switch(_("Right"), _("By the word behind"), _("Sort by the words behind it")),
        }
        self._group = QButtonGroup(self)
        for switch in self.orders.values():
            self._group.addButton(switch)
        self.orders[ARTICLES].setChecked(True)
        self._group.buttonToggled.connect(self._turned)
        self.listed = Listed(desk)
        self.listed.moved.connect(self.asked)
        self.told = Told()
        all_or_none = _("Tick all or none")
        self.all = IconButton("check", all_or_none, tipped(all_or_none, "Ctrl+A"))
        self.options = IconButton("filter", _("Order, and what is labelled"))
        self.options.setCheckable(True)
        self.options.clicked.connect(self._offer_options)
        self.act = LinkButton(
            _("Label ticked…"),
            _("Label the ticked hits as one step: the key of a label in the list"),
        )
        self.act.clicked.connect(self._offer_labels)
        self._arrange()

    @property
    def order(self) -> str:
        """The order in which hits stand."""
        return next(order for order, switch in self.orders.items() if switch.isChecked())

    def _turned(self, _button: object, on: bool) -> None:
        if on:
            self.ordered.emit()

    def _arrange(self) -> None:
        self.setFixedHeight(px(HEIGHT))
        self.field.setMaximumWidth(px(FIELD))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), 0, px(12), 0)
        row.setSpacing(px(4))
        row.addWidget(self.field, 2)
        for switch in self.orders.values():
            row.addWidget(switch)
        row.addWidget(self.listed)
        row.addWidget(self.options)
        row.addSpacing(px(GAP))
        row.addWidget(self.told, 1)
        row.addWidget(self.act)
        row.addWidget(self.all)

    def _offer_options(self) -> None:
        menu, also = popup(self), not self.also_done
        names = {order: switch.accessibleName() for order, switch in self.orders.items()}
        choices(menu, names, self.order, lambda order: self.orders[order].setChecked(True))
        menu.addSeparator()
        words = _("Also label in articles that are done")
        tick(entry(menu, words, lambda: self.label_done_too(also)), self.also_done)
        self.options.setChecked(self.also_done)
        menu.popup(below(self.options))

    def label_done_too(self, also: bool) -> None:
        """Label in articles that are done as well, or leave them alone."""
        self.also_done = also
        self.options.setChecked(also)

    def _offer_labels(self) -> None:
        label_menu(self, self.labels, self.label_chosen.emit).popup(below(self.act))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for switch in self.orders.values():
            switch.setVisible(self.width() >= px(NARROW))
