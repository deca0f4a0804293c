import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from annotator.gui.text.segments import LONGEST, Segments, shown
from annotator.text import snap_grapheme

ODD = "ab \n\r\t\x0b\x0c\x1c\x85\xa0\xad\u200b\u2028\u2029\ufeff\ufffe\ufdd0\ufdd1\ufffc\U0001f600é"
TEXTS = st.text(st.sampled_from(ODD), max_size=60)


@given(TEXTS)
def test_the_display_copy_is_what_qt_holds_character_for_character(text: str) -> None:
    segments = Segments(text)
    document = QTextDocument()
    document.setPlainText(segments.display)
    assert document.blockCount() == len(segments)
    for i, start in enumerate(segments.starts):
        block = document.findBlockByNumber(i)
        assert block.position() == segments.positions.to_qt(start)
        assert block.text().replace("\xa0", " ") == shown(text)[
            slice(*segments.extent(i))].replace("\xa0", " ")  # fmt: skip


@given(st.text(st.sampled_from("ab 😀漢"), min_size=1, max_size=40), st.integers(1, 400))
def test_every_point_comes_back_from_qt_however_long_the_line(text: str, times: int) -> None:
    segments = Segments(text * times)
    points = range(0, len(text) * times + 1, max(1, times // 7))
    to_qt, to_point = segments.positions.to_qt, segments.positions.to_point
    assert [to_point(to_qt(point)) for point in points] == list(points)


@given(st.text(st.sampled_from("ab 😀漢\n"), min_size=1, max_size=40), st.integers(1, 400))
def test_blocks_are_never_long_and_leave_out_only_line_ends(text: str, times: int) -> None:
    segments = Segments(text * times)
    extents = [segments.extent(i) for i in range(len(segments))]
    assert all(end - start <= LONGEST for start, end in extents)
    gaps = [segments.text[a[1] : b[0]] for a, b in itertools.pairwise(extents)]
    assert set(gaps) <= {"\n", " ", ""}
    assert extents[0][0] == 0 and extents[-1][1] == len(segments.text)


def test_a_long_line_without_spaces_is_cut_between_characters_as_people_see_them() -> None:
    text = "x" + "e\u0301" * LONGEST
    segments = Segments(text)
    assert len(segments) > 1
    assert all(snap_grapheme(text, start, True) == start for start in segments.starts)


def test_a_lone_surrogate_is_shown_as_a_replacement() -> None:
    assert shown("a\ud83db") == "a\ufffdb"


@pytest.mark.parametrize("first", ["\ufeff", "\ufffe"])
def test_a_leading_byte_order_mark_keeps_its_place(first: str) -> None:
    document = QTextDocument()
    document.setPlainText(shown(first + "ab"))
    assert document.characterCount() == 4


def test_a_short_line_over_a_longer_one_is_a_crosshead() -> None:
    prose = "More than a week has passed since the event, and the questions have not stopped. " * 2
    segments = Segments(f"{prose}\n\nDeep Dive into the Tragedy\n\n{prose}\nNo end.\nFin")
    assert [i for i in range(len(segments)) if segments.is_crosshead(i)] == [2]


@pytest.mark.parametrize("line", ["It ended. Nobody knew", "रूस ने कहा। आज", "Why? Because", "12"])
def test_a_line_with_a_sentence_in_it_is_no_crosshead(line: str) -> None:
    assert not Segments(f"{line}\n\n{'word ' * 40}").is_crosshead(0)
    assert Segments(f"Mr. Putin on the U.S. and us\n\n{'word ' * 40}").is_crosshead(0)
