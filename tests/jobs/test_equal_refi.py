"""A project that went through REFI-QDA is the same project, whatever was done in it."""

import tempfile
from pathlib import Path

from hypothesis import given, settings

from annotator.model import STATUSES
from annotator.project import Project
from tests.jobs.histories import perform, steps
from tests.jobs.running import exported, imported
from tests.jobs.test_equal_projects import EVERY_RIGHT, empty, original

ALL = {"rights": EVERY_RIGHT, "statuses": STATUSES}


@given(steps)
@settings(max_examples=15)
def test_import_of_an_export_is_equal(history: list[tuple[int, ...]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "p.annotator").write_bytes(original())
        with Project.open(folder / "p.annotator", "ana") as project:
            perform(project, history)
            exported(project, folder / "out.qdpx", "refi_qda", **ALL)
            before = exported(project, folder / "before.jsonl", removed=False, **ALL)
        (folder / "copy").mkdir()
        (folder / "copy" / "p.annotator").write_bytes(empty())
        with Project.open(folder / "copy" / "p.annotator", "ana") as copy:
            assert not imported(copy, folder / "out.qdpx").failed
            assert exported(copy, folder / "after.jsonl", removed=False, **ALL) == before
