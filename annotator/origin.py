"""Where a text came from: kept beside it for good, so that it can be traced and offsets mapped."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article's text came from and what cleaning changed on the way in.

    `changes` lists (what, count) pairs such as ("CRLF to LF", 12), and `removed` the code point
    positions in the original where a character was dropped, so that foreign offsets can be mapped.
    Where the text was taken out of something richer, `extractor` names by what, in which version
    and how; `place` says where in the file it stood, `pages` where in the text each page begins,
    and `proposed` lists (field, place) pairs: where each piece of metadata was read.
    """

    file: str = ""
    sha256: str = ""
    encoding: str = ""
    changes: tuple[tuple[str, int], ...] = ()
    removed: tuple[int, ...] = ()
    extractor: str = ""
    place: str = ""
    pages: tuple[int, ...] = ()
    proposed: tuple[tuple[str, str], ...] = ()
