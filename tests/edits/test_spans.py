"""Mentions: what a label does, whom a known name joins, what moves and what goes."""

import pytest

from annotator.edits import articles, claims, entities, labels, notes, spans
from annotator.errors import Refused
from annotator.project import Project
from tests.scene import Scene, add_article, told


def test_a_label_marks_the_words_and_makes_an_entity_of_their_name(scene: Scene) -> None:
    span = scene.label("Dmitry Peskov", "PER")
    assert (span.start, span.end, span.quote) == (*scene.at("Dmitry Peskov"), "Dmitry Peskov")
    assert (span.level, span.annotator) == ("NAM", scene.project.annotator.id)
    entity = scene.entity_of(span)
    assert (entity.name, entity.label, entity.article) == (
        "Dmitry Peskov", scene.id_of("PER"), None,
    )  # fmt: skip


def test_the_name_of_an_entity_is_on_one_line(scene: Scene) -> None:
    article = add_article(scene.project, "Here\nDmitry\n  Peskov said, Dmitry Peskov smiled.")
    other = Scene(scene.project, article)
    first = other.label("Dmitry\n  Peskov", "PER")
    assert first.quote == "Dmitry\n  Peskov"
    assert other.entity_of(first).name == "Dmitry Peskov"
    assert other.label("Dmitry Peskov", "PER").entity == first.entity


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        (5, 5, "Select some words first"),
        (9, 5, "Select some words first"),
        (-3, 5, "outside of the article"),
        (0, 10_000, "outside of the article"),
        (7, 8, "nothing but blanks"),
    ],
)
def test_a_range_without_words_is_refused(scene: Scene, start: int, end: int, why: str) -> None:
    with pytest.raises(Refused, match=why):
        scene.do(spans.add, scene.article, start, end, scene.id_of("ORG"))
    with pytest.raises(Refused, match=why):
        scene.do(claims.add, scene.article, start, end)


def test_an_article_that_is_not_there_is_refused(scene: Scene) -> None:
    with pytest.raises(Refused):
        scene.do(spans.add, 12345, 0, 7, scene.id_of("ORG"))


