"""The icon set: one drawing style, tinted as asked, sharp at every scale, with its licence."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from netorganizer import assets
from netorganizer.domain.pipeline import Outcome
from netorganizer.ui.board.card_layout import outcome_badge
from netorganizer.ui.icons import app_icon, icon, icon_names, icon_pixmap
from netorganizer.ui.theme import apply_theme, load_theme


@pytest.fixture
def back_to_light(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, load_theme("light"))


def _inks(pixmap: QPixmap) -> set[str]:
    """The colours of the pixels that are fully covered."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {color.name() for color in pixels if color.alpha() == 255}


def test_every_icon_is_of_the_one_set_and_the_licence_is_with_them() -> None:
    assert len(icon_names()) >= 40
    for name in icon_names():
        svg = assets.read_text(f"icons/{name}.svg")
        assert 'viewBox="0 0 24 24"' in svg, name
        assert 'stroke="currentColor"' in svg, name
        assert 'stroke-width="2"' in svg, name
    assert "ISC License" in assets.read_text("icons/LICENSE")


def test_the_icons_of_badges_and_outcomes_exist() -> None:
    badges = {"circle-pause", "triangle-alert", "clock", "reply", "hourglass"}
    assert badges | {outcome_badge(outcome)[0] for outcome in Outcome} <= set(icon_names())


@pytest.mark.usefixtures("qapp")
def test_an_icon_takes_the_colour_and_the_scale_asked_for() -> None:
    for dpr, side in ((1.0, 16), (1.5, 24), (2.0, 32)):
        pixmap = icon_pixmap("minus", QColor("#B0231C"), 16, dpr)
        assert (pixmap.width(), pixmap.devicePixelRatio()) == (side, dpr)
        assert _inks(icon_pixmap("square-kanban", QColor("#B0231C"), 16, dpr)) <= {"#b0231c"}
    assert _inks(icon_pixmap("star", QColor("#123456"), 48, filled=True)) == {"#123456"}


@pytest.mark.usefixtures("qapp")
def test_an_icon_that_is_not_there_is_named_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        icon_pixmap("unicorn", QColor("#000000"), 16)
    with pytest.raises(FileNotFoundError):
        icon("unicorn")


@pytest.mark.usefixtures("back_to_light")
def test_an_action_s_icon_follows_the_theme(qapp: QApplication) -> None:
    kept = icon("square-kanban", "accent")
    for name in ("light", "dark"):
        theme = apply_theme(qapp, load_theme(name)).theme
        assert _inks(kept.pixmap(QSize(48, 48), 1.0)) == {theme.accent.name()}
        assert _inks(kept.pixmap(QSize(48, 48), 1.0, QIcon.Mode.Disabled)) == {theme.text3.name()}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("dpr", [1.0, 1.5, 2.0])
def test_an_action_s_icon_has_all_the_pixels_of_the_screen(dpr: float) -> None:
    pixmap = icon("star").pixmap(QSize(16, 16), dpr)
    assert (pixmap.size(), pixmap.devicePixelRatio()) == (QSize(16, 16) * dpr, dpr)
    painted = QPixmap(QSize(16, 16) * dpr)
    painted.setDevicePixelRatio(dpr)
    painted.fill(Qt.GlobalColor.transparent)
    painter = QPainter(painted)
    icon("star").paint(painter, QRect(0, 0, 16, 16))
    painter.end()
    assert painted.toImage() == pixmap.toImage().convertToFormat(painted.toImage().format())


@pytest.mark.usefixtures("qapp")
def test_the_program_has_an_icon_of_its_own() -> None:
    sizes = {size.width() for size in app_icon().availableSizes()}
    assert {16, 32, 48, 128, 256} <= sizes
    assert "netorganizer" not in icon_names()
    assert len(_inks(app_icon().pixmap(64, 64))) > 2
