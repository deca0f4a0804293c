"""Which articles and marks an export takes, and how it divides them."""

from collections import Counter
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.formats.common import options as choice
from annotator.formats.common.selection import Selection, selection
from annotator.model import Article, Claim, Link, Note, Page
from tests.formats import pages as make


@dataclass(frozen=True, slots=True)
class Options:
    annotators: tuple[str, ...] = choice.annotators()
    statuses: tuple[str, ...] = choice.statuses()
    split: str = choice.split()
    seed: int = choice.seed()


def _chosen(**options: object) -> Selection:
    return selection(Options(**options), make.card_of())  # type: ignore[arg-type]


def _page(key: str) -> Page:
    return Page(Article(1, key, "", 0), "", make.book(), statuses={1: "done"})


def test_untouched_articles_stay_out_and_empty_done_ones_do_not() -> None:
    blank = make.page_of("Nothing here.")
    chosen = _chosen()
    assert chosen.taken(replace(blank, statuses={})) is None
    assert chosen.taken(replace(blank, statuses={1: "done_empty"})) is not None


def test_marks_without_a_state_mean_that_work_has_begun() -> None:
    page = replace(make.page_of("Ana left", (0, 3, "PER")), statuses={})
    assert _chosen().taken(page) == page
    assert _chosen(statuses=("done",)).taken(page) is None
    assert _chosen().state_of(page) == "in_progress"


def test_removed_articles_stay_out() -> None:
    page = _page("a")
    assert _chosen().taken(replace(page, article=replace(page.article, removed=True))) is None


def test_one_annotators_work_stands_alone() -> None:
    base = make.page_of("Ana met Bo", (0, 3, "PER"), (8, 10, "PER"))
    ana, bo = base.spans
    part = replace(bo, id=300, label=None, role="source", claim=400, mention=ana.id)
    other = replace(part, id=301, role="cue", claim=401)
    page = replace(
        base,
        spans=make.in_order([ana, replace(bo, annotator=2), replace(part, annotator=1), other]),
        claims={400: Claim(400, 1, 2, parent=401), 401: Claim(401, 1, 1)},
        links=(Link(1, "claim", 400, 401, "repeats", 2), Link(2, "span", ana.id, bo.id, "x", 2)),
        notes=(Note(3, "mine", 2, claim=400), Note(4, "theirs", 1, claim=400)),
        statuses={1: "done", 2: "in_progress"},
    )
    kept = _chosen(annotators=("Bo Ö.",)).taken(page)
    assert kept is not None
    assert [(s.id, s.mention) for s in kept.spans] == [(bo.id, None), (300, None)]
    assert kept.claims == {400: Claim(400, 1, 2)}
    assert kept.links == ()
    assert kept.notes == (Note(3, "mine", 2, claim=400),)
    assert kept.statuses == {2: "in_progress"}
    assert _chosen(annotators=("Bo Ö.",), statuses=("done",)).taken(page) is None


def test_somebody_who_does_not_work_here_is_refused() -> None:
    with pytest.raises(Refused, match="Zed"):
        _chosen(annotators=("Zed",))


@pytest.mark.parametrize("split", ["80", "80/x/10", "0/0", "1/2/3/4", "80/10/-10", "a"])
def test_a_division_that_makes_no_sense_is_refused(split: str) -> None:
    with pytest.raises(Refused, match="does not divide"):
        _chosen(split=split)


def test_shares_come_out_as_asked() -> None:
    chosen = _chosen(split="80/10/10")
    counts = Counter(chosen.split_of(_page(f"{n}")) for n in range(5000))
    assert abs(counts["train"] - 4000) < 120
    assert abs(counts["dev"] - 500) < 80
    assert chosen.splits == ("train", "dev", "test")
    assert _chosen(split="70 / 30").splits == ("train", "dev")
    assert _chosen().splits == ("",)


@settings(max_examples=100, deadline=None)
@given(key=st.text(), seed=st.integers(), split=st.sampled_from(["1/1/1", "0/50/50", "100/0/0"]))
def test_an_article_goes_where_its_text_and_the_seed_say(key: str, seed: int, split: str) -> None:
    chosen = _chosen(split=split, seed=seed)
    part = chosen.split_of(_page(key))
    assert part == chosen.split_of(replace(_page(key), statuses={2: "review"}))
    share = dict(zip(("train", "dev", "test"), map(int, split.split("/")), strict=True))
    assert share[part] > 0


def test_another_seed_divides_otherwise() -> None:
    first, second = _chosen(split="50/50"), _chosen(split="50/50", seed=1)
    pages = [_page(f"{n}") for n in range(200)]
    assert [first.split_of(p) for p in pages] != [second.split_of(p) for p in pages]
