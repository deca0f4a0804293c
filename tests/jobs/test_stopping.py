"""Every format can be stopped at any step, in both directions, with nothing half left behind; and
none refuses its own files for their size.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import formats, jobs
from annotator.formats import Format
from annotator.jobs import sources
from annotator.jobs.sources import Source
from annotator.model import STATUSES
from annotator.project import Project
from tests.jobs.running import finished, imported, texts
from tests.scene import TEXT, add_article

HERE = [each for each in formats.writers() if not formats.missing_extra(each.EXTRA)]
BACK = [each for each in HERE if hasattr(each, "read")]


def _name(kind: Format) -> str:
    return kind.NAME


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The marked articles that come with the program, and some without marks."""
    with Project.create(tmp_path_factory.mktemp("sample") / "sample.annotator", "Maria") as made:
        imported(made, *jobs.samples())
        for n in range(12):
            add_article(made, f"{n}. {TEXT}")
        yield made


def _target(kind: Format, folder: Path) -> Path:
    return folder / (kind.NAME if kind.FOLDER else kind.NAME + kind.SUFFIXES[0])


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _marks(project: Project) -> tuple[int, ...]:
    """How many rows of each kind lie on the articles."""
    pages = [project.page(each.id) for each in project.articles().page(limit=1000)]
    there = [page for page in pages if page is not None]
    return (
        sum(len(page.spans) for page in there),
        sum(len(page.claims) for page in there),
        sum(len(page.judgements) for page in there),
    )


@pytest.mark.parametrize("kind", HERE, ids=_name)
def test_an_export_that_is_stopped_leaves_what_was_there(
    project: Project, tmp_path: Path, kind: Format
) -> None:
    out, options = _target(kind, tmp_path), {"statuses": STATUSES}
    steps = list(jobs.export(project, kind.NAME, out, options))
    before, few = _files(tmp_path), [each.id for each in project.articles().page(limit=8)]
    for step in (1, 4, 8):
        job = jobs.export(project, kind.NAME, out, options, few)
        for _taken in range(step):
            next(job)
        job.close()
        assert _files(tmp_path) == before
    assert len(steps) > 12


@pytest.mark.parametrize("kind", BACK, ids=_name)
def test_an_import_that_is_stopped_is_taken_up_where_it_was_left(
    project: Project, tmp_path: Path, kind: Format
) -> None:
    out = _target(kind, tmp_path / "out")
    finished(jobs.export(project, kind.NAME, out, {"statuses": STATUSES}))
    with Project.create(tmp_path / "whole.annotator", "Maria") as whole:
        steps = sum(1 for _step in jobs.import_files(whole, [out], format=kind.NAME))
        right, marks = sorted(texts(whole)), _marks(whole)
    assert right
    for step in {steps // 2, steps}:
        with Project.create(tmp_path / f"{step}.annotator", "Maria") as part:
            job = jobs.import_files(part, [out], format=kind.NAME)
            for _taken in range(step):
                next(job, None)  # what is read apart comes in as many steps as it takes
            job.close()
            assert set(texts(part)) <= set(right)
            imported(part, out, format=kind.NAME)
            assert (sorted(texts(part)), _marks(part)) == (right, marks)


@pytest.mark.parametrize("kind", [each for each in BACK if not each.FOLDER], ids=_name)
def test_no_format_finds_its_own_file_too_large(
    project: Project, tmp_path: Path, kind: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = _target(kind, tmp_path)
    finished(jobs.export(project, kind.NAME, out, {"statuses": STATUSES}))
    monkeypatch.setattr(sources, "LARGEST", 100)
    assert out.stat().st_size > sources.LARGEST
    assert all(isinstance(each, Source) for each in sources.found([out]))
