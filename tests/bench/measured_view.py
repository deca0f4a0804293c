"""The product's text view with the four methods that ../shared/measure/textview.py asks for.

Repeat from the project's folder:
QT_QPA_PLATFORM=offscreen python ../shared/measure/textview.py --views none \
    --view tests.bench.measured_view:View
"""

from collections.abc import Mapping, Sequence
from itertools import count

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QFont

from annotator.gui.text.marks import Mark, Marks
from annotator.gui.text.palette import FamilyColours, TextTheme
from annotator.gui.text.view import TextView

_FAMILIES = {
    "who": ("#e2d2f0 #f1e9f7 #263a7f", "#4d2a6b #342247 #cb82f6"),
    "body": ("#e7d6b9 #f3ebdc #9e6203", "#654c19 #41341a #cb9904"),
    "place": ("#d9fddd #ecfeee #347e48", "#395742 #293a30 #abebbe"),
    "event": ("#fdccd1 #fee5e8 #5d2c36", "#51211f #361d1e #f67d6f"),
    "date": ("#e3e8ef #f1f3f7 #6c6f78", "#383b40 #282b30 #9fa3ac"),
    "quantity": ("#fbf1c6 #fdf8e3 #3e3d02", "#3f2f02 #2c240e #e7e176"),
    "other": ("#ededee #ededee #5b5e66", "#2d3035 #2d3035 #a9adb6"),
}
_ROLES = ("source", "cue", "content", "hedge", "addressee")
_TINTS = ("source", "cue", "content", "hedge", "own", "addressee")
_CODES = (
    ("PER", "who"), ("ORG", "body"), ("GPE", "place"), ("EVNT", "event"), ("DATE", "date"),
    ("QTY", "quantity"),
)  # fmt: skip


def _theme(at: int, plain: str, roles: str, tints: str, weight: QFont.Weight) -> TextTheme:
    names = ("base", "text", "dim", "selection", "hover", "accent", "warn", "bad",
             "own_number", "own_line")  # fmt: skip
    return TextTheme(
        **dict(zip(names, map(QColor, plain.split()), strict=True)),
        families={
            name: FamilyColours(*map(QColor, both[at].split())) for name, both in _FAMILIES.items()
        },
        roles=_hues(_ROLES, roles),
        tints=_hues(_TINTS, tints),
        lane_weight=weight,
    )


def _hues(names: Sequence[str], colours: str) -> Mapping[str, QColor]:
    return dict(zip(names, map(QColor, colours.split()), strict=True))


def light() -> TextTheme:
    """LOOK's light values."""
    return _theme(
        0,
        "#ffffff #16181c #565c66 #a8c8ff #ebedf0 #1d5bb8 #8f5200 #b3261e #6c6f78 #8c8f96",
        "#b03a00 #006f94 #5b45b0 #593726 #565c66",
        "#eed4c7 #c7dfe7 #dbd6ee #dad3cf #dfdfe1 #dfdfe1",
        QFont.Weight.DemiBold,
    )


def dark() -> TextTheme:
    """LOOK's dark values."""
    return _theme(
        1,
        "#16181c #ececed #a5abb5 #2f5c9e #292c32 #7db0ff #efb35a #ff8f85 #9fa3ac #81848c",
        "#ff9a5a #5ccbe8 #b9abf8 #ebccad #a5abb5",
        "#614230 #2c515d #4a4762 #5a524a #42444a #42444a",
        QFont.Weight.Medium,
    )


def mark(id: int, start: int, end: int, type: int) -> Mark:
    """Types 0 to 5 are mentions; 6, 7, 8 a claim's source, cue and content."""
    if type < len(_CODES):
        return Mark(id, start, end, "mention", *_CODES[type])
    number, role = id % 99 + 1, _ROLES[type - len(_CODES)]
    return Mark(id, start, end, "part", "", role, claim=number, number=number)


class View(TextView):
    """The text view over the full width, so that the floor paints as many letters."""

    def __init__(self) -> None:
        super().__init__(light())
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
