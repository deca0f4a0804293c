"""Words in a line of fixed width, whatever they are."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from annotator.gui.theme import LIGHT
from annotator.gui.widgets.paint import draw_words


def _drawn(words: str, **fit: str) -> tuple[float, QImage]:
    image = QImage(200, 20, QImage.Format.Format_RGB32)
    image.fill(LIGHT.base)
    painter = QPainter(image)
    font = LIGHT.font("body")
    width = draw_words(painter, QRectF(0, 0, 200, 20), words, font, LIGHT.text, **fit)
    painter.end()
    return width, image


def _inked(image: QImage) -> list[int]:
    """The columns of pixels that hold ink."""
    return [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).value() < 128 for y in range(image.height()))
    ]


def test_words_of_any_length_and_with_breaks_stand_on_one_line() -> None:
    assert _drawn("two\nlines")[1] == _drawn("two lines")[1]
    assert _drawn("two\u2028lines")[1] == _drawn("two lines")[1]
    for elide in ("start", "middle", "end"):
        assert _drawn("word " * 20_000, elide=elide)[0] <= 200


def test_left_context_keeps_its_end_and_right_aligned_words_end_at_the_edge() -> None:
    image = _drawn("a long context that ends here |", align="right", elide="start")[1]
    columns = _inked(image)
    assert columns[-1] >= 194


def test_right_to_left_words_stand_in_the_same_column() -> None:
    image = _drawn("بعد أسبوع")[1]
    columns = _inked(image)
    assert columns and columns[0] <= 4
