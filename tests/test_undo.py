"""Undo and redo as their user meets them: named, across articles and restarts, only one's own."""

import pytest

from annotator.edits import articles, claims, entities, judgements, labels, links, notes, spans
from annotator.errors import Refused
from annotator.project import Project
from tests.scene import Scene, add_article, dump, told


def test_undo_is_named_by_what_it_takes_back(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    undo = scene.project.next_undo
    assert undo is not None
    assert undo.name.format_map(dict(undo.arguments)) == "Label Kremlin as ORG"
    assert told(scene.undo()) == "Label Kremlin as ORG"
    redo = scene.project.next_redo
    assert redo is not None
    assert redo.name.format_map(dict(redo.arguments)) == "Label Kremlin as ORG"
    assert told(scene.redo()) == "Label Kremlin as ORG"


def test_every_edit_tells_all_that_its_name_leaves_open(scene: Scene) -> None:
    peskov, putin = scene.label("Dmitry Peskov", "PER"), scene.label("Vladimir Putin", "PER")
    kremlin, spokesman = scene.label("Kremlin", "ORG"), scene.label("He", "PER")
    claim, other = scene.claim("the Kremlin was calm"), scene.claim("Putin is well")
    one, two = scene.entity_of(peskov).id, scene.entity_of(putin).id
    link = scene.do(links.add, "claim", claim, other, "repeats")
    note = scene.do(notes.add, "claim", claim, "Look at this", flag="ask")
    org, per = scene.id_of("ORG"), scene.id_of("PER")
    outcomes = [
        scene.run(spans.add_all, scene.article, [scene.at("Reuters")], org, None),
        scene.run(spans.set_level, kremlin.id, "NOM"),
        scene.run(spans.set_head, peskov.id, *scene.at("Peskov")),
        scene.run(spans.move, kremlin.id, *scene.at("Kremlin spokesman")),
        scene.run(spans.relabel, kremlin.id, per),
        scene.run(entities.assign, spokesman.id, one),
        scene.run(entities.split, spokesman.id),
        scene.run(entities.untie, spokesman.id),
        scene.run(entities.rename, one, "D. Peskov"),
        scene.run(entities.describe, one, "qid", "Q159"),
        scene.run(entities.add_alias, one, "Peskov"),
        scene.run(entities.remove_alias, one, "Peskov"),
        scene.run(entities.retype, one, org),
        scene.run(entities.set_attribute, "entity", one, "group", "yes"),
        scene.run(entities.merge, two, one),
        scene.run(claims.put, claim, "source", *scene.at("Dmitry Peskov")),
        scene.run(claims.source_from, claim, peskov.id),
        scene.run(claims.relay, claim, scene.entity_of(kremlin).id),
        scene.run(claims.set_source, claim, None),
        scene.run(claims.set_chain, claim, ()),
        scene.run(claims.set_gist, claim, "All is calm"),
        scene.run(claims.set_parent, claim, other),
        scene.run(judgements.answer, claim, "credibility", "2"),
        scene.run(judgements.answer, claim, "credibility"),
        scene.run(judgements.grade, one, "reliability", "B"),
        scene.run(judgements.grade, one, "reliability"),
        scene.run(links.change, "claim", link, "independence", "derived"),
        scene.run(links.remove, "claim", link),
        scene.run(notes.change, note, "Look again", "ask"),
        scene.run(notes.settle, note),
        scene.run(notes.remove, note),
        scene.run(articles.set_status, scene.article, "done"),
        scene.run(articles.describe, scene.article, "outlet", "Reuters"),
        scene.run(labels.add, "Weapon", "WEAP", "other"),
        scene.run(labels.change, per, "definition", "A person."),
        scene.run(labels.merge, scene.id_of("Weapon"), per),
        scene.run(labels.retire, scene.id_of("EVENT")),
        scene.run(labels.set_property, "guidelines", "# How we mark"),
        scene.run(claims.remove_part, scene.put(claim, "hedge", "reportedly")),
        scene.run(claims.own, claim),
        scene.run(claims.add_own, scene.article, *scene.at("He smiled")),
        scene.run(claims.remove, claim),
        scene.run(spans.remove, kremlin.id),
        scene.run(articles.remove, scene.article),
    ]
    for outcome in outcomes:
        assert told(outcome), outcome
        assert "{" not in told(outcome)


def test_undo_and_redo_go_back_and_forth_to_the_same_states(scene: Scene) -> None:
    states = [dump(scene.project.path)]
    for words, label in (("Kremlin", "ORG"), ("Dmitry Peskov", "PER"), ("Monday", "DATE")):
        scene.label(words, label)
        states.append(dump(scene.project.path))
    for _ in range(2):
        for state in reversed(states[:-1]):
            scene.undo()
            assert dump(scene.project.path) == state
        for state in states[1:]:
            scene.redo()
            assert dump(scene.project.path) == state


def test_with_nothing_to_undo_or_redo_it_says_so(scene: Scene) -> None:
    assert scene.project.next_undo is None
    with pytest.raises(Refused, match="There is nothing to undo"):
        scene.undo()
    with pytest.raises(Refused, match="There is nothing to redo"):
        scene.redo()


def test_a_new_edit_ends_what_could_be_redone(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    scene.undo()
    assert scene.project.next_redo is not None
    scene.label("Monday", "DATE")
    assert scene.project.next_redo is None
    with pytest.raises(Refused):
        scene.redo()


def test_undo_reaches_back_over_what_was_undone_before(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    scene.label("Monday", "DATE")
    scene.undo()
    scene.label("Reuters", "ORG")
    assert told(scene.undo()) == "Label Reuters as ORG"
    assert told(scene.undo()) == "Label Kremlin as ORG"
    assert scene.project.next_undo is None
    assert told(scene.redo()) == "Label Kremlin as ORG"
    assert told(scene.redo()) == "Label Reuters as ORG"
    assert scene.project.next_redo is None
    assert list(scene.mentions()) == ["Kremlin", "Reuters"]


def test_undo_reaches_back_across_articles_and_a_restart(scene: Scene) -> None:
    second = add_article(scene.project, "The Kremlin, again.")
    scene.label("Kremlin", "ORG")
    scene.project.edit(spans.add, second, 4, 11, scene.id_of("ORG"))
    scene.label("Monday", "DATE")
    scene.project.close()
    with Project.open(scene.project.path, "anna") as again:
        assert [again.undo().record.article for _ in range(3)] == [  # type: ignore[union-attr]
            scene.article, second, scene.article,
        ]  # fmt: skip
        assert again.next_undo is None
    with Project.open(scene.project.path, "anna") as again:
        for _ in range(3):
            again.redo()
        assert again.page(scene.article) == scene.page


def test_undo_takes_back_only_ones_own_edits(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    scene.project.work_as("boris")
    assert scene.project.next_undo is None
    scene.label("Monday", "DATE")
    scene.project.work_as("anna")
    assert told(scene.undo()) == "Label Kremlin as ORG"
    assert list(scene.mentions()) == ["Monday"]
    assert scene.project.next_undo is None
    scene.project.work_as("boris")
    assert scene.project.next_redo is None
    assert told(scene.undo()) == "Label Monday as DATE"


def test_what_another_changed_since_cannot_be_undone_and_stays(scene: Scene) -> None:
    span = scene.label("Kremlin", "ORG")
    scene.project.work_as("boris")
    scene.do(spans.relabel, span.id, scene.id_of("LOC"))
    scene.project.work_as("anna")
    before = dump(scene.project.path)
    with pytest.raises(Refused, match="changed again since"):
        scene.undo()
    assert dump(scene.project.path) == before
    assert scene.project.next_undo is not None


def test_what_another_built_on_cannot_be_undone_and_stays(scene: Scene) -> None:
    claim = scene.claim("the Kremlin was calm")
    scene.project.work_as("boris")
    scene.do(judgements.answer, claim, "confidence", "h")
    scene.project.work_as("anna")
    before = dump(scene.project.path)
    with pytest.raises(Refused, match="Something else was built on this since"):
        scene.undo()
    assert dump(scene.project.path) == before


def test_a_label_another_has_used_since_cannot_be_undone_and_stays(scene: Scene) -> None:
    scene.do(labels.add, "Weapon", "WEAP", "other")
    scene.project.work_as("boris")
    scene.label("Kremlin", "Weapon")
    scene.project.work_as("anna")
    before = dump(scene.project.path)
    with pytest.raises(Refused, match="Something else was built on this since"):
        scene.undo()
    assert dump(scene.project.path) == before


def test_an_alias_that_another_gave_again_stands_in_the_way_of_undo(scene: Scene) -> None:
    entity = scene.entity_of(scene.label("Kremlin", "ORG")).id
    scene.do(entities.add_alias, entity, "Moscow")
    scene.do(entities.remove_alias, entity, "Moscow")
    scene.project.work_as("boris")
    scene.do(entities.add_alias, entity, "Moscow")
    scene.project.work_as("anna")
    with pytest.raises(Refused, match="Something else was built on this since"):
        scene.undo()
    assert scene.page.entities[entity].aliases == ("Moscow",)


def test_undo_brings_back_a_removed_claim_with_all_that_hung_on_it(scene: Scene) -> None:
    peskov = scene.label("Dmitry Peskov", "PER")
    claim, other = scene.claim("the Kremlin was calm"), scene.claim("Putin is well")
    scene.do(claims.source_from, claim, peskov.id)
    scene.put(claim, "cue", "said")
    scene.do(judgements.answer, claim, "credibility", "2")
    scene.do(links.add, "claim", other, claim, "repeats")
    scene.do(notes.add, "claim", claim, "Look at this")
    scene.do(entities.set_attribute, "claim", claim, "form", "quote")
    scene.do(claims.set_parent, other, claim)
    before, page = dump(scene.project.path), scene.page
    scene.do(claims.remove, claim)
    assert claim not in scene.page.claims
    assert (scene.page.links, scene.page.notes, scene.page.attributes) == ((), (), ())
    assert scene.page.claims[other].parent is None
    scene.undo()
    assert dump(scene.project.path) == before
    assert scene.page == page


def test_undo_takes_entities_apart_again(scene: Scene) -> None:
    peskov, he = scene.label("Dmitry Peskov", "PER"), scene.label("He", "PER", entity=spans.NEW)
    kept, gone = scene.entity_of(peskov).id, scene.entity_of(he).id
    scene.do(entities.describe, gone, "qid", "Q159")
    scene.do(entities.add_alias, gone, "the spokesman")
    scene.do(judgements.grade, gone, "reliability", "C")
    before = dump(scene.project.path)
    scene.do(entities.merge, gone, kept)
    assert scene.entity_of(he).id == kept
    scene.undo()
    assert dump(scene.project.path) == before
    assert scene.entity_of(he).id == gone


def test_undo_takes_labels_apart_again(scene: Scene) -> None:
    span = scene.label("Kremlin", "FAC")
    scene.do(labels.merge, scene.id_of("FAC"), scene.id_of("LOC"))
    assert scene.page.codebook.label(span.label or 0).name == "LOC"
    assert scene.project.codebook.label_named("FAC") is None
    scene.undo()
    assert scene.page.codebook.label(span.label or 0).name == "FAC"
    assert scene.project.codebook.label_named("FAC")
