"""Rows fetched by the thousand: made fast, but frozen values like any other."""

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest
from sqlite_utils import Database

from annotator.model import Claim, Entity, Judgement, Span
from annotator.store import fetching

SPAN = (1, 2, 3, 8, 4, "quote", 5, 6, "NAM", 3, 8, "", None, 0, None, None)


def test_values_made_fast_equal_those_made_by_name() -> None:
    (span,) = fetching.made(Span, [SPAN])
    assert span == Span(*SPAN)
    assert (type(span), hash(span), repr(span)) == (Span, hash(Span(*SPAN)), repr(Span(*SPAN)))


def test_values_made_fast_are_frozen_copied_and_replaced() -> None:
    (span,) = fetching.made(Span, [SPAN])
    with pytest.raises(FrozenInstanceError):
        span.start = 5  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(span)) == copy.copy(span) == span
    assert replace(span, start=5).start == 5


def test_what_a_table_of_its_own_keeps_stands_at_the_end_of_a_row() -> None:
    (claim,) = fetching.made(Claim, [(1, 2, 3, "It rains.", None, (7, None))])
    assert claim == Claim(1, 2, 3, "It rains.", chain=(7, None))
    (entity,) = fetching.made(Entity, [(1, 2, "Kremlin", "Q1", "", "", None, 5, ("the Kremlin",))])
    assert entity == Entity(1, 2, "Kremlin", "Q1", aliases=("the Kremlin",), merged_into=5)


def test_rows_come_in_the_order_asked_for_with_truths_and_any_text() -> None:
    db = Database(memory=True, execute_plugins=False)
    db.execute(f"create table judgements ({fetching.columns(Judgement)})")
    said = ["b", 'a\u2028"\\ 😀 é שלום', "c"]
    for n, value in enumerate(said):
        row = [2**62 + n, "doubt", value, 1, 2, None, 0, n % 2]
        db.execute("insert into judgements values (?, ?, ?, ?, ?, ?, ?, ?)", row)
    found = fetching.values(db, Judgement, "from judgements where claim = ? order by id desc", [2])
    assert [one.value for one in found] == said[::-1]
    assert [one.id for one in found] == [2**62 + 2, 2**62 + 1, 2**62]
    assert [one.derived for one in found] == [False, True, False]
    assert all(type(one.derived) is bool for one in found)


def test_columns_are_the_fields_in_order_that_a_table_has() -> None:
    assert fetching.columns(Judgement) == (
        '"id", "field", "value", "annotator", "claim", "entity", "order", "derived"'
    )
    assert "chain" not in fetching.columns(Claim)
