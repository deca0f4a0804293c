"""Families found over a whole project, whenever its articles came in."""

from pathlib import Path

from annotator.edits import articles
from annotator.jobs.copies import find_copies
from annotator.project import Filter, Project
from tests.jobs.running import finished, imported
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


def table(path: Path, *texts: str) -> Path:
    """A table of articles with these texts."""
    rows = (f'Paper {n},"{text}"' for n, text in enumerate(texts))
    path.write_text("\n".join(("title,text", *rows)), "utf-8")
    return path


def own(n: int) -> str:
    """Sentences that no other paper has."""
    return " ".join(f"Only paper {n} wrote sentence {k} in quite this way." for k in range(5))


def test_an_import_names_near_duplicates_and_what_they_are_like(tmp_path: Path) -> None:
    other = "Something else that nobody has written before this very day."
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        result = imported(project, table(tmp_path / "a.csv", STORY, other, f"{STORY}. Ends."))
        assert (result.new, result.near) == (3, 1)
        assert [each.like for each in result.arrivals] == ["", "", "Paper 0"]
        assert "“Paper 0”" in result.arrivals[2].told
        again = imported(project, table(tmp_path / "b.csv", f"Here, today. {STORY}"))
        assert again.near == 1 and again.arrivals[0].like == "Paper 0"
        first = project.article(result.first or 0)
        assert first is not None
        assert project.articles(Filter(family=first.family)).count == 3


def test_what_stands_below_every_article_makes_none_of_them_a_near_duplicate(
    tmp_path: Path,
) -> None:
    foot = " ".join(f"Subscribe to all that we write, and to number {n} too." for n in range(4))
    texts = [f"{own(n)} {foot}" for n in range(40)]
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        result = imported(project, table(tmp_path / "a.csv", *texts, f"{own(3)} {foot} So it was."))
        assert [each.title for each in result.arrivals if each.like] == ["Paper 40"]
        assert result.near == 1
        families = {each.article.family for each in project.articles().page(limit=100)}
        assert len(families) == 2


def test_an_article_that_comes_back_is_in_its_family_again(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        one = imported(project, table(tmp_path / "a.csv", STORY))
        project.edit(articles.remove, one.first)
        two = imported(project, table(tmp_path / "b.csv", f"{STORY}. Ends."))
        assert two.near == 0
        imported(project, table(tmp_path / "a.csv", STORY))
        found = {each.article.family for each in project.articles().page()}
        assert len(found) == 1 and "" not in found
