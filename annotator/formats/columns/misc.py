"""The last column of CoNLL-U: what stands between tokens, and marks as CorefUD's brackets.

`SpacesAfter` escapes as UDPipe does (\\s \\t \\r \\n \\p \\\\), and any other sign by its number.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FIELDS = ("eid", "etype", "minspan", "level", "identity", "name")
"""What stands in a bracket of ours, declared by `# global.Entity`."""

FOREIGN = ("eid", "etype", "head", "other")
"""What stands in a bracket where a file does not declare it."""

_SPACES = {" ": "\\s", "\t": "\\t", "\r": "\\r", "\n": "\\n", "|": "\\p", "\\": "\\\\"}
_UNSPACED = {value[1]: key for key, value in _SPACES.items()}
_SPACE = re.compile(r"\\(?:u([0-9a-f]{4,6});|(.))")
_PLAIN = re.compile(r"[^\s%()\[\]|=;,\-\x00-\x1f\x7f-\xa0\u2028\u2029]")
_COVERED = re.compile(r"%u([0-9a-f]+);")
_BRACKET = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_PIECE = re.compile(r"(.*)\[(\d+)(?:/\d+)?\]")


@dataclass(frozen=True, slots=True)
class Bracket:
    """One bracket: it opens, closes, or does both; `piece` counts the pieces of a mention."""

    id: str
    fields: tuple[str, ...] = ()
    opens: bool = False
    closes: bool = False
    piece: int = 1


def spaces(gap: str) -> str:
    """What stands between tokens, escaped."""
    return "".join(_SPACES.get(char) or f"\\u{ord(char):04x};" for char in gap)


def unspaced(written: str) -> str:
    """What an escaped gap stands for."""
    return _SPACE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _UNSPACED.get(m[2], m[2]), written)


def covered(word: str) -> str:
    """A word that can stand in a bracket."""
    return "".join(c if _PLAIN.fullmatch(c) else f"%u{ord(c):x};" for c in word)


def uncovered(word: str) -> str:
    """The word that stands in a bracket of ours."""
    return _COVERED.sub(lambda m: chr(int(m[1], 16)), word)


def values(misc: str) -> dict[str, str]:
    """The column as names and values."""
    if misc == "_":
        return {}
    pairs = (each.partition("=") for each in misc.split("|"))
    return {name: value for name, _sign, value in pairs}


def brackets(written: str) -> Iterator[Bracket]:
    """The brackets at a token, in the order of the file."""
    for match in _BRACKET.finditer(written):
        opened, both, closed = match.groups()
        fields = tuple((opened or closed).split("-"))
        piece = _PIECE.fullmatch(fields[0])
        id, number = (piece[1], int(piece[2])) if piece else (fields[0], 1)
        yield Bracket(id, fields, bool(opened), bool(both or closed), number)


def named(fields: tuple[str, ...], names: tuple[str, ...]) -> Mapping[str, str]:
    """The fields of a bracket by name; the last one takes what is left."""
    if len(fields) > len(names):
        fields = (*fields[: len(names) - 1], "-".join(fields[len(names) - 1 :]))
    return dict(zip(names, fields, strict=False))
