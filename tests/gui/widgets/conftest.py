"""Widgets alone in a window, in the light theme."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.gui.style import dress
from annotator.gui.theme import LIGHT


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    """Every test begins in the light theme and leaves it behind."""
    dress(qapp, LIGHT)
    yield
    dress(qapp, LIGHT)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with a column to put widgets into."""
    found = QWidget()
    qtbot.addWidget(found)
    found.resize(600, 300)
    QVBoxLayout(found)
    found.show()
    qtbot.waitExposed(found)
    return found
