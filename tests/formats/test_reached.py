"""How far a file has been read is told whatever reads it: bytes, text, packed bytes, in a process
of its own or not.
"""

import gzip
import json
import random
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

import pytest

from annotator import jobs
from annotator.formats.common import reached
from annotator.formats.common.reached import Reached
from annotator.progress import Progress
from annotator.project import Project

LINE = json.dumps({"title": "é😀", "text": "words " * 300}) + "\n"


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look each time that is asked, as a machine in a hurry would."""
    monkeypatch.setattr(reached, "_OFTEN", 0.0)


@pytest.mark.parametrize("opened", [
    partial(open, mode="rb"), partial(open, encoding="utf-8", newline="\n"), gzip.open
], ids=["bytes", "text", "packed"])  # fmt: skip
def test_half_of_a_file_is_told_as_half(tmp_path: Path, opened: Callable[[Path], IO[str]]) -> None:
    path = tmp_path / "large"
    make, chance = gzip.open if opened is gzip.open else open, random.Random(2)
    with make(path, "wb") as out:
        for _n in range(4000):
            out.write(chance.randbytes(500).hex().encode() + b"\n")
    how_far = Reached(path)
    assert how_far.look() == 0
    with opened(path) as file:
        for n, _line in enumerate(file):
            if n == 2000:
                assert how_far.look() == pytest.approx(0.5, abs=0.1)
        assert how_far.look() == pytest.approx(1, abs=0.01)
    assert how_far.look() == pytest.approx(1, abs=0.01)  # closed: what it was last


def test_another_file_under_the_same_descriptor_is_not_taken_for_it(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(b"x" * 100_000)
    how_far = Reached(tmp_path / "a")
    with open(tmp_path / "a", "rb") as file:
        file.read(50_000)
        half = how_far.look()
    with open(tmp_path / "b", "rb") as file:
        file.read()
        assert how_far.look() == half


def test_of_a_folder_that_is_one_thing_it_is_told_by_the_file_an_article_came_from(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "brat"
    folder.mkdir()
    for n in range(400):
        (folder / f"{n:03}.txt").write_text(f"{n} Kremlin said {'so ' * n}", "utf-8")
        (folder / f"{n:03}.ann").write_text("", "utf-8")
    with Project.create(tmp_path / "project", "anna") as project:
        told = [each.part for each in jobs.import_files(project, [folder], format="brat")]
        assert project.articles().count == 400
    assert told == sorted(told) and max(told) <= 1
    assert len(set(told)) > 200 and told[-1] > 0.9


def test_of_what_is_no_file_nothing_is_told(tmp_path: Path) -> None:
    assert Reached(tmp_path).look() == 0
    assert Reached(tmp_path / "nowhere").look() is None


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl", "ours.jsonl"])
def test_an_import_tells_how_much_of_one_large_file_is_in(tmp_path: Path, name: str) -> None:
    path, count = tmp_path / name, 1200
    with path.open("w", encoding="utf-8") as out:
        out.write("title,text\n" if name.endswith("csv") else "")
        for n in range(count):
            words = f"{n} " + "words of a text " * 60
            row = {"text": words} if name == "ours.jsonl" else {"headline": f"T {n}", "body": words}
            out.write(f"T {n},{words}\n" if name.endswith("csv") else json.dumps(row) + "\n")
    with Project.create(tmp_path / "project", "anna") as project:
        told = [each.part for each in jobs.import_files(project, [path])]
        assert project.articles().count == count
    assert told == sorted(told) and max(told) <= 1
    assert len(set(told)) > 3 and told[-1] > 0.5


def test_a_large_file_among_small_ones_is_most_of_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "some"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.txt").write_text(f"Short {n}.", "utf-8")
    (folder / "a-film.mp4").write_bytes(b"\0" * 3_000_000)  # is passed over, so it takes no time
    (folder / "x.jsonl").write_text(
        "".join(json.dumps({"text": f"{n} {LINE}"}) + "\n" for n in range(200)), "utf-8"
    )
    with Project.create(tmp_path / "project", "anna") as project:
        steps = list[Progress](jobs.import_files(project, [folder]))
    first = next(each for each in steps if each.at == "x.jsonl")
    assert first.done == first.total - 1 and first.part < 0.1
    shutil.rmtree(folder)
