"""Exporting a project and importing it into an empty one gives an equal project."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import jobs
from annotator.formats.common.options import UNSAID
from annotator.model import RIGHTS
from annotator.project import Project
from annotator.store import manypages
from annotator.store import pages as one_page
from tests.jobs.histories import perform, steps
from tests.jobs.running import exported, finished, imported

EVERY_RIGHT = (UNSAID, *RIGHTS)  # a secret article goes along only where that is said
TEXTS = (
    "The Kremlin said on Monday that Ana Li, its envoy, had left. 😀 e\u0301clair\nShe denied it.",
    "قال الرئيس إن الأسعار ترتفع. 中国国家主席表示。 שלום אמר",
    "",
)


@cache
def original() -> bytes:
    """The file of a project with three articles, and a newer version of the first."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with Project.create(folder / "p.annotator", "ana") as project:
            for number, text in enumerate(TEXTS):
                file = folder / f"{number}.txt"
                file.write_text(text, encoding="utf-8")
                imported(project, file)
            again = folder / "again" / "0.txt"
            again.parent.mkdir()
            again.write_text(TEXTS[0].replace("denied", "confirmed"), encoding="utf-8")
            assert imported(project, again).versions == 1
        return (folder / "p.annotator").read_bytes()


@cache
def empty() -> bytes:
    """The file of another project, with nothing in it."""
    with tempfile.TemporaryDirectory() as place:
        Project.create(Path(place, "p.annotator"), "ana").close()
        return Path(place, "p.annotator").read_bytes()


def copied(project: Project, folder: Path, annotator: str) -> tuple[bytes, bytes]:
    """The bytes of a project's export, and of the export of what was imported from it."""
    before = exported(project, folder / "before.jsonl", rights=EVERY_RIGHT)
    path = folder / "copy" / project.path.name
    path.parent.mkdir()
    path.write_bytes(empty())
    with Project.open(path, annotator) as copy:
        result = imported(copy, folder / "before.jsonl")
        assert not result.failed
        assert not result.unread
        assert not finished(jobs.verify(copy))
        return before, exported(copy, folder / "after.jsonl", rights=EVERY_RIGHT)


def check_pages(project: Project) -> None:
    """The pages read together are the pages read one by one."""
    db, book = project.reader, project.codebook
    ids = [id for (id,) in db.execute("select id from articles order by id")]
    one_by_one = [one_page.read(db, id, book) for id in ids]
    for page, expected in zip(manypages.read(db, ids, book), one_by_one, strict=True):
        assert page == expected
        assert list(page.entities) == list(expected.entities)  # type: ignore[union-attr]


def check_equal(history: list[tuple[int, ...]], annotator: str) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "p.annotator").write_bytes(original())
        with Project.open(folder / "p.annotator", "ana") as project:
            perform(project, history)
            assert not finished(jobs.verify(project))
            check_pages(project)
            before, after = copied(project, folder, annotator)
        assert after == before
    finally:
        shutil.rmtree(folder)


@given(steps, st.sampled_from(["ana", "somebody else"]))
@settings(max_examples=40)
def test_import_of_an_export_is_equal(history: list[tuple[int, ...]], annotator: str) -> None:
    check_equal(history, annotator)
