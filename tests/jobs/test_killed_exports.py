"""A program that is killed amid an export leaves the former one as it was; the next is whole."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from annotator import formats, jobs
from annotator.formats import Format
from annotator.model import STATUSES
from annotator.project import Project
from tests.jobs.running import finished, imported
from tests.scene import TEXT, add_article

# A folder, a folder that is completed at its end, a zip packed at its end, and lines: how a target
# is replaced is the same for all.
KINDS = [
    each
    for each in map(formats.writer, ("csv", "huggingface", "excel", "jsonl"))
    if not formats.missing_extra(each.EXTRA)
]
_ARTICLES = 30

# Exports again and again, and says each step; it is killed when it said so many.
_PROGRAM = """
import sys
from pathlib import Path
from annotator import jobs
from annotator.model import STATUSES
from annotator.project import Project
with Project.open(Path(sys.argv[1]), "Maria", read_only=True) as project:
    while True:
        for step in jobs.export(project, sys.argv[2], Path(sys.argv[3]), {"statuses": STATUSES}):
            print("step", flush=True)
"""


def _files(folder: Path) -> dict[str, bytes]:
    """What lies there, but what was not finished: it is hidden, and told by its name."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].endswith(".part")
    }


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the marked articles that come with the program, and more without marks."""
    with Project.create(tmp_path_factory.mktemp("killed") / "sample", "Maria") as made:
        imported(made, *jobs.samples())
        for n in range(_ARTICLES):
            add_article(made, f"{n}. {TEXT}")
        return made.path


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_a_killed_export_leaves_what_was_there(path: Path, tmp_path: Path, kind: Format) -> None:
    out = tmp_path / (kind.NAME if kind.FOLDER else kind.NAME + kind.SUFFIXES[0])
    with Project.open(path, "Maria", read_only=True) as project:
        finished(jobs.export(project, kind.NAME, out, {"statuses": STATUSES}))
        before = _files(tmp_path)
        words = [sys.executable, "-c", _PROGRAM, str(path), kind.NAME, str(out)]
        with subprocess.Popen(words, stdout=subprocess.PIPE) as program:
            assert program.stdout is not None
            for _step in range(random.randint(1, _ARTICLES)):
                assert program.stdout.readline() == b"step\n"
            program.kill()
        assert _files(tmp_path) == before
        finished(jobs.export(project, kind.NAME, out, {"statuses": STATUSES}))
        assert _files(tmp_path) == before
    assert not [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")]


@pytest.mark.skipif(sys.platform == "win32", reason="There are no locks on folders.")
def test_what_a_killed_export_left_goes_and_that_of_a_living_one_or_another_target_stays(
    path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    left, others = tmp_path / ".out.jsonl.abcd_123.part", tmp_path / ".out.abcd_123.part"
    for each in (left, others):
        each.mkdir()
        (each / "half").write_text("half", "utf-8")
    with Project.open(path, "Maria", read_only=True) as project:
        living = jobs.export(project, "jsonl", out, {"statuses": STATUSES})
        next(living)
        finished(jobs.export(project, "jsonl", out, {"statuses": STATUSES}))
        stages = {each.name for each in tmp_path.iterdir() if each.name.endswith(".part")}
        assert left.name not in stages and others.name in stages and len(stages) == 2
        finished(living)
    assert [each.name for each in tmp_path.iterdir() if each.name.endswith(".part")] == [
        others.name
    ]
