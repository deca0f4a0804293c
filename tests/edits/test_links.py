"""Typed arrows between claims, entities and spans, within an article and across."""

import pytest

from annotator.edits import articles, claims, links, spans
from annotator.errors import Refused
from tests.scene import Scene, add_article


def test_claims_are_linked_once_in_each_way(scene: Scene) -> None:
    one, two = scene.claim("calm"), scene.claim("smiled")
    link = scene.do(links.add, "claim", one, two, "repeats", independence="derived")
    assert [(x.id, x.kind, x.source, x.target, x.independence) for x in scene.page.links] == [
        (link, "claim", one, two, "derived")
    ]
    with pytest.raises(Refused, match="linked so already"):
        scene.do(links.add, "claim", one, two, "repeats")
    with pytest.raises(Refused, match="this is the same"):
        scene.do(links.add, "claim", one, one, "repeats")
    scene.do(links.add, "claim", one, two, "contradicts")
    scene.do(links.add, "claim", two, one, "repeats")
    assert len(scene.page.links) == 3


def test_a_link_reaches_into_another_article_and_is_seen_from_both(scene: Scene) -> None:
    other = Scene(scene.project, add_article(scene.project, "Putin left."))
    here, there = scene.claim("calm"), other.claim("left")
    outcome = scene.run(links.add, "claim", here, there, "contradicts")
    other.page = other.read(other.article)
    assert other.page.links == scene.page.links != ()
    assert outcome.record is not None
    assert outcome.record.article == scene.article
    other.do(claims.remove, there)
    scene.page = scene.read(scene.article)
    assert scene.page.links == ()


def test_entities_and_spans_are_linked_and_an_entity_beside_comes_onto_the_page(
    scene: Scene,
) -> None:
    other = Scene(scene.project, add_article(scene.project, "Reuters left."))
    reuters = other.label("Reuters", "ORG")
    peskov, he = scene.label("Dmitry Peskov", "PER"), scene.label("He", "PER")
    scene.do(links.add, "entity", peskov.entity, reuters.entity, "member_of")
    assert reuters.entity in scene.page.entities
    link = scene.do(links.add, "span", peskov.id, he.id, "antecedent")
    assert {x.kind for x in scene.page.links} == {"entity", "span"}
    scene.do(links.remove, "span", link)
    scene.do(spans.remove, peskov.id)
    assert reuters.entity not in scene.page.entities
    assert scene.page.links == ()
    scene.undo()
    assert reuters.entity in scene.page.entities


def test_a_link_is_changed_and_removed(scene: Scene) -> None:
    one, two = scene.claim("calm"), scene.claim("smiled")
    link = scene.do(links.add, "claim", one, two, "repeats")
    for column, value in (("type", "updates"), ("independence", "unknown"), ("note", "See p. 2")):
        scene.do(links.change, "claim", link, column, value)
        assert getattr(scene.page.links[0], column) == value
    with pytest.raises(ValueError):
        scene.do(links.change, "claim", link, "source", two)
    scene.do(articles.set_status, scene.article, "done")
    assert scene.run(links.remove, "claim", link).reopened
    with pytest.raises(Refused, match="not in the project any more"):
        scene.do(links.remove, "claim", link)


def test_an_end_that_is_gone_is_refused(scene: Scene) -> None:
    one, two = scene.claim("calm"), scene.claim("smiled")
    scene.do(claims.remove, two)
    for pair in ((one, two), (two, one)):
        with pytest.raises(Refused, match="not in the project any more"):
            scene.do(links.add, "claim", *pair, "repeats")
