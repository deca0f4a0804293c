"""Numbers, amounts and dates among tagged words."""

from collections.abc import Iterator, Sequence

from annotator.text import english as en
from annotator.text.tagging import Word

Range = tuple[int, int]


def value_at(words: Sequence[Word], at: int) -> Iterator[Range]:
    """The number, amount or date around a word, smallest first."""
    if words[at].low in ("today", "yesterday", "tomorrow", "tonight"):
        yield at, at + 1
    if words[at].tag == "M" or words[at].low in en.TIMES:
        yield from _date(words, at)
    start, end = _number(words, at)
    if start == end:
        return
    if words[at].tag == "N" and not _is_unit(words, end):
        yield start, end
    if _is_unit(words, end):
        longer = _after_unit(words, end + 1)
        yield _about(words, start), longer
        if start > 0 and words[start - 1].low in en.DEICTIC:  # "the past three days"
            first = start - 1
            yield first - (first > 0 and words[first - 1].tag == "D"), longer
    elif words[at].tag == "N" and (about := _about(words, start)) < start:
        yield about, end


def _number(words: Sequence[Word], at: int) -> Range:
    """The run of numerals around a word, or before a unit; "a" in "a dozen" and "a week"."""
    end = at + 1
    if words[at].tag != "N":
        end = at if _is_unit(words, at) else at + _steps_to_number(words, at)
        if end == at and not (at and (words[at - 1].tag == "N" or _is_one(words, at - 1))):
            return at, at
    while end < len(words) and (words[end].tag == "N" or _is_range(words, end)):
        end += 1
    start = end
    while start > 0 and (words[start - 1].tag == "N" or _is_range(words, start - 1)):
        start -= 1
    counts = words[start].low in en.NUMERALS if start < end else _is_unit(words, end)
    if counts and _is_one(words, start - 1):
        start -= 1
    return start, end


def _steps_to_number(words: Sequence[Word], at: int) -> int:
    """How far ahead the number is that "more than" or "a" belongs to; 0 where there is none."""
    for steps in range(1, 4):
        ahead = at + steps
        if ahead < len(words) and (words[ahead].tag == "N" or _is_unit(words, ahead)):
            start = _about(words, ahead)
            start = _about(words, ahead - 1) if _is_one(words, ahead - 1) else start
            reached = start <= at or (steps == 1 and _is_one(words, at))
            return steps if reached else 0
    return 0


def _is_one(words: Sequence[Word], at: int) -> bool:
    return at >= 0 and words[at].low in ("a", "an")


def _is_range(words: Sequence[Word], at: int) -> bool:
    """True for a hyphen between two numbers."""
    return (
        0 < at < len(words) - 1
        and words[at].tag == "H"
        and words[at - 1].tag == words[at + 1].tag == "N"
    )


def _is_unit(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].low in en.UNITS and words[at].tag != "N"


def _after_unit(words: Sequence[Word], end: int) -> int:
    """The end with "cent" of "per cent", "ago" or "to come" taken in."""
    if end < len(words) and words[end].low in ("cent", "ago", "earlier", "later"):
        return end + 1
    if end + 1 < len(words) and (words[end].low, words[end + 1].low) == ("to", "come"):
        return end + 2
    return end


def _about(words: Sequence[Word], start: int) -> int:
    """The start with "more than", "nearly" and the like taken in."""
    for phrase in en.APPROXIMATE:
        first = start - len(phrase)
        if first >= 0 and tuple(word.low for word in words[first:start]) == phrase:
            return first
    return start


def _date(words: Sequence[Word], at: int) -> Iterator[Range]:
    """Weekday, day, month and year in a row; "last week"; "years to come"."""
    start = end = at
    while end < len(words) and _in_date(words, end):
        end += 1
    while start > 0 and _in_date(words, start - 1):
        start -= 1
    while start < end and words[start].text in (",", "of"):
        start += 1
    while end > start and words[end - 1].text in (",", "of"):
        end -= 1
    if start >= end and words[at].low in en.TIMES:
        start, end = at, at + 1
    longer = _after_unit(words, end)
    deictic = start > 0 and words[start - 1].low in en.DEICTIC
    if words[at].tag == "M" or deictic or longer > end + 1 or words[start].low in en.DEICTIC:
        yield (start - 1 if deictic else start), longer


def _in_date(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.tag == "M" or word.low in en.DEICTIC:
        return True
    if word.low in en.TIMES:
        return at > 0 and (words[at - 1].tag == "M" or words[at - 1].low in en.DEICTIC)
    beside = [words[i].tag for i in (at - 1, at + 1) if 0 <= i < len(words)]
    if word.tag == "N" and word.text[0].isdigit():
        comma = at > 1 and words[at - 1].text == "," and words[at - 2].tag in ("N", "M")
        return "M" in beside or (comma and len(word.text) == 4)
    if word.text == ",":
        year = at + 1 < len(words) and len(words[at + 1].text) == 4
        opens = (year and words[at + 1].tag == "N") or beside[-1] == "M"
        return beside[0] in ("M", "N") and opens
    return False
