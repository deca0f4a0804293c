"""Label Studio: what it exports is read with all that it says; what is ours comes back whole."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from annotator.errors import BadInput
from annotator.formats import ReadArticle, ReadOptions, jsonl
from annotator.formats import labelstudio as format
from annotator.model import Page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL, differences, wanted
from tests.gold import gold_card, gold_page

TEXT = "Ana 😀 Li met Bo in Ulm."


def _tasks(out: Path) -> list[Any]:
    found: list[Any] = json.loads(out.read_bytes())
    return found


def _region(
    id: str, start: int, end: int, label: str, text: str | None = None, **more: Any
) -> dict[str, Any]:
    value: dict[str, Any] = {"start": start, "end": end, "labels": [label]}
    if text is not None:
        value["text"] = text
    return {
        "id": id, "from_name": "ner", "to_name": "text", "type": "labels", "value": value, **more,
    }  # fmt: skip


def _file(folder: Path, *results: Any, **task: Any) -> Path:
    path = folder / "tasks.json"
    annotations = [
        each if "result" in each else {"completed_by": 1, "result": [each]} for each in results
    ]
    whole = {"id": 7, "data": {"text": TEXT}, "annotations": annotations, **task}
    path.write_text(json.dumps([whole]), "utf-8")
    return path


def _read(path: Path, **options: Any) -> ReadArticle:
    [found] = format.read(path, ReadOptions(**options))
    assert isinstance(found, ReadArticle)
    return found


def _words(read: ReadArticle) -> list[tuple[str, str]]:
    return [(read.text[s.start : s.end], s.label or s.role) for s in read.spans]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_our_own_export_comes_back_whole(page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.json"
        report = exported(format, [page], out, statuses=ALL)
        first = out.read_bytes()
        exported(format, [page], out, statuses=ALL)
        assert out.read_bytes() == first
        [read] = format.read(out)
        assert isinstance(read, ReadArticle)
        assert differences(read, wanted(page, Path(folder))) == {}
        assert {e.id for e in read.entities} == set(map(str, page.entities))
        etree.fromstring((Path(folder) / "x.config.xml").read_bytes())
    here = {(x.what, x.count) for x in report.losses if x.fate == "changed"}
    assert here == {(x.what, x.count) for x in format.losses(page, format.Options())}


def test_the_gold_comes_back_from_regions_and_relations_alone(tmp_path: Path) -> None:
    """As another program may hand it on that does not keep the meta of tasks."""
    out = tmp_path / "gold.json"
    exported(format, [gold_page()], out, gold_card())
    [task] = _tasks(out)
    task["meta"] = {}
    out.write_text(json.dumps([task]), "utf-8")
    read, right = _read(out), wanted(gold_page(), tmp_path, gold_card())
    assert {(s.id, s.start, s.end, s.label, s.role) for s in read.spans} == {
        (s.id, s.start, s.end, s.label, s.role) for s in right.spans
    }
    assert _claims(read) == _claims(right)
    assert sorted((x.kind, x.type) for x in read.links) == sorted(
        (x.kind, x.type) for x in right.links if x.kind != "entity"
    )
    own = {claim.id: claim.annotator for claim in right.claims}
    answers = [j for j in right.judgements if j.claim and own[j.claim] == j.annotator]
    assert len(read.judgements) == len({(j.claim, j.field, j.value) for j in answers})


def _claims(read: ReadArticle) -> set[frozenset[tuple[str, str]]]:
    return {
        frozenset((s.id, s.role) for s in read.spans if s.claim == claim.id)
        for claim in read.claims
    }


def test_what_was_changed_in_label_studio_is_taken_as_it_is_now(tmp_path: Path) -> None:
    out = tmp_path / "gold.json"
    exported(format, [gold_page()], out, gold_card())
    [task] = _tasks(out)
    before = _read(out)
    result = task["annotations"][0]["result"]
    labels = [each for each in result if each.get("from_name") == "label"]
    moved, gone = labels[0], labels[1]
    moved["value"]["labels"] = ["EVENT"]
    result[:] = [each for each in result if gone["id"] not in (each.get("id"),)]
    answer = next(each for each in result if each.get("from_name") == "claim_credibility")
    answer["value"]["choices"] = ["1"]
    result.append(_region("new", 0, 3, "PER", task["data"]["text"][:3]))
    out.write_text(json.dumps([task]), "utf-8")
    read = _read(out)
    spans = {span.id: span for span in read.spans}
    assert spans[moved["id"]].label == "EVENT"
    assert spans[moved["id"]].entity == next(s for s in before.spans if s.id == moved["id"]).entity
    assert gone["id"] not in spans
    assert (spans["new"].start, spans["new"].end) == (0, 3)
    claim = spans[answer["id"]].claim
    who = next(c.annotator for c in read.claims if c.id == claim)
    values = [
        j.value for j in read.judgements
        if (j.claim, j.field, j.annotator) == (claim, "credibility", who)
    ]  # fmt: skip
    assert values == ["1"]
    assert len(read.judgements) in (len(before.judgements), len(before.judgements) + 1)
    assert all(s.mention in spans for s in read.spans if s.mention)


@pytest.mark.parametrize(("start", "told"), [(6, ""), (7, "Offsets count UTF-16, as in the file.")])
def test_code_points_and_the_units_of_older_exports_are_told_apart_by_the_words(
    start: int, told: str, tmp_path: Path
) -> None:
    read = _read(_file(tmp_path, _region("a", start, start + 2, "PER", "Li")))
    assert _words(read) == [("Li", "PER")]
    assert read.counted == told


def test_a_region_that_covers_other_words_is_handed_back(tmp_path: Path) -> None:
    regions = [_region("a", 0, 3, "PER", "Ana"), _region("b", 50, 60, "ORG", "Zoo")]
    path = _file(tmp_path, {"completed_by": 1, "result": regions})
    read = _read(path)
    assert _words(read) == [("Ana", "PER")]
    assert [(m.label, m.quote, m.start) for m in read.unfit] == [("ORG", "Zoo", 50)]
    assert len(_read(path, unfitting=True).unfit) == 1  # it lies outside of the text
    other = _file(tmp_path, _region("a", 0, 5, "PER", "Bob"))
    assert _words(_read(other)) == []
    assert _words(_read(other, unfitting=True)) == [("Ana 😀", "PER")]


def test_words_that_are_escaped_as_in_html_are_those_of_the_text(tmp_path: Path) -> None:
    value = {"start": 4, "end": 13, "text": "&amp; Ann &lt;b&gt;", "labels": ["X"]}
    region = {"id": "1", "type": "labels", "from_name": "l", "to_name": "t", "value": value}
    task = {"data": {"text": "Tom & Ann <b> in Ulm"}, "annotations": [{"result": [region]}]}
    (tmp_path / "x.json").write_text(json.dumps([task]), "utf-8")
    assert _words(_read(tmp_path / "x.json")) == [("& Ann <b>", "X")]


def test_regions_without_words_are_taken_and_doubt_is_said(tmp_path: Path) -> None:
    read = _read(_file(tmp_path, _region("a", 6, 8, "PER")))
    assert _words(read) == [("Li", "PER")]
    assert "code points" in read.counted


def test_everyone_who_worked_is_kept_apart(tmp_path: Path) -> None:
    read = _read(
        _file(
            tmp_path,
            {"completed_by": {"email": "ana@x.org"}, "ground_truth": True,
             "result": [_region("a", 0, 3, "PER", "Ana")]},
            {"completed_by": 2, "result": [_region("a", 0, 3, "ORG", "Ana")]},
            {"completed_by": 3, "result": []},
            {"completed_by": 4, "was_cancelled": True,
             "result": [_region("c", 13, 15, "PER", "Bo")]},
        )
    )  # fmt: skip
    assert [(s.annotator, s.label) for s in read.spans] == [("ana@x.org", "PER"), ("user 2", "ORG")]
    assert len({s.id for s in read.spans}) == 2
    assert read.statuses == {"ana@x.org": "done", "user 2": "done", "user 3": "done_empty"}
    told = {(a.name, a.value) for a in read.attributes}
    assert told >= {("ground_truth", "ana@x.org"), ("was_cancelled", "user 4")}
    assert "regions of a cancelled annotation" in read.ignored


def test_predictions_are_suggestions_and_no_marks(tmp_path: Path) -> None:
    proposed = {"model_version": "m3", "score": 0.5, "result": [_region("p", 0, 3, "PER", "Ana")]}
    read = _read(_file(tmp_path, predictions=[proposed]))
    assert read.spans == ()
    [found] = read.predictions
    assert (found.start, found.end, found.label) == (0, 3, "PER")
    assert (found.provider, found.score) == ("m3", 0.5)


def test_what_is_said_of_a_region_stays_with_it(tmp_path: Path) -> None:
    same = {"id": "a", "to_name": "text"}
    result = [
        _region("a", 0, 3, "PER", "Ana", meta={"text": ["sure?"]}, score=0.9),
        {**same, "from_name": "tone", "type": "choices", "value": {"choices": ["warm", "dry"]}},
        {**same, "from_name": "stars", "type": "rating", "value": {"rating": 4}},
        {**same, "from_name": "kind", "type": "taxonomy", "value": {"taxonomy": [["A", "B"]]}},
        {**same, "from_name": "comment", "type": "textarea", "value": {"text": ["why"]}},
        {"from_name": "topic", "to_name": "text", "type": "choices", "value": {"choices": ["war"]}},
    ]
    read = _read(_file(tmp_path, {"completed_by": 1, "result": result}))
    assert {(a.span, a.name, a.value) for a in read.attributes} == {
        ("a", "tone", "warm"), ("a", "tone", "dry"), ("a", "stars", "4"), ("a", "kind", "A > B"),
        ("a", "score", "0.9"), ("", "topic", "war"),
    }  # fmt: skip
    assert [(n.span, n.text) for n in read.notes] == [("a", "sure?"), ("a", "why")]


def test_relations_become_links_or_claims(tmp_path: Path) -> None:
    def arrow(one: str, other: str, *labels: str, direction: str = "right") -> dict[str, Any]:
        return {"type": "relation", "from_id": one, "to_id": other, "labels": list(labels),
                "direction": direction}  # fmt: skip

    result = [
        _region("s", 0, 3, "Source", "Ana"), _region("q", 9, 12, "Cue", "met"),
        _region("c", 13, 15, "Content", "Bo"), _region("g", 19, 22, "GPE", "Ulm"),
        _region("p", 13, 15, "PER", "Bo"),
        arrow("s", "c", "says"), arrow("q", "c"), arrow("g", "p", "home of", direction="left"),
        arrow("s", "nowhere", "x"),
    ]  # fmt: skip
    read = _read(_file(tmp_path, {"completed_by": 1, "result": result}))
    assert [(s.id, s.role) for s in read.spans if s.claim] == [
        ("s", "source"), ("q", "cue"), ("c", "content"),
    ]  # fmt: skip
    assert len(read.claims) == 1
    [link] = read.links
    assert (link.kind, link.source, link.target, link.type) == ("span", "p", "g", "home of")
    assert read.ignored == ("relation.x",)


def test_regions_over_html_are_named_where_they_do_not_lie_on_the_source(tmp_path: Path) -> None:
    value = {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "text": "Ana",
             "globalOffsets": {"start": 0, "end": 3}, "hypertextlabels": ["PER"]}  # fmt: skip
    region = {"id": "h", "from_name": "ner", "to_name": "text", "type": "hypertextlabels",
              "value": value}  # fmt: skip
    html = {"text": "<p>Ana</p>"}
    read = _read(_file(tmp_path, region, data=html))
    assert read.spans == ()
    assert [(m.label, m.quote) for m in read.unfit] == [("PER", "Ana")]
    assert _words(_read(_file(tmp_path, region))) == [("Ana", "PER")]


def test_the_configuration_beside_the_file_tells_which_text(tmp_path: Path) -> None:
    region = _region("a", 0, 2, "ORG", "No") | {"to_name": "body"}
    data = {"long": "x" * 99, "story": "No news", "title": "T", "section": "World"}
    path = _file(tmp_path, region, data=data)
    (tmp_path / "tasks.xml").write_text('<View><Text name="body" value="$story"/></View>', "utf-8")
    read = _read(path)
    assert (read.text, read.title) == ("No news", "T")
    assert {(a.name, a.value) for a in read.attributes} == {
        ("long", "x" * 99), ("section", "World"),
    }  # fmt: skip


def test_rows_of_the_small_export_are_read(tmp_path: Path) -> None:
    span = {"start": 0, "end": 3, "text": "Ana", "labels": ["PER"]}
    rows = [
        {"id": 1, "text": TEXT, "ner": [span], "annotator": n, "annotation_id": n, "topic": "war",
         "lead_time": 2.5}
        for n in (1, 2)
    ] + [{"id": 2, "text": "Else", "annotator": 1, "annotation_id": 3}]  # fmt: skip
    (tmp_path / "min.json").write_text(json.dumps(rows), "utf-8")
    assert format.recognises(tmp_path / "min.json")
    one, other = format.read(tmp_path / "min.json")
    assert isinstance(one, ReadArticle)
    assert isinstance(other, ReadArticle)
    assert [(s.annotator, s.label) for s in one.spans] == [("user 1", "PER"), ("user 2", "PER")]
    assert ("topic", "war") in {(a.name, a.value) for a in one.attributes}
    assert (other.text, other.spans) == ("Else", ())


def test_a_task_without_text_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    tasks = [
        {"data": {"image": "/data/upload/a.png"}, "annotations": []},
        {"data": {"n": 1}, "annotations": []},
        {"data": {"text": "Fine."}, "annotations": []},
        7,
    ]
    path.write_text(json.dumps(tasks, indent=1), "utf-8")
    found = list(format.read(path))
    assert [type(each) for each in found] == [BadInput, BadInput, ReadArticle, BadInput]
    assert [each.line for each in found if isinstance(each, BadInput)] == [2, 8, 20]


def test_a_file_cut_short_says_where_and_gives_what_was_whole(tmp_path: Path) -> None:
    path = _file(tmp_path, _region("a", 0, 3, "PER", "Ana"))
    path.write_text(path.read_text("utf-8")[:-1] + ', {"data": {"te', "utf-8")
    reading = format.read(path)
    assert isinstance(next(reading), ReadArticle)
    with pytest.raises(BadInput, match="not JSON"):
        next(reading)


def test_only_its_own_files_are_recognised(tmp_path: Path) -> None:
    assert format.recognises(_file(tmp_path))
    for name, text in {
        "a.json": '[{"text": "x", "denotations": []}]', "b.json": "", "c.json": "[1",
        "d.json": '{"data": 3}', "e.json": "[" * 9999, "f.txt": "[]",
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text, "utf-8")
        assert not format.recognises(tmp_path / name)
    exported(jsonl, [gold_page()], tmp_path / "ours.jsonl", gold_card())
    assert not format.recognises(tmp_path / "ours.jsonl")


def test_people_are_named_where_asked_for(tmp_path: Path) -> None:
    page = make.page_of(TEXT, (0, 3, "PER"))
    exported(format, [page], tmp_path / "x.json", people=True)
    [task] = _tasks(tmp_path / "x.json")
    assert [each["completed_by"]["email"] for each in task["annotations"]] == ["Ana"]
    assert differences(_read(tmp_path / "x.json"), wanted(page, tmp_path)) == {}


@pytest.mark.parametrize("name", make.TEXTS)
def test_texts_that_bite_travel_as_they_are(name: str, tmp_path: Path) -> None:
    bare = make.page_of(make.TEXTS[name])
    page = make.page_of(bare.text, *((n, n + 1, "PER") for n in range(len(bare.text))))
    exported(format, [page], tmp_path / "x.json", statuses=ALL)
    read = _read(tmp_path / "x.json")
    assert (read.text, read.unfit) == (page.text, ())
    assert [(s.start, s.end) for s in read.spans] == [(s.start, s.end) for s in page.spans]


def test_regions_of_a_page_and_of_escaped_data_are_refused_one_by_one(tmp_path: Path) -> None:
    """They count in what the browser showed; each is named, and all other tasks come in."""

    def task(text: str, type: str, /, **value: Any) -> dict[str, Any]:
        region = {"id": "r", "from_name": "l", "to_name": "t", "type": type, "value": value}
        return {"data": {"text": text}, "annotations": [{"result": [region]}]}

    page = {"start": "/p[1]/text()[1]", "end": "/p[1]/b[1]/text()[1]", "startOffset": 0,
            "endOffset": 2, "globalOffsets": {"start": 0, "end": 6}, "text": "Ana Li"}  # fmt: skip
    tasks = [
        task("Tom went.", "labels", start=0, end=3, text="Tom", labels=["PER"]),
        task("Ana &amp; Bo came.", "labels", start=6, end=8, text="Bo", labels=["PER"]),
        task("<p>Ana <b>Li</b> came</p>", "hypertextlabels", **page, hypertextlabels=["PER"]),
        task("Kofi went.", "labels", start=0, end=4, text="Kofi", labels=["PER"]),
    ]
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps(tasks))
    found = [each for each in format.read(path) if isinstance(each, ReadArticle)]
    assert [len(each.spans) for each in found] == [1, 0, 0, 1]
    assert [[u.quote for u in each.unfit] for each in found] == [[], ["Bo"], ["Ana Li"], []]
