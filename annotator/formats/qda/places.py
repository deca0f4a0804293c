"""Where selections lie in their text: what they are called tells how a program counts.

A selection is often called by the words that it covers, cut after a hundred or so, blanks made
one; but people call it otherwise too. So a name counts for words where the text has it.
"""

from collections.abc import Sequence
from dataclasses import replace

from annotator.formats.common.fitting import Cover, fit
from annotator.text import clean

UNITS = ("code points", "UTF-16", "bytes")

_SHORT = 16  # shorter names may be in the text by chance
_CUT = ("…", "...")


def same(found: str, quote: str) -> bool:
    """True if a text is what a selection is called by: blanks aside, up to where it is cut."""
    words, wanted = _flat(found), _flat(quote)
    return words == wanted or (wanted.endswith(_CUT) and words.startswith(_bare(wanted)))


def proved(text: str, covers: Sequence[Cover]) -> tuple[list[Cover], bool]:
    """The covers with those names alone that are words of the text, and whether ends are included
    in them.
    """
    flat = _flat(clean(text).text)
    told = [replace(c, quote=c.quote if _may_prove(c, flat) else None) for c in covers]
    wider = [replace(c, end=c.end + 1) for c in told]
    fits = [_fitting(text, each) for each in (told, wider)]
    is_wider = sum(fits[1]) > sum(fits[0])
    chosen = wider if is_wider else told
    by_chance = [
        not fitted and c.start >= 0 and c.quote is not None and len(c.quote) < _SHORT
        for c, fitted in zip(chosen, fits[is_wider], strict=True)
    ]
    return [
        replace(c, quote=None) if chance else c for c, chance in zip(chosen, by_chance, strict=True)
    ], is_wider


def found_once(text: str, quote: str) -> tuple[int, int] | None:
    """Where words stand in a text, blanks aside, if they do exactly once."""
    places = [at for at, char in enumerate(text) if not char.isspace()]
    solid = "".join(text[at] for at in places)
    wanted = "".join(_bare(_flat(quote)).split())
    start = solid.find(wanted)
    if not wanted or start < 0 or solid.find(wanted, start + 1) >= 0:
        return None
    return places[start], places[start + len(wanted) - 1] + 1


def _fitting(text: str, covers: Sequence[Cover]) -> list[bool]:
    """Which of the names are the words that stand there, as the file counts."""
    if all(cover.quote is None for cover in covers):
        return [False] * len(covers)
    places = fit(text, covers, units=UNITS, same=same).ranges
    return [c.quote is not None and p is not None for c, p in zip(covers, places, strict=True)]


def _may_prove(cover: Cover, flat: str) -> bool:
    """True for words of the text, and for those that alone say where a place is."""
    wanted = _bare(_flat(cover.quote or ""))
    return bool(wanted) and (wanted in flat or cover.start < 0)


def _bare(words: str) -> str:
    return words.removesuffix(_CUT[0]).removesuffix(_CUT[1])


def _flat(words: str) -> str:
    return " ".join(words.split())
