"""A mark that does not fit its text says where it stands: file, line, place in a list."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator import formats, jobs
from annotator.project import Project
from tests.jobs.running import finished, imported

TEXT = "Ana met Bo."
WRONG = "PER at 4-7 should cover “Zed”, there stands “met”."


def _doccano(folder: Path) -> Path:
    good = {"id": 1, "text": "Nothing.", "entities": [], "relations": []}
    entity = {"id": 1, "label": "PER", "start_offset": 40, "end_offset": 47}
    rows = [good, good | {"id": 2, "text": TEXT, "entities": [entity]}]
    return _lines(folder / "rows.jsonl", rows)


def _prodigy(folder: Path) -> Path:
    span = {"start": 4, "end": 7, "label": "PER", "text": "Zed"}
    rows = [{"text": "Nothing.", "spans": []}, {"text": TEXT, "spans": [span]}]
    return _lines(folder / "rows.jsonl", rows)


def _tasks(folder: Path) -> Path:
    value = {"start": 4, "end": 7, "text": "Zed", "labels": ["PER"]}
    region = {"type": "labels", "from_name": "l", "to_name": "t", "value": value}
    tasks = [{"data": {"text": text}, "annotations": [{"result": result}]}
             for text, result in (("Nothing.", []), (TEXT, [region]))]  # fmt: skip
    path = folder / "tasks.json"
    path.write_text(json.dumps(tasks), "utf-8")
    return path


def _denotations(folder: Path) -> Path:
    mark = {"id": "T1", "span": {"begin": 40, "end": 47}, "obj": "PER"}
    rows = [{"text": "Nothing.", "denotations": []}, {"text": TEXT, "denotations": [mark]}]
    path = folder / "texts.json"
    path.write_text(json.dumps(rows, indent=1), "utf-8")
    return path


def _table(folder: Path) -> Path:
    path = folder / "marks.csv"
    rows = f"text,start,end,label,quote\n{TEXT},0,3,PER,Ana\n{TEXT},4,7,PER,Zed\n"
    path.write_text(rows, "utf-8")
    return path


def _standoff(folder: Path) -> Path:
    (folder / "ana.txt").write_text(TEXT, "utf-8")
    path = folder / "ana.ann"
    path.write_text("T1\tPER 0 3\tAna\n#1\tAnnotatorNotes T1\tso\nT2\tPER 4 7\tZed\n", "utf-8")
    return path


def _columns(folder: Path) -> Path:
    path = folder / "ana.tsv"
    rows = "1-1\t0-3\tAna\tPER\t\n1-2\t4-7\tZed\tPER\t\n1-3\t8-10\tBo\tPER\t\n"
    path.write_text(
        f"#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Name|value\n\n\n#Text={TEXT}\n{rows}", "utf-8"
    )
    return path


def _chat(folder: Path) -> Path:
    def row(text: str, marks: list[object]) -> dict[str, object]:
        said = (("user", text), ("assistant", json.dumps({"mentions": marks})))
        return {"messages": [{"role": role, "content": words} for role, words in said]}

    mark = {"label": "PER", "text": "Zed", "occurrence": 1}
    return _lines(folder / "chat.jsonl", [row("Nothing.", []), row(TEXT, [mark])])


def _lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "format", "where", "why"),
    [
        (_doccano, "doccano", "line 2", "PER at 40-47 covers no words of the text."),
        (_prodigy, "prodigy", "line 2", WRONG),
        (_tasks, "labelstudio", "line 1, number 2", WRONG),
        (_denotations, "pubannotation", "line 6, number 2",
         "PER at 40-47 covers no words of the text."),
        (_table, "marks", "line 3", WRONG),
        (_standoff, "brat", "ana.ann, line 3", WRONG),
        (_columns, "webanno_tsv", "line 7", WRONG),
        (_chat, "chat", "line 2", "the place of PER on “Zed” cannot be read."),
    ],
)  # fmt: skip
def test_a_mark_that_fits_nothing_says_where_it_stands_in_its_file(
    make: Callable[[Path], Path], format: str, where: str, why: str, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    path = make(folder)
    found = formats.recognised(path)
    assert found is not None and format == found.NAME
    [seen] = finished(jobs.survey([path])).unfit
    with Project.create(tmp_path / "p.annotator", "Anna") as project:
        [misfit] = imported(project, path).unfit
    assert seen == str(misfit)
    assert f" ({where}): {why}" in str(misfit)
    assert misfit.path == path


def test_in_a_folder_the_file_with_the_marks_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("ana", "bea"):
        _standoff(folder)
        for suffix in ("txt", "ann"):
            text = (folder / f"ana.{suffix}").read_text("utf-8")
            (folder / f"{name}.{suffix}").write_text(text.replace("Bo", name), "utf-8")
    with Project.create(tmp_path / "p.annotator", "Anna") as project:
        told = [str(each) for each in imported(project, folder).unfit]
    assert [name in each for name, each in zip(("ana.ann", "bea.ann"), told, strict=True)] == [
        True, True,
    ]  # fmt: skip
