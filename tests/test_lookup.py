"""Ways to look into a page: found at once, never stale after an edit."""

from dataclasses import replace

from annotator.codebook import load_default
from annotator.model import Article, Claim, Judgement, Page, Span

TEXT = "He said it was calm, and she denied it."


def part(id: int, claim: int, role: str, start: int, order: int = 0) -> Span:
    return Span(id, 1, start, start + 2, 7, role=role, claim=claim, order=order)


PAGE = Page(
    Article(1, "", "", len(TEXT)), TEXT, load_default(),
    (part(11, 21, "source", 0), part(12, 22, "content", 8), part(13, 21, "content", 30)),
    claims={20: Claim(20, 1, 7), 21: Claim(21, 1, 7), 22: Claim(22, 1, 7)},
    judgements=(Judgement(31, "credibility", "2", 7, claim=21),),
)  # fmt: skip


def test_claims_stand_by_their_first_content_and_those_without_last() -> None:
    assert [claim.id for claim in PAGE.claims_in_order] == [22, 21, 20]
    assert [PAGE.number(id) for id in (22, 21, 20)] == [1, 2, 3]


def test_parts_come_by_role_and_order() -> None:
    further = part(14, 21, "content", 4, order=1)
    page = replace(PAGE, spans=tuple(sorted((*PAGE.spans, further), key=lambda s: s.start)))
    assert [one.id for one in page.parts(21)] == [13, 14, 11]
    assert [one.id for one in page.parts(21, "source")] == [11]
    assert page.parts(99) == ()


def test_a_page_after_an_edit_does_not_find_what_is_gone() -> None:
    assert PAGE.span(12) is not None
    assert PAGE.number(21) == 2
    after = replace(PAGE, spans=PAGE.spans[:1] + PAGE.spans[2:])
    assert after.span(12) is None
    assert after.number(21) == 1
    assert PAGE.number(21) == 2


def test_a_new_answer_is_found_on_the_page_that_has_it() -> None:
    assert PAGE.answers(claim=22) == {}
    new = Judgement(32, "credibility", "3", 7, claim=22)
    after = replace(PAGE, judgements=(*PAGE.judgements, new))
    assert after.answers(claim=22) == {"credibility": (new,)}
    assert after.answers(claim=21, annotator=8) == {}
    assert PAGE.answers(claim=22) == {}


def test_equal_pages_are_equal_whatever_was_looked_up() -> None:
    fresh = replace(PAGE)
    assert PAGE.number(22) == 1
    assert fresh == PAGE
