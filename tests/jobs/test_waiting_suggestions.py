"""What came in as a suggestion and what was decided on it is in our own file, and told as lost by
all others.
"""

import json
from pathlib import Path

import orjson
import pytest

from annotator import formats, jobs
from annotator.edits import suggestions
from annotator.formats import ReadOptions
from annotator.project import Project
from tests.jobs.running import exported, finished, imported, pages

TEXT = "😀 Zoé met Ann in Kiev."
WAITING = "suggestion that nobody decided on"


def _region(label: str, quote: str) -> dict[str, object]:
    start = TEXT.index(quote)
    value = {"start": start, "end": start + len(quote), "text": quote, "labels": [label]}
    return {"from_name": "label", "to_name": "text", "type": "labels", "value": value}


@pytest.fixture
def project(project: Project, tmp_path: Path) -> Project:
    """A project into which a task of Label Studio came: one mark, and three predictions."""
    regions = [{**_region(*each), "score": 0.5} for each in (("GPE", "Kiev"), ("PER", "Zoé"))]
    task = {
        "id": 1,
        "data": {"text": TEXT},
        "annotations": [{"result": [_region("PER", "Zoé")], "completed_by": 1}],
        "predictions": [{"model_version": "m1", "result": [*regions, _region("PER", "Ann")]}],
    }
    (tmp_path / "tasks.json").write_text(json.dumps([task]), encoding="utf-8")
    imported(project, tmp_path / "tasks.json")
    return project


def test_our_file_has_what_waits_and_brings_it_back(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    report = finished(jobs.export(project, "jsonl", out))
    assert report.losses == ()
    line = orjson.loads(out.read_bytes().split(b"\n")[1])
    assert line["suggestions"] == [
        {"start": 2, "end": 5, "text": "Zoé", "label": "PER", "provider": "m1", "score": 0.5},
        {"start": 10, "end": 13, "text": "Ann", "label": "PER", "provider": "m1"},
        {"start": 17, "end": 21, "text": "Kiev", "label": "GPE", "provider": "m1", "score": 0.5},
    ]
    with Project.create(tmp_path / "again.annotator", "Anna") as again:
        result = imported(again, out)
        assert result.predictions == 3
        there = orjson.loads(exported(again, tmp_path / "again.jsonl").split(b"\n")[1])
    assert there["suggestions"] == line["suggestions"]


@pytest.mark.parametrize(
    "name", [w.NAME for w in formats.writers() if not formats.missing_extra(w.EXTRA)]
)
def test_every_format_tells_the_suggestions_that_stay_behind(
    project: Project, tmp_path: Path, name: str
) -> None:
    writer = formats.writer(name)
    lost = 0 if "suggestions" in writer.CARRIES else 2
    out = tmp_path / f"out{'' if writer.FOLDER else writer.SUFFIXES[0]}"
    report = finished(jobs.export(project, name, out))
    before = finished(jobs.preview(project, name))
    for losses in (report.losses, before.losses):
        assert sum(loss.count for loss in losses if loss.what == WAITING) == lost


def test_no_suggestion_tells_a_name_that_is_hidden(tmp_path: Path) -> None:
    file, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    zoe = {
        "id": "m",
        "level": "NAM",
        "start": 2,
        "end": 5,
        "text": "Zoé",
        "label": "PER",
        "entity": "e",
    }
    again = {"start": 14, "end": 17, "text": "Zoé", "label": "PER", "score": 1}
    file.write_bytes(
        orjson.dumps({
            "text": "😀 Zoé met Bo, Zoé left.",
            "mentions": [zoe],
            "entities": [{"id": "e", "name": "Zoé", "label": "PER"}],
            "suggestions": [again],
        })
    )  # fmt: skip
    with Project.create(tmp_path / "hidden.annotator", "ana") as project:
        assert imported(project, file).predictions == 1
        written = exported(project, out, pseudonyms="all")
    assert b"suggestions" not in written and "Zoé".encode() not in written
    listed = (tmp_path / "out.jsonl.losses.tsv").read_text(encoding="utf-8")
    (told,) = (line for line in listed.split("\n") if WAITING in line)
    assert "Zoé" not in told


def _standing(project: Project) -> list[str]:
    return [each.quote for each in project.suggestions(pages(project)[0].article.id)]


def test_exporting_and_importing_keeps_who_refused_and_took_what(
    project: Project, tmp_path: Path
) -> None:
    ann, kiev = project.suggestions(pages(project)[0].article.id)
    project.edit(suggestions.reject, ann)
    project.edit(suggestions.accept, kiev)
    line = orjson.loads(exported(project, tmp_path / "out.jsonl").split(b"\n")[1])
    who = project.annotator.name
    assert [(d["text"], d["label"], d["verdict"], d["annotator"]) for d in line["decisions"]] == [
        ("Ann", "PER", "rejected", who),
        ("Kiev", "GPE", "accepted", who),
    ]
    with Project.create(tmp_path / "again.annotator", who) as again:
        imported(again, tmp_path / "out.jsonl")
        assert _standing(again) == []
        there = orjson.loads(exported(again, tmp_path / "again.jsonl").split(b"\n")[1])
    assert {key: there[key] for key in ("suggestions", "decisions")} == {
        key: line[key] for key in ("suggestions", "decisions")
    }
    with Project.open(tmp_path / "again.annotator", "Bea") as another:
        assert _standing(another) == ["Ann"]  # on which only one of the two decided


def test_the_file_of_a_second_analyst_adds_what_that_one_decided(
    project: Project, tmp_path: Path
) -> None:
    exported(project, tmp_path / "before.jsonl")
    project.edit(suggestions.reject, project.suggestions(pages(project)[0].article.id)[0])
    exported(project, tmp_path / "after.jsonl")
    with Project.create(tmp_path / "mine.annotator", project.annotator.name) as mine:
        imported(mine, tmp_path / "before.jsonl")
        assert _standing(mine) == ["Ann", "Kiev"]
        for _time in range(2):
            imported(mine, tmp_path / "after.jsonl", options=ReadOptions(add_marks=True))
            assert _standing(mine) == ["Kiev"]
        line = orjson.loads(exported(mine, tmp_path / "out.jsonl").split(b"\n")[1])
    assert len(line["decisions"]) == 1


def test_other_formats_tell_the_decisions_that_stay_behind(
    project: Project, tmp_path: Path
) -> None:
    ann, kiev = project.suggestions(pages(project)[0].article.id)
    project.edit(suggestions.reject, ann)
    project.edit(suggestions.accept, kiev)
    report = finished(jobs.export(project, "brat", tmp_path / "out"))
    told = {loss.what: loss.count for loss in report.losses}
    assert told["note that a suggestion was refused"] == 1
    assert told["note that a suggestion was taken"] == 1
    assert WAITING not in told
