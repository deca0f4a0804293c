"""What is marked or judged unevenly, and what is copied, told on the command line."""

from pathlib import Path

import pytest

from annotator import jobs
from annotator.edits import claims, spans
from annotator.project import Project
from tests.cli.running import annotator, objects
from tests.jobs.running import finished
from tests.scene import add_article

TEXT = "Paris spoke. In Paris the crowd cheered at noon and went home quietly."
WIRE = " ".join(
    f"The ministry said on Monday that bridge number {n} is to be closed." for n in range(4)
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Paris is a place in one article and a person in a secret one, and not marked once each."""
    made = Project.create(tmp_path / "p.annotator", "anna")
    for title, label in (("Free", "GPE"), ("Secret", "PER")):
        article = add_article(made, f"{TEXT} {title}", title=title,
                              rights="secret" if title == "Secret" else "")  # fmt: skip
        found = made.codebook.label_named(label)
        assert found is not None
        made.edit(spans.add, article, 0, 5, found.id)
        made.edit(claims.add, article, 13, 39)
    made.close()
    return made


def found(project: Project, *words: str) -> list[dict[str, object]]:
    return objects(annotator("consistency", str(project.path), "--as", "anna", "--json", *words))


def test_each_kind_of_unevenness_is_told_with_its_places(project: Project) -> None:
    rows = {row["kind"]: row for row in found(project)}
    assert set(rows) == {"labels", "unmarked", "entities", "claims"}
    labels = rows["labels"]
    assert labels["words"] == "Paris"
    assert {(way["name"], way["count"]) for way in labels["ways"]} == {("PER", 1), ("GPE", 1)}
    assert {place["title"] for place in labels["places"]} == {"Free", "Secret"}
    assert rows["unmarked"]["count"] == 2 and rows["claims"]["count"] == 2
    assert [row["kind"] for row in found(project, "labels", "sources")] == ["labels"]


def test_only_the_articles_that_the_options_leave_are_compared(project: Project) -> None:
    (row,) = found(project, "--rights", "not_secret")
    assert (row["kind"], row["count"]) == ("unmarked", 1)
    assert {place["title"] for place in row["places"]} == {"Free"}


def test_it_reads_well_and_a_kind_there_is_not_is_wrong_use(project: Project) -> None:
    read = annotator("consistency", str(project.path), "labels", "sources").stdout
    assert "The same words with different labels: 1 finding" in read
    assert "A source that you judged differently: none" in read
    assert ":0  [Paris] spoke. In Paris the crowd che" in read
    assert annotator("consistency", str(project.path), "names").exit_code == 2


def test_copies_are_told_with_who_had_them_first(tmp_path: Path) -> None:
    with Project.create(tmp_path / "c.annotator", "anna") as made:
        early = add_article(made, WIRE, title="Early", published="2024-05-01", rights="secret")
        late = add_article(made, f"News. {WIRE}", title="Late", published="2024-05-02")
        finished(jobs.find_copies(made))
    rows = objects(annotator("copies", str(made.path), str(late), "--json"))
    assert len(rows) == 4
    assert {(row["first"], row["is_ours"]) for row in rows} == {(str(early), False)}
    assert [(f"News. {WIRE}")[row["start"] : row["end"]] for row in rows] == [
        row["words"] for row in rows
    ]
    read = annotator("copies", str(made.path), str(early)).stdout
    assert "first here; then in" in read and "“Late”, 2024-05-02" in read
    none = annotator("copies", str(made.path), str(late), "--rights", "not_secret")
    assert (none.exit_code, none.stdout) == (1, "")
    assert annotator("copies", str(made.path), "7").exit_code == 1
