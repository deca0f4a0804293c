"""How a file of columns is laid out, found out from its first lines: which column holds what."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from annotator.formats.columns.schemes import OUTSIDE, parted, scheme_of
from annotator.text.words import UNSPACED

_BLANKS = re.compile(r"[ \t]+")
_CHUNKS = frozenset(
    "NP VP PP ADJP ADVP SBAR PRT CONJP INTJ LST UCP NX QP WHNP WHPP WHADVP PRN".split()  # noqa: SIM905
)
_CELL = re.compile(r"[^\s|]+(?:\|[^\s|]+)+")
_SEGMENTED = re.compile(r"\D\d")  # a sign and its place in a word, as Weibo's Chinese has it
_UNSPACED = regex.compile(f"[{UNSPACED}]")
_NAME = re.compile(r"[A-Z][\w.\-/]*")
_ENOUGH, _MOST = 3, 0.98
_HANDFUL, _SHARE = 5, 0.8  # rows that look alike: a share of them, all but one of a few
# Labels that tell tags of names from words such as E-mail.
_COMMON = frozenset((
    "date", "event", "fac", "facility", "gpe", "loc", "location", "misc", "money", "norp", "number",
    "org", "organisation", "organization", "per", "percent", "pers", "person", "place", "product",
    "quantity", "time", "work_of_art",
))  # fmt: skip
START = "-DOCSTART-"


@dataclass(frozen=True, slots=True)
class Shape:
    """Where things stand in a row: the token, its offsets if given, the layers of tags, and
    columns nobody reads (0-based; `width` of them, `delimiter` "\\t", " " or "|").

    `is_segmented` is true where each sign bears its place in a word (as in 二1), `scheme` is what
    the tags follow. `is_sure` is false for a few rows whose tags may be words like E-mail.
    """

    width: int
    delimiter: str
    token: int
    layers: tuple[int, ...]
    scheme: str
    offsets: tuple[int, int] | None = None
    unread: tuple[int, ...] = ()
    index: int | None = None
    is_segmented: bool = False
    is_sure: bool = True

    def cells(self, line: str) -> list[str] | None:
        """The cells of a row; None where it has too few. Blanks in a token are left in it."""
        if self.delimiter == "\t":
            cells = line.split("\t")
            extra = len(cells) - self.width
            return cells[: self.width] if extra >= 0 else None
        cells = _BLANKS.split(line.strip(" \t"))
        extra = len(cells) - self.width
        if extra > 0 and self.token == 0:
            cells = [" ".join(cells[: extra + 1]), *cells[extra + 1 :]]
        return cells if len(cells) == self.width else None

    def is_row(self, line: str) -> bool:
        """True where a line that begins with "#" is a token, and no comment."""
        cells = self.cells(line)
        if cells is None or not all(is_tag(cells[layer]) for layer in self.layers):
            return False
        return self.index is None or cells[self.index].isdecimal()


def shape_of(lines: Sequence[str]) -> Shape | None:
    """How the lines of a file are laid out; None where they are no rows of tokens and tags."""
    rows = [line for line in lines if line.strip() and not line.startswith(START)]
    bare = [line for line in rows if not line.startswith(("# ", "#\t"))]
    begun = any(line.startswith(START) for line in lines)
    return _of_lines(bare, begun=begun) or _of_lines(rows, begun=begun)


def _of_lines(lines: Sequence[str], *, begun: bool) -> Shape | None:
    if pipes := _sentences_of_cells(lines):
        return _of_rows([cell.split("|") for cell in pipes], "|", begun=begun)
    for delimiter, split in _SPLITS:
        if found := _of_rows([split(line) for line in lines], delimiter, begun=begun):
            return found
    return None


def alike(count: int, rows: int) -> bool:
    """True if so many of the rows make a file what it seems: the others are broken, or a head."""
    return count >= (_SHARE * rows if rows >= _HANDFUL else max(rows - 1, 1))


def is_tag(word: str) -> bool:
    """True for a tag with a letter, and for one that stands outside."""
    return word in OUTSIDE or parted(word) is not None


_SPLITS: tuple[tuple[str, Callable[[str], list[str]]], ...] = (
    ("\t", lambda line: line.split("\t")),
    (" ", lambda line: _BLANKS.split(line.strip(" \t"))),
)


def _sentences_of_cells(lines: Sequence[str]) -> list[str]:
    """The cells of a file with a sentence a line, each token with its tags behind "|"."""
    cells = [cell for line in lines[:200] for cell in line.split()]
    pipes = [cell for cell in cells if _CELL.fullmatch(cell)]
    return pipes if len(pipes) >= _ENOUGH and len(pipes) >= _MOST * len(cells) else []


def _of_rows(rows: Sequence[list[str]], delimiter: str, *, begun: bool) -> Shape | None:
    """The layout of rows; files that have begun with -DOCSTART- have the token first."""
    widths = Counter(len(row) for row in rows)
    for width, count in widths.most_common(2):
        if width > 1 and alike(count, len(rows)):
            found = _of_width(rows, width, delimiter, begun=begun)
            if found is not None and (count == len(rows) or found.is_sure):
                return found
    return None


def _of_width(
    rows: Sequence[list[str]], width: int, delimiter: str, *, begun: bool
) -> Shape | None:  # fmt: skip
    columns = [[row[at] for row in rows if len(row) == width] for at in range(width)]
    layers = [at for at in range(begun, width) if _is_layer(columns[at])]
    names = [at for at in layers if not _are_chunks(columns[at])] or layers[-1:]
    if not names:
        names = [at for at in (width - 1,) if _are_names(columns[at])]
    if not names:
        return None
    index = 0 if width > 2 and not begun and _counts(columns[0]) else None
    free = [at for at in range(width) if at not in layers and at not in names and at != index]
    if not free:
        return None
    token, *others = free
    offsets = _offsets(columns, token, others)
    unread = [at for at in (*others, *layers) if at not in names and at not in (offsets or ())]
    letters, opens = _letters(columns, names)
    return Shape(
        width=width,
        delimiter=delimiter,
        token=token,
        layers=tuple(names),
        scheme=scheme_of(letters, opens_with_i=opens),
        offsets=offsets,
        unread=tuple(sorted(unread)),
        index=index,
        is_segmented=_are_segmented(columns[token]),
        is_sure=begun or len(rows) >= _HANDFUL or _are_surely_tags([columns[n] for n in names]),
    )


def _is_layer(column: Sequence[str]) -> bool:
    return _share(column, is_tag) >= _MOST and any(
        word in ("O", "o") or parted(word) for word in column
    )


def _are_surely_tags(layers: Sequence[Sequence[str]]) -> bool:
    """True where few tags are surely such: beside some stand others that are outside, or what they
    name is known.
    """
    tags = [tag for column in layers for tag in column]
    labels = [found[1] for tag in tags if (found := parted(tag))]
    outside = sum(tag == "O" for tag in tags)
    return outside + bool(labels) > 1 or any(each.casefold() in _COMMON for each in labels)


def _are_segmented(column: Sequence[str]) -> bool:
    return (
        any(map(_UNSPACED.match, column))
        and _share(column, lambda word: bool(_SEGMENTED.fullmatch(word))) >= _MOST
    )


def _are_chunks(column: Sequence[str]) -> bool:
    labels = [found[1] for word in column if (found := parted(word))]
    return bool(labels) and all(label in _CHUNKS for label in labels)


def _are_names(column: Sequence[str]) -> bool:
    """True for tags without letters, as in IO files of bare labels."""
    outside = _share(column, lambda word: word == "O")
    return outside >= 0.3 and _share(column, lambda w: bool(_NAME.fullmatch(w))) >= _MOST


def _share(column: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, column)) / len(column) if column else 0.0


def _counts(column: Sequence[str]) -> bool:
    """True for a column that counts the tokens of sentences."""
    if not all(word.isdecimal() and len(word) < 7 for word in column):
        return False
    numbers = [int(word) for word in column]
    return numbers[0] in (0, 1) and all(b in (a + 1, 0, 1) for a, b in pairwise(numbers))


def _offsets(
    columns: Sequence[Sequence[str]], token: int, others: Sequence[int]
) -> tuple[int, int] | None:
    """Two neighbouring columns of numbers that are as far apart as the token is long."""
    for start in others:
        if start + 1 in others:
            rows = zip(columns[token], columns[start], columns[start + 1], strict=True)
            if all(_spans(word, first, last) for word, first, last in rows):
                return start, start + 1
    return None


def _spans(word: str, first: str, last: str) -> bool:
    return first.isdecimal() and last.isdecimal() and int(last) - int(first) == len(word)


def _letters(columns: Sequence[Sequence[str]], layers: Sequence[int]) -> tuple[set[str], bool]:
    """The letters that the tags use, and whether an I opens a mention anywhere."""
    letters, opens = set(), False
    for layer in layers:
        before = ""
        for word in columns[layer]:
            letter, label = parted(word) or ("", "")
            letters |= {letter} if letter else set()
            opens = opens or (letter == "I" and label != before)
            before = label
    return letters, opens
