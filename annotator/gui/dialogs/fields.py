"""A field for each declared choice: options of a format and settings are dataclasses whose fields
say `help`, `choices` and `span`, and are filled in by what is made here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from annotator.gui.articles.wording import RIGHTS_NAMES
from annotator.gui.theme import px
from annotator.i18n import _N, _
from annotator.wording import STATUS_NAMES

HEIGHT = 28
NAMES = {
    "annotators": _N("Work of"),
    "statuses": _N("Articles"),
    "rights": _N("Rights"),
    "pseudonyms": _N("Pseudonyms"),
    "split": _N("Divide"),
    "seed": _N("Seed"),
    "removed": _N("Removed ones"),
}
_HINTS = {"split": "80/10/10"}
_MOST, _FEW, _SHOWN = 999_999, 2, 14
_OPENS = (
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_F4,
)  # fmt: skip

Tell = Callable[[Any], object]


def name_of(one: "Field[Any]") -> str:
    """What a field is called: its name as people write it."""
    return _(NAMES.get(one.name) or one.name.replace("_", " ").capitalize())


def wording(value: str) -> str:
    """A value of few as people read it."""
    return _(STATUS_NAMES.get(value) or RIGHTS_NAMES.get(value) or value.replace("_", " "))


def made(one: "Field[Any]", value: Any, tell: Tell, among: Sequence[str] = ()) -> QWidget:
    """The widget for a field that shows its value and tells each new one.

    `among` are the values to choose from where the field does not declare them itself.
    """
    choices = tuple(one.metadata.get("choices") or among)
    kind = type(value)
    field = _KINDS[kind](value, tell, choices, one.metadata)
    field.setAccessibleName(name_of(one))
    field.setAccessibleDescription(_(one.metadata["help"]))
    field.setToolTip(_(one.metadata["help"]))
    if isinstance(field, QLineEdit):
        field.setPlaceholderText(_HINTS.get(one.name, ""))
    if not isinstance(field, QCheckBox):
        field.setMinimumHeight(px(HEIGHT))
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return field


def show(field: QWidget, value: Any) -> None:
    """Show another value in a field, without telling anybody."""
    if isinstance(field, QCheckBox):
        field.setChecked(value)
    elif isinstance(field, QSpinBox):
        if field.value() != value:
            field.setValue(value)
    elif isinstance(field, ManyBox):
        field.show_chosen(value)
    elif isinstance(field, ChoiceBox):
        field.setCurrentIndex(field.findData(value))
    elif isinstance(field, QLineEdit) and field.text().strip() != value:
        field.setText(value)


class ChoiceBox(QComboBox):
    """One of few. Arrows open the list and change nothing, nor does the wheel, which scrolls."""

    def __init__(self, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        super().__init__()
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(_SHOWN)
        for value, words in choices:
            self.addItem(words, value)
        self.setCurrentIndex(self.findData(chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENS:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ManyBox(ChoiceBox):
    """Several of few: a box that opens a menu of ticks; `none` is what it says without any."""

    changed = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[str, str]], chosen: Sequence[str], none: str = ""
    ) -> None:
        super().__init__((("", ""),))
        self._choices, self._none = tuple(choices), none
        self.show_chosen(chosen)

    def show_chosen(self, chosen: Sequence[str]) -> None:
        """Show which are chosen."""
        self.chosen = tuple(chosen)
        words = self._summed_up()
        self.setItemText(0, words)
        self.setItemData(0, words, Qt.ItemDataRole.ToolTipRole)

    def _summed_up(self) -> str:
        names = [words for value, words in self._choices if value in self.chosen]
        missing = [words for value, words in self._choices if value not in self.chosen]
        if not names:
            return self._none or _("none")
        if not missing and len(names) > 1:
            return _("all")
        if len(missing) == 1 and len(names) > _FEW:
            return _("all but {name}").format(name=missing[0].lower())
        return ", ".join(names)

    def _toggle(self, value: str, on: bool) -> None:
        wanted = {*self.chosen, value} if on else {*self.chosen} - {value}
        self.show_chosen([value for value, _words in self._choices if value in wanted])
        self.changed.emit(self.chosen)

    def showPopup(self) -> None:
        menu = _Ticks(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, words in self._choices:
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value in self.chosen)
            action.toggled.connect(lambda on, value=value: self._toggle(value, on))
        menu.setMinimumWidth(self.width())
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        if actions := menu.actions():
            menu.setActiveAction(actions[0])


class _Ticks(QMenu):
    """A menu that stays open while things are ticked in it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.toggle()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None:
            action.toggle()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)


class NumberBox(QSpinBox):
    """A number; the wheel scrolls what the box stands in and changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _truth(value: bool, tell: Tell, _choices: Sequence[str], _about: Mapping[str, Any]) -> QWidget:
    field = QCheckBox()
    field.setMinimumHeight(px(HEIGHT))
    field.setChecked(value)
    field.toggled.connect(tell)
    return field


def _number(value: int, tell: Tell, _choices: Sequence[str], about: Mapping[str, Any]) -> QWidget:
    field = NumberBox()
    field.setRange(*(about.get("span") or (0, _MOST)))
    field.setKeyboardTracking(False)
    field.setValue(value)
    field.valueChanged.connect(tell)
    return field


def _words(value: str, tell: Tell, choices: Sequence[str], about: Mapping[str, Any]) -> QWidget:
    if choices:
        box = ChoiceBox([(one, wording(one)) for one in choices], value)
        box.activated.connect(lambda place: tell(box.itemData(place)))
        return box
    field = QLineEdit(value)
    field.textEdited.connect(lambda words: tell(words.strip()))
    return field


def _several(
    value: tuple[str, ...], tell: Tell, choices: Sequence[str], about: Mapping[str, Any]
) -> QWidget:
    none = "" if about.get("choices") else _("everybody")
    box = ManyBox([(one, wording(one)) for one in choices], value, none)
    box.changed.connect(tell)
    return box


_KINDS: dict[type, Callable[..., QWidget]] = {
    bool: _truth,
    int: _number,
    str: _words,
    tuple: _several,
}
