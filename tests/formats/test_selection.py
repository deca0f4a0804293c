"""Which articles and marks an export takes."""

from dataclasses import replace

import pytest

from annotator.errors import Refused
from annotator.formats.common.options import Common
from annotator.formats.common.selection import Selection, selection
from annotator.model import Article, Claim, Link, Note, Page
from tests.formats import pages as make


def _chosen(**options: object) -> Selection:
    return selection(Common(**options), make.card_of())  # type: ignore[arg-type]


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


def test_secret_articles_go_out_only_where_that_is_said() -> None:
    page = _page("a")
    secret = replace(page, article=replace(page.article, rights="secret"))
    restricted = replace(page, article=replace(page.article, rights="restricted"))
    assert _chosen().taken(secret) is None and _chosen().withholds(secret)
    assert _chosen().taken(restricted) == restricted and _chosen().taken(page) == page
    assert _chosen(rights=("secret",)).taken(secret) == secret
    assert _chosen(rights=("free",)).taken(page) is None


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
