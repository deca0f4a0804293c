"""Clauses: the piece of a sentence that says one thing, without its closing stop and without the
word that joins it to the rest. A quotation is taken whole, with its marks.

English is cut at commas, dashes and joining words where a verb shows that a clause follows; other
languages at their marks alone.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from annotator.text import english as en
from annotator.text.sentences import sentence_at
from annotator.text.tagging import Word, is_adjective, language_near, tagged
from annotator.text.words import UNSPACED, on_word

Range = tuple[int, int]

_QUOTED = 3  # a quotation of fewer words is a word in quotation marks, not what somebody says
_PARAGRAPH = 3000
_STRAIGHT = regex.compile('"')
_MARKS = (("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ("「", "」"), ("『", "』"), ("‘", "’"))
_WORDS = regex.compile(r"\w+")
_SIGNS = regex.compile(rf"[{UNSPACED}]")
_HARD = frozenset(";:—()[]{}…、，；：؛،|") | {"--"}
_QUOTES = frozenset('"“”„«»「」『』')
_STOPS = frozenset(".!?…。！？؟۔")
_ATTACHED = frozenset(["including", "especially", "particularly", "notably", "namely", "such"])
_HANGING = frozenset(["with", "without", "despite"])  # "with ISIS claiming responsibility"
_NOUN_LIKE = frozenset("DSWXNKHM")


def clause_at(text: str, point: int, language: str = "") -> Range:
    """The clause around a point; of a blank text `(point, point)`."""
    point = on_word(text, point)
    if quotation := quotation_at(text, point):
        return quotation
    sentence = sentence_at(text, point)
    if not sentence[0] <= point < sentence[1]:
        return point, point
    language = language or language_near(text, point)
    words = tagged(text, sentence, point, language)
    return clause_in(words, point, language) or body_of(text, sentence)


def clause_in(words: Sequence[Word], point: int, language: str) -> Range | None:
    """The clause around a point among the words of its sentence, if a piece of it says anything."""
    cuts = sorted(_cuts(words, language))
    for start, end in zip(cuts, [*cuts[1:], len(words)], strict=True):
        if words[end - 1].end > point:
            start, end = _bare(words, start, end)
            if start < end and any(word.tag not in "RCBIO" for word in words[start:end]):
                return words[start].start, words[end - 1].end
            break
    return None


def body_of(text: str, sentence: Range) -> Range:
    """A sentence without its closing stop; a stop inside its last quotation marks stays."""
    start, end = sentence
    while end > start + 1 and (text[end - 1] in _STOPS or text[end - 1].isspace()):
        end -= 1
    return (start, end) if text[end - 1] not in _STOPS else sentence


def quotation_at(text: str, point: int) -> Range | None:
    """The quotation around a point, marks included, where it is more than a word or two."""
    low = max(text.rfind("\n", max(point - _PARAGRAPH, 0), point) + 1, point - _PARAGRAPH, 0)
    high = text.find("\n", point, point + _PARAGRAPH)
    high = min(len(text), point + _PARAGRAPH) if high < 0 else high
    for start, end in _quotations(text, low, high):
        if start <= point < end and _says_something(text, start, end):
            return start, end
    return None


def _says_something(text: str, start: int, end: int) -> bool:
    signs = len(_SIGNS.findall(text, start, end))  # Han and the like: two signs make a word
    return signs // 2 + len(_WORDS.findall(text, start, end)) >= _QUOTED


def _quotations(text: str, low: int, high: int) -> Iterator[Range]:
    straight = [match.start() for match in _STRAIGHT.finditer(text, low, high)]
    yield from ((a, b + 1) for a, b in zip(straight[::2], straight[1::2], strict=False))
    for opening, closing in _MARKS:
        at = text.find(opening, low, high)
        while at >= 0:
            end = text.find(closing, at + 1, high)
            while end >= 0 and closing == "’" and text[end + 1 : end + 2].isalnum():
                end = text.find(closing, end + 1, high)  # an apostrophe
            if end < 0:
                break
            yield at, end + 1
            at = text.find(opening, end + 1, high)


def _cuts(words: Sequence[Word], language: str) -> set[int]:
    """Where clauses begin, as indices of words; 0 is one."""
    commas = [i for i, word in enumerate(words) if word.text == ","]
    hard = [i for i, word in enumerate(words) if _is_hard(words, i)]
    if language != "en":
        marks = {*(i + 1 for i in (*hard, *commas)), *_quote_cuts(words)}
        return {0, *(cut for cut in marks if cut < len(words))}
    cuts = {0, *(i for i in hard if i), *(i + 1 for i in hard), *_quote_cuts(words)}
    cuts |= {i + 1 for i in commas if _parts_clauses(words, i)}
    cuts = {cut for cut in cuts if cut < len(words)}
    cuts -= _list_commas(words, sorted(cuts))
    for at in range(1, len(words)):
        if _joins(words, at, cuts):
            cuts.add(at)
    return cuts


def _is_hard(words: Sequence[Word], at: int) -> bool:
    return words[at].tag == "O" and (words[at].text in _HARD or words[at].text in ("–", "-"))


def _quote_cuts(words: Sequence[Word]) -> Iterator[int]:
    """Before and after every quotation that is more than a word or two."""
    marks = [i for i, word in enumerate(words) if word.text in _QUOTES]
    for opening, closing in pairwise(marks):
        inner = sum(word.tag != "O" for word in words[opening:closing])
        if words[opening].text not in "”」』" and inner >= _QUOTED:
            yield opening
            yield closing + 1


def _parts_clauses(words: Sequence[Word], at: int) -> bool:
    """False for a comma inside a place, a date, a row of adjectives, or before an example."""
    if at + 1 >= len(words) or at == 0:
        return at + 1 < len(words)
    before, after = words[at - 1], words[at + 1]
    if after.low in _ATTACHED:
        return False
    if before.tag == after.tag == "X" and _closes(words, at + 1):
        return False
    if after.tag == "N" and len(after.text) == 4 and before.tag in ("N", "M"):
        return False
    if before.tag == after.tag == "W" and is_adjective(before) and is_adjective(after):
        return not (at + 2 < len(words) and words[at + 2].tag == "W")
    return True


def _closes(words: Sequence[Word], at: int) -> bool:
    """True where a run of capitals ends at a mark: the second half of "City, Country"."""
    while at < len(words) and words[at].tag == "X":
        at += 1
    return at == len(words) or words[at].tag == "O"


def _list_commas(words: Sequence[Word], cuts: list[int]) -> set[int]:
    """The cuts at commas of a list of nouns: "terrorism, security, and alliances"."""
    found: set[int] = set()
    row: list[int] = []
    for start, end in zip(cuts, [*cuts[1:], len(words)], strict=True):
        inner = [word for word in words[start:end] if word.tag != "O"]
        joined = bool(inner) and inner[0].tag == "C"
        nouns = bool(inner) and all(w.tag in _NOUN_LIKE for w in inner[joined:])
        closing = joined and not _has_verb(inner)
        # "Terror, crime, and poverty remain": nothing before the list has a verb.
        closing = closing or (joined and bool(row) and not _has_verb(words[: row[0]]))
        if start and words[start - 1].text == "," and (nouns or closing):
            row.append(start)
            if joined or "and" in [word.low for word in inner]:
                found.update(row)
                row = []
        else:
            row = []
    return found


def _has_verb(words: Sequence[Word]) -> bool:
    return any(word.tag in ("V", "A") for word in words)


def _joins(words: Sequence[Word], at: int, cuts: set[int]) -> bool:
    """True for a word inside a piece that begins a clause of its own."""
    word, before = words[at], words[at - 1]
    start = max(cut for cut in cuts if cut <= at)
    end = min((cut for cut in cuts if cut > at), default=len(words))
    if word.tag == "C":
        return _coordinates(words, start, at, end)
    if word.tag == "B":
        return _finite(words, at, end) and before.low not in ("so", "such")
    if word.low in en.EITHER and word.tag == "I":
        return _finite(words, at, end) and _opens_clause(words, at, end)
    return _is_reporting(before) and word.tag not in "BIOCR" and _subject_verb(words, at, end)


def _is_reporting(word: Word) -> bool:
    low = {"said": "say", "told": "tell", "thought": "think", "wrote": "write"}.get(word.low, "")
    return word.tag == "V" and (low or en.stem_of(word.low)) in en.REPORTING


def _coordinates(words: Sequence[Word], start: int, at: int, end: int) -> bool:
    """True for and, or, but between two clauses or two verb phrases."""
    before, after = words[at - 1], words[at + 1] if at + 1 < len(words) else words[at]
    if before.tag in ("V", "A") or any(w.low in ("between", "both") for w in words[start:at]):
        return False
    if not _has_verb(words[start:at]):
        return False
    first = at + 1
    while first < end and words[first].tag == "R":
        first += 1
    if first < end and words[first].tag in ("V", "A"):
        return True
    return after.tag not in "RIO" and _subject_verb(words, at + 1, end)


def _subject_verb(words: Sequence[Word], at: int, end: int) -> bool:
    """True where a noun phrase with additions is followed by a finite verb."""
    while at < end and words[at].tag in (*_NOUN_LIKE, "P", "I", "R"):
        at += 1
    return at < end and (words[at].tag == "A" or _is_finite(words[at]))


def _is_finite(word: Word) -> bool:
    return word.tag == "V" and not word.low.endswith("ing")


def _finite(words: Sequence[Word], at: int, end: int) -> bool:
    return any(word.tag == "A" or _is_finite(word) for word in words[at + 1 : end])


def _opens_clause(words: Sequence[Word], at: int, end: int) -> bool:
    """True for as, since, after ... before subject and verb, not before a mere phrase."""
    compares = at > 0 and words[at - 1].low in ("such", "as", "so")
    return not compares and _subject_verb(words, at + 1, end)


def _bare(words: Sequence[Word], start: int, end: int) -> Range:
    """A piece without the words that join it to others and without marks at its ends."""
    whole = start, end
    while end > start and words[end - 1].tag in "OCB" and not _closes_quotation(words, start, end):
        end -= 1
    while start < end and words[start].tag == "O" and words[start].text not in _QUOTES:
        start += 1
    while start < end and (
        words[start].tag == "C"
        or (words[start].tag == "B" and not _complements(words, start, end))
        or (words[start].low in en.EITHER and _opens_clause(words, start, end))
        or (words[start].low in _HANGING and any(w.tag == "V" for w in words[start:end]))
    ):
        start += 1
    return (start, end) if start < end else whole


def _complements(words: Sequence[Word], at: int, end: int) -> bool:
    """True for "that" before a subject: it belongs to what is said."""
    return words[at].low == "that" and at + 1 < end and words[at + 1].tag not in "VAR"


def _closes_quotation(words: Sequence[Word], start: int, end: int) -> bool:
    """True where a piece ends with the closing mark of a quotation that begins in it."""
    if words[end - 1].text not in _QUOTES:
        return False
    return any(word.text in _QUOTES for word in words[start : end - 1])
