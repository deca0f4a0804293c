"""Where a key moves the caret: words and sentences by Unicode's rules, not Qt's."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.text import (
    next_sentence,
    next_word,
    next_word_end,
    previous_sentence,
    previous_word,
)

_Standard = QKeySequence.StandardKey
_SENTENCE = {Qt.Key.Key_Up: previous_sentence, Qt.Key.Key_Down: next_sentence}


def destination(event: QKeyEvent, text: str, caret: int) -> int | None:
    """Where a word or sentence key leads from the caret; None for all other keys."""
    if event.matches(_Standard.MoveToNextWord):
        return next_word(text, caret)
    if event.matches(_Standard.SelectNextWord):
        return next_word_end(text, caret)
    if event.matches(_Standard.MoveToPreviousWord) or event.matches(_Standard.SelectPreviousWord):
        return previous_word(text, caret)
    held = event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    step = _SENTENCE.get(Qt.Key(event.key()))
    if step is None or held != Qt.KeyboardModifier.ControlModifier:
        return None
    return step(text, caret)
