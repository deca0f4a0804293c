"""Which key was pressed, whatever the keyboard's layout.

A letter counts by what it writes where that is Latin, else by its place on the keys (`C` on a
Russian keyboard); a digit and a bracket count by their place, since a French keyboard shifts the
digits and a German one hides the brackets. Keys are named as on a US keyboard: "c", "Shift+c", "1".
"""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ROWS = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
_LINUX_STARTS = (10, 24, 38, 52)
_WINDOWS_STARTS = (2, 16, 30, 44)
_MAC_CODES = {
    18: "1", 19: "2", 20: "3", 21: "4", 23: "5", 22: "6", 26: "7", 28: "8", 25: "9", 29: "0",
    12: "q", 13: "w", 14: "e", 15: "r", 17: "t", 16: "y", 32: "u", 34: "i", 31: "o", 35: "p",
    33: "[", 30: "]", 0: "a", 1: "s", 2: "d", 3: "f", 5: "g", 4: "h", 38: "j", 40: "k", 37: "l",
    6: "z", 7: "x", 8: "c", 9: "v", 11: "b", 45: "n", 46: "m",
}  # fmt: skip
_NAMED = {
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Shift+Tab",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
}
_SHIFTED = {"{": "Shift+[", "}": "Shift+]"}


def _places(starts: tuple[int, ...]) -> dict[int, str]:
    return {
        start + i: key
        for start, row in zip(starts, _ROWS, strict=True)
        for i, key in enumerate(row)
    }


_LINUX_CODES, _WINDOWS_CODES = _places(_LINUX_STARTS), _places(_WINDOWS_STARTS)


def name_of(event: QKeyEvent) -> str:
    """The name of a key press without Ctrl or Meta; "" for one that no plain command can have."""
    modifiers = event.modifiers()
    if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier):
        return ""
    if event.key() in _NAMED:
        return _NAMED[Qt.Key(event.key())]
    key = _bare(event)
    if not key:
        return ""
    shift = "Shift+" if modifiers & Qt.KeyboardModifier.ShiftModifier else ""
    alt = "Alt+" if modifiers & Qt.KeyboardModifier.AltModifier else ""
    return f"{alt}{_SHIFTED.get(key, shift + key)}"


def place_of(event: QKeyEvent, system: str = sys.platform) -> str:
    """What a US keyboard has in the place of the key; "" where that is not told."""
    if system == "darwin":
        # Qt's scan code is always 0 there. A virtual key of 0 is that of the A, or of no key.
        code, letter = event.nativeVirtualKey(), event.key()
        is_foreign = 0x7F < letter < 0x110000 and chr(letter).isalpha()
        return _MAC_CODES.get(code, "") if code or is_foreign else ""
    codes = _WINDOWS_CODES if system == "win32" else _LINUX_CODES
    return codes.get(event.nativeScanCode(), "")


def _bare(event: QKeyEvent) -> str:
    written = event.text().lower()
    place = place_of(event)
    if len(written) == 1 and written.isascii() and written.isalpha():
        return written
    if written in ("[", "]", "{", "}"):
        return written
    if place:
        return place
    code = event.key()
    return chr(code).lower() if 0x20 < code < 0x7F else ""
