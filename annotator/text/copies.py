"""Sentences as fingerprints, by which copied passages are known again in other articles.

Two sentences with the same words have the same fingerprint, whatever their case, punctuation and
blanks. Short ones are passed over: everybody writes "Read more".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

LEAST_WORDS = 6
_LEAST_SIGNS = 12  # in scripts without blanks, where a word is not to be told

# Cut where a sentence may end. It need not be where one ends, only the same in every copy.
_PIECE = re.compile(r"[^\n.!?…。！？।؟]+")
_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A sentence at `[start, end)` in code points, and its hash as a signed 64-bit number."""

    hash: int
    start: int
    end: int


def fingerprints(text: str) -> tuple[Fingerprint, ...]:
    """The fingerprints of a text's sentences, each hash once, where it stands first."""
    found: dict[int, Fingerprint] = {}
    for each in _each(text):
        found.setdefault(each.hash, each)
    return tuple(found.values())


def _each(text: str) -> Iterator[Fingerprint]:
    for piece in _PIECE.finditer(text):
        words = _WORD.findall(piece[0].casefold())
        if len(words) < LEAST_WORDS and len(_SIGN.findall(piece[0])) < _LEAST_SIGNS:
            continue
        digest = blake2b(" ".join(words).encode(), digest_size=8).digest()
        blanks = len(piece[0]) - len(piece[0].lstrip())
        yield Fingerprint(
            int.from_bytes(digest, "big", signed=True), piece.start() + blanks, piece.end()
        )
