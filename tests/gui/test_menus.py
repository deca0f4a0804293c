"""The menu bar: all in it by mouse and by keyboard, and none of it too long for a screen."""

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from annotator.gui.command import MENUS
from annotator.gui.window import Window
from tests.gui.hand import Hand

_ROWS = 26  # of 24 px, with the lines between them, on a screen of 768 px


def menus_of(window: Window) -> dict[str, QMenu]:
    bar = window.menuBar()
    assert isinstance(bar, QMenuBar)
    return {action.text(): action.menu() for action in bar.actions()}


@pytest.mark.parametrize("name", MENUS)
def test_a_menu_fits_on_a_small_screen(window: Window, name: str) -> None:
    rows = [one for one in menus_of(window)[name].actions() if not one.isSeparator()]
    assert len(rows) <= _ROWS, name


@pytest.mark.parametrize("name", MENUS)
def test_no_words_stand_twice_in_a_menu(window: Window, name: str) -> None:
    words = [one.text() for one in menus_of(window)[name].actions() if not one.isSeparator()]
    assert len(words) == len(set(words)), name


def test_a_label_stands_in_the_menu_with_what_it_means(window: Window) -> None:
    words = [one.text() for one in menus_of(window)["Mark"].actions()]
    assert "PER: A person or a group of people\t1" in words


def test_the_menus_open_by_keyboard(hand: Hand) -> None:
    hand.press("F10")
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu) and opened.title() == "File"
    opened.close()
