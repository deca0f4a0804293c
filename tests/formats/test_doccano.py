"""doccano: rows of every generation are read; what is written comes back but for what is told."""

import json
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import BadInput
from annotator.formats import ReadArticle, jsonl
from annotator.formats import doccano as format
from annotator.formats.regions import drawn
from annotator.model import Page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL
from tests.gold import gold_card, gold_page

TEXT = "Ana 😀 Li met Bo in Ulm."


def _file(folder: Path, *rows: Any, name: str = "rows.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def _read(path: Path) -> ReadArticle:
    [found] = format.read(path)
    assert isinstance(found, ReadArticle)
    return found


def _words(read: ReadArticle) -> list[tuple[str, str]]:
    return [(read.text[s.start : s.end], s.label or s.role) for s in read.spans]


@pytest.mark.parametrize(
    "row",
    [
        {"text": TEXT, "label": [[0, 3, "PER"], [20, 23, "GPE"]]},
        {"text": TEXT, "labels": [[0, 3, "PER"], [20, 23, "GPE"]], "annotation_approver": None},
        {"data": TEXT, "label": [[0, 3, "PER"], [20, 23, "GPE"]]},
        {"text": TEXT, "entities": [[0, 3, "PER"], [20, 23, "GPE"]], "cats": ["a"]},
        {"text": TEXT, "relations": [], "entities": [
            {"id": 4, "start_offset": 0, "end_offset": 3, "label": "PER"},
            {"id": 5, "start_offset": 20, "end_offset": 23, "label": "GPE"}]},
        {"column_data": TEXT, "column_label": [[0, 3, "PER"], [20, 23, "GPE"]]},
    ],
)  # fmt: skip
def test_rows_of_every_generation_are_read(row: dict[str, Any], tmp_path: Path) -> None:
    path = _file(tmp_path, row)
    assert format.recognises(path)
    assert _words(_read(path)) == [("Ana", "PER"), ("Ulm", "GPE")]


def test_numbers_of_labels_are_looked_up_in_the_list_beside(tmp_path: Path) -> None:
    marks = [{"label": 12, "start_offset": 0, "end_offset": 3, "user": 2}]
    path = _file(tmp_path, {"id": 1, "text": TEXT, "annotations": marks})
    assert _words(_read(path)) == [("Ana", "label 12")]
    (tmp_path / "label_config.json").write_text('[{"id": 12, "text": "PER"}]', "utf-8")
    read = _read(path)
    assert _words(read) == [("Ana", "PER")]
    assert [s.annotator for s in read.spans] == ["user 2"]


def test_what_is_said_of_the_whole_text_is_kept(tmp_path: Path) -> None:
    row = {"id": 9, "text": "No.", "label": ["war", "peace"], "meta": {"wiki": 1}, "topic": "x",
           "Comments": ["Odd."], "title": "T"}  # fmt: skip
    read = _read(_file(tmp_path, row))
    assert (read.id, read.title) == ("9", "T")
    assert sorted((a.name, a.value) for a in read.attributes) == [
        ("label", "peace"), ("label", "war"), ("topic", "x"), ("wiki", "1"),
    ]  # fmt: skip
    assert [n.text for n in read.notes] == ["Odd."]


@pytest.mark.parametrize(("unit", "at"), [("UTF-16", 23), ("code points", 22)])
def test_the_likelier_unit_is_taken_and_doubt_is_said(unit: str, at: int, tmp_path: Path) -> None:
    text = "😀 Ana met Bo, and Bo met Li; all of them."
    first = text.index("Bo") + (unit == "UTF-16")
    last = text.index("Li") + (unit == "UTF-16")
    row = {"text": text, "label": [[first, first + 2, "PER"], [last, last + 2, "PER"]]}
    read = _read(_file(tmp_path, row))
    assert _words(read) == [("Bo", "PER"), ("Li", "PER")]
    assert read.counted.endswith(f"taken for {unit}.")


def test_no_doubt_is_told_where_none_is(tmp_path: Path) -> None:
    row = {"text": "Ana met Bo.\nThen é.", "label": [[0, 3, "PER"]]}
    assert _read(_file(tmp_path, row)).counted == ""


def test_relations_are_links_and_those_to_nowhere_are_named(tmp_path: Path) -> None:
    row = {"text": TEXT, "entities": [
               {"id": 1, "start_offset": 0, "end_offset": 3, "label": "PER"},
               {"id": 2, "start_offset": 20, "end_offset": 23, "label": "GPE"}],
           "relations": [{"id": 0, "from_id": 1, "to_id": 2, "type": "lives"},
                         {"id": 1, "from_id": 1, "to_id": 99, "type": "owns"}]}  # fmt: skip
    read = _read(_file(tmp_path, row))
    assert [(x.kind, x.source, x.target, x.type) for x in read.links] == [
        ("span", "1", "2", "lives")
    ]
    assert read.ignored == ("relation.owns",)


def test_a_broken_row_costs_its_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(
        '{"text": "a", "label": []}\n{"text": "b\n\n[1]\n{"text": "c"}\n{"label": []}\n'
    )
    found = list(format.read(path))
    assert [each.text for each in found if isinstance(each, ReadArticle)] == ["a", "c"]
    assert [each.line for each in found if isinstance(each, BadInput)] == [2, 6]


def test_a_value_over_several_lines_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    rows = [{"text": "Ana.", "label": [[0, 3, "PER"]]}, {"text": "Bo.", "label": [[0, 2, "PER"]]}]
    path.write_text("\n".join(json.dumps(row, indent=4) for row in rows))
    assert len(list(format.read(path))) == 2
    path.write_text(json.dumps(rows))
    assert len(list(format.read(path))) == 2


def test_the_gold_comes_back_with_its_claims(tmp_path: Path) -> None:
    page = gold_page()
    report = exported(format, [page], tmp_path / "gold.jsonl", gold_card())
    read = _read(tmp_path / "gold.jsonl")
    assert _back(read) == _kept(page)
    assert len(read.claims) == 41
    assert not [x for x in report.losses if x.what in ("claim without content", "mention")]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages(), unit=st.sampled_from(["UTF-16", "code points"]))
