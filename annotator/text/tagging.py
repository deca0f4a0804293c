"""Words of one sentence with what they are, told by closed classes, endings and neighbours.

Tags: D determiner · S possessive · P pronoun · I preposition · T to before a verb · C and, or,
but · B that, which, because · A auxiliary · R adverb · N number · V verb · X name · M month or
day · W noun or adjective · K possessive 's · H joining hyphen · O other sign.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace

import regex

from annotator.text import english as en
from annotator.text.language import language_of
from annotator.text.words import tokens_in

_REACH = 600  # characters of a sentence looked at on either side
_WORDS = 160  # and words
_AROUND = 4000  # characters in which a word is looked up in small letters

_LETTER = regex.compile(r"\p{L}")
_CURRENCY = regex.compile(r"\p{Sc}")
_ADJECTIVE = regex.compile(
    r".+(?:al|ic|ous|ive|ful|less|ary|ory|ed|ing|able|ible|ian|ish|ent|ant|ern|est|ite|ate)$"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the sentence, its small-lettered form, and its tag."""

    start: int
    end: int
    text: str
    low: str
    tag: str

    @property
    def is_capital(self) -> bool:
        """True for a word that begins with a capital."""
        return self.text[0].isupper() or self.text[0].istitle()


def tagged(text: str, sentence: tuple[int, int], point: int, language: str) -> tuple[Word, ...]:
    """The words of a sentence, or of the part of it around the point."""
    start, end = max(sentence[0], point - _REACH), min(sentence[1], point + _REACH)
    found = tokens_in(text, start, end)
    at = bisect_right(found, (point, len(text)))
    words = [
        Word(a, b, text[a:b], text[a:b].lower().replace("’", "'"), "")
        for a, b in found[max(at - _WORDS, 0) : at + _WORDS]
    ]
    names = _names(text, words, sentence)
    tag = _english if language == "en" else _any
    words = [replace(word, tag=tag(words, at, names)) for at, word in enumerate(words)]
    return tuple(_verbs(words) if language == "en" else words)


def language_near(text: str, point: int) -> str:
    """The language around a point; English where it cannot be told."""
    return language_of(text[max(point - 600, 0) : point + 600]) or "en"


def is_adjective(word: Word) -> bool:
    """True for a word that ends like an adjective or a participle."""
    return bool(_ADJECTIVE.match(word.low)) or word.low in en.DEICTIC


def _names(text: str, words: list[Word], sentence: tuple[int, int]) -> frozenset[int]:
    """Which words are names: capitals that do not come from the place in the sentence."""
    letters = [word for word in words if _LETTER.match(word.text)]
    content = [word for word in letters if len(word.text) > 3]
    capital = sum(word.is_capital for word in content)
    heading = len(content) > 1 and capital * 5 >= len(content) * 3 and not _stops(text, sentence)
    found = set()
    for at, word in enumerate(words):
        if not word.text[0].isalpha() or not word.is_capital:
            continue
        opening = heading or word.start == sentence[0] or _opens(words, at)
        shouting = len(word.text) > 1 and word.text.isupper() and not heading
        if shouting or not opening or not _seen_small(text, word):
            found.add(at)
    return frozenset(found)


def _stops(text: str, sentence: tuple[int, int]) -> bool:
    return text[sentence[0] : sentence[1]].rstrip("\"'”’»)")[-1:] in (".", "!", "?", "…", "。")


def _opens(words: list[Word], at: int) -> bool:
    """True for the first word, and for one after an opening mark or a colon."""
    before = [word for word in words[max(at - 2, 0) : at] if word.text not in ("'", '"')]
    return not before or before[-1].text in ("“", "„", "«", "‘", ":", "•") or (
        words[at - 1].text in ('"', "'") and before[-1].text in (",", ":")
    )  # fmt: skip


def _seen_small(text: str, word: Word) -> bool:
    """True where the word stands nearby in small letters, so that its capital says nothing."""
    if len(word.text) == 1:
        return word.text != "I"
    low, high = max(word.start - _AROUND, 0), word.end + _AROUND
    at = text.find(word.low, low, high)
    while at >= 0:
        end = at + len(word.low)
        if not (text[at - 1 : at].isalpha() or text[end : end + 1].isalpha()):
            return True
        at = text.find(word.low, end, high)
    return False


def _any(words: list[Word], at: int, names: frozenset[int]) -> str:
    """The tag of a word in a language the chunker knows nothing of."""
    return _sign(words, at) or ("X" if at in names else "W")


