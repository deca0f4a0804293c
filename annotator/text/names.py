"""Proper names among tagged words: runs of capitals, split from titles and nationalities."""

from collections.abc import Iterator, Sequence

from annotator.text import english as en
from annotator.text.tagging import Word

Range = tuple[int, int]

# What stands before a title and belongs to it: Prime Minister, Vice President.
_RANKS = frozenset(
    ["prime", "vice", "foreign", "deputy", "interior", "defence", "defense", "finance", "press",
     "chief", "attorney", "general", "executive", "first", "former", "acting", "justice", "health",
     "state", "crown", "lord", "home", "trade", "energy", "economy", "lance", "brigadier"]
)  # fmt: skip


def name_ranges(words: Sequence[Word], at: int) -> Iterator[Range]:
    """The names around a word: the name itself, and the run it was split from."""
    if words[at].tag not in ("X", "H", "I", "W", "O", "N"):
        return
    start, end = _run(words, at)
    if start == end:
        return
    for piece in _split(words, start, end):
        if piece[0] <= at < piece[1]:
            yield piece
    if all(words[i].tag == "X" for i in (start, end - 1)) and title_end(words, start, end) == start:
        yield start, end


def title_end(words: Sequence[Word], start: int, end: int) -> int:
    """Where a description ends and the name of whom it describes begins: after "Russian President"
    in "Russian President Vladimir Putin"; `start` where there is no such split.
    """
    last = end
    while last > start and words[last - 1].tag in ("X", "H") and not _is_title(words, last - 1):
        last -= 1
    if last in (start, end):
        return start
    if words[last].text == ".":
        last += 1  # "Mr. Putin"
    if words[last].low == "of":
        return last + 2 if last + 2 < end else start  # "Secretary of State John Kerry"
    if words[last - 1].text == ".":
        return last
    if words[last].text == "-" or words[last - 1].tag not in ("X", "W", "O"):
        return start
    if words[last - 1].tag == "X" and not _is_title(words, last - 1):
        return start
    described = words[last - 1].tag == "W" or _is_title(words, last - 1)
    return last if described else start


def _run(words: Sequence[Word], at: int) -> Range:
    """The run of capitals around a word, with what may stand inside a name."""
    if words[at].tag != "X" and not _links(words, at):
        return at, at
    start, end = at, at + 1
    while start > 0 and (words[start - 1].tag == "X" or _links(words, start - 1)):
        start -= 1
    while end < len(words) and (words[end].tag == "X" or _links(words, end)):
        end += 1
    while start < end and words[start].tag == "H":
        start += 1
    while end > start and words[end - 1].tag == "H":
        end -= 1
    return start, end


def _links(words: Sequence[Word], at: int) -> bool:
    """True for what joins two capitals to one name: a hyphen, "de", "of" after an institution."""
    if not 0 < at < len(words) - 1:
        return False
    word, before, after = words[at], words[at - 1], words[at + 1]
    if before.tag == "N" or after.tag == "N":
        return word.tag == "H" and "X" in (before.tag, after.tag)
    if word.text == ".":
        initial = before.tag == "X" and (len(before.text) == 1 or before.low in en.SHORT)
        return initial and before.end == word.start and after.tag == "X"
    if word.tag == "H" and word.text != "/":
        return before.tag == "X" or (after.tag == "X" and word.text == "&")
    if before.tag == "H" or after.tag == "H":
        return word.tag in ("W", "N") and before.tag == "H" and at > 1 and words[at - 2].tag == "X"
    if word.low in ("der", "den", "ten") and before.low not in ("von", "van", "op"):
        return False  # "the spokesman of the" in German, not "von der Leyen"
    if word.low in en.PARTICLES:
        follows = after.tag == "X" or after.low in en.PARTICLES
        return follows and (before.tag == "X" or before.low in en.PARTICLES)
    if word.low == "the" and before.low == "of":
        return after.tag == "X" and _is_institution(words, at - 2)
    if word.low == "of":
        named = after.tag == "X" or (after.low == "the" and _capital_at(words, at + 2))
        return named and _is_institution(words, at - 1)
    return False


def _is_institution(words: Sequence[Word], at: int) -> bool:
    return at >= 0 and words[at].tag == "X" and (
        words[at].low.rstrip("s") in en.INSTITUTIONS or words[at].low in en.INSTITUTIONS
    )  # fmt: skip


def _capital_at(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].tag == "X"


def _is_title(words: Sequence[Word], at: int) -> bool:
    return words[at].low in en.TITLES


def _split(words: Sequence[Word], start: int, end: int) -> Iterator[Range]:
    """A run of capitals as its pieces: nationality, title, name."""
    cut = title_end(words, start, end)
    if cut > start:
        yield cut, end
        end = cut
    elif not _is_title(words, end - 1):
        yield start, end
        return
    first = end
    while first > start and (_is_title(words, first - 1) or words[first - 1].low in _RANKS
                             or words[first - 1].text == "."):  # fmt: skip
        first -= 1
    if first > start:
        yield start, first
    yield start, end
