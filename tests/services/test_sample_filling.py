"""Filling a home with a sample: only a new one, all at once, and the files it is told from."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sample_tools import CLOCK, opened, read_everything

from netorganizer.domain.change import ChangeNotice
from netorganizer.domain.errors import Refusal
from netorganizer.paths import Home
from netorganizer.services import applications
from netorganizer.services.sample import ensure_sample, fill_random, fill_reference
from netorganizer.services.sample_diary import Entry, Retelling, Step, WalkingWatch
from netorganizer.services.sample_steps import VERBS, retell
from netorganizer.services.settings import Settings, load_settings, save_settings
from netorganizer.services.trash import empty_trash
from netorganizer.services.workspace import Workspace


def refuses(workspace: Workspace) -> None:
    before = read_everything(workspace)
    with pytest.raises(Refusal, match="used already"):
        fill_reference(workspace)
    with pytest.raises(Refusal, match="used already"):
        fill_random(workspace, 3, 0, 1, seed=1)
    assert read_everything(workspace) == before


def test_a_home_that_holds_something_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        applications.add_application(workspace, company="Initech", role="Engineer")
        refuses(workspace)


def test_a_home_with_something_to_redo_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        applications.add_application(workspace, company="Initech", role="Engineer")
        workspace.undo()
        refuses(workspace)


def test_a_home_that_was_emptied_is_refused_since_ids_are_never_used_again(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        id_ = applications.add_application(workspace, company="Initech", role="Engineer")
        applications.trash_applications(workspace, [id_])
        empty_trash(workspace)
        refuses(workspace)


def test_whoever_has_the_home_open_hears_of_it_and_can_go_on(tmp_path: Path) -> None:
    heard: list[ChangeNotice] = []
    with opened(tmp_path) as workspace, opened(tmp_path) as window:
        workspace.subscribe(heard.append)
        fill_reference(workspace)
        assert [notice.rows for notice in heard] == [None]
        assert window.notice_foreign_changes()
        assert len(applications.list_applications(window)) == 18
        assert applications.add_application(window, company="Initech", role="Engineer") == 29


def test_nothing_is_left_aside(tmp_path: Path) -> None:
    ensure_sample(Home(tmp_path), CLOCK)
    assert {file.name for file in tmp_path.iterdir()} == {"netorganizer.db", "settings.toml"}


def test_the_sample_home_is_filled_once(tmp_path: Path) -> None:
    home = Home(tmp_path / "not" / "there" / "yet")
    ensure_sample(home, CLOCK)
    with opened(home.folder) as workspace:
        applications.trash_applications(workspace, [1])
        before = read_everything(workspace)
        ensure_sample(home, CLOCK)
        assert read_everything(workspace) == before


def test_an_unused_sample_home_is_filled(tmp_path: Path) -> None:
    opened_once = opened(tmp_path)
    with opened_once:
        pass
    ensure_sample(Home(tmp_path), CLOCK)
    with opened(tmp_path) as workspace:
        assert len(applications.list_applications(workspace, closed=True)) == 28


def test_the_sample_home_knows_whose_it_is(tmp_path: Path) -> None:
    ensure_sample(Home(tmp_path), CLOCK)
    assert load_settings(Home(tmp_path)) == Settings(zone="Europe/Berlin", name="Noa")


def test_settings_that_are_there_stay(tmp_path: Path) -> None:
    save_settings(Home(tmp_path), Settings(theme="dark"))
    ensure_sample(Home(tmp_path), CLOCK)
    assert load_settings(Home(tmp_path)) == Settings(theme="dark")


def test_an_entry_is_read_strictly() -> None:
    with pytest.raises(ValueError, match="title must be str"):
        Entry({}).text("title")
    with pytest.raises(ValueError, match="title must be str, not 3"):
        Entry({"title": 3}).text("title")
    with pytest.raises(ValueError, match="on must be date"):
        Entry({"on": CLOCK.now()}).optional_day("on")
    with pytest.raises(ValueError, match="nobody reads titel"):
        Entry({"titel": "x"}).finish()


def test_an_entry_gives_what_is_there() -> None:
    entry = Entry({"on": date(2026, 3, 4), "tags": ["a"], "minutes": 30})
    assert (entry.optional_day("on"), entry.texts("tags"), entry.optional_whole("minutes")) == (
        date(2026, 3, 4),
        ("a",),
        30,
    )
    assert (entry.text("why", ""), entry.optional_whole("round"), entry.texts("more")) == ("", None, ())
    entry.finish()


def test_an_unknown_step_is_a_fault_of_the_file(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        telling = Retelling(workspace, WalkingWatch("Europe/Berlin"), {})
        assert telling.zone == ZoneInfo("Europe/Berlin")
        with pytest.raises(ValueError, match="sing"):
            retell(telling, Step(CLOCK.now(), "", "sing", Entry({})))
        story = {"key": "k", "title": "T", "loudly": "yes"}
        with pytest.raises(ValueError, match="nobody reads loudly"):
            retell(telling, Step(CLOCK.now(), "", "story", Entry(story)))


def test_every_step_has_a_name_that_the_files_use() -> None:
    from netorganizer.services.sample_reference import read_reference

    assert {step.verb for step in read_reference()} == set(VERBS)
