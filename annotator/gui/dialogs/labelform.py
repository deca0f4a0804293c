"""The form of one label of the codebook; each field that is left is one edit."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.codebook import CONLL, FAMILIES
from annotator.edits import labels
from annotator.edits.work import Edit
from annotator.gui.claims.visit import LineVisit, TextVisit
from annotator.gui.desk import Desk
from annotator.gui.dialogs.exportform import OptionGrid
from annotator.gui.dialogs.fields import HEIGHT, ChoiceBox
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets.popups import below, entry, popup
from annotator.i18n import _N, _, ngettext
from annotator.model import Codebook, Label

_OWN_HUE = "own"
_SWATCH = QSize(24, 12)
_FAMILY_NAMES = {
    "who": _N("who"), "body": _N("body"), "place": _N("place"), "event": _N("event"),
    "date": _N("date"), "quantity": _N("quantity"), "other": _N("other"),
}  # fmt: skip


class LabelForm(QWidget):
    """The fields of a label, merging and retiring. `changed` says that an edit was made.

    `merged` carries the id of the label into which the one shown was merged.
    """

    changed = Signal()
    merged = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.label: Label | None = None
        self.name, self.code = self._line("name", _("Name")), self._line("code", _("Code"))
        self.key, self.family = self._box("key", _("Key")), self._box("family", _("Colour"))
        self.conll, self.definition = self._box("conll", _("CoNLL")), TextVisit(_("Definition"))
        self.conll.setToolTip(_("What its mentions become in CoNLL-2003"))
        self.code.setMaxLength(4)
        self.code.setToolTip(_("One to four letters or digits, shown below the words"))
        self.definition.visit.kept.connect(partial(self._keep_words, "definition"))
        self.family.setIconSize(_SWATCH)
        grid = OptionGrid()
        made = (self.name, self.code, self.key, self.family, self.conll)
        grid.show_fields(
            [(field.accessibleName(), field) for field in made],
            (self.definition.accessibleName(), self.definition),
        )
        self._used = QLabel()
        self._used.setFont(theme_of(self).font("small"))
        self._used.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(12), px(20), px(12))
        column.setSpacing(px(12))
        column.addWidget(grid)
        column.addWidget(self._used)
        column.addLayout(self._acts())
        column.addStretch(1)

    def _acts(self) -> QHBoxLayout:
        self.merge, self.retire = QPushButton(_("Merge into…")), QPushButton()
        self.merge.setToolTip(_("Make one label of two: its mentions get the other one"))
        self.merge.clicked.connect(self._ask_merge)
        self.retire.setToolTip(_("Offer it no more; mentions that have it keep it"))
        self.retire.clicked.connect(self._retire)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for button in (self.merge, self.retire):
            button.setMinimumHeight(px(HEIGHT))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _line(self, column: str, name: str) -> LineVisit:
        line = LineVisit(name)
        line.setMinimumHeight(px(HEIGHT))
        line.visit.kept.connect(partial(self._keep_words, column))
        return line

    def _box(self, column: str, name: str) -> ChoiceBox:
        box = ChoiceBox(())
        box.setAccessibleName(name)
        box.setMinimumHeight(px(HEIGHT))
        box.activated.connect(lambda _place: self._choose(column, box))
        return box

    # showing

    def show_label(self, label: Label, mentions: int | None) -> None:
        """Show a label and how many mentions have it (None: not counted yet)."""
        self.label = label
        for field, stored in ((self.name, label.name), (self.code, label.code),
                              (self.definition, label.definition)):  # fmt: skip
            field.visit.show(label.id, stored)
        book = self.desk.project.codebook if self.desk.project else None
        _fill(self.key, _keys(book, label), label.key)
        families = [(name, _(_FAMILY_NAMES[name])) for name in FAMILIES]
        if label.family not in FAMILIES:
            families.append((label.family, label.family))
        _fill(self.family, [*families, (_OWN_HUE, _("A hue of its own…"))], label.family)
        self._draw_swatches(theme_of(self))
        _fill(self.conll, [(tag, tag or _("left out")) for tag in CONLL], label.conll)
        self.retire.setText(_("Bring back") if label.retired else _("Retire"))
        self.merge.setEnabled(not label.retired)
        words = ngettext("{n} mention has it.", "{n} mentions have it.", mentions or 0)
        self._used.setText("" if mentions is None else words.format(n=f"{mentions:,}"))

    def _draw_swatches(self, theme: Theme) -> None:
        for place in range(self.family.count() - 1):
            self.family.setItemIcon(place, swatch(self.family.itemData(place), theme))

    def keep(self) -> None:
        """Keep what is typed and not kept yet."""
        for field in (self.name, self.code, self.definition):
            field.visit.keep()

    # editing

    def _keep_words(self, column: str, label: int, words: str) -> None:
        if not self._change(labels.change, label, column, words):
            self._show_again()

    def _choose(self, column: str, box: ChoiceBox) -> None:
        if self.label is None:
            return
        value = box.currentData()
        if value == _OWN_HUE:
            self._show_again()
            self._ask_hue(self.label)
        elif value != getattr(self.label, column) and not self._change(
            labels.change, self.label.id, column, value
        ):
            self._show_again()

    def _show_again(self) -> None:
        """Show what is stored, after an edit that was refused."""
        label = self.label
        if label is not None:
            for field, stored in ((self.name, label.name), (self.code, label.code),
                                  (self.definition, label.definition)):  # fmt: skip
                field.visit.show_again(stored)
            for box, stored in ((self.key, label.key), (self.family, label.family)):
                box.setCurrentIndex(box.findData(stored))

    def _ask_hue(self, label: Label) -> None:
        now = label.family if label.family.startswith("#") else theme_of(self).family(label.family)
        start = QColor(now) if isinstance(now, str) else now.bar
        dialog = QColorDialog(start, self.desk.window)
        dialog.setWindowTitle(_("A hue of its own"))
        dialog.colorSelected.connect(
            lambda hue: self._change(labels.change, label.id, "family", hue.name())
        )
        dialog.open()

    def _ask_merge(self) -> None:
        book = self.desk.project.codebook if self.desk.project else None
        menu = popup(self)
        for other in book.active_labels if book else ():
            if self.label is not None and other.id != self.label.id:
                words = "  ".join(dict.fromkeys((other.code, other.name)))
                entry(menu, words, partial(self._merge, self.label.id, other.id))
        menu.popup(below(self.merge))

    def _merge(self, gone: int, kept: int) -> None:
        if self._change(labels.merge, gone, kept):
            self.merged.emit(kept)

    def _retire(self) -> None:
        if self.label is not None:
            self._change(labels.retire, self.label.id, not self.label.retired)

    def _change(self, edit: Edit, *args: object) -> bool:
        outcome = self.desk.edit(edit, *args)
        if outcome is None:
            return False
        self.changed.emit()
        self.desk.tell(outcome)
        return True


def _fill(box: ChoiceBox, choices: Sequence[tuple[str, str]], chosen: str) -> None:
    """Show these choices, if they are not the ones shown."""
    shown = [(box.itemData(place), box.itemText(place)) for place in range(box.count())]
    if shown != list(choices):
        box.clear()
        for value, words in choices:
            box.addItem(words, value)
    if box.currentIndex() != (place := box.findData(chosen)):
        box.setCurrentIndex(place)


def _keys(book: Codebook | None, label: Label) -> list[tuple[str, str]]:
    """The digits, each with the label that has it."""
    has = {one.key: one.code for one in book.active_labels if one.id != label.id} if book else {}
    found = [("", _("no key"))]
    for key in "1234567890":
        taken = _("{key}: {code} has it").format(key=key, code=has.get(key, ""))
        found.append((key, taken if key in has else key))
    return found


def swatch(family: str, theme: Theme) -> QIcon:
    """The fill and the bar of a family, as a small picture."""
    colours = theme.family(family)
    icon = QIcon()
    for ratio in (1, 2):
        picture = QPixmap(_SWATCH * ratio)
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        painter.fillRect(QRectF(0, 0, _SWATCH.width(), _SWATCH.height()), colours.full)
        painter.fillRect(QRectF(0, _SWATCH.height() - 2, _SWATCH.width(), 2), colours.bar)
        painter.end()
        icon.addPixmap(picture)
    return icon
