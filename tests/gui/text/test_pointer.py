from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest

from annotator.gui.text.view import TextView
from annotator.text import word_at
from tests.gui.text.conftest import Opener
from tests.gui.text.given import drag, mention, part

TEXT = (
    "Kremlin spokesman Dmitry Peskov said it. "
    "Putin's grief is 漢字文 deep, he's told 👨‍👩‍👧 us.\nMore."
)
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def _at(view: TextView, point: int, *, after: bool = False) -> QPoint:
    box = view.rects(point, point + 1)[0]
    return QPoint(box.right() - 1 if after else box.left() + 1, box.center().y())


def _select(view: TextView, start: int, end: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """From the middle of one character to the middle of another, by real mouse events."""
    port = view.viewport()
    QTest.mousePress(port, LEFT, modifiers, _at(view, start))
    step = 1 if end > start else -1
    for point in (start + step, end - step, end):
        if not TEXT[point].isspace():
            drag(view, _at(view, point, after=end > start), modifiers)
    QTest.mouseRelease(port, LEFT, modifiers, _at(view, end, after=end > start))


def _words(view: TextView) -> str:
    return TEXT[slice(*view.selection())]


def test_a_drag_takes_whole_words_without_the_blanks_around_them(shown: Opener) -> None:
    view = shown(TEXT)
    _select(view, TEXT.index("mitry"), TEXT.index("esko"))
    assert _words(view) == "Dmitry Peskov"
    _select(view, TEXT.index("said"), TEXT.index("itry"))
    assert _words(view) == "Dmitry Peskov"
    assert view.caret() == TEXT.index("Dmitry")
    _select(view, TEXT.index(" Dmitry"), TEXT.index(" said"))
    assert _words(view) == "Dmitry Peskov"


def test_alt_or_the_switch_takes_exact_characters_but_no_half_grapheme(shown: Opener) -> None:
    view = shown(TEXT)
    _select(view, TEXT.index("mitry"), TEXT.index("itry") + 1, Qt.KeyboardModifier.AltModifier)
    assert _words(view) == "mit"
    view.set_exact(True)
    _select(view, TEXT.index("eskov"), TEXT.index("kov"))
    assert _words(view) == "esk"
    family = TEXT.index("👨")
    _select(view, TEXT.index("told"), family)
    assert _words(view) == "told 👨‍👩‍👧"


def test_han_is_taken_by_the_character(shown: Opener) -> None:
    view = shown(TEXT)
    _select(view, TEXT.index("字"), TEXT.index("字"))
    assert _words(view) in ("", "字")
    _select(view, TEXT.index("漢"), TEXT.index("字"))
    assert _words(view) == "漢字"


def test_a_drag_goes_across_lines(shown: Opener) -> None:
    view = shown(TEXT)
    _select(view, TEXT.index("us."), TEXT.index("More") + 2)
    assert _words(view) == "us.\nMore"


def test_a_double_click_takes_the_word_and_a_triple_click_the_sentence(shown: Opener) -> None:
    view = shown(TEXT)
    place = _at(view, TEXT.index("utin's"))
    QTest.mouseClick(view.viewport(), LEFT, NONE, place)
    QTest.mouseDClick(view.viewport(), LEFT, NONE, place)
    assert view.selection() == word_at(TEXT, TEXT.index("utin's"))
    QTest.mousePress(view.viewport(), LEFT, NONE, place)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, place)
    assert _words(view).startswith("Putin's grief") and _words(view).endswith("us.")


def test_shift_and_a_click_extends_the_selection(shown: Opener) -> None:
    view = shown(TEXT)
    view.set_selection(TEXT.index("spokesman"), TEXT.index(" Dmitry"))
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier,
                     _at(view, TEXT.index("eskov")))  # fmt: skip
    assert _words(view) == "spokesman Dmitry Peskov"


def test_a_click_reports_the_character_and_puts_the_caret(shown: Opener) -> None:
    view = shown(TEXT)
    told: list[int] = []
    view.clicked.connect(lambda point, modifiers: told.append(point))
    point = TEXT.index("kov")
    QTest.mouseClick(view.viewport(), LEFT, NONE, _at(view, point, after=True))
    assert told == [point]
    assert view.selection() == (point + 1, point + 1)


