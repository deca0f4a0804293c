"""Ready chunks: what a click most likely means, from the smallest sensible piece outwards.

Names, values and noun phrases are built by simple rules over the tags of one sentence; nothing
here knows labels or spans. English has the rules of a shallow parser; other languages get names by
their capitals, numbers, words, runs of one script, then clause and sentence.
"""

from collections.abc import Iterator

import regex

from annotator.text import english as en
from annotator.text.clauses import body_of, clause_at, clause_in, quotation_at
from annotator.text.elsewhere import article_phrases, script_run
from annotator.text.names import name_ranges, title_end
from annotator.text.sentences import sentence_at
from annotator.text.tagging import Word, is_adjective, language_near, tagged
from annotator.text.values import value_at
from annotator.text.words import UNSPACED, on_word, word_at

Range = tuple[int, int]

_UNSPACED = regex.compile(rf"[{UNSPACED}]")
_MARK = regex.compile(r"[\p{P}--[%@#&]]", regex.V1)
_WORDLIKE = regex.compile(r"[\p{L}\p{N}]")


def chunk_at(text: str, point: int, level: int = 0, language: str = "") -> Range:
    """The chunk around a point: 0 the smallest sensible one, each level the next larger."""
    ladder = chunks_at(text, point, language)
    return ladder[min(level, len(ladder) - 1)]


def chunks_at(text: str, point: int, language: str = "") -> tuple[Range, ...]:
    """All chunks around a point, each holding the one before: phrases, clause, sentence."""
    point = _off_mark(text, on_word(text, point))
    sentence = sentence_at(text, point)
    if not sentence[0] <= point < sentence[1]:
        return (word_at(text, point),)
    if _UNSPACED.match(text[point]):
        groups = [[script_run(text, point, sentence)], [clause_at(text, point, "zh")]]
    else:
        groups = _phrases(text, point, sentence, language)
    return _ladder([*groups, [body_of(text, sentence)]], point) or (word_at(text, point),)


def _off_mark(text: str, point: int) -> int:
    """The point, moved from a comma or a dash onto the word that touches it, or is a blank off."""
    if point >= len(text) or not _MARK.match(text[point]):
        return point
    around = (point - 1, point + 1, point - 2, point + 2)
    near = (at for at in around if 0 <= at < len(text))
    return next((at for at in near if _WORDLIKE.match(text[at])), point)


def _ladder(groups: list[list[Range]], point: int) -> tuple[Range, ...]:
    """The ranges around the point, by group and length; what crosses an earlier one is left out."""
    steps: list[Range] = []
    for group in groups:
        for start, end in sorted(set(group), key=lambda one: one[1] - one[0]):
            around = start <= point < end and (start, end) not in steps
            if around and (not steps or (start <= steps[-1][0] and steps[-1][1] <= end)):
                steps.append((start, end))
    return tuple(steps)


def _phrases(text: str, point: int, sentence: Range, language: str) -> list[list[Range]]:
    """The phrases of the word itself, those it is an addition of, and the clause."""
    language = language or language_near(text, point)
    words = tagged(text, sentence, point, language)
    at = next((i for i, word in enumerate(words) if word.start <= point < word.end), None)
    if at is None:
        return []
    own, above = (_english if language == "en" else _elsewhere)(words, at, language)
    # A word inside a name, number or phrase is no chunk of its own: double click takes it.
    own = own or above[:1] or [(at, at + 1)]
    clause = quotation_at(text, point) or clause_in(words, point, language)
    groups = [[(words[a].start, words[b - 1].end) for a, b in group] for group in (own, above)]
    return [*groups, [clause] if clause else []]


def _english(words: tuple[Word, ...], at: int, _language: str) -> tuple[list[Range], list[Range]]:
    values = list(value_at(words, at))
    phrases, above = _noun_phrases_around(words, at)
    # "a week" is no chunk inside "more than a week", nor "March 4" inside "March 4, 2024".
    phrases = [one for one in phrases if not any(_within(one, value) for value in values)]
    return [*name_ranges(words, at), *values, *_small(words, at), *phrases], above


