"""Prodigy: examples about one text are one article; what is ours comes back whole."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.errors import BadInput
from annotator.formats import ReadArticle, jsonl
from annotator.formats import prodigy as format
from annotator.model import Page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL, differences, wanted
from tests.gold import gold_card, gold_page

TEXT = "Ana 😀 Li met Bo."
TOKENS = [("Ana", 0), ("😀", 4), ("Li", 6), ("met", 9), ("Bo", 13), (".", 15)]


def _tokens() -> list[dict[str, Any]]:
    return [
        {"text": word, "start": at, "end": at + len(word), "id": n}
        for n, (word, at) in enumerate(TOKENS)
    ]


def _example(*spans: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"text": TEXT, "tokens": _tokens(), "spans": list(spans), "_input_hash": 5, **more}


def _span(first: int, last: int, label: str, **more: Any) -> dict[str, Any]:
    end = TOKENS[last][1] + len(TOKENS[last][0])
    return {
        "start": TOKENS[first][1], "end": end, "label": label,
        "token_start": first, "token_end": last, **more,
    }  # fmt: skip


def _file(folder: Path, *rows: Any) -> Path:
    path = folder / "x.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def _read(path: Path) -> ReadArticle:
    [found] = format.read(path)
    assert isinstance(found, ReadArticle)
    return found


def _words(read: ReadArticle) -> list[tuple[str, str]]:
    return [(read.text[s.start : s.end], s.label or s.role) for s in read.spans]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_our_own_export_comes_back_whole(page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.jsonl"
        report = exported(format, [page], out, statuses=ALL)
        first = out.read_bytes()
        exported(format, [page], out, statuses=ALL)
        assert out.read_bytes() == first
        read = _read(out)
        assert differences(read, wanted(page, Path(folder))) == {}
    here = {(x.what, x.count) for x in report.losses if x.fate == "changed"}
    assert here == {(x.what, x.count) for x in format.losses(page, format.Options())}


def test_spans_of_the_gold_lie_on_their_tokens(tmp_path: Path) -> None:
    exported(format, [gold_page()], tmp_path / "x.jsonl", gold_card())
    rows = [json.loads(line) for line in (tmp_path / "x.jsonl").read_bytes().split(b"\n")[:-1]]
    assert {row["answer"] for row in rows} == {"accept"}
    spans = [(row, span) for row in rows for span in row["spans"]]
    assert len(spans) == len(gold_page().spans)
    for row, span in spans:
        first, last = (row["tokens"][span[key]] for key in ("token_start", "token_end"))
        assert (first["start"], last["end"]) == (span["start"], span["end"])
        assert row["tokens"][span["token_start"]]["id"] == span["token_start"]


def test_the_claims_of_the_gold_come_back_without_our_record(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    exported(format, [gold_page()], path, gold_card())
    rows = [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]
    for row in rows:
        row.pop("annotator", None)
    read = _read(_file(tmp_path, *rows))
    assert len(read.claims) == 41
    assert len(read.spans) == len(gold_page().spans)


def test_a_span_taken_away_in_prodigy_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    page = make.page_of("Ana met Bo-like Li.", (0, 3, "PER"), (8, 10, "PER"), (16, 18, "PER"))
    exported(format, [page], path)
    row = json.loads(path.read_bytes())
    del row["spans"][0]
    row["spans"].append({"start": 4, "end": 7, "label": "EVENT"})
    read = _read(_file(tmp_path, row))
    assert _words(read) == [("Bo", "PER"), ("Li", "PER"), ("met", "EVENT")]


def test_sessions_about_one_text_are_one_article_with_several_annotators(tmp_path: Path) -> None:
    read = _read(
        _file(
            tmp_path,
            _example(_span(0, 0, "PER"), answer="accept", _session_id="news-ana"),
            _example(_span(0, 2, "PER"), answer="accept", _annotator_id="bo", _session_id="x"),
            _example(answer="accept", _session_id="cy"),
        )
    )
    assert [(s.annotator, s.start, s.end) for s in read.spans] == [("news-ana", 0, 3), ("bo", 0, 8)]
    assert read.statuses == {"news-ana": "done", "bo": "done", "cy": "done_empty"}
    assert read.id == "5"


def test_examples_that_lie_apart_in_the_file_are_put_together(tmp_path: Path) -> None:
    other = {"text": "Else.", "spans": [], "answer": "accept"}
    path = _file(tmp_path, _example(_span(0, 0, "A")), other, _example(_span(2, 2, "B")))
    found = [each.text for each in format.read(path) if isinstance(each, ReadArticle)]
    assert found == ["Else.", TEXT]


def test_what_was_rejected_or_passed_over_is_a_proposal_and_no_mark(tmp_path: Path) -> None:
    read = _read(
        _file(
            tmp_path,
            _example(_span(0, 0, "PER", score=0.5), answer="accept"),
            _example(_span(2, 2, "ORG", score=0.25), answer="reject", _session_id="ana"),
            _example(_span(4, 4, "LOC"), answer="ignore", _session_id="bo"),
        )
    )
    assert _words(read) == [("Ana", "PER")]
    assert [(p.label, p.provider, p.score) for p in read.predictions] == [
        ("ORG", "rejected (ana)", 0.25), ("LOC", "ignored (bo)", None),
    ]  # fmt: skip
    assert read.statuses == {"": "done", "ana": "review", "bo": "in_progress"}
    told = {(a.name, a.value) for a in read.attributes}
    assert told == {("score", "0.5"), ("answer (ana)", "reject"), ("answer (bo)", "ignore")}


def test_offsets_are_held_against_the_tokens(tmp_path: Path) -> None:
    wide = [{**each, "start": each["start"] + (n > 1), "end": each["end"] + (n > 0)}
            for n, each in enumerate(_tokens())]  # fmt: skip
    good = {"start": 7, "end": 9, "label": "PER", "token_start": 2, "token_end": 2}
    bad = {"start": 0, "end": 3, "label": "PER", "token_start": 3, "token_end": 3}
    read = _read(_file(tmp_path, {**_example(good, bad), "tokens": wide}))
    assert _words(read) == [("Li", "PER")]
    assert read.counted == "Offsets count UTF-16, as in the file."
    assert [m.quote for m in read.unfit] == ["met"]


def test_relations_by_spans_and_by_tokens(tmp_path: Path) -> None:
    head, child = _span(0, 2, "PER"), _span(4, 4, "PER")
    by_span = {"head": 2, "child": 4, "label": "met", "head_span": head, "child_span": child}
    read = _read(
        _file(
            tmp_path,
            _example(head, child, answer="accept", relations=[
                by_span, {"head": 1, "child": 4, "label": "near"},
                {"head": 3, "child": 4, "label": "obj"},
            ]),
        )
    )  # fmt: skip
    assert [(x.source, x.target, x.type) for x in read.links] == [
        ("span-0", "span-1", "met"), ("span-0", "span-1", "near"),
    ]  # fmt: skip
    assert read.ignored == ("relation.obj",)


def test_what_is_said_of_the_text_is_kept(tmp_path: Path) -> None:
    row = {"text": "No.", "label": "SPORT", "answer": "accept", "accept": ["a", "b"],
           "meta": {"title": "T", "source": "NYT"}, "extra": {"x": 1}, "_view_id": "choice",
           "options": [{"id": "a"}]}  # fmt: skip
    read = _read(_file(tmp_path, row))
    assert read.title == "T"
    assert sorted((a.name, a.value) for a in read.attributes) == [
        ("accept", "a"), ("accept", "b"), ("extra", '{"x": 1}'), ("label", "SPORT"),
        ("source", "NYT"),
    ]  # fmt: skip
    assert read.ignored == ("_view_id", "options")


def test_a_broken_line_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "a", "spans": []}\n{"text": "b"\n{"spans": []}\n{"text": "c"}\n')
    found = list(format.read(path))
    assert [each.text for each in found if isinstance(each, ReadArticle)] == ["a", "c"]
    assert [each.line for each in found if isinstance(each, BadInput)] == [2, 3]


@pytest.mark.parametrize("name", make.TEXTS)
def test_texts_that_bite_travel_as_they_are(name: str, tmp_path: Path) -> None:
    bare = make.page_of(make.TEXTS[name])
    page = make.page_of(bare.text, *((n, n + 1, "PER") for n in range(len(bare.text))))
    exported(format, [page], tmp_path / "x.jsonl", statuses=ALL)
    read = _read(tmp_path / "x.jsonl")
    assert (read.text, read.unfit) == (page.text, ())
    assert [(s.start, s.end) for s in read.spans] == [(s.start, s.end) for s in page.spans]


def test_only_its_own_files_are_recognised(tmp_path: Path) -> None:
    exported(jsonl, [gold_page()], tmp_path / "ours.jsonl", gold_card())
    assert not format.recognises(tmp_path / "ours.jsonl")
    rows = ({"text": "x", "label": [[0, 1, "A"]]}, {"label": "A", "pattern": "x"}, {"text": "x"})
    for row in rows:
        assert not format.recognises(_file(tmp_path, row))
    assert format.recognises(_file(tmp_path, _example()))
