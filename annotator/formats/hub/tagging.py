"""Tags of tokens, in any of the schemes in use, read as spans over the text."""

from collections.abc import Iterator, Sequence

_BEGINS = "BSU"
_ENDS = "ESLU"


def spans_of(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The spans of tokens `[first, last)` with their labels, of IOB1, IOB2, BIOES or BILOU tags.

    A tag without a prefix is a label itself, and equal neighbours are one span.
    """
    start, label = 0, ""
    for n, tag in enumerate((*tags, "O")):
        prefix, name = _parted(tag)
        if label and (name != label or prefix in _BEGINS):
            yield start, n, label
            label = ""
        if name and not label:
            start, label = n, name
        if label and prefix in _ENDS:
            yield start, n + 1, label
            label = ""


def _parted(tag: str) -> tuple[str, str]:
    if tag in ("O", "", "_"):
        return "O", ""
    prefix, dash, name = tag.partition("-")
    return (prefix, name) if dash and len(prefix) == 1 and name else ("I", tag)


def placed(tokens: Sequence[str], text: str | None) -> tuple[str, list[tuple[int, int]]]:
    """The text, and where the tokens stand in it: found one after the other, or, where there is
    no text or it does not hold them, joined by blanks.
    """
    ranges, at = [], 0
    for token in tokens:
        start = -1 if text is None else text.find(token, at)
        if start < 0:
            break
        at = start + len(token)
        ranges.append((start, at))
    if text is not None and len(ranges) == len(tokens):
        return text, ranges
    ranges, at = [], 0
    for token in tokens:
        ranges.append((at, at + len(token)))
        at += len(token) + 1
    return " ".join(tokens), ranges
