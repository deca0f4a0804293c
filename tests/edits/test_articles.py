"""Articles: what is known about them, how far they are, and out of sight."""

import pytest

from annotator.edits import articles, claims
from tests.scene import Scene, told


def test_metadata_is_changed_piece_by_piece(scene: Scene) -> None:
    for column in set(articles.COLUMNS) - {"rights"}:
        scene.do(articles.describe, scene.article, column, f" new {column} ")
        assert getattr(scene.page.article, column) == f"new {column}"
    scene.do(articles.describe, scene.article, "rights", "secret")
    assert scene.page.article.rights == "secret"
    for column, value in (("characters", "5"), ("rights", "anybody's")):
        with pytest.raises(ValueError):
            scene.do(articles.describe, scene.article, column, value)


def test_each_annotator_has_a_status_of_their_own(scene: Scene) -> None:
    anna = scene.project.annotator.id
    outcome = scene.run(articles.set_status, scene.article, "done_empty")
    assert told(outcome) == "Set A title to done, nothing to mark"
    scene.project.work_as("boris")
    boris = scene.project.annotator.id
    for status in ("in_progress", "review", "done"):
        scene.do(articles.set_status, scene.article, status)
        assert scene.page.statuses == {anna: "done_empty", boris: status}
    scene.do(articles.set_status, scene.article, "untouched")
    assert scene.page.statuses == {anna: "done_empty"}
    assert scene.run(articles.set_status, scene.article, "untouched").record is None


def test_a_removed_article_is_out_of_sight_until_undone(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    scene.do(articles.remove, scene.article)
    assert scene.page.article.removed
    assert scene.project.articles().count == 0
    scene.undo()
    assert scene.project.articles().count == 1
    assert list(scene.mentions()) == ["Kremlin"]


def test_a_byline_names_the_author(scene: Scene) -> None:
    scene.do(claims.add_own, scene.article, *scene.at("He smiled"))
    scene.do(articles.describe, scene.article, "byline", "Jane Roe")
    authors = [e.name for e in scene.page.entities.values() if e.role == "author"]
    assert authors == ["Jane Roe"]
    scene.do(articles.describe, scene.article, "byline", "")
    assert [e.name for e in scene.page.entities.values() if e.role] == ["[article author]"]
