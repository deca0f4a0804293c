"""The letters of the page: sizes, line and lane heights, and labels made ready to be drawn."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QGlyphRun, QTextLayout, QTextOption

from annotator.gui.text.lanes import forms
from annotator.gui.text.marks import Mark

FAMILIES = ("Source Serif 4", "Noto Serif", "Charter", "Cambria", "Georgia", "DejaVu Serif")
EM_MEASURE = 47
_RATIO = 0.6
_LEAST = 9.0
_ENDLESS = 10_000
_TAB = 32


class Face:
    """All that follows from the reading font: whole pixels, and a store of prepared labels."""

    def __init__(self, reading: QFont, chrome: QFont, dpi: float, weight: QFont.Weight) -> None:
        self._made_of = (reading.key(), chrome.key(), dpi, weight)
        self.reading = QFont(reading)
        self.em = reading.pointSizeF() * dpi / 72
        metrics = QFontMetricsF(reading)
        self.average = max(1.0, metrics.horizontalAdvance("the quick brown fox of it") / 25)
        self.pitch = max(round(1.4 * self.em), round(metrics.height()))
        self.text_height = round(metrics.height())
        self.blank = 10
        self.heading = QFont(reading)
        self.heading.setWeight(QFont.Weight.DemiBold)
        self.label = QFont(chrome)
        size = max(_LEAST, _RATIO * self.em)
        self.label.setPixelSize(round(size))
        self.label.setWeight(weight)
        self._label_metrics = QFontMetricsF(self.label)
        self.lane = round(size * 1.35)
        self.own_lane = round(size * 1.15)
        self.bare_lane = 4
        self.cap = self._label_metrics.capHeight()
        self._runs: dict[str, list[QGlyphRun]] = {}
        self._widths: dict[str, float] = {}
        self._labels: dict[object, tuple[tuple[str, float], ...]] = {}

    def is_like(self, other: "Face") -> bool:
        """True where both draw the same."""
        return self._made_of == other._made_of

    def labels(self, mark: Mark) -> tuple[tuple[str, float], ...]:
        """What may be written in a mark's lane with its width, longest first."""
        key = (mark.code, mark.hue, mark.number, mark.own, mark.doubt, mark.dashed)
        known = self._labels.get(key)
        if known is None:
            known = self._labels[key] = tuple((form, self.width(form)) for form in forms(mark))
        return known

    def width(self, label: str) -> float:
        """How wide a label is drawn."""
        number, blank, word = label.partition(" ")
        if not blank:
            return self._width(label)
        return self._width(number) + self._width(blank) + self._width(word)

    def runs(self, label: str) -> list[QGlyphRun]:
        """The label ready to be drawn from the left end of its baseline."""
        ready = self._runs.get(label)
        if ready is None:
            # A static text is drawn as fast but takes five times as long to make.
            layout = QTextLayout(label, self.label)
            layout.beginLayout()
            line = layout.createLine()
            line.setLineWidth(_ENDLESS)
            line.setPosition(QPointF(0, -line.ascent()))
            layout.endLayout()
            ready = self._runs[label] = layout.glyphRuns()
        return ready

    def _width(self, word: str) -> float:
        known = self._widths.get(word)
        if known is None:
            known = self._widths[word] = self._label_metrics.horizontalAdvance(word)
        return known


@cache
def wrapping(*, right_to_left: bool) -> QTextOption:
    """How the lines of a paragraph break, and to which side they lean."""
    side, way = Qt.AlignmentFlag.AlignLeft, Qt.LayoutDirection.LeftToRight
    if right_to_left:
        side, way = Qt.AlignmentFlag.AlignRight, Qt.LayoutDirection.RightToLeft
    option = QTextOption(side)
    option.setTextDirection(way)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTabStopDistance(_TAB)
    return option


def first_installed(families: Sequence[str]) -> str:
    """The first of these families that is installed, else the system's serif."""
    for family in families:
        if QFontInfo(QFont(family)).family().casefold() == family.casefold():
            return family
    serif = QFont("serif")
    serif.setStyleHint(QFont.StyleHint.Serif)
    return QFontInfo(serif).family()
