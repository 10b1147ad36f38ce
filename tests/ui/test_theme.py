"""The looks can be read: contrast is computed, not believed; a broken theme file says what is wrong with it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from netorganizer import assets
from netorganizer.ui import theme as themes
from netorganizer.ui.fonts import FAMILY, TypeScale, load_fonts, make_font, metrics
from netorganizer.ui.theme import THEME_NAMES, Theme, ThemeError, apply_theme, current_look, load_theme, parse_theme
from netorganizer.ui.widgets.drawing import LookLabel

SURFACES = ("canvas", "column", "card", "hover", "selected", "raised")
TONES = ("danger", "warn", "ok", "info", "waiting")
# What WCAG 2.2 and the design ask of a colour on every surface it may stand on.
ON_SURFACES = {
    "text": 7.0, "text2": 4.5, "text3": 4.5, "accent": 4.5, "focus": 3.0, "border_strong": 3.0,
    **dict.fromkeys(TONES, 4.5),
}  # fmt: skip
PAIRS = [
    ("on_accent", "accent", 4.5), ("on_accent", "accent_hover", 4.5), ("toast_text", "toast", 7.0),
    ("toast_action", "toast", 4.5), *((tone, f"{tone}_soft", 4.5) for tone in TONES),
    ("text2", "column", 4.5), ("focus", "card", 3.0),
]  # fmt: skip


@pytest.fixture
def back_to_light(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, load_theme("light"))


def _luminance(color: QColor) -> float:
    def linear(channel: float) -> float:
        return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def _contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _color(theme: Theme, name: str) -> QColor:
    color = getattr(theme, name)
    assert isinstance(color, QColor)
    return color


def test_contrast_is_measured_as_wcag_measures_it() -> None:
    assert _contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21.0)
    assert _contrast(QColor("#767676"), QColor("#FFFFFF")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", THEME_NAMES)
@pytest.mark.parametrize(("ink", "needed"), ON_SURFACES.items())
def test_every_ink_can_be_read_on_every_surface(name: str, ink: str, needed: float) -> None:
    theme = load_theme(name)
    for surface in SURFACES:
        assert _contrast(_color(theme, ink), _color(theme, surface)) >= needed, f"{ink} on {surface}"


@pytest.mark.parametrize("name", THEME_NAMES)
@pytest.mark.parametrize(("ink", "surface", "needed"), PAIRS)
def test_pairs_that_belong_together_can_be_read(name: str, ink: str, surface: str, needed: float) -> None:
    theme = load_theme(name)
    assert _contrast(_color(theme, ink), _color(theme, surface)) >= needed


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_letter_can_be_read_on_every_tile(name: str) -> None:
    theme = load_theme(name)
    assert all(_contrast(theme.on_monogram, tile) >= 4.5 for tile in theme.monograms)


def test_high_contrast_reaches_aaa_and_has_no_tints() -> None:
    theme = load_theme("high_contrast")
    assert not theme.tints
    assert {_color(theme, surface).name() for surface in SURFACES} == {"#ffffff"}
    assert all(_contrast(_color(theme, ink), theme.card) >= 7 for ink in ("text", "text2", "text3", *TONES))
    assert theme.border == theme.border_strong


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_pictures_of_inputs_have_the_colours_of_their_theme(name: str) -> None:
    theme = load_theme(name)
    wanted = {"check": theme.on_accent, "chevron": theme.text2, "chevron-up": theme.text2}
    for picture, color in wanted.items():
        assert f'stroke="{color.name().upper()}"' in assets.read_text(f"themes/{name}-{picture}.svg")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('card = "#FFFFFF"', 'card = "#GGG"'), "broken.toml: [colors] card is not a colour"),
        (('card = "#FFFFFF"', "card = 3"), "broken.toml: [colors] card is not a colour"),
        (('card = "#FFFFFF"', ""), "broken.toml: [colors] card is not a colour"),
        (('card = "#FFFFFF"', 'card = "#FFFFFF"\ncart = "#FFFFFF"'), "broken.toml: [colors] cart is no colour"),
        (("dark = false", 'dark = "no"'), "broken.toml: dark is missing or not a bool"),
        (('name = "light"', ""), "broken.toml: name is missing or not a str"),
        (("[colors]", "[paints]"), "broken.toml: [colors] is missing"),
        (("colors = [", "colors = []\nothers = ["), "broken.toml: [monograms] colors is not a list"),
        (("[colors]", "[colors"), "broken.toml is not TOML"),
    ],
)
def test_a_broken_theme_names_the_file_and_the_key(change: tuple[str, str], said: str) -> None:
    text = assets.read_text("themes/light.toml")
    assert change[0] in text
    with pytest.raises(ThemeError) as caught:
        parse_theme(text.replace(*change, 1), "broken.toml")
    assert str(caught.value).startswith(said)


def test_an_unknown_theme_names_those_there_are() -> None:
    with pytest.raises(ThemeError, match="light, dark, high_contrast and system"):
        load_theme("../light")


def test_system_follows_the_desktop(qapp: QApplication) -> None:
    assert themes.resolve_theme_name("dark") == "dark"
    # The offscreen platform has no wishes: light then.
    assert qapp.styleHints().colorScheme() == Qt.ColorScheme.Unknown
    assert themes.resolve_theme_name(themes.SYSTEM) == "light"
    assert themes.prefers_reduced_motion() is False


@pytest.mark.usefixtures("back_to_light")
def test_applying_a_theme_reaches_palette_font_and_widgets(qapp: QApplication, qtbot: QtBot) -> None:
    load_fonts()
    own = LookLabel("Meta", "meta", "text3")
    plain = QLabel("Plain")
    for widget in (own, plain):
        qtbot.addWidget(widget)
    apply_theme(qapp, load_theme("light"))
    dark = load_theme("dark")
    look = apply_theme(qapp, dark, 1.5)
    assert current_look() is look
    assert qapp.palette().color(QPalette.ColorRole.Window) == dark.canvas
    assert plain.font().pixelSize() == 20
    assert own.font().pixelSize() == 16
    assert own.palette().color(own.foregroundRole()) == dark.text3
    qapp.setStyleSheet("")
    assert qapp.style().name() == "fusion"


@pytest.mark.usefixtures("back_to_light")
@pytest.mark.parametrize(("asked", "given"), [(0.1, 0.8), (1.0, 1.0), (9.0, 2.0)])
def test_the_text_size_stays_in_its_range(qapp: QApplication, asked: float, given: float) -> None:
    assert apply_theme(qapp, load_theme("light"), asked).type.scale == given


@pytest.mark.usefixtures("back_to_light")
def test_reduced_motion_stops_every_animation(qapp: QApplication) -> None:
    assert apply_theme(qapp, load_theme("light"), reduced_motion=True).duration(120) == 0
    assert apply_theme(qapp, load_theme("light")).duration(120) == 120


@pytest.mark.usefixtures("qapp")
def test_the_shipped_typeface_is_used_in_every_weight_and_never_below_11_px() -> None:
    load_fonts()
    small = TypeScale(0.8)
    for font in (small.meta, small.badge, small.secondary):
        assert font.pixelSize() == 11
    widths = {weight: metrics(make_font(13, weight)).horizontalAdvance("Committee") for weight in (400, 500, 600, 700)}
    assert len(set(widths.values())) == 4, "a weight is missing and another stands in for it"
    assert metrics(make_font(13, 400)).horizontalAdvance("Il1O0") > 0
    assert make_font(13, 400).family() == FAMILY


@pytest.mark.usefixtures("qapp")
def test_figures_are_tabular_where_they_stand_below_each_other() -> None:
    load_fonts()
    fonts = TypeScale()
    for font in (fonts.meta, fonts.figures, fonts.hero):
        assert metrics(font).horizontalAdvance("111") == pytest.approx(metrics(font).horizontalAdvance("000"))
    assert metrics(fonts.body).horizontalAdvance("111") < metrics(fonts.body).horizontalAdvance("000")
