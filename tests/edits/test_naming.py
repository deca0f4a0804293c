"""What an entity is called when the borders of its mentions move."""

from annotator.edits import entities, spans
from tests.scene import Scene


def test_an_entity_is_called_by_the_words_its_only_mention_grew_to(scene: Scene) -> None:
    span = scene.label("Peskov", "PER")
    start, end = scene.at("Dmitry Peskov")
    scene.do(spans.move, span.id, start, end)
    moved = scene.page.span(span.id)
    assert moved is not None and scene.entity_of(moved).name == "Dmitry Peskov"
    scene.undo()
    before = scene.page.span(span.id)
    assert before is not None and scene.entity_of(before).name == "Peskov"


def test_a_name_that_was_typed_or_that_other_mentions_bear_stays(scene: Scene) -> None:
    span = scene.label("Peskov", "PER")
    entity = scene.entity_of(span).id
    scene.do(entities.rename, entity, "the spokesman")
    scene.do(spans.move, span.id, *scene.at("Dmitry Peskov"))
    assert scene.page.entities[entity].name == "the spokesman"
    scene.do(entities.rename, entity, "Dmitry Peskov")
    scene.do(spans.add, scene.article, 0, 4, scene.id_of("PER"), entity=entity)
    scene.do(spans.move, span.id, span.start, span.end)
    assert scene.page.entities[entity].name == "Dmitry Peskov"
