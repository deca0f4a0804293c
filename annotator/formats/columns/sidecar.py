"""`NAME.tokens.tsv` beside our columns: where each token stood, and so what the text was.

What stood between tokens is not told, only how long it was. A few ways to fill it are tried, and
the name of the article, which holds the first digits of the text's hash, says which is right.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from operator import itemgetter
from pathlib import Path

from annotator.formats.common.tokens import Tokens
from annotator.text import content_key

SUFFIX = ".tokens.tsv"
HEAD = "article\tsentence\ttoken\tstart\tend\tform\n"

_READY = tuple(f"{number}\t" for number in range(1 << 13))
_ONE_LESS = ("", *_READY[:-1])

Place = tuple[int, int, int, str]  # sentence, start, end, form


@dataclass(frozen=True, slots=True)
class Restored:
    """An article's text and where its tokens stand in it; `is_exact` if the hash proves it."""

    text: str
    ranges: tuple[tuple[int, int], ...]
    is_exact: bool


def rows(article: str, grid: Tokens, sentences: Iterable[tuple[int, int]]) -> str:
    """The rows of an article's tokens."""
    heads, numbers = list[str](), list[str]()
    for number, (first, last) in enumerate(sentences, 1):
        heads += [f"\n{article}\t{number}\t"] * (last - first)
        numbers += _cells(range(1, last - first + 1), _READY)
    cells = [""] * (5 * len(grid))
    cells[0::5], cells[1::5], cells[4::5] = heads, numbers, grid.forms
    cells[2::5], cells[3::5] = _cells(grid.starts, _READY), _cells(grid.behind, _ONE_LESS)
    return "".join(cells)[1:] + "\n" if cells else ""


def _cells(numbers: Sequence[int], ready: Sequence[str]) -> Sequence[str]:
    """What stands for numbers, `ready` for those that occur in an article of usual length."""
    if not numbers or numbers[-1] >= len(ready):
        less = ready is _ONE_LESS
        return [f"{number - less}\t" for number in numbers]
    if isinstance(numbers, range):
        return ready[numbers.start : numbers.stop]
    found: tuple[str, ...] = itemgetter(0, *numbers)(ready)  # faster than one after the other
    return found[1:]


def beside(columns: Path) -> Path:
    """The side-car of a file."""
    return columns.with_name(columns.name + SUFFIX)


def sidecar(columns: Path) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """The tokens of each article that a side-car names, in its order; none where there is none."""
    path = beside(columns)
    if not path.is_file():
        return
    with open(path, encoding="utf-8", newline="\n") as file:
        if next(file, "") != HEAD:
            return
        rows = (line.rstrip("\n").split("\t", 5) for line in file)
        for article, some in groupby(filter(_is_sound, rows), lambda row: row[0]):
            yield (
                article,
                tuple(
                    (int(sentence), int(start), int(end), form)
                    for _article, sentence, _token, start, end, form in some
                ),
            )


def _is_sound(row: Sequence[str]) -> bool:
    """True for a row whose places are numbers, and not such as no text reaches."""
    return len(row) == 6 and all(
        cell.isdecimal() and len(cell) < 9 for cell in (row[1], row[3], row[4])
    )


def text_of(article: str, places: Sequence[Place]) -> Restored:
    """The text that the places of tokens allow, the right one if a try proves it."""
    key = article.rpartition("_")[2]
    ranges = tuple((start, end) for _sentence, start, end, _form in places)
    first = ""
    for one, more, tail in product(" \n", "\n ", ("", "\n")):
        text = _filled(places, one, more) + tail
        first = first or text
        if len(key) >= 8 and content_key(text).startswith(key):
            return Restored(text, ranges, is_exact=True)
    return Restored(first, ranges, is_exact=False)


def _filled(places: Sequence[Place], one: str, more: str) -> str:
    """The tokens, blanks in sentences, and between them `one` or, where it is longer, `more`."""
    parts, at, last = [], 0, 0
    for sentence, start, end, form in places:
        gap = start - at
        between = " " if sentence == last or not last else (one if gap == 1 else more)
        parts += [between * gap, form]
        at, last = end, sentence
    return "".join(parts)
