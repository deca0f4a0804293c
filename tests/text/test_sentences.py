"""Sentences: against the gold, in many scripts, and that asking by point gives the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import next_sentence, previous_sentence, sentence_at, sentences
from tests.gold import gold, gold_page

PIECES = st.lists(
    st.sampled_from(
        [
            "He left. ", "Why? ", "U.S. ", "the ", "Mr. ", "X", "“No.” ", "\n", "\n\n", "他来了。",
            " ", "...", "3.5 ",
        ]
    ),
    max_size=14,
).map("".join)  # fmt: skip


def parted(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_of_the_gold_are_found() -> None:
    wanted = tuple((one["start"], one["end"]) for one in gold()["sentences"])
    assert sentences(gold_page().text) == wanted


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), (" \n ", 0), ("One.", 1), ("One. Two", 2), ("Title\nText begins. It ends.", 3),
        ("Mr. Smith met Dr. No at 3.5 p.m. on Jan. 5.", 1),
        ("He lives in the U.S. The president does too.", 2),
        ("He met U.S. President Joe Biden.", 1),
        ("“Go away.” He left. “Now!” she said.", 3),
        ('He said: "No." Then he left.', 2),
        ("Wait... what? Yes!", 2),
        ("Am 3. Mai kam er. Dann ging er z.B. nach Bonn.", 2),
        ("他来了。她走了！“真的吗？”他问。", 4),
        ("Что? Да. В 2024 г. он ушёл.", 3),
        ("ماذا؟ نعم. لا.", 3),
        ("यह सच है। वह गया।", 2),
        ("संस्कृतम्॥ अन्यत्॥", 2),
        ("یہ سچ ہے۔ وہ گیا۔", 2),
        ("ይህ እውነት ነው። ሄደ።", 2),
        ("これは｡あれは｡", 2),
        ("a wrapped line that\ngoes on here. New one.", 2),
        ("First line\n\nsecond paragraph", 2),
        ("J. K. Rowling wrote it.", 1),
    ],
)  # fmt: skip
def test_sentences_are_told_apart(text: str, count: int) -> None:
    assert len(parted(text)) == count, parted(text)


@given(PIECES)
def test_the_sentence_at_a_point_is_one_of_them(text: str) -> None:
    found = sentences(text)
    for start, end in found:
        for point in range(start, end):
            assert sentence_at(text, point) == (start, end)
    for point in range(len(text) + 1):
        one = sentence_at(text, point)
        assert one in found or one == (point, point)


@given(PIECES)
def test_sentences_cover_all_but_blanks(text: str) -> None:
    at = 0
    for start, end in sentences(text):
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@given(PIECES)
def test_stepping_by_sentence_visits_every_one(text: str) -> None:
    starts = [start for start, _ in sentences(text)]
    at, seen = -1, []
    while (at := next_sentence(text, max(at, 0))) < len(text):
        seen.append(at)
    assert seen == [start for start in starts if start > 0]
    at, seen = len(text), []
    while (at := previous_sentence(text, at)) > 0:
        seen.append(at)
    assert seen[::-1] == [start for start in starts if start > 0]


def test_a_click_behind_the_stop_takes_the_sentence_before_it() -> None:
    text = "One here. Two here."
    assert sentence_at(text, 9) == (0, 9)
    assert sentence_at(text, len(text)) == (10, 19)
