"""One open project as its user meets it: edits that stay, undo by name, history, who works."""

from pathlib import Path

import pytest

from annotator.edits import articles, claims, entities, judgements, labels, links, notes, spans
from annotator.errors import Refused
from annotator.model import Codebook, Label
from annotator.project import Project
from tests.scene import Scene, add_article, dump, told


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A new project with one article."""
    return Scene.new(tmp_path)


# edits stay


def test_what_was_marked_is_there_after_closing_and_opening(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    claim = scene.claim("the Kremlin was calm")
    scene.put(claim, "source", "Dmitry Peskov")
    scene.project.close()
    with Project.open(scene.project.path, "anna") as again:
        assert again.page(scene.article) == scene.page


def test_an_edit_is_on_the_disk_when_it_returns(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    with Project.open(scene.project.path, read_only=True) as other:
        assert other.page(scene.article) == scene.page


def test_a_refused_edit_changes_nothing_and_leaves_no_entry(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    before, entries = dump(scene.project.path), scene.project.history()
    with pytest.raises(Refused, match="These words already are ORG"):
        scene.label("Kremlin", "ORG")
    assert dump(scene.project.path) == before
    assert scene.project.history() == entries


def test_a_bug_in_an_edit_changes_nothing(scene: Scene) -> None:
    before = dump(scene.project.path)
    with pytest.raises(ValueError):
        scene.do(articles.set_status, scene.article, "finished")
    with pytest.raises(TypeError):
        scene.do(spans.add, scene.article)
    assert dump(scene.project.path) == before
    scene.label("Kremlin", "ORG")


def test_an_edit_that_changes_nothing_is_no_entry(scene: Scene) -> None:
    span = scene.label("Kremlin", "ORG")
    entries = scene.project.history()
    outcome = scene.run(spans.set_level, span.id, span.level)
    assert (outcome.record, outcome.changes) == (None, ())
    outcome = scene.run(spans.relabel, span.id, span.label)
    assert (outcome.record, outcome.changes) == (None, ())
    assert scene.project.history() == entries


def test_an_edit_tells_its_answer_entry_and_changes(scene: Scene) -> None:
    outcome = scene.run(
        spans.add, scene.article, *scene.at("Kremlin"), scene.id_of("ORG")
    )  # fmt: skip
    assert outcome.record is not None
    assert outcome.record.annotator == "anna"
    assert outcome.record.article == scene.article
    assert outcome.record.kind == "do"
    assert {change.table for change in outcome.changes} == {"spans", "entities", "statuses"}
    assert scene.span(outcome.answer).quote == "Kremlin"


# undo and redo


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


# history


def test_the_history_tells_who_did_what_newest_first(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    scene.project.work_as("boris")
    scene.label("Monday", "DATE")
    scene.undo()
    entries = scene.project.history()
    assert [(e.annotator, e.kind, e.name) for e in entries] == [
        ("boris", "undo", "Label {quote} as {label}"),
        ("boris", "do", "Label {quote} as {label}"),
        ("anna", "do", "Label {quote} as {label}"),
    ]
    assert entries[0].reverts == entries[1].id
    assert all(entry.at.endswith("+00:00") for entry in entries)


def test_the_history_is_read_in_pages_and_by_article(scene: Scene) -> None:
    second = add_article(scene.project, "The Kremlin, again.")
    for words in ("Kremlin", "Monday", "Reuters", "Putin"):
        scene.label(words, "ORG")
        scene.project.edit(notes.add, "article", second, words)
    whole = scene.project.history()
    assert len(whole) == 8
    first = scene.project.history(limit=3)
    assert first + scene.project.history(before=first[-1].id) == whole
    here = scene.project.history(article=scene.article)
    assert [e.arguments["quote"] for e in here] == ["Putin", "Reuters", "Monday", "Kremlin"]
    assert len(scene.project.history(article=second, limit=2)) == 2


# who works


def test_an_annotator_is_added_with_their_first_edit(scene: Scene) -> None:
    scene.project.work_as("boris")
    assert [row["name"] for row in dump_names(scene)] == ["anna"]
    scene.label("Kremlin", "ORG")
    assert [row["name"] for row in dump_names(scene)] == ["anna", "boris"]
    assert scene.page.spans[0].annotator == scene.project.annotator.id
    scene.project.work_as("anna")
    scene.label("Monday", "DATE")
    scene.project.work_as("boris")
    assert {span.annotator for span in scene.page.spans} > {scene.project.annotator.id}
    assert len(dump_names(scene)) == 2


def dump_names(scene: Scene) -> list[dict[str, object]]:
    return list(scene.project.reader.query("select name from annotators order by id"))


def test_annotators_who_work_independently_see_only_their_own_marks(scene: Scene) -> None:
    scene.do(labels.set_property, "independent", "yes")
    scene.label("Kremlin", "ORG")
    scene.claim("the Kremlin was calm")
    scene.project.work_as("boris")
    scene.page = scene.read(scene.article)
    assert (scene.page.spans, dict(scene.page.claims)) == ((), {})
    span = scene.label("Kremlin", "ORG")
    assert [s.id for s in scene.page.spans] == [span.id]
    scene.project.work_as("anna")
    scene.page = scene.read(scene.article)
    assert len(scene.page.spans) == 2
    assert span.id not in {s.id for s in scene.page.spans}


# a new project


def test_a_new_project_begins_with_the_news_codebook(scene: Scene) -> None:
    names = [label.name for label in scene.project.codebook.active_labels]
    assert names[:3] == ["PER", "ORG", "GPE"]
    assert [field.id for field in scene.project.codebook.core] == [
        "attribution", "credibility", "reliability", "confidence",
    ]  # fmt: skip


def test_a_new_project_takes_the_codebook_it_is_given(tmp_path: Path) -> None:
    book = Codebook("mine", "1", labels=(Label(1, "Ship", "SHIP", "other", "1", position=1),))
    with Project.create(tmp_path / "x", codebook=book) as project:
        assert [label.name for label in project.codebook.labels] == ["Ship"]
        assert project.codebook.name == "mine"


def test_a_codebook_edit_is_in_force_at_once_and_undone_at_once(scene: Scene) -> None:
    scene.do(labels.change, scene.id_of("PER"), "name", "Person")
    assert scene.project.codebook.label_named("Person")
    scene.undo()
    assert scene.project.codebook.label_named("Person") is None
    assert scene.page.codebook == scene.project.codebook


def test_a_closed_project_refuses_edits(scene: Scene) -> None:
    scene.project.close()
    with pytest.raises(Refused, match="closed"):
        scene.project.edit(spans.add, scene.article, 0, 7, scene.id_of("ORG"))
    scene.project.close()
