"""Tags of tokens: how schemes say where a mention begins and ends, both ways.

IOB1 opens with I and needs B only between neighbours; IOB2 always opens with B; BIOES, BILOU and
BMES also mark last tokens and single ones; IO files name labels alone. One rule reads them all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

OUTSIDE = frozenset({"O", "o", "_", "-", "0"})
"""Tags of tokens that belong to no mention."""

SCHEMES = ("IOB2", "IOB1", "BIOES", "BILOU", "BMES")

_TAG = re.compile(r"([BIESLUM])[-_](\S.*)")
_OPEN, _SHUT = frozenset("BSU"), frozenset("ELSU")
_LETTERS = {
    "BIOES": ("S", "B", "I", "E"),
    "BILOU": ("U", "B", "I", "L"),
    "BMES": ("S", "B", "M", "E"),
}


def parted(tag: str) -> tuple[str, str] | None:
    """The letter and the label of a tag; None where it has no letter or stands outside."""
    match = _TAG.fullmatch(tag)
    return (match[1], match[2]) if match else None


def runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The mentions in the tags of a sentence as `[first, last)` with their label.

    A tag without a letter counts as inside its own name; an I or E that nothing opened opens.
    """
    first, label = 0, ""
    for at, tag in enumerate(tags):
        letter, name = ("", "") if tag in OUTSIDE else (parted(tag) or ("I", tag))
        if label and (name != label or letter in _OPEN):
            yield first, at, label
            label = ""
        if name and not label:
            first, label = at, name
        if label and letter in _SHUT:
            yield first, at + 1, label
            label = ""
    if label:
        yield first, len(tags), label


def scheme_of(letters: Iterable[str], *, opens_with_i: bool) -> str:
    """What to call a file's scheme by the letters that its tags use."""
    used = frozenset(letters)
    if used & {"M"}:
        return "BMES"
    if used & {"E", "S"}:
        return "BIOES"
    if used & {"L", "U"}:
        return "BILOU"
    if not used:
        return "IO"
    return "IOB1" if opens_with_i else "IOB2"


def tagged(length: int, name: str, scheme: str, before: str) -> list[str]:
    """The tags of a mention; `before` is the tag that stands before it in its sentence."""
    if letters := _LETTERS.get(scheme):
        single, begin, inside, end = letters
        if length == 1:
            return [f"{single}-{name}"]
        return [f"{begin}-{name}", *[f"{inside}-{name}"] * (length - 2), f"{end}-{name}"]
    begins = scheme == "IOB2" or before[2:] == name
    return ["B-" + name if begins else "I-" + name, *[f"I-{name}"] * (length - 1)]