def test_the_same_words_take_another_label_but_not_the_same_twice(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    scene.label("Kremlin", "FAC")
    with pytest.raises(Refused, match="These words already are FAC"):
        scene.label("Kremlin", "FAC")


def test_a_retired_label_is_refused_and_a_merged_one_gives_what_it_became(scene: Scene) -> None:
    fac, loc = scene.id_of("FAC"), scene.id_of("LOC")
    scene.do(labels.merge, fac, loc)
    span = scene.span(scene.do(spans.add, scene.article, *scene.at("Kremlin"), fac))
    assert span.label == loc
    scene.do(labels.retire, loc)
    with pytest.raises(Refused, match="LOC is retired"):
        scene.do(spans.add, scene.article, *scene.at("Monday"), loc)


# a known name joins


def test_a_name_joins_the_entity_of_that_name_and_label_over_the_whole_project(
    scene: Scene,
) -> None:
    first = scene.label("Kremlin", "ORG")
    assert scene.label("Kremlin", "ORG", 1).entity == first.entity
    other = Scene(scene.project, add_article(scene.project, "The Kremlin denied it."))
    assert other.label("Kremlin", "ORG").entity == first.entity
    assert other.label("Kremlin", "FAC").entity != first.entity


def test_a_name_joins_by_an_alias_and_by_an_earlier_mention(scene: Scene) -> None:
    long = scene.label("Dmitry Peskov", "PER")
    entity = scene.entity_of(long).id
    scene.do(entities.add_alias, entity, "Peskov")
    assert scene.label("Peskov", "PER", 1).entity == entity
    scene.do(entities.remove_alias, entity, "Peskov")
    other = Scene(scene.project, add_article(scene.project, "Peskov said so."))
    assert other.label("Peskov", "PER").entity == entity


def test_a_renamed_entity_is_still_known_by_the_name_of_its_mentions(scene: Scene) -> None:
    first = scene.label("Kremlin", "ORG")
    scene.do(entities.rename, scene.entity_of(first).id, "Presidential administration")
    assert scene.label("Kremlin", "ORG", 1).entity == first.entity


def test_a_forgotten_alias_of_a_merged_entity_does_not_join(scene: Scene) -> None:
    kept = scene.entity_of(scene.label("Dmitry Peskov", "PER")).id
    gone = scene.label("Peskov", "PER", 1)
    scene.do(entities.merge, scene.entity_of(gone).id, kept)
    scene.do(entities.remove_alias, kept, "Peskov")
    scene.do(spans.remove, gone.id)
    other = Scene(scene.project, add_article(scene.project, "Peskov said so."))
    assert other.label("Peskov", "PER").entity not in (kept, gone.entity)


def test_a_description_joins_only_within_its_article(scene: Scene) -> None:
    first = scene.label("the president", "PER")
    assert first.level == "NOM"
    again = scene.do(spans.add, scene.article, *scene.at("president", 1), scene.id_of("PER"))
    assert scene.span(again).entity != first.entity
    other = Scene(
        scene.project, add_article(scene.project, "Then the president left, the president.")
    )
    second = other.label("the president", "PER")
    assert second.entity != first.entity
    assert other.label("the president", "PER", 1).entity == second.entity


def test_a_pronoun_never_joins_and_has_no_entity(scene: Scene) -> None:
    span = scene.label("He", "PER")
    assert (span.level, span.entity) == ("PRO", None)
    scene.do(entities.assign, span.id, scene.entity_of(scene.label("Putin", "PER")).id)
    other = Scene(scene.project, add_article(scene.project, "He left. He said so."))
    assert other.label("He", "PER").entity is None


def test_an_author_is_nobody_a_name_joins(scene: Scene) -> None:
    byline = Scene(
        scene.project, add_article(scene.project, "Jane Roe was there.", byline="Jane Roe")
    )
    byline.do(claims.add_own, byline.article, *byline.at("was there"))
    author = next(e for e in byline.page.entities.values() if e.role == "author")
    assert byline.label("Jane Roe", "PER").entity != author.id


def test_a_named_or_a_new_entity_can_be_asked_for(scene: Scene) -> None:
    one = scene.label("Kremlin", "ORG")
    two = scene.label("Kremlin", "ORG", 1, entity=spans.NEW)
    assert two.entity != one.entity
    assert scene.label("Reuters", "ORG", entity=one.entity).entity == one.entity


def test_a_merged_entity_asked_for_is_the_one_it_became(scene: Scene) -> None:
    kept = scene.entity_of(scene.label("Dmitry Peskov", "PER")).id
    gone = scene.entity_of(scene.label("Vladimir Putin", "PER")).id
    scene.do(entities.merge, gone, kept)
    assert scene.label("Reuters", "ORG", entity=gone).entity == kept


# all alike


def test_all_other_places_are_labelled_in_one_step(scene: Scene) -> None:
    first = scene.label("Kremlin", "ORG")
    places = [scene.at("Kremlin"), scene.at("Kremlin", 1), scene.at("Reuters")]
    outcome = scene.run(spans.add_all, scene.article, places, scene.id_of("ORG"), first.entity)
    assert told(outcome) == "Label 2 more as ORG"
    assert len(outcome.answer) == 2
    assert len(scene.page.mentions_of(first.entity or 0)) == 3
    scene.undo()
    assert list(scene.mentions()) == ["Kremlin"]
    with pytest.raises(Refused, match="All of these already are ORG"):
        scene.do(spans.add_all, scene.article, [scene.at("Kremlin")], scene.id_of("ORG"), None)


def test_all_alike_as_something_new_are_one_new_entity(scene: Scene) -> None:
    old = scene.label("Reuters", "ORG")
    places = [scene.at("Kremlin"), scene.at("Kremlin", 1)]
    made = scene.do(spans.add_all, scene.article, places, scene.id_of("ORG"), spans.NEW)
    assert len({scene.span(span).entity for span in made}) == 1
    assert scene.span(made[0]).entity != old.entity


# relabel


def test_relabelling_the_only_mention_takes_its_entity_along(scene: Scene) -> None:
    span = scene.label("Kremlin", "FAC")
    scene.do(spans.relabel, span.id, scene.id_of("ORG"))
    assert scene.entity_of(span).label == scene.id_of("ORG")
    assert scene.span(span.id).label == scene.id_of("ORG")


def test_relabelling_one_of_several_leaves_the_entity_its_label(scene: Scene) -> None:
    one, two = scene.label("Kremlin", "ORG"), scene.label("Kremlin", "ORG", 1)
    scene.do(spans.relabel, two.id, scene.id_of("FAC"))
    assert scene.span(two.id).entity == one.entity
    assert scene.entity_of(one).label == scene.id_of("ORG")


def test_a_name_put_right_joins_those_of_its_label(scene: Scene) -> None:
    right = scene.label("Kremlin", "ORG")
    wrong = scene.label("Kremlin", "PER", 1)
    scene.do(spans.relabel, wrong.id, scene.id_of("ORG"))
    assert scene.span(wrong.id).entity == right.entity
    assert wrong.entity not in scene.page.entities


def test_a_level_that_was_guessed_is_guessed_anew_and_one_that_was_set_stays(scene: Scene) -> None:
    span = scene.label("Monday", "ORG")
    assert span.level == "NAM"
    scene.do(spans.relabel, span.id, scene.id_of("DATE"))
    assert scene.span(span.id).level == "VAL"
    other = scene.label("Reuters", "ORG")
    scene.do(spans.set_level, other.id, "NOM")
    scene.do(spans.relabel, other.id, scene.id_of("PER"))
    assert scene.span(other.id).level == "NOM"


def test_relabelling_to_what_already_lies_there_is_refused(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    span = scene.label("Kremlin", "FAC")
    with pytest.raises(Refused, match="These words already are ORG"):
        scene.do(spans.relabel, span.id, scene.id_of("ORG"))


def test_the_pieces_of_a_mention_go_together(scene: Scene) -> None:
    first = scene.label("Dmitry Peskov", "PER")
    with scene.project.turn() as db:  # as an import brings it
        db.execute(
            'insert into spans (id, article, start, "end", quote, annotator, label, entity, level, '
            "part_of) select id + 1, article, 0, 7, 'Kremlin', annotator, label, entity, level, id "
            "from spans where id = ?", [first.id],
        )  # fmt: skip
    scene.page = scene.read(scene.article)
    piece = scene.span(first.id + 1)
    entity = scene.entity_of(scene.label("Reuters", "ORG")).id
    scene.do(spans.relabel, first.id, scene.id_of("ORG"))
    scene.do(entities.assign, first.id, entity)
    scene.do(spans.set_level, first.id, "NOM")
    now = scene.span(piece.id)
    assert (now.label, now.entity, now.level) == (scene.id_of("ORG"), entity, "NOM")
    scene.do(spans.remove, first.id)
    assert scene.page.span(piece.id) is None
    scene.undo()
    assert scene.page.span(piece.id)


# move, head, remove


def test_moving_borders_keeps_the_span_and_takes_the_words_there(scene: Scene) -> None:
    span = scene.label("Peskov", "PER")
    scene.do(spans.move, span.id, *scene.at("Dmitry Peskov"))
    moved = scene.span(span.id)
    assert (moved.quote, moved.entity) == ("Dmitry Peskov", span.entity)
    with pytest.raises(Refused, match="outside of the article"):
        scene.do(spans.move, span.id, 0, 5000)
    with pytest.raises(Refused, match="Select some words"):
        scene.do(spans.move, span.id, 5, 5)


def test_a_head_outside_of_moved_borders_goes(scene: Scene) -> None:
    span = scene.label("Dmitry Peskov", "PER")
    scene.do(spans.set_head, span.id, *scene.at("Peskov"))
    assert scene.span(span.id).head_start == scene.at("Peskov")[0]
    scene.do(spans.move, span.id, *scene.at("spokesman Dmitry Peskov"))
    assert scene.span(span.id).head_start == scene.at("Peskov")[0]
    scene.do(spans.move, span.id, *scene.at("Dmitry"))
    assert (scene.span(span.id).head_start, scene.span(span.id).head_end) == (None, None)
    with pytest.raises(Refused, match="The head lies inside"):
        scene.do(spans.set_head, span.id, *scene.at("Peskov"))


def test_moving_onto_a_twin_is_refused(scene: Scene) -> None:
    scene.label("Dmitry Peskov", "PER")
    span = scene.label("Peskov", "PER")
    with pytest.raises(Refused, match="already are PER"):
        scene.do(spans.move, span.id, *scene.at("Dmitry Peskov"))


def test_a_claims_part_lies_where_it_was_when_the_mention_under_it_moves_or_goes(
    scene: Scene,
) -> None:
    mention = scene.label("Dmitry Peskov", "PER")
    claim = scene.claim("the Kremlin was calm")
    part = scene.do(claims.source_from, claim, mention.id)
    scene.do(spans.move, mention.id, *scene.at("Peskov"))
    assert scene.span(part).quote == "Dmitry Peskov"
    assert scene.span(part).mention == mention.id
    scene.do(spans.remove, mention.id)
    assert (scene.span(part).quote, scene.span(part).mention) == ("Dmitry Peskov", None)
    assert scene.page.claims[claim].source == mention.entity
    scene.undo()
    assert scene.span(part).mention == mention.id


def test_removing_the_last_mention_removes_a_bare_entity(scene: Scene) -> None:
    one, two = scene.label("Kremlin", "ORG"), scene.label("Kremlin", "ORG", 1)
    scene.do(spans.remove, one.id)
    assert one.entity in scene.page.entities
    scene.do(spans.remove, two.id)
    assert known(scene.project, one.entity) is False


def known(project: Project, entity: int | None) -> bool:
    return project.entity(entity or 0) is not None


def test_an_entity_with_something_of_its_own_stays(scene: Scene) -> None:
    span = scene.label("Kremlin", "ORG")
    for words in ("Monday", "Reuters", "Putin", "media", "Peskov"):
        scene.label(words, "ORG", entity=spans.NEW)
    made = {s.quote: s for s in scene.page.mentions}
    scene.do(entities.describe, made["Kremlin"].entity, "qid", "Q159")
    scene.do(entities.add_alias, made["Monday"].entity, "Mon")
    scene.do(notes.add, "entity", made["Reuters"].entity, "Look")
    scene.do(entities.set_attribute, "entity", made["Putin"].entity, "group", "no")
    scene.do(claims.set_source, scene.claim("He smiled"), made["media"].entity)
    for quote, mention in made.items():
        scene.do(spans.remove, mention.id)
        assert known(scene.project, mention.entity) is (quote != "Peskov"), quote
    assert span.entity


def test_removing_a_part_by_its_mark_is_removing_it_from_its_claim(scene: Scene) -> None:
    claim = scene.claim("the Kremlin was calm")
    source = scene.put(claim, "source", "Peskov")
    scene.do(spans.remove, source)
    assert scene.page.claims[claim].chain == ()
    with pytest.raises(Refused, match="A claim needs a content"):
        scene.do(spans.remove, scene.page.parts(claim)[0].id)


def test_a_part_is_no_mention(scene: Scene) -> None:
    part = scene.page.parts(scene.claim("the Kremlin was calm")) or scene.page.spans
    for edit in (spans.relabel, entities.assign):
        with pytest.raises(Refused, match="a part of a claim, not a mention"):
            scene.do(edit, part[0].id, scene.id_of("ORG"))


def test_what_is_gone_is_told_so(scene: Scene) -> None:
    span = scene.label("Kremlin", "ORG")
    scene.do(spans.remove, span.id)
    with pytest.raises(Refused, match="not in the project any more"):
        scene.do(spans.relabel, span.id, scene.id_of("FAC"))


# status


def test_the_first_mark_sets_the_article_in_progress_and_undo_takes_that_back(scene: Scene) -> None:
    me = scene.project.annotator.id
    scene.label("Kremlin", "ORG")
    assert scene.page.statuses == {me: "in_progress"}
    scene.undo()
    assert scene.page.statuses == {}


def test_an_edit_of_a_finished_article_sets_it_back_and_says_so(scene: Scene) -> None:
    me = scene.project.annotator.id
    span = scene.label("Kremlin", "ORG")
    for status in ("done", "done_empty"):
        scene.do(articles.set_status, scene.article, status)
        outcome = scene.run(spans.set_level, span.id, "NOM" if status == "done" else "NAM")
        assert outcome.reopened
        assert scene.page.statuses == {me: "in_progress"}
    scene.do(articles.set_status, scene.article, "review")
    assert not scene.run(spans.set_level, span.id, "NOM").reopened
    assert scene.page.statuses == {me: "review"}


def test_texts_in_any_script_are_marked_by_code_points(scene: Scene) -> None:
    text = "😀 Été e\u0301té שלום 漢字テスト العربية\u2028end"
    other = Scene(scene.project, add_article(scene.project, text))
    for words in ("😀", "Été", "e\u0301té", "שלום", "漢字", "العربية", "end"):
        span = other.label(words, "ORG")
        assert text[span.start : span.end] == span.quote == words


def test_an_entity_first_described_takes_its_proper_name(scene: Scene) -> None:
    described = scene.label("the president", "PER")
    assert scene.entity_of(described).name == "the president"
    scene.do(spans.add, scene.article, *scene.at("Vladimir Putin"), scene.id_of("PER"),
             entity=described.entity)  # fmt: skip
    assert scene.entity_of(described).name == "Vladimir Putin"
    scene.undo()
    assert scene.entity_of(described).name == "the president"


def test_a_name_that_was_typed_stays(scene: Scene) -> None:
    described = scene.label("the president", "PER")
    scene.do(entities.rename, described.entity, "head of state")
    scene.do(spans.add, scene.article, *scene.at("Vladimir Putin"), scene.id_of("PER"),
             entity=described.entity)  # fmt: skip
    assert scene.entity_of(described).name == "head of state"


def test_a_description_joins_its_like_at_the_head_of_a_sentence(scene: Scene) -> None:
    article = add_article(scene.project, "It began with the attack. The attack was brief.")
    other = Scene(scene.project, article)
    first = other.label("the attack", "EVENT")
    assert other.label("The attack", "EVENT").entity == first.entity
