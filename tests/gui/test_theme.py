"""The ratios that LOOK promises hold in both themes, and the palette carries them."""

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from annotator.gui import theme as themes
from annotator.gui.text.palette import TextTheme
from annotator.gui.theme import (
    DARK,
    FAMILIES,
    LIGHT,
    Theme,
    contrast,
    current,
    own_hue,
    palette,
    text_theme,
    theme_in,
    theme_of,
)
from annotator.model import ROLES

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
HUES = ("#ff0000", "#3d7ea6", "#00ff00", "#808080", "#ffff00", "#0000ff", "#000000", "#ffffff")


def _grounds(theme: Theme) -> tuple[QColor, ...]:
    return theme.base, theme.window, theme.row, theme.rowidle, theme.hover


def _worst(theme: Theme, role: str) -> float:
    return min(contrast(getattr(theme, role), ground) for ground in _grounds(theme))


@BOTH
@pytest.mark.parametrize("role", ["text", "dim", "accent", "ok", "warn", "bad"])
def test_words_of_the_chrome_are_readable_on_every_ground(theme: Theme, role: str) -> None:
    assert _worst(theme, role) >= 4.5


@BOTH
def test_edges_can_be_seen_on_every_ground(theme: Theme) -> None:
    assert _worst(theme, "edge") >= 3
    assert contrast(theme.own_line, theme.base) >= 3


@BOTH
def test_words_on_coloured_grounds_are_readable(theme: Theme) -> None:
    for ink, ground in (
        ("onaccent", "accent"), ("text", "sel"), ("accent", "infobg"), ("warn", "warnbg"),
        ("bad", "badbg"), ("text", "infobg"), ("text", "warnbg"), ("text", "badbg"),
    ):  # fmt: skip
        assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5, (ink, ground)


@BOTH
@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_s_words_and_bar_are_readable(theme: Theme, family: str) -> None:
    colours = theme.family(family)
    assert contrast(theme.text, colours.full) >= (6.5 if theme.is_dark else 12)
    assert contrast(theme.text, colours.pale) >= contrast(theme.text, colours.full)
    assert contrast(colours.bar, theme.base) >= 4.95


@BOTH
@pytest.mark.parametrize("role", ROLES)
def test_every_role_of_a_claim_has_a_readable_hue_and_a_tint(theme: Theme, role: str) -> None:
    assert contrast(theme.roles[role], theme.base) >= 4.5
    assert contrast(theme.roles[role], theme.row) >= 4.5
    assert contrast(theme.text, theme.tints[role]) >= 6.4


@BOTH
@pytest.mark.parametrize("hue", HUES)
def test_a_hue_of_a_label_s_own_is_made_as_readable_as_the_families(theme: Theme, hue: str) -> None:
    colours = theme.family(hue)
    assert contrast(theme.text, colours.full) >= (6.8 if theme.is_dark else 12.5)
    assert contrast(colours.bar, theme.base) >= (6.8 if theme.is_dark else 5.0)
    assert contrast(theme.text, colours.pale) >= contrast(theme.text, colours.full)


def test_an_own_hue_keeps_its_hue() -> None:
    colours = own_hue("#3d7ea6", LIGHT)
    assert abs(colours.bar.hslHue() - QColor("#3d7ea6").hslHue()) <= 3
    assert abs(colours.full.hslHue() - QColor("#3d7ea6").hslHue()) <= 3


def test_an_unknown_family_is_shown_like_other() -> None:
    assert LIGHT.family("no such family") == LIGHT.family("other")
    assert LIGHT.family("#nonsense") == LIGHT.family("other")


@BOTH
def test_the_palette_has_words_that_look_dead_where_disabled(theme: Theme) -> None:
    made = palette(theme)
    off, role = QPalette.ColorGroup.Disabled, QPalette.ColorRole
    for where in (role.Text, role.WindowText, role.ButtonText, role.HighlightedText):
        assert made.color(off, where) == theme.disabled
        assert made.color(QPalette.ColorGroup.Active, where) == theme.text
    assert made.color(role.Highlight) == theme.sel
    assert made.color(role.PlaceholderText) == theme.dim


