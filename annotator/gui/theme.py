"""Light and dark: every colour and type step of the program, and nothing else holds a colour.

Chrome takes its colours from the palette made here, data takes them from `Theme.family`, `roles`
and `tints`. A widget asks `theme_of(widget)`, which reads the theme back from the widget's palette,
so that one `app.setPalette(palette(theme))` recolours everything and nobody keeps a theme in step.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from annotator.gui.text.palette import FamilyColours, TextTheme, mixed

READING_FAMILIES = (
    "Source Serif 4", "Noto Serif", "Charter", "Cambria", "Georgia", "DejaVu Serif",
)  # fmt: skip
BODY_POINTS = 9.75
BODY_PIXELS = 13

_STEPS = MappingProxyType({
    "display": (24, QFont.Weight.DemiBold),
    "heading": (16, QFont.Weight.DemiBold),
    "title": (14, QFont.Weight.DemiBold),
    "body": (13, QFont.Weight.Normal),
    "small": (12, QFont.Weight.Normal),
    "fine": (11, QFont.Weight.Normal),
    "reading": (16, QFont.Weight.Normal),
    "quote": (12, QFont.Weight.Normal),
    "lane": (9.6, QFont.Weight.DemiBold),
})  # fmt: skip
_SMALLEST = 11.0
_TABULAR = QFont.Tag("tnum")


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one look, named as the things they stand for."""

    name: str
    base: QColor
    window: QColor
    alt: QColor
    raised: QColor
    text: QColor
    dim: QColor
    disabled: QColor
    line: QColor
    edge: QColor
    accent: QColor
    onaccent: QColor
    row: QColor
    rowidle: QColor
    hover: QColor
    sel: QColor
    ok: QColor
    warn: QColor
    bad: QColor
    infobg: QColor
    warnbg: QColor
    badbg: QColor
    own_number: QColor
    own_line: QColor
    shadow: QColor
    families: Mapping[str, FamilyColours]
    roles: Mapping[str, QColor]
    tints: Mapping[str, QColor]

    @property
    def is_dark(self) -> bool:
        """True where the page is darker than the words on it."""
        return luminance(self.base) < luminance(self.text)

    def family(self, name: str) -> FamilyColours:
        """The colours of a label family, or of a hue of a label's own such as "#3d7ea6".

        A name nobody knows is shown like "other".
        """
        if name.startswith("#") and QColor.isValidColorName(name):
            return own_hue(name, self)
        return self.families.get(name, self.families["other"])

    def font(self, step: str, *, bold: bool = False, medium: bool = False) -> QFont:
        """The font of one type step, grown with the system's own; to alter it, copy it."""
        weight = QFont.Weight.DemiBold if bold else QFont.Weight.Medium if medium else None
        if step == "lane" and self.is_dark and not bold:
            weight = QFont.Weight.Medium
        return _type_step(step, weight)


def _colours(**values: str) -> dict[str, QColor]:
    return {name: QColor(value) for name, value in values.items()}


def _families(**values: str) -> Mapping[str, FamilyColours]:
    return MappingProxyType(
        {name: FamilyColours(*map(QColor, three.split())) for name, three in values.items()}
    )


LIGHT = Theme(
    name="light",
    shadow=QColor(0, 0, 0, 38),
    **_colours(
        base="#ffffff", window="#f2f3f5", alt="#f8f9fa", raised="#ffffff", text="#16181c",
        dim="#565c66", disabled="#91959c", line="#dcdfe4", edge="#7a808a", accent="#1d5bb8",
        onaccent="#ffffff", row="#dce8fa", rowidle="#e4e6ea", hover="#ebedf0", sel="#a8c8ff",
        ok="#23733a", warn="#8f5200", bad="#b3261e", infobg="#e8f0fc", warnbg="#fdf3e0",
        badbg="#fdeceb", own_number="#6c6f78", own_line="#8c8f96",
    ),
    families=_families(
        who="#e2d2f0 #f1e9f7 #263a7f",
        body="#e7d6b9 #f3ebdc #9e6203",
        place="#d9fddd #ecfeee #347e48",
        event="#fdccd1 #fee5e8 #5d2c36",
        date="#e3e8ef #f1f3f7 #6c6f78",
        quantity="#fbf1c6 #fdf8e3 #3e3d02",
        other="#ededee #f6f6f7 #5b5e66",
    ),
    roles=MappingProxyType(_colours(
        source="#b03a00", cue="#006f94", content="#5b45b0", hedge="#593726", addressee="#565c66",
    )),
    tints=MappingProxyType(_colours(
        source="#eed4c7", cue="#c7dfe7", content="#dbd6ee", hedge="#dad3cf", own="#dfdfe1",
        addressee="#dadbdd",
    )),
)  # fmt: skip

