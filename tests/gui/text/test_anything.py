"""A long run of random operations: nothing may be printed, and offsets must stay exact."""

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.gui.text.view import TextView
from tests.gui.text.conftest import Opener
from tests.gui.text.given import MIXED, drag, mention, part

KEYS = [
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
]  # fmt: skip
HOLD = [
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
]  # fmt: skip


def _act(view: TextView, dice: random.Random, ids: list[int]) -> None:
    place = QPoint(dice.randrange(view.viewport().width()), dice.randrange(view.height()))
    point = dice.randrange(len(view.text) + 1)
    bar = view.verticalScrollBar()
    act = dice.randrange(18)
    if act == 0:
        ids.append(len(ids))
        made = mention if dice.random() < 0.5 else part
        view.change_marks((), [made(ids[-1], point, min(len(view.text), point + 30) + 1)])
    elif act == 1:
        view.change_marks([dice.choice(ids or [0])], ())
    elif act in (2, 3):
        bar.setValue(bar.value() + dice.choice([60, -60, 400, -400, 7]))
    elif act == 4:
        bar.setValue(dice.randrange(bar.maximum() + 1))
    elif act == 5:
        view.set_font_points(dice.choice([9, 12, 15]))
    elif act == 6:
        view.resize(dice.randrange(300, 900), dice.randrange(150, 600))
    elif act in (7, 8):
        QTest.keyClick(view, dice.choice(KEYS), dice.choice(HOLD))
    elif act == 9:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, dice.choice(HOLD), place)
    elif act == 10:
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, dice.choice(HOLD), place)
        drag(view, place / 2)
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place / 2)
    elif act == 11:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    elif act == 12:
        view.light(dice.choice([1, 2, None]))
    elif act == 13:
        view.choose(dice.choice([*ids, None]))
    elif act == 14:
        view.reveal(point, min(len(view.text), point + 5))
        view.outline(point, min(len(view.text), point + 5))
    elif act == 15:
        view.set_layers(*(dice.choice(["on", "dim", "off"]) for _ in range(3)))
    elif act == 16:
        view.set_hits([(point, min(len(view.text), point + 4))], 0)
    else:
        view.set_labels(dice.random() < 0.7)


@pytest.mark.parametrize("text", [MIXED * 40, "俄罗斯总统普京表示" * 2_000, "", "word " * 9_000])
def test_two_thousand_random_operations_print_nothing(
    shown: Opener, qapp: QApplication, printed: list[str], text: str
) -> None:
    dice = random.Random(len(text))
    view = shown(text, size=(600, 400))
    ids: list[int] = []
    for i in range(500):
        _act(view, dice, ids)
        if i % 3 == 0:
            qapp.processEvents()
        start, end = view.selection()
        assert 0 <= start <= end <= len(text)
        assert printed == []
    assert view.toPlainText().count("\n") >= text.count("\n")
