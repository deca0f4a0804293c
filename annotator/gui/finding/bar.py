"""The find bar: the field, three switches, where hits count, how many there are, next, previous."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from annotator.gui.finding.hits import EVERYWHERE, scope_names
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import IconButton, LinkButton, Painted, PaintedButton
from annotator.gui.widgets.popups import below, choices, entry, popup
from annotator.gui.widgets.searchfield import SearchField
from annotator.i18n import _
from annotator.model import Label
from annotator.text.finding import Wanted

FIELD, GAP, HEIGHT = 240, 8, 42


class FindField(SearchField):
    """Enter goes to the next hit, Shift+Enter to the one before, Esc back to the text; Alt with
    c, w or r switches (`switched`).
    """

    stepped = Signal(int)
    switched = Signal(str)

    def look_for(self, words: str) -> None:
        """Put words in and look for them at once."""
        self.setText(words)
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        switches = {Qt.Key.Key_C: "case", Qt.Key.Key_W: "whole", Qt.Key.Key_R: "pattern"}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._say()
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif alt and key in switches:
            self.switched.emit(switches[Qt.Key(key)])
        else:
            super().keyPressEvent(event)


class Switch(PaintedButton):
    """A sign that is on, in accent on a ground, or off."""

    def __init__(self, sign: str, name: str, tip: str) -> None:
        super().__init__(name, tip)
        self.sign = sign
        self.setCheckable(True)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked():
            paint.rounded(painter, box, 4, fill=theme.rowidle)
        elif self.underMouse():
            paint.rounded(painter, box, 4, fill=theme.hover)
        ink = theme.accent if self.isChecked() else self.ink(theme)
        font = theme.font("small", medium=True)
        paint.draw_words(painter, box, self.sign, font, ink, align="centre")

    def sizeHint(self) -> QSize:
        width = paint.words_width(self.sign, theme_of(self).font("small", medium=True))
        return QSize(max(px(28), round(width) + px(12)), px(24))


class Told(Painted):
    """How many hits there are, or why there are none; what is wrong is told in its own colour."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.role = "", "dim"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def tell(self, words: str, role: str = "dim") -> None:
        """Say something else."""
        if (words, role) == (self.words, self.role):
            return
        self.words, self.role = words, role
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        ink = getattr(theme, self.role)
        paint.draw_words(painter, self.box, self.words, theme.font("small"), ink)

    def sizeHint(self) -> QSize:
        return QSize(px(100), px(24))


class FindBar(QWidget):
    """`asked` says that something else is looked for, `stepped` that a hit is gone to,
    `label_chosen` that all hits are to get a label.
    """

    asked = Signal()
    stepped = Signal(int)
    label_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.scope = EVERYWHERE
        self.labels: Sequence[Label] = ()
        self.field = FindField(_("Find in the article"))
        self.field.searched.connect(lambda _words: self.asked.emit())
        self.field.stepped.connect(self.stepped)
        self.field.switched.connect(lambda name: self.switches[name].click())
        self.switches = {
            "case": Switch("Aa", _("Match case"), _("Match case  Alt+C")),
            "whole": Switch("|ab|", _("Whole words"), _("Whole words  Alt+W")),
            "pattern": Switch(".*", _("Regular expression"), _("Regular expression  Alt+R")),
        }
        for switch in self.switches.values():
            switch.toggled.connect(lambda _on: self.asked.emit())
        self.funnel = IconButton("filter", _("Where hits count"))
        self.funnel.setCheckable(True)
        self.funnel.clicked.connect(self._offer_scopes)
        self.told = Told()
        self.previous = IconButton("chevron-up", _("Previous hit"), _("Previous hit  Shift+Enter"))
        self.next = IconButton("chevron-down", _("Next hit"), _("Next hit  Enter"))
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.all = LinkButton(_("Label all hits…"), _("Mark every hit with a label, as one step"))
        self.all.clicked.connect(self._offer_labels)
        self._arrange()

    @property
    def wanted(self) -> Wanted:
        """What is looked for now."""
        on = {name: switch.isChecked() for name, switch in self.switches.items()}
        return Wanted(self.field.text(), **on)

    def show_hits(self, can_label: bool, any_hits: bool) -> None:
        """Enable what can be done with the hits there are."""
        self.previous.setEnabled(any_hits)
        self.next.setEnabled(any_hits)
        self.all.setEnabled(any_hits and can_label)

    def _arrange(self) -> None:
        self.setFixedHeight(px(HEIGHT))
        self.field.setMaximumWidth(px(FIELD))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), 0, px(12), 0)
        row.setSpacing(px(4))
        row.addWidget(self.field, 2)
        for switch in self.switches.values():
            row.addWidget(switch)
        row.addWidget(self.funnel)
        row.addSpacing(px(GAP))
        row.addWidget(self.told, 1)
        for button in (self.all, self.previous, self.next):
            row.addWidget(button)

    def _offer_scopes(self) -> None:
        menu = popup(self)
        choices(menu, scope_names(), self.scope, self.look)
        self.funnel.setChecked(self.scope != EVERYWHERE)
        menu.popup(below(self.funnel))

    def look(self, scope: str) -> None:
        """Count hits everywhere, only where a mention is marked, or only where none is."""
        self.scope = scope
        self.funnel.setChecked(scope != EVERYWHERE)
        self.asked.emit()

    def _offer_labels(self) -> None:
        label_menu(self, self.labels, self.label_chosen.emit).popup(below(self.all))


def label_menu(parent: QWidget, labels: Iterable[Label], choose: Callable[[int], object]) -> QMenu:
    """The labels to choose from, with their keys."""
    menu = popup(parent)
    for label in labels:
        entry(menu, label.name, partial(choose, label.id), label.key)
    return menu
