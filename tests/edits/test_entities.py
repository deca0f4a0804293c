"""Entities: which mention names whom, names, aliases, merging, describing."""

import pytest

from annotator.edits import claims, entities, judgements, links, notes, spans
from annotator.errors import Refused
from annotator.model import Span
from tests.scene import Scene, add_article


@pytest.fixture
def peskov(scene: Scene) -> Span:
    """A mention of one person."""
    return scene.label("Dmitry Peskov", "PER")


@pytest.fixture
def putin(scene: Scene) -> Span:
    """A mention of another."""
    return scene.label("Vladimir Putin", "PER")


def test_a_mention_is_tied_to_another_entity_and_the_bare_one_goes(
    scene: Scene, peskov: Span, putin: Span
) -> None:
    scene.do(entities.assign, putin.id, peskov.entity)
    assert scene.span(putin.id).entity == peskov.entity
    assert scene.project.entity(putin.entity or 0) is None
    with pytest.raises(Refused, match="already are Dmitry Peskov"):
        scene.do(entities.assign, putin.id, peskov.entity)


def test_a_mention_is_split_off_and_untied(scene: Scene, peskov: Span) -> None:
    again = scene.label("Peskov", "PER", 1, entity=peskov.entity)
    made = scene.do(entities.split, again.id)
    assert scene.span(again.id).entity == made
    assert scene.page.entities[made].name == "Peskov"
    scene.do(entities.untie, again.id)
    assert scene.span(again.id).entity is None
    assert scene.project.entity(made) is None


def test_a_mention_is_split_off_under_a_name_that_was_typed(scene: Scene, peskov: Span) -> None:
    made = scene.do(entities.split, peskov.id, " the spokesman ")
    assert scene.page.entities[made].name == "the spokesman"


def test_words_are_marked_as_a_new_entity_of_a_name_in_one_step(scene: Scene, putin: Span) -> None:
    span = scene.do(entities.add, scene.article, *scene.at("Putin", 1), scene.id_of("PER"), "Tsar")
    assert scene.entity_of(scene.span(span)).name == "Tsar"
    with pytest.raises(Refused, match="already are PER"):
        scene.do(entities.add, scene.article, *scene.at("Putin", 1), scene.id_of("PER"), "Boss")
    scene.undo()
    assert list(scene.mentions()) == [putin.quote]


def test_a_merged_entity_is_the_other_from_now_on(scene: Scene, peskov: Span, putin: Span) -> None:
    scene.do(entities.add_alias, putin.entity, "the president")
    scene.do(entities.merge, putin.entity, peskov.entity)
    assert scene.entity_of(putin).id == peskov.entity
    assert len(scene.page.mentions_of(peskov.entity or 0)) == 2
    kept = scene.page.entities[peskov.entity or 0]
    assert kept.aliases == ("Vladimir Putin", "the president")
    with pytest.raises(Refused, match="one entity already"):
        scene.do(entities.merge, putin.entity, peskov.entity)


def test_merging_on_keeps_all_of_them_one(scene: Scene, peskov: Span, putin: Span) -> None:
    third = scene.label("Reuters", "ORG")
    scene.do(entities.merge, putin.entity, peskov.entity)
    scene.do(entities.merge, peskov.entity, third.entity)
    assert {scene.entity_of(s).id for s in (peskov, putin, third)} == {third.entity}
    scene.undo()
    assert scene.entity_of(putin).id == peskov.entity


def test_a_merged_entity_hands_over_what_the_other_lacks(
    scene: Scene, peskov: Span, putin: Span
) -> None:
    gone, kept = putin.entity or 0, peskov.entity or 0
    other = scene.entity_of(scene.label("Reuters", "ORG")).id
    scene.do(entities.describe, gone, "qid", "Q7747")
    scene.do(entities.describe, gone, "description", "president")
    scene.do(entities.describe, kept, "description", "spokesman")
    scene.do(judgements.grade, gone, "reliability", "C")
    scene.do(judgements.grade, gone, "access", "near")
    scene.do(judgements.grade, kept, "reliability", "B")
    scene.do(notes.add, "entity", gone, "Who is it?")
    scene.do(entities.set_attribute, "entity", gone, "group", "no")
    scene.do(links.add, "entity", gone, other, "member_of")
    scene.do(links.add, "entity", gone, kept, "speaks_for")
    scene.do(entities.merge, gone, kept)
    entity = scene.page.entities[kept]
    assert (entity.qid, entity.description) == ("Q7747", "spokesman")
    card = scene.page.answers(entity=kept)
    assert {field: found[0].value for field, found in card.items()} == {
        "reliability": "B", "access": "near",
    }  # fmt: skip
    assert [note.entity for note in scene.page.notes] == [kept]
    assert [one.entity for one in scene.page.attributes] == [kept]
    assert [(link.source, link.target) for link in scene.page.links] == [(kept, other)]


