"""What stands where there is nothing yet: what it is for and what to do next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.gui.theme import px, theme_of


class EmptyState(QWidget):
    """In a panel one dim sentence at the top left; with a heading, in the middle of a page.

    `pressed(key)` tells which of the (key, words) buttons was pressed; the first is the primary.
    """

    pressed = Signal(str)

    def __init__(
        self,
        sentence: str,
        *,
        heading: str = "",
        buttons: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._centred = bool(heading)
        self._sentence = self._label(sentence, "small")
        self._sentence.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column = QVBoxLayout(self)
        inset = px(24 if self._centred else 12)
        column.setContentsMargins(inset, inset, inset, inset)
        column.setSpacing(px(8))
        if self._centred:
            column.addStretch(1)
            column.addWidget(self._label(heading, "heading"))
        column.addWidget(self._sentence)
        if buttons:
            column.addSpacing(px(8))
            column.addLayout(self._row(buttons))
        column.addStretch(1)

    def say(self, sentence: str) -> None:
        """Show another sentence."""
        self._sentence.setText(sentence)

    def _label(self, words: str, step: str) -> QLabel:
        label = QLabel(words, self)
        label.setFont(theme_of(self).font(step))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(
            Qt.AlignmentFlag.AlignHCenter if self._centred else Qt.AlignmentFlag.AlignLeft
        )
        return label

    def _row(self, buttons: Sequence[tuple[str, str]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        if self._centred:
            row.addStretch(1)
        for place, (key, words) in enumerate(buttons):
            button = QPushButton(words, self)
            button.setProperty("primary", place == 0)
            button.setMinimumHeight(px(32 if self._centred else 26))
            button.clicked.connect(lambda _on=False, key=key: self.pressed.emit(key))
            row.addWidget(button)
        row.addStretch(1)
        return row