@BOTH
def test_a_widget_knows_its_theme_by_its_palette(qapp: QApplication, theme: Theme) -> None:
    widget = QWidget()
    widget.setPalette(palette(theme))
    assert theme_of(widget) is theme


def test_a_contrast_palette_of_the_system_is_shown_in_its_own_few_colours(
    qapp: QApplication,
) -> None:
    system = QPalette(QColor("#202020"))
    for role, colour in (
        (QPalette.ColorRole.Text, "#ffff00"),
        (QPalette.ColorRole.Base, "#000000"),
        (QPalette.ColorRole.Window, "#000000"),
        (QPalette.ColorRole.Accent, "#00ffff"),
    ):
        system.setColor(QPalette.ColorGroup.Active, role, QColor(colour))
    theme = theme_in(system)
    assert theme.is_dark and theme.text == QColor("#ffff00")
    assert {colours.full.name() for colours in theme.families.values()} == {"#000000"}
    assert {colours.bar.name() for colours in theme.families.values()} == {"#ffff00"}
    assert _worst(theme, "text") >= 7
    assert theme.accent == QColor("#00ffff")
    assert theme_in(palette(theme)) == theme


def test_a_chosen_theme_wins_over_the_system(qapp: QApplication) -> None:
    assert current(qapp, "light") is LIGHT
    assert current(qapp, "dark") is DARK
    assert current(qapp, "system") in (LIGHT, DARK)


@BOTH
def test_the_text_view_gets_every_colour_it_asks_for(theme: Theme) -> None:
    made = text_theme(theme, ["who", "#3d7ea6"])
    assert isinstance(made, TextTheme)
    assert made.family("#3d7ea6") == own_hue("#3d7ea6", theme)
    assert made.family("who") == theme.families["who"]
    assert made.tint("own") == theme.tints["own"]
    assert all(made.role(role) == theme.roles[role] for role in ROLES)


def test_light_lanes_are_semibold_and_dark_ones_medium(qapp: QApplication) -> None:
    assert LIGHT.font("lane").weight() == QFont.Weight.DemiBold
    assert DARK.font("lane").weight() == QFont.Weight.Medium


def test_type_steps_stand_in_the_proportions_of_the_table(qapp: QApplication) -> None:
    body = LIGHT.font("body").pointSizeF()
    for step, points in (("display", 18), ("heading", 12), ("title", 10.5), ("small", 9)):
        assert LIGHT.font(step).pointSizeF() == pytest.approx(body * points / 9.75, rel=0.01)


def start_anew() -> None:
    """Forget the system's type, as a program that starts knows none."""
    for known in (themes.scale, themes.px, themes.measures, themes.words_width,
                  themes._type_step, themes.reading_family):  # fmt: skip
        known.cache_clear()


def test_larger_system_type_grows_type_and_grid_alike(qapp: QApplication) -> None:
    usual = QFont(qapp.font())
    larger = QFont(usual)
    larger.setPixelSize(26)
    try:
        qapp.setFont(larger)
        start_anew()
        assert themes.scale() == 2
        assert themes.px(42) == 84
        assert LIGHT.font("fine").pointSizeF() == pytest.approx(22 * 0.75, rel=0.01)
    finally:
        qapp.setFont(usual)
        start_anew()


def test_no_type_outside_the_lanes_is_smaller_than_eleven_pixels(qapp: QApplication) -> None:
    usual = QFont(qapp.font())
    tiny = QFont(usual)
    tiny.setPixelSize(6)
    try:
        qapp.setFont(tiny)
        start_anew()
        for step in ("body", "small", "fine", "quote"):
            assert LIGHT.font(step).pointSizeF() >= 8.2
    finally:
        qapp.setFont(usual)
        start_anew()
