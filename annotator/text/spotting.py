"""Names found wherever they stand in a text, marked or not, so that none is left that should go.

A name is found whatever its case, accents and signs between its words (Dmitry Peskov,
DMITRY-PESKOV, #DmitryPeskov, dmitry_peskov), with an ending (Peskov's, Пескова), in the cases that
Cyrillic names have (Анны, Северного) and, in Arabic and Hebrew, with what is written on to its
beginning; one with signs that words are else parted by (AT&T, Останкино (Москва)) as it is written.
An ordinary English word in small letters (may, will, mark) is not taken for a name, nor is a name
within another word: both are told.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import regex

from annotator.text import english
from annotator.text.inflection import is_inflected, stem, stems
from annotator.text.words import UNSPACED

_SIGNS = r"[\p{M}\p{Cf}]*+"
_UPPER = rf"\p{{Lu}}{_SIGNS}"
_LOWER = rf"[\p{{L}}--[\p{{Lu}}{UNSPACED}]]{_SIGNS}"
_UNIT = regex.compile(
    rf"(?V1)[A-Z]?[a-z]++(?=[\s,.;])|(?:[{UNSPACED}]{_SIGNS})|(?:{_UPPER})+(?={_UPPER}{_LOWER})|(?:{_UPPER})?(?:{_LOWER})+"
    rf"|(?:{_UPPER})+|\p{{N}}++|\p{{S}}{_SIGNS}"
)
# What may stand between two words of a name; never what parts a sentence.
_QUOTES = "\"'“”„‟«»‘’‚‹›״׳`"
_GAP = regex.compile(rf"(?:\s++|[\p{{Cf}}\p{{Pd}}\p{{Pc}}.·+{_QUOTES}]|%20){{0,5}}")
_HYPHENATED = regex.compile(r"[\p{Pd}\u00ad]\n\s*")  # a word that is parted at the end of a line
_ADDRESS = regex.compile(r"[@#/_]")  # dpeskov@k.ru
_JOINED = regex.compile(r"[\p{Arabic}\p{Hebrew}]")
_WRITTEN_ON = regex.compile(r"[وفبلكאבהוכלמש]?[وفبلكאבהוכלמש]?(?:ال)?")
_ENDING, _STEM, _WITHIN = 3, 5, 5  # letters: the longest ending, the shortest name that takes one
_IN_ADDRESS, _LEADING = 4, 3
_FEW, _REMEMBERED = 200, 100_000
_BETWEEN = regex.compile(rf"(?:[\s\p{{Cf}}\p{{Pd}}\p{{Pc}}.·+{_QUOTES}]|%20)+")
_QUOTE = regex.compile(rf"[{_QUOTES}]")
_ORDINARY = frozenset().union(
    english.DETERMINERS, english.POSSESSIVES, english.PRONOUNS, english.PREPOSITIONS,
    english.COORDINATORS, english.SUBORDINATORS, english.AUXILIARIES, english.ADVERBS,
    english.NUMERALS, english.UNITS, english.TITLES, english.INSTITUTIONS, english.PARTICLES,
    english.VERBS, english.NOUNS_TOO, english.NAMES_TOO,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spotted:
    """A name at `[start, end)`, and the keys of those who bear it. `is_left` where the words are
    told and stay: an ordinary word, or a longer one that the name is only a part of.
    """

    start: int
    end: int
    bearers: tuple[int, ...]
    is_left: bool = False


class _Unit(NamedTuple):
    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A name without its signs: where its words end, and whether it is a single small word."""

    ends: frozenset[int]
    is_small: bool
    written: str
    bearers: tuple[int, ...]


