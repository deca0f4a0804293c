"""Rows to values: made fast, but frozen values like any other."""

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from annotator.model import Judgement, Span
from annotator.store import rows

SPAN = (1, 2, 3, 8, 4, "quote", 5, 6, "NAM", 3, 8, "", None, 0, None, None)
JUDGEMENT = (1, "credibility", "2", 3, 4, None, 0, 1)


def test_fast_made_values_equal_those_made_by_name() -> None:
    (span,) = rows.spans([SPAN])
    assert span == Span(*SPAN)
    assert (type(span), hash(span), repr(span)) == (Span, hash(Span(*SPAN)), repr(Span(*SPAN)))
    (judgement,) = rows.judgements([JUDGEMENT])
    assert judgement == Judgement(1, "credibility", "2", 3, claim=4, derived=True)
    assert judgement.derived is True


def test_fast_made_values_are_frozen_copied_and_replaced() -> None:
    (span,) = rows.spans([SPAN])
    with pytest.raises(FrozenInstanceError):
        span.start = 5  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(span)) == copy.copy(span) == span
    assert replace(span, start=5).start == 5


def test_columns_are_the_fields_in_order() -> None:
    assert rows.columns(Judgement) == (
        '"id", "field", "value", "annotator", "claim", "entity", "order", "derived"'
    )
