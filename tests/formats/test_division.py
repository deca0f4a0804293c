"""How articles are divided: by chance or by date, and families of near-duplicates kept whole."""

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.formats.common.division import Division, division
from annotator.formats.values import Dated
from annotator.model import Article


def _article(key: str, date: str = "", family: str = "") -> Article:
    return Article(1, key, "", 0, published=date, family=family)


def _by_date(split: str, dated: Iterable[Dated]) -> Division:
    return division(split, 0, "date", tuple(dated))


@pytest.mark.parametrize(
    "split",
    ["80", "80/x/10", "0/0", "1/2/3/4", "80/10/-10", "a", "2024-03-01/2024-01-01",
     "2024/2025/2026", "2024-01-01/2024-01-01", "2024-3-1"],
)  # fmt: skip
def test_a_division_that_makes_no_sense_is_refused(split: str) -> None:
    with pytest.raises(Refused, match="does not divide"):
        division(split, 0, "random", ())


def test_shares_come_out_as_asked() -> None:
    drawn = division("80/10/10", 0, "random", ())
    counts = Counter(drawn.split_of(_article(f"{n}")) for n in range(5000))
    assert abs(counts["train"] - 4000) < 120
    assert abs(counts["dev"] - 500) < 80
    assert drawn.splits == ("train", "dev", "test")
    assert division("70 / 30", 0, "random", ()).splits == ("train", "dev")
    assert division(" ", 0, "random", ()).splits == ("",)
    assert division("", 0, "date", ()).split_of(_article("a")) == ""


@settings(max_examples=60, deadline=None)
@given(key=st.text(), seed=st.integers(), split=st.sampled_from(["1/1/1", "0/50/50", "100/0/0"]))
def test_an_article_goes_where_its_text_and_the_seed_say(key: str, seed: int, split: str) -> None:
    drawn = division(split, seed, "random", ())
    part = drawn.split_of(_article(key))
    assert part == drawn.split_of(_article(key, "2024-01-01"))
    share = dict(zip(("train", "dev", "test"), map(int, split.split("/")), strict=True))
    assert share[part] > 0


def test_another_seed_divides_otherwise() -> None:
    first, second = (division("50/50", seed, "random", ()) for seed in (0, 1))
    articles = [_article(f"{n}") for n in range(200)]
    assert [first.split_of(a) for a in articles] != [second.split_of(a) for a in articles]


def test_near_duplicates_never_stand_on_both_sides() -> None:
    drawn = division("50/50", 3, "random", ())
    for family in map(str, range(50)):
        parts = {drawn.split_of(_article(f"{family}-{n}", family=family)) for n in range(5)}
        assert len(parts) == 1


def test_the_oldest_articles_train_and_the_newest_test() -> None:
    days = [f"2024-01-{day:02}" for day in range(1, 31)]
    divided = _by_date("80/10/10", (Dated(day) for day in days))
    parts = [divided.split_of(_article(day, day)) for day in days]
    assert parts == ["train"] * 24 + ["dev"] * 3 + ["test"] * 3
    assert divided.split_of(_article("undated")) == "train"


def test_articles_of_one_day_stay_together_as_near_to_the_shares_as_can_be() -> None:
    dated = [Dated("2024-01-01")] * 5 + [Dated("2024-01-02")] * 4 + [Dated("2024-01-03")]
    divided = _by_date("80/20", dated)
    assert divided.cuts == ("2024-01-03",)
    everything = _by_date("100/0", dated)
    assert {everything.split_of(_article("x", day.published)) for day in dated} == {"train"}
    nothing = _by_date("0/100", dated)
    assert {nothing.split_of(_article("x", day.published)) for day in dated} == {"dev"}


def test_the_dates_where_parts_begin_can_be_said() -> None:
    divided = division("2024-03/2024-06-15", 0, "random", ())
    assert divided.splits == ("train", "dev", "test")
    days = ("2024-02-29", "2024-03-01", "2024-06-14", "2024-06-15", "2025-01-01T10:00")
    assert [divided.split_of(_article("x", day)) for day in days] == [
        "train", "dev", "dev", "test", "test",
    ]  # fmt: skip


def test_a_family_goes_where_its_first_article_goes() -> None:
    dated = [Dated("2024-01-01", "f"), Dated("2024-09-01", "f"), Dated("", "f")]
    divided = division("2024-06-01", 0, "random", dated)
    assert divided.split_of(_article("late", "2024-09-01", "f")) == "train"
    assert divided.split_of(_article("undated", "", "f")) == "train"
    assert divided.split_of(_article("alone", "2024-09-01")) == "dev"


def test_articles_without_dates_cannot_be_divided_by_date() -> None:
    with pytest.raises(Refused, match="No article has a date"):
        _by_date("80/20", [Dated("")])
