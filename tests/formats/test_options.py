"""Options made from what somebody typed, on a command line or in a dialog."""

from dataclasses import dataclass
from importlib.util import find_spec

import pytest

from annotator.errors import Refused
from annotator.formats import made, missing_extra
from annotator.formats.common import options as choice
from annotator.formats.common.options import TOUCHED


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    overlap: str = choice.overlap()
    whole: bool = choice.declared(True, "All of it.")


def test_nothing_given_gives_the_defaults() -> None:
    assert made(Options, {}) == Options()
    assert Options().statuses == TOUCHED == ("in_progress", "done", "done_empty", "review")


def test_words_become_values() -> None:
    words = {
        "annotators": "Ana Li, Bo",
        "statuses": "done,done_empty",
        "split": "80/10/10",
        "seed": "-7",
        "overlap": "first",
        "whole": "no",
    }
    options = made(Options, words)
    assert options.annotators == ("Ana Li", "Bo")
    assert options.statuses == ("done", "done_empty")
    assert (options.split, options.seed, options.overlap) == ("80/10/10", -7, "first")
    assert options.whole is False


def test_values_are_taken_as_they_are() -> None:
    assert made(Options, {"annotators": ("Li, Ana",), "seed": 3}).annotators == ("Li, Ana",)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"colour": "red"}, "no option colour"),
        ({"seed": "many"}, "many"),
        ({"seed": "१x"}, "value for the option seed"),
        ({"seed": True}, "seed"),
        ({"whole": "perhaps"}, "perhaps"),
        ({"statuses": "done,great"}, "great"),
        ({"overlap": "best"}, "longest, innermost, first"),
        ({"annotators": 3}, "annotators"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(given: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        made(Options, given)


def test_an_extra_that_is_not_installed_is_missing() -> None:
    assert not missing_extra("")
    assert not missing_extra("json")
    assert missing_extra("no_such_package_anywhere")


def test_an_extra_is_missing_until_all_its_modules_are_there() -> None:
    assert missing_extra("excel") == (not find_spec("openpyxl"))