def test_a_drag_is_no_click(shown: Opener) -> None:
    view = shown(TEXT)
    told: list[int] = []
    view.clicked.connect(lambda point, modifiers: told.append(point))
    _select(view, 2, 14)
    assert told == []


def test_a_click_on_a_lane_picks_its_mark(shown: Opener) -> None:
    span = 1 << 62
    view = shown(TEXT, (mention(3, 0, 7), part(span, 0, 31, "source", 4)))
    told: list[int] = []
    view.picked.connect(told.append)
    box = view.rects(8, 17)[0]
    QTest.mouseClick(view.viewport(), LEFT, NONE, QPoint(box.center().x(), box.bottom() + 16))
    assert told == [span]


def test_hovering_tells_the_shortest_span_and_leaving_it(shown: Opener) -> None:
    view = shown(TEXT, (mention(1, 0, 31), mention(2, 18, 31)))
    told: list[int] = []
    view.hovered.connect(told.append)
    for point in (2, 20, TEXT.index("grief")):
        QTest.mouseMove(view.viewport(), _at(view, point))
        QTest.qWait(1)
    assert told == [1, 2, -1]


def test_the_edge_of_the_chosen_span_can_be_dragged(shown: Opener) -> None:
    view = shown(TEXT, (mention(7, 18, 24),))
    view.choose(7)
    told: list[tuple[int, int, int]] = []
    view.edge_dragged.connect(lambda *edge: told.append(edge))
    port, box = view.viewport(), view.rects(18, 24)[0]
    QTest.mousePress(port, LEFT, NONE, QPoint(box.right(), box.bottom()))
    drag(view, _at(view, TEXT.index("skov")), NONE)
    assert view.chosen is not None and TEXT[view.chosen.start : view.chosen.end] == "Dmitry Peskov"
    QTest.mouseRelease(port, LEFT, NONE, _at(view, TEXT.index("skov")))
    assert told == [(7, 18, 31)]
    assert (view.chosen.start, view.chosen.end) == (18, 24)


def test_a_drag_below_the_view_scrolls_on(shown: Opener) -> None:
    view = shown("\n".join([TEXT] * 60), size=(600, 200))
    QTest.mousePress(view.viewport(), LEFT, NONE, _at(view, 3))
    drag(view, QPoint(50, 260), NONE)
    QTest.qWait(250)
    assert view.verticalScrollBar().value() > 60
    before = view.selection()[1]
    QTest.qWait(120)
    assert view.selection()[1] > before
    QTest.mouseRelease(view.viewport(), LEFT, NONE, QPoint(50, 260))


def test_a_click_on_an_edge_without_a_drag_is_a_click(shown: Opener) -> None:
    view = shown(TEXT, (mention(7, 18, 24),))
    view.choose(7)
    told: list[int] = []
    view.clicked.connect(lambda point, modifiers: told.append(point))
    QTest.mouseClick(view.viewport(), LEFT, NONE, view.rects(18, 24)[0].bottomRight())
    assert told == [23] or told == [24]


def test_files_dropped_are_told_and_other_things_are_not_taken(shown: Opener) -> None:
    view = shown(TEXT)
    told: list[list[str]] = []
    view.files_dropped.connect(told.append)
    for dropped in (QMimeData(), QMimeData()):
        dropped.setText("words")
        if not told:
            dropped.setUrls([QUrl.fromLocalFile("/somewhere/article.txt")])
        _drop(view, dropped)
    assert told == [["/somewhere/article.txt"]]
    assert view.toPlainText() == TEXT


def _drop(view: TextView, dropped: QMimeData) -> None:
    place, copy = QPoint(60, 40), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, copy, dropped, LEFT, NONE)
    QCoreApplication.sendEvent(view.viewport(), enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(place), copy, dropped, LEFT, NONE)
        QCoreApplication.sendEvent(view.viewport(), event)


def test_ctrl_and_the_wheel_zoom_by_whole_notches(shown: Opener) -> None:
    view = shown(TEXT)
    told: list[int] = []
    view.zoomed.connect(told.append)
    for turn in (40, 40, 40, -120, 240):
        event = QWheelEvent(QPointF(9, 9), QPointF(9, 9), QPoint(), QPoint(0, turn),
                            Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
                            Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        QCoreApplication.sendEvent(view.viewport(), event)
    assert told == [1, -1, 2]
