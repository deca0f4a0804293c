"""The colours the text view and the ruler draw with: plain values that the theme fills in."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette


@dataclass(frozen=True, slots=True)
class FamilyColours:
    """One family of labels: fill of names and values, fill of descriptions, bar and code."""

    full: QColor
    pale: QColor
    bar: QColor


@dataclass(frozen=True, slots=True)
class TextTheme:
    """All colours of the text view.

    `families` must hold "other", `roles` the five roles, `tints` the roles and "own".
    """

    base: QColor
    text: QColor
    dim: QColor
    selection: QColor
    hover: QColor
    accent: QColor
    warn: QColor
    bad: QColor
    own_number: QColor
    own_line: QColor
    families: Mapping[str, FamilyColours]
    roles: Mapping[str, QColor]
    tints: Mapping[str, QColor]
    lane_weight: QFont.Weight = QFont.Weight.DemiBold

    def family(self, name: str) -> FamilyColours:
        """The colours of a family, those of "other" where it has none of its own."""
        return self.families.get(name) or self.families["other"]

    def role(self, name: str) -> QColor:
        """The hue of a role."""
        return self.roles.get(name, self.dim)

    def tint(self, name: str) -> QColor:
        """The fill under a part of the open claim."""
        return self.tints.get(name) or self.tints["own"]

    def over(self, palette: QPalette) -> QPalette:
        """A widget's palette with the colours of the text in it."""
        palette = QPalette(palette)
        palette.setColor(QPalette.ColorRole.Base, self.base)
        palette.setColor(QPalette.ColorRole.Text, self.text)
        palette.setColor(QPalette.ColorRole.Highlight, self.selection)
        palette.setColor(QPalette.ColorRole.HighlightedText, self.text)
        return palette


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """`share` of a colour over a ground, opaque."""
    rest = 1.0 - share
    return QColor.fromRgbF(
        colour.redF() * share + ground.redF() * rest,
        colour.greenF() * share + ground.greenF() * rest,
        colour.blueF() * share + ground.blueF() * rest,
    )
