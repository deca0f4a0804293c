"""Finding in a text: words, whole words, patterns, accents, scripts; never without a limit."""

import time

import pytest

from annotator.errors import Refused
from annotator.text.finding import Wanted, find

TEXT = (
    "The Kremlin said the kremlinologist met Kremlin\nstaff. Café, cafe\u0301. 克里姆林宫说。😀 a+b"
)


def quotes(text: str, wanted: Wanted) -> list[str]:
    return [text[start:end] for start, end in find(text, wanted)]


def test_words_are_found_in_any_case_unless_asked_for() -> None:
    assert quotes(TEXT, Wanted("kremlin")) == ["Kremlin", "kremlin", "Kremlin"]
    assert quotes(TEXT, Wanted("kremlin", case=True)) == ["kremlin"]


def test_whole_words_leave_out_what_is_longer() -> None:
    assert quotes(TEXT, Wanted("kremlin", whole=True)) == ["Kremlin", "Kremlin"]
    assert quotes(TEXT, Wanted("+", whole=True)) == ["+"]


def test_a_blank_stands_for_any_gap() -> None:
    assert quotes(TEXT, Wanted("kremlin staff")) == ["Kremlin\nstaff"]


def test_accents_are_found_composed_or_not_and_never_cut() -> None:
    assert quotes(TEXT, Wanted("café")) == ["Café", "cafe\u0301"]
    assert quotes(TEXT, Wanted("cafe")) == []


def test_scripts_without_blanks_are_found_too() -> None:
    assert quotes(TEXT, Wanted("克里")) == ["克里"]
    assert quotes(TEXT, Wanted("说", whole=True)) == ["说"]


def test_offsets_are_code_points() -> None:
    [(start, end)] = find(TEXT, Wanted("a+b"))
    assert TEXT[start:end] == "a+b"


def test_patterns_are_patterns_only_when_asked_for() -> None:
    assert quotes(TEXT, Wanted(r"k\w+n\b", pattern=True)) == ["Kremlin", "Kremlin"]
    assert quotes(TEXT, Wanted(r"k\w+")) == []


def test_what_matches_nothing_much_is_no_hit() -> None:
    assert find("aaa", Wanted("x*", pattern=True)) == ()
    assert find("aaa", Wanted("  ")) == ()
    assert find("", Wanted("a")) == ()


def test_a_wrong_pattern_is_refused_with_the_reason() -> None:
    with pytest.raises(Refused, match="no valid pattern"):
        find(TEXT, Wanted("(", pattern=True))


def test_a_pattern_that_never_ends_is_stopped() -> None:
    begun = time.monotonic()
    with pytest.raises(Refused, match="too long"):
        find("a" * 40 + "b", Wanted(r"(?:(?:a|a)+)+c|(a?){40}a{40}$x", pattern=True))
        find("a" * 5000, Wanted(r"(a+)+(a+)+(a+)+(a+)+b", pattern=True))
    assert time.monotonic() - begun < 3


def test_no_more_hits_are_kept_than_asked_for() -> None:
    assert len(find("a" * 100, Wanted("a"), most=10)) == 10
