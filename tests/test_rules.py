"""Rules of sourcing: what the gold satisfies, what is refused, what is hinted at, what follows."""

from dataclasses import replace

import pytest

from annotator import codebook, rules
from annotator.model import Article, Claim, Entity, Judgement, Link, Note, Page, Span
from tests.gold import gold_page

AUTHOR, PUTIN, KREMLIN = 1, 2, 3
TEXT = 'He is ill, said Putin: "It is not so." All was "well".'


def page(*spans: Span, claim: Claim | None = None, **answers: str) -> Page:
    """A small article with one claim (10) and one annotator (1)."""
    book = codebook.load_default()
    claim = claim or Claim(10, 1, 1, chain=(AUTHOR, PUTIN))
    entities = (
        Entity(AUTHOR, 1, "author", role="author"), Entity(PUTIN, 1, "Putin"),
        Entity(KREMLIN, 2, "Kremlin"),
    )  # fmt: skip
    judged = tuple(
        Judgement(100 + at, name, value, 1, claim=10)
        for at, (name, value) in enumerate(answers.items())
    )
    return Page(
        Article(1, "", "", len(TEXT)), TEXT, book, spans, {e.id: e for e in entities},
        {10: claim}, judged,
    )  # fmt: skip


def part(words: str, role: str = "content", id: int = 20) -> Span:
    start = TEXT.index(words)
    return Span(id, 1, start, start + len(words), 1, words, role=role, claim=10)


def broken(at: Page) -> str:
    return " ".join(rules.broken(at, at.claims[10], 1))


def hinted(at: Page) -> list[str]:
    return [hint.rule for hint in rules.hints(at, at.claims[10], 1)]


def test_the_gold_breaks_no_rule() -> None:
    gold = gold_page()
    for claim in gold.claims.values():
        for annotator in (1, 2):
            assert rules.broken(gold, claim, annotator) == ()


def test_nothing_is_open_in_the_gold() -> None:
    assert rules.open_questions(gold_page(), 1) == ()


def test_attribution_of_the_gold_follows_from_its_sources() -> None:
    """The figure may only rise: 41 of 41."""
    gold = gold_page()
    right = 0
    for claim in gold.claims.values():
        answers = gold.answers(claim=claim.id, annotator=1)
        kind = answers["source_kind"][0].value
        source = gold.entities.get(gold.live(claim.source) or 0)
        family = gold.codebook.label(source.label).family if source else ""
        right += rules.attribution(kind, family) == answers["attribution"][0].value
    print(f"attributions derived as in the gold: {right} of {len(gold.claims)}")
    assert right == 41


