"""Suggestions: taken they are mentions, refused they stay away, and both can be undone."""

import pytest

from annotator.edits import spans, suggestions
from annotator.errors import Refused
from annotator.store import suggesting
from annotator.store.ids import new_id
from annotator.suggestion import Suggestion
from tests.scene import Scene, told


def predicted(scene: Scene, quote: str, label: str, score: float | None = None) -> None:
    """A model's prediction, as an import brings it."""
    start, end = scene.at(quote)
    row = [new_id(), scene.article, start, end, label, quote, "model", score]
    with scene.project.turn() as db:
        db.execute(
            'insert into predictions (id, article, start, "end", label, quote, provider, score) '
            "values (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )


def standing(scene: Scene) -> tuple[Suggestion, ...]:
    project = scene.project
    return suggesting.standing(project.reader, scene.article, project.annotator.id)


def words(scene: Scene) -> list[str]:
    return [each.quote for each in standing(scene)]


def test_a_suggestion_taken_is_a_mention_and_comes_back_with_undo(scene: Scene) -> None:
    predicted(scene, "Kremlin", "org", 0.5)
    predicted(scene, "Kremlin", "org", 0.9)
    [one] = standing(scene)
    assert one.score == 0.9
    outcome = scene.run(suggestions.accept, one)
    [mention] = scene.page.mentions
    assert (mention.quote, mention.label) == ("Kremlin", scene.id_of("ORG"))
    assert told(outcome) == "Take the suggestion ORG for Kremlin"
    assert words(scene) == []
    scene.undo()
    assert words(scene) == ["Kremlin"]


def test_a_suggestion_refused_stays_away_from_this_annotator_alone(scene: Scene) -> None:
    predicted(scene, "Kremlin", "ORG")
    scene.run(suggestions.reject, standing(scene)[0])
    assert words(scene) == []
    scene.project.work_as("boris")
    assert words(scene) == ["Kremlin"]


def test_what_is_marked_by_hand_is_not_suggested_any_more(scene: Scene) -> None:
    predicted(scene, "Kremlin", "ORG")
    predicted(scene, "Monday", "DATE")
    scene.do(spans.add, scene.article, *scene.at("Kremlin"), scene.id_of("ORG"))
    assert words(scene) == ["Monday"]


def test_many_are_taken_or_refused_as_one_step(scene: Scene) -> None:
    for quote, label in (("Kremlin", "ORG"), ("Monday", "DATE"), ("Reuters", "Zyx")):
        predicted(scene, quote, label)
    outcome = scene.run(suggestions.accept_all, standing(scene))
    assert told(outcome) == "Take 2 suggestions"
    assert words(scene) == ["Reuters"]
    with pytest.raises(Refused, match="no label Zyx"):
        scene.run(suggestions.accept, standing(scene)[0])
    scene.run(suggestions.reject_all, standing(scene))
    assert words(scene) == []
    scene.undo()
    scene.undo()
    assert words(scene) == ["Kremlin", "Monday", "Reuters"]
