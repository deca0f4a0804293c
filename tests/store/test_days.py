"""Days as people type them are listed by the moments they begin and end here."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits import articles
from annotator.project import FINISHED, UNFINISHED, Filter, Project
from annotator.store.days import begins, ends
from tests.scene import add_article


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somewhere nine hours before Greenwich."""
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone cannot be set on this system")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024-03-31", "2024-03-30T15:00", "2024-03-31T15:00"),
        ("2024-02", "2024-01-31T15:00", "2024-02-29T15:00"),
        ("2024-12", "2024-11-30T15:00", "2024-12-31T15:00"),
        ("2024", "2023-12-31T15:00", "2024-12-31T15:00"),
    ],
)
def test_a_day_begins_and_ends_at_midnight_here(
    zone: None, typed: str, first: str, last: str
) -> None:
    assert begins(typed).startswith(first)
    assert ends(typed).startswith(last)


@pytest.mark.parametrize("typed", ["", "soon", "2024-13-45-1", "2024--", "99999999999"])
def test_what_is_no_day_stands_as_it_is(typed: str) -> None:
    assert begins(typed) == ends(typed) == typed


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Five articles: two done by Anna on different days, one of them by Boris, one begun by him."""
    with Project.create(tmp_path / "days", "anna") as project:
        ids = [add_article(project, f"Text {n}", title=str(n)) for n in range(5)]
        for article in ids[:2]:
            project.edit(articles.set_status, article, "done")
        project.edit(articles.set_status, ids[4], "untouched")
        project.work_as("boris")
        project.edit(articles.set_status, ids[1], "done")
        project.edit(articles.set_status, ids[2], "in_progress")
        project.work_as("anna")
        with project.turn() as db:
            db.execute(
                "update statuses set changed = '2024-03-31T12:00:00.000+00:00' where article = ?",
                [ids[0]],
            )
        yield project


def listed(project: Project, **wanted: object) -> str:
    found = Filter(**wanted)  # type: ignore[arg-type]
    listing = project.articles(found)
    titles = "".join(row.article.title for row in listing.page())
    assert listing.count == len(titles)
    return titles


def test_a_status_is_listed_by_whom_and_when_it_was_set(project: Project) -> None:
    boris = next(one.id for one in project.annotators if one.name == "boris")
    day = {"changed_since": "2024-03-31", "changed_until": "2024-03-31"}
    assert listed(project, status=FINISHED) == "01"
    assert listed(project, status=FINISHED, **day) == "0"
    assert listed(project, **day) == "0"
    assert listed(project, status="review", **day) == ""
    assert listed(project, status="untouched", **day) == ""
    assert listed(project, status=FINISHED, changed_since="2024-04") == "1"
    assert listed(project, whose=boris) == "12"
    assert listed(project, whose=boris, status="done") == "1"
    assert listed(project, whose=boris, status="untouched") == "034"
    assert listed(project, whose=boris, status=UNFINISHED) == "0234"
    assert listed(project, whose=boris, **day) == ""


def test_undo_brings_back_the_day_with_the_status(project: Project) -> None:
    first = project.articles().page()[0].id
    project.edit(articles.set_status, first, "review")
    assert listed(project, status="done", changed_until="2024") == ""
    project.undo()
    assert listed(project, status="done", changed_until="2024") == "0"
