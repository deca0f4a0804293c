"""Where a key moves the caret: words and sentences by Unicode's rules, not Qt's."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.text.sentences import next_sentence, previous_sentence
from annotator.text.words import next_word, previous_word

_Standard = QKeySequence.StandardKey
_SENTENCE = {Qt.Key.Key_Up: previous_sentence, Qt.Key.Key_Down: next_sentence}


def destination(event: QKeyEvent, text: str, caret: int) -> int | None:
    """Where a word or sentence key leads from the caret; None for all other keys."""
    if event.matches(_Standard.MoveToNextWord) or event.matches(_Standard.SelectNextWord):
        return next_word(text, caret)
    if event.matches(_Standard.MoveToPreviousWord) or event.matches(_Standard.SelectPreviousWord):
        return previous_word(text, caret)
    held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    if held & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier:
        step = _SENTENCE.get(Qt.Key(event.key()))
        return None if step is None else step(text, caret)
    return None
