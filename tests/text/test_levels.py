"""The guess how a mention names its entity, against the gold and in other languages."""

import pytest

from annotator.text import level_of
from tests.gold import gold_page


def test_levels_of_the_gold_are_guessed() -> None:
    """The figure may only rise: 95 of 96 (a heading in capitals looks like a name)."""
    page = gold_page()
    right = sum(
        level_of(span.quote, page.codebook.label(span.label or 0).family) == span.level
        for span in page.mentions
    )
    print(f"levels guessed as in the gold: {right} of 96")
    assert right >= 95


@pytest.mark.parametrize(
    ("quote", "family", "level"),
    [
        ("Vladimir Putin", "who", "NAM"), ("the Kremlin", "body", "NAM"), ("he", "who", "PRO"),
        ("Its", "place", "PRO"), ("The Russian leader", "who", "NOM"), ("144", "quantity", "VAL"),
        ("the Prime Minister", "who", "NOM"), ("Bank of England", "body", "NAM"),
        ("his wife", "who", "NOM"), ("Ludwig van Beethoven", "who", "NAM"), ("G7", "body", "NAM"),
        ("Путин", "who", "NAM"), ("президент России", "who", "NOM"), ("она", "who", "PRO"),
        ("der Kanzler", "who", "NOM"), ("Olaf Scholz", "who", "NAM"), ("la ministre", "who", "NOM"),
        ("普京", "who", "NAM"), ("他", "who", "PRO"), ("نتنياهو", "who", "NAM"),
        ("הוא", "who", "PRO"), ("😀", "other", "NAM"), ("El Salvador", "place", "NAM"),
        ("Los Angeles", "place", "NAM"), ("la Casa Rosada", "body", "NAM"),
        ("el presidente", "who", "NOM"), ("Los testigos", "who", "NOM"),
        ("Le Monde", "body", "NAM"),
    ],
)  # fmt: skip
def test_levels_in_many_languages(quote: str, family: str, level: str) -> None:
    assert level_of(quote, family) == level
