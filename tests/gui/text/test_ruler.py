from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from annotator.gui.text.ruler import Ruler, Tick
from annotator.gui.theme import LIGHT, text_theme
from tests.gui.text.conftest import Opener

TEXT = "A line of some length that goes on for a while.\n" * 400


def _ruler(shown: Opener) -> Ruler:
    ruler = Ruler(shown(TEXT))
    ruler.resize(20, 500)
    ruler.show()
    return ruler


def test_a_click_jumps_to_the_place_and_near_a_tick_to_the_tick(shown: Opener) -> None:
    ruler = _ruler(shown)
    told: list[int] = []
    ruler.jumped.connect(told.append)
    QTest.mouseClick(ruler, Qt.MouseButton.LeftButton, pos=QPoint(10, 250))
    assert abs(told[-1] - len(TEXT) // 2) < len(TEXT) // 100
    ruler.set_ticks([Tick(9_000, "content")])
    QTest.mouseClick(ruler, Qt.MouseButton.LeftButton, pos=QPoint(10, ruler.y_of(9_000) + 3))
    assert told[-1] == 9_000


def test_each_kind_of_tick_has_its_sign(shown: Opener) -> None:
    ruler = _ruler(shown)
    theme = text_theme(LIGHT)
    signs = {
        "content": (5, 0, theme.role("source")),
        "hit": (10, 0, theme.warn),
        "sourceless": (18, 0, theme.bad),
    }
    for kind, (x, dy, colour) in signs.items():
        ruler.set_ticks([Tick(12_000, kind, "source")])
        seen = ruler.grab().toImage().pixelColor(x, ruler.y_of(12_000) + dy)
        assert seen.name() == colour.name(), kind


def test_the_open_claim_is_shown_over_the_ticks(shown: Opener) -> None:
    ruler = _ruler(shown)
    ruler.set_ticks([Tick(12_000, "content", "source")])
    ruler.show_open(12_000)
    place = 7, ruler.y_of(12_000)
    assert ruler.grab().toImage().pixelColor(*place).name() == text_theme(LIGHT).accent.name()
    ruler.show_open(None)
    assert ruler.grab().toImage().pixelColor(*place) != text_theme(LIGHT).accent


def test_the_band_follows_the_view(shown: Opener) -> None:
    view = shown(TEXT)
    ruler = Ruler(view)
    ruler.resize(20, 500)
    view.reveal(len(TEXT) // 2, len(TEXT) // 2)
    picture = ruler.grab().toImage()
    assert picture.pixelColor(1, 250).name() == text_theme(LIGHT).hover.name()
    assert picture.pixelColor(1, 20).name() == text_theme(LIGHT).base.name()


def test_a_hundred_thousand_ticks_are_drawn_once_a_row(shown: Opener) -> None:
    ruler = _ruler(shown)
    ruler.set_ticks([Tick(i % len(TEXT), "own") for i in range(100_000)])
    ruler.grab()
    assert len(ruler._by_row()) <= ruler.height()


def test_the_mouse_over_a_tick_shows_what_it_is_about(shown: Opener) -> None:
    ruler = Ruler(shown(TEXT), tip=lambda tick: f"claim {tick.claim}" if tick.claim else "")
    ruler.resize(20, 500)
    ruler.show()
    ruler.set_ticks([Tick(9_000, "content", claim=3), Tick(9_000, "unjudged", claim=3),
                     Tick(9_000, "hit")])  # fmt: skip
    place = QPoint(5, ruler.y_of(9_000))
    QApplication.sendEvent(ruler, QHelpEvent(QEvent.Type.ToolTip, place, ruler.mapToGlobal(place)))
    assert QToolTip.text() == "claim 3"
    QToolTip.hideText()