def _elsewhere(words: tuple[Word, ...], at: int, language: str) -> tuple[list[Range], list[Range]]:
    phrases = list(article_phrases(words, at, language))
    names = list(name_ranges(words, at))
    if language == "de":  # every noun has a capital, so one word alone is no name
        names = [one for one in names if not phrases or one[1] - one[0] > 1]
    return [*names, *value_at(words, at), *phrases], []


def _within(inner: Range, outer: Range) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _small(words: tuple[Word, ...], at: int) -> Iterator[Range]:
    """A pronoun, a preposition of several words, or a verb group."""
    fixed = [
        (first, first + len(phrase))
        for phrase in en.PHRASES
        for first in range(max(at - len(phrase) + 1, 0), at + 1)
        if phrase == tuple(word.low for word in words[first : first + len(phrase)])
    ]
    yield from fixed
    tag = words[at].tag
    if tag in ("P", "S"):
        yield at, at + 1
    elif tag in ("V", "A", "R", "T") and not fixed:
        yield _verb_group(words, at)


def _verb_group(words: tuple[Word, ...], at: int) -> Range:
    """Auxiliaries, adverbs and the verb: "has not yet been seen"."""
    start, end = at, at + 1
    while start > 0 and words[start - 1].tag in ("A", "R", "T", "V") and words[start].tag != "T":
        start -= 1
    while end < len(words) and words[end].tag in ("A", "R", "V") and words[end - 1].tag != "V":
        end += 1
    while end - 1 > at and words[end - 1].tag == "R":
        end -= 1
    return start, end


def _noun_phrases_around(words: tuple[Word, ...], at: int) -> tuple[list[Range], list[Range]]:
    """Noun phrases around a word: its own, bare and with what prepositions add to it, and those
    that it is added to.
    """
    phrases = _noun_phrases(words)
    own: list[Range] = []
    above: list[Range] = []
    for phrase in phrases:
        if phrase[0] <= at < phrase[1]:
            own += [*_parts(words, phrase, at), *_grown(words, phrase, phrases)]
        elif phrase[0] <= at:
            above += [step for step in _grown(words, phrase, phrases) if at < step[1]]
    return own, sorted(above, key=lambda one: one[1] - one[0])


def _noun_phrases(words: tuple[Word, ...]) -> list[Range]:
    found, at = [], 0
    while at < len(words):
        end = _phrase_end(words, at)
        if end > at:
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _phrase_end(words: tuple[Word, ...], start: int) -> int:
    """Where the noun phrase that begins here ends; `start` where none begins."""
    at = start
    while at < len(words) and words[at].tag in ("D", "S") and at < start + 3:
        at += 1
    head = at
    while at < len(words):
        inner = words[at].tag in "WXNM" or (words[at].tag in "KH" and at > start)
        if inner and at > head and _begins_date(words, at):
            break
        leads = _leads_on(words, at) and (at > start or words[at].low not in en.ADVERBS)
        if not (inner or leads or _joins_adjectives(words, start, at)):
            break
        at += 1
    while at > head and words[at - 1].tag in ("K", "H", "R"):
        at -= 1
    if at == head and at > start and words[start].low in ("those", "these", "all"):
        return at
    return at if at > head and any(word.tag in "WXNM" for word in words[head:at]) else start


def _begins_date(words: tuple[Word, ...], at: int) -> bool:
    """True for "Thursday" or "last year" that follows a noun phrase but does not belong to it."""
    if words[at - 1].tag not in "WXN" or words[at - 1].low in en.DEICTIC:
        return False
    if words[at].tag == "M":
        return not (at + 1 < len(words) and words[at + 1].tag in "WX")
    return words[at].low in ("last", "next") and at + 1 < len(words) and (
        words[at + 1].low in en.TIMES or words[at + 1].tag == "M")  # fmt: skip


