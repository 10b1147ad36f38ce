"""The prep pack: what it is for, on which paper, and then to a file or to the printer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QWidget

from netorganizer.domain.errors import Refusal
from netorganizer.domain.onsite import day_numbers
from netorganizer.domain.pipeline import STAGE_NAMES, InterviewStatus, Stage
from netorganizer.domain.prep_pack import Paper, PrepPack
from netorganizer.services import files, interviews, packs
from netorganizer.services.settings import Settings, load_settings
from netorganizer.ui.application.dialog import PanelDialog
from netorganizer.ui.application.printing import print_command, print_pdf
from netorganizer.ui.application.words import interview_time, short_day, translate
from netorganizer.ui.jobs import Job
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.choice_button import ChoiceButton
from netorganizer.ui.widgets.fields import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from netorganizer.domain.application import Application
    from netorganizer.services.workspace import Workspace

_COMING = (InterviewStatus.TENTATIVE, InterviewStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class PackChoice:
    """What the pack is for: a stage, one interview, or one on-site day."""

    stage: Stage | None = None
    interview_id: int | None = None
    onsite_day: int | None = None


class PackDialog(PanelDialog):
    """Makes a pack in a worker; the window stays usable meanwhile."""

    def __init__(self, workspace: Workspace, application: Application, interview_id: int, parent: QWidget) -> None:
        super().__init__(translate("Application", "Prep pack"), parent)
        self.setObjectName("packDialog")
        self._workspace, self._application = workspace, application
        self._settings = _settings(workspace)
        self.what = ChoiceButton(self.tr("For what"))
        self.what.setObjectName("packDialog.what")
        choices = list_choices(workspace, application)
        wanted = PackChoice(interview_id=interview_id) if interview_id else choices[0][0]
        self.what.set_choices(choices, wanted)
        self.paper = ChoiceButton(self.tr("Paper"))
        self.paper.setObjectName("packDialog.paper")
        self.paper.set_choices([(Paper.A4, "A4"), (Paper.LETTER, "Letter")], _paper_of(self._settings))
        self.money = QCheckBox(self.tr("Include the figures of offers"))
        self.money.setObjectName("packDialog.money")
        self.column.addWidget(Field(self.tr("For what"), self.what))
        self.column.addWidget(Field(self.tr("Paper"), self.paper))
        self.column.addWidget(self.money)
        self._state = self.add_words()
        self.save_button = Button(self.tr("Save PDF…"), ButtonKind.PRIMARY, "download")
        self.save_button.setObjectName("packDialog.save")
        self.print_button = Button(self.tr("Print"), ButtonKind.SECONDARY, "printer")
        self.print_button.setObjectName("packDialog.print")
        self.save_button.clicked.connect(self._ask_where)
        self.print_button.clicked.connect(self._print)
        self.close_button = self.add_buttons(self.save_button, self.print_button, close_words=self.tr("Close"))
        self._rest()
        self.what.setFocus()

    def _rest(self) -> None:
        words = self.tr("Cover, people, guide, questions with room to write, checklist, notes.")
        if not print_command(Paper.A4):
            opens = self.tr("There is no printer service here: Print opens the PDF instead.")
            words = f"{words}\n{opens}"
        self._state.setText(words)
        for button in (self.save_button, self.print_button):
            button.setEnabled(True)

    def _collect(self) -> PrepPack | None:
        choice = self.what.current()
        assert isinstance(choice, PackChoice)
        try:
            return packs.collect_pack(
                self._workspace,
                self._application.id,
                stage=choice.stage,
                interview_id=choice.interview_id,
                onsite_day=choice.onsite_day,
                include_money=self.money.isChecked(),
                owner=self._settings.name,
            )
        except Refusal as refusal:
            self.bar.show_message(str(refusal))
            return None

    def _run(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self.bar.dismiss()
        self._state.setText(self.tr("Making the pack…"))
        for button in (self.save_button, self.print_button):
            button.setEnabled(False)
        job = Job(work, self)
        job.ended.connect(self._rest)
        job.finished.connect(done)
        job.refused.connect(self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self.bar.show_message(str(refusal))

    def _ask_where(self) -> None:
        name = _file_name(self._application, self.what.current())
        self.ask_file(self.tr("Save the prep pack"), name, self.tr("PDF (*.pdf)"), self._save)

    def _save(self, target: str) -> None:
        pack, paper = self._collect(), self._paper()
        if pack is None:
            return

        def work() -> int:
            rendered = packs.render_pack(pack, paper)
            files.save_file(target, rendered.data, force=True)
            return rendered.pages

        self._run(work, lambda pages: self._tell_saved(Path(target).name, pages))

    def _tell_saved(self, name: str, pages: object) -> None:
        assert isinstance(pages, int)
        words = (
            self.tr("{name} was saved: 1 page.") if pages == 1 else self.tr("{name} was saved: %n pages.", "", pages)
        )
        self.bar.show_message(words.format(name=name), tone="ok")
        self.close_button.setFocus()

    def _print(self) -> None:
        pack, paper = self._collect(), self._paper()
        if pack is None:
            return
        self._run(lambda: print_pdf(packs.render_pack(pack, paper).data, paper), self._tell_printed)

    def _tell_printed(self, file: object) -> None:
        if isinstance(file, Path):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
            self.bar.show_message(self.tr("Opened in your PDF program: print it from there."), tone="info")
        else:
            self.bar.show_message(self.tr("Handed to the printer."), tone="ok")
        self.close_button.setFocus()

    def _paper(self) -> Paper:
        paper = self.paper.current()
        assert isinstance(paper, Paper)
        return paper


def _settings(workspace: Workspace) -> Settings:
    try:
        return load_settings(workspace.home)
    except Refusal:
        return Settings()  # what is wrong with the settings is said where they are opened


def _paper_of(settings: Settings) -> Paper:
    return next((paper for paper in Paper if paper == settings.paper), Paper.A4)


def list_choices(workspace: Workspace, application: Application) -> list[tuple[PackChoice, str]]:
    """What a pack can be for: the stage, each on-site day, each interview to come."""
    clock = workspace.clock
    found = interviews.list_interviews(workspace, application.id)
    coming = [each for each in found if each.status in _COMING and each.ends_at > clock.now()]
    choices: list[tuple[PackChoice, str]] = []
    stage = translate("Application", "This stage: {stage}").format(stage=STAGE_NAMES[application.stage])
    choices.append((PackChoice(stage=application.stage), stage))
    for day, number in day_numbers(found).items():
        words = translate("Application", "On-site day {number}, {day}").format(number=number, day=short_day(day))
        choices.append((PackChoice(onsite_day=number), words))
    for each in coming:
        words = translate("Application", "Only “{title}”, {when}").format(
            title=each.title, when=interview_time(each, clock)
        )
        choices.append((PackChoice(interview_id=each.id), words))
    return choices


def _file_name(application: Application, choice: object) -> str:
    parts = [application.company, application.role, "prep pack"]
    if isinstance(choice, PackChoice) and choice.onsite_day:
        parts.append(f"day {choice.onsite_day}")
    plain = "".join(letter if letter.isalnum() else "-" for letter in " ".join(parts).casefold())
    return "-".join(part for part in plain.split("-") if part) + ".pdf"
