import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QApplication

from annotator.gui.text.marks import Mark, Marks
from annotator.gui.text.view import TextView
from annotator.gui.theme import DARK, LIGHT, text_theme
from annotator.text import next_grapheme, snap_grapheme
from tests.gui.text.conftest import Opener
from tests.gui.text.given import MIXED, mention, part

PROSE = "The spokesman said on Friday that the ministry had known of the plan for weeks. "
LONG = "".join(PROSE * (3 + i % 4) + "\n\n" for i in range(120))
ODD = "\ufeffa\rb\u2028c\u2029d\u00a0e\ufefff\ufdd0g\ufffch\U0001f600i\x00j\tk\u0085l\x0bm"


def _pixels(view: TextView) -> QImage:
    return view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def _graphemes(text: str, at: int = 0, stop: int | None = None) -> list[tuple[int, int]]:
    out = []
    while at < (len(text) if stop is None else stop):
        end = next_grapheme(text, at)
        out.append((at, end))
        at = end
    return out


def test_a_position_gives_a_rectangle_and_the_rectangle_the_position(shown: Opener) -> None:
    view = shown(MIXED, (mention(1, 0, 30), part(2, 10, 60), mention(3, 95, 120)), (900, 700))
    tried = 0
    for start, end in _graphemes(MIXED):
        if MIXED[start] in "\n" or MIXED[start:end].isspace() or MIXED[start] == "\ufeff":
            continue
        boxes = view.rects(start, end)
        assert len(boxes) == 1, MIXED[start:end]
        assert view.character_at(boxes[0].center()) == start, MIXED[start:end]
        tried += 1
    assert tried > 250


def test_the_words_of_two_directions_lie_where_they_are_drawn(shown: Opener) -> None:
    text = "abc שלום def"
    view = shown(text)
    boxes = view.rects(2, 8)
    # c, blank, and all four Hebrew letters but for none: one stretch; two letters: apart from abc.
    assert len(boxes) == 1
    apart = view.rects(2, 5)
    assert len(apart) == 2
    hebrew = [view.rects(i, i + 1)[0].left() for i in range(4, 8)]
    assert hebrew == sorted(hebrew, reverse=True)
    assert apart[1].right() >= hebrew[0]


