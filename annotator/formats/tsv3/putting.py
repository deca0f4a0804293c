"""The text of a file, put together from its sentences as INCEpTION does: each ends in a line end,
and blanks fill what is left up to the next one's first token.

Files say that they count UTF-16 units, but some count otherwise: the way that fits the tokens'
words is taken. A sentence whose tokens contradict one another stands where most of them say; of
sentences that would overlap, those with the fewest tokens are left out.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.formats.tsv3.rows import NOWHERE, Sentence, Unit
from annotator.i18n import _
from annotator.offsets import reader, units_of, writer

_UNITS = ("UTF-16", "code points", "bytes")
_FURTHEST = 1 << 20  # blanks before a sentence; beyond them its place is no place
_TRIES = 20  # of the places where a word occurs in its sentence


@dataclass(frozen=True, slots=True)
class Put:
    """The text of a file, the way it counts (`unit`), the sentences in it with where they begin,
    the units whose words are others than those that stand there, and the sentences that have no
    place in it.
    """

    text: str
    unit: str
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]
    wrong: tuple[Unit, ...] = ()
    left: tuple[Sentence, ...] = ()

    def to_units(self) -> Callable[[int], int]:
        """From the way the file counts to UTF-16; outside the text as it stands."""
        if self.unit == "UTF-16" or self.text.isascii():
            return lambda at: at
        points, units = reader(self.text, self.unit), writer(self.text, "UTF-16")

        def found(at: int) -> int:
            point = points(at)
            return -1 if point is None else units(point)

        return found

    @property
    def badness(self) -> tuple[int, int]:
        """How much of the file does not fit."""
        return len(self.left), len(self.wrong)


def put_together(sentences: Sequence[Sentence]) -> Put:
    """The text in the way of counting that fits best."""
    whole = "".join(each.text for each in sentences)
    differ = units_of(whole)
    # Without characters beyond U+FFFF code points are UTF-16 units.
    possible = [u for u in _UNITS if u == "UTF-16" or (u in differ and "UTF-16" in differ)]
    possible += [] if "bytes" in possible or "bytes" not in differ else ["bytes"]
    best: Put | None = None
    for unit in possible:
        found = _put(sentences, unit)
        if best is None or found.badness < best.badness:
            best = found
        if best.badness == (0, 0):
            return best
    assert best is not None  # there is always one way of counting
    lines = {each.line for each in best.wrong}
    doubtful = {id(s) for s in sentences if any(each.line in lines for each in s.units)}
    again = _put(sentences, best.unit, doubtful | {id(each) for each in best.left})
    return _torn_out(min(best, again, key=lambda each: each.badness))


def _torn_out(put: Put) -> Put:
    """The same, what is wrong and lies outside of its own sentence counted among its torn units."""
    wrong = {each.line for each in put.wrong}
    strays = set[int]()
    for sentence, start in zip(put.sentences, put.starts, strict=True):
        end = start + _size(sentence.text, put.unit)
        for each in [unit for unit in sentence.units if unit.line in wrong]:
            if not start <= each.begin <= each.end <= end:
                strays.add(each.line)
                sentence.units.remove(each)
                sentence.add(replace(each, fault=_("Its place lies outside of its sentence.")))
    return replace(put, wrong=tuple(each for each in put.wrong if each.line not in strays))


def _put(sentences: Sequence[Sentence], unit: str, doubtful: Container[int] = ()) -> Put:
    """The text if the file counts so; of `doubtful` sentences all units are asked for the place."""
    starts = list(_starts(sentences, unit, doubtful))
    kept = _in_order(sentences, starts, unit)
    there = frozenset(kept)
    parts: list[str] = []
    placed, begins, left, length = list[Sentence](), list[int](), list[Sentence](), 0
    for n, each in enumerate(sentences):
        begin, size = starts[n], _size(each.text, unit)
        following = next((starts[k] for k in kept if k > n), None) if begin < 0 else None
        if begin < 0 and (following is None or length + size <= following):
            begin = length  # nothing says where it stands, but there is room for it
        elif n not in there or begin - length > _FURTHEST:
            left.append(each)
            continue
        if parts and begin == length - 1:
            parts[-1] = parts[-1][:-1]
            length -= 1
        text = " " * (begin - length) + each.text + "\n"
        placed.append(each)
        begins.append(begin)
        parts.append(text)
        length = begin + size + 1
    text = "".join(parts).removesuffix("\n")
    wrong = tuple(_wrong(text, placed, unit))
    return Put(text, unit, tuple(placed), tuple(begins), wrong, tuple(left))


def _wrong(text: str, placed: Sequence[Sentence], unit: str) -> Iterator[Unit]:
    """The units whose words are others than those that stand there."""
    point = reader(text, unit)
    for each in placed:
        for one in each.units:
            start, end = point(one.begin), point(one.end)
            if start is None or end is None or text[start:end] != one.form:
                yield one


def _starts(
    sentences: Sequence[Sentence], unit: str, doubtful: Container[int]
) -> Iterator[int]:  # fmt: skip
    """Where each sentence begins; below 0 where none of its units says so."""
    behind = 0
    for each in sentences:
        if each.torn or id(each) in doubtful:
            begin = _most_say(each, unit, behind)
        else:
            begin = each.units[0].begin - _lead(each)
        yield begin
        behind = (behind if begin < 0 else begin) + _size(each.text, unit) + 1


def _lead(sentence: Sentence) -> int:
    """How many blanks stand before the first token, where the text does not begin with it."""
    first = sentence.units[0].form
    if sentence.text.startswith(first):
        return 0
    bare = sentence.text.lstrip()
    return len(sentence.text) - len(bare) if first and bare.startswith(first) else 0


def _most_say(sentence: Sentence, unit: str, behind: int) -> int:
    """Where most units of a sentence say that it begins; `behind` the one before it if that is as
    good.
    """
    votes = Counter[int]()
    for each in (*sentence.units, *sentence.torn):
        at = sentence.text.find(each.form) if each.form and each.begin != NOWHERE else -1
        for _n in range(_TRIES):
            if at < 0:
                break
            votes[each.begin - _size(sentence.text[:at], unit)] += 1
            at = sentence.text.find(each.form, at + 1)
    likely = [begin for begin in votes if begin >= 0]
    if not likely:
        there = [each.begin for each in sentence.units if not each.is_part]
        return min(there, default=NOWHERE)
    return max(likely, key=lambda begin: (votes[begin], begin == behind, -begin))


def _in_order(sentences: Sequence[Sentence], starts: Sequence[int], unit: str) -> list[int]:
    """The sentences that can stand one behind the other, those with the most units together."""
    # Chains of sentences by where they end; of those that end sooner none is as good.
    ends, units, last = list[int](), list[int](), list[int]()
    before: dict[int, int] = {}
    for n, (each, begin) in enumerate(zip(sentences, starts, strict=True)):
        if begin < 0:
            continue
        end, at = begin + _size(each.text, unit), bisect_right(ends, begin)
        count = len(each.units) + (units[at - 1] if at else 0)
        before[n] = last[at - 1] if at else NOWHERE
        at = bisect_left(ends, end)
        if at and units[at - 1] >= count:
            continue
        worse = at
        while worse < len(ends) and units[worse] < count:
            worse += 1
        ends[at:worse], units[at:worse], last[at:worse] = [end], [count], [n]
    n = min((last[at] for at in range(len(ends)) if units[at] == units[-1]), default=NOWHERE)
    kept: list[int] = []
    while n != NOWHERE:
        kept.append(n)
        n = before[n]
    return kept[::-1]


def _size(text: str, unit: str) -> int:
    if unit == "bytes":
        return len(text.encode())
    return len(text.encode("utf-16-le")) // 2 if unit == "UTF-16" else len(text)
