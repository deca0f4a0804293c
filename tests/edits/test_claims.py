"""Claims: their parts, whom they come from, and what a hard rule refuses."""

import pytest

from annotator.edits import claims, entities, judgements
from annotator.errors import Refused
from annotator.model import Claim
from tests.scene import TEXT, Scene, add_article


def claim_of(scene: Scene, id: int) -> Claim:
    """The claim as it is on the page."""
    return scene.page.claims[id]


def author(scene: Scene) -> int:
    """The entity of the article's author."""
    return next(e.id for e in scene.page.entities.values() if e.role == "author")


def parts(scene: Scene, claim: int, role: str) -> list[str]:
    """The words of a claim's parts of one role."""
    return [span.quote for span in scene.page.parts(claim, role)]


def test_a_claim_begins_with_its_content_and_nobody_tied_to_it(scene: Scene) -> None:
    claim = scene.claim("the Kremlin was calm")
    assert claim_of(scene, claim) == Claim(
        claim, scene.article, scene.project.annotator.id, "", (), None
    )
    assert parts(scene, claim, "content") == ["the Kremlin was calm"]
    assert scene.page.judgements == ()


def test_a_source_ties_the_claim_to_whom_its_words_name(scene: Scene) -> None:
    peskov = scene.label("Dmitry Peskov", "PER")
    scene.label("Kremlin", "ORG")
    scene.label("Kremlin spokesman", "PER")
    claim = scene.claim("the Kremlin was calm")
    scene.put(claim, "source", "Kremlin spokesman Dmitry Peskov")
    assert claim_of(scene, claim).chain == (author(scene), peskov.entity)
    assert claim_of(scene, claim).source == peskov.entity
    assert scene.value(claim, "source_kind") == "entity"
    assert scene.value(claim, "attribution") == "person"


