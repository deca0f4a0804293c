"""The controls that Qt brings, as our style draws them."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.gui.style import Style, dress
from annotator.gui.theme import DARK, LIGHT
from tests.gui.widgets.looking import LEFT, picture, put, shows


def test_buttons_are_flat_the_primary_one_accent_and_disabled_ones_dead(window: QWidget) -> None:
    primary, plain, off = QPushButton("Export"), QPushButton("Cancel"), QPushButton("Export")
    primary.setProperty("primary", True)
    off.setProperty("primary", True)
    off.setEnabled(False)
    put(window, primary, plain, off)
    assert primary.height() == 26
    assert picture(primary).pixelColor(6, 13) == LIGHT.accent
    assert shows(primary, LIGHT.onaccent)
    assert picture(plain).pixelColor(6, 13) == LIGHT.raised
    assert picture(plain).pixelColor(20, 0) == LIGHT.edge
    assert not shows(off, LIGHT.accent) and shows(off, LIGHT.disabled)


def test_the_focus_is_a_frame_of_two_accent_pixels(window: QWidget) -> None:
    field = QLineEdit()
    put(window, QLineEdit(), field)
    assert field.height() == 26
    assert picture(field).pixelColor(50, 0) == LIGHT.edge
    field.setFocus()
    image = picture(field)
    assert [image.pixelColor(50, y) == LIGHT.accent for y in range(3)] == [True, True, False]


def test_a_scroll_bar_is_a_thin_thumb_without_arrows_that_can_be_dragged(
    qtbot: QtBot, window: QWidget
) -> None:
    text = QTextEdit()
    put(window, text)
    text.setPlainText("line\n" * 400)
    QApplication.processEvents()
    bar = text.verticalScrollBar()
    assert bar.width() == 10
    image = picture(bar)
    thumb = [x for x in range(10) if image.pixelColor(x, 12) == LIGHT.edge]
    assert 4 <= len(thumb) <= 5
    assert image.pixelColor(5, bar.height() - 4) == LIGHT.base
    qtbot.mousePress(bar, LEFT, pos=QPoint(5, 10))
    qtbot.mouseMove(bar, QPoint(5, 60))
    qtbot.mouseRelease(bar, LEFT, pos=QPoint(5, 60))
    dragged = bar.value()
    assert dragged > 0
    qtbot.mouseClick(bar, LEFT, pos=QPoint(5, bar.height() - 3))
    assert bar.value() == dragged + bar.pageStep()


def test_menus_highlight_with_text_colour_and_show_keys(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Open…").setShortcut("Ctrl+O")
    menu.addAction("Off").setEnabled(False)
    menu.popup(QPoint(0, 0))
    menu.setActiveAction(menu.actions()[0])
    assert all(shows(menu, colour) for colour in (LIGHT.sel, LIGHT.text, LIGHT.disabled))
    menu.close()


def test_the_style_survives_thousands_of_repaints(qapp: QApplication, window: QWidget) -> None:
    assert isinstance(qapp.style(), Style)
    combo = QComboBox()
    combo.addItems(["one", "two"])
    tabs = QTabBar()
    tabs.addTab("One")
    bar = QScrollBar(Qt.Orientation.Horizontal)
    put(window, QPushButton("a"), QLineEdit("b"), combo, tabs, bar)
    for turn in range(1000):
        window.repaint()
        if turn % 250 == 0:
            dress(qapp, DARK if turn % 500 else LIGHT)
    assert QColor(picture(window).pixelColor(1, 1)) in (LIGHT.window, DARK.window)
