"""Sentences are known again by their words, whatever stands around and between them."""

import pytest

from annotator.text.copies import fingerprints

SENTENCE = "The minister said on Monday that prices would fall"


def _hashes(text: str) -> set[int]:
    return {each.hash for each in fingerprints(text)}


@pytest.mark.parametrize(
    "other",
    [
        "THE MINISTER said, on Monday, that prices would fall!",
        "“The minister said on Monday that\u00a0prices would fall.”",
        "Before it. The minister said  on Monday that prices would fall. After it.",
        "\n\nThe minister said on Monday that prices would fall\n",
    ],
)
def test_case_marks_and_blanks_do_not_matter(other: str) -> None:
    assert _hashes(SENTENCE) & _hashes(other)


def test_a_changed_word_and_short_sentences_are_not_the_same() -> None:
    assert not _hashes(SENTENCE) & _hashes(SENTENCE.replace("fall", "rise"))
    assert not fingerprints("Read more. Subscribe now! Photo by Reuters.")
    assert not fingerprints("")


def test_scripts_without_blanks_are_told_by_their_signs() -> None:
    [found] = fingerprints("中国国家主席习近平星期一在北京表示经济将继续增长。是的。")
    assert (found.start, found.end) == (0, 24)


def test_places_are_code_points_of_the_text() -> None:
    text = f"😀 Hello. {SENTENCE}. {SENTENCE}."
    [found] = fingerprints(text)
    assert text[found.start : found.end] == SENTENCE
    assert -(1 << 63) <= found.hash < 1 << 63