def test_an_entity_that_others_were_merged_into_stays_while_they_are_there(
    scene: Scene, peskov: Span, putin: Span
) -> None:
    gone, kept = putin.entity or 0, peskov.entity or 0
    scene.do(entities.merge, gone, kept)
    scene.do(entities.remove_alias, kept, "Vladimir Putin")
    scene.do(spans.remove, peskov.id)
    assert scene.entity_of(putin).id == kept
    scene.do(spans.remove, putin.id)
    assert scene.project.entity(gone) is None
    for _ in range(2):
        scene.undo()
    assert scene.entity_of(peskov).id == scene.entity_of(putin).id == kept


def test_the_author_is_merged_with_nobody(scene: Scene, peskov: Span) -> None:
    scene.do(claims.own, scene.claim("He smiled"))
    author = next(e.id for e in scene.page.entities.values() if e.role == "author")
    for pair in ((author, peskov.entity), (peskov.entity, author)):
        with pytest.raises(Refused, match="author cannot be merged"):
            scene.do(entities.merge, *pair)


def test_an_edit_of_a_merged_entity_is_one_of_the_entity_it_became(
    scene: Scene, peskov: Span, putin: Span
) -> None:
    scene.do(entities.merge, putin.entity, peskov.entity)
    scene.do(entities.rename, putin.entity, "Both of them")
    scene.do(entities.assign, scene.label("He", "PER").id, putin.entity)
    assert scene.page.entities[peskov.entity or 0].name == "Both of them"
    assert len(scene.page.mentions_of(peskov.entity or 0)) == 3


def test_names_ids_and_aliases_are_checked(scene: Scene, peskov: Span) -> None:
    entity = peskov.entity
    with pytest.raises(Refused, match="An entity needs a name"):
        scene.do(entities.rename, entity, "  ")
    for wrong in ("159", "q159", "Q", "Q15x", "http://x/Q159"):
        with pytest.raises(Refused, match="Q and a number"):
            scene.do(entities.describe, entity, "qid", wrong)
    scene.do(entities.describe, entity, "qid", " Q159 ")
    scene.do(entities.add_alias, entity, " Peskov ")
    assert scene.page.entities[entity or 0].aliases == ("Peskov",)
    for known in ("Peskov", "Dmitry Peskov"):
        with pytest.raises(Refused, match="known by that name already"):
            scene.do(entities.add_alias, entity, known)
    with pytest.raises(Refused, match="Write the other name"):
        scene.do(entities.add_alias, entity, " ")
    scene.do(entities.remove_alias, entity, "Peskov")
    assert scene.run(entities.remove_alias, entity, "Peskov").record is None


def test_a_retyped_entity_takes_its_mentions_of_the_old_label_along(scene: Scene) -> None:
    one = scene.label("Kremlin", "FAC")
    other = scene.label("Reuters", "ORG", entity=one.entity)
    scene.do(entities.retype, one.entity, scene.id_of("LOC"))
    assert scene.entity_of(one).label == scene.id_of("LOC")
    assert scene.span(one.id).label == scene.id_of("LOC")
    assert scene.span(other.id).label == scene.id_of("ORG")


def test_retyping_reaches_mentions_of_what_was_merged_into_it(
    scene: Scene, peskov: Span, putin: Span
) -> None:
    scene.do(entities.merge, putin.entity, peskov.entity)
    scene.do(entities.retype, peskov.entity, scene.id_of("ORG"))
    assert scene.span(putin.id).label == scene.id_of("ORG")


def test_an_edit_of_an_entity_is_filed_where_it_was_last_seen(scene: Scene, peskov: Span) -> None:
    outcome = scene.run(entities.rename, peskov.entity, "D. Peskov")
    assert outcome.record is not None
    assert outcome.record.article == scene.article


