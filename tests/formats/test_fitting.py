"""However a file counts, its marks come in on the words it says, or are handed back."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.common.fitting import Cover, fit, unfit
from annotator.offsets import UNITS, reader, writer
from annotator.text import clean

TEXT = "Ana 😀 said: Zu\u0308rich, é and 漢字\r\nnext 👩‍👩‍👧 line\rlast"


def _covers(text: str, unit: str, *words: str) -> list[Cover]:
    """Where the words stand, counted in a unit of that text."""
    count = writer(text, unit)
    starts = [text.index(word) for word in words]
    return [
        Cover(count(at), count(at + len(word)), word)
        for at, word in zip(starts, words, strict=True)
    ]


@given(st.sampled_from(UNITS), st.sampled_from(["as is", "once", "twice", "no mark"]))
def test_every_way_of_counting_is_found_out(unit: str, lines: str) -> None:
    original = "\ufeff" + TEXT if lines == "no mark" else TEXT
    stored = clean(original).text
    if lines == "twice":
        original = stored
    counted = {"as is": original, "once": stored, "no mark": original[1:]}.get(
        lines, stored.replace("\n", "\r\n")
    )
    fitted = fit(original, _covers(counted, unit, "Ana", "said", "and", "next", "line", "last"))
    words = [stored[place[0] : place[1]] for place in fitted.ranges if place]
    assert words == ["Ana", "said", "and", "next", "line", "last"]


def test_code_points_of_the_file_are_not_worth_telling() -> None:
    assert fit(TEXT, _covers(TEXT, "code points", "said", "last")).told == ""
    told = fit(TEXT, _covers(TEXT, "UTF-16", "said", "last")).told
    assert told == "Offsets count UTF-16, as in the file."


def test_what_fits_nothing_is_handed_back_with_what_stands_there() -> None:
    covers = [*_covers(TEXT, "UTF-16", "said", "last"), Cover(0, 3, "Bob"), Cover(5, 900, "x")]
    fitted = fit(TEXT, covers)
    assert fitted.unit == "UTF-16"
    assert fitted.ranges[2:] == (None, None)
    told = unfit(covers[2], "PER", TEXT)
    assert (told.quote, told.found) == ("Bob", "Ana")


def test_without_words_the_units_own_to_the_format_decide_and_doubt_is_said() -> None:
    covers = [Cover(7, 11)]
    fitted = fit(TEXT, covers, units=("UTF-16", "code points"))
    assert fitted.unit == "UTF-16"
    assert not fitted.is_proven
    assert fit("plain text", [Cover(0, 5)]).is_proven


@given(st.text(max_size=30), st.sampled_from(UNITS))
def test_positions_survive_every_unit(text: str, unit: str) -> None:
    there, back = writer(text, unit), reader(text, unit)
    for point in range(len(text) + 1):
        found = back(there(point))
        assert found is not None
        assert unit == "graphemes" or found == point
    assert back(-1) is None
    assert back(there(len(text)) + 1) is None
