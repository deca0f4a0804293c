"""What an import says of files at fault: which of the values it is, and what is really wrong."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from annotator.project import Project
from tests.jobs.running import imported, pages

TASK = {
    "id": 1,
    "data": {"text": "Ann left."},
    "annotations": [
        {
            "completed_by": 1,
            "result": [
                {
                    "id": "r", "from_name": "label", "to_name": "text", "type": "labels",
                    "value": {"start": 0, "end": 3, "text": "Ann", "labels": ["PER"]},
                }
            ],
        }
    ],
}  # fmt: skip
PUB = {"text": "Ann left.", "denotations": []}
SAMPLE = {"tokenized_text": ["Ann", "left"], "ner": []}


def _failed(project: Project, path: Path, **options: Any) -> list[str]:
    return [each.why for each in imported(project, path, **options).failed]


@pytest.mark.parametrize(
    ("sound", "broken"),
    [(TASK, {**TASK, "data": {"n": 1}}), (PUB, {"text": 1}), (SAMPLE, {"ner": []})],
    ids=["labelstudio", "pubannotation", "gliner"],
)
def test_of_many_on_one_line_the_one_at_fault_is_told_by_its_number(
    project: Project, tmp_path: Path, sound: object, broken: object
) -> None:
    (tmp_path / "all.json").write_text(json.dumps([sound, sound, broken]), "utf-8")
    [why] = _failed(project, tmp_path / "all.json")
    assert why.startswith("line 1, number 3: ")


def test_where_a_list_breaks_off_is_told_by_its_number(project: Project, tmp_path: Path) -> None:
    whole = json.dumps([TASK, TASK])
    (tmp_path / "all.json").write_text(whole[:-20], "utf-8")
    [why] = _failed(project, tmp_path / "all.json")
    assert why.startswith("line 1, number 2: ")


def test_a_result_that_is_a_text_is_named_and_nobody_is_done(
    project: Project, tmp_path: Path
) -> None:
    task = {**TASK, "annotations": [{"completed_by": 1, "result": "[{}]"}]}
    (tmp_path / "tasks.json").write_text(json.dumps([task]), "utf-8")
    result = imported(project, tmp_path / "tasks.json")
    assert result.new == 1
    assert "an annotation whose result is no list" in result.unread
    assert pages(project)[0].statuses == {}


@pytest.mark.parametrize("work", [["done"], [TASK["annotations"][0], 7]])
def test_what_is_no_annotation_is_named_and_the_others_come_in(
    project: Project, tmp_path: Path, work: list[object]
) -> None:
    (tmp_path / "tasks.json").write_text(json.dumps([{**TASK, "annotations": work}]), "utf-8")
    result = imported(project, tmp_path / "tasks.json")
    assert result.new == 1
    assert "an entry of annotations that is no object" in result.unread
    assert len(pages(project)[0].spans) == len(work) - 1


def test_tasks_of_label_studio_with_one_on_each_line_are_known(
    project: Project, tmp_path: Path
) -> None:
    lines = "".join(json.dumps(each) + "\n" for each in (TASK, {**TASK, "data": {"text": "Bo."}}))
    (tmp_path / "tasks.jsonl").write_text(lines, "utf-8")
    assert imported(project, tmp_path / "tasks.jsonl").new == 2
    assert sorted(len(tuple(page.mentions)) for page in pages(project)) == [0, 1]


def _chat(answer: str) -> str:
    said = [("user", "Ann left."), ("assistant", answer)]
    return json.dumps({"messages": [{"role": who, "content": what} for who, what in said]})


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ('[{"label": "PER", "text": "Ann"}]', "bare list"),
        ("Ann is a person.", "no JSON"),
        ('{"names": []}', "does not name what is marked"),
    ],
)
def test_a_chat_answer_that_names_no_marks_is_told_as_such(
    project: Project, tmp_path: Path, answer: str, why: str
) -> None:
    (tmp_path / "chat.jsonl").write_text(_chat(answer) + "\n", "utf-8")
    [told] = _failed(project, tmp_path / "chat.jsonl")
    assert why in told and "column" not in told


def test_messages_beside_a_text_stay_a_table(project: Project, tmp_path: Path) -> None:
    row = {"text": "A story.", **json.loads(_chat("Yes."))}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    assert imported(project, tmp_path / "rows.jsonl").new == 1


@pytest.mark.parametrize(
    ("name", "broken", "why"),
    [
        ("a.xlsx", b"PK\x03\x04 cut off", "cannot be opened as a workbook"),
        ("a.json", b'{"text": "Ann', "This is not JSON"),
    ],
)
def test_a_broken_file_that_no_format_knows_is_told_as_broken(
    project: Project, tmp_path: Path, name: str, broken: bytes, why: str
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / name).write_bytes(broken)
    (folder / "sound.json").write_text('{"a": 1}', "utf-8")
    (folder / "story.txt").write_text("A story.", "utf-8")
    result = imported(project, folder)
    assert (result.new, result.skipped) == (1, 1)  # sound JSON of somebody else is passed over
    [failure] = result.failed
    assert failure.path.name == name and why in failure.why


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are no such files here.")
def test_a_pipe_in_a_folder_is_listed_as_passed_over(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "story.txt").write_text("A story.", "utf-8")
    result = imported(project, folder)
    assert (result.new, result.skipped) == (1, 1)
    assert [a.path.name for a in result.arrivals if a.kind == "passed over"] == ["pipe.txt"]
