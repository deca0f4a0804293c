"""What people type to search a corpus: read as meant, or refused in a sentence."""

import pytest

from annotator.errors import Refused
from annotator.store.asking import Asked, asked


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("peskov", '"peskov"'),
        ("peskov putin", '("peskov" AND "putin")'),
        ("peskov, putin", '("peskov" AND "putin")'),
        ('"believe me"', '"believe me"'),
        ("“believe me”", '"believe me"'),
        ('"believe me', '"believe me"'),
        ("deni*", '"deni" *'),
        ('"he deni"*', '"he deni" *'),
        ("NEAR(gas price, 5)", 'NEAR("gas" "price", 5)'),
        ('NEAR(gas "the price")', 'NEAR("gas" "the price")'),
        ("gas OR oil price", '("gas" OR ("oil" AND "price"))'),
        ("(gas OR oil) NOT price", '(("gas" OR "oil") NOT "price")'),
        ("near or not", '(("near" AND "or") AND "not")'),
        ("don't U.S.", '("don\'t" AND "U.S.")'),
        ("北京", '" 北  京 "'),
        ("北*", '" 北 " *'),
        ("  ", ""),
    ],
)
def test_it_is_read_as_it_is_meant(typed: str, expression: str) -> None:
    assert asked(typed).expression == expression


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("(gas", "not closed"),
        ("gas)", "closing bracket"),
        ("NOT gas", "NOT stands between"),
        ("gas AND OR oil", "OR stands between"),
        ("gas OR", "missing at the end"),
        ("()", "missing at the end"),
        ("NEAR(gas)", "two words"),
        ("NEAR(gas price, five)", "a number"),
        ("NEAR(gas (price))", "NEAR stand words"),
        ("...", "“...” has no letters"),
        ("*", "two letters before the"),
        ("gas **", "two letters before the"),
        ("k*", "two letters"),
        ("(" * 100 + "gas" + ")" * 100, "too many brackets"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why) as refusal:
        asked(typed)
    assert str(refusal.value).endswith(".")


def test_what_must_not_be_there_is_not_among_what_is_looked_for() -> None:
    assert asked("gas NOT (price oil)") == Asked(
        '("gas" NOT ("price" AND "oil"))', phrases=("gas",)
    )
