"""Answers: three states kept apart, hard rules that refuse, and what is derived from what."""

from pathlib import Path

import pytest

from annotator.edits import claims, entities, judgements, spans
from annotator.errors import Refused
from tests.scene import Scene


def judged(scene: Scene, claim: int, annotator: str) -> dict[str, tuple[str, bool]]:
    """One annotator's answers about a claim: field to value, and whether it was derived."""
    who = next(
        (id for id, name in scene.project.reader.execute("select id, name from annotators")
         if name == annotator), 0,
    )  # fmt: skip
    found = scene.page.answers(claim=claim, annotator=who)
    return {field: (one[0].value, one[0].derived) for field, one in found.items()}


def answer(scene: Scene, claim: int, field: str, *values: str) -> None:
    """Answer a field, as the window does: what the text says is shared."""
    shared = scene.project.codebook.field(field).layer == "claim"
    scene.do(judgements.answer, claim, field, *values, shared=shared)


@pytest.fixture
def claim(scene: Scene) -> int:
    """A claim that a person is the source of."""
    scene.label("Dmitry Peskov", "PER")
    claim = scene.claim("the Kremlin was calm")
    scene.put(claim, "source", "Dmitry Peskov")
    return claim


def source(scene: Scene, claim: int) -> int:
    """The innermost source of a claim."""
    found = scene.page.claims[claim].source
    assert found is not None
    return found


# given answers


def test_not_answered_not_applicable_and_cannot_be_judged_are_three_states(
    scene: Scene, claim: int
) -> None:
    assert scene.answer(claim, "credibility") is None
    for value in ("6", "na"):
        answer(scene, claim, "credibility", value)
        assert scene.value(claim, "credibility") == value
    answer(scene, claim, "credibility")
    assert scene.answer(claim, "credibility") is None


def test_an_answer_takes_the_place_of_the_earlier_one_and_keeps_its_row(
    scene: Scene, claim: int
) -> None:
    answer(scene, claim, "credibility", "2")
    first = scene.answer(claim, "credibility")
    answer(scene, claim, "credibility", "3")
    second = scene.answer(claim, "credibility")
    assert first is not None and second is not None
    assert (first.id, first.value, second.value) == (second.id, "2", "3")


def test_several_answers_keep_their_order(scene: Scene, claim: int) -> None:
    for values in (("statement", "document"), ("document",), ("data", "document", "statement")):
        answer(scene, claim, "evidence", *values)
        found = scene.page.answers(claim=claim)["evidence"]
        assert [(one.value, one.order) for one in found] == [(v, n) for n, v in enumerate(values)]


def test_each_annotator_judges_alone_but_what_the_text_says_is_shared(
    scene: Scene, claim: int
) -> None:
    answer(scene, claim, "confidence", "h")
    answer(scene, claim, "polarity", "positive")
    scene.project.work_as("boris")
    answer(scene, claim, "confidence", "l")
    answer(scene, claim, "polarity", "negative")
    assert judged(scene, claim, "anna")["confidence"] == ("h", False)
    assert judged(scene, claim, "boris")["confidence"] == ("l", False)
    assert [one.value for one in scene.page.answers(claim=claim)["polarity"]] == ["negative"]
    assert judged(scene, claim, "boris")["polarity"] == ("negative", False)


def test_an_answer_about_a_claim_that_is_gone_is_refused(scene: Scene, claim: int) -> None:
    scene.do(claims.remove, claim)
    with pytest.raises(Refused, match="not in the project any more"):
        answer(scene, claim, "credibility", "2")


# hard rules


@pytest.mark.parametrize("kind", ["evaluation", "prediction"])
def test_what_is_neither_true_nor_false_has_no_credibility(
    scene: Scene, claim: int, kind: str
) -> None:
    answer(scene, claim, "kind", kind)
    assert judged(scene, claim, "anna")["credibility"] == ("na", True)
    with pytest.raises(Refused, match="neither true nor false"):
        answer(scene, claim, "credibility", "2")
    answer(scene, claim, "credibility", "na")
    assert judged(scene, claim, "anna")["credibility"] == ("na", False)
    answer(scene, claim, "credibility")
    assert judged(scene, claim, "anna")["credibility"] == ("na", True)
    answer(scene, claim, "kind", "fact")
    assert scene.answer(claim, "credibility") is None
    answer(scene, claim, "credibility", "2")


