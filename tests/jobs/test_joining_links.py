"""Links from article to article, and words about entities that no mark names, of files about
articles that are here already.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator import jobs
from annotator.formats import ReadOptions
from annotator.project import Project
from tests.jobs.byhand import lines
from tests.jobs.running import finished, imported, pages

JOIN = ReadOptions(add_marks=True)


def article(text: str, claim: str, *targets: str, **more: Any) -> dict[str, Any]:
    """A text with one claim on its first word, which repeats others."""
    part = {"id": claim + "p", "role": "content", "start": 0, "end": 4, "text": text[:4]}
    links = [
        {"id": f"{claim}l{n}", "source": claim, "target": each, "kind": "claim", "type": "repeats"}
        for n, each in enumerate(targets)
    ]
    claims = [{"id": claim, "parts": [part]}]
    return {"text": text, "title": text, "claims": claims, "links": links, **more}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project of two articles with a claim each."""
    with Project.create(tmp_path / "p.annotator", "me") as made:
        one, two = article("Once upon", "x"), article("Then came", "y")
        imported(made, lines(tmp_path / "first.jsonl", one, two))
        yield made


def linked(project: Project) -> list[tuple[str, str]]:
    """Which articles' claims are linked."""
    found = pages(project)
    titles = {claim: page.article.title for page in found for claim in page.claims}
    links = {(link.source, link.target) for page in found for link in page.links}
    return sorted((titles[source], titles[target]) for source, target in links)


def test_links_between_articles_that_are_here_are_added(project: Project, tmp_path: Path) -> None:
    one, two = article("Once upon", "c1", "c2"), article("Then came", "c2", "c1")
    file = lines(tmp_path / "b.jsonl", one, two)
    assert imported(project, file).marks_left == 2
    assert linked(project) == []
    found = imported(project, file, options=JOIN)
    assert (found.remarks_added, found.failed, found.unread) == (2, (), ())
    assert linked(project) == [("Once upon", "Then came"), ("Then came", "Once upon")]
    again, still = imported(project, file, options=JOIN), imported(project, file)
    assert (again.edit, again.remarks_added, still.marks_left) == (None, 0, 0)
    finished(jobs.take_back(project, found.edit or 0))
    assert linked(project) == []


def test_a_link_to_a_claim_of_a_new_article_is_added(project: Project, tmp_path: Path) -> None:
    one, new = article("Once upon", "c1", "c3"), article("Last of all", "c3")
    imported(project, lines(tmp_path / "b.jsonl", one, new), options=JOIN)
    assert linked(project) == [("Once upon", "Last of all")]


def test_a_link_to_what_is_nowhere_is_named(project: Project, tmp_path: Path) -> None:
    file = lines(tmp_path / "b.jsonl", article("Once upon", "c1", "gone"))
    found = imported(project, file, options=JOIN)
    assert (linked(project), found.remarks_added) == ([], 0)
    [failure] = found.failed
    assert "1 link" in failure.why and failure.path == file


def test_what_is_said_of_an_entity_that_no_mark_names_is_told(
    project: Project, tmp_path: Path
) -> None:
    ana = {"id": "e1", "label": "PER", "name": "Ana Li", "description": "a singer"}
    file = lines(tmp_path / "b.jsonl", article("Once upon", "c1", entities=[ana]))
    found = imported(project, file, options=JOIN)
    assert found.unread == ("what is said of “Ana Li”, whom nothing in the article names",)
    assert found.edit is None
