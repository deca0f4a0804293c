"""What is laid aside in a file comes back by its key, however much there is."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.common import aside

_KEYS = st.text(st.characters(exclude_categories=("Cs",)), max_size=3)
_VALUES = st.lists(st.one_of(st.text(st.characters(exclude_categories=("Cs",))), st.none()))


@settings(max_examples=60)
@given(given_values=st.lists(st.tuples(_KEYS, _VALUES)), asked=_KEYS, alike=st.booleans())
def test_values_come_back_by_key_in_their_order(
    given_values: list[tuple[str, list[Any]]], asked: str, alike: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if alike:  # keys that look the same by their hash stay apart
            patch.setattr(aside, "hash", len, raising=False)
        kept = aside.Aside()
        for key, value in given_values:
            kept.add(key, *value)
        for key in {asked, *(key for key, _value in given_values)}:
            wanted = [value for other, value in given_values if other == key]
            assert list(kept.get(key)) == wanted
            assert kept.last(key) == (wanted[-1] if wanted else None)
