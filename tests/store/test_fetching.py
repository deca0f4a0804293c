"""Rows fetched by the thousand: made fast, but frozen values like any other."""

import copy
import pickle
from contextlib import closing
from dataclasses import FrozenInstanceError, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator.model import Claim, Entity, Judgement, Span
from annotator.project import Project
from annotator.store import fetching
from tests.scene import Scene

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


_IDS = st.none() | st.integers(1, 9)
_SPANS = st.lists(
    st.tuples(
        st.integers(1, 2), st.integers(0, 6), st.integers(7, 9), st.integers(1, 3),
        st.sampled_from(("", "Kremlin", "é שלום 😀 \"\\\u2028")), _IDS, _IDS,
        st.sampled_from(("", "NAM")), _IDS, _IDS, st.sampled_from(("", "cue")), _IDS,
        st.integers(0, 2), _IDS, _IDS,
    )
)  # fmt: skip


@given(_SPANS)
def test_spans_fetched_by_column_are_those_fetched_by_row(found: list[tuple[Any, ...]]) -> None:
    db = Database(memory=True, execute_plugins=False)
    db.execute(f"create table spans ({fetching.columns(Span)})")
    db.execute('create index places on spans (article, start, "end" desc)')
    for id, row in enumerate(found, 2**62):
        db.execute(f"insert into spans values ({', '.join('?' * 16)})", [id, *row])
    made = fetching.by_column(
        db, Span, "from spans where article = ?", [1],
        ("id", "start", "end", "annotator", "quote", "label", "entity", "level"), {"article": 1},
    )  # fmt: skip
    rows = [Span(id, *row) for id, row in enumerate(found, 2**62) if row[0] == 1]
    assert sorted(made, key=attrgetter("id")) == rows
    assert {type(span) for span in made} <= {Span}


def test_a_page_has_its_spans_in_text_order_without_the_index_of_their_places(
    tmp_path: Path,
) -> None:
    scene = Scene.new(tmp_path)
    scene.label("Peskov", "PER", nth=1)
    claim = scene.claim("the Kremlin was calm")
    scene.put(claim, "source", "Kremlin")
    scene.label("Kremlin", "ORG")
    before = scene.page.spans
    scene.project.close()
    with closing(sqlite3.connect(scene.project.path)) as file, file:
        file.execute("drop index spans_article")
    with Project.open(scene.project.path) as project:
        page = project.page(scene.article)
    assert page is not None and page.spans == before
    assert [span.start for span in before] == [0, 0, 52, 203]