def test_of_the_mentions_inside_the_outermost_counts(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    whole = scene.label("Kremlin spokesman Dmitry Peskov", "PER")
    claim = scene.claim("the Kremlin was calm")
    scene.put(claim, "source", "Kremlin spokesman Dmitry Peskov")
    assert claim_of(scene, claim).source == whole.entity


def test_a_source_that_names_nobody_is_unnamed(scene: Scene) -> None:
    claim = scene.claim("was reportedly ill")
    scene.put(claim, "source", "the media")
    assert claim_of(scene, claim).chain == (author(scene), None)
    assert scene.value(claim, "source_kind") == "unnamed"
    assert scene.value(claim, "attribution") == "unnamed_described"


def test_a_cue_alone_attributes_the_claim_to_nobody(scene: Scene) -> None:
    claim = scene.claim("ill")
    scene.put(claim, "cue", "reportedly")
    assert claim_of(scene, claim).chain == (author(scene), None)
    assert scene.value(claim, "source_kind") == "unspecified"
    assert scene.value(claim, "attribution") == "hearsay"


def test_the_authors_own_claim_ends_with_the_author(scene: Scene) -> None:
    claim = scene.do(claims.add_own, scene.article, *scene.at("He smiled"))
    assert claim_of(scene, claim).chain == (author(scene),)
    assert scene.value(claim, "source_kind") == "author"
    assert scene.value(claim, "mode") == "none"
    assert scene.value(claim, "attribution") == "none"
    assert all(one.derived for one in scene.page.judgements)


def test_one_author_stands_for_the_article_and_bears_its_byline(scene: Scene) -> None:
    other = Scene(scene.project, add_article(scene.project, TEXT[::-1], byline="Jane Roe"))
    for _ in range(2):
        other.do(claims.add_own, other.article, *other.at("nilmerK"))
    authors = [e for e in other.page.entities.values() if e.role == "author"]
    assert [(e.name, e.article) for e in authors] == [("Jane Roe", other.article)]
    scene.do(claims.add_own, scene.article, *scene.at("He smiled"))
    assert author(scene) != authors[0].id
    assert scene.page.entities[author(scene)].name == "[article author]"


def test_a_source_or_a_cue_ends_the_authors_own_voice(scene: Scene) -> None:
    for role, kind in (("source", "unnamed"), ("cue", "unspecified")):
        claim = scene.do(claims.add_own, scene.article, *scene.at("He smiled"))
        scene.put(claim, role, "the media")
        assert claim_of(scene, claim).chain == (author(scene), None)
        assert scene.value(claim, "source_kind") == kind
        assert scene.value(claim, "mode") == ""


def test_a_claim_made_the_authors_own_loses_source_cue_and_what_was_said_of_them(
    scene: Scene,
) -> None:
    claim = scene.claim("the Kremlin was calm")
    scene.put(claim, "source", "the media")
    scene.put(claim, "cue", "said")
    scene.put(claim, "addressee", "Believe me")
    scene.put(claim, "hedge", "reportedly")
    scene.do(judgements.answer, claim, "mode", "indirect", shared=True)
    scene.do(judgements.answer, claim, "source_kind", "outlet", shared=True)
    scene.do(claims.own, claim)
    assert {span.role for span in scene.page.parts(claim)} == {"content", "hedge"}
    assert claim_of(scene, claim).chain == (author(scene),)
    assert (scene.value(claim, "mode"), scene.value(claim, "source_kind")) == ("none", "author")
    scene.undo()
    assert (scene.value(claim, "mode"), scene.value(claim, "source_kind")) == ("indirect", "outlet")


def test_a_second_source_replaces_the_first_and_a_further_piece_joins_it(scene: Scene) -> None:
    peskov, putin = scene.label("Dmitry Peskov", "PER"), scene.label("Vladimir Putin", "PER")
    claim = scene.claim("the Kremlin was calm")
    scene.put(claim, "source", "Dmitry Peskov")
    scene.put(claim, "source", "Vladimir Putin")
    assert parts(scene, claim, "source") == ["Vladimir Putin"]
    assert claim_of(scene, claim).source == putin.entity
    scene.put(claim, "source", "Dmitry Peskov", further=True)
    assert parts(scene, claim, "source") == ["Dmitry Peskov", "Vladimir Putin"]
    assert [span.order for span in scene.page.parts(claim, "source")] == [0, 1]
    assert claim_of(scene, claim).source == putin.entity
    assert peskov.entity


def test_pieces_are_numbered_in_text_order_whatever_is_done_to_them(scene: Scene) -> None:
    claim = scene.claim("He smiled")
    scene.put(claim, "content", "said on Monday", further=True)
    last = scene.put(claim, "content", "The president denied it", further=True)
    assert parts(scene, claim, "content") == [
        "said on Monday", "He smiled", "The president denied it",
    ]  # fmt: skip
    from annotator.edits import spans

    scene.do(spans.move, last, *scene.at("Kremlin"))
    assert parts(scene, claim, "content") == ["Kremlin", "said on Monday", "He smiled"]
    assert [s.order for s in scene.page.parts(claim, "content")] == [0, 1, 2]
    scene.do(claims.remove_part, last)
    assert [s.order for s in scene.page.parts(claim, "content")] == [0, 1]


def test_pieces_of_one_role_do_not_overlap_others_may(scene: Scene) -> None:
    from annotator.edits import spans

    claim = scene.claim("the Kremlin was calm")
    with pytest.raises(Refused, match="cannot overlap"):
        scene.put(claim, "content", "calm", further=True)
    other = scene.put(claim, "content", "He smiled", further=True)
    with pytest.raises(Refused, match="cannot overlap"):
        scene.do(spans.move, other, *scene.at("Kremlin was", 0))
    scene.put(claim, "hedge", "calm")
    scene.claim("Kremlin was calm")


def test_the_last_content_stays_until_the_claim_goes(scene: Scene) -> None:
    claim = scene.claim("the Kremlin was calm")
    content = scene.page.parts(claim)[0].id
    before = scene.page
    with pytest.raises(Refused, match="A claim needs a content"):
        scene.do(claims.remove_part, content)
    assert scene.read(scene.article) == before
    scene.put(claim, "content", "He smiled")
    assert parts(scene, claim, "content") == ["He smiled"]
    scene.do(claims.remove, claim)
    assert (scene.page.spans, dict(scene.page.claims)) == ((), {})


def test_without_its_source_a_claim_is_attributed_by_its_cue_or_not_at_all(scene: Scene) -> None:
    scene.label("Dmitry Peskov", "PER")
    claim = scene.claim("the Kremlin was calm")
    source = scene.put(claim, "source", "Dmitry Peskov")
    cue = scene.put(claim, "cue", "said")
    scene.do(claims.remove_part, source)
    assert claim_of(scene, claim).chain == (author(scene), None)
    assert scene.value(claim, "source_kind") == "unspecified"
    scene.do(claims.remove_part, cue)
    assert claim_of(scene, claim).chain == ()
    assert scene.page.judgements == ()


def test_a_mention_is_taken_as_the_source(scene: Scene) -> None:
    peskov = scene.label("Dmitry Peskov", "PER")
    claim = scene.claim("the Kremlin was calm")
    part = scene.do(claims.source_from, claim, peskov.id)
    assert (scene.span(part).quote, scene.span(part).mention) == ("Dmitry Peskov", peskov.id)
    assert claim_of(scene, claim).chain == (author(scene), peskov.entity)
    other = Scene(scene.project, add_article(scene.project, "Putin left."))
    far = other.label("Putin", "PER")
    with pytest.raises(Refused, match="lies in the article of its claim"):
        scene.do(claims.source_from, claim, far.id)


def test_a_pronoun_taken_as_the_source_names_whom_it_is_tied_to(scene: Scene) -> None:
    he, claim = scene.label("He", "PER"), scene.claim("the Kremlin was calm")
    scene.do(claims.source_from, claim, he.id)
    assert claim_of(scene, claim).chain == (author(scene), None)
    peskov = scene.label("Dmitry Peskov", "PER")
    scene.do(entities.assign, he.id, peskov.entity)
    assert claim_of(scene, claim).chain == (author(scene), peskov.entity)


def test_a_claim_is_relayed_just_before_its_source(scene: Scene) -> None:
    reuters, media = scene.label("Reuters", "ORG"), scene.label("the media", "ORG")
    claim = scene.claim("was reportedly ill")
    with pytest.raises(Refused, match="needs a source before it can be relayed"):
        scene.do(claims.relay, claim, media.entity)
    scene.do(claims.source_from, claim, reuters.id)
    scene.do(claims.relay, claim, media.entity)
    assert claim_of(scene, claim).chain == (author(scene), media.entity, reuters.entity)
    with pytest.raises(Refused, match="is in the chain already"):
        scene.do(claims.relay, claim, media.entity)
    scene.put(claim, "source", "The president")
    assert claim_of(scene, claim).chain == (author(scene), media.entity, None)


def test_the_innermost_source_is_set_by_hand_and_the_chain_above_stays(scene: Scene) -> None:
    reuters, putin = scene.label("Reuters", "ORG"), scene.label("Vladimir Putin", "PER")
    claim = scene.claim("was reportedly ill")
    scene.do(claims.set_source, claim, putin.entity)
    assert claim_of(scene, claim).chain == (author(scene), putin.entity)
    scene.do(claims.relay, claim, reuters.entity)
    scene.do(claims.set_source, claim, None)
    assert claim_of(scene, claim).chain == (author(scene), reuters.entity, None)
    scene.do(claims.set_chain, claim, (author(scene), putin.entity))
    assert claim_of(scene, claim).chain == (author(scene), putin.entity)


def test_a_chain_set_to_what_it_is_changes_nothing(scene: Scene) -> None:
    putin = scene.label("Vladimir Putin", "PER")
    claim = scene.claim("was reportedly ill")
    scene.do(claims.set_source, claim, putin.entity)
    outcome = scene.run(claims.set_chain, claim, claim_of(scene, claim).chain)
    assert outcome.record is None


def test_claims_nest_without_a_circle_in_their_article(scene: Scene) -> None:
    one, two, three = (scene.claim(words) for words in ("calm", "smiled", "well"))
    scene.do(claims.set_parent, two, one)
    scene.do(claims.set_parent, three, two)
    for circle in ((one, three), (one, two), (one, one)):
        with pytest.raises(Refused, match="cannot be nested in itself"):
            scene.do(claims.set_parent, *circle)
    other = Scene(scene.project, add_article(scene.project, "Putin left."))
    far = other.claim("left")
    with pytest.raises(Refused, match="its own article"):
        scene.do(claims.set_parent, one, far)
    scene.do(claims.remove, one)
    assert claim_of(scene, two).parent is None
    scene.do(claims.set_parent, three, None)


def test_a_gist_is_one_line_of_ones_own_words(scene: Scene) -> None:
    claim = scene.claim("the Kremlin was calm")
    scene.do(claims.set_gist, claim, "  All is calm.  ")
    assert claim_of(scene, claim).gist == "All is calm."
    assert scene.run(claims.set_gist, claim, "All is calm.").record is None
