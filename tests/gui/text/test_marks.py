from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.text.marks import LONG, Mark, Marks, marks_of
from annotator.model import Article, Claim, Codebook, Entity, Label, Note, Page, Span
from tests.gui.text.given import mention

PLACES = st.lists(
    st.tuples(st.integers(0, 9_000), st.sampled_from([1, 3, 40, 700, LONG + 500])), max_size=40
)


def _marks(places: list[tuple[int, int]]) -> list[Mark]:
    return [mention(id, start, start + length) for id, (start, length) in enumerate(places)]


@given(PLACES, st.integers(0, 9_500), st.integers(1, 600))
def test_the_marks_found_are_those_that_meet_the_range(
    places: list[tuple[int, int]], start: int, length: int
) -> None:
    marks, end = _marks(places), start + length
    found = Marks.of(marks).within(start, end)
    assert {m.id for m in found} == {m.id for m in marks if m.start < end and m.end > start}
    assert [m.start for m in found] == sorted(m.start for m in found)


@given(PLACES, PLACES, st.sets(st.integers(0, 39)), st.integers(0, 9_500))
def test_changed_marks_are_as_if_made_anew(
    before: list[tuple[int, int]], after: list[tuple[int, int]], gone: set[int], start: int
) -> None:
    old = _marks(before)
    added = [mention(100 + m.id, m.start, m.end) for m in _marks(after)]
    anew = Marks.of([m for m in old if m.id not in gone] + added)
    changed = Marks.of(old).changed(gone, added)
    assert {m.id for m in changed} == {m.id for m in anew}
    for at in (start, start + LONG):
        found = {m.id for m in changed.within(at, at + 50)}
        assert found == {m.id for m in anew.within(at, at + 50)}


@given(PLACES, PLACES, st.sets(st.integers(0, 39)), st.integers(0, 9_500))
def test_marks_carried_over_to_other_spans_are_as_if_made_anew(
    before: list[tuple[int, int]], after: list[tuple[int, int]], gone: set[int], start: int
) -> None:
    old = sorted(_spans(before), key=_in_text)
    came = [replace(one, id=100 + one.id) for one in _spans(after)]
    new = sorted([*(one for one in old if one.id not in gone), *came], key=_in_text)
    carried, anew = Marks(old, _plain).over(new, _plain), Marks(new, _plain)
    assert list(carried) == list(anew)
    for at in (start, start + LONG):
        assert carried.within(at, at + 50) == anew.within(at, at + 50)


def _spans(places: list[tuple[int, int]]) -> list[Span]:
    return [Span(id, 1, start, start + long, 1) for id, (start, long) in enumerate(places)]


def _in_text(span: Span) -> tuple[int, int, int]:
    return span.start, -span.end, span.id


def _plain(span: Span) -> Mark:
    return mention(span.id, span.start, span.end)


def test_a_change_leaves_the_marks_it_began_with_alone() -> None:
    marks = Marks.of([mention(1, 0, 3), mention(2, 5, 9)])
    marks.changed([1], [mention(3, 1, 2)])
    assert [m.id for m in marks] == [1, 2]


def test_a_page_gives_codes_numbers_and_who_speaks() -> None:
    marks = {mark.id: mark for mark in marks_of(_page())}
    assert marks[1] == Mark(1, 0, 5, "mention", "PER", "who", pale=False)
    assert marks[2].pale and marks[2].doubt
    assert (marks[3].hue, marks[3].number, marks[3].own) == ("content", 2, False)
    assert (marks[4].hue, marks[4].number, marks[4].own) == ("content", 1, True)
    assert (marks[5].hue, marks[5].own) == ("hedge", False)


def _page() -> Page:
    label = Label(1, "person", "PER", "who", "1")
    spans = (
        Span(1, 1, 0, 5, 1, label=1, level="NAM"),
        Span(4, 1, 0, 9, 1, role="content", claim=12),
        Span(5, 1, 2, 4, 1, role="hedge", claim=12),
        Span(2, 1, 6, 9, 1, label=1, level="PRO"),
        Span(3, 1, 10, 20, 1, role="content", claim=11),
    )
    entities = {7: Entity(7, 1, "the author", role="author"), 8: Entity(8, 1, "Peskov")}
    claims = {11: Claim(11, 1, 1, chain=(7, 8)), 12: Claim(12, 1, 1, chain=(7,))}
    notes = (Note(1, "sure?", 1, flag="doubt", span=2),)
    codebook = Codebook("news", "1", labels=(label,))
    return Page(Article(1, "k", "t", 30), "x" * 30, codebook, spans, entities, claims, notes=notes)
