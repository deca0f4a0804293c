"""What differs between two versions is told so that each can be put together from it again."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import next_grapheme
from annotator.text.differences import GONE, NEW, SAME, Segment, differences

SENTENCES = (
    "The minister said on Monday that prices would fall. ", "He left. ", "He left. ", "No!\n",
    "قال الوزير يوم الاثنين إن الأسعار ستنخفض قريبا. ", "部长星期一表示价格将会下降。", "\n\n",
    "😀 Cafe\u0301 à la carte, said Noël. ", "Putin met Putin and then he met Putin. ", "a b c d ",
)  # fmt: skip

texts = st.lists(st.sampled_from(SENTENCES), max_size=12).map("".join)
edits = st.lists(
    st.tuples(
        st.integers(0, 10**6), st.integers(0, 20), st.sampled_from((*SENTENCES, "x", "", " "))
    ),
    max_size=5,
)  # fmt: skip


def edited(text: str, changes: list[tuple[int, int, str]]) -> str:
    """A text with pieces of it replaced."""
    for place, length, words in changes:
        at = place % (len(text) + 1)
        text = text[:at] + words + text[at + length :]
    return text


def check(older: str, newer: str) -> tuple[Segment, ...]:
    """The differences, which must cover both texts and tell the truth of each."""
    found = differences(older, newer)
    assert "".join(older[s.start : s.end] for s in found) == older
    assert "".join(newer[s.there : s.there_end] for s in found) == newer
    edges = [(0, 0), *((s.end, s.there_end) for s in found)]
    assert [(s.start, s.there) for s in found] == edges[:-1]
    for each in found:
        here, there = older[each.start : each.end], newer[each.there : each.there_end]
        assert here or there
        assert each.kind == (GONE if not there else NEW if not here else SAME)
        assert each.kind != SAME or here == there
        assert not each.sure or each.kind == SAME
    for one, two in pairwise(found):
        assert (one.kind, two.kind) not in ((NEW, GONE), (one.kind, one.kind))
    return found


@given(texts, edits)
def test_both_versions_can_be_put_together_from_the_differences(
    text: str, changes: list[tuple[int, int, str]]
) -> None:
    check(text, edited(text, changes))


@given(st.text(alphabet="ab .\n", max_size=60), st.text(alphabet="ab .\n", max_size=60))
def test_any_two_texts_can_be_compared(older: str, newer: str) -> None:
    check(older, newer)


@pytest.mark.parametrize("text", ("", "x", "\n", "".join(SENTENCES), "😀", "\r"))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {each.kind for each in check(text, text)} <= {SAME}


@given(texts, edits)
def test_no_character_that_a_reader_sees_is_cut_in_two_by_a_change_of_words(
    text: str, changes: list[tuple[int, int, str]]
) -> None:
    newer = edited(text, changes)
    starts, at = {0, len(text)}, 0
    while at < len(text):
        at = next_grapheme(text, at)
        starts.add(at)
    for each in differences(text, newer):
        if each.kind != SAME:
            assert {each.start, each.end} <= starts


def told(older: str, newer: str) -> list[tuple[str, str]]:
    """The differences as words."""
    return [
        (each.kind, older[each.start : each.end] or newer[each.there : each.there_end])
        for each in check(older, newer)
    ]


def test_a_changed_word_is_told_as_that_word_alone() -> None:
    older = "The minister said on Monday that prices would fall. He left."
    newer = older.replace("Monday", "Tuesday")
    assert told(older, newer) == [
        (SAME, "The minister said on "), (GONE, "Monday"), (NEW, "Tuesday"),
        (SAME, " that prices would fall. He left."),
    ]  # fmt: skip


def test_what_only_went_or_came_is_told_from_the_beginning_of_a_sentence_or_word() -> None:
    older = "It closed on Monday for repairs. Nobody was hurt. The mayor denied it."
    newer = "It closed on Tuesday for repairs. The old mayor denied it."
    assert told(older, newer)[3:] == [
        (SAME, " for repairs. "), (GONE, "Nobody was hurt. "), (SAME, "The "), (NEW, "old "),
        (SAME, "mayor denied it."),
    ]  # fmt: skip


def test_neighbouring_changes_are_one_and_blanks_alone_are_no_agreement() -> None:
    assert told("a b c d", "x y z w") == [(GONE, "a b c d"), (NEW, "x y z w")]


def test_words_of_scripts_without_blanks_are_compared_sign_by_sign() -> None:
    older, newer = "部长星期一表示价格将会下降。", "部长星期二表示价格将会下降。"
    assert told(older, newer)[1:3] == [(GONE, "一"), (NEW, "二")]


def test_long_lines_without_stops_are_compared_by_words_in_a_row() -> None:
    words = random.Random(1).choices(("one", "two", "three", "four", "five", "six"), k=2000)
    older = " ".join(words)
    words[500], words[1500] = "changed", "also"
    found = check(older, " ".join(words))
    assert sum(each.kind == GONE for each in found) == 2
    assert sum(each.end - each.start for each in found if each.kind == GONE) < 20


def test_words_are_sure_only_where_no_others_could_be_meant() -> None:
    older = "He left. He left. He left. The minister then spoke of prices for an hour."
    newer = "He left. He left. The minister then spoke of prices for an hour."
    found = {older[s.start : s.end]: s.sure for s in check(older, newer) if s.kind == SAME}
    assert found == {
        "He left. He left. ": False,
        "The minister then spoke of prices for an hour.": True,
    }


def test_a_word_that_stands_once_between_two_that_are_sure_is_so_too() -> None:
    older = "President Putin said so to the Duma. Then he left the big building quickly."
    newer = "Yesterday Putin denied all of it. Then he left the big building quickly."
    found = [older[s.start : s.end].strip() for s in check(older, newer) if s.sure]
    assert found[0] == "Putin"
