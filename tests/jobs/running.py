"""Running jobs as the window and the command line do, and projects to run them on."""

from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeVar

from annotator import jobs
from annotator.model import Page
from annotator.progress import Progress
from annotator.project import Project

T = TypeVar("T")


def finished(job: Generator[Progress, None, T]) -> T:
    """Step through a job and return its result."""
    while True:
        try:
            assert isinstance(next(job), Progress)
        except StopIteration as end:
            return end.value


def imported(project: Project, *paths: Path, **options: Any) -> jobs.Imported:
    """Import files."""
    return finished(jobs.import_files(project, paths, **options))


def exported(project: Project, out: Path, format: str = "jsonl", **options: Any) -> bytes:
    """Export to one file and return what is in it."""
    finished(jobs.export(project, format, out, options))
    return out.read_bytes()


def pages(project: Project) -> list[Page]:
    """The pages of all articles in sight, as the list has them."""
    found = [project.page(each.id) for each in project.articles().page(limit=10_000)]
    assert None not in found
    return found  # type: ignore[return-value]


def texts(project: Project) -> list[str]:
    """The texts of all articles in sight, as the list has them."""
    return [page.text for page in pages(project)]


def standoff(folder: Path, text: str, marks: str) -> Path:
    """A folder of brat with one text and its marks."""
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text(text, "utf-8")
    (folder / "a.ann").write_text(marks, "utf-8")
    return folder
