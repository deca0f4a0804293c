"""Ways to look into a page: found at once, never stale after an edit."""

from dataclasses import replace

from annotator.codebook import load_default
from annotator.lookup import ROLES, Lookup, changed, parted
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


def test_two_sequences_are_parted_between_their_common_ends() -> None:
    one, two, three, four = (object() for _ in range(4))
    before, after = (one, two, three), (one, four, three)
    assert parted(before, after) == ((two,), (four,))
    assert parted(before, before) == ((), ())
    assert parted((), after) == ((), after)
    many = tuple(object() for _ in range(2000))
    assert parted(many, (*many[:777], one, *many[778:])) == ((many[777],), (one,))
    assert parted(many, (*many, one)) == ((), (one,))


def test_what_changed_far_apart_is_told_without_what_lies_between() -> None:
    many = tuple(object() for _ in range(900))
    new, last = object(), object()
    after = (*many[:10], new, *many[11:], last)
    assert changed(many, after) == ([many[10]], [new, last])


def test_all_ways_after_an_edit_are_those_of_a_page_read_anew() -> None:
    spans, answers = list(PAGE.spans), list(PAGE.judgements)
    page = PAGE
    for step in range(12):
        page.number(21), page.about(claim=21), page.span(11)
        if step % 3 == 0:
            spans.append(part(50 + step, 20 + step % 4, ROLES[step % 5], 3 + step, step % 2))
        elif step % 3 == 1:
            del spans[step % len(spans)]
        else:
            answers.append(Judgement(60 + step, "credibility", "1", 7, claim=20 + step % 3))
        spans.sort(key=lambda span: (span.start, -span.end, span.id))
        page = replace(page, spans=tuple(spans), judgements=tuple(answers))
        anew = replace(page, _lookup=Lookup())
        assert page.claims_in_order == anew.claims_in_order
        for claim in (20, 21, 22, 23):
            assert page.parts(claim) == anew.parts(claim)
            assert page.about(claim=claim) == anew.about(claim=claim)
        assert [page.span(id) for id in range(70)] == [anew.span(id) for id in range(70)]


def test_what_an_edit_left_alone_stays_the_same_object() -> None:
    parts, about = PAGE.parts(21), PAGE.about(claim=21)
    further = part(14, 22, "source", 34)
    after = replace(PAGE, spans=(*PAGE.spans, further))
    assert after.parts(21) is parts
    assert after.about(claim=21) is about
    assert after.parts(22) == (PAGE.spans[1], further)
