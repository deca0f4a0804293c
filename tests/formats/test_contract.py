"""Every module of the folder that is a format keeps the contract in the package's docstring."""

import inspect
from dataclasses import fields, is_dataclass

import pytest

from annotator import formats
from annotator.errors import Refused
from annotator.formats import CARRIED, Format, Writer
from annotator.formats.common.options import Common
from tests.gold import gold_page

EVERY = formats.everything()
WRITERS = formats.writers()


def _name(format: Format) -> str:
    return format.NAME


def test_the_first_formats_are_there() -> None:
    assert {each.NAME for each in WRITERS} >= {"brat", "conll2003", "jsonl", "spacy"}
    assert {each.NAME for each in formats.readers()} >= {"jsonl", "plain"}


@pytest.mark.parametrize("format", EVERY, ids=_name)
def test_a_format_says_what_it_is(format: Format) -> None:
    assert format.NAME.isidentifier()
    assert format.TITLE
    assert format.SUMMARY.endswith(".")
    assert format.SUMMARY.count(".") == 1 + format.SUMMARY.count(".s") + format.SUMMARY.count(
        ".t"
    ) + format.SUMMARY.count(".a")
    assert set(format.CARRIES) <= set(CARRIED)
    assert all(suffix.startswith(".") for suffix in format.SUFFIXES)
    assert isinstance(format.FOLDER, bool)
    assert isinstance(format.EXTRA, str)
    assert hasattr(format, "write") or hasattr(format, "read")


@pytest.mark.parametrize("writer", WRITERS, ids=_name)
def test_options_are_frozen_declared_and_have_defaults(writer: Writer) -> None:
    assert is_dataclass(writer.Options)
    assert writer.Options.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert inspect.isgeneratorfunction(writer.write)
    options: Common = writer.Options()
    assert options.split == ""
    for each in fields(writer.Options):
        assert each.metadata["help"].endswith(".")
        default = each.default if isinstance(each.default, tuple) else (each.default,)
        assert not each.metadata["choices"] or set(default) <= set(each.metadata["choices"])


@pytest.mark.parametrize("writer", WRITERS, ids=_name)
def test_losses_of_a_page_can_be_told_before_writing(writer: Writer) -> None:
    options = writer.Options()
    assert writer.losses(gold_page(), options) == writer.losses(gold_page(), options)


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused, match="brat, chat, "):
        formats.writer("word")
    with pytest.raises(Refused, match="plain"):
        formats.reader("word")
