"""Families found over a whole project, whenever its articles came in."""

from pathlib import Path

from annotator.jobs.copies import find_copies
from annotator.project import Filter, Project
from tests.jobs.running import finished
from tests.scene import add_article

STORY = ". ".join(f"Sentence {n} of the story is long enough to be told again" for n in range(5))


def test_articles_of_an_older_version_get_their_families(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        ids = [add_article(project, f"{STORY}. By paper {n}.") for n in range(25)]
        add_article(project, "Something else that nobody has written before this very day")
        assert finished(find_copies(project)) == 25
        first = project.article(ids[0])
        assert first is not None
        assert project.articles(Filter(family=first.key)).count == 25
        assert finished(find_copies(project)) == 25
