"""WebAnno TSV 3.3: what was written comes back but for what the report says."""

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.errors import BadInput
from annotator.formats import webanno
from annotator.formats.tsv3 import escapes
from annotator.formats.values import ReadArticle, Report
from annotator.model import STATUSES, Attribute, Note, Page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_page

HEAD = "#FORMAT=WebAnno TSV 3.3\n"


def _round_trip(page: Page, folder: Path, **options: Any) -> tuple[ReadArticle, Report]:
    card = gold_card() if page.article.title == gold_page().article.title else None
    report = exported(webanno, [page], folder, card, **options)
    [path] = folder.iterdir()
    [article] = webanno.read(path)
    assert isinstance(article, ReadArticle)
    return article, report


def _read(text: str, folder: Path) -> ReadArticle:
    (folder / "x.tsv").write_bytes(text.encode())
    [article] = webanno.read(folder / "x.tsv")
    assert isinstance(article, ReadArticle)
    return article


def test_the_gold_article_comes_back_with_its_claims_and_links(tmp_path: Path) -> None:
    page = gold_page()
    article, report = _round_trip(page, tmp_path / "out")
    assert article.text == page.text
    assert article.unfit == () and article.ignored == ()
    back = {(s.id, s.start, s.end, s.label or s.role, s.entity, s.claim) for s in article.spans}
    assert back == {
        (
            str(s.id), s.start, s.end, s.role or page.codebook.label(s.label or 0).name,
            str(s.entity or ""), str(s.claim or ""),
        )
        for s in page.spans
    }  # fmt: skip
    assert {(c.id, c.gist, c.chain) for c in article.claims} == {
        (str(c.id), c.gist, tuple(None if e is None else str(e) for e in c.chain))
        for c in page.claims.values()
    }
    assert len(article.judgements) == len([j for j in page.judgements if j.claim is not None])
    assert {(x.source, x.target, x.type) for x in article.links} == {
        (str(x.source), str(x.target), x.type) for x in page.links if x.kind != "entity"
    }
    [author] = [each for each in article.entities if each.role]
    assert author.name == "[article author]"
    assert {loss.what for loss in report.losses} >= {"state of an article"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_what_is_missing_is_what_the_report_says(page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False, id=7))
    with tempfile.TemporaryDirectory() as folder:
        article, report = _round_trip(page, Path(folder) / "out", statuses=STATUSES)
    lost = Counter({loss.what: loss.count for loss in report.losses})
    assert article.unfit == ()
    _check_text(page, article, lost)
    _check_marks(page, article, lost)
    _check_remarks(page, article, lost)
    preview = {loss.what: loss.count for loss in webanno.losses(page, webanno.Options())}
    assert all(lost[what] == count for what, count in preview.items())


def _check_text(page: Page, article: ReadArticle, lost: Counter[str]) -> None:
    if lost["text without any word"]:
        assert article.text == ""
    else:
        begins = lost["line ends and the like before the first word"]
        pairs = zip(article.text, page.text, strict=True)
        assert all(ours in (theirs, " ") for ours, theirs in pairs)
        assert (article.text == page.text) == (not begins)


def _check_marks(page: Page, article: ReadArticle, lost: Counter[str]) -> None:
    back = {span.id: span for span in article.spans}
    moved = Counter[str]()
    for span in page.spans:
        kind = "mention" if span.is_mention else "part of a claim"
        found = back.pop(str(span.id), None)
        if found is None:
            moved[f"{kind} that covers no token"] += 1
            continue
        name = page.codebook.label(span.label).name if span.label else ""
        assert (found.label, found.role, found.level) == (name, span.role, span.level)
        assert (found.head_start, found.head_end) == (span.head_start, span.head_end)
        assert found.claim == str(span.claim or "") and found.order == span.order
        if (found.start, found.end) != (span.start, span.end):
            moved[f"{kind} with blanks at its ends"] += 1
            assert article.text[found.start : found.end] in page.text[span.start : span.end]
    assert back == {}
    assert moved == Counter({what: lost[what] for what in moved})
    gone = len(page.claims) - len(article.claims)
    assert gone == lost["claim whose content covers no token"]
    ties = sum(
        bool(s.mention) + bool(s.part_of) for s in page.spans if str(s.id) in _ids(article.spans)
    ) - sum(bool(s.mention) + bool(s.part_of) for s in article.spans)
    parents = sum(bool(c.parent) for c in page.claims.values() if str(c.id) in _ids(article.claims))
    parents -= sum(bool(c.parent) for c in article.claims)
    assert (ties + parents > 0) == bool(lost["tie to what is not in the file"])


def _ids(rows: Any) -> set[str]:
    return {each.id for each in rows}


