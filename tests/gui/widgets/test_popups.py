"""Menus that come up: what their entries say and do."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.widgets.popups import choices, entry, popup


def test_an_ampersand_of_a_name_is_shown_and_the_key_stands_behind_it(window: QWidget) -> None:
    menu, done = popup(window), []
    action = entry(menu, "Johnson & Johnson", lambda: done.append(1), "j")
    assert action.text() == "Johnson && Johnson\tj"
    action.trigger()
    assert done == [1]


def test_of_several_choices_the_chosen_one_is_ticked_and_another_is_told(window: QWidget) -> None:
    menu, chosen = popup(window), list[int]()
    choices(menu, {1: "By name", 2: "By date\td"}, 1, chosen.append)
    first, second = menu.actions()
    assert first.isChecked() and not second.isChecked()
    second.trigger()
    assert chosen == [2] and not first.isChecked()


def test_an_entry_is_taken_by_the_key_that_stands_behind_it(window: QWidget, qtbot: QtBot) -> None:
    menu, done = popup(window), list[str]()
    for name, key in (("PER", "1"), ("ORG", "2"), ("Without a key", "")):
        entry(menu, name, lambda name=name: done.append(name), key)
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.keyClicks(menu, "3")
    assert menu.isVisible()
    qtbot.keyClicks(menu, "2")
    assert done == ["ORG"]