DARK = Theme(
    name="dark",
    shadow=QColor(0, 0, 0, 153),
    **_colours(
        base="#16181c", window="#1f2126", alt="#1a1c20", raised="#282b31", text="#ececed",
        dim="#a5abb5", disabled="#72777f", line="#33373e", edge="#868d99", accent="#7db0ff",
        onaccent="#0e1726", row="#253b5c", rowidle="#2d3037", hover="#292c32", sel="#2f5c9e",
        ok="#7fd196", warn="#efb35a", bad="#ff8f85", infobg="#1d2a3f", warnbg="#33291a",
        badbg="#3a2220", own_number="#9fa3ac", own_line="#81848c",
    ),
    families=_families(
        who="#4d2a6b #342247 #cb82f6",
        body="#654c19 #41341a #cb9904",
        place="#395742 #293a30 #abebbe",
        event="#51211f #361d1e #f67d6f",
        date="#383b40 #282b30 #9fa3ac",
        quantity="#3f2f02 #2c240e #e7e176",
        other="#2d3035 #222529 #a9adb6",
    ),
    roles=MappingProxyType(_colours(
        source="#ff9a5a", cue="#5ccbe8", content="#b9abf8", hedge="#ebccad", addressee="#a5abb5",
    )),
    tints=MappingProxyType(_colours(
        source="#614230", cue="#2c515d", content="#4a4762", hedge="#5a524a", own="#42444a",
        addressee="#44474d",
    )),
)  # fmt: skip

FAMILIES = tuple(LIGHT.families)

# Asked by all that is painted: an enumeration of Qt costs more to look up than a colour.
_ACTIVE, _WORDS = QPalette.ColorGroup.Active, QPalette.ColorRole.Text
_BY_WORDS = {theme.text.rgb(): theme for theme in (LIGHT, DARK)}


def luminance(colour: QColor) -> float:
    """Relative luminance by WCAG 2: 0 black to 1 white."""
    r, g, b = (_linear(channel) for channel in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(a: QColor, b: QColor) -> float:
    """The contrast ratio of two opaque colours by WCAG 2: 1 to 21."""
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def own_hue(hue: str, theme: Theme) -> FamilyColours:
    """Fill, pale fill and bar in the hue of "#rrggbb" that are as readable as the six families."""
    colour = QColor(hue)
    text_on_fill, bar_on_base = (6.8, 6.8) if theme.is_dark else (12.5, 5.0)
    strong, gentle = (0.75, 0.45) if theme.is_dark else (0.75, 0.65)
    grey = colour.hslSaturationF() < 0.08
    bar = _towards(colour, 0.1 if grey else strong, theme.base, bar_on_base)
    full = _towards(colour, 0.05 if grey else gentle, theme.text, text_on_fill)
    return FamilyColours(full, mixed(full, theme.base, 0.5), bar)


def _towards(hue: QColor, saturation: float, ground: QColor, ratio: float) -> QColor:
    """The shade of a hue nearest to the ground's lightness that still has that contrast to it."""
    h = max(hue.hslHueF(), 0.0)
    near, far = (0.0, 1.0) if luminance(ground) < 0.18 else (1.0, 0.0)
    for _step in range(16):
        middle = (near + far) / 2
        shade = QColor.fromHslF(h, saturation, middle).toRgb()
        # rounded to eight bits, as it will be shown
        if contrast(QColor(shade.rgb()), ground) >= ratio:
            far = middle
        else:
            near = middle
    return QColor(QColor.fromHslF(h, saturation, far).rgb())


def palette(theme: Theme) -> QPalette:
    """The palette that Fusion and every widget of ours paint with."""
    found, role = QPalette(), QPalette.ColorRole
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive,
                  QPalette.ColorGroup.Disabled):  # fmt: skip
        off = group == QPalette.ColorGroup.Disabled
        words = theme.disabled if off else theme.text
        for where, colour in (
            (role.Window, theme.window), (role.Base, theme.base), (role.AlternateBase, theme.alt),
            (role.Button, theme.raised), (role.ToolTipBase, theme.raised),
            (role.Text, words), (role.WindowText, words), (role.ButtonText, words),
            (role.ToolTipText, theme.text), (role.BrightText, theme.onaccent),
            (role.PlaceholderText, theme.disabled if off else theme.dim),
            (role.Light, theme.hover), (role.Midlight, theme.hover), (role.Mid, theme.line),
            (role.Dark, theme.edge), (role.Shadow, theme.edge),
            (role.Highlight, theme.rowidle if off else theme.sel), (role.HighlightedText, words),
            (role.Accent, theme.disabled if off else theme.accent),
            (role.Link, theme.disabled if off else theme.accent),
            (role.LinkVisited, theme.disabled if off else theme.accent),
        ):  # fmt: skip
            found.setColor(group, where, colour)
    return found


def theme_of(widget: QWidget) -> Theme:
    """The theme a widget stands in, read from its palette."""
    return theme_in(widget.palette())


