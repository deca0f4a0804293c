"""Giving a command another key: what was pressed, by name, and why it may not be taken."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.gui import keys
from annotator.gui.command import PLAIN, Command, Commands, shown_key
from annotator.gui.dialogs.keyrows import OWN
from annotator.i18n import _

_MODIFIERS = (
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock,
)
_Held = Qt.KeyboardModifier


def is_modifier(event: QKeyEvent) -> bool:
    """True while only Ctrl, Shift, Alt or the like is held."""
    return event.key() in _MODIFIERS


def name_of(event: QKeyEvent, command: Command) -> str:
    """A key as commands of that place declare it, whatever the layout; "" where it has no name."""
    if command.place == PLAIN:
        return keys.name_of(event)
    held = event.modifiers() & ~_Held.KeypadModifier
    code = _by_place(event) or event.key()
    return QKeySequence(QKeyCombination(held, Qt.Key(code))).toString(
        QKeySequence.SequenceFormat.PortableText
    )


def _by_place(event: QKeyEvent) -> int:
    """The code of a letter or digit by its place, so that Ctrl+C is recorded from any layout."""
    bare = QKeyEvent(
        QEvent.Type.KeyPress, event.key(), _Held.NoModifier, event.nativeScanCode(),
        event.nativeVirtualKey(), event.nativeModifiers(), "",
    )  # fmt: skip
    name = keys.name_of(bare)
    return ord(name.upper()) if len(name) == 1 and name.isalnum() else 0


def refusal(commands: Commands, command: Command, key: str) -> str:
    """The sentence that says why a command cannot have a key; "" where it can."""
    if not key:
        return _("This key cannot be a command's. Press another one.")
    if command.place != PLAIN and not _acts_anywhere(key):
        return _(
            "This command acts everywhere, so its key needs Ctrl or Alt, or is a function key."
        )
    for _keys, words, taken in OWN:
        if any(_same(key, other) for other in taken):
            return _("{key} belongs to the text: {what}.").format(key=shown_key(key), what=_(words))
    for other in commands.all:
        if other.id != command.id and _meet(other, command) and any(
            _same(key, mine) for mine in other.keys):  # fmt: skip
            return _("{key} already is “{name}”. Give that another key first.").format(
                key=shown_key(key), name=other.words.removesuffix("…"))  # fmt: skip
    return ""


def _acts_anywhere(key: str) -> bool:
    last = key.rsplit("+", 1)[-1]
    return "Ctrl+" in key or "Alt+" in key or (last[:1] == "F" and last[1:].isdigit())


def _meet(one: Command, other: Command) -> bool:
    """True where both could be meant by one key; while a field waits its own keys go first."""
    reached = ("text", "window")
    return one.place == other.place or (one.place in reached and other.place in reached)


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(key: str) -> str:
    return key.casefold().replace("return", "enter")
