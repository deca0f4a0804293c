from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.text.heights import Heights

ROWS = st.lists(st.integers(1, 90), min_size=1, max_size=900)


@given(ROWS, st.data())
def test_sums_stay_right_while_heights_change(rows: list[int], data: st.DataObject) -> None:
    heights = Heights(rows.copy())
    for _ in range(5):
        row = data.draw(st.integers(0, len(rows) - 1))
        heights[row] = rows[row] = data.draw(st.integers(1, 90))
        assert heights.top(row) == sum(rows[:row])
    assert heights.total == sum(rows)


@given(ROWS, st.integers(-50, 90_000))
def test_the_row_at_a_height_contains_it(rows: list[int], y: int) -> None:
    heights = Heights(rows)
    row = heights.at(y)
    if 0 <= y < heights.total:
        assert heights.top(row) <= y < heights.top(row) + heights[row]
    else:
        assert row == (0 if y < 0 else len(rows) - 1)
