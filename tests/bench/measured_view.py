"""The product's text view with the four methods that ../shared/measure/textview.py asks for.

Repeat from the project's folder:
QT_QPA_PLATFORM=offscreen python ../shared/measure/textview.py --views none \
    --view tests.bench.measured_view:View
"""

from collections.abc import Sequence
from itertools import count

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from annotator.gui.style import dress
from annotator.gui.text.marks import Mark, Marks
from annotator.gui.text.view import TextView
from annotator.gui.theme import LIGHT, text_theme

_CODES = (
    ("PER", "who"), ("ORG", "body"), ("GPE", "place"), ("EVNT", "event"), ("DATE", "date"),
    ("QTY", "quantity"),
)  # fmt: skip
_ROLES = ("source", "cue", "content")


def mark(id: int, start: int, end: int, type: int) -> Mark:
    """Types 0 to 5 are mentions; 6, 7, 8 a claim's source, cue and content."""
    if type < len(_CODES):
        return Mark(id, start, end, "mention", *_CODES[type])
    number, role = id % 99 + 1, _ROLES[type - len(_CODES)]
    return Mark(id, start, end, "part", "", role, claim=number, number=number)


class View(TextView):
    """The text view over the full width, so that it paints as many letters as the floor."""

    def __init__(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            dress(app, LIGHT)
        super().__init__(text_theme(LIGHT))
        self._ids = count(10_000_000)
        self.set_family("Noto Sans")
        self.set_font_points(11)
        self.set_measure(10_000)

    def open(self, text: str, spans: Sequence[tuple[int, int, int]]) -> None:
        """Show a text with its spans."""
        self.show_text(text)
        rows = range(len(spans))
        columns = [start for start, _, _ in spans], [end for _, end, _ in spans]
        self.set_marks(Marks(rows, lambda row: mark(row, *spans[row]), columns))

    def add_span(self, start: int, end: int, type: int) -> int:
        """Add one span and return what `remove_span` needs."""
        id = next(self._ids)
        self.change_marks((), (mark(id, start, end, type),))
        return id

    def remove_span(self, id: int) -> None:
        """Remove one span."""
        self.change_marks((id,), ())

    def text_pos_at(self, place: QPoint) -> int:
        """The position under a place in the viewport."""
        return self.point_at(place)

    def set_font_size(self, points: float) -> None:
        """Zoom."""
        self.set_font_points(points)
