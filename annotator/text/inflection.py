"""The stem of all cases of a Slavic name in Cyrillic: of Северный and Северного, Анна and Анны.

Endings are taken off by rule, without a dictionary: a name that changes within is missed, and two
that differ in their endings alone are one here.
"""

from functools import lru_cache

import regex

_CYRILLIC = regex.compile(r"[\p{Cyrillic}]+")
# Of nouns and adjectives, without accents: й is и, ї is і, ё is е.
_WORDS = (
    "а я о е и ы у ю ь і ии іи еи ои ыи ея еем ием иеи иям иях иями "
    "ом ем ым им ам ям ах ях ою ею ью ию ия ие иі ьа ья ье "
    "ого его ому ему ыми ими ами ями ых их ая яя ое ее ую юю ые іе "
    "ові еві ієм ієї ією ьою ього ьому іх ім іми оі еі"
)
_ENDINGS = tuple(sorted(_WORDS.split(), key=len, reverse=True))
_LEAST = 3
_FLEETING = regex.compile(r"(?<=\p{L}{2})[ео](?=[лцкн]ь?$)")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word that was folded (see `spotting.fold`); any other word as it is."""
    if not _CYRILLIC.fullmatch(word):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word


def stems(word: str) -> tuple[str, ...]:
    """The stems that the cases of a name have: a vowel may go, as in Павел, Павла."""
    first = stem(word)
    if first == word or word.endswith("ь"):
        short = _FLEETING.sub("", first)
        return (first, short) if short != first and len(short) >= _LEAST else (first,)
    return (first,)


def is_inflected(word: str) -> bool:
    """True for a folded word in Cyrillic, whose cases can be told."""
    return _CYRILLIC.fullmatch(word) is not None
