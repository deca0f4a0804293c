"""A rewritten text: every place of the old one is found in the new one."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.rewriting import Rewritten, Stretch, joined
from tests.formats import pages as make

WORDS = st.sampled_from(["", "X", "Person 12", "😀e\u0301", "習"])


@st.composite
def rewritings(draw: st.DrawFn) -> tuple[str, tuple[Stretch, ...]]:
    """A text and stretches of it, which may overlap and touch."""
    text = draw(make.texts(least=1))
    if not text:
        return text, ()
    ranges = draw(st.lists(make.ranges(text), max_size=5))
    return text, tuple(Stretch(start, end, draw(WORDS)) for start, end in ranges)


@given(rewritings(), st.data())
def test_a_range_covers_its_words_and_whole_pseudonyms(
    made: tuple[str, tuple[Stretch, ...]], data: st.DataObject
) -> None:
    text, stretches = made
    new = Rewritten(text, joined(stretches))
    if not text:
        return
    start, end = data.draw(make.ranges(text))
    wide_start = min([s.start for s in new.stretches if s.start < start < s.end], default=start)
    wide_end = max([s.end for s in new.stretches if s.start < end < s.end], default=end)
    inside = [
        Stretch(s.start - wide_start, s.end - wide_start, s.words)
        for s in new.stretches if wide_start <= s.start and s.end <= wide_end
    ]  # fmt: skip
    assert new.text[new.start(start) : new.end(end)] == (
        Rewritten(text[wide_start:wide_end], inside).text
    )
    assert new.cuts(start, end) == ((wide_start, wide_end) != (start, end))
    holder = next((s for s in new.stretches if s.start <= start and end <= s.end), None)
    is_exact = holder is not None and (holder.start, holder.end) == (start, end)
    assert new.inside(start, end) == (None if is_exact else holder)


@given(rewritings())
def test_what_is_not_replaced_stays(made: tuple[str, tuple[Stretch, ...]]) -> None:
    text, stretches = made
    new = Rewritten(text, joined(stretches))
    covered = {at for s in stretches for at in range(s.start, s.end)}
    kept = [at for at in range(len(text)) if at not in covered]
    assert [new.text[new.start(at)] for at in kept] == [text[at] for at in kept]
    assert len(new.text) == len(kept) + sum(len(s.words) for s in new.stretches)
