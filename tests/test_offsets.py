"""Code points to UTF-16 units and back, against Python's own encoder."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.offsets import OffsetMap

MIXED = st.text(
    st.one_of(
        st.sampled_from("aé\u0301\u200d\u05d0漢\u2028\ud7ff\ue000\uffff\U00010000😀👨\U0010ffff"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(MIXED)
def test_units_are_those_of_the_encoder(text: str) -> None:
    both = OffsetMap(text)
    for point in range(len(text) + 1):
        assert both.to_units(point) == units(text[:point])


@given(MIXED)
def test_there_and_back_is_the_same_point(text: str) -> None:
    both = OffsetMap(text)
    for point in range(len(text) + 1):
        assert both.to_point(both.to_units(point)) == point


@given(MIXED)
def test_every_unit_has_a_point_and_they_never_go_back(text: str) -> None:
    both = OffsetMap(text)
    points = [both.to_point(unit) for unit in range(units(text) + 1)]
    assert points == sorted(points)
    assert points[0] == 0
    assert points[-1] == len(text)


def test_inside_a_surrogate_pair_the_point_is_that_of_its_character() -> None:
    assert OffsetMap("a😀b").to_point(2) == 1


def test_slices_of_units_and_points_hold_the_same_characters() -> None:
    text = "x😀é שלום 漢字👩\u200d👧z"
    raw, both = text.encode("utf-16-le"), OffsetMap(text)
    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            low, high = both.to_units(start) * 2, both.to_units(end) * 2
            assert raw[low:high].decode("utf-16-le") == text[start:end]


@given(st.text(st.characters(max_codepoint=0xFFFF, codec="utf-8")))
def test_text_without_astral_characters_maps_to_itself(text: str) -> None:
    both = OffsetMap(text)
    assert both.is_identity
    assert both.to_units(len(text)) == len(text) == both.to_point(len(text))


def test_an_empty_text_has_one_place() -> None:
    assert OffsetMap("").to_units(0) == OffsetMap("").to_point(0) == 0


@given(MIXED)
def test_only_texts_with_astral_characters_need_a_map(text: str) -> None:
    assert OffsetMap(text).is_identity == all(ord(char) < 0x10000 for char in text)
