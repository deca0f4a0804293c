"""Text in the cells of tab-separated files: what would end a cell or a line is escaped."""

import re

_ODD = (*map(chr, range(32)), "\x85", "\u2028", "\u2029")  # control signs and line ends
_IN_A_CELL = str.maketrans(
    {char: f"\\u{ord(char):04x}" for char in _ODD}
    | {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"}
)
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")
_CHARACTERS = {"t": "\t", "n": "\n", "r": "\r"}


def cell(text: str) -> str:
    """The text on one line and without tabs, so that `uncell` gives it back."""
    if text.isprintable() and "\\" not in text:  # as nearly all are
        return text
    return text.translate(_IN_A_CELL)


def uncell(written: str) -> str:
    """The text of a cell."""
    if "\\" not in written:
        return written
    return _ESCAPED.sub(_character, written)


def _character(escaped: re.Match[str]) -> str:
    code, letter = escaped.groups()
    return chr(int(code, 16)) if code else _CHARACTERS.get(letter, letter)
