"""What goes out of the panel: calendar files and prep packs, saved and printed."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from panel_robot import Panel, list_nameless, settle
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from netorganizer.domain.pipeline import Stage
from netorganizer.domain.prep_pack import Paper
from netorganizer.services import interviews
from netorganizer.services.settings import Settings
from netorganizer.ui.application.dialog import PanelDialog
from netorganizer.ui.application.export_dialog import ExportDialog
from netorganizer.ui.application.pack_dialog import PackDialog
from netorganizer.ui.look_settings import apply_settings
from netorganizer.ui.widgets.inline_bar import InlineBar


class Opener(QObject):
    """Takes what the desktop would open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url)


FAKE_PRINTER = """#!/bin/sh
for last; do :; done
cp "$last" "{folder}/printed.pdf"
printf '%s\\n' "$@" > "{folder}/arguments"
{end}
"""


def fill(panel: Panel) -> int:
    application_id = panel.add(Stage.ONSITE, role="Data Engineer L5, Ads")
    for day, title in ((18, "Coding"), (18, "Design"), (19, "Director")):
        interviews.add_interview(
            panel.workspace,
            application_id,
            title=title,
            starts_at=datetime(2026, 3, day, 17 + (title == "Design"), tzinfo=UTC),
            zone="America/Los_Angeles",
            minutes=45,
            panel=["Dana Ruiz"],
        )
    return application_id


def told(dialog: ExportDialog | PackDialog) -> str:
    bar = dialog.findChild(InlineBar)
    assert bar is not None
    return bar.text_label().text() if bar.isVisible() else ""


