"""Keeping a project safe: copies made and put back, the whole file looked through for faults."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from annotator import paths
from annotator.i18n import _
from annotator.progress import Progress
from annotator.project import Project
from annotator.store import backups, checking


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a project file: where ("" = the file as a whole) and what."""

    what: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


def backup(project: Path, kept: int = backups.KEPT) -> Generator[Progress, None, Path | None]:
    """Copy a project into its backups folder, of which `kept` stay; None where the last copy
    still is up to date.
    """
    yield Progress(0, 1, project.name)
    return backups.make(project, paths.backups(project), kept=kept)


def existing_backups(project: Path) -> tuple[Path, ...]:
    """The copies of a project, newest first."""
    return backups.existing(project, paths.backups(project))


def restore(copy: Path, project: Path) -> Generator[Progress, None, Path]:
    """Put a copy in the place of a project that is closed; what stood there is kept, and told."""
    yield Progress(0, 1, copy.name)
    return backups.restore(copy, project)


def sqlite_version() -> str:
    """Which SQLite reads and writes the projects."""
    return checking.sqlite_version()


def verify(project: Project) -> Generator[Progress, None, tuple[Finding, ...]]:
    """Look through the whole file: its pages, its references, every text and every span."""
    found: list[Finding] = []
    questions = (checking.in_file, checking.in_references, checking.in_rows, checking.in_search)
    with closing(project.another_reader()) as db:
        for done, ask in enumerate(questions):
            yield Progress(done, len(questions), project.path.name)
            found += map(Finding, _answers(ask(db)))
        faults: list[str] = []
        with checking.telling(faults):
            total = checking.count(db)
            for done, (id, title, wrong) in enumerate(checking.articles(db), 1):
                where = _("article {id}, {title}").format(id=id, title=title)
                found += (Finding(one, where) for one in wrong)
                yield Progress(done, total, title)
        found += map(Finding, faults)
    return tuple(found)


def _answers(faults: Iterator[str]) -> list[str]:
    told: list[str] = []
    with checking.telling(told):
        told.extend(faults)
    return told
