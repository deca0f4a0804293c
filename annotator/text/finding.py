"""Finding words or a pattern in a text: where they stand, in code points.

Patterns that people type may run forever, so every search has a time limit; stdlib `re` has none.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from annotator.errors import Refused
from annotator.i18n import _

LIMIT_SECONDS = 0.5
MOST = 10_000

_GAP = r"\s+"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words as they are, or as a regular expression."""

    words: str
    case: bool = False
    whole: bool = False
    pattern: bool = False


def find(text: str, wanted: Wanted, most: int = MOST) -> tuple[tuple[int, int], ...]:
    """The ranges in which it stands, in order, `most` at most; empty matches do not count.

    Refused where a pattern cannot be read, or takes longer than the time limit.
    """
    compiled = _compiled(wanted)
    if compiled is None:
        return ()
    found: list[tuple[int, int]] = []
    try:
        for start, end in _ranges(compiled, text):
            found.append((start, end))
            if len(found) == most:
                break
    except TimeoutError as error:
        raise Refused(_("This pattern takes too long here. Make it simpler.")) from error
    return tuple(found)


def _ranges(compiled: "regex.Pattern[str]", text: str) -> Iterator[tuple[int, int]]:
    for match in compiled.finditer(text, timeout=LIMIT_SECONDS, concurrent=True):
        if match.start() < match.end():
            yield match.span()


def _compiled(wanted: Wanted) -> "regex.Pattern[str] | None":
    if not wanted.words.strip():
        return None
    # UNICODE word borders (WORD) make every Han character a word, which "whole words" needs.
    flags = regex.WORD if wanted.case else regex.WORD | regex.IGNORECASE | regex.FULLCASE
    source = _expression(wanted)
    try:
        return regex.compile(source, flags | (regex.MULTILINE if wanted.pattern else 0))
    except regex.error as error:
        raise Refused(_("This is no valid pattern: {why}.").format(why=error)) from error


def _expression(wanted: Wanted) -> str:
    if wanted.pattern:
        return rf"\b(?:{wanted.words})\b" if wanted.whole else wanted.words
    words = wanted.words.strip()
    # A letter found without its accent would be half a character.
    literal = _GAP.join(_literal(word) for word in words.split()) + r"(?!\p{M})"
    if not wanted.whole:
        return literal
    before = r"\b" if _is_wordlike(words[0]) else ""
    after = r"\b" if _is_wordlike(words[-1]) else ""
    return f"{before}{literal}{after}"


def _literal(word: str) -> str:
    """A word as it is, its accents composed or not."""
    return "".join(_character(one) for one in unicodedata.normalize("NFC", word))


def _character(one: str) -> str:
    apart = unicodedata.normalize("NFD", one)
    if apart == one:
        return regex.escape(one)
    return f"(?:{regex.escape(one)}|{regex.escape(apart)})"


def _is_wordlike(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) > 0 or character == "_"
