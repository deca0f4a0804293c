"""Chat lines: each answer, read back, gives the same marks; what is not in it is told."""

import json
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.errors import BadInput
from annotator.formats import ReadArticle
from annotator.formats import chat as format
from annotator.model import Page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL
from tests.gold import gold_card, gold_page


def _read(path: Path) -> ReadArticle:
    [found] = format.read(path)
    assert isinstance(found, ReadArticle)
    return found


def _claims(found: Any, parts: Any) -> Counter[frozenset[tuple[int, int, str, int]]]:
    return Counter(
        frozenset((s.start, s.end, s.role, s.order) for s in parts(claim)) for claim in found
    )


def test_the_gold_is_asked_for_and_answered(tmp_path: Path) -> None:
    exported(format, [gold_page()], tmp_path / "x.jsonl", gold_card())
    line = json.loads((tmp_path / "x.jsonl").read_bytes())
    assert [each["role"] for each in line["messages"]] == ["system", "user", "assistant"]
    assert line["messages"][1]["content"] == gold_page().text
    answer = json.loads(line["messages"][2]["content"])
    assert (len(answer["mentions"]), len(answer["claims"])) == (96, 41)
    assert format.recognises(tmp_path / "x.jsonl")


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_what_is_missing_is_what_the_report_says(page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.jsonl"
        report = exported(format, [page], out, statuses=ALL)
        found = list(format.read(out))
    told = {loss.what: loss.count for loss in report.losses}
    if not page.text.strip():
        assert (found, told["article without text"]) == ([], 1)
        return
    [read] = found
    assert isinstance(read, ReadArticle)
    assert (read.text, read.unfit) == (page.text, ())
    assert Counter((s.start, s.end, s.label) for s in read.spans if s.label) == Counter(
        (s.start, s.end, page.codebook.label(s.label or 0).name) for s in page.mentions
    )
    whole = [claim for claim in page.claims.values() if page.parts(claim.id)]
    assert _claims(whole, lambda c: page.parts(c.id)) == _claims(
        read.claims, lambda c: [s for s in read.spans if s.claim == c.id]
    )
    assert told.get("claim without words", 0) == len(page.claims) - len(whole)
    assert told.get("level of a mention", 0) == sum(bool(s.level) for s in page.mentions)
    links = [x for x in page.links if x.kind != "entity"]
    assert told.get("link between claims", 0) + told.get("link between spans", 0) == len(links)


def test_mentions_alone_or_claims_alone(tmp_path: Path) -> None:
    report = exported(format, [gold_page()], tmp_path / "x.jsonl", gold_card(), claims=False)
    assert {x.what: x.count for x in report.losses}["claim"] == 41
    assert _read(tmp_path / "x.jsonl").claims == ()
    report = exported(format, [gold_page()], tmp_path / "x.jsonl", gold_card(), mentions=False)
    assert {x.what: x.count for x in report.losses}["mention"] == 96
    assert len(_read(tmp_path / "x.jsonl").claims) == 41


def test_words_that_an_answer_misquotes_are_handed_back(tmp_path: Path) -> None:
    answer = {"mentions": [
        {"label": "PER", "text": "Ana", "occurrence": 2}, {"label": "PER", "text": "Ann"},
        {"label": "PER", "text": "Ana", "occurrence": 3}, {"text": "Ana"}, "Ana",
    ], "topic": "x"}  # fmt: skip
    lines = [json.dumps(answer), "I cannot do this.", "[]"]
    rows = [
        {"messages": [{"role": "user", "content": "Ana met Ana."},
                      {"role": "assistant", "content": line}]}
        for line in lines
    ]  # fmt: skip
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    read, *faults = format.read(path)
    assert isinstance(read, ReadArticle)
    assert [(s.start, s.end, s.label) for s in read.spans] == [(8, 11, "PER")]
    assert [m.quote for m in read.unfit] == ["Ann", "Ana", "Ana", "Ana"]
    assert read.ignored == ("topic",)
    assert [each.line for each in faults if isinstance(each, BadInput)] == [2, 3]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_a_quote_over_a_line_end_of_any_kind_is_found(end: str, tmp_path: Path) -> None:
    said = f"Ana{end}Li met Bo."
    answer = json.dumps({"mentions": [{"label": "PER", "text": f"Ana{end}Li"}]})
    row = {"messages": [{"role": "user", "content": said},
                        {"role": "assistant", "content": answer}]}  # fmt: skip
    (tmp_path / "x.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    read = _read(tmp_path / "x.jsonl")
    assert [(read.text[s.start : s.end], s.label) for s in read.spans] == [("Ana\nLi", "PER")]
    assert read.unfit == ()


@pytest.mark.parametrize("line", ['{"messages": []}', '{"text": "x"}', "[]", ""])
def test_chats_of_others_are_not_taken_for_ours(line: str, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(line, "utf-8")
    assert not format.recognises(tmp_path / "x.jsonl")
