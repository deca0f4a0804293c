"""A shown text view for the tests of this folder, and an ear for what Qt prints."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from annotator.gui.text.marks import Mark
from annotator.gui.text.view import TextView
from annotator.gui.theme import LIGHT, text_theme

Opener = Callable[..., TextView]


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Opener]:
    """Opens a text view with a text and marks; closes it after the test."""
    views: list[TextView] = []

    def open(text: str, marks: tuple[Mark, ...] = (), size: tuple[int, int] = (700, 500),
             direction: str = "") -> TextView:  # fmt: skip
        view = TextView(text_theme(LIGHT))
        views.append(view)
        view.set_family("Noto Sans")
        view.resize(*size)
        view.show()
        view.show_text(text, direction)
        view.set_marks(marks)
        qapp.processEvents()
        return view

    yield open
    for view in views:
        view.close()
        view.deleteLater()


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Whatever Qt or an exception in one of its virtual functions would have printed."""
    said: list[str] = []

    def heard(kind: QtMsgType, context: object, message: str) -> None:
        if "propagateSizeHints" not in message and "OpenType" not in message:
            said.append(message)

    monkeypatch.setattr("sys.excepthook", lambda kind, value, trace: said.append(repr(value)))
    monkeypatch.setattr("sys.unraisablehook", lambda raised: said.append(repr(raised.exc_value)))
    before = qInstallMessageHandler(heard)
    yield said
    qInstallMessageHandler(before)