def _sign(words: list[Word], at: int) -> str:
    """The tag of what is not made of letters; "" for a word."""
    word = words[at]
    if word.text[0].isdigit() or _CURRENCY.match(word.text):
        return "N"
    if word.text == "%":
        return "N"
    if word.text == "." and _abbreviates(words, at):
        return "H"
    if _LETTER.match(word.text):
        return ""
    joined = 0 < at < len(words) - 1 and words[at - 1].end == word.start
    joined = joined and word.end == words[at + 1].start
    return "H" if joined and word.text in ("-", "‑", "&", "–", "/") else "O"


def _abbreviates(words: list[Word], at: int) -> bool:
    """True for the point of "Mr. Putin" and "John F. Kennedy"."""
    if not 0 < at < len(words) - 1 or words[at - 1].end != words[at].start:
        return False
    before, after = words[at - 1], words[at + 1]
    short = before.low in en.SHORT or (len(before.text) == 1 and before.is_capital)
    return short and before.is_capital and after.text[0].isalpha() and after.is_capital


_CLASSES: tuple[tuple[frozenset[str], str], ...] = (
    (en.POSSESSIVES, "S"), (en.PRONOUNS, "P"), (en.AUXILIARIES, "A"), (en.NUMERALS, "N"),
    (en.COORDINATORS, "C"), (en.SUBORDINATORS, "B"), (en.ADVERBS, "R"), (en.PREPOSITIONS, "I"),
    (en.DETERMINERS, "D"),
)  # fmt: skip


def _english(words: list[Word], at: int, names: frozenset[int]) -> str:
    word = words[at]
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    if word.low in ("'s", "'"):
        return _apostrophe(word, before, after)
    if sign := _sign(words, at):
        return sign
    if at not in names and _in_compound(words, at) and word.low not in en.NUMERALS:
        return "W"
    around = before.low if before else "", after.low if after else ""
    if word.low == "percent" or (word.low, around[1]) == ("per", "cent"):
        return "N"
    if (around[0], word.low) == ("per", "cent"):
        return "N"
    if _joins_name(words, at, names):
        return "H"
    if at in names and (word.low in en.MONTHS or word.low in en.DAYS):
        return "M"
    if at in names and (word.low not in _FUNCTION or _is_acronym(word)):
        return "X" if before is not None or _by_class(word, before, after) != "R" else "R"
    return _by_class(word, before, after)


def _joins_name(words: list[Word], at: int, names: frozenset[int]) -> bool:
    """True for the "of" of "Secretary of State" and "Bank of England", and "the" after it."""
    if words[at].low == "the":
        return at > 1 and at + 1 in names and words[at - 1].low == "of" and (
            _joins_name(words, at - 1, names | {at}))  # fmt: skip
    if words[at].low != "of" or at == 0:
        return False
    before = words[at - 1].low
    named = at + 1 in names or (at + 2 in names and words[at + 1].low == "the")
    if before in en.OFFICES:
        return at + 1 in names
    body = before in en.INSTITUTIONS or before.rstrip("s") in en.INSTITUTIONS
    return named and body and at - 1 in names


def _in_compound(words: list[Word], at: int) -> bool:
    """True for a part of a compound such as "bombed-out" or "so-called"."""
    return any(
        0 <= i < len(words) and words[i].text in ("-", "‑") and _sign(words, i) == "H"
        for i in (at - 1, at + 1)
    )