@given(st.integers(0, len(MIXED) - 1), st.integers(1, 40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_a_range_covers_exactly_what_its_characters_cover(
    shown: Opener, start: int, length: int
) -> None:
    view = shown(MIXED, size=(900, 700))
    end = min(len(MIXED), start + length)
    start, end = snap_grapheme(MIXED, start, False), snap_grapheme(MIXED, end, True)
    covered = set(_columns(view, start, end))
    single = {c for a, b in _graphemes(MIXED, start, end) for c in _columns(view, a, b)}
    assert len(covered ^ single) <= 2 * (end - start), MIXED[start:end]
    assert not {c for c in covered ^ single if _is_deep(c, covered) or _is_deep(c, single)}


def _columns(view: TextView, start: int, end: int) -> list[tuple[int, int]]:
    boxes = view.rects(start, end)
    return [(box.top(), x) for box in boxes for x in range(box.left(), box.right() + 1)]


def _is_deep(column: tuple[int, int], columns: set[tuple[int, int]]) -> bool:
    """True for a column well inside what is covered, not at an edge where rounding decides."""
    y, x = column
    return all((y, x + step) in columns for step in (-2, -1, 0, 1, 2))


def test_a_paragraph_leans_to_the_side_it_is_read_from(shown: Opener) -> None:
    text = "نشيا\nabc\n123\nabc نشيا"

    def leans_right(point: int) -> bool:
        return view.rects(point, point + 1)[0].left() > view.viewport().width() / 2

    view = shown(text)
    assert [leans_right(point) for point in (0, 5, 9, 13)] == [True, False, False, False]
    view.show_text(text, "rtl")
    assert [leans_right(point) for point in (0, 5, 9, 13)] == [True, False, True, True]


@pytest.mark.parametrize("text", [ODD, "\ufffe" + ODD[1:], MIXED])
def test_what_is_copied_is_the_text_itself(shown: Opener, text: str) -> None:
    view = shown(text)
    view.selectAll()
    assert view.selection() == (0, len(text))
    copied = view.createMimeDataFromSelection()
    assert bytes(copied.data("text/plain").data()).decode() == text
    view.set_selection(3, 9)
    assert view.createMimeDataFromSelection().text() == text[3:9]


def test_every_selection_comes_back_in_code_points(shown: Opener) -> None:
    view = shown(MIXED)
    for start, end in _graphemes(MIXED):
        view.set_selection(start, end)
        assert (view.selection(), view.caret()) == ((start, end), end)
    view.set_selection(9, 4)
    assert (view.selection(), view.caret()) == ((4, 9), 4)


def test_scrolling_by_60_moves_what_is_in_view_by_60(shown: Opener) -> None:
    marks = [mention(i, at, at + 9) for i, at in enumerate(range(0, len(LONG) - 20, 41))]
    view = shown(LONG, tuple(marks), (620, 400))
    bar = view.verticalScrollBar()
    for start, step in ((0, 60), (bar.maximum() // 2, 60), (bar.maximum() // 2, -60)):
        bar.setValue(start)
        for _ in range(40):
            first, last = view.in_view()
            before = {p: view.rects(p, p + 1) for p in (first + 2, (first + last) // 2, last - 2)}
            bar.setValue(bar.value() + step)
            for point, boxes in before.items():
                if boxes and LONG[point].isalpha():
                    assert view.rects(point, point + 1)[0].top() == boxes[0].top() - step


def test_scrolled_pixels_are_the_pixels_drawn_afresh(shown: Opener, qapp: QApplication) -> None:
    marks = [mention(i, at, at + 9) for i, at in enumerate(range(0, len(LONG) - 20, 41))]
    view = shown(LONG, tuple(marks), (620, 400))
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for step in (60, 33, -60, -200, 7):
        bar.setValue(bar.value() + step)
        qapp.processEvents()
        scrolled = view.grab().toImage()
        view.viewport().update()
        qapp.processEvents()
        assert view.grab().toImage() == scrolled


def test_zooming_keeps_the_first_line_in_view(shown: Opener) -> None:
    view = shown(LONG, size=(620, 400))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    first = view.in_view()[0]
    for points in (14, 18, 9, 12):
        view.set_font_points(points)
        assert abs(view.in_view()[0] - first) < 200


def test_marks_changed_above_do_not_move_what_is_in_view(shown: Opener) -> None:
    view = shown(LONG, size=(620, 400))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    point = view.in_view()[0] + 200
    top = view.rects(point, point + 1)[0].top()
    view.change_marks((), [mention(1, point - 1_500, point - 1_480), part(2, 0, 300)])
    assert view.rects(point, point + 1)[0].top() == top


def test_revealing_what_is_in_view_moves_nothing(shown: Opener) -> None:
    view = shown(LONG, size=(620, 400))
    view.reveal(len(LONG) // 2, len(LONG) // 2 + 10)
    value = view.verticalScrollBar().value()
    first, last = view.in_view()
    assert first < len(LONG) // 2 < last
    view.reveal(len(LONG) // 2 + 80, len(LONG) // 2 + 90)
    assert view.verticalScrollBar().value() == value


@pytest.mark.parametrize("points", [9, 12, 24])
def test_all_of_a_place_is_revealed_if_it_fits(shown: Opener, points: int) -> None:
    marks = [mention(at, at, at + 30) for at in range(0, len(LONG) - 60, 97)]
    view = shown(LONG, tuple(marks), size=(620, 400))
    view.set_font_points(points)
    for start in range(len(LONG) - 200, 0, -1_371):
        view.reveal(start, start + 90)
        lines = view.rects(start, start + 90)
        assert lines[0].top() >= 0 and lines[-1].bottom() < view.viewport().height()


def test_what_is_higher_than_the_view_is_revealed_from_its_beginning(shown: Opener) -> None:
    view = shown(LONG, size=(620, 400))
    view.reveal(2_000, len(LONG) - 10)
    assert view.rects(2_000, 2_001)[0].top() == 0


def test_only_the_open_claim_is_filled(shown: Opener) -> None:
    view = shown(PROSE, (part(1, 0, 13, "source", 4), part(2, 30, 50, "content", 5)))

    def grounds() -> list[str]:
        picture = _pixels(view)
        corners = [view.rects(start, start + 1)[0].topLeft() for start in (0, 30)]
        return [picture.pixelColor(at + QPoint(1, 1)).name() for at in corners]

    base, source, content = "#ffffff", "#eed4c7", "#dbd6ee"
    assert grounds() == [base, base]
    view.light(4)
    assert grounds() == [source, base]
    view.peek(5)
    assert grounds() == [source, content]
    view.light(None)
    view.peek(None)
    assert grounds() == [base, base]


def test_a_hidden_layer_takes_no_room_but_for_the_open_claim(shown: Opener) -> None:
    own = Mark(3, 0, 40, "part", "", "content", claim=9, number=9, own=True)
    view = shown(LONG, (mention(1, 4, 13), part(2, 4, 30, claim=4), own))

    def second() -> int:
        return view.rects(150, 151)[0].top()

    full = second()
    view.set_layers(own="off")
    assert second() < full
    view.light(9)
    assert second() == full
    view.light(None)
    view.set_layers(entities="off", claims="off", own="off")
    bare = second()
    view.set_marks(())
    assert second() == bare


def test_colours_follow_the_theme(shown: Opener) -> None:
    view = shown(PROSE, (mention(1, 4, 13),))
    assert text_theme(LIGHT).families["who"].full.rgb() in _colours(_pixels(view))
    view.set_theme(text_theme(DARK))
    colours = _colours(_pixels(view))
    assert text_theme(DARK).families["who"].full.rgb() in colours
    assert QColor("#ffffff").rgb() not in colours


def test_labels_switched_off_leave_bars_in_lower_lanes(shown: Opener) -> None:
    view = shown(LONG, (mention(1, 4, 13), mention(2, 0, 13)))
    with_labels = view.rects(150, 151)[0].top()
    view.set_labels(False)
    assert view.rects(150, 151)[0].top() < with_labels
    assert text_theme(LIGHT).families["who"].bar.rgb() in _colours(_pixels(view))


def test_more_than_eight_lanes_are_counted_at_the_end_of_the_line(shown: Opener) -> None:
    deep = tuple(mention(i, 4, 13 + i) for i in range(30))
    view = shown(LONG, deep[:8])
    eight = view.rects(250, 251)[0].top()
    view.set_marks(deep)
    assert view.rects(250, 251)[0].top() == eight
    assert text_theme(LIGHT).dim.rgb() in _colours(_pixels(view))


def test_a_line_is_at_most_so_many_em_wide_and_centred(shown: Opener) -> None:
    view = shown(LONG, size=(1200, 400))
    boxes = view.rects(0, len(LONG.split("\n")[0]))
    width = max(box.right() for box in boxes) - min(box.left() for box in boxes)
    assert width <= 47 * 16 + 1
    assert abs(min(box.left() for box in boxes) - (view.viewport().width() - 47 * 16) / 2) < 2


def test_a_screen_reader_gets_text_caret_and_selection(shown: Opener) -> None:
    view = shown("Peskov said 😀 no.\nNext line.")
    view.set_selection(7, 11)
    text = QAccessible.queryAccessibleInterface(view).textInterface()
    assert text.text(0, text.characterCount()).startswith("Peskov said 😀 no.")
    assert text.cursorPosition() == 11
    assert text.selectionCount() == 1
    box = text.characterRect(7)
    top_left = view.viewport().mapToGlobal(view.rects(7, 8)[0].topLeft())
    assert abs(box.left() - top_left.x()) <= 1 and abs(box.top() - top_left.y()) <= 3
    assert text.offsetAtPoint(box.center()) in (7, 8)


def test_a_screen_reader_finds_every_character_in_view(
    shown: Opener, qapp: QApplication, printed: list[str]
) -> None:
    QAccessible.setActive(True)
    try:
        view = shown(LONG, (mention(1, 4, 13), part(2, 30, 60)), size=(620, 400))
        view.verticalScrollBar().setValue(900)
        view.repaint()
        text = QAccessible.queryAccessibleInterface(view).textInterface()
        first, last = view.in_view()
        for point in range(first, last, 17):
            if LONG[point].isalpha():
                place = view.viewport().mapToGlobal(view.rects(point, point + 1)[0].topLeft())
                assert abs(text.characterRect(point).left() - place.x()) <= 1
                assert abs(text.characterRect(point).top() - place.y()) <= 4
    finally:
        QAccessible.setActive(False)
    assert printed == []


def test_an_empty_text_shows_and_selects_nothing(shown: Opener) -> None:
    view = shown("")
    view.set_marks(Marks())
    assert (view.selection(), view.in_view(), view.rects(0, 0)) == ((0, 0), (0, 0), [])
    assert view.mark_at(QPoint(50, 50)) is None
    view.reveal(0, 0)
