"""The letters of the page: sizes, line and lane heights, and labels made ready to be drawn."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText, QTextOption

EM_MEASURE = 47
_RATIO = 0.6
_LEAST = 9.0


class Face:
    """All that follows from the reading font: whole pixels, and a store of prepared labels."""

    def __init__(self, reading: QFont, chrome: QFont, dpi: float, weight: QFont.Weight) -> None:
        self.reading = reading
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
        self.ascent = self._label_metrics.ascent()
        self._texts: dict[str, tuple[QStaticText, float]] = {}

    def width(self, label: str) -> float:
        """How wide a label is drawn."""
        return self._ready(label)[1]

    def text(self, label: str) -> QStaticText:
        """The label as Qt draws it fastest."""
        return self._ready(label)[0]

    def _ready(self, label: str) -> tuple[QStaticText, float]:
        found = self._texts.get(label)
        if found is None:
            ready = QStaticText(label)
            ready.setTextFormat(Qt.TextFormat.PlainText)
            ready.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            ready.prepare(font=self.label)
            found = self._texts[label] = (ready, self._label_metrics.horizontalAdvance(label))
        return found


def wrapping(direction: str) -> QTextOption:
    """How lines break, and to which side they lean: the text decides unless a direction is set."""
    option = QTextOption(Qt.AlignmentFlag.AlignLeading)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    way = {"rtl": Qt.LayoutDirection.RightToLeft, "ltr": Qt.LayoutDirection.LeftToRight}
    option.setTextDirection(way.get(direction, Qt.LayoutDirection.LayoutDirectionAuto))
    option.setTabStopDistance(32)
    return option