@pytest.mark.parametrize(
    ("kind", "family", "follows"),
    [
        ("entity", "who", "person"), ("entity", "body", "institution"),
        ("entity", "place", "institution"), ("entity", "event", ""), ("entity", "", ""),
        ("unnamed", "who", "unnamed_described"), ("document", "", "document"),
        ("outlet", "body", "outlet"), ("unspecified", "", "hearsay"), ("author", "who", "none"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_attribution_follows_from_the_kind_of_source(kind: str, family: str, follows: str) -> None:
    assert rules.attribution(kind, family) == follows


def test_what_follows_is_a_value_of_the_codebook() -> None:
    book = codebook.load_default()
    for choice in book.field("source_kind").choices:
        for family in (*codebook.FAMILIES, ""):
            value = rules.attribution(choice.value, family)
            assert not value or book.field("attribution").choice(value)


def test_only_what_is_true_or_false_needs_a_credibility() -> None:
    assert [rules.credibility(kind) for kind in ("fact", "evaluation", "prediction", "")] == [
        "", "na", "na", "",
    ]  # fmt: skip


def test_a_claim_without_content_is_refused() -> None:
    assert "needs a content" in broken(page(part("said", "cue")))


def test_parts_outside_the_text_or_overlapping_are_refused() -> None:
    assert "outside the text" in broken(page(replace(part("He is ill"), end=9999)))
    assert "outside the text" in broken(page(replace(part("He is ill"), end=0)))
    assert "overlap" in broken(page(part("He is ill"), part("ill", id=21)))
    assert broken(page(part("He is"), part("ill", id=21))) == ""


def test_the_authors_own_claim_has_no_source_cue_or_quotation() -> None:
    own = {"source_kind": "author"}
    assert "neither source nor cue" in broken(
        page(part("He is ill"), part("said", "cue", 21), **own)
    )
    assert "neither source nor cue" in broken(
        page(part("He is ill"), part("Putin", "source", 21), **own)
    )
    assert "not quoted" in broken(page(part("He is ill"), **own, mode="direct"))
    assert broken(page(part("He is ill"), **own, mode="none")) == ""


def test_a_claim_attributed_to_nobody_has_no_source() -> None:
    parts = part("He is ill"), part("Putin", "source", 21)
    assert "attributed to nobody" in broken(page(*parts, source_kind="unspecified"))


def test_claims_nested_in_a_circle_are_refused() -> None:
    one = page(part("He is ill"), claim=Claim(10, 1, 1, chain=(1,), parent=11))
    both = replace(one, claims={10: one.claims[10], 11: Claim(11, 1, 1, parent=10)})
    assert "nested in itself" in broken(both)


@pytest.mark.parametrize("kind", ["evaluation", "prediction"])
def test_what_is_neither_true_nor_false_has_no_credibility(kind: str) -> None:
    assert "no credibility" in broken(page(part("He is ill"), kind=kind, credibility="3"))
    assert broken(page(part("He is ill"), kind=kind, credibility="na", likelihood="likely")) == ""
    assert broken(page(part("He is ill"), kind="fact", credibility="3")) == ""


def test_two_cues_are_hinted_at() -> None:
    assert "one_cue" in hinted(page(part("He is ill"), part("said", "cue"), part(":", "cue", 21)))


def test_direct_speech_without_marks_is_hinted_at() -> None:
    assert "direct" in hinted(page(part("He is ill"), mode="direct"))
    assert hinted(page(part('"It is not so."'), mode="direct")) == []
    assert hinted(page(part("It is not so."), mode="direct")) == []


def test_a_cut_quotation_is_hinted_at() -> None:
    assert "cut_quotation" in hinted(page(part('It is not so."')))
    assert "cut_quotation" in hinted(page(part('"It is')))
    assert hinted(page(part('All was "well"'))) == []


def test_confirmed_without_an_independent_claim_is_hinted_at() -> None:
    alone = page(part("He is ill"), credibility="1")
    assert "confirmed" in hinted(alone)
    for independence, expected in (("derived", ["confirmed"]), ("independent", [])):
        link = Link(1, "claim", 11, 10, "corroborates", 1, independence)
        assert hinted(replace(alone, links=(link,))) == expected


def test_a_source_nobody_is_tied_to_is_hinted_at() -> None:
    loose = Claim(10, 1, 1, chain=(AUTHOR, None))
    parts = part("He is ill"), part("Putin", "source", 21)
    assert "source_entity" in hinted(page(*parts, claim=loose))
    assert hinted(page(*parts, claim=loose, source_kind="unnamed")) == []


def test_an_opinion_of_an_unnamed_source_is_hinted_at() -> None:
    odd = {"attribution": "anonymous", "kind": "evaluation"}
    assert "veiled_opinion" in hinted(page(part("He is ill"), **odd))


def test_done_asks_for_what_is_not_answered_and_who_says_it() -> None:
    at = page(part("He is ill"), claim=Claim(10, 1, 1), credibility="6", confidence="na")
    found = rules.open_questions(at, 1)
    assert [(hint.rule, hint.field) for hint in found] == [
        ("no_source", ""), ("unanswered", "attribution"), ("unanswered", "reliability"),
    ]  # fmt: skip
    assert len([h for h in rules.open_questions(at, 2) if h.rule == "unanswered"]) == 4


def test_done_asks_for_names_without_entity_and_open_notes() -> None:
    name = Span(30, 1, 16, 21, 1, "Putin", label=1, level="NAM")
    at = replace(page(name), claims={}, notes=(Note(1, "Which one?", 1, "ask", span=30),))
    assert [(h.rule, h.span) for h in rules.open_questions(at, 1)] == [("entity", 30), ("note", 30)]
    settled = replace(at, spans=(replace(name, entity=PUTIN),))
    settled = replace(settled, notes=(replace(at.notes[0], resolved=True),))
    assert rules.open_questions(settled, 1) == ()


def test_done_with_nothing_marked_says_so() -> None:
    at = replace(page(), claims={})
    assert [hint.rule for hint in rules.open_questions(at, 1)] == ["empty"]
