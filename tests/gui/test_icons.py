"""Every icon is a drawing of ours in one colour, and comes out sharp."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication

import annotator
from annotator.gui import icons
from annotator.gui.theme import DARK, LIGHT
from annotator.paths import resources

PROGRAM = Path(annotator.__file__).parent


def test_every_icon_is_shown_somewhere() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in PROGRAM.rglob("*.py"))
    assert [name for name in icons.names() if f'"{name}"' not in sources] == []


@pytest.mark.parametrize("name", icons.names())
def test_an_icon_has_no_colour_of_its_own(name: str) -> None:
    drawing = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke="currentColor"' in drawing
    assert not re.search(r"#[0-9a-fA-F]{3,8}|rgb\(|style=|class=", drawing)


@pytest.mark.parametrize("name", icons.names())
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_drawn_in_the_colour_asked_for_within_its_box(
    qapp: QApplication, name: str, ratio: float
) -> None:
    drawn = icons.pixmap(name, QColor("#ff0000"), 16, ratio)
    assert (drawn.width(), drawn.devicePixelRatio()) == (round(16 * ratio), ratio)
    image = drawn.toImage()
    inked = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 128
    ]
    hues = {image.pixelColor(x, y).name() for x, y in inked}
    assert hues and all(QColor(hue).red() >= 250 and QColor(hue).green() <= 5 for hue in hues)
    edges = {x for x, _y in inked} | {y for _x, y in inked}
    assert min(edges) >= int(ratio) and max(edges) < image.width() - int(ratio)


def test_an_icon_is_painted_with_all_pixels_of_the_device(qapp: QApplication) -> None:
    image = QImage(64, 64, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    icons.draw(painter, "plus", QPointF(8, 8), QColor("#000000"))
    painter.end()
    inked = [x for x in range(64) for y in range(64) if image.pixelColor(x, y).value() < 128]
    assert min(inked) >= 16 and max(inked) < 48
    assert max(inked) - min(inked) > 16


def test_a_qt_icon_wakes_under_the_mouse_and_fades_when_disabled(qapp: QApplication) -> None:
    def ink(mode: QIcon.Mode) -> str:
        image = icons.icon("plus", LIGHT).pixmap(32, mode).toImage()
        middle = image.width() * 17 // 32
        return image.pixelColor(middle, middle).name()

    assert ink(QIcon.Mode.Normal) == LIGHT.dim.name()
    assert ink(QIcon.Mode.Active) == LIGHT.text.name()
    assert ink(QIcon.Mode.Disabled) == LIGHT.disabled.name()
    assert LIGHT.dim != DARK.dim


def test_the_program_has_an_icon_for_every_size_a_desktop_asks_for(qapp: QApplication) -> None:
    sizes = {size.width() for size in icons.program_icon().availableSizes()}
    assert {16, 32, 48, 256} <= sizes