def _is_acronym(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()


def _apostrophe(word: Word, before: Word | None, after: Word | None) -> str:
    if before is None or before.end != word.start:
        return "O"
    if word.low == "'":
        owns = before.low.endswith("s") and after is not None and after.text[0].isalpha()
        return "K" if owns and after is not None and after.start > word.end else "O"
    return "A" if before.low in _FUNCTION else "K"


def _by_class(word: Word, before: Word | None, after: Word | None) -> str:
    low = word.low
    if low == "that":
        opens = before is None or before.low in en.PREPOSITIONS or not _LETTER.match(before.text)
        return "D" if opens else "B"
    if low == "her":
        return "S" if after is not None and _LETTER.match(after.text) and (
            after.low not in _FUNCTION) else "P"  # fmt: skip
    if low == "to" and after is not None and after.low in (en.VERBS | {"be", "have", "do"}):
        return "T"
    for words, tag in _CLASSES:
        if low in words:
            return tag
    if low.endswith("ly") and len(low) > 4 and low not in en.NOT_ADVERBS:
        return "R"
    return "W"


_FUNCTION = frozenset(["that", "her", "to"]).union(*(words for words, _tag in _CLASSES))


def _verbs(words: list[Word]) -> list[Word]:
    """The words with those marked V that are verbs where they stand."""
    found = list(words)
    for at, word in enumerate(words):
        if word.tag == "W" and _is_verb(found, at):
            found[at] = replace(word, tag="V")
    return found


def _is_verb(words: list[Word], at: int) -> bool:
    word = words[at]
    before = _tag_before(words, at)
    after = words[at + 1].tag if at + 1 < len(words) else "O"
    if before == "H" or after == "H":
        return False
    if word.low in _SAYING:
        return True
    if before in ("A", "T", "P") and (en.stem_of(word.low) or word.low in en.PASTS):
        return word.low not in en.NOUNS_IN_ING
    if before in ("A", "P") and word.low.endswith(("ed", "ing")):
        return True
    if before in ("D", "S", "K", "N"):
        return False
    if word.low in en.PASTS:
        return before != "I" and not (before in ("R", "O") and after in ("W", "X"))
    for ending, judge in _ENDINGS:
        known = en.stem_of(word.low) not in ("", word.low) or len(word.low) > len(ending) + 2
        if word.low.endswith(ending) and known:
            return judge(words, at, before, after)
    stem = en.stem_of(word.low)
    if stem and before == "C" and at > 1 and words[at - 2].tag == "V":
        return True  # "to kill or injure civilians"
    if stem and stem not in en.NOUNS_TOO and before in ("W", "X", "M"):
        return True
    return bool(stem) and _is_plain_verb(words, at, before, after)


_SAYING = frozenset(["said", "says", "saying", "told", "tells", "telling"])


def _tag_before(words: list[Word], at: int) -> str:
    """The tag of the word before, adverbs passed over."""
    back = at - 1
    while back >= 0 and words[back].tag == "R":
        back -= 1
    return words[back].tag if back >= 0 else "O"


def _in_phrase(words: list[Word], at: int) -> bool:
    """True where only adjectives stand between the word and its determiner."""
    back = at - 1
    while back >= 0 and (words[back].tag in "RH" or (
        words[back].tag == "W" and is_adjective(words[back]))):  # fmt: skip
        back -= 1
    return back >= 0 and words[back].tag in "DSKN"


def _is_past(words: list[Word], at: int, before: str, after: str) -> bool:
    """A word in -ed: an adjective inside a noun phrase, else a verb."""
    if _in_phrase(words, at) and after in ("W", "X", "N", "H"):
        return False
    if before in ("W", "X", "M", "K"):
        return True
    return not (before in ("I", "C", "V", "O") and after == "W" and at > 0)


def _is_gerund(words: list[Word], at: int, before: str, after: str) -> bool:
    """A word in -ing: a noun or adjective inside a noun phrase, else a verb."""
    if words[at].low in en.NOUNS_IN_ING and after not in ("D", "S", "P", "N"):
        return False
    if _in_phrase(words, at):
        return False
    if before in ("W", "X") and (before == "X" or words[at - 1].low.endswith("s")):
        return True
    return before == "O" or bool(en.stem_of(words[at].low)) or after in ("D", "S", "P", "N", "R")


def _is_plain_verb(words: list[Word], at: int, before: str, after: str) -> bool:
    """A base form or a form in -s that could be a noun as well."""
    low, singular = words[at].low, at > 0 and not words[at - 1].low.endswith("s")
    inflected = low.endswith("s") and not low.endswith("ss")
    if before in ("W", "X", "M") and after in ("D", "S", "P"):
        return True
    if before in ("W", "X", "M") and _follows_verb(words, at, after):
        return after == "I" or inflected == singular or words[at - 1].tag == "X"
    if before in ("O", "C", "B") and after in ("D", "S", "P", "T"):
        return True
    return before == "B" and after in ("I", "R", "O")


def _follows_verb(words: list[Word], at: int, after: str) -> bool:
    """True where what comes next can be a verb's object or addition, not a noun's."""
    if after in ("R", "N", "T", "B"):
        return True
    if after in ("W", "X"):
        return not (at + 2 < len(words) and words[at + 2].tag in ("A", "V"))
    return after == "I" and words[at + 1].low in ("into", "through")


_ENDINGS: tuple[tuple[str, Callable[[list[Word], int, str, str], bool]], ...] = (
    ("ed", _is_past), ("ing", _is_gerund),
)  # fmt: skip