def test_a_claim_with_a_credibility_becomes_no_evaluation(scene: Scene, claim: int) -> None:
    answer(scene, claim, "credibility", "2")
    with pytest.raises(Refused, match="You gave this claim a credibility"):
        answer(scene, claim, "kind", "evaluation")
    answer(scene, claim, "credibility")
    answer(scene, claim, "kind", "evaluation")


def test_the_authors_voice_has_no_source_no_cue_and_no_mode(scene: Scene, claim: int) -> None:
    with pytest.raises(Refused, match="neither source nor cue"):
        answer(scene, claim, "source_kind", "author")
    with pytest.raises(Refused, match="attributed to nobody has no source"):
        answer(scene, claim, "source_kind", "unspecified")
    own = scene.do(claims.add_own, scene.article, *scene.at("He smiled"))
    with pytest.raises(Refused, match="its mode is none"):
        answer(scene, own, "mode", "direct")


def test_naming_the_author_as_the_kind_of_source_makes_the_claim_the_authors_own(
    scene: Scene,
) -> None:
    claim = scene.claim("He smiled")
    answer(scene, claim, "source_kind", "author")
    chain = scene.page.claims[claim].chain
    assert [scene.page.entities[e or 0].role for e in chain] == ["author"]
    assert scene.value(claim, "mode") == "none"
    answer(scene, claim, "source_kind", "unspecified")
    assert scene.page.claims[claim].chain == (*chain, None)
    assert scene.value(claim, "mode") == ""


def test_marking_a_source_takes_back_an_answer_that_there_is_none(scene: Scene) -> None:
    claim = scene.claim("ill")
    answer(scene, claim, "source_kind", "unspecified")
    scene.put(claim, "source", "Reuters")
    assert (scene.value(claim, "source_kind"), scene.value(claim, "attribution")) == (
        "unnamed", "unnamed_described",
    )  # fmt: skip


# derived answers


def test_the_attribution_follows_from_the_kind_of_source(scene: Scene, claim: int) -> None:
    assert judged(scene, claim, "anna")["attribution"] == ("person", True)
    for kind, attribution in (("document", "document"), ("outlet", "outlet"), ("unnamed",
                              "unnamed_described")):  # fmt: skip
        answer(scene, claim, "source_kind", kind)
        assert judged(scene, claim, "anna")["attribution"] == (attribution, True)


def test_a_given_answer_is_never_derived_over_and_comes_back_derived_once_taken_back(
    scene: Scene, claim: int
) -> None:
    answer(scene, claim, "attribution", "anonymous")
    answer(scene, claim, "source_kind", "document")
    assert judged(scene, claim, "anna")["attribution"] == ("anonymous", False)
    answer(scene, claim, "attribution")
    assert judged(scene, claim, "anna")["attribution"] == ("document", True)


def test_answering_what_was_derived_makes_it_given(scene: Scene, claim: int) -> None:
    answer(scene, claim, "attribution", "person")
    assert judged(scene, claim, "anna")["attribution"] == ("person", False)


def test_reliability_follows_from_the_sources_card_only_after_credibility(
    scene: Scene, claim: int
) -> None:
    scene.do(judgements.grade, source(scene, claim), "reliability", "B")
    assert scene.answer(claim, "reliability") is None
    answer(scene, claim, "credibility", "2")
    assert judged(scene, claim, "anna")["reliability"] == ("B", True)
    answer(scene, claim, "credibility")
    assert scene.answer(claim, "reliability") is None


def test_a_card_graded_anew_is_followed_and_one_taken_back_too(scene: Scene, claim: int) -> None:
    answer(scene, claim, "credibility", "2")
    for values in (("B",), ("D",), ()):
        scene.do(judgements.grade, source(scene, claim), "reliability", *values)
        assert scene.value(claim, "reliability") == "".join(values)


