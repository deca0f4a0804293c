"""Direction and language of a text, also of very little of it."""

import pytest

from annotator.text import direction_of, language_of
from tests.text.samples import SENTENCES


@pytest.mark.parametrize("language", SENTENCES)
def test_the_language_of_one_sentence_is_known(language: str) -> None:
    assert language_of(SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", "12 %", "Moscow", "Hamburg, Berlin, Wien", "xyzzy plugh"])
def test_the_language_is_left_open_when_unsure(text: str) -> None:
    assert language_of(text) == ""


def test_the_direction_follows_the_most_letters() -> None:
    assert direction_of("") == "ltr"
    assert direction_of(SENTENCES["he"] + " (BBC)") == "rtl"
    assert direction_of(SENTENCES["ar"]) == "rtl"
    assert direction_of("The word שלום means peace.") == "ltr"