def _leads_on(words: tuple[Word, ...], at: int) -> bool:
    """True for an adverb before an adjective: "a meticulously planned massacre"."""
    if words[at].tag != "R" or at + 1 >= len(words):
        return False
    after = words[at + 1]
    if at > 0 and words[at - 1].tag in ("D", "S"):
        return after.tag in "WXN"  # "the only candidates"
    return after.tag == "W" and is_adjective(after)


def _joins_adjectives(words: tuple[Word, ...], start: int, at: int) -> bool:
    """True for "and" or a comma between two adjectives before a noun."""
    if words[at].text not in ("and", "or", "but", ",") or at + 2 >= len(words) or at <= start:
        return False
    before, after, noun = words[at - 1], words[at + 1], words[at + 2]
    return (
        before.tag == after.tag == "W"
        and noun.tag == "W"
        and is_adjective(before)
        and is_adjective(after)
        and words[start].tag in ("D", "S")
    )


def _parts(words: tuple[Word, ...], phrase: Range, at: int) -> list[Range]:
    """A noun phrase with the pieces of it that stand for themselves: owner, owned, description."""
    start, end = phrase
    found = [phrase]
    owners = [i for i in range(start, end) if words[i].tag == "K"]
    if owners and at < owners[-1]:
        owner = next(i for i in owners if i > at)
        found += _parts(words, (start, owner), at)
    first = owners[-1] + 1 if owners else start
    cut = title_end(words, first, end)
    if first < cut < end and at < cut:
        found.append((start if at >= first else first, cut))
    return found


def _grown(words: tuple[Word, ...], phrase: Range, phrases: list[Range]) -> Iterator[Range]:
    """The phrase with one addition ("of the attack"), then with all that follow."""
    starts = {one[0]: one for one in phrases}
    end = _with_place(words, phrase[1])
    if end > phrase[1]:
        yield phrase[0], end
    steps = 0
    while (longer := _addition(words, end, starts)) > end:
        end = longer
        steps += 1
        if steps == 1:
            yield phrase[0], end
    if steps > 1:
        yield phrase[0], end
    if end + 1 in starts and words[end].tag == "C":
        yield phrase[0], starts[end + 1][1]  # "the European Union and the United States"
    elif end + 1 in starts and words[end].text == "," and words[end + 1].tag in "DS":
        last = starts[end + 1][1]  # "Bruce Haynes, a strategist in Washington"
        while (longer := _addition(words, last, starts)) > last:
            last = longer
        if last == len(words) or words[last].text in (",", ".", ";", ")"):
            yield phrase[0], last


def _addition(words: tuple[Word, ...], at: int, starts: dict[int, Range]) -> int:
    """Where an addition that begins here ends, its own "of" included; `at` where there is none."""
    if at < len(words) and words[at - 1].tag != "P" and words[at].low in en.POSTPOSED:
        return at + 1 if words[at - 1].low in ("those", "anyone", "everyone", "all") else at
    first = at
    while first < len(words) and words[first].tag == "I" and words[first].low in en.BINDING:
        first += 1
    if first == at or first > at + 2 or first not in starts:
        return at
    end = _with_place(words, starts[first][1])
    while end < len(words) and words[end].low == "of" and end + 1 in starts:
        end = _with_place(words, starts[end + 1][1])
    return end


def _with_place(words: tuple[Word, ...], end: int) -> int:
    """The end moved over a larger place after a name: "Crocus City Hall, Moscow"."""
    if end + 1 >= len(words) or words[end].text != "," or words[end - 1].tag != "X":
        return end
    last = end + 1
    while last < len(words) and words[last].tag == "X":
        last += 1
    closed = last == len(words) or words[last].text in (",", ".", ";", ")")
    return last if last > end + 1 and closed else end