def export(panel: Panel) -> ExportDialog:
    panel.window.actions_by_key["export_calendar"].trigger()
    settle()
    dialog = panel.dialog(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    assert dialog.objectName() == "exportPopover"
    return dialog


def test_exporting_an_onsite_day(panel: Panel, tmp_path: Path) -> None:
    fill(panel)
    dialog = export(panel)
    assert "nobody will be mailed" in panel.text(dialog)
    panel.choose("exportPopover.what", "On-site day 1, Wed 18 Mar", dialog)
    assert "Coding" in dialog.content
    assert "Director" not in dialog.content
    assert "File name: netflix-on-site-day-1-2026-03-18.ics" in panel.text(dialog)
    panel.click("exportPopover.save", dialog)
    target = tmp_path / "day.ics"
    panel.save_as(dialog, str(target))
    assert told(dialog) == "day.ics was saved with 2 events."
    text = target.read_bytes().decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert "ATTENDEE" not in text
    dialog.close()


def test_exporting_one_interview_from_its_menu_and_everything(panel: Panel, tmp_path: Path) -> None:
    fill(panel)
    panel.add(company="Acme")
    panel.select(1)
    panel.open_tab("interviews")
    panel.pick(panel.open_menu("More about Director"), "Export to calendar…")
    dialog = panel.dialog(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    assert dialog.content.startswith("• Netflix: Director, Thu 19 Mar 10:00–10:45")
    panel.choose("exportPopover.what", "Everything, all applications", dialog)
    panel.click("exportPopover.save", dialog)
    panel.save_as(dialog, str(tmp_path / "all.ics"))
    assert (tmp_path / "all.ics").read_text().count("BEGIN:VEVENT") == 3
    dialog.close()


def test_what_has_no_interviews_cannot_be_exported(panel: Panel) -> None:
    panel.add()
    dialog = export(panel)
    assert dialog.content == "There are no interviews to export there, so no file was written."
    assert not dialog.save_button.isEnabled()
    dialog.close()


def test_a_file_that_the_file_dialog_agreed_to_replace_is_replaced(panel: Panel, tmp_path: Path) -> None:
    fill(panel)
    target = tmp_path / "old.ics"
    target.write_text("old")
    dialog = export(panel)
    dialog._save(str(target))
    assert told(dialog) == "old.ics was saved with 3 events."
    assert target.read_text().startswith("BEGIN:VCALENDAR")
    dialog.close()


def test_a_folder_that_takes_no_file_is_told(panel: Panel, tmp_path: Path) -> None:
    fill(panel)
    dialog = export(panel)
    dialog._save(str(tmp_path / "missing" / "day.ics"))
    assert "cannot be written" in told(dialog)
    dialog.close()


@pytest.mark.parametrize("percent", [100, 200])
def test_every_control_of_the_dialogs_has_a_name_and_room(panel: Panel, percent: int) -> None:
    fill(panel)
    apply_settings(Settings(theme="dark", text_percent=percent))
    for ask in (panel.widget.export_calendar, panel.widget.open_pack, panel.widget.plan_onsite):
        ask()
        settle()
        dialog = panel.dialog(PanelDialog)
        assert list_nameless(dialog) == []
        assert dialog.minimumSizeHint().width() <= 760
        dialog.close()
        settle()
    apply_settings(Settings(theme="light"))


# Prep packs


def pack(panel: Panel) -> PackDialog:
    panel.window.actions_by_key["print_pack"].trigger()
    settle()
    dialog = panel.dialog(PackDialog)
    assert isinstance(dialog, PackDialog)
    return dialog


def test_saving_a_pack_for_an_onsite_day_on_letter(panel: Panel, tmp_path: Path, qtbot: QtBot) -> None:
    fill(panel)
    dialog = pack(panel)
    money = panel.find("packDialog.money", dialog)
    assert isinstance(money, QCheckBox)
    assert not money.isChecked()
    panel.choose("packDialog.what", "On-site day 2, Thu 19 Mar", dialog)
    panel.choose("packDialog.paper", "Letter", dialog)
    panel.click("packDialog.save", dialog)
    target = tmp_path / "pack.pdf"
    panel.save_as(dialog, str(target))
    qtbot.waitUntil(lambda: "pack.pdf was saved" in told(dialog), timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")
    assert b"612" in target.read_bytes()
    dialog.close()


def test_closing_the_dialog_does_not_stop_the_pack(panel: Panel, tmp_path: Path, qtbot: QtBot) -> None:
    fill(panel)
    dialog = pack(panel)
    target = tmp_path / "pack.pdf"
    dialog._save(str(target))
    dialog.close()
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH but for what the fake printer needs; it holds what was printed."""
    folder = tmp_path / "printer"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/bin")
    return folder


def install(folder: Path, name: str, end: str = "exit 0") -> None:
    file = folder / name
    file.write_text(FAKE_PRINTER.format(folder=folder, end=end))
    file.chmod(0o755)


def test_printing_hands_the_vector_pdf_to_lp_with_the_paper(panel: Panel, printer: Path, qtbot: QtBot) -> None:
    install(printer, "lp")
    fill(panel)
    dialog = pack(panel)
    panel.click("packDialog.print", dialog)
    qtbot.waitUntil(lambda: told(dialog) == "Handed to the printer.", timeout=20_000)
    assert (printer / "printed.pdf").read_bytes().startswith(b"%PDF")
    arguments = (printer / "arguments").read_text().splitlines()
    assert arguments[:4] == ["-o", "media=A4", "-t", "Prep pack"]
    assert not Path(arguments[-1]).exists()
    dialog.close()


def test_a_printer_that_refuses_is_quoted(panel: Panel, printer: Path, qtbot: QtBot) -> None:
    install(printer, "lp", "echo 'lp: no default destination' >&2; exit 1")
    fill(panel)
    dialog = pack(panel)
    panel.click("packDialog.print", dialog)
    qtbot.waitUntil(lambda: "no default destination" in told(dialog), timeout=20_000)
    assert "Save the PDF instead" in told(dialog)
    assert dialog.print_button.isEnabled()
    dialog.close()


PRINT_AND_END = """
from netorganizer.domain.prep_pack import Paper
from netorganizer.ui.application.printing import print_pdf
file = print_pdf(b"%PDF", Paper.A4)
print(file, file.read_bytes() == b"%PDF")
"""


def test_the_file_that_the_desktop_opens_is_gone_when_the_program_ends(tmp_path: Path) -> None:
    places = {**os.environ, "PATH": str(tmp_path / "nothing"), "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", PRINT_AND_END], env=places, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(str(tmp_path))
    assert done.stdout.endswith(" True\n")
    assert list(tmp_path.iterdir()) == []


def test_a_fault_in_the_worker_is_reported_and_the_dialog_goes_on(panel: Panel, qtbot: QtBot) -> None:
    fill(panel)
    dialog = pack(panel)
    with qtbot.captureExceptions() as faults:
        dialog._run(lambda: int("none"), lambda _: None)
        assert not dialog.save_button.isEnabled()
        qtbot.waitUntil(lambda: bool(faults), timeout=20_000)
    assert faults[0][0] is ValueError
    assert dialog.save_button.isEnabled()
    assert "Making" not in panel.text(dialog)
    dialog.close()


def test_a_paper_that_does_not_exist_is_a4(panel: Panel) -> None:
    fill(panel)
    panel.workspace.home.settings.write_text('paper = "a5"\n')
    dialog = pack(panel)
    assert dialog.paper.current() is Paper.A4
    dialog.close()


def test_without_a_printer_service_the_desktop_opens_it(
    panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")  # type: ignore[arg-type]  # the stub wants bytes, the function words
    fill(panel)
    dialog = pack(panel)
    assert "no printer service" in panel.text(dialog)
    panel.click("packDialog.print", dialog)
    qtbot.waitUntil(lambda: bool(opener.opened), timeout=20_000)
    QDesktopServices.unsetUrlHandler("file")
    file = Path(opener.opened[0].toLocalFile())
    assert file.read_bytes().startswith(b"%PDF")
    assert file.stat().st_mode & 0o077 == 0
    file.unlink()
    dialog.close()


def test_a_pack_needs_one_application(panel: Panel) -> None:
    panel.add()
    panel.window.board.view.deselect()
    settle()
    panel.window.actions_by_key["print_pack"].trigger()
    settle()
    assert "Select one card first" in panel.window.board.error_bar.text_label().text()