def theme_in(found: QPalette) -> Theme:
    """The theme a palette was made from; of a foreign palette, a contrast theme made from it."""
    ours = _BY_WORDS.get(found.color(_ACTIVE, _WORDS).rgb())
    if ours is not None:
        return ours
    roles = (QPalette.ColorRole.Text, QPalette.ColorRole.Base, QPalette.ColorRole.Window,
             QPalette.ColorRole.Accent)  # fmt: skip
    return _high(*(found.color(_ACTIVE, role).rgb() for role in roles))


@lru_cache(maxsize=8)
def _high(words: int, ground: int, window: int, strong: int) -> Theme:
    """A theme that says everything in the system's own few colours: shape and code do the rest."""
    text, base, accent = QColor(words), QColor(ground), QColor(strong)
    if contrast(accent, base) < 3:
        accent = text
    quiet = mixed(text, base, 0.15)
    plain = FamilyColours(base, base, text)
    return Theme(
        name="contrast", base=base, window=QColor(window), alt=base, raised=base, text=text,
        dim=text, disabled=mixed(text, base, 0.6), line=text, edge=text, accent=accent,
        onaccent=base, row=quiet, rowidle=quiet, hover=quiet, sel=mixed(text, base, 0.3), ok=text,
        warn=text, bad=text, infobg=base, warnbg=base, badbg=base, own_number=text, own_line=text,
        shadow=QColor(0, 0, 0, 0),
        families=MappingProxyType(dict.fromkeys(LIGHT.families, plain)),
        roles=MappingProxyType(dict.fromkeys(LIGHT.roles, text)),
        tints=MappingProxyType(dict.fromkeys(LIGHT.tints, quiet)),
    )  # fmt: skip


def current(app: QGuiApplication, choice: str = "system") -> Theme:
    """The theme to show: the chosen one ("light", "dark"), or the one the system asks for."""
    if choice in ("light", "dark"):
        return LIGHT if choice == "light" else DARK
    hints = app.styleHints()
    asked = getattr(hints, "accessibility", None)
    if asked and asked().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return theme_in(_system_palette(app))
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _system_palette(app: QGuiApplication) -> QPalette:
    """The desktop's own palette, which ours hides once it is set."""
    ours = app.palette()
    app.setPalette(QPalette())
    found = QPalette(app.palette())
    app.setPalette(ours)
    return found


def text_theme(theme: Theme, families: Iterable[str] = ()) -> TextTheme:
    """What the text view paints with; `families` are those of a codebook, own hues included."""
    own = {name: theme.family(name) for name in families}
    return TextTheme(
        base=theme.base,
        text=theme.text,
        dim=theme.dim,
        selection=theme.sel,
        hover=theme.hover,
        accent=theme.accent,
        warn=theme.warn,
        bad=theme.bad,
        own_number=theme.own_number,
        own_line=theme.own_line,
        families=MappingProxyType({**theme.families, **own}),
        roles=theme.roles,
        tints=theme.tints,
        lane_weight=theme.font("lane").weight(),
    )


@lru_cache(maxsize=1)
def scale() -> float:
    """How much larger than 13 px the system's own type is; smaller type is not followed.

    Asked by every row that is painted, so it is kept: another type is followed at the next start,
    as the heights of all that is laid out hang on it.
    """
    font = QApplication.font()
    if font.pixelSize() > 0:
        pixels = float(font.pixelSize())
    else:
        pixels = font.pointSizeF() * _dots_per_inch() / 72
    return max(1.0, pixels / BODY_PIXELS)


def _dots_per_inch() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInch() if screen else 96.0


@lru_cache(maxsize=512)
def px(pixels: int) -> int:
    """A height or width of the grid, grown with the system's type."""
    return round(pixels * scale())


@lru_cache(maxsize=64)
def measures(font: QFont) -> QFontMetricsF:
    """What measures words in a font; asked for all that is painted, so it is kept."""
    return QFontMetricsF(font)


@lru_cache(maxsize=4096)
def words_width(words: str, font: QFont) -> float:
    """How wide words are in a font; the same words are painted again and again."""
    return measures(font).horizontalAdvance(words)


@lru_cache(maxsize=64)
def _type_step(step: str, weight: QFont.Weight | None) -> QFont:
    """The font of one step of the type table; KeyError for an unknown step."""
    pixels, usual = _STEPS[step]
    serif = step in ("reading", "quote")
    font = QFont(reading_family() if serif else QApplication.font().family())
    smallest = 9.0 if step == "lane" else _SMALLEST
    font.setPointSizeF(max(pixels * scale(), smallest) * 72 / _dots_per_inch())
    font.setWeight(usual if weight is None else weight)
    if not serif:
        font.setFeature(_TABULAR, 1)
    return font


@lru_cache(maxsize=8)
def reading_family(chosen: str = "") -> str:
    """The serif to read in: the chosen one if it is there, else the first found of our list."""
    there = set(QFontDatabase.families())
    for family in (chosen, *READING_FAMILIES):
        if family in there:
            return family
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).defaultFamily()
