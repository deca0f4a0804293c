"""Chunks where the chunker knows little of the language: article and noun, and what follows them
with "of"; runs of one script where no blanks are written.
"""

from collections.abc import Iterator

import regex

from annotator.text.tagging import Word
from annotator.text.words import snap_grapheme, word_at

Range = tuple[int, int]

_SAME_SCRIPT = (
    regex.compile(r"\p{Han}"),
    regex.compile(r"[\p{Katakana}\u30FC]"),
    regex.compile(r"\p{Hiragana}"),
    regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{M}]"),
)
# Han words that join phrases rather than belong to one.
_PARTICLES = frozenset("的了在是和与及對对向从從被把将將就也都而但并或于於為为以等着這这那說说称稱")
_RUN = 40
# Articles by language: what a noun phrase begins with where nothing else is known.
_ARTICLES = {
    "de": "der die das den dem des ein eine einen einem einer eines dieser diese dieses seine ihre",
    "fr": "le la les l' l’ un une des ce cet cette ces son sa ses leur leurs",
    "es": "el la los las un una este esta estos estas su sus",
    "it": "il lo la i gli le l' l’ un uno una questo questa suo sua",
    "pt": "o a os as um uma este esta esse essa seu sua",
    "nl": "de het een deze dit zijn haar hun",
}
# What ties a second noun to the first: of, of the, in the.
_TIES = {
    "de": "der des von vom im in aus am bei beim für",
    "fr": "de du des d' d’ à au aux en",
    "es": "de del en",
    "it": "di del dello della dei degli delle dell' dell’ d' d’",
    "pt": "de do da dos das em no na",
    "nl": "van in uit",
}


def article_phrases(words: tuple[Word, ...], at: int, language: str) -> Iterator[Range]:
    """Article and noun around a word, then with a name behind it, then with a second noun."""
    articles = _ARTICLES.get(language, "").split()
    start = next((i for i in range(at, max(at - 5, -1), -1) if words[i].low in articles), -1)
    if start < 0 or (end := _noun_end(words, start + 1, language)) == start + 1:
        return
    yield start, end
    named = _name_end(words, end)
    if named > end:
        yield start, named
    if named < len(words) and words[named].low in _TIES.get(language, "").split():
        second = named + 1
        second += second < len(words) and words[second].low in articles
        if (tied := _noun_end(words, second, language)) > second:
            yield start, _name_end(words, tied)


def _noun_end(words: tuple[Word, ...], start: int, language: str) -> int:
    """Where the noun behind an article ends: in German the capital, elsewhere the next word."""
    end = start
    while language == "de" and end < len(words) and words[end].tag == "W":
        end += 1
    if end >= len(words) or words[end].tag not in "WXN":
        return start
    end += 1
    while end + 1 < len(words) and words[end].tag == "H":  # "Der 58-Jährige"
        end += 2
    return end if any(word.tag in "WX" for word in words[start:end]) else start


def _name_end(words: tuple[Word, ...], end: int) -> int:
    while end < len(words) and words[end].tag == "X":
        end += 1
    return end


def script_run(text: str, point: int, sentence: Range) -> Range:
    """The run of one script around a point, bounded by the particles of Chinese."""
    script = next((s for s in _SAME_SCRIPT if s.match(text[point])), None)
    if script is None or text[point] in _PARTICLES:
        return word_at(text, point)
    start, end = point, point + 1
    low, high = max(sentence[0], point - _RUN), min(sentence[1], point + _RUN)
    while start > low and script.match(text[start - 1]) and text[start - 1] not in _PARTICLES:
        start -= 1
    while end < high and script.match(text[end]) and text[end] not in _PARTICLES:
        end += 1
    return snap_grapheme(text, start, forward=True), snap_grapheme(text, end, forward=True)
