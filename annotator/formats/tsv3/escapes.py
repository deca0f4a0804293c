"""Values and lines of text as they stand in a file, and back."""

import re

EMPTY, NO_VALUE = "_", "*"
NUMBERED = re.compile(r"((?:\\.|[^\\])*?)\[(\d+)\]", re.DOTALL)
"""A value, and the number of the mark that bears it."""
LINK = re.compile(r"((?:\\.|[^\\])*?)->(\d+)-(\d+)", re.DOTALL)
"""The value of a link, the number of its chain, and its place there."""

_VALUE = re.compile(r"->|[\\\[\]|_;\t\n*]")
_NAMED = {"\t": r"\t", "\n": r"\n"}
_ESCAPE = re.compile(r"\\(->|[\\\[\]|_;tn*])")
_BACK = {"t": "\t", "n": "\n"}

_IN_TEXT = re.compile(r"[\x00-\x1f\\]")
_TEXT_NAMED = {"\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", "\b": r"\b"}
_TEXT_ESCAPE = re.compile(r"\\([\x00-\x1f\\tnfrb])", re.DOTALL)
_TEXT_BACK = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}
_JAVA = re.compile(r"\\(u+[0-9a-fA-F]{4}|[^u])")

_PIECE = {sep: re.compile(rf"((?:\\.|[^\\{sep}])*)(?:{re.escape(sep)}|\Z)") for sep in "|;"}


def value(text: str) -> str:
    """A value with what has a meaning escaped."""
    return _VALUE.sub(lambda found: _NAMED.get(found[0], "\\" + found[0]), text)


def plain_value(raw: str) -> str:
    """A value as it was; a backslash before anything else stands for itself."""
    return _ESCAPE.sub(lambda found: _BACK.get(found[1], found[1]), raw) if "\\" in raw else raw


def line(text: str) -> str:
    """A line of text with control characters and backslashes escaped."""
    return _IN_TEXT.sub(lambda found: _TEXT_NAMED.get(found[0], "\\" + found[0]), text)


def plain_line(raw: str, *, java: bool = False) -> str:
    """A line of text as it was; up to version 3.1 they were written as Java does."""
    if "\\" not in raw:
        return raw
    if java:
        units = _JAVA.sub(_unescaped, raw)
        return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _TEXT_ESCAPE.sub(lambda found: _TEXT_BACK.get(found[1], found[1]), raw)


def _unescaped(found: re.Match[str]) -> str:
    said = found[1]
    return chr(int(said[-4:], 16)) if len(said) > 1 else _TEXT_BACK.get(said, said)


def pieces(raw: str, separator: str) -> list[str]:
    """The pieces of what is stacked with "|" or listed with ";", still escaped."""
    if separator not in raw:
        return [raw]
    found: list[str] = []
    at = 0
    while True:
        piece = _PIECE[separator].match(raw, at)
        if piece is None:  # a lone backslash at the very end
            return [*found, raw[at:]]
        found.append(piece[1])
        if piece.end() == len(raw) and not raw.endswith(separator, at):
            return found
        at = piece.end()