def test_a_grade_on_a_claim_never_writes_the_card(scene: Scene, claim: int) -> None:
    scene.do(judgements.grade, source(scene, claim), "reliability", "B")
    answer(scene, claim, "credibility", "2")
    answer(scene, claim, "reliability", "D")
    assert scene.page.answers(entity=source(scene, claim))["reliability"][0].value == "B"
    scene.do(judgements.grade, source(scene, claim), "reliability", "C")
    assert judged(scene, claim, "anna")["reliability"] == ("D", False)
    answer(scene, claim, "reliability")
    assert judged(scene, claim, "anna")["reliability"] == ("C", True)


def test_an_evaluation_follows_the_card_as_well(scene: Scene, claim: int) -> None:
    scene.do(judgements.grade, source(scene, claim), "reliability", "B")
    answer(scene, claim, "kind", "evaluation")
    assert judged(scene, claim, "anna")["reliability"] == ("B", True)


def test_with_another_source_goes_what_followed_from_the_first(scene: Scene, claim: int) -> None:
    scene.do(judgements.grade, source(scene, claim), "reliability", "B")
    answer(scene, claim, "credibility", "2")
    reuters = scene.label("Reuters", "ORG")
    scene.do(claims.set_source, claim, reuters.entity)
    assert scene.answer(claim, "reliability") is None
    assert scene.value(claim, "attribution") == "institution"
    scene.do(judgements.grade, reuters.entity, "reliability", "A")
    assert scene.value(claim, "reliability") == "A"


def test_each_annotators_card_is_followed_by_their_own_answers_alone(
    scene: Scene, claim: int
) -> None:
    answer(scene, claim, "credibility", "2")
    scene.do(judgements.grade, source(scene, claim), "reliability", "B")
    scene.project.work_as("boris")
    scene.do(judgements.grade, source(scene, claim), "reliability", "E")
    assert "reliability" not in judged(scene, claim, "boris")
    answer(scene, claim, "credibility", "4")
    assert judged(scene, claim, "boris")["reliability"] == ("E", True)
    assert judged(scene, claim, "anna")["reliability"] == ("B", True)


def test_what_another_changes_in_the_text_is_followed_for_everybody(
    scene: Scene, claim: int
) -> None:
    scene.do(judgements.grade, source(scene, claim), "reliability", "B")
    answer(scene, claim, "credibility", "2")
    scene.project.work_as("boris")
    scene.do(claims.set_source, claim, None)
    anna = judged(scene, claim, "anna")
    assert "reliability" not in anna
    assert anna["attribution"] == ("unnamed_described", True)
    assert anna["credibility"] == ("2", False)


def test_two_merged_sources_have_one_card_and_their_claims_follow_it(
    scene: Scene, claim: int
) -> None:
    answer(scene, claim, "credibility", "2")
    reuters = scene.label("Reuters", "ORG")
    scene.do(judgements.grade, reuters.entity, "reliability", "A")
    scene.do(entities.merge, source(scene, claim), reuters.entity)
    assert judged(scene, claim, "anna")["reliability"] == ("A", True)
    assert scene.value(claim, "attribution") == "institution"


def test_all_of_it_is_one_step_to_undo(scene: Scene, claim: int) -> None:
    scene.do(judgements.grade, source(scene, claim), "reliability", "B")
    before = scene.page
    answer(scene, claim, "credibility", "2")
    scene.undo()
    assert scene.page == before
    scene.redo()
    assert scene.value(claim, "reliability") == "B"


def test_independent_annotators_judge_their_own_claims(tmp_path: Path) -> None:
    from annotator.edits import labels

    scene = Scene.new(tmp_path)
    scene.do(labels.set_property, "independent", "yes")
    for who in ("anna", "boris"):
        scene.project.work_as(who)
        scene.page = scene.read(scene.article)
        mention = scene.label("Dmitry Peskov", "PER")
        claim = scene.claim("the Kremlin was calm")
        scene.put(claim, "source", "Dmitry Peskov")
        assert scene.page.claims[claim].source == mention.entity
        assert {one.annotator for one in scene.page.judgements} == {scene.project.annotator.id}
    scene.do(spans.remove, mention.id)
    scene.project.close()