def _check_remarks(page: Page, article: ReadArticle, lost: Counter[str]) -> None:
    answers = [each for each in page.judgements if each.claim is not None]
    left = lost["answer about what is not in the file"]
    assert len(article.judgements) == len(answers) - left
    assert _ids(article.judgements) <= {str(each.id) for each in answers}
    notes = [each for each in page.notes if each.entity is None]
    left = lost["note on what is not in the file"] + lost["note on the article"]
    assert len(article.notes) == len(notes) - left
    links = [each for each in page.links if each.kind != "entity"]
    left = lost["link of what is not in the file"] + lost["link to another article"]
    assert len(article.links) == len(links) - left
    told = {str(each.id): each.text for each in notes}
    changed = lost["carriage return in a value"] + lost["backslash at the end of a value"]
    assert sum(told[each.id] != each.text for each in article.notes) <= changed


@pytest.mark.parametrize("name", make.TEXTS)
def test_texts_that_bite(name: str, tmp_path: Path) -> None:
    """One mention over the whole text, one over each of its first characters."""
    text = make.page_of(make.TEXTS[name]).text
    marks = [(0, len(text), "PER"), *((n, n + 1, "ORG") for n in range(min(len(text), 20)))]
    page = make.page_of(text, *(mark for mark in marks if mark[0] < mark[1]))
    article, report = _round_trip(page, tmp_path / "out")
    lost = Counter({loss.what: loss.count for loss in report.losses})
    _check_text(page, article, lost)
    _check_marks(page, article, lost)


@pytest.mark.parametrize(
    "value", ["a|b", "a[1]", "x]", "_", "*", "a->1-2", "a;b", "tab\there", "two\nlines", "back\\x"]
)
def test_a_value_with_signs_of_the_format_comes_back(value: str, tmp_path: Path) -> None:
    assert escapes.plain_value(escapes.value(value)) == value
    stacked = "|".join([escapes.value(value)] * 3)
    assert [escapes.plain_value(each) for each in escapes.pieces(stacked, "|")] == [value] * 3


def test_a_file_that_counts_code_points_is_told_so(tmp_path: Path) -> None:
    body = "#T_SP=webanno.custom.Name|value\n\n\n#Text=😀 Ana Li\n"
    rows = "1-1\t0-1\t😀\t_\t\n1-2\t2-5\tAna\tPER[1]\t\n1-3\t6-8\tLi\tPER[1]\t\n"
    article = _read(HEAD + body + rows, tmp_path)
    [span] = article.spans
    assert article.text[span.start : span.end] == "Ana Li"
    assert article.counted == "Offsets count code points, not UTF-16 units as they should."


def test_a_mark_on_other_words_than_the_file_says_is_not_taken(tmp_path: Path) -> None:
    body = "#T_SP=webanno.custom.Name|value\n\n\n#Text=Ana Li\n"
    rows = "1-1\t0-3\tBob\tPER\t\n1-2\t4-6\tLi\tPER\t\n"
    article = _read(HEAD + body + rows, tmp_path)
    assert [article.text[s.start : s.end] for s in article.spans] == ["Li"]
    [unfit] = article.unfit
    assert (unfit.quote, unfit.found, unfit.label) == ("Bob", "Ana", "PER")
    anyway = webanno.read(tmp_path / "x.tsv", webanno.ReadOptions(unfitting=True))
    assert [len(each.spans) for each in anyway if isinstance(each, ReadArticle)] == [2]


def test_windows_line_ends_and_a_byte_order_mark_are_taken(tmp_path: Path) -> None:
    text = HEAD + "#T_SP=webanno.custom.Name|value\n\n\n#Text=Ana\n1-1\t0-3\tAna\tPER\t\n"
    (tmp_path / "x.tsv").write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    assert webanno.recognises(tmp_path / "x.tsv")
    [article] = webanno.read(tmp_path / "x.tsv")
    assert isinstance(article, ReadArticle)
    assert [span.label for span in article.spans] == ["PER"]


def test_a_file_of_a_version_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"version 4\.0") as fault:
        _read("#FORMAT=WebAnno TSV 4.0\n", tmp_path)
    assert fault.value.line == 1


def test_it_says_whether_an_attribute_was_of_the_article_or_of_a_mark_that_is_not_there(
    tmp_path: Path,
) -> None:
    said = (Attribute(1, "desk", "politics"), Attribute(2, "mood", "calm", span=9999))
    noted = (Note(3, "of all", 1, article=1), Note(4, "of a mark", 1, span=9999))
    page = replace(make.page_of("Ana came."), attributes=said, notes=noted)
    exported(webanno, [page], tmp_path / "a")
    lost = [line.split("\t") for line in (tmp_path / "a.losses.tsv").read_text().splitlines()]
    assert {(line[2], line[-1]) for line in lost} >= {
        ("attribute of the article", "desk: politics"),
        ("attribute of what is not in the file", "mood: calm"),
        ("note on the article", "of all"),
        ("note on what is not in the file", "of a mark"),
    }