def test_properties_are_set_changed_and_removed(scene: Scene, peskov: Span) -> None:
    for value in ("yes", "no"):
        scene.do(entities.set_attribute, "span", peskov.id, "generic", value)
        assert [one.value for one in scene.page.attributes] == [value]
    scene.do(entities.set_attribute, "span", peskov.id, "generic", "")
    assert scene.page.attributes == ()
    with pytest.raises(Refused, match="not in the project any more"):
        scene.do(entities.set_attribute, "claim", 5, "generic", "yes")


# sources follow the mentions


def test_a_claim_follows_its_source_mention_to_another_entity(
    scene: Scene, peskov: Span, putin: Span
) -> None:
    he = scene.label("He", "PER")
    scene.do(entities.assign, he.id, peskov.entity)
    claim = scene.claim("the Kremlin was calm")
    scene.do(claims.source_from, claim, he.id)
    assert scene.page.claims[claim].source == peskov.entity
    scene.do(entities.assign, he.id, putin.entity)
    assert scene.page.claims[claim].source == putin.entity
    made = scene.do(entities.split, he.id)
    assert scene.page.claims[claim].source == made
    scene.do(entities.untie, he.id)
    assert scene.page.claims[claim].source is None
    assert scene.value(claim, "source_kind") == "unnamed"


def test_a_source_chosen_by_hand_does_not_follow(scene: Scene, peskov: Span, putin: Span) -> None:
    claim = scene.claim("the Kremlin was calm")
    scene.do(claims.source_from, claim, peskov.id)
    scene.do(claims.set_source, claim, putin.entity)
    scene.do(entities.split, peskov.id)
    assert scene.page.claims[claim].source == putin.entity


def test_words_marked_after_they_were_made_a_source_become_it(scene: Scene) -> None:
    claim = scene.claim("the Kremlin was calm")
    part = scene.put(claim, "source", "Dmitry Peskov")
    assert scene.page.claims[claim].source is None
    span = scene.label("Dmitry Peskov", "PER")
    assert scene.page.claims[claim].source == span.entity
    assert scene.span(part).mention == span.id
    assert scene.value(claim, "attribution") == "person"


def test_the_attribution_follows_what_the_source_is(scene: Scene, peskov: Span) -> None:
    claim = scene.claim("the Kremlin was calm")
    scene.do(claims.source_from, claim, peskov.id)
    assert scene.value(claim, "attribution") == "person"
    scene.do(entities.retype, peskov.entity, scene.id_of("ORG"))
    assert scene.value(claim, "attribution") == "institution"
    scene.do(spans.relabel, peskov.id, scene.id_of("PER"))
    assert scene.value(claim, "attribution") == "person"


def test_entities_are_found_by_what_is_typed(scene: Scene, peskov: Span, putin: Span) -> None:
    scene.do(entities.add_alias, putin.entity, "the president")
    names = [entity.name for entity in scene.project.entities_like("p")]
    assert sorted(names) == ["Dmitry Peskov", "Vladimir Putin"]
    assert [e.name for e in scene.project.entities_like("the pres")] == ["Vladimir Putin"]
    assert scene.project.entities_like("%") == ()
    scene.do(entities.merge, putin.entity, peskov.entity)
    assert [e.name for e in scene.project.entities_like("putin")] == ["Dmitry Peskov"]


def test_an_entity_is_one_over_articles(scene: Scene, peskov: Span) -> None:
    other = Scene(scene.project, add_article(scene.project, "Dmitry Peskov left."))
    other.label("Dmitry Peskov", "PER")
    other.do(entities.rename, peskov.entity, "D. S. Peskov")
    scene.page = scene.read(scene.article)
    assert scene.entity_of(peskov).name == "D. S. Peskov"


def test_an_entity_called_by_a_description_takes_its_proper_name(scene: Scene) -> None:
    president = scene.label("the president", "PER")
    putin = scene.label("Vladimir Putin", "PER", entity=spans.NEW)
    scene.do(entities.assign, putin.id, president.entity)
    assert scene.entity_of(president).name == "Vladimir Putin"
    scene.undo()
    assert scene.entity_of(president).name == "the president"


def test_a_name_that_somebody_gave_stays(scene: Scene) -> None:
    president = scene.label("the president", "PER")
    scene.do(entities.rename, president.entity, "Head of state")
    putin = scene.label("Vladimir Putin", "PER", entity=spans.NEW)
    scene.do(entities.assign, putin.id, president.entity)
    assert scene.entity_of(president).name == "Head of state"


def test_a_description_at_the_head_of_a_sentence_is_the_same(scene: Scene) -> None:
    first = scene.label("the president", "PER")
    assert scene.label("The president", "PER").entity == first.entity