def test_what_is_missing_is_what_the_report_says(page: Page, unit: str) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.jsonl"
        report = exported(format, [page], out, statuses=ALL, unit=unit)
        first = out.read_bytes()
        exported(format, [page], out, statuses=ALL, unit=unit)
        assert out.read_bytes() == first
        found = list(format.read(out))
    told = Counter({loss.what: loss.count for loss in report.losses})
    losses = format.losses(page, format.Options(unit=unit))
    here = Counter({x.what: x.count for x in losses if " entit" not in x.what})
    project = Counter({"guidelines of the project": 1, "entity": told["entity"]})
    assert here == Counter({what: n for what, n in told.items() if " entit" not in what}) - project
    if not page.text.strip():
        assert (found, told["article without text"]) == ([], 1)
        return
    [read] = found
    assert isinstance(read, ReadArticle)
    assert read.text == page.text
    if not read.counted or unit == "UTF-16":
        assert read.unfit == ()
    if read.counted:
        return  # the file cannot say its unit: what is likelier was taken
    assert _back(read) == _kept(page)
    assert len(page.claims) - len(read.claims) == told["claim without content"]
    missing = told["link between claims"] + told["link between spans"]
    assert len([x for x in page.links if x.kind != "entity"]) - len(read.links) == missing
    assert len(read.notes) == len([n for n in page.notes if n.article and n.text])


def _back(read: ReadArticle) -> tuple[Any, Any, Any]:
    spans = {span.id: span for span in read.spans}
    mentions = Counter(
        (s.start, s.end, s.label, _place(spans.get(s.part_of))) for s in read.spans if not s.role
    )
    claims = Counter(
        frozenset((s.start, s.end, s.role) for s in read.spans if s.claim == claim.id)
        for claim in read.claims
    )
    return mentions, claims, Counter(bool(claim.parent) for claim in read.claims)


def _kept(page: Page) -> tuple[Any, Any, Any]:
    mentions = Counter(
        (s.start, s.end, page.codebook.label(s.label or 0).name, _place(page.span(s.part_of or 0)))
        for s in page.mentions
    )
    whole = [id for id in page.claims if drawn.anchor(page, id)]
    claims = Counter(
        frozenset((s.start, s.end, s.role) for s in page.parts(claim)) for claim in whole
    )
    return mentions, claims, Counter(page.claims[id].parent in whole for id in whole)


def _place(span: Any) -> Any:
    return span and (span.start, span.end)


def test_characters_that_are_halved_are_told_where_graphemes_count(tmp_path: Path) -> None:
    page = make.page_of("Cafe\u0301 Li", (0, 4, "PER"), (6, 8, "ORG"))
    report = exported(format, [page], tmp_path / "x.jsonl", unit="graphemes")
    [row] = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()]
    assert [(e["start_offset"], e["end_offset"]) for e in row["entities"]] == [(0, 4), (5, 7)]
    [loss] = [x for x in report.losses if x.fate == "changed"]
    assert (loss.what, loss.count) == ("mark that halves a character", 1)


def test_mentions_alone_for_sequence_labelling(tmp_path: Path) -> None:
    report = exported(format, [gold_page()], tmp_path / "x.jsonl", gold_card(), shape="labels")
    row = json.loads((tmp_path / "x.jsonl").read_bytes())
    assert len(row["label"]) == 96
    assert all(row["text"][start:end] for start, end, _name in row["label"])
    assert {x.what: x.count for x in report.losses}["claim"] == 41


def test_only_its_own_files_are_recognised(tmp_path: Path) -> None:
    exported(jsonl, [gold_page()], tmp_path / "ours.jsonl", gold_card())
    assert not format.recognises(tmp_path / "ours.jsonl")
    for row in (
        {"text": "x", "denotations": []}, {"text": "x", "spans": [], "tokens": []}, {"a": 1}, [],
        {"tokenized_text": ["a"], "ner": []}, {"messages": []},
        {"text": "x", "entities": [{"start": 0, "end": 1, "label": "A"}]},
    ):  # fmt: skip
        assert not format.recognises(_file(tmp_path, row))


def test_a_unit_that_halves_signs_is_the_less_likely_one(tmp_path: Path) -> None:
    text = "👩\u200d👩\u200d👧 Ana e\u0301x Bob"
    row = {"text": text, "label": [[2, 5, "PER"], [9, 12, "PER"]]}  # signs as people count them
    (tmp_path / "x.jsonl").write_text(json.dumps(row), "utf-8")
    [found] = format.read(tmp_path / "x.jsonl")
    assert isinstance(found, ReadArticle)
    assert [text[s.start : s.end] for s in found.spans] == ["Ana", "Bob"]
