"""Tokens, words and graphemes: the rules, their agreement, and that a long text costs no more."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator import text as texts
from annotator.text import (
    next_grapheme,
    next_word,
    next_word_end,
    occurrences,
    previous_grapheme,
    previous_word,
    previous_word_end,
    snap_grapheme,
    snap_words,
    tokens,
    tokens_in,
    trim,
    word_at,
)
from annotator.text.words import token_table, tokens_from
from tests.gold import gold_page
from tests.text.samples import SENTENCES

ODD = (
    "😀 e\u0301 שלום 漢字 👨\u200d👩\u200d👧 🇩🇪🇫🇷 क्षि "
    "\u00a0\u2028\ufeff\u200b it's U.S. 3,5 -- l’eau\n"
)
MIXED = st.one_of(
    st.text(max_size=40),
    st.text(st.sampled_from(ODD), max_size=40),
    st.lists(st.sampled_from([*ODD.split(" "), " ", "\n", "'s", "."]), max_size=12).map("".join),
)


def words(text: str) -> str:
    return "|".join(text[start:end] for start, end in tokens(text))


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Putin's don't he'll", "Putin|'s|don't|he|'ll"),
        ("Putin’s can’t workers’ 'quoted'", "Putin|’s|can’t|workers|’|'|quoted|'"),
        ("The U.S. and z.B. Mr. Who.", "The|U.S.|and|z.B.|Mr|.|Who|."),
        ("3,500.50 14:30 $3.5m 20% 4th", "3,500.50|14:30|$|3.5m|20|%|4th"),
        ("2024-03-31, 10-15 ex-president", "2024-03-31|,|10|-|15|ex|-|president"),
        ("l'homme L'Oréal aujourd’hui O'Brien", "l'|homme|L'Oréal|aujourd’hui|O'Brien"),
        ("bbc.co.uk end.Next https://x.org/a?b=c. a@b.org @bob #tag1",
         "bbc.co.uk|end|.|Next|https://x.org/a?b=c|.|a@b.org|@bob|#tag1"),
        ("漢字カタカナ ภาษา", "漢|字|カ|タ|カ|ナ|ภ|า|ษ|า"),
        ("שלום צה\"ל العربية ٣٫٥ «Путин»", "שלום|צה\"ל|العربية|٣٫٥|«|Путин|»"),
        ("👨\u200d👩\u200d👧🇩🇪🇫🇷 e\u0301te\u0301", "👨\u200d👩\u200d👧|🇩🇪|🇫🇷|e\u0301te\u0301"),
        ("wait... -- no!!", "wait|...|--|no|!!"),
        ("", ""), (" \n\u00a0\u2028\ufeff\u200b", ""),
    ],
)  # fmt: skip
def test_tokens_follow_the_rules(text: str, parted: str) -> None:
    assert words(text) == parted


def test_tokens_differ_from_unicode_words_only_in_clitics_and_dates() -> None:
    text = gold_page().text
    marks = [m.start() for m in regex.finditer(r"(?wV1)\b", text)]
    unicode = {(a, b) for a, b in pairwise(marks) if not text[a:b].isspace()}
    ours = set(tokens(text))
    assert {text[a:b] for a, b in ours - unicode if "'s" not in text[b : b + 2]} == {
        "'s", "2024-03-31",
    }  # fmt: skip


@given(MIXED)
def test_tokens_are_in_order_and_leave_out_blanks_only(text: str) -> None:
    at = 0
    for start, end in tokens(text):
        assert at <= start < end
        between = text[at:start]
        assert all(c.isspace() or not c.isprintable() for c in between)
        assert not any(c.isspace() for c in text[start:end] if c != text[start])
        at = end


PIECES = (
    *ODD.split(" "), *"aвÀ×÷҂҃٣٫ا\u0600\u0d4e_@#('\"’.,;:!?)\t\r\x1c\u00ad",
    "Putin", "said", "don't",
    "https://x.org/(a", "www.", "l'",
    "2024-03-31", "4th", "...", "a.m.", "б" * 30,
)  # fmt: skip


@given(st.lists(st.sampled_from((*PIECES, " ", " ", "\n")), max_size=16).map("".join))
def test_shortcuts_through_plain_words_change_no_token(text: str) -> None:
    assert tokens(text) == tuple(tokens_from(text, 0))
    _starts, _behind, words = token_table(text)
    assert words == [text[start:end] for start, end in tokens(text)]


def test_what_was_read_before_changes_no_token() -> None:
    """A word is cut otherwise at the end of a text than before a blank; both ways round."""
    for some in (("a×b", "a×b c", "a×b"), ("d×e f", "d×e", "d×e f")):
        found = [tokens(text) for text in some]
        assert found == [tuple(tokens_from(text, 0)) for text in some]
        assert found[0] == found[2]


def test_more_words_than_are_remembered_change_no_token() -> None:
    text = " ".join(f"w{n}," for n in range(35_000))
    found = tokens(text)
    assert len(found) == 70_000
    assert found == tokens(text)


@given(MIXED)
def test_the_word_at_a_point_is_a_token(text: str) -> None:
    parted = tokens(text)
    for point in range(len(text) + 1):
        found = word_at(text, point)
        assert found in parted or found == (point, point)
        covering = [token for token in parted if token[0] <= point < token[1]]
        touching = [token for token in parted if token[1] == point]
        assert found in [*covering, *touching] or not covering


@given(MIXED, st.integers(0, 40), st.integers(0, 40))
def test_tokens_of_a_range_are_those_that_meet_it(text: str, start: int, end: int) -> None:
    meeting = tuple(t for t in tokens(text) if t[0] < end and start < t[1])
    if start < end:
        assert tokens_in(text, start, end) == meeting


@given(MIXED, st.integers(0, 40), st.integers(0, 40))
def test_snapping_widens_to_words_and_once_is_enough(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    snapped = snap_words(text, start, end)
    assert snapped[0] <= start
    assert end <= snapped[1]
    assert snap_words(text, *snapped) == snapped
    if start < end:
        assert all(a >= snapped[0] and b <= snapped[1] for a, b in tokens_in(text, *snapped))


def test_snapping_takes_words_touched_inside_and_no_others() -> None:
    text = "The Kremlin's attempt"
    assert text[slice(*snap_words(text, 6, 9))] == "Kremlin"
    assert text[slice(*snap_words(text, 4, 11))] == "Kremlin"
    assert text[slice(*snap_words(text, 3, 11))] == " Kremlin"
    assert snap_words(text, 6, 6) == (6, 6)
    assert snap_words("漢字文", 1, 2) == (1, 2)


@given(MIXED, st.integers(0, 40), st.integers(0, 40))
def test_trimming_leaves_no_blank_at_the_edges(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    left, right = trim(text, start, end)
    assert start <= left <= right <= end
    assert text[left:right] == text[left:right].strip()
    assert not any(map(_is_seen, text[start:left] + text[right:end]))


def _is_seen(sign: str) -> bool:
    return bool(sign.strip("\ufeff\u200b\u2060").strip())


def test_a_word_is_found_from_its_end_but_not_across_a_blank() -> None:
    text = 'Moscow, "now"  then'
    assert text[slice(*word_at(text, 6))] == "Moscow"
    assert text[slice(*word_at(text, 8))] == '"'
    assert text[slice(*word_at(text, len(text)))] == "then"
    assert word_at(text, 14) == (14, 14)


@given(MIXED)
def test_grapheme_snapping_agrees_with_the_clusters(text: str) -> None:
    borders = sorted({0, *(m.end() for m in regex.finditer(r"\X", text))})
    for point in range(len(text) + 1):
        assert snap_grapheme(text, point, True) == min(b for b in borders if b >= point)
        assert snap_grapheme(text, point, False) == max(b for b in borders if b <= point)


def test_stepping_by_grapheme_passes_a_family_at_once() -> None:
    text = "a👨\u200d👩\u200d👧b"
    assert next_grapheme(text, 1) == len(text) - 1
    assert previous_grapheme(text, len(text) - 1) == 1
    assert (next_grapheme(text, len(text)), previous_grapheme(text, 0)) == (len(text), 0)


@given(MIXED)
def test_stepping_by_word_visits_every_token(text: str) -> None:
    parted = tokens(text)
    for step, expected in (
        (next_word, [a for a, _ in parted if a > 0]), (next_word_end, [b for _, b in parted]),
    ):  # fmt: skip
        at, seen = 0, []
        while (at := step(text, at)) < len(text):
            seen.append(at)
        assert seen == [point for point in expected if point < len(text)]
    for back, expected in (
        (previous_word, [a for a, _ in parted]), (previous_word_end, [b for _, b in parted]),
    ):  # fmt: skip
        at, seen = len(text), []
        while (at := back(text, at)) > 0:
            seen.append(at)
        assert seen[::-1] == [point for point in expected if 0 < point < len(text)]


def test_occurrences_are_whole_words_in_the_same_case() -> None:
    text = "Russia's Russian russia, Russia\nand (Russia) Russia-led Prussia"
    assert len(occurrences(text, "Russia")) == 4
    assert occurrences("e\u0301 e", "e") == ((3, 4),)
    assert len(occurrences("New York and New\nYork", "New York")) == 2
    assert len(occurrences("普京表示普京", "普京")) == 2
    assert occurrences("a.b a+b", "a+b") == ((4, 7),)
    assert occurrences("anything", " ") == ()


@pytest.mark.parametrize("language", SENTENCES)
def test_occurrences_find_every_token_of_every_script(language: str) -> None:
    text = SENTENCES[language]
    for start, end in tokens(text):
        assert (start, end) in occurrences(text, text[start:end])


CALLS: tuple[Callable[[str, int], object], ...] = (
    word_at,
    next_word,
    previous_word,
    texts.sentence_at,
    texts.next_sentence,
    texts.previous_sentence,
    texts.chunks_at,
    texts.clause_at,
    lambda text, point: snap_words(text, point, point + 30),
    lambda text, point: snap_grapheme(text, point, True),
)


@pytest.mark.parametrize("call", CALLS)
def test_a_long_text_costs_no_more_than_a_short_one(call: Callable[[str, int], object]) -> None:
    article = gold_page().text + "\n"
    short, long = article * 8, article * 1500
    assert best(call, long) < 4 * best(call, short) + 1e-3


@pytest.mark.parametrize("filling", ["a", "字", "e\u0301", "😀", " ", "\n", "-", '"', "Ab "])
def test_a_long_run_of_one_kind_is_bounded(filling: str) -> None:
    text = filling * (1_000_000 // len(filling))
    for call in CALLS:
        assert best(call, text) < 0.3  # some are 5 ms; a walk over all of it takes seconds


def best(call: Callable[[str, int], object], text: str) -> float:
    times = []
    for point in (len(text) // 2, len(text) // 2 + 3, len(text) // 3):
        begun = time.perf_counter()
        call(text, point)
        times.append(time.perf_counter() - begun)
    return min(times)
