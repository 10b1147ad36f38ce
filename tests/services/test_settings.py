"""Settings: defaults, whatever stands in the file, and writing them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netorganizer.domain.errors import FileRefused
from netorganizer.paths import Home
from netorganizer.services.settings import Settings, load_settings, save_settings


def test_a_new_home_has_the_defaults(tmp_path: Path) -> None:
    home = Home(tmp_path / "not made")
    assert load_settings(home) == Settings()
    assert not home.folder.exists()


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(80, 200))
def test_what_is_saved_is_loaded(tmp_path_factory: pytest.TempPathFactory, name: str, percent: int) -> None:
    home = Home(tmp_path_factory.mktemp("settings") / "new")
    settings = Settings(zone="Asia/Tokyo", theme="dark", paper="letter", text_percent=percent, name=name)
    save_settings(home, settings)
    assert load_settings(home) == settings
    save_settings(home, replace(settings, theme="light"))
    assert load_settings(home).theme == "light"
    assert [file.name for file in home.folder.iterdir()] == ["settings.toml"]


def test_the_folder_it_makes_is_private(tmp_path: Path) -> None:
    home = Home(tmp_path / "new")
    save_settings(home, Settings())
    assert home.folder.stat().st_mode & 0o077 == 0


def test_what_does_not_fit_falls_back_to_its_default(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings.write_text('theme = 3\ntext_percent = true\npaper = "letter"\nname = ["x"]\nunknown = 1\n', "utf-8")
    assert load_settings(home) == Settings(paper="letter")


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe", b"[a\n", b"theme = 'x'\ntheme = 'y'"])
def test_an_unreadable_file_is_refused_and_left(tmp_path: Path, content: bytes) -> None:
    home = Home(tmp_path)
    home.settings.write_bytes(content)
    with pytest.raises(FileRefused, match="Mend or delete that file"):
        load_settings(home)
    assert home.settings.read_bytes() == content


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings.mkdir()
    with pytest.raises(FileRefused, match="cannot be read"):
        load_settings(home)
