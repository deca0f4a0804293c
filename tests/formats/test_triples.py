"""Attribution triples: seqeval finds the parts of the attributions, and the gold's rule is kept."""

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.formats import conll2003, triples
from annotator.formats.columns.schemes import runs
from annotator.formats.common.tokens import Tokens
from annotator.formats.values import ReadArticle, Report
from annotator.model import Claim, Page, Span
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold, gold_card, gold_page

_ALL = ("untouched", "in_progress", "done", "done_empty", "review")


def _written(page: Page, out: Path, card: Any = None, **options: Any) -> Report:
    return exported(triples, [page], out, card, statuses=_ALL, **options)


def _columns(out: Path, page: Page) -> dict[str, list[str]]:
    """The tags of each column by its head, a blank list entry for no sentence end."""
    blocks = out.read_bytes().decode().split("\n\n")
    heads = blocks[0].split("\t")[1:]
    rows = [line.split("\t") for block in blocks[1:] for line in block.split("\n") if line]
    assert [row[0] for row in rows] == [page.text[s:e] for s, e in Tokens(page.text).ranges]
    assert all(len(row) == len(heads) + 1 for row in rows)
    return {head: [row[n] for row in rows] for n, head in enumerate(heads, 1)}


def _tokens(page: Page, *spans: Span) -> frozenset[int]:
    grid = Tokens(page.text)
    return frozenset(t for s in spans for t in range(*grid.cover(s.start, s.end)))


def test_the_golds_rule_decides_what_stays(tmp_path: Path) -> None:
    page, expected = gold_page(), gold()["expected"]["flat_tag_sequence"]
    report = _written(page, tmp_path / "x.bio", gold_card())
    [tags] = _columns(tmp_path / "x.bio", page).values()
    ids = {claim["id"]: n for n, claim in enumerate(gold()["claims"], 1)}
    order = sorted(page.claims)
    wanted: Counter[str] = Counter()
    for name in expected["kept"]:
        claim = order[ids[name] - 1]
        for role in ("source", "cue", "content"):
            if role == "source" and name in expected["source_dropped"]:
                continue
            tokens = _tokens(page, *page.parts(claim, role))
            wanted[role.upper()] += len(tokens)
            assert all(tags[at][2:] == role.upper() for at in tokens), (name, role)
    assert Counter(tag[2:] for tag in tags if tag != "O") == wanted
    counts = {loss.what: loss.count for loss in report.losses}
    assert counts["attribution that overlaps another"] == len(expected["dropped"])
    assert counts["source that overlaps another attribution"] == len(expected["source_dropped"])


def test_a_column_for_each_attribution_loses_none(tmp_path: Path) -> None:
    page = gold_page()
    report = _written(page, tmp_path / "x.bio", gold_card(), layout="columns")
    columns = _columns(tmp_path / "x.bio", page)
    attributed = [c for c in page.claims if page.parts(c, "cue") or page.parts(c, "source")]
    assert {int(head) for head in columns} == set(attributed)
    for head, tags in columns.items():
        for role in ("source", "cue", "content"):
            found = {at for at, tag in enumerate(tags) if tag[2:] == role.upper()}
            assert found == _tokens(page, *page.parts(int(head), role))
    counts = {loss.what: loss.count for loss in report.losses}
    assert "attribution that overlaps another" not in counts
    assert counts["claim that no words attribute to anybody"] == 31


def test_our_reader_of_columns_reads_the_flat_ones(tmp_path: Path) -> None:
    page = gold_page()
    _written(page, tmp_path / "x.bio", gold_card())
    [read] = conll2003.read(tmp_path / "x.bio")
    assert isinstance(read, ReadArticle)
    assert read.text == page.text
    assert {span.label for span in read.spans} == {"SOURCE", "CUE", "CONTENT"}


@pytest.mark.parametrize("scheme", ["IOB2", "IOB1", "BIOES", "BILOU"])
def test_seqeval_finds_the_parts(scheme: str, tmp_path: Path) -> None:
    seqeval = pytest.importorskip("seqeval.scheme")
    page = gold_page()
    _written(page, tmp_path / "x.bio", gold_card(), scheme=scheme)
    blocks = (tmp_path / "x.bio").read_bytes().decode().removesuffix("\n\n").split("\n\n")[1:]
    tags = [[line.split("\t")[-1] for line in block.split("\n")] for block in blocks]
    strict = getattr(seqeval, {"BIOES": "IOBES"}.get(scheme, scheme))
    theirs = [
        (e.start, e.end, e.tag) for some in seqeval.Entities(tags, strict).entities for e in some
    ]
    assert theirs == [each for some in tags for each in runs(some)]
    assert len(theirs) >= 9 * 3 - 3


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_columns_hold_every_part_less_what_the_report_says(page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.bio"
        report = _written(page, out, layout="columns")
        columns = _columns(out, page)
    assert report.losses == tuple(report.losses)
    for claim in page.claims:
        parts = {role: page.parts(claim, role) for role in ("cue", "source", "content")}
        told = _tokens(page, *(span for spans in parts.values() for span in spans))
        if not (parts["cue"] or parts["source"]) or not told:
            assert str(claim) not in columns
            continue
        taken: set[int] = set()
        for role, spans in parts.items():
            found = {at for at, tag in enumerate(columns[str(claim)]) if tag[2:] == role.upper()}
            assert found == _tokens(page, *spans) - taken
            taken |= found


def test_parts_over_sentence_ends_begin_anew(tmp_path: Path) -> None:
    page = make.page_of("“Go. Now.” she said.\n\nBo left.")
    spans = (
        Span(10, 1, 0, 10, 1, role="content", claim=5),
        Span(11, 1, 11, 14, 1, role="source", claim=5),
        Span(12, 1, 15, 19, 1, role="cue", claim=5),
    )
    page = replace(page, spans=spans, claims={5: Claim(5, 1, 1)})
    _written(page, tmp_path / "x.bio")
    [tags] = _columns(tmp_path / "x.bio", page).values()
    assert tags.count("B-SOURCE") == tags.count("B-CUE") == 1
    assert tags[0] == "B-CONTENT"