class Spotter:
    """Finds some names in any text. Built once for all texts; `names` are (name, bearer) pairs."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self._names: dict[str, _Name] = {}
        self._cases: dict[str, _Name] = {}
        self._signed: dict[str, list[tuple[regex.Pattern[str], _Name]]] = {}
        self._firsts: set[str] = set()  # what of names with cases or signs is in any text with them
        for written, bearer in names:
            self._learn(written, bearer)
        known = (*self._names, *self._cases)
        self._leads = {form[:n] for form in known for n in range(1, _LEADING + 1)}
        self._longest = max(map(len, self._names), default=0) + 4 * _ENDING
        self._inner: dict[tuple[str, int], _Name | None] = {}

    def _learn(self, written: str, bearer: int) -> None:
        units = _units(written)
        form = "".join(unit.form for unit in units)
        if not form:
            return
        if _has_signs(written, units):
            self._learn_signed(written, units, bearer)
        if len(form) == 1 and form in _ORDINARY:
            return
        parted = [a.end < b.start for a, b in pairwise(units)] + [True]
        self._add(self._names, [unit.form for unit in units], parted, written, bearer)
        if is_inflected(units[0].form):
            for last in stems(units[-1].form):
                cases = [*(stem(unit.form) for unit in units[:-1]), last]
                self._add(self._cases, cases, parted, written, bearer)
            self._firsts.add(stems(units[0].form)[-1][:_LEADING])

    def _add(
        self, names: dict[str, _Name], forms: list[str], parted: list[bool], written: str,
        bearer: int,
    ) -> None:  # fmt: skip
        """Note a name by the forms of its units; `parted` says after which a word ends."""
        reached = list(accumulate(map(len, forms)))
        form = "".join(forms)
        known = names.get(form, _Name(frozenset(), True, written, ()))
        ends = known.ends | {at for at, is_end in zip(reached, parted, strict=True) if is_end}
        bearers = known.bearers if bearer in known.bearers else (*known.bearers, bearer)
        is_small = known.is_small and written == written.lower()
        names[form] = _Name(ends, is_small, known.written, bearers)

    def _learn_signed(self, written: str, units: Sequence[_Unit], bearer: int) -> None:
        """Note a name with signs, to be looked for as it is written from its first word on."""
        last = len(written) if len(units) == 1 else units[-1].end
        pattern = _as_written(written[units[0].start : last])
        name = _Name(frozenset(), False, written, (bearer,))
        self._signed.setdefault(units[0].form, []).append((pattern, name))
        self._firsts.add(units[0].form)

    def __bool__(self) -> bool:
        return bool(self._names)

    def find(self, text: str) -> tuple[Spotted, ...]:
        """The names in a text, the longest at each place, in order and without overlap."""
        if not self._may_stand_in(text):
            return ()
        found: list[Spotted] = []
        units, at = _units(text), 0
        while at < len(units):
            spotted, length = self._at(text, units, at)
            if spotted is not None:
                found.append(spotted)
            at += max(length, 1)
        return tuple(found)

    def _may_stand_in(self, text: str) -> bool:
        """False where none of a few names can be in a text, which is quickly seen."""
        if len(self._names) > _FEW:
            return True
        letters = fold(_BETWEEN.sub("", text))
        return any(form in letters for form in (*self._names, *self._firsts))

    def _at(self, text: str, units: Sequence[_Unit], first: int) -> tuple[Spotted | None, int]:
        """The longest name that begins with a unit, and how many units it takes."""
        unit = units[first]
        starts = [0]
        if not unit.form.isascii() and _JOINED.match(unit.form):
            on = _WRITTEN_ON.match(unit.form)
            starts += range(1, (on.end() if on else 0) + 1)
        best: tuple[Spotted | None, int] = (None, 0)
        for skipped in starts:
            signed = self._as_written(text, units, first, skipped)
            best = signed if signed[1] > best[1] else best
            if unit.form[skipped : skipped + _LEADING] not in self._leads:
                continue
            found = self._longest_from(text, units, first, skipped)
            if found[1] > best[1]:
                best = found
        return best if best[0] is not None else (self._within(text, unit), 0)

    def _as_written(
        self, text: str, units: Sequence[_Unit], first: int, skipped: int
    ) -> tuple[Spotted | None, int]:
        """The longest name with signs that begins with a unit, less what is written on to it."""
        unit = units[first]
        best: tuple[Spotted | None, int] = (None, 0)
        for pattern, name in self._signed.get(unit.form[skipped:], ()):
            start = unit.start + _reached(text[unit.start : unit.end], skipped)
            if (match := pattern.match(text, start)) is None:
                continue
            end = match.end()
            taken = sum(each.start < end for each in units[first : first + end - start])
            if taken > best[1]:
                end = max(end, units[first + taken - 1].end)
                best = Spotted(unit.start, end, name.bearers), taken
        return best

    def _longest_from(
        self, text: str, units: Sequence[_Unit], first: int, skipped: int
    ) -> tuple[Spotted | None, int]:
        form, cases, ends, blanks, parted = "", "", 0, set[int](), set[int]()
        best: tuple[Spotted | None, int] = (None, 0)
        for at in range(first, len(units)):
            unit = units[at]
            if at > first:
                gap = text[ends : unit.start]
                if not _GAP.fullmatch(gap):
                    break
                if any(sign.isspace() for sign in gap) and not _HYPHENATED.fullmatch(gap):
                    blanks.add(len(form))
                    parted.add(len(cases))
            form += unit.form[skipped:] if at == first else unit.form
            cases += stem(unit.form)
            ends = unit.end
            if len(form) > self._longest:
                break
            name, ending = self._named(form, unit, blanks)
            whole = text[units[first].start : ends]
            if name is None and whole[0].isupper() and (case := self._cases.get(cases)):
                name = case if parted <= case.ends and not skipped else None
            if name is None or not _counts(name, form, whole, ending=ending, skipped=skipped):
                continue
            is_left = not name.is_small and whole.islower() and form in _ORDINARY
            best = Spotted(units[first].start, ends, name.bearers, is_left), at - first + 1
        return best

    def _named(self, form: str, last: _Unit, blanks: set[int]) -> tuple[_Name | None, int]:
        """The name these letters are, perhaps with an ending of so many letters."""
        most = max(min(_ENDING, len(last.form) - 1, len(form) - _STEM), 0)
        for ending in range(most + 1):
            name = self._names.get(form[: len(form) - ending])
            if name is not None and blanks <= name.ends:
                return name, ending
        return None, 0

    def _within(self, text: str, unit: _Unit) -> Spotted | None:
        """A longer word that holds a name: in an address or handle, else it is told and stays."""
        if len(unit.form) < _IN_ADDRESS or self._held(unit.form, _IN_ADDRESS) is None:
            return None
        around = text[max(unit.start - 1, 0) : unit.end + 1]
        is_address = _ADDRESS.search(around) is not None
        name = self._held(unit.form, _IN_ADDRESS if is_address else _WITHIN)
        return None if name is None else Spotted(*unit[:2], name.bearers, not is_address)

    def _held(self, form: str, least: int) -> _Name | None:
        """The first name of so many letters at least that stands in a longer word."""
        if (form, least) not in self._inner:
            if len(self._inner) > _REMEMBERED:
                self._inner.clear()
            self._inner[form, least] = self._searched(form, least)
        return self._inner[form, least]

    def _searched(self, form: str, least: int) -> _Name | None:
        for start in range(len(form) - least + 1):
            if form[start : start + _LEADING] in self._leads:
                for end in range(start + least, min(len(form), start + self._longest) + 1):
                    if name := self._names.get(form[start:end]):
                        return name
        return None


def _counts(name: _Name, form: str, whole: str, *, ending: int, skipped: int) -> bool:
    """True where words are a name as they stand: an ending only on what may be a proper name, what
    is written on only before a name of some length, and a single letter only as it was given.
    """
    if ending and (whole[0].islower() or form in _ORDINARY):
        return False
    if skipped and len(form) <= _LEADING:
        return False
    return len(form) > 1 or whole == name.written


def _has_signs(written: str, units: Sequence[_Unit]) -> bool:
    """True for a name that is not found by its words alone: with other signs between them, or of a
    single letter or number with a sign.
    """
    gaps = (written[a.end : b.start] for a, b in pairwise(units))
    is_short = len(units) == 1 and len(units[0].form) == 1
    return any(not _GAP.fullmatch(gap) for gap in gaps) or (is_short and len(written) > 1)


def _as_written(words: str) -> "regex.Pattern[str]":
    """What finds words as they are written, with other blanks and quotation marks too."""
    found = []
    for piece in regex.split(rf"(\s+|[{_QUOTES}])", words):
        if piece.isspace():
            found.append(r"\s+")
        else:
            found.append(f"[{_QUOTES}]" if _QUOTE.fullmatch(piece) else regex.escape(piece))
    after = "" if not regex.search(rf"[^\W{UNSPACED}]$", words) else r"(?!\w)"
    return regex.compile("".join(found) + after, regex.IGNORECASE | regex.V1)


def _reached(word: str, letters: int) -> int:
    """How many code points of a word make so many letters of its form."""
    points = range(len(word) + 1)
    return next((n for n in points if len(_folded(word[:n])) >= letters), len(word))


def _units(text: str) -> list[_Unit]:
    """The smallest pieces a name may begin or end with: words, parted where a capital begins."""
    return [
        _Unit(match.start(), match.end(), folded)
        for match in _UNIT.finditer(text)
        if (folded := _folded(match.group()))
    ]


@lru_cache(maxsize=_REMEMBERED)
def _folded(word: str) -> str:
    return fold(word)


def fold(word: str) -> str:
    """A word without case, accents and invisible signs."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in parts if unicodedata.category(sign) not in _DROPPED).casefold()


_DROPPED = frozenset(["Mn", "Mc", "Me", "Cf"])
